"""The words of the page 亩均论英雄."""

from wording import Word

TITLE = Word("亩均论英雄", "Ranking per mu")
# --- the page: head
SCHEME = Word("评价方案", "Scheme")
YEAR = Word("评价年度", "Year")
YEAR_OF = Word("{year} 年", "{year}")
POOL = Word("评价组", "Pool")
VIEW = Word("内容", "View")
VIEWS = {
    "rank": Word("排名", "Ranking"),
    "unrated": Word("不定等级 {n}", "Unrated {n}"),
    "groups": Word("园区与行业", "Parks and industries"),
    "land": Word("低等级用地", "Land of low grades"),
    "procedure": Word("确认与公布", "Confirm and publish"),
}
RANKED = Word("参评 {n} 家", "{n} ranked")
UNRATED = Word("不定等级 {n} 家", "{n} unrated")
SUMS = Word(
    "{pool}合计　税收 {tax} 万元 ÷ 用地 {land} 亩 ＝ {ratio} 万元/亩", "{pool}: tax {tax} ÷ land {land} mu = {ratio}"
)
SUMS_LEFT_OUT = Word("，另 {n} 家缺税收或用地", ", {n} more lack tax or land")
NOT_OFFICIAL = Word("示例参数（非官方）", "Demonstration parameters (not official)")
CLASS_COUNT = Word("{n} 家", "{n}")
QUOTAS = Word("按名次累计 {quotas}% 划档", "Cut by rank at {quotas}% cumulative")
QUOTA_EXAMPLE = Word("，{n} 家中前 {cuts} 名止", ", of {n} after ranks {cuts}")
VETOED_COUNT = Word("；一票否决 {n} 家", "; {n} vetoed")
PROTECTED_COUNT = Word("，保护期 {n} 家", ", {n} protected")
CHANGED_COUNT = Word("，因此变动等级 {n} 家", ", {n} grades changed by it")
NOBODY_RANKED = Word("本组没有参评企业。", "Nobody is ranked in this pool.")
NO_YEARS = Word(
    "台账中还没有企业年度数据，无法评价。请先导入年度数据。",
    "The record holds no yearly figures yet; import them first.",
)
NO_PARCEL_COUNT = Word("{n} 家企业没有对应宗地：{names}", "{n} firms have no parcel: {names}")
NO_FIGURES_COUNT = Word("{n} 家企业未报送年度数据：{names}", "{n} firms reported nothing: {names}")

# --- the page: table of firms
TABLE = Word("企业排名", "Firms by rank")
RANK = Word("名次", "Rank")
FIRM = Word("企业", "Firm")
GRADE = Word("等级", "Grade")
SCORE = Word("得分", "Score")
LAND = Word("用地", "Land")
TAX = Word("评价税收", "Tax")
INDUSTRY = Word("行业", "Industry")
PARK = Word("园区", "Park")
CONFIRMED = Word("数据", "Figures")
IS_CONFIRMED = Word("已确认", "confirmed")
NOT_CONFIRMED = Word("未确认", "not confirmed")
UNKNOWN_CONFIRMED = Word("未注明", "not said")
REASON = Word("原因", "Reason")
NONE_UNRATED = Word("本组所有企业均已定级。", "Every firm of this pool has a grade.")
RANGE = Word("名次区间", "Rank range")

# --- the page: one firm
CHOOSE_FIRM = Word("选择左侧企业，查看得分构成与升级路径。", "Pick a firm to see what its score is made of.")
FIRM_TABS = {
    "parts": Word("得分构成", "Score"),
    "path": Word("升级路径", "Way up"),
    "spread": Word("同业分布", "Distribution"),
}
RANK_OF = Word("第 {rank} 名 / {n}", "rank {rank} of {n}")
TO_NEXT = Word("距 {grade} 级线还差 {gap} 分", "{gap} below the line of {grade}")
AT_TOP = Word("已在最高等级", "in the highest class")
GRADE_LINE = Word("{grade} 级线", "line of {grade}")
TOTAL = Word("合计", "Total")
HEAD_INDICATOR = Word("指标", "Indicator")
HEAD_VALUE = Word("本企业", "Firm")
HEAD_BASELINE = Word("基准", "Baseline")
HEAD_WEIGHT = Word("权重", "Weight")
HEAD_SCORE = Word("得分", "Score")
HEAD_POOL_RANK = Word("组内", "In pool")
HEAD_INDUSTRY_RANK = Word("行业", "In industry")
CAPPED = Word("封顶，原 {raw}", "capped, was {raw}")
FLOORED = Word("保底，原 {raw}", "floor, was {raw}")
SUBSTITUTED = Word("均值替代", "mean")
OPEN_LAND = Word("用地", "Land")
LAND_PARTS = Word("用地 {land} 亩 ＝ 自有 {own}", "Land {land} mu = own {own}")
LAND_LEASED_IN = Word(" ＋ 租入 {floor}㎡ ÷ 容积率 {ratio}", " + leased in {floor} m² ÷ FAR {ratio}")
LAND_LEASED_OUT = Word(" － 租出 {out}㎡", " − leased out {out} m²")
FIRM_SOURCE = Word("数据来源：{source}，截至 {day}，{state}", "Source: {source}, as of {day}, {state}")
FORMERLY = Word("曾用名 {names}", "formerly {names}")
ON_PARCELS = Word("宗地", "Parcels")
NO_PARCELS = Word("没有对应宗地", "no parcel")
SPREAD_OF = Word("{name}　{unit}", "{name} {unit}")
SPREAD_CAPTION = Word(
    "每点一家企业，{pool} {n} 家；深色为本企业，虚线为基准。缺数据 {missing} 家不在图中。",
    "One dot a firm, {n} in {pool}; dark: this firm, dashed: the baseline. {missing} without data are not drawn.",
)
CHOOSE_INDICATOR = Word("指标", "Indicator")
GRADE_NAMED = Word("{grade} 级", "grade {grade}")
POINTS = Word("分", "points")
NEXT_GRADE = Word("升到 {grade} 级", "To reach grade {grade}")
ONE_FIGURE = Word(
    "按整组重新计分，只改变一项时，最少需要：", "Scoring the whole pool again, one figure alone would have to move by:"
)
NOT_BY_ONE = Word("只改变任何一项都不能升级。", "Not by one figure alone.")
BARRED = Word("有一票否决情形，本年度不能列入 {grade} 级。", "A veto bars it from {grade} this year.")
NO_NEXT = Word("已在最高等级，没有更高等级。", "It is in the highest class already.")
INCREASE = Word("{figure}增加 {by}{unit}", "{figure} up by {by} {unit}")
DECREASE = Word("{figure}减少 {by}{unit}", "{figure} down by {by} {unit}")
RELEASE_LAND = Word("腾退用地 {by}{unit}", "release {by} {unit} of land")
BECOMES = Word("：{before} → {after}", ": {before} → {after}")
LAST_YEAR = Word("与 {year} 年比", "Against {year}")
LAST_YEAR_SCORE = Word(
    "得分由 {before} 变为 {after}（{change}），其中：", "The score went from {before} to {after} ({change}), of it:"
)
NOT_THERE_LAST_YEAR = Word("{year} 年没有得分，不作比较。", "It had no score in {year}.")
HOW_FIRM = Word(
    "按方案的数据误差重算千次，名次在 {range} 之间，{same}% 的次数等级不变；不影响已定等级。",
    "Within the stated margins, a thousand draws: ranks {range}, the same grade in {same}%; the grade stays.",
)
TURNED_ON = Word("等级由来", "What the grade turned on")

# --- the page: parks, industries, land
BY_PARK = Word("园区", "Park")
BY_INDUSTRY = Word("行业", "Industry")
FIRM_COUNT = Word("企业", "Firms")
TAX_PER_MU = Word("亩均税收", "Tax per mu")
UNRATED_SHORT = Word("不定", "None")
GROUPS_RULE = Word(
    "亩均税收＝组内评价税收合计÷用地合计，不是各企业亩均的平均；缺税收或用地的企业不计入。",
    "Tax per mu is the sum of tax over the sum of land, never a mean of ratios; firms lacking either are left out.",
)
LOW_LAND = Word(
    "{grades} 级企业 {n} 家，持有 {parcels} 宗 {area} 亩，厂房 {floor}㎡，其中空置 {vacant}㎡。",
    "{n} firms in {grades} hold {parcels} parcels, {area} mu, with {floor} m² of plant, {vacant} m² of it vacant.",
)
NONE_LOW = Word("本组没有低等级企业。", "No firm of this pool is in a low class.")
LOW_RULE = Word(
    "持有用地为登记在企业名下的宗地。措施依出让合同与当地办法办理，本系统不计算差别化电价、税费。",
    "Land held is what is registered in the firm's name. Measures follow the contract and local rules; "
    "no tariff is computed here.",
)
HELD_LAND = Word("持有用地", "Land held")
FLOOR = Word("厂房", "Plant")
VACANT = Word("空置", "Vacant")
STAGE = Word("用地阶段", "Stage")
FINDING = Word("认定", "Finding")
CONTRACT = Word("出让（日期、年限、价款）", "Grant (day, term, price)")
PROJECTS_FIT = Word("用地需求可容纳的项目", "Projects that would fit")
PROJECTS_TOLD = Word("{n} 个，最大为“{first}”", "{n}, the largest “{first}”")
IS_IDLE = Word("闲置", "idle")
IS_UNDERUSED = Word("低效", "underused")
TERM = Word("{n} 年", "{n} years")

# --- the page: confirm and publish
PAPERS = Word("材料下载", "Papers")
PAPER_NAMES = {
    "slips": Word("一企一单", "Slips"),
    "workbook": Word("计算底稿", "Working paper"),
    "report": Word("年度报告", "Report"),
}
PAPER_NOTES = {
    "slips": Word("每家企业一页，送企业核对数据", "one page a firm, to confirm its figures"),
    "workbook": Word("从原始数据到得分全部为公式", "all formulas, from figure to score"),
    "report": Word("提要、园区、行业、名单、方法、数据质量", "summary, parks, industries, lists, method, quality"),
}
FREEZE = Word("试算与关账", "Freeze and close")
FREEZE_NOTE = Word(
    "试算稿连同数据、方案、得分一并封存，随时可以原样复算。", "A draft is frozen with its figures, scheme and scores."
)
MAKE_DRAFT = Word("试算并封存", "Freeze a draft")
DRAFT_MADE = Word("已封存试算稿 {code}。", "Draft {code} is frozen.")
NO_RANKINGS = Word("本年度还没有试算稿。", "No draft of this year yet.")
HEAD_CODE = Word("编号", "Code")
HEAD_SCHEME = Word("方案", "Scheme")
HEAD_STATE = Word("进度", "State")
HEAD_COUNT = Word("参评", "Ranked")
HEAD_MADE = Word("试算", "Made")
HEAD_CLOSED = Word("关账", "Closed")
HEAD_RELEASED = Word("公布", "Released")
CHOSEN_RANKING = Word("评价 {code}　{state}", "Ranking {code}: {state}")
DOCUMENT = Word("文号", "Document number")
DOCUMENT_DAY = Word("文件日期", "Its date")
ORDER = Word("公布方式", "How it is published")
ORDERS = {"ordered": Word("按名次", "By rank"), "unordered": Word("排名不分先后", "In no order")}
CLOSE = Word("关账", "Close")
CLOSED_TOLD = Word("已关账 {code}，等级名单待审核公布。", "{code} is closed; its list awaits release.")
ARCHIVE = Word("封存文件", "Archive")
LIST_PAPER = Word("等级名单", "List of grades")
DIFFERENCES = Word("与 {code} 的差异报告", "Differences from {code}")
OBJECTIONS = Word("企业异议", "Objections")
NO_OBJECTIONS = Word("本年度没有异议。", "No objections of this year.")
HEAD_FIGURE = Word("指标", "Figure")
HEAD_STATED = Word("原数值", "Stated")
HEAD_CLAIMED = Word("主张", "Claimed")
HEAD_OUTCOME = Word("结果", "Outcome")
NEW_OBJECTION = Word("登记异议", "Record an objection")
CLAIMED = Word("企业主张数值", "Claimed value")
OBJECTION_REASON = Word("理由", "Reason")
EVIDENCE = Word("证明材料（名称、编号）", "Evidence (name, number)")
RECORD_IT = Word("登记", "Record")
OBJECTION_TOLD = Word("已登记异议。", "The objection is recorded.")
DECISION = Word("核定意见", "Decision")
UPHOLD = Word("采纳", "Uphold")
REJECT = Word("不采纳", "Reject")
DECIDED_TOLD = Word("已核定。", "Decided.")

# --- the reviewer's page
GRADE_LIST = Word("等级名单", "List of grades")
GRADE_LIST_NOTE = Word(
    "名单只含企业名称与等级。核对无误后公布；由本人关账的，须由他人公布。",
    "The list holds names and grades only. Release it when it is right; not what you closed yourself.",
)
NO_LISTS = Word("目前没有已关账的名单。分析人员关账后，名单会出现在这里。", "Nothing is closed yet.")
RELEASE = Word("公布名单", "Release")
RELEASED_TOLD = Word("已公布 {code}。", "{code} is released.")
CLOSED_BY = Word("关账 {day}　{who}", "closed {day} by {who}")
RELEASED_BY = Word("公布 {day}　{who}", "released {day} by {who}")
UNGRADED = Word("不定等级", "Unrated")
