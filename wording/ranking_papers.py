"""The words of the papers of 亩均论英雄: slips, report, workbook, lists."""

from wording import Word

# --- 一企一单
SLIP_TITLE = Word("{year} 年度亩均效益评价数据确认单", "Figures for the ranking of {year}: to be confirmed")
SLIP_KIND = Word("一企一单　编号 {code}", "One firm, one slip · {code}")
SLIP_NAME = Word("企业名称", "Name")
SLIP_CREDIT_CODE = Word("统一社会信用代码", "Credit code")
SLIP_FORMER = Word("曾用名", "Former names")
SLIP_PARK_POOL = Word("园区与评价组", "Park and pool")
SLIP_LAND = Word("评价用地", "Land counted")
SLIP_LAND_SUM = Word("评价用地合计", "Land counted in all")
SLIP_LAND_RULE = Word("自有＋租入折算－租出", "own + leased in − leased out")
SLIP_LEASED_IN_LAND = Word("租入折算用地", "Leased in, as land")
SLIP_AT_RATIO = Word("{floor}㎡ ÷ 容积率 {ratio}", "{floor} m² ÷ FAR {ratio}")
SLIP_FIGURES = Word("年度数据", "Figures of the year")
SLIP_TAX_SUM = Word("评价税收", "Tax counted")
SLIP_TAX_RULE = Word("已入库税收＋免抵调库", "tax received + exempt credit")
SLIP_PARCELS = Word("所在宗地", "Parcels")
SLIP_PARCEL_HEADS = (
    Word("宗地代码", "Parcel code"),
    Word("关系", "Right"),
    Word("用地", "Land"),
    Word("建筑面积", "Floor"),
)
SLIP_NO_PARCEL = Word(
    "台账中没有与本企业对应的宗地，请写明所在位置。",
    "No parcel in the record belongs to this firm; please say where it is.",
)
SLIP_ASK = Word(
    "请核对以上数据。相符的请签章确认；不符的请在下方写明项目、应为数值，并附证明材料。",
    "Please check these figures. Sign if they are right; if not, say which and what they should be, with evidence.",
)
SLIP_DISSENT = Word("不符事项：", "What is not right:")
SLIP_BACK = Word(
    "本单请于　　　年　　月　　日前交回，逾期未交按本单数据评价。",
    "Please return by            ; otherwise these figures are used.",
)
SLIP_SIGNATURES = (
    Word("企业（盖章）", "Firm (seal)"),
    Word("负责人（签字）", "Signed by"),
    Word("日期", "Date"),
)
SLIP_MISSING = Word("未报送", "not reported")
SLIP_FOOT = Word("数据截至 {day}　仅限本企业核对使用", "As of {day} · for this firm only")
SLIP_RUNNING = Word("亩均效益评价　数据确认", "Ranking per mu: confirmation of figures")
SAMPLE_NOTE = Word("示例数据，企业与数值均为虚构", "Sample data: firms and figures are invented")

# --- workbook
BOOK_ABOUT = Word("说明", "About")
BOOK_RULES = Word("参数", "Parameters")
BOOK_TITLE = Word("{year} 年度亩均效益评价　计算底稿", "Ranking per mu {year}: working paper")
BOOK_LINES = (
    Word("评价方案：{scheme}，版本 {version}。{official}", "Scheme: {scheme}, version {version}. {official}"),
    Word("方案来源：{source}", "Source: {source}"),
    Word("数据校验值：{digest}", "Hash of the figures: {digest}"),
    Word(
        "蓝色单元格为原始数据和参数，可以修改；其余为公式，修改后得分、名次、等级自动变化。",
        "Blue cells are figures and parameters and may be changed; all others are formulas and follow.",
    ),
    Word(
        "用地＝（自有＋租入建筑面积÷容积率－租出）×3÷2000；1 亩＝2000/3㎡。",
        "Land = (own + floor leased in ÷ FAR − leased out) × 3 ÷ 2000; 1 mu = 2000/3 m².",
    ),
    Word(
        "空白为无数据，不是零；缺数据按方案规定处理。",
        "Empty is no data, not zero; what then holds is the scheme's rule.",
    ),
    Word(
        "公式重算与系统结果一致到小数点后六位。", "Recalculated, the formulas agree with the program to six decimals."
    ),
)
BOOK_UNOFFICIAL = Word("示例参数，非官方。", "Demonstration parameters, not official.")
BOOK_CUT = Word("止于第几名", "Last rank")
BOOK_COUNT = Word("家数", "Firms")
BOOK_QUOTA = Word("累计比例%", "Cumulative %")
BOOK_N = Word("参评家数", "Firms ranked")
BOOK_WEIGHT = Word("权重", "Weight")
BOOK_FIXED = Word("基准参数", "Baseline parameter")
BOOK_TIMES = Word("基准倍数", "Times")
BOOK_CAP = Word("封顶倍数", "Cap, times")
BOOK_FLOOR = Word("保底分", "Floor")
BOOK_MIN_MAX = Word("极差法底分", "Floor of min–max")
BOOK_KIND = Word("基准类型", "Kind of baseline")
BOOK_MISSING = Word("缺数据", "If missing")
BOOK_BASELINE = Word("基准", "Baseline")
BOOK_VALUE = Word("{name}", "{name}")
BOOK_RAW = Word("{name} 原始分", "{name}, raw")
BOOK_CAPPED = Word("{name} 封顶保底", "{name}, bounded")
BOOK_SCORE = Word("{name} 得分", "{name}, score")
BOOK_COLUMNS = {
    "firm_id": Word("企业编号", "Firm id"),
    "firm_name": Word("企业名称", "Firm"),
    "industry": Word("行业", "Industry"),
    "own_land_m2": Word("自有用地㎡", "Own land m²"),
    "leased_in_floor_m2": Word("租入建筑面积㎡", "Floor leased in m²"),
    "leased_in_far": Word("租入容积率", "FAR"),
    "out_m2": Word("租出用地㎡", "Leased out m²"),
    "is_vetoed": Word("一票否决", "Vetoed"),
    "is_protected": Word("保护期", "Protected"),
    "land_mu": Word("用地 亩", "Land, mu"),
    "evaluated_tax": Word("评价税收 万元", "Tax counted"),
    "adjustment": Word("加减分", "Bonus, deduction"),
    "total": Word("总分", "Score"),
    "order": Word("排序分", "Score ranked"),
    "rank": Word("名次", "Rank"),
    "raw_grade": Word("初定等级", "Class by quota"),
    "grade": Word("等级", "Grade"),
    "note": Word("由来", "Why"),
}
BOOK_BASELINE_OF_INDUSTRY = Word("按行业", "by industry")

# --- report of the year
REPORT_TITLE = Word("{year} 年度工业企业亩均效益评价报告", "Ranking of firms per mu, {year}")
REPORT_SUBTITLE = Word("评价方案：{scheme}　数据截至 {day}", "Scheme: {scheme} · figures as of {day}")
REPORT_RUNNING = Word("亩均效益评价报告　内部资料", "Ranking per mu · internal")
REPORT_FOOT = Word("{office}　{year} 年度", "{office} · {year}")
REPORT_SUMMARY = Word("提要", "Summary")
REPORT_LEAD = Word(
    "{pool}企业 {n} 家，税收 {tax} 万元，用地 {land} 亩，亩均税收 {ratio} 万元/亩{change}。",
    "{n} firms {pool}: tax {tax}, land {land} mu, {ratio} per mu{change}.",
)
REPORT_CHANGE = Word("，比上年 {before} {way} {change}%", ", {change}% {way} than {before} a year before")
REPORT_UP = Word("增长", "more")
REPORT_DOWN = Word("下降", "less")
REPORT_CLASSES = Word(
    "{pool}参评 {n} 家：{classes}；不定等级 {unrated} 家。", "{pool}: {n} ranked: {classes}; {unrated} unrated."
)
REPORT_CLASS = Word("{grade} 级 {n} 家", "{n} in {grade}")
REPORT_CLASSES_CAPTION = Word(
    "图 {no}　各组等级家数。来源：附表 1，按名次累计 {quotas}% 划档，一票否决与保护之后。",
    "Figure {no}. Firms by class. Source: annex 1; cut at {quotas}% cumulative, after veto and protection.",
)
REPORT_PARKS = Word("分园区", "By park")
REPORT_PARK = Word("园区", "Park")
REPORT_INDUSTRY = Word("行业", "Industry")
REPORT_PARKS_LEAD = Word(
    "{best}亩均税收最高，为 {high} 万元/亩；{worst}最低，为 {low} 万元/亩。",
    "{best} leads with {high} per mu; {worst} is last with {low}.",
)
REPORT_INDUSTRIES = Word("分行业", "By industry")
REPORT_BARS_CAPTION = Word(
    "图 {no}　{pool}{by}亩均税收（万元/亩）。组内税收合计÷用地合计，橙色短线为上年。来源：附表 1。",
    "Figure {no}. {pool}, {by}: tax per mu, sum over sum; the ochre tick is last year. Source: annex 1.",
)
REPORT_GROUP_HEADS = (
    Word("企业", "Firms"),
    Word("税收", "Tax"),
    Word("用地", "Land"),
    Word("亩均税收", "Tax per mu"),
    Word("上年", "Last year"),
)
REPORT_SPREAD = Word("分布", "Spread")
REPORT_SPREAD_LEAD = Word(
    "亩均税收最高的五分之一企业（{n} 家）用 {land}% 的地，缴 {tax}% 的税。",
    "The best fifth ({n} firms) use {land}% of the land and pay {tax}% of the tax.",
)
REPORT_SPREAD_CAPTION = Word(
    "图 {no}　{pool}企业亩均税收分布，每点一家，共 {n} 家；虚线为评价基准。来源：附表 1。",
    "Figure {no}. {pool}: tax per mu, one dot a firm, {n} in all; dashed: the baseline. Source: annex 1.",
)
REPORT_LIST = Word("{pool} {grade} 级企业", "{pool}: firms in {grade}")
REPORT_LIST_LEAD = Word(
    "{grade} 级 {n} 家，用地 {land} 亩，占本组 {land_share}%；税收 {tax} 万元，占 {tax_share}%。",
    "{n} in {grade}: {land} mu, {land_share}% of the pool; tax {tax}, {tax_share}%.",
)
REPORT_LIST_HEADS = (
    Word("名次", "Rank"),
    Word("企业", "Firm"),
    Word("园区", "Park"),
    Word("行业", "Industry"),
    Word("用地", "Land"),
    Word("评价税收", "Tax"),
    Word("亩均税收", "Tax per mu"),
    Word("得分", "Score"),
)
REPORT_NOBODY = Word("没有企业列入 {grade} 级。", "No firm is in {grade}.")
REPORT_COMPARE = Word("与上年比较", "Against last year")
REPORT_COMPARE_LEAD = Word(
    "{pool}两年均定级的 {n} 家中，{up} 家升级、{down} 家降级、{same} 家不变；两年名次相关系数 {rho}。",
    "Of {n} firms of {pool} graded in both years {up} rose, {down} fell, {same} stayed; rank correlation {rho}.",
)
REPORT_COMPARE_HEADS = (Word("上年＼本年", "from＼to"),)
REPORT_METHOD = Word("方法", "Method")
REPORT_METHOD_LEAD = Word("得分为各指标得分之和，按名次划档；全部参数如下。", "The score is the sum of its indicators.")
REPORT_METHOD_HEADS = (
    Word("指标", "Indicator"),
    Word("单位", "Unit"),
    Word("权重", "Weight"),
    Word("基准", "Baseline"),
    Word("封顶", "Cap"),
    Word("保底", "Floor"),
    Word("缺数据", "If missing"),
)
REPORT_TIMES = Word("{n} 倍", "{n} times")
REPORT_SCHEME_SOURCE = Word("方案来源：{source}", "Source of the scheme: {source}")
REPORT_LAND_RULE = Word(
    "用地＝自有＋租入建筑面积÷容积率－租出；1 亩＝2000/3㎡。评价税收＝已入库税收＋免抵调库。"
    "合计比值为合计÷合计，不取企业平均。",
    "Land = own + floor leased in ÷ FAR − leased out; 1 mu = 2000/3 m². Tax = received + exempt credit. "
    "Ratios of groups are sum over sum.",
)
REPORT_CONSEQUENCES = Word(
    "等级的应用依当地文件办理，本报告不计算差别化电价、税费。", "What follows from a grade is set by local documents."
)
REPORT_QUALITY = Word("数据质量", "Quality of the figures")
REPORT_QUALITY_LEAD = Word(
    "{n} 家中 {confirmed} 家已确认数据；缺项 {gaps} 个，涉及 {firms} 家，其中 {unrated} 家不定等级。",
    "Of {n} firms {confirmed} confirmed; {gaps} gaps in {firms} firms, of which {unrated} are unrated.",
)
REPORT_GAP_HEADS = (Word("数据", "Figure"), Word("缺", "Missing"), Word("企业", "Firms"))
REPORT_UNRATED_HEADS = (Word("企业", "Firm"), Word("评价组", "Pool"), Word("原因", "Reason"))
REPORT_UNRATED = Word("不定等级企业", "Firms without a grade")
REPORT_ALONE = Word("没有对应宗地的企业：{names}。", "Firms without a parcel: {names}.")
REPORT_SILENT = Word("未报送年度数据的企业：{names}。", "Firms that reported nothing: {names}.")
REPORT_ANNEX = Word("附表 1　{pool}企业评价结果", "Annex 1: outcome of the firms, {pool}")
REPORT_ANNEX_HEADS = (
    Word("名次", "Rank"),
    Word("编号", "Id"),
    Word("企业", "Firm"),
    Word("等级", "Grade"),
    Word("得分", "Score"),
    Word("用地", "Land"),
    Word("评价税收", "Tax"),
    Word("确认", "Confirmed"),
)
REPORT_YES = Word("是", "yes")
REPORT_NO = Word("否", "no")
REPORT_TOTAL = Word("合计", "Total")
REPORT_NO_LAST_YEAR = Word("台账中没有上年数据，不作比较。", "The record holds no figures of the year before.")

FILE_NAMES = {
    "workbook": Word("{year}年度亩均评价计算底稿", "ranking {year} working paper"),
    "slips": Word("{year}年度一企一单", "ranking {year} slips"),
    "report": Word("{year}年度亩均效益评价报告", "ranking {year} report"),
    "list": Word("{year}年度亩均效益评价结果名单", "ranking {year} list"),
    "archive": Word("{year}年度亩均评价封存", "ranking {year} archive"),
    "differences": Word("{year}年度重新计算差异报告", "ranking {year} differences"),
}

# --- published list, differences
LIST_TITLE = Word("{year} 年度亩均效益评价结果名单", "Outcome of the ranking of {year}")
LIST_SUBTITLE = Word("评价编号 {code}　{day}", "Ranking {code} · {day}")
LIST_HEAD = Word("{pool}　{grade}　{n} 家", "{pool}: {grade}, {n}")
LIST_GRADE = Word("{grade} 级", "grade {grade}")
LIST_NO_GRADE = Word("不定等级", "unrated")
LIST_ORDERED = Word("按名次排列。", "By rank.")
LIST_UNORDERED = Word("同一等级内排名不分先后。", "In no particular order within a grade.")
LIST_NOT_RELEASED = Word("尚未公布，内部使用。", "Not released yet; internal.")
LIST_PLACE = Word("名次", "Rank")
LIST_FIRM = Word("企业", "Firm")
DIFF_TITLE = Word("重新计算差异报告", "What a recalculation changed")
DIFF_LEAD = Word(
    "由 {before} 到 {after}，{n} 家企业等级有变动。", "From {before} to {after}, {n} firms have another grade."
)
DIFF_CORRELATION = Word("{pool}名次相关系数 {rho}", "{pool}: rank correlation {rho}")
DIFF_BEFORE = Word("原等级", "Grade before")
DIFF_AFTER = Word("现等级", "Grade now")
DIFF_RANK_BEFORE = Word("原名次", "Rank before")
DIFF_RANK_AFTER = Word("现名次", "Rank now")
