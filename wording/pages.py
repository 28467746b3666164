"""The texts of pages: titles, buttons, notes, empty states. One name each, both languages."""

from wording import Word, same

# --- every page
APP = same("亩图 Mutu")
MAP = Word("一张图", "Map")
LISTING = Word("要素清单", "Listing")
SAMPLE_DATA = Word("示例数据", "Sample data")
SAMPLE_DAY = Word("示例日 {day}", "Sample day {day}")
AS_OF = Word("截至 {day}", "as of {day}")
DATA_AS_OF = Word("数据截至 {day}", "Data as of {day}")
SAMPLE_NOT_A_BASIS = Word("示例数据，不作为供地依据", "Sample data: no basis for supplying land")
NOT_A_BASIS = Word("以签约时核实为准", "Subject to verification on signing")
MADE_ON = Word("生成于 {day}", "Made on {day}")
SIGN_IN = Word("登录", "Sign in")
SIGN_OUT = Word("退出登录", "Sign out")
OTHER_LANGUAGE = Word("English", "中文")

# --- map and lists
KINDS = {
    "plot": Word("地块", "Plots"),
    "plant": Word("厂房", "Plants"),
    "parcel": Word("宗地", "Parcels"),
}
COUNTED = {
    "plot": Word("{n} 个", "{n} plots"),
    "plant": Word("{n} 处", "{n} plants"),
    "parcel": Word("{n} 宗", "{n} parcels"),
}
SEARCH = Word("搜索编号、名称或道路", "Search code, name or road")
FILTERS = Word("筛选", "Filters")
CLEAR_FILTERS = Word("清除筛选", "Clear filters")
SORT = Word("排序", "Sort")
BACK_TO_LIST = Word("返回列表", "Back to the list")
NTH_PARCEL = Word("第 {n} / {total} 宗", "{n} of {total}")
NTH_PLANT = Word("第 {n} / {total} 处", "{n} of {total}")
OPEN_LISTING = Word("打开要素清单", "Open the listing")
SHOW_MAP = Word("地图", "Map")
SHOW_LIST = Word("列表", "List")
LEGEND = Word("图例与图层", "Legend and layers")
NOTHING_FOUND = Word(
    "没有符合条件的记录。可减少筛选条件或清除筛选。", "Nothing matches. Remove a filter, or clear them all."
)
TILE_FAILED = Word("此处图形未能载入", "This part of the map did not load")
ALL_DISTRICT = Word("全区", "Whole district")
RULE = Word("口径", "Rule")
CLOSE = Word("关闭", "Close")
NEXT = Word("下一页", "Next")

# --- listing: head
PRINT = Word("打印", "Print")
WITH_PLANT = Word("带厂房", "With plant")
VACANT_AREA = Word("空置 {area}", "{area} vacant")
COMPLETENESS = Word("完整度", "Complete")
COMPLETENESS_OF = Word("{known} / {total} 项", "{known} of {total}")
NO_AREA = Word("无登记面积", "No registered area")
AREA_REGISTERED = Word("登记面积", "Registered area")
LACKING_AREA = Word("另有 {n} 宗无登记面积", "{n} more without a registered area")
VACANT_FLOOR_AREA = Word("空置建筑面积", "Vacant floor area")
WHOLE_FLOOR_AREA = Word("总建筑面积 {area}", "whole floor area {area}")
UTILITY_RESERVED = Word("要素预留对象", "Utility reserved for")
AREA_MEASURED = Word("图形量算 {area}", "Measured {area}")
RESERVED_NOTE = Word(
    "本地块已预留，供应条件暂不公开。预留到期未签约的，恢复推介后可查看全部要素。",
    "This plot is reserved; its terms are not public for now. "
    "If the reservation lapses, the full listing is shown again.",
)
NOT_LISTED = Word(
    "没有可查看的“{code}”，可能已供应、未推介或编号有误。",
    "There is nothing to show under “{code}”: it may be taken, not on offer, or mistyped.",
)
NO_CODE = Word("请在一张图上选择地块或厂房。", "Choose a plot or plant on the map.")
BACK_TO_MAP = Word("返回一张图", "Back to the map")

# --- listing: sections
SECTION_PLACE = Word("位置与面积", "Place and area")
SECTION_PLAN = Word("规划指标", "Planning indicators")
SECTION_PLANT = Word("厂房", "Plant")
SECTION_BUILDING = Word("建筑", "Building")
SECTION_FLOORS = Word("楼层", "Floors")
SECTION_UNITS = Word("单元", "Units")
SECTION_UTILITIES = Word("水电气汽污", "Utilities")
SECTION_SUPPLY = Word("供应方式", "Supply")
SECTION_NEARBY = Word("周边设施", "Nearby")
SECTION_DOCUMENTS = Word("文件与照片", "Documents and photos")
SECTION_CONTACT = Word("联系人", "Contact")
SECTION_NOTICE = Word("闲置公开", "Idle-land notice")
SECTION_STAFF = Word("内部信息", "Staff only")
SECTION_PLAN_SHORT = Word("规划指标", "Planning")
SECTION_UTILITIES_SHORT = Word("要素保障", "Utilities")

# --- listing: rows that join several columns
PARK = Word("园区", "Park")
FRONTAGE_BY_DEPTH = Word("临路面宽 × 进深", "Frontage × depth")
FLOOR_AREA_RATIO = Word("容积率", "Floor area ratio")
SITE_COVERAGE = Word("建筑系数", "Site coverage")
GREEN_RATIO = Word("绿地率", "Green ratio")
OFFICE_LAND = Word("办公及生活服务设施用地占比", "Office and service land")
CONTROL_VALUES = Word("控制值", "Control values")
INVESTMENT_LEAST = Word("投资", "Investment")
TAX_LEAST = Word("税收", "Tax")
GAP_TO_REGISTERED = Word("与登记相差 {gap}", "{gap} from the registered")
MEASURED_IN = Word("量算 {zone}", "measured in {zone}")
SUM = Word("合计", "Total")
SUM_VACANT = Word("合计，其中空置 {area}", "Total, of which {area} vacant")
ON_PARCEL = Word("所在宗地", "On parcel")

# --- listing: table heads and cells
HEAD_PLANT = Word("建筑", "Building")
HEAD_FLOOR = Word("层", "Floor")
HEAD_LIFTING = Word("吊装", "Lifting")
HEAD_MODE = Word("方式", "Mode")
HEAD_TERM = Word("年期", "Term")
HEAD_PRICE = Word("参考价", "Guide price")
HEAD_CONDITIONS = Word("条件", "Conditions")
HEAD_FIRE = Word("火灾类别", "Fire hazard")
HEAD_UNIT = Word("单元", "Unit")
GAP = Word("{place}{word}：{reason}", "{place}, {word}: {reason}")
ON_FLOOR = Word("{floor} 层", "floor {floor}")
CRANE = Word("行车 {load} t", "crane {load} t")
CRANES = Word("行车 {load} t ×{count}", "{count} cranes {load} t")
RAIL_HEIGHT = Word("轨顶 {height} m", "rail at {height} m")
LIFT = Word("货梯 {load} t", "goods lift {load} t")
BASEMENT = Word("地下 {n}", "basement {n}")
IN_USE_UNTIL = Word("在用至 {day}", "in use until {day}")
LET_TOGETHER = Word("与 {codes} 合并出租", "let together with {codes}")
YEARS = Word("{n} 年", "{n} years")

# --- listing: utilities
AVAILABLE = Word("可用", "Available")
TOTAL = Word("总量", "Total")
RESERVED = Word("已预留", "reserved")
NOT_METERED = Word("可用量未知", "what is left is unknown")
PARK_AVAILABLE = Word("园区可用", "Available in the park")
PARK_HAS_LEFT = Word("园区可用 {left}", "the park has {left} left")
UTILITY_NOTE = Word(
    "可用＝总量－已预留，预留到期自动释放。价格以供应单位现行公布为准。",
    "Available = total − reserved; a reservation lapses by itself. Prices as published by the supplier.",
)
PRICE = Word("价格", "Price")
TIER_FROM = Word("{low} {unit}以上", "above {low} {unit}")
TIER_TO = Word("{high} {unit}以内", "up to {high} {unit}")
TAX_INCLUDED = Word("含税", "tax included")
TAX_EXCLUDED = Word("不含税", "without tax")
SEWAGE_INCLUDED = Word("含污水处理费", "sewage included")
VALID = Word("执行 {span}", "valid {span}")
SINCE = Word("{day} 起", "from {day}")
UNTIL = Word("至 {day}", "until {day}")
SPAN = Word("{since} 至 {until}", "{since} to {until}")

# --- listing: what is not there, and why
NOT_ENTERED = Word("尚未录入", "not entered yet")
NO_SOURCE = Word("来源未注明", "source not given")
SOURCE_NOT_PUBLIC = Word("来源不公开", "source not public")
NO_UTILITY = Word("未收到供应单位数据", "no data from the supplier")
NO_FLOORS = Word("尚未录入楼层", "no floors entered yet")
NO_UNITS = Word("没有推介中的单元", "no unit is on offer")
NO_TERMS = Word("供应条件尚未录入", "terms not entered yet")
NO_FACILITIES = Word("设施图层尚未录入", "no layer of facilities yet")
NO_DOCUMENTS = Word("暂无文件", "no documents yet")
NO_PHOTOS = Word("暂无现场照片", "no photos yet")
NO_CONTACT = Word("联系人尚未录入", "contact not entered yet")
STRAIGHT_LINE = Word("直线距离，自地块形心量算，非行车距离", "Straight line from the middle of the plot, not by road")
STRAIGHT_LINE_PLANT = Word(
    "直线距离，自厂房形心量算，非行车距离", "Straight line from the middle of the plant, not by road"
)
SECTION_LAND = Word("登记与现状", "Land")
PHOTO_TAKEN = Word("摄于 {day}", "taken {day}")
STAFF_NOTE = Word("本节仅工作人员可见，打印时不输出。", "Staff only; not printed.")

# --- site map
NORTH = Word("北", "N")
FIGURE_1 = Word("图 1　{subject}", "Figure 1. {subject}")
MAP_OF_PLOT = Word("地块位置", "The plot")
MAP_OF_PLANT = Word("厂房位置", "The plant")
MAP_CAPTION_SAMPLE = Word(
    "。图形为示例，CGCS2000 三度带；截至 {day}", ". Shapes are samples, CGCS2000 3-degree zone; as of {day}"
)
MAP_CAPTION = Word("。CGCS2000 三度带；截至 {day}", ". CGCS2000 3-degree zone; as of {day}")
MAP_ALT = Word("{code} 及周边宗地的位置图，上方为北", "Map of {code} and the parcels around it, north up")
NO_MAP = Word("没有图形，无法绘制位置图", "No shape, so no map")
