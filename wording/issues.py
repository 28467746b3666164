"""The sentence of each issue: which row, which field, what is wrong, what to do."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from domain.entities import ENTITIES
from domain.idle import GovernmentCause
from domain.issue import Issue, IssueKind
from wording import Language, Word
from wording.codes import CODES
from wording.columns import COLUMN_KEYS, column_word
from wording.land_watch import CASE_COLUMNS
from wording.ranking import FIGURE_WORDS, PANEL_ISSUES, figure_word, named

SENTENCES: dict[IssueKind, Word] = {
    IssueKind.FILE_MISSING: Word(
        "找不到这个文件，或它不是一个可读的文件。请检查路径。",
        "There is no such file, or it cannot be read. Check the path.",
    ),
    IssueKind.FORMAT_UNKNOWN: Word(
        "认不出文件格式。可导入 GeoPackage、Shapefile（zip 或散放文件）、GeoJSON、界址点坐标 TXT、Excel、CSV、KML/KMZ、"
        "DXF、FileGDB（zip）、MapInfo、FlatGeobuf 和 GML，请转换后再导入。",
        "The format is not known. GeoPackage, Shapefile (zipped or loose), GeoJSON, surveyors' TXT, Excel, CSV, "
        "KML/KMZ, DXF, zipped FileGDB, MapInfo, FlatGeobuf and GML come in; convert the file first.",
    ),
    IssueKind.FILE_DAMAGED: Word(
        "文件已损坏或不完整，无法读出。请向提供方重新索取。",
        "The file is damaged or incomplete and cannot be read. Ask whoever sent it for a new copy.",
    ),
    IssueKind.FILE_UNSAFE: Word(
        "压缩包内有指向包外的文件名或链接，已拒绝。请重新打包，只放数据文件。",
        "The archive holds links or names that lead out of it and was refused. Pack the data files alone.",
    ),
    IssueKind.FILE_PART_MISSING: Word(
        "Shapefile 缺少 {parts}。缺 .prj 则没有坐标系，缺 .dbf 则没有属性，缺 .shx 则已按图形文件重建索引。"
        "请尽量补全后重新导入。",
        "The shapefile lacks {parts}. Without .prj it has no CRS, without .dbf no attributes; a missing .shx was "
        "rebuilt from the shapes. Complete it and import it again if you can.",
    ),
    IssueKind.FILE_TOO_LARGE: Word(
        "文件（或解压后）过大，超过上限 {limit_mb} MB 或可用内存。请拆分后分批导入。",
        "The file, or what it unpacks to, exceeds the limit of {limit_mb} MB or the memory allowed. Split it.",
    ),
    IssueKind.FILE_TAKES_TOO_LONG: Word(
        "{seconds} 秒内没有读完，已停止。请简化图形或拆分文件后再导入。",
        "It was not read within {seconds} s and was stopped. Simplify the shapes or split the file.",
    ),
    IssueKind.LAYER_EMPTY: Word(
        "图层里没有任何记录。请检查是否选错了文件或图层。",
        "The layer holds no record. Check that this is the right file and layer.",
    ),
    IssueKind.LAYER_NOT_NAMED: Word(
        "文件里有多个图层：{layers}。请用 --layer 指明一个。",
        "The file holds several layers: {layers}. Name one with --layer.",
    ),
    IssueKind.LAYER_UNKNOWN: Word(
        "文件里没有图层“{layer}”。现有图层：{layers}。",
        "There is no layer “{layer}” in the file. Its layers are: {layers}.",
    ),
    IssueKind.CRS_MISSING: Word(
        "文件没有写明坐标系。请查明后用 --crs 指定，例如 --crs EPSG:4523。",
        "The file declares no coordinate system. Find out which it is and give it with --crs, e.g. --crs EPSG:4523.",
    ),
    IssueKind.CRS_UNKNOWN: Word(
        "认不出坐标系“{crs}”。请写成 EPSG:4523 这样的编号。",
        "The coordinate system “{crs}” is not known. Write it as a code such as EPSG:4523.",
    ),
    IssueKind.CRS_NOT_CONVERTIBLE: Word(
        "坐标系 {crs}（{datum}）没有公开的转换参数，直接导入会偏移数十米，没有导入。"
        "请由测绘单位转换为 CGCS2000 后再导入。",
        "No public parameters lead from {crs} ({datum}) to CGCS2000; the shapes would lie tens of metres off, so "
        "nothing came in. Have the surveyors convert the file to CGCS2000.",
    ),
    IssueKind.CRS_OVERRIDDEN: Word(
        "文件写明坐标系为 {declared}，按您的指定改用 {used}。请核对图形位置。",
        "The file declares {declared}; {used} was used as you asked. Check where the shapes lie.",
    ),
    IssueKind.ENCODING_GUESSED: Word(
        "文件没有可用的编码说明，按 {encoding} 读取。请核对文字，有乱码请补 .cpg 文件。",
        "No usable encoding is declared; the text was read as {encoding}. Check it; add a .cpg file if it is garbled.",
    ),
    IssueKind.ENCODING_OVERRIDDEN: Word(
        "文件的文字编码应为 {declared}，按您的指定改用 {used}。请核对文字。",
        "The text of the file shows {declared}; {used} was used as you asked. Check the text.",
    ),
    IssueKind.ENCODING_UNKNOWN: Word(
        "没有名为“{encoding}”的文字编码。请写成 UTF-8、GBK 或 GB18030。",
        "There is no encoding “{encoding}”. Write UTF-8, GBK or GB18030.",
    ),
    IssueKind.ZONE_FROM_COORDINATES: Word(
        "文件没有写明带号，按坐标前缀 {zone} 采用 {used}。请核对图形位置。",
        "The file states no zone; its coordinates carry {zone}, so {used} was used. Check where the shapes lie.",
    ),
    IssueKind.AXES_READ_SWAPPED: Word(
        "文件的坐标先东后北（{before}），已按 {after} 读取（X 为北）。请核对图形位置。",
        "The file gives the easting first ({before}); it was read as {after}, X being the northing. "
        "Check where the shapes lie.",
    ),
    IssueKind.LINES_UNREAD: Word(
        "有 {count} 行文字不是地块也不是界址点，未读入（第 {lines} 行）。请核对。",
        "{count} lines are neither plots nor corners and were left out (lines {lines}). Please check.",
    ),
    IssueKind.ENTITIES_LEFT_OUT: Word(
        "图中另有 {count} 个对象不是闭合多段线，未导入。如有宗地边界未闭合，请闭合后重新导入。",
        "{count} other objects of the drawing are no closed polylines and were left out. "
        "Close boundaries that are open and import it again.",
    ),
    IssueKind.SECOND_TABLE_LEFT_OUT: Word(
        "表的旁边另有一个表，未导入。需要时请移到单独的工作表。",
        "A second table stands beside the first and was left out. Move it to a sheet of its own if it is needed.",
    ),
    IssueKind.MAPPING_UNREADABLE: Word(
        '读不出列对应文件（{reason}）。请写成 "列名" = "字段" 的 TOML。',
        'The mapping cannot be read ({reason}). Write it as TOML: "heading" = "column".',
    ),
    IssueKind.MAPPING_COLUMN_UNKNOWN: Word(
        "列“{heading}”对应的字段“{column}”不存在。可用的字段：{columns}。",
        "The heading “{heading}” is mapped to “{column}”, which is no column. The columns are: {columns}.",
    ),
    IssueKind.MAPPING_HEADING_MISSING: Word(
        "列对应中的“{field}”在文件里没有，已略过。请核对列名是否改过。",
        "The mapping names “{field}”, which the file does not have; it was passed over. Check whether it was renamed.",
    ),
    IssueKind.NO_GEOMETRY_AT_ALL: Word(
        "文件的 {rows} 行既没有图形，也没有可供对应的宗地代码，没有导入。请检查导出设置，或选择另一个图层。",
        "The {rows} rows have neither shapes nor parcel codes to join by; nothing came in. "
        "Check how the file was exported, or choose another layer.",
    ),
    IssueKind.ALREADY_IMPORTED: Word(
        "此文件已于 {imported_at} 导入过，记录未改动。",
        "This very file was imported on {imported_at}; nothing was changed.",
    ),
    IssueKind.PARK_UNKNOWN: Word(
        "没有名为“{park}”的园区。现有园区：{parks}。请改正名称，或先建立园区。",
        "There is no park “{park}”. The parks are: {parks}. Correct the name, or add the park first.",
    ),
    IssueKind.PARK_UNDETERMINED: Word(
        "{count} 宗没有写明园区，记为未定园区。可用 --park 指定后重新导入，或在经办台补录。",
        "{count} parcels name no park and stand without one. Name it with --park, or enter it at the desk.",
    ),
    IssueKind.HEADING_UNUSED: Word(
        "列“{field}”没有对应的字段，未导入（原文件已保留）。需要时请改用规定的列名。",
        "The heading “{field}” names no column and was left out (the file is kept). Rename it if it is needed.",
    ),
    IssueKind.COLUMNS_MISSING: Word(
        "文件缺少（或重复）规定的列：{columns}。请按规定的列名补全，一列一名。",
        "The file lacks, or repeats, these columns: {columns}. Name each of them once.",
    ),
    IssueKind.UNIT_MISSING: Word(
        "列“{field}”没有写明单位，也无法从图形面积得到印证，未导入。请在列名里注明单位，如“面积(亩)”。",
        "The heading “{field}” states no unit and the shapes bear none out; it was left out. "
        "State the unit in the heading, e.g. “area_ha”.",
    ),
    IssueKind.UNIT_FOUND: Word(
        "列“{field}”没有写明单位；各行与图形面积一致，按“{unit}”导入。请核对。",
        "The heading “{field}” states no unit; the shapes agree with “{unit}”, which was used. Please check.",
    ),
    IssueKind.RECORD_IS_SAMPLE: Word(
        "当前台账是示例数据，没有导入。请用 --record 指定自己的台账；确要导入示例，请加 --into-sample。",
        "This record is the sample; nothing came in. Name a record of your own with --record, or add --into-sample.",
    ),
    IssueKind.GEOMETRY_MISSING: Word(
        "没有图形，未导入。请补画图形。",
        "It has no shape and stays out. Draw the shape.",
    ),
    IssueKind.GEOMETRY_INVALID: Word(
        "图形有误（{reason}），未导入，也没有自动修改。{repair}",
        "The shape is not valid ({reason}); it stays out and was not repaired. {repair}",
    ),
    IssueKind.RING_MENDED: Word(
        "边界自相交（{before}），已按您的同意修复为 {after}。请核对图形。",
        "The boundary crossed itself ({before}); as you agreed it was mended to {after}. Please check the shape.",
    ),
    IssueKind.RING_OUTSIDE: Word(
        "第 {value} 圈在首圈之外，作为第二个部分导入。请核对是否属于同一地块。",
        "Ring {value} lies outside the first and came in as a second part. Check that it belongs to the same plot.",
    ),
    IssueKind.CORNERS_DIFFER: Word(
        "写明 {value} 个界址点，实有 {found} 个，按实有导入。请核对有无漏点。",
        "It states {value} corners and has {found}; those that are there came in. Check that none is missing.",
    ),
    IssueKind.AXES_SWAPPED: Word(
        "坐标轴似乎颠倒：由 {before} 改为 {after} 才落在坐标系 {crs} 的范围内，{repaired}。请核对图形位置。",
        "The axes seem to be swapped: {before} read as {after} lies where {crs} is used; {repaired}. "
        "Check where the shape lies.",
    ),
    IssueKind.ZONE_MISSING: Word(
        "东坐标缺少带号：由 {before} 改为 {after} 才符合 {crs}，{repaired}。请核对图形位置。",
        "The easting lacks its zone number: {before} read as {after} fits {crs}; {repaired}. "
        "Check where the shape lies.",
    ),
    IssueKind.CRS_FALSE: Word(
        "坐标与写明的坐标系 {before} 不符，应为 {after}，{repaired}。请核对图形位置。",
        "The coordinates do not fit the CRS {before}; they fit {after}; {repaired}. Check where the shape lies.",
    ),
    IssueKind.SLIVER: Word(
        "图形过于狭长（平均宽 {width_m} m），可能是绘图残片，已导入。请核对。",
        "The shape is a sliver ({width_m} m wide on average), perhaps a remnant of drawing; it came in. Please check.",
    ),
    IssueKind.AREA_IMPLAUSIBLE: Word(
        "图上面积 {measured_m2} ㎡ 不像一宗地（常在 {lowest_m2} 至 {highest_m2} ㎡ 之间），已导入。"
        "请核对坐标系和单位。",
        "The measured {measured_m2} ㎡ is hardly a parcel (they lie between {lowest_m2} and {highest_m2} ㎡); "
        "it came in. Check the CRS and the unit.",
    ),
    IssueKind.OVERLAP: Word(
        "与{where}重叠 {overlap_m2} ㎡，占较小者的 {share}，{result}。请核对界址。",
        "It overlaps {where} by {overlap_m2} ㎡, {share} of the smaller; {result}. Check the boundary.",
    ),
    IssueKind.OUTSIDE_DISTRICT: Word(
        "图形落在本区范围之外约 {distance_km} km，{result}。请核对坐标系和位置。",
        "The shape lies some {distance_km} km outside the district; {result}. Check the CRS and the place.",
    ),
    IssueKind.GEOMETRY_NOT_AREA: Word(
        "图形不是面（{shape}），宗地必须是面，未导入。请提供界址面。",
        "The shape is no area ({shape}); a parcel must be one, so it stays out. Give its boundary as a polygon.",
    ),
    IssueKind.GEOMETRY_TOO_COMPLEX: Word(
        "图形过于复杂（顶点或嵌套超过上限），未导入。请简化或拆分。",
        "The shape has too many corners or nests too deep and stays out. Simplify or split it.",
    ),
    IssueKind.GEOMETRY_OFF_EARTH: Word(
        "按坐标系 {crs}，图形落在地球之外，未导入。坐标系或坐标轴顺序多半有误，请核对。",
        "In {crs} the shape lies off the earth and stays out. The CRS or the order of the axes is probably wrong.",
    ),
    IssueKind.CODE_MISSING: Word(
        "没有“{field}”，暂编为 {provisional}。请补录正式代码。",
        "It has no “{field}” and was given the provisional {provisional}. Enter the official code.",
    ),
    IssueKind.CODE_MALFORMED: Word(
        "宗地代码 {value} 不是 19 位的标准形式，按原样导入。请核对。",
        "The parcel code {value} has not the standard form of 19 characters; it came in as it is. Please check.",
    ),
    IssueKind.CODE_SCIENTIFIC: Word(
        "代码“{value}”是科学记数，末几位已经丢失，按原样导入。请把该列改为文本后重新导出。",
        "The code “{value}” is in scientific notation and has lost its last digits; it came in as it is. "
        "Make the column text and export it again.",
    ),
    IssueKind.PARK_MISSING: Word(
        "没有写明园区，也不在台账的任何宗地内，此行未导入。请用 --park 指定，或先导入宗地。",
        "It names no park and lies in no parcel on record; the row stays out. "
        "Name the park with --park, or import the parcels first.",
    ),
    IssueKind.PARCEL_UNKNOWN: Word(
        "台账中没有宗地 {value}，此行又没有图形，未导入。请核对代码，或先导入图形。",
        "There is no parcel {value} on record and the row has no shape; it stays out. "
        "Check the code, or import the shape first.",
    ),
    IssueKind.REAL_ESTATE_UNIT_MALFORMED: Word(
        "不动产单元号 {value} 不是 28 位的标准形式，按原样导入。请核对。",
        "The real estate unit code {value} has not the standard form of 28 characters; it came in as it is. "
        "Please check.",
    ),
    IssueKind.REAL_ESTATE_UNIT_DIFFERS: Word(
        "不动产单元号 {value} 的前 19 位与宗地代码 {code} 不同，已导入。请核对。",
        "The real estate unit code {value} does not begin with the parcel code {code}; it came in. Please check.",
    ),
    IssueKind.DATES_OUT_OF_ORDER: Word(
        "“{field}”的日期 {value} 晚于“{later}”的 {later_on}，已导入。请核对两个日期。",
        "The date {value} of “{field}” is after {later_on} of “{later}”; it came in. Check both dates.",
    ),
    IssueKind.NUMBER_AS_TEXT: Word(
        "“{field}”的值“{value}”是文本格式的数字，已按数字读取。请在表格中改为数值格式。",
        "The value “{value}” of “{field}” is a number kept as text; it was read as a number. "
        "Make the cell a number in the sheet.",
    ),
    IssueKind.FULL_WIDTH_DIGITS: Word(
        "“{field}”的值“{value}”含全角字符，已按“{after}”读取。请改为半角。",
        "The value “{value}” of “{field}” has full-width characters; it was read as “{after}”. Write half-width ones.",
    ),
    IssueKind.CODE_DUPLICATE: Word(
        "“{field}”{value} 与第 {first} 行重复，只导入了先出现的一行。请核对哪一行有效。",
        "The “{field}” {value} repeats that of row {first}; only the earlier row came in. Check which one is right.",
    ),
    IssueKind.SHAPE_DUPLICATE: Word(
        "图形与{where}完全相同，未导入。请核对是否为同一宗地。",
        "The shape equals that of {where}; it stays out. Check whether both are the same parcel.",
    ),
    IssueKind.VALUE_NOT_A_NUMBER: Word(
        "“{field}”的值“{value}”不是数字，此行未导入。请改正。",
        "The value “{value}” of “{field}” is no number; the row stays out. Correct it.",
    ),
    IssueKind.VALUE_NOT_A_DATE: Word(
        "“{field}”的值“{value}”不是完整日期，此行未导入。请写成 2024-03-05。",
        "The value “{value}” of “{field}” is no full date; the row stays out. Write it as 2024-03-05.",
    ),
    IssueKind.VALUE_NOT_IN_LIST: Word(
        "“{field}”的值“{value}”不在规定的类别里，{result}。可用：{allowed}。",
        "The value “{value}” of “{field}” is in no list; {result}. Known are: {allowed}.",
    ),
    IssueKind.VALUE_OUT_OF_RANGE: Word(
        "“{field}”的值“{value}”超出合理范围，此行未导入。请核对。",
        "The value “{value}” of “{field}” is out of range; the row stays out. Check it.",
    ),
    IssueKind.VALUE_MISSING: Word(
        "{count} 宗没有写明“{field}”，按规定暂记为“{used}”。请在经办台核定，或用选项指定后导入。",
        "{count} parcels do not state “{field}” and stand as “{used}” as the policy says. "
        "Settle it at the desk, or give it as an option.",
    ),
    IssueKind.CASE_INCOMPLETE: Word(
        "没有写明“{field}”，不足以判定，此行未列入结果。请补充后重新判定。",
        "“{field}” is missing, so nothing can be judged; the row is left out. Complete it and judge again.",
    ),
    IssueKind.CASE_REPEATED: Word(
        "宗地 {value} 与第 {first} 行重复，两行都已判定。请核对以哪一行为准。",
        "Parcel {value} stands in row {first} already; both rows were judged. Check which one holds.",
    ),
    IssueKind.DAYS_OUT_OF_ORDER: Word(
        "“{field}”{value} 早于动工日期 {started_on}，已按所填日期判定。请核对。",
        "“{field}” {value} lies before the start of development on {started_on}; it was judged as it stands. "
        "Please check.",
    ),
    IssueKind.AREA_DIFFERS: Word(
        "证载面积 {value} ㎡ 与图上面积 {measured_m2} ㎡（{zone}）相差超过允许范围，以证载为准。请核对。",
        "The registered {value} ㎡ and the measured {measured_m2} ㎡ ({zone}) lie further apart than allowed; "
        "the registered one governs. Please check.",
    ),
    IssueKind.CREDIT_CODE_MALFORMED: Word(
        "统一社会信用代码 {value} 的校验位不符，按原样导入。请核对营业执照。",
        "The credit code {value} fails its check digit; it came in as it is. Check the licence.",
    ),
    IssueKind.BASIS_MISSING: Word(
        "{code} 现为“{from}”，文件写“{value}”。阶段变更须有文号和日期，此行未导入。请在经办台办理。",
        "{code} stands as “{from}”, the file says “{value}”. A change of stage needs a document number and date; "
        "the row stays out. Make the change at the desk.",
    ),
    IssueKind.RECORD_CHANGED: Word(
        "{code} 在导出之后已被他人修改：“{field}”台账现为“{there}”，表中为“{value}”，此行未导入。请重新导出后再改。",
        "{code} was changed by somebody else since it was exported: “{field}” is “{there}” on record, “{value}” in the "
        "sheet. The row stays out; export it again and edit that.",
    ),
} | PANEL_ISSUES

_ROW = Word("第 {row} 行：", "Row {row}: ")
_DAMAGED_ROW = Word(
    "这一行已损坏，无法读出，未导入。请向提供方核对。",
    "This row is damaged and could not be read; it stays out. Ask whoever sent the file.",
)
_FIRST_ROW = Word("第 {first} 行", "row {first}")
_ON_RECORD = Word("台账中的 {code}", "{code} on record")
_LEFT_EMPTY = Word("此项留空", "it was left empty")
_STAYS_OUT = Word("此行未导入", "the row stays out")
_CAME_IN = Word("已导入", "it came in")
_REPAIRED = Word("已按您的同意改正", "as you agreed it was corrected")
_PROPOSED = Word("此行未导入；如认可，请加 --accept-repairs", "the row stays out; if you agree, add --accept-repairs")
_CORRECT_IT = Word("请按所给坐标修正。", "Correct it at the place given.")
_MENDABLE = Word(
    "请按所给坐标修正；也可加 --accept-repairs 修复为 {after}。",
    "Correct it at the place given, or add --accept-repairs to mend it to {after}.",
)
_NOT_GIVEN = Word("未说明", "not given")
_LIST_COMMA = Word("、", ", ")


def issue_sentence(issue: Issue, language: str = Language.ZH, entity: str = "parcels") -> str:
    """One sentence for one issue. Values come back as they were typed: escape them where they land."""
    word = SENTENCES[issue.kind]
    if issue.kind is IssueKind.FILE_DAMAGED and issue.row is not None:
        word = _DAMAGED_ROW
    start = _ROW(language, row=issue.row) if issue.row is not None else ""
    values = defaultdict(lambda: _NOT_GIVEN(language), _values(issue, language, entity))
    text = word.en if language == Language.EN else word.zh
    return start + text.format_map(values)


def _values(issue: Issue, language: str, entity: str) -> Mapping[str, Any]:
    codes = _codes(issue.field, entity)
    values = {key: _readable(value, codes, language) for key, value in named(issue.details, language).items()}
    values["field"] = _field(issue.field, entity, language)
    values["value"] = _readable(issue.value, codes if issue.kind is IssueKind.BASIS_MISSING else {}, language)
    if issue.kind in (IssueKind.SHAPE_DUPLICATE, IssueKind.OVERLAP):
        values["where"] = (_FIRST_ROW if "first" in issue.details else _ON_RECORD)(language, **issue.details)
    if issue.kind is IssueKind.VALUE_NOT_IN_LIST:
        values["result"] = (_STAYS_OUT if issue.refuses else _LEFT_EMPTY)(language)
    if issue.kind in (IssueKind.OVERLAP, IssueKind.OUTSIDE_DISTRICT):
        values["result"] = (_STAYS_OUT if issue.refuses else _CAME_IN)(language)
    if issue.kind is IssueKind.GEOMETRY_INVALID:
        values["repair"] = _MENDABLE(language, after=values["after"]) if "after" in values else _CORRECT_IT(language)
    if issue.kind is IssueKind.DATES_OUT_OF_ORDER:
        values["later"] = _field(str(issue.details.get("later")), entity, language)
    values["repaired"] = (_PROPOSED if issue.refuses else _REPAIRED)(language)
    return {key: value for key, value in values.items() if value is not None}


def _field(field: str | None, entity: str, language: str) -> str | None:
    if field is not None and (entity, field) in COLUMN_KEYS:
        return column_word(entity, field, language)
    if field in CASE_COLUMNS:
        return CASE_COLUMNS[field](language)
    return figure_word(field, language) if field in FIGURE_WORDS else field


def _codes(field: str | None, entity: str) -> Mapping[Any, Word]:
    """The words of the field's own code list; a typed value is never taken for a code of another."""
    if field == "government_cause":
        return CODES[GovernmentCause]
    column = ENTITIES[entity].by_key.get(field or "")
    return CODES[column.codes] if column and column.codes else {}


def _readable(value: Any, codes: Mapping[Any, Word], language: str) -> Any:
    if isinstance(value, (list, tuple)):
        return _LIST_COMMA(language).join(str(_readable(v, codes, language)) for v in value)
    return codes[value](language) if isinstance(value, str) and value in codes else value
