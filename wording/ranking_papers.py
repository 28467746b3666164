"""The words of the papers of 亩均论英雄: slips, report, workbook, lists."""

from wording import Word

# --- 一企一单
SLIP_TITLE = Word("{year} 年度亩均效益评价数据确认单", "Figures for the ranking of {year}: to be confirmed")
SLIP_KIND = Word("一企一单　编号 {code}", "One firm, one slip · {code}")
SLIP_FIRM = Word("企业", "Firm")
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
BOOK_SUMMARY = Word("等级汇总", "Classes")
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
