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
