"""The words of the desk: moves, forms, conflicts, the trail, a day's work, the administrator's page."""

from wording import Word

# --- what a person does at a record
CHANGE_STATUS = Word("变更状态", "Change status")
EDIT = Word("修改", "Edit")
TRAIL = Word("留痕", "Trail")
RETIRE = Word("注销宗地", "Retire the parcel")
RESTORE = Word("恢复宗地", "Restore the parcel")
UNDO = Word("撤销上次变更", "Take back my last change")
SAVE = Word("保存", "Save")
CANCEL = Word("取消", "Cancel")
SAVED = Word("已保存：{what}", "Saved: {what}")
NOTHING_CHANGED = Word("没有改动，无需保存。", "Nothing was changed.")
UNDONE = Word("撤销本人上次变更", "Own last change taken back")
UNDONE_N = Word("已撤销上次变更，涉及 {n} 条记录", "Your last change was taken back: {n} records")

# --- moving a status
FIELD = Word("变更项", "What changes")
NOW = Word("现状", "Now")
BECOMES = Word("变更为", "Becomes")
EXTEND = Word("续留", "Extend the reservation")
NO_MOVE = Word("当前状态没有可办理的变更。", "There is no move from the present status.")
DOCUMENT = Word("依据文号", "Document number")
DOCUMENT_ON = Word("依据日期", "Date of the document")
REASON = Word("事由", "Reason")
REASON_REQUIRED = Word("修改原因（必填）", "Reason (required)")
RESERVED_FOR = Word("预留对象", "Reserved for")
RESERVED_UNTIL = Word("预留至（空白为不设期限）", "Reserved until (blank: no end)")
PREVIEW = Word("变更预览", "Preview")
BEFORE = Word("变更前", "Before")
AFTER = Word("变更后", "After")
MOVED = Word(
    "{code} 在您打开之后已由 {who} 变更，下方为最新状态。您的变更尚未写入。",
    "{who} changed {code} after you opened it; below is how it stands. Your change is not written.",
)
LOOK_AGAIN = Word("按最新状态办理", "Go on from there")
BUILT_ON = Word("地上有厂房，不能转为净地。", "A plant stands here, so it cannot become cleared land.")

# --- the form
ORIGIN = Word("新值的来源", "Source of the new values")
AS_OF = Word("新值截至", "As of")
UNSAVED = Word("有 {n} 项改动尚未保存。", "{n} changes are not saved yet.")
DISCARD = Word("放弃改动", "Discard the changes")
WHICH = Word("修改哪一条", "Which record")
CHOOSE_COLUMN = Word("批量修改的项目", "Column to change")
BULK = Word("批量修改", "Edit all of these")
BULK_COUNT = Word("将修改所选 {n} 条记录", "{n} records will be changed")
SAME = Word("不变", "as it is")
BULK_SAVED = Word("已保存：{n} 条记录的{column}", "Saved: {column} of {n} records")
SELECTED = Word("已选", "Chosen")

# --- two people at one record
CONFLICT = Word(
    "{code} 在您打开之后已由 {who} 修改。您的改动尚未写入，请逐项确认后保存。",
    "{who} changed {code} after you opened it. Your changes are not written yet: settle each value, then save.",
)
BASE = Word("您打开时", "As you saw it")
MINE = Word("您的", "Yours")
THEIRS = Word("对方的", "Theirs")
KEEP = {
    "mine": Word("用我的", "Mine"),
    "theirs": Word("用对方的", "Theirs"),
    "both": Word("都保留", "Both"),
}
ONLY_MINE = Word("仅您改动，保留", "only you changed it: kept")
ONLY_THEIRS = Word("仅对方改动，保留", "only they changed it: kept")
MERGE = Word("合并并保存", "Merge and save")
KEEP_WHICH = Word("保留", "Keep")
NOT_READ = Word("“{column}”填写有误，尚不能保存。", "“{column}” cannot be read yet, so nothing can be saved.")
NOT_YOURS = Word("没有可修改的记录：可能不在您的园区，或已被删除。", "There is nothing here that you may edit.")
EDIT_WHAT = Word("修改 {code}", "Edit {code}")
AGREED = Word("双方改成相同的值", "both made the same change")

# --- the trail
WHEN = Word("时间", "When")
WHO = Word("经办", "By")
DID = Word("事项", "Deed")
RECORD = Word("记录", "Record")
CHANGED = Word("变更内容", "What changed")
BASIS = Word("依据", "Basis")
ENTRY = Word("编号", "Entry")
NO_TRAIL = Word("没有符合条件的留痕。可更换日期或人员。", "No entry matches. Choose another day or person.")
EXPORT = Word("导出表格", "Export as CSV")
DAY = Word("日期", "Day")
PERSON = Word("人员", "Person")
EVERYBODY = Word("全部人员", "Everybody")
HIDDEN = Word("不公开", "withheld")
MADE = Word("新增", "added")
REMOVED = Word("删除", "removed")
SHAPE_CHANGED = Word("图形已改", "shape changed")
MORE_COLUMNS = Word("等 {n} 项", "{n} values in all")
TRAIL_SHOWN = Word("共 {n} 条，显示最近 {shown} 条", "{n} entries, the latest {shown} shown")
MY_LAST = Word("您最近一次变更：", "Your last change:")
TRAIL_COUNT = Word("共 {n} 条", "{n} entries")
AS_IT_WAS = Word("当日数字", "Figures of that day")
PAST_NOTE = Word("依留痕重建，台账日 {day}", "Rebuilt from the trail; day of the record {day}")

#: The deeds that stand in the trail. One that is not listed reads as its code.
DEEDS: dict[str, Word] = {
    "change_status": Word("变更状态", "status changed"),
    "extend_reservation": Word("续留", "reservation extended"),
    "edit_record": Word("修改", "edited"),
    "add_record": Word("新增", "added"),
    "undo_change": Word("撤销", "taken back"),
    "retire_parcel": Word("注销", "retired"),
    "restore_parcel": Word("恢复", "restored"),
    "record_finding": Word("登记疑似闲置", "suspected idle land recorded"),
    "confirm_finding": Word("认定闲置", "idle land recognised"),
    "close_finding": Word("闲置销号", "idle finding closed"),
    "publish_finding": Word("公开闲置信息", "idle finding published"),
    "withdraw_finding": Word("撤下闲置信息", "idle finding withdrawn"),
    "confirm_underused": Word("确认低效", "underused land confirmed"),
    "close_underused": Word("低效销号", "underused finding closed"),
    "activate_contract": Word("合同生效", "contract put in force"),
    "promise_capacity": Word("预留要素", "capacity promised"),
    "release_capacity": Word("释放要素预留", "promise of capacity released"),
    "open_case": Word("立案盘活", "disposal case opened"),
    "move_case": Word("推进盘活", "disposal case moved on"),
    "raise_problem": Word("提出问题", "problem raised"),
    "answer_problem": Word("回应问题", "problem answered"),
    "solve_problem": Word("提出解决方案", "problem solved"),
    "close_problem": Word("问题销号", "problem closed"),
    "reopen_problem": Word("重新打开问题", "problem reopened"),
    "turn_the_day": Word("日切", "turn of the day"),
    "import": Word("导入", "imported"),
    "site": Word("对外开放设置", "public site switched"),
    "init": Word("建立台账", "record begun"),
    "make_sample": Word("生成示例数据", "sample made"),
    "add_user": Word("新增账号", "account opened"),
    "change_roles": Word("变更角色", "roles changed"),
    "reset_user": Word("重置密码", "password reset"),
    "lock_user": Word("停用账号", "account locked"),
    "unlock_user": Word("启用账号", "account unlocked"),
    "sign_in": Word("登录", "signed in"),
    "sign_out": Word("退出登录", "signed out"),
    "change_password": Word("修改密码", "password changed"),
}

# --- my day
MY_DAY = Word("我的一天", "My day")
SUMMARY = Word(
    "逾期 {late} 件，今天 {today} 件，七天内 {week} 件", "{late} overdue, {today} today, {week} within a week"
)
WEEKDAYS = {
    "0": Word("周一", "Monday"),
    "1": Word("周二", "Tuesday"),
    "2": Word("周三", "Wednesday"),
    "3": Word("周四", "Thursday"),
    "4": Word("周五", "Friday"),
    "5": Word("周六", "Saturday"),
    "6": Word("周日", "Sunday"),
}
COUNTED_ITEMS = Word("{n} 件", "{n}")
DEADLINES = Word("期限", "Deadlines")
BY_DAYS_LEFT = Word("按剩余天数", "by days left")
TO_CONFIRM = Word("待认定与待确认", "To recognise and confirm")
STALE = Word("待核实的要素", "Values to verify")
LATE = Word("逾期 {n} 天", "{n} days late")
TODAY = Word("今天", "Today")
LEFT = Word("剩 {n} 天", "{n} days left")
NO_DEADLINE = Word("未来 {n} 天没有到期事项。", "Nothing falls due in the next {n} days.")
NOTHING_TO_CONFIRM = Word("没有待认定或待确认的事项。", "Nothing waits to be recognised or confirmed.")
NOTHING_STALE = Word("推介中的要素都在核实期内。", "All that is on offer was verified in time.")
#: Kind of item → what it is, the clause or rule behind it, and what is done there.
ITEMS: dict[str, Word] = {
    "reservation": Word("预留到期，次日自动转为推介", "reservation lapses: on offer again from the next day"),
    "promise": Word("要素预留到期，次日自动释放", "promise of a utility lapses on the next day"),
    "investigation": Word("发现疑似闲置满 30 日前须查清", "the investigation must end within 30 days"),
    "confirm_idle": Word("疑似闲置，待审核认定", "suspected idle: a reviewer has to recognise it"),
    "publish": Word("已认定闲置，尚未公开", "recognised as idle and not published"),
    "withdraw": Word("已销号，公开信息尚未撤下", "closed and still published"),
    "confirm_underused": Word("低效标记，待确认", "flagged as underused: to be confirmed"),
    "verify": Word("推介要素超过 {n} 天未核实", "on offer and not verified for {n} days"),
    "supply": Word("要素供应数据超过 {n} 天未更新", "utility figures older than {n} days"),
    "import": Word("导入时有 {n} 行未进入台账", "{n} rows of an import did not come in"),
    "lease": Word("租期届满", "lease ends"),
    "contract": Word("出让合同：{what}", "contract: {what}"),
}
RULES: dict[str, Word] = {
    "reservation": Word("推介状态规则：预留期满", "rule of marketing: a reservation lapses"),
    "promise": Word("要素预留规则：期满释放", "rule of utilities: a promise lapses"),
    "investigation": Word("《闲置土地处置办法》第五条", "Order 53, Art. 5"),
    "confirm_idle": Word("《闲置土地处置办法》第九条", "Order 53, Art. 9"),
    "publish": Word("《闲置土地处置办法》第十一条", "Order 53, Art. 11"),
    "withdraw": Word("《闲置土地处置办法》第十一条", "Order 53, Art. 11"),
    "confirm_underused": Word("低效用地：指标标记，人工确认", "underused: a measure flags, an officer confirms"),
    "verify": Word("要素时效", "freshness of values"),
    "supply": Word("要素时效", "freshness of values"),
    "import": Word("导入规则：不合格行须处理", "rule of imports: refused rows are dealt with"),
    "lease": Word("单元租期", "lease of a unit"),
    "contract": Word("《闲置土地处置办法》第二条", "Order 53, Art. 2"),
}
OPENS: dict[str, Word] = {
    "reservation": Word("续留或释放", "Extend or release"),
    "promise": Word("查看要素", "Open the supply"),
    "investigation": Word("查看宗地", "Open the parcel"),
    "confirm_idle": Word("办理认定", "Recognise"),
    "publish": Word("办理公开", "Publish"),
    "withdraw": Word("撤下公开", "Withdraw"),
    "confirm_underused": Word("确认低效", "Confirm"),
    "verify": Word("核实", "Verify"),
    "supply": Word("更新", "Update"),
    "import": Word("查看", "Open"),
    "lease": Word("变更占用", "Change the occupancy"),
    "contract": Word("土地监测", "Land watch"),
}

# --- findings on a parcel
FINDINGS = Word("闲置与低效", "Idle and underused")
#: Deed → the paper that it needs.
DOCUMENTS: dict[str, Word] = {
    "confirm_finding": Word("闲置土地认定书文号", "Number of the recognition"),
    "publish_finding": Word("公开依据文号", "Number of the notice"),
    "close_finding": Word("处置文件文号", "Number of the disposal"),
    "confirm_underused": Word("确认文件文号", "Number of the confirmation"),
    "close_underused": Word("销号文件文号", "Number of the closure"),
}

# --- the administrator's page
ADMINISTRATION = Word("系统管理", "Administration")
ACCOUNTS = Word("账号", "Accounts")
ACCOUNT = Word("账号名", "Name")
ROLES = Word("角色", "Roles")
PARKS = Word("园区", "Parks")
STATE = Word("状态", "State")
IS_OPEN = Word("正常", "open")
IS_LOCKED = Word("已停用", "locked")
MUST_CHANGE = Word("待改一次性密码", "one-time password to be changed")
ADD_ACCOUNT = Word("新增账号", "Open an account")
CHANGE_ROLES = Word("变更角色", "Change roles")
LOCK = Word("停用", "Lock")
UNLOCK = Word("启用", "Unlock")
RESET = Word("重置密码", "Reset the password")
ONE_TIME = Word(
    "账号 {name} 的一次性密码（只显示这一次）：{password}", "One-time password of {name}, shown only now: {password}"
)
NO_ACCOUNTS = Word("还没有账号。示例台账使用演示账号。", "There is no account yet. The sample has its demo accounts.")
SITE = Word("对外开放", "Open to visitors")
SITE_HELP = Word(
    "关闭时，未登录者只能看到登录页。", "While closed, whoever has not signed in sees the sign-in page only."
)
OPEN_SITE = Word("向访客开放", "Open to visitors")
CLOSE_SITE = Word("对访客关闭", "Close to visitors")
SITE_IS = {"1": Word("已向访客开放", "open to visitors"), "0": Word("须登录后浏览", "sign-in only")}
RECORD_OF = Word("台账", "Record")
LAST_BACKUP = Word("最近备份", "Last backup")
NO_BACKUP = Word("尚无备份", "no backup yet")
SIZES = {"record": Word("台账文件", "record"), "files": Word("文件与照片", "files"), "backups": Word("备份", "backups")}
COUNTED = Word("{n} 条", "{n}")
REVISION = Word("版次", "Revision")
POLICY = Word("现行政策参数", "Policy in force")
POLICY_VALUE = Word("取值", "Value")
POLICY_CLAUSE = Word("规定", "Clause")
POLICY_SOURCE = Word("来源", "Source")
POLICY_FROM = Word("施行日", "In force from")
SITE_SAVED = Word("对外开放设置已更改", "The setting was changed")
ACCOUNT_SAVED = Word("账号 {name}：{deed}", "Account {name}: {deed}")
BYTES = Word("{n} MB", "{n} MB")
