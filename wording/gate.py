"""The texts of files in and out: batches, undoing, the import page, exports."""

from collections.abc import Mapping
from typing import Any

from domain.issue import Issue, IssueKind
from wording import Language, Word
from wording.columns import column_word, entity_word
from wording.issues import issue_sentence

# --- batches
KEPT = {
    "changed": Word("{by} 于 {at} 改过（{columns}）", "{by} changed it at {at} ({columns})"),
    "in_use": Word("已被{used_by}引用", "referred to by: {used_by}"),
    "gone": Word("已由 {by} 于 {at} 撤下", "{by} took it out at {at}"),
}
KEPT_ROW = Word("{code}：{why}，保留现状", "{code}: {why}; it stays as it is")
UNDONE = Word(
    "已撤销批次 {code}：撤回新增 {removed} 行，恢复原值 {restored} 行，保留 {kept} 行。",
    "Batch {code} undone: {removed} new rows taken out, {restored} put back, {kept} kept.",
)
NOTHING_UNDONE = Word(
    "批次 {code} 没有可以撤销的行，记录未改动。", "No row of batch {code} can be taken back; nothing was changed."
)
BATCH_LINE = Word(
    "{code}  {at}  {file}  导入 {came}/{read} 行  {by}  {state}",
    "{code}  {at}  {file}  {came}/{read} rows  {by}  {state}",
)
BATCH_STANDS = Word("有效", "in force")
BATCH_UNDONE = Word("已于 {day} 撤销", "undone on {day}")
NO_BATCHES = Word("还没有导入过文件。", "No file has been imported yet.")


def batch_line(row: Mapping[str, Any], language: str = Language.ZH) -> str:
    """One batch as the terminal lists it."""
    state = BATCH_UNDONE(language, day=row["undone_on"]) if row["undone_on"] else BATCH_STANDS(language)
    return BATCH_LINE(
        language, code=row["id"], at=row["imported_at"], file=row["file_name"], came=row["rows_in"],
        read=row["rows_read"], by=row["imported_by"], state=state,
    )  # fmt: skip


def kept_sentence(
    entity: str,
    code: str,
    reason: str,
    *,
    by: str = "",
    at: str = "",
    columns: tuple[str, ...] = (),
    used_by: tuple[str, ...] = (),
    language: str = Language.ZH,
) -> str:
    """Why a row of a batch stays when the batch is undone. Codes and names come back as they were typed."""
    comma = "、" if language == Language.ZH else ", "
    why = KEPT[reason](
        language,
        by=by,
        at=at,
        columns=comma.join(column_word(entity, key, language) for key in columns),
        used_by=comma.join(entity_word(key, language) for key in used_by),
    )
    return KEPT_ROW(language, code=code, why=why)


# --- the page of imports
IMPORT = Word("导入", "Import")
IMPORT_LEAD = Word("先看后定：导入前逐行核对，导入后可整批撤销。", "Look first, then decide; a batch can be undone.")
CHOOSE_FILE = Word("选择文件", "Choose a file")
DROP_HERE = Word("把文件拖到这里，或点击选择", "Drop a file here, or click to choose")
FILE_KINDS = Word(
    "可导入成套打包的矢量图形、表格和界址点坐标文件；散放的图形文件请一起选中。单个文件不超过 200 兆字节。",
    "Packed vector files, sheets and corner lists; select the loose parts of one file together. At most 200 megabytes.",
)
PARK = Word("园区", "Park")
PARK_OF_FILE = Word("按文件", "As in the file")
CRS = Word("坐标系", "CRS")
LAYER = Word("图层或工作表", "Layer or sheet")
LAYER_CHOICE = Word("请选择", "Choose one")
ACCEPT_REPAIRS = Word("接受建议的修正（逐项记录）", "Make the proposed repairs (each is recorded)")
CRS_OF_FILE = Word("按文件声明", "As the file declares")
CRS_CHOICE = Word("请选择，或输入编号后回车", "Choose one, or type a code and press Enter")
READING = Word("正在读取并核对，已用 {seconds} 秒", "Reading and checking, {seconds} s so far")
CANCEL = Word("取消", "Cancel")
CANCELLED = Word("已取消，记录未改动。", "Cancelled; nothing was changed.")
NOT_READ = Word("没有读出来，记录未改动", "It could not be read; nothing was changed")
ANOTHER_FILE = Word("换一个文件", "Another file")
READ_AGAIN = Word("重新核对", "Check again")
REMEMBERED = Word("已套用上次对同样表头的对应。", "Headings are read as they were said to be last time.")
ABOUT_FILE = Word("{rows} 行", "{rows} rows")

OUTCOMES = {
    "new": Word("新增", "New"),
    "changed": Word("变更", "Changed"),
    "unchanged": Word("未变", "Unchanged"),
    "refused": Word("退回", "Refused"),
}
SEVERITIES = {"error": Word("退回", "Refused"), "warning": Word("提示", "Warning")}
ALL_ROWS = Word("全部", "All")
ROW_NUMBER = Word("行", "Row")
OUTCOME = Word("结果", "Outcome")
PARCEL_CODE = Word("宗地代码", "Parcel code")
PARCEL_NAME = Word("名称", "Name")
AREA = Word("登记面积", "Registered area")
WHAT_CHANGES = Word("变更内容", "What changes")
CHANGE = Word("{field}：{before} → {after}", "{field}: {before} → {after}")
NEW_SHAPE = Word("图形有变", "a new shape")
FIELD = Word("字段", "Field")
VALUE = Word("值", "Value")
WHAT_IS_WRONG = Word("问题与办法", "What is wrong and what to do")
SEVERITY = Word("级别", "Severity")
FILE = Word("文件", "File")
SHEET = Word("图层或工作表", "Layer or sheet")
WHOLE_FILE = Word("整个文件", "whole file")
ROWS_TABLE = Word("逐行结果", "Row by row")
ISSUES_TABLE = Word("问题清单", "Issues")
NO_ROWS = Word("没有这类行。", "There is no such row.")
NO_ISSUES = Word("没有发现问题。", "Nothing was found wrong.")
MORE_ROWS = Word(
    "表中列出前 {n} 行；全部问题见下载的清单。", "The first {n} rows are listed; the report holds all issues."
)
DOWNLOAD_ISSUES = Word("下载问题清单", "Download the issues")
MAP_OF_IMPORT = Word("导入位置预览", "Where the rows would land")
MAP_OF_IMPORT_NONE = Word("没有可以显示的图形。", "There is no shape to show.")
NORTH = Word("北", "N")
MAP_CREDIT = Word("灰线为台账现有宗地", "grey: parcels on record")

HEADINGS = Word("表头对应", "Headings")
HEADINGS_LEAD = Word(
    "读错了的可以改；导入后下月同样表头的文件照此读取。", "Correct what is read wrongly; it is remembered."
)
HEADING = Word("表头", "Heading")
SAMPLES = Word("前几个值", "First values")
LEFT_OUT = Word("不导入", "Left out")
COLUMN_OF = Word("{heading} 对应的字段", "Column of {heading}")

IMPORT_ALL = Word("导入全部 {n} 行", "Import all {n} rows")
IMPORT_GOOD = Word("只导入合格的 {n} 行", "Import the {n} good rows")
NOTHING_TO_IMPORT = Word("没有可以导入的变更。", "There is nothing to bring in.")
INTO_SAMPLE = Word("当前是示例台账，确认导入", "This is the sample record; import all the same")
IMPORTED_NOW = Word(
    "已导入：新增 {new} 行，变更 {changed} 行，退回 {refused} 行。批次 {code}，可在下方撤销。",
    "Imported: {new} new, {changed} changed, {refused} refused. Batch {code}; it can be undone below.",
)
NOT_IMPORTED = Word("没有导入：{why}", "Nothing was imported: {why}")
SEE_ON_MAP = Word("在一张图上查看", "See them on the map")

BATCHES = Word("导入批次", "Import batches")
BATCH = Word("批次", "Batch")
IMPORTED_AT = Word("导入时间", "Imported at")
IMPORTED_BY = Word("导入人", "Imported by")
ROWS_IN = Word("入库", "In")
ROWS_REFUSED = Word("退回", "Refused")
STATE = Word("状态", "State")
BATCH_PARTLY_UNDONE = Word("已于 {day} 撤销，保留 {n} 行", "undone on {day}, {n} rows kept")
UNDO = Word("撤销", "Undo")
UNDO_BATCH = Word("撤销批次 {code}", "Undo batch {code}")
UNDO_WHAT = Word(
    "将撤回新增 {removed} 行，恢复原值 {restored} 行；{kept} 行已有人改动或被引用，保留现状。",
    "{removed} new rows would be taken out, {restored} put back; {kept} were changed or are referred to and stay.",
)
UNDO_HINT = Word("点击批次可撤销。", "Click a batch to undo it.")


#: What a person at the page can do, where the sentence of an issue speaks to the terminal.
_ON_PAGE: dict[IssueKind, Word] = {
    IssueKind.CRS_MISSING: Word(
        "文件没有写明坐标系。请查明后在下方选择。",
        "The file declares no CRS. Find out which it is and choose it below.",
    ),
    IssueKind.LAYER_NOT_NAMED: Word(
        "文件里有多个图层，请在下方选择一个。", "The file holds several layers; choose one below."
    ),
    IssueKind.PARK_UNDETERMINED: Word(
        "{count} 宗没有写明园区，记为未定园区。可在右侧选择园区后重新核对。",
        "{count} parcels name no park and stand without one. Choose the park and look again.",
    ),
    IssueKind.HEADING_UNUSED: Word(
        "列“{field}”没有对应的字段，未导入。需要时请在“表头对应”中选择。",
        "The heading “{field}” names no column and was left out. Choose one under “Headings” if it is needed.",
    ),
}


def on_page(issue: Issue, language: str = Language.ZH) -> str:
    """One sentence for one issue, as the page of imports says it."""
    if issue.kind not in _ON_PAGE:
        return issue_sentence(issue, language)
    return _ON_PAGE[issue.kind](language, field=issue.field, **issue.details)


def crs_label(code: str, language: str = Language.ZH) -> str:
    """A CRS of the list that people choose from; any other code as it is."""
    known = _CRS.get(code)
    return f"{code} · {known(language)}" if known else code


#: 3-degree zones of CGCS2000 over China, by central meridian, without and with the zone's number before x.
_CM = Word("国家2000 3度带，中央经线 {cm}°", "CGCS2000 3-degree, central meridian {cm}°")
_ZONE = Word("国家2000 3度带，带号 {zone}", "CGCS2000 3-degree, zone {zone}")
_CRS: dict[str, Word] = {
    "EPSG:4490": Word("国家2000 经纬度", "CGCS2000, degrees"),
    **{f"EPSG:{4509 + z}": Word(*(w.format(cm=3 * z) for w in _CM)) for z in range(25, 46)},
    **{f"EPSG:{4488 + z}": Word(*(w.format(zone=z) for w in _ZONE)) for z in range(25, 46)},
    "EPSG:4326": Word("全球定位系统经纬度", "WGS 84, degrees"),
}
CRS_CODES = tuple(_CRS)


# --- files out
EXPORT = Word("导出", "Export")
FILE_STEM = Word("亩图", "mutu")
KIND_WORDS = {
    "parcel": Word("宗地", "parcels"),
    "plot": Word("地块", "plots"),
    "plant": Word("厂房", "plants"),
}
FORMATS = {
    "xlsx": Word("表格（可改后导回）", "Workbook (edit and bring back)"),
    "csv": Word("逗号分隔文本", "Comma-separated text"),
    "gpkg": Word("矢量数据包", "GeoPackage"),
    "zip": Word("分层图形文件", "Shapefile"),
    "geojson": Word("网页图形", "GeoJSON"),
    "fgb": Word("快速图形", "FlatGeobuf"),
    "kml": Word("地球浏览图层", "KML"),
    "dxf": Word("制图交换", "DXF drawing"),
}
EXPORT_WHAT = Word("导出当前列表（{n}）", "Export this list ({n})")
EXPORT_SELECTED = Word("只导出所选 {code}", "Export {code} only")
NOTES = Word("说明", "Notes")
CODE_LISTS = Word("代码表", "Code lists")
SHAPE_WKT = Word("图形", "Shape (WKT)")
RECORD_NO = Word("记录号", "Record no.")
EDITION = Word("版本", "Edition")
FIELD_NAMES = Word("字段对照", "Field names")
FIELD_NAME = Word("字段名", "Field name")
ADDED_COLUMNS = {
    "area_m2": Word("登记面积（㎡）", "Registered area (m²)"),
    "vacant_m2": Word("空置面积（㎡）", "Vacant area (m²)"),
}
NOTE_SOURCE = Word("来源", "Source")
NOTE_RECORD = Word("{district}工业用地台账", "Industrial land record of {district}")
NOTE_CONTENT = Word("内容", "Content")
NOTE_COUNT = Word("{kind} {n} 条", "{n} {kind}")
NOTE_FILTER = Word("筛选", "Filter")
NO_FILTER = Word("无", "none")
SEARCHED = Word("搜索“{text}”", "search “{text}”")
CHOSEN_ROWS = Word("所选 {n} 条", "{n} chosen rows")
NOTE_DAY = Word("数据截至", "Data as of")
NOTE_AUDIENCE = Word("范围", "For")
FOR_STAFF = Word("内部，不得外传", "staff only, not to be passed on")
FOR_EVERYBODY = Word("公开", "public")
NOTE_EMPTY = Word("空格", "Empty cells")
NOTE_EMPTY_MEANS = Word("表示无数据或不公开，不是零", "no data or not public, never zero")
NOTE_LEFT_OUT = Word("未导出", "Left out")
NOTE_CRS = Word("坐标系", "CRS")
NOTE_CUT = Word("截短或缺字的文本数", "Texts cut or with characters missing")
NOTE_LONG_SHAPES = Word("因超过单元格长度而未写入的图形数", "Shapes too long for a cell and left out")
EXPORTED = Word("已导出 {n} 条到 {path}。", "{n} rows exported to {path}.")

# --- blank workbooks
TEMPLATE = Word("下载空白表", "Download a blank workbook")
EXAMPLE = Word("示例", "Example")
EXAMPLE_SHAPE = Word(
    "界址点依次写出，如 105.7401,29.4801;105.7411,29.4801;105.7411,29.4811，并在导入时选择坐标系",
    "Corners in order, e.g. 105.7401,29.4801;105.7411,29.4801;105.7411,29.4811; choose the CRS when importing",
)
TEMPLATE_HOW = Word(
    "每行一宗。空格表示不改动已有记录；没有图形时按宗地代码对应台账中的宗地。日期写成 2025-11-20。",
    "One parcel a row. An empty cell leaves the record's value; without a shape the code finds the parcel. "
    "Days are written 2025-11-20.",
)
