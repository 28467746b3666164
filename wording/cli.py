"""What the terminal says: Chinese first, English below it."""

from wording import Language, Word

BEGUN = Word("已建立台账 {path}。", "Record {path} begun.")
SAMPLE_MOVED = Word("原示例台账已移至 {path}。", "The sample record was moved to {path}.")
BACKED_UP = Word("已备份并校验：{path}", "Backed up and verified: {path}")
RESTORED = Word("已从 {source} 恢复到 {path}。", "Restored {path} from {source}.")
REPLACED = Word("原台账保留为 {path}。", "The replaced record is kept as {path}.")
IMPORTED = Word(
    "读取 {read} 行，导入 {came} 行，未导入 {refused} 行。", "{read} rows read, {came} came in, {refused} did not."
)
MORE_ISSUES = Word(
    "另有 {n} 条提示，可用 --report 文件.json 全部取得。", "{n} more; get them all with --report FILE.json."
)
ONE_TIME_PASSWORD = Word(
    "账号 {name} 的一次性密码（只显示这一次，首次登录须修改）：{password}",
    "One-time password of {name} (shown only now, to be changed at the first sign-in): {password}",
)
USER_LOCKED = Word(
    "账号 {name} 已停用，其登录已全部结束。", "Account {name} is locked and all its sessions have ended."
)
SITE_OPEN = Word("已向访客开放，无需登录即可浏览公开内容。", "The site is open: visitors see what is public.")
SITE_CLOSED = Word("已对访客关闭，须登录后浏览。", "The site is closed: everybody must sign in.")
SERVING = Word("亩图已启动，请在浏览器打开 {url}（按 Ctrl+C 停止）。", "Mutu is running: open {url} (Ctrl+C stops it).")
TRAIL_HOLDS = Word("留痕完整，共 {count} 条。", "The trail holds: {count} entries.")
TRAIL_HEAD = Word(
    "末条编号 {seq}，校验值 {hash}。请抄存他处，以便日后发现末尾缺失。",
    "Head: entry {seq}, hash {hash}. Keep it elsewhere, so that a tail that was cut off can be found.",
)
TRAIL_CUT = Word(
    "留痕中没有抄存的末条 {head}：末尾已缺失或被改写。",
    "The noted head {head} is not in the trail: its tail was cut or rewritten.",
)
TRAIL_BROKEN = Word("留痕自第 {entry} 条起不符。", "The trail does not hold from entry {entry} on.")
OUTAGE = Word(
    "程序出错，此次操作没有完成，已保存的记录不受影响。详情见 {reference}。",
    "Something went wrong; this was not completed, what was saved is kept. Details in {reference}.",
)


def both(word: Word, **values: object) -> str:
    """A sentence in both languages, one below the other."""
    return f"{word(Language.ZH, **values)}\n{word(Language.EN, **values)}"
