"""The sentence of each refusal: what happened, what was kept, what to do. Anything else is an outage."""

from collections import defaultdict
from typing import Any

from domain.codes import (
    ContractState,
    DisposalState,
    IdleState,
    Marketing,
    ObjectionState,
    Occupancy,
    ProblemState,
    RankingState,
    Stage,
)
from domain.errors import LandError
from wording import Language, Word
from wording.codes import code_word
from wording.columns import COLUMN_KEYS, ENTITIES, column_word
from wording.land_watch import CASE_COLUMNS
from wording.land_watch import REFUSALS as LAND_REFUSALS
from wording.numbers import number
from wording.ranking import REFUSALS as RANKING_REFUSALS
from wording.sign_in import REFUSALS as ACCOUNT_REFUSALS
from wording.supply_terms import term_sentence

SENTENCES: dict[str, Word] = {
    **ACCOUNT_REFUSALS,
    **LAND_REFUSALS,
    **RANKING_REFUSALS,
    "NotPermitted": Word(
        "您的角色不能办理此事，记录未改动。如需办理，请联系系统管理员。",
        "Your role does not permit this; nothing was changed. Ask an administrator if you need it.",
    ),
    "NotSignedIn": Word(
        "登录已结束，未保存的内容没有写入。请重新登录。",
        "Your session has ended; what was not saved is not kept. Please sign in again.",
    ),
    "MoveNotAllowed": Word(
        "不能从“{before}”改为“{after}”，记录未改动。请按规定的顺序办理。",
        "This may not go from “{before}” to “{after}”; nothing was changed. Follow the allowed order.",
    ),
    "BasisMissing": Word(
        "此项变更须写明文号和日期，记录未改动。请补充后再提交。",
        "This change needs a document number and its date; nothing was changed. Add them and submit again.",
    ),
    "BasisNotYet": Word(
        "依据日期 {on} 晚于台账当日 {today}，记录未改动。请核对文件日期。",
        "The document is dated {on}, after the record's day {today}; nothing was changed. Check its date.",
    ),
    "ReasonMissing": Word(
        "修改须写明原因，记录未改动。请补充后再提交。",
        "An edit needs its reason; nothing was changed. Add it and submit again.",
    ),
    "NothingToUndo": Word(
        "没有可撤销的变更：只能撤销本人最近一次变更。记录未改动。",
        "There is nothing to take back: only your own last change can be. Nothing was changed.",
    ),
    "NotReserved": Word(
        "{code} 目前不是预留状态，没有可续的预留，记录未改动。",
        "{code} is not reserved now, so there is nothing to extend; nothing was changed.",
    ),
    "RetireRefused": Word(
        "{code} 不能注销或恢复：状态已变，或所在地块正在推介或预留。记录未改动。请先将地块改为未推。",
        "{code} can be neither retired nor restored: it was already, or its plot is on offer or reserved. "
        "Nothing was changed. Take the plot off the market first.",
    ),
    "StaleRecord": Word(
        "{code} 已被他人修改，您的修改没有写入。请对照差异后重新提交。",
        "{code} was changed by somebody else; your change is not written. Compare the differences and submit again.",
    ),
    "NoSuchRecord": Word(
        "没有 {code} 这条记录，可能已撤下或编号有误。请返回一张图重新选择。",
        "There is no record {code}; it may be withdrawn or the code mistyped. Go back to the map and choose again.",
    ),
    "InvalidValue": Word(
        "“{column}”的值 {value} 不符合要求，记录未改动。请改正后再提交。",
        "The value {value} of “{column}” does not fit; nothing was changed. Correct it and submit again.",
    ),
    "RecordTooNew": Word(
        "{path} 由更新版本的程序写成，本程序没有打开它，文件未改动。请升级程序。",
        "{path} was written by a newer program; it was not opened and is unchanged. Please update the program.",
    ),
    "RecordUnreadable": Word(
        "{path} 不是本程序的台账、已损坏或位于网络盘，没有打开，文件未改动。请检查路径或从备份恢复。",
        "{path} is not a record of this program, is damaged, or lies on a network drive; it was not opened and is "
        "unchanged. Check the path or restore a backup.",
    ),
    "RecordMissing": Word(
        "没有找到台账文件 {path}，未新建任何文件。请检查路径，或用 init 新建。",
        "No record at {path}; no file was made. Check the path, or start one with init.",
    ),
    "UrlMissing": Word(
        "在所有网络地址上提供服务时，须指定用户在浏览器中输入的地址。没有启动。",
        "To serve on every address, name the one that people type with --url, e.g. --url http://10.1.2.3:8501. "
        "Nothing was started.",
    ),
    "RecordExists": Word(
        "{path} 已有一份台账，未改动。请另选路径。",
        "A record stands at {path} already and is unchanged. Choose another path.",
    ),
    "RecordInUse": Word(
        "{path} 正由服务程序使用，未改动。请先停止服务再办理。",
        "{path} is held by a running server and is unchanged. Stop the server first.",
    ),
    "RecordNotWritable": Word(
        "台账正被另一操作占用，此次没有写入，记录未改动。请稍后再试。",
        "Another operation holds the record; this was not written and nothing was changed. Try again in a moment.",
    ),
    "RecordNotWritable:handles": Word(
        "系统打开的文件过多，此次没有写入，记录未改动。请稍后再试；如仍出现，请联系系统管理员。",
        "Too many files are open; this was not written and nothing was changed. Try again in a moment, "
        "or ask an administrator.",
    ),
    "RecordNotWritable:full": Word(
        "磁盘已满，此次没有写入，记录未改动。请联系系统管理员清理磁盘。",
        "The disk is full; this was not written and nothing was changed. Ask an administrator to free space.",
    ),
    "RecordNotWritable:readonly": Word(
        "台账为只读，此次没有写入，记录未改动。请联系系统管理员检查权限。",
        "The record cannot be written to; nothing was changed. Ask an administrator to check its permissions.",
    ),
    "UnknownPark": Word(
        "没有名为“{park}”的园区，未办理。现有园区：{parks}。",
        "There is no park “{park}”; nothing was done. The parks are: {parks}.",
    ),
    "FileRefused": Word(
        "文件 {file} 无法读取，记录未改动。请检查文件后重新导入。",
        "The file {file} could not be read; the record is unchanged. Check the file and import it again.",
    ),
    "BatchUndone": Word(
        "批次 {code} 已于 {day} 撤销，记录未再改动。",
        "Batch {code} was undone on {day} already; nothing was changed again.",
    ),
    "ObjectionsOpen": Word(
        "{year} 年还有 {n} 件异议未核定，没有关账。请先核定异议，再重新试算。",
        "{n} objections of {year} are still open; nothing was closed. Decide them, then make a new draft.",
    ),
    "RankingOutdated": Word(
        "试算稿 {code} 之后台账数据已有变化，没有关账。请重新试算。",
        "The record changed since draft {code}; nothing was closed. Make a new draft.",
    ),
    "RankingAltered": Word(
        "评价 {code} 的封存包与登记的校验值不符，没有办理。请从备份恢复文件。",
        "The bundle of ranking {code} does not match its hash; nothing was done. Restore the file from a backup.",
    ),
    "ExportRefused": Word("不能这样导出，没有生成文件。", "It cannot be exported like this; no file was made."),
    "ExportRefused:crs": Word(
        "认不出坐标系“{crs}”，没有生成文件。请从列表中选择。",
        "The coordinate system “{crs}” is not known; no file was made. Choose one from the list.",
    ),
    "ExportRefused:fixed_crs": Word(
        "{format} 格式只用经纬度，不能用坐标系“{crs}”，没有生成文件。请不要指定坐标系，或换一种格式。",
        "The format {format} holds degrees only, not “{crs}”; no file was made. Name no CRS, or choose another format.",
    ),
    "ExportRefused:encoding": Word(
        "{format} 格式不能用编码“{encoding}”，没有生成文件。请换一种编码。",
        "The format {format} is not written in “{encoding}”; no file was made. Choose another encoding.",
    ),
    "ExportRefused:format": Word(
        "不能导出为“{format}”，没有生成文件。可用的格式：{known}。",
        "“{format}” is no format to export to; no file was made. The formats are: {known}.",
    ),
    "ExportRefused:filter": Word(
        "认不出筛选条件“{value}”，没有生成文件。请改正后重试。",
        "The filter “{value}” is not known; no file was made. Correct it and try again.",
    ),
    "ExportRefused:busy": Word(
        "正在生成的文件较多，这一份没有生成。请稍后再试。",
        "Too many files are being made; this one was not. Try again in a moment.",
    ),
    "PolicyInvalid": Word(
        "政策文件的 {key} 一项格式有误，原有规则继续有效。请改正后重新载入。",
        "The entry {key} of the policy file is not well formed; the rules in force stay. Correct it and load it again.",
    ),
}

OUTAGE = Word(
    "系统出错，此次操作没有完成，已保存的记录不受影响。请稍后再试；如仍出错，请报编号 {reference}。",
    "Something failed and this was not completed; the saved record is not affected. Try again later; "
    "if it fails again, please give the number {reference}.",
)

#: Whose words a refused move is told in; a code of two lists means the same in both.
_STATES = (
    Stage, Marketing, Occupancy, IdleState, DisposalState, ContractState, ProblemState, RankingState, ObjectionState,
)  # fmt: skip

_UNNAMED = Word("（未写明）", "(not given)")


def sentence(refusal: LandError, language: str = Language.ZH) -> str:
    """What a person reads when a deed is refused; a refusal without a sentence of its own reads as its parent's.

    Values that were typed come back as they are: escape them where they land.
    """
    name = type(refusal).__name__
    finer = (f"{name}:{refusal.values.get(key)}" for key in ("rule", "reason"))
    names = (*finer, *(c.__name__ for c in type(refusal).__mro__))
    known = next((name for name in names if name in SENTENCES), None)
    if known is None:
        return OUTAGE(language, reference=name)
    values = {key: _readable(key, value, refusal.values, language) for key, value in refusal.values.items()}
    text = SENTENCES[known].en if language == Language.EN else SENTENCES[known].zh
    return text.format_map(defaultdict(lambda: _UNNAMED(language), values))


def _readable(key: str, value: Any, values: dict[str, Any], language: str) -> str:
    if key == "columns":  # papers that a disposal case lacks
        return ("、" if language == Language.ZH else ", ").join(
            column_word("disposal_cases", c, language) for c in value
        )
    if key == "findings":
        return ("" if language == Language.ZH else " ").join(term_sentence(finding, language) for finding in value)
    if key == "field" and value in CASE_COLUMNS:
        return CASE_COLUMNS[value](language)
    if isinstance(value, (list, tuple)):
        return ("、" if language == Language.ZH else ", ").join(str(v) for v in value)
    if key == "column" and (values.get("entity"), value) in COLUMN_KEYS:
        return column_word(values["entity"], value, language)
    if key in ("before", "after"):
        return _status(str(value), language)
    if key == "entity" and value in ENTITIES:
        return ENTITIES[value](language)
    if key in ("available", "wanted"):
        return number(value)
    return str(value)


def _status(code: str, language: str) -> str:
    codes = next((codes for codes in _STATES if code in list(codes)), None)
    return code_word(codes, code, language) if codes else code
