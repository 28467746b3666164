"""The words of 一张图: panel, strip, map and the figures opened from it."""

from wording import Word, same

SEARCH_HINT = {
    "plot": Word("地块编号、名称、道路、坐落", "Plot number, name, road, address"),
    "plant": Word("厂房编号、名称、坐落", "Plant number, name, address"),
    "parcel": Word("宗地编号、坐落", "Parcel number, address"),
    "parcel_staff": Word("宗地代码、权利人、用地企业、证号", "Code, holder, occupier, certificate"),
}
KIND = Word("列表内容", "Listed")
MORE = Word("更多条件", "More filters")
CHOSEN = Word("已选条件", "Chosen")
DONE = Word("完成", "Done")
RANGE_FROM = Word("不少于", "At least")
RANGE_TO = Word("不多于", "At most")
SORTS = {
    "": Word("按状态", "By status"),
    "code": Word("按编号", "By number"),
    "-area": Word("面积从大到小", "Largest first"),
    "area": Word("面积从小到大", "Smallest first"),
    "price": Word("价格从低到高", "Cheapest first"),
    "-vacant": Word("空置面积从大到小", "Most vacant first"),
}
EMPTY_RECORD = Word(
    "台账中还没有{kind}。可用 python cli.py import 导入已有的宗地文件。",
    "The record holds no {kind} yet. Import a file of parcels with python cli.py import.",
)
NOTHING_ON_OFFER = Word("目前没有推介的{kind}。", "No {kind} are on offer at present.")
MAP_OR_LIST = Word("地图或列表", "Map or list")
ZOOM_IN = Word("放大", "Zoom in")
ZOOM_OUT = Word("缩小", "Zoom out")
WHOLE = Word("全区", "All")
NORTH = Word("北", "N")
MU = Word("亩", "mu")
COORDINATES = Word(
    "CGCS2000 3度带 {zone}带  X {x}  Y {y} m    北纬 {lat}°  东经 {lon}°",
    "CGCS2000 3-degree zone {zone}  X {x}  Y {y} m    {lat}°N  {lon}°E",
)
VACANT = Word("空置厂房", "Vacant plant")
BASEMAP = Word("底图", "Basemap")
BASEMAPS = {
    "ground": Word("示意底图", "Own ground"),
    "blank": Word("空白底图", "Blank"),
    "tianditu": Word("天地图", "Tianditu"),
    "osm": same("OSM"),
    "amap": Word("高德地图", "Amap"),
}
NO_DATA_OR_WITHHELD = Word("无数据或未公开", "no data, or not public")
CREDIT_SAMPLE = Word(
    "示例数据，虚构图形 · CGCS2000 · 截至 {day}", "Sample data, invented shapes · CGCS2000 · as of {day}"
)
CREDIT = Word("台账图形 · CGCS2000 · 截至 {day}", "Shapes of the record · CGCS2000 · as of {day}")
PARK_OF_FIGURES = Word("数字范围", "Figures for")
ONLY_THESE = Word("在地图上只看这些", "Show only these on the map")
SUMMED = {
    "parcel": Word("登记面积汇总 {n} 宗。", "Registered area of {n} parcels."),
    "unit": Word("建筑面积汇总 {n} 个单元。", "Floor area of {n} units."),
    "firm": Word("{n} 家企业合计。", "{n} firms together."),
}
AREA_M2 = Word("建筑面积（㎡）", "Floor area (m²)")
NUMBER = Word("编号", "Number")
YEAR = Word("{year} 年", "{year}")
PARK = Word("园区", "Park")
LAND_USE = Word("用途", "Land use")
FIRM = Word("企业", "Firm")
RECORDS = Word("数字所依据的记录", "The records behind the figure")
LIMIT_SHOWN = Word(
    "只列出前 {n} 条；全部记录请在地图和列表中查看。", "The first {n} are listed; see map and list for all."
)
STATUS = Word("状态", "Status")
NO_PARK = Word("未定园区", "Park not set")
SOURCE = Word("来源", "Source")
SOURCES = {
    "available_land_mu": Word(
        "土地台账：登记面积、用地阶段、推介状态", "Land register: registered area, stage, marketing"
    ),
    "idle_mu": Word("土地台账：登记面积；闲置土地认定书", "Land register: registered area; recognitions of idle land"),
    "underused_mu": Word("土地台账：登记面积；低效用地确认", "Land register: registered area; confirmed findings"),
    "vacant_plant_m2": Word("厂房台账：单元建筑面积、占用状态", "Plant register: floor area and occupancy of units"),
    "tax_10k_yuan_per_mu": Word("企业年度数据：评价税收、用地面积", "Yearly figures of firms: evaluated tax, land"),
}
DAY = Word("截至", "As of")
RECORDS_SHOWN = Word("记录", "Records")
NOT_COUNTED = Word("未计入", "Left out")
OLDER_LINK = Word(
    "链接取自较早日期；以下为 {day} 的数字。", "The link is of an earlier day; these are the figures of {day}."
)
PLOT_PAGE = Word("地块要素清单", "Plot listing")
PLANT_PAGE = Word("厂房要素清单", "Plant listing")
CARD_FLOOR_AREA_RATIO = Word("容积率 ≤ {n}", "FAR ≤ {n}")
CARD_STOREY_HEIGHT = Word("层高 {n}", "storey {n}")
CARD_LOAD = Word("荷载 {n}", "load {n}")
CARD_CRANE = Word("行车 {n}", "crane {n}")
PARCEL_CODE = Word("宗地代码", "Parcel code")
TAX = Word("评价税收", "Evaluated tax")
LAND = Word("用地面积", "Land")
TAX_PER_MU = Word("亩均税收", "Tax per mu")
LISTED_UNITS = Word("所列 {n} 个单元，合计 {area} ㎡。", "The {n} units listed have {area} m² together.")
LOADING = Word("正在载入图形", "Loading shapes")
