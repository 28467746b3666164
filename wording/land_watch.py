"""What 土地动态监测 says: the clause and the next step of each row of the decision table, and its columns."""

from decimal import Decimal
from fractions import Fraction

from domain.idle import GovernmentCause, IdleJudgement, IdleOutcome
from wording import Language, Word
from wording.numbers import number

#: The columns of a file of cases.
CASE_COLUMNS: dict[str, Word] = {
    "parcel_id": Word("宗地", "Parcel"),
    "agreed_start_on": Word("约定动工日期", "Agreed start"),
    "price_10k_yuan": Word("出让或划拨价款", "Price paid"),
    "started_on": Word("动工开发日期", "Start of development"),
    "developed_area_ratio": Word("已开发面积占比", "Share of area developed"),
    "invested_ratio": Word("已投资额占比", "Share of investment made"),
    "suspended_on": Word("中止开发日期", "Suspended on"),
    "government_cause": Word("政府原因", "Government cause"),
    "completed_on": Word("竣工日期", "Completed on"),
}

_CONTRACT = Word("合同约定的动工开发日期", "Start of development agreed in the contract")
_ARTICLE_2_1 = Word(
    "《闲置土地处置办法》第二条第一款、第五条", "Measures for Disposal of Idle Land, Art. 2 para. 1, Art. 5"
)

#: The clause behind each row.
CLAUSES: dict[IdleOutcome, Word] = {
    IdleOutcome.NONE: Word("《闲置土地处置办法》第二条", "Measures for Disposal of Idle Land, Art. 2"),
    IdleOutcome.NOT_DUE: _CONTRACT,
    IdleOutcome.OVERDUE: _CONTRACT,
    IdleOutcome.SUSPECTED_IDLE: _ARTICLE_2_1,
    IdleOutcome.IDLE_HOLDER: Word(
        "《闲置土地处置办法》第十四条第（一）项", "Measures for Disposal of Idle Land, Art. 14 (1)"
    ),
    IdleOutcome.IDLE_TWO_YEARS: Word(
        "《闲置土地处置办法》第十四条第（二）项", "Measures for Disposal of Idle Land, Art. 14 (2)"
    ),
    IdleOutcome.IDLE_GOVERNMENT: Word(
        "《闲置土地处置办法》第八条、第十二条", "Measures for Disposal of Idle Land, Art. 8, Art. 12"
    ),
    IdleOutcome.MAY_RECOGNISE: Word(
        "《闲置土地处置办法》第二条第二款、第十二条", "Measures for Disposal of Idle Land, Art. 2 para. 2, Art. 12"
    ),
    IdleOutcome.NOT_IDLE: Word(
        "《闲置土地处置办法》第二条第二款", "Measures for Disposal of Idle Land, Art. 2 para. 2"
    ),
    IdleOutcome.NOT_IDLE_COMPLETED: Word("《闲置土地处置办法》第二条", "Measures for Disposal of Idle Land, Art. 2"),
}

#: What to do next. The program proposes; an officer decides, with document number and day of service.
NEXT_STEPS: dict[IdleOutcome, Word] = {
    IdleOutcome.NONE: Word("无需处置。", "Nothing to do."),
    IdleOutcome.NOT_DUE: Word("提醒按约定日期动工。", "Remind the holder of the agreed start."),
    IdleOutcome.OVERDUE: Word(
        "催告动工，按合同追究违约责任；满一年仍未动工的，按闲置土地调查。",
        "Press for the start and claim the contract's penalty; investigate as idle land after a full year.",
    ),
    IdleOutcome.SUSPECTED_IDLE: Word(
        "立案调查，在期限内送达《闲置土地调查通知书》，核查是否属政府原因。",
        "Open an investigation, serve the notice of investigation in time, examine whether government caused it.",
    ),
    IdleOutcome.IDLE_HOLDER: Word(
        "送达《闲置土地认定书》，告知听证权利，报批后按土地价款的 20% 征缴闲置费，只征一次。",
        "Serve the recognition, tell of the right to a hearing, and once approved levy the fee of 20 % of the price.",
    ),
    IdleOutcome.IDLE_TWO_YEARS: Word(
        "不再征缴闲置费；查明抵押、查封，告知听证权利，报有批准权的人民政府批准后无偿收回。",
        "No fee. Check mortgage and seizure, tell of the right to a hearing, propose reclaiming without compensation.",
    ),
    IdleOutcome.IDLE_GOVERNMENT: Word(
        "不征缴闲置费，不收回；按第十二条协商延期、调整用途、临时使用或协议收回，签订补充协议后重新起算动工日期。",
        "No fee, no reclaiming. Agree on one of the ways of Art. 12; a supplementary agreement restarts the clock.",
    ),
    IdleOutcome.MAY_RECOGNISE: Word(
        "可以认定闲置，按第十二条处置；不适用第十四条闲置费，合同另有约定的从其约定。",
        "It may be recognised as idle and is handled under Art. 12; no fee under Art. 14, but check the contract.",
    ),
    IdleOutcome.NOT_IDLE: Word(
        "不属闲置土地；按合同督促复工，或按低效用地评价。",
        "Not idle land. Press for resumption under the contract, or assess it as underused.",
    ),
    IdleOutcome.NOT_IDLE_COMPLETED: Word(
        "不属闲置土地；停产、空置的按闲置厂房或低效用地处理。",
        "Not idle land. Where nothing is produced, treat it as vacant plant or underused land.",
    ),
}

#: Sentence of each refusal.
REFUSALS: dict[str, Word] = {
    "CaseIncomplete": Word(
        "没有写明“{field}”，不足以判定。请补充。", "“{field}” is not given, so nothing can be judged. Complete it."
    ),
    "NothingFound": Word(
        "按今日台账，合同 {code} 没有可登记的闲置情形，记录未改动。请核对动工、中止和竣工日期。",
        "As the record stands today, contract {code} gives no such ground; nothing was changed. Check its days.",
    ),
    "FindingOpen": Word(
        "宗地 {code} 已有未销号的闲置记录，没有重复登记。请在原记录上办理。",
        "Parcel {code} has a finding that is not closed; no second one was made. Continue with that one.",
    ),
    "CauseUnexamined": Word(
        "合同 {code} 尚未核查是否属政府原因，不能认定，记录未改动。请先核查并录入。",
        "Nobody examined whether government caused the delay of {code}; nothing was changed. Examine it first.",
    ),
    "ExtensionTooLong": Word(
        "延期最长一年，动工日期最迟为 {latest}，记录未改动。请改正。",
        "The start is put off by a year at most, until {latest}; nothing was changed. Correct it.",
    ),
    "OwnCase": Word(
        "不能由登记人或责任人本人确认、销号，记录未改动。请由其他审核人员办理。",
        "Nobody confirms or closes what is his own; nothing was changed. Ask another reviewer.",
    ),
    "FilesMissing": Word(
        "案件 {code} 尚缺：{columns}，记录未改动。请补齐后再办理。",
        "Case {code} still lacks: {columns}; nothing was changed. Complete it first.",
    ),
    "NotDetermined": Word(
        "案件 {code} 的宗地没有已认定的闲置或已确认的低效记录，不能进入认定，记录未改动。",
        "The parcel of case {code} has no recognised idle or confirmed underused finding; nothing was changed.",
    ),
    "RouteUnknown": Word(
        "没有名为“{route}”的盘活路径，记录未改动。可用：{routes}。",
        "There is no route “{route}”; nothing was changed. Known are: {routes}.",
    ),
    "CapacityExceeded": Word(
        "{code} 只余 {available} {unit}，不足 {wanted} {unit}，没有预留。请减少用量或缩短期限。",
        "{code} has {available} {unit} left, less than {wanted} {unit}; nothing was promised. Ask for less.",
    ),
    "CapacityUnknown": Word(
        "{code} 的供应能力没有记录，不能预留。请先补录能力。",
        "The capacity of {code} is not on record, so nothing can be promised. Enter it first.",
    ),
    "ReviewMissing": Word(
        "合同 {code} 含优惠条件，须先有公平竞争审查结论，没有生效。请补录审查文号和日期。",
        "Contract {code} holds incentives and needs its fair-competition review; it is not in force. Enter the review.",
    ),
    "TermsRefused": Word(
        "合同条件不符合规定或缺少理由，没有生效：{findings}请改正，或写明理由。",
        "The terms break a bound or lack a reason; the contract is not in force. {findings} Mend them or say why.",
    ),
}

LACKS_PRICE = Word(
    "闲置费未算：没有土地价款，请补录。", "The fee was not reckoned: the price of the land is missing, enter it."
)

JUDGED = Word("读取 {read} 行，判定 {judged} 行，未判定 {refused} 行。结果：{path}",
              "{read} rows read, {judged} judged, {refused} not. Findings: {path}")  # fmt: skip


#: The cause as it is published with a recognised finding (第十一条).
CAUSES: dict[GovernmentCause, Word] = {
    GovernmentCause.UNKNOWN: Word("原因尚未核查", "Cause not examined"),
    GovernmentCause.NO: Word("企业原因", "The holder's"),
    GovernmentCause.YES: Word("政府原因", "The government's"),
}


def cause_word(cause: GovernmentCause, language: str = Language.ZH) -> str:
    """Whose delay it is."""
    return CAUSES[cause](language)


def cut_percent(share: Fraction) -> str:
    """Per cent with two decimals, cut and not rounded: what is short of a third must not read as more.

    >>> cut_percent(Fraction(2, 3)), cut_percent(Fraction(9, 10))
    ('66.66%', '90%')
    """
    return f"{number(Decimal(int(share * 10_000)) / 100)}%"


def clause_word(outcome: IdleOutcome, language: str = Language.ZH) -> str:
    """The clause behind an outcome."""
    return CLAUSES[outcome](language)


def next_step_words(judgement: IdleJudgement, language: str = Language.ZH) -> str:
    """What to do next, and why there is no fee where the price is missing."""
    step = NEXT_STEPS[judgement.outcome](language)
    if not judgement.lacks_price:
        return step
    return step + ("" if language == Language.ZH else " ") + LACKS_PRICE(language)


# --- 土地动态监测: the page
PAGE = Word("土地动态监测", "Land watch")
SUMMARY = Word(
    "{day}　在监合同 {n} 份　待登记 {open} 宗　待认定 {suspected} 宗　已认定 {recognised} 宗",
    "{day}: {n} contracts watched, {open} to record, {suspected} to recognise, {recognised} recognised",
)
SHOW = {"todo": Word("需办理", "To do"), "all": Word("全部合同", "All contracts")}
NUMBER = Word("编号", "No.")
HOLDER = Word("土地使用权人", "Right holder")
AREA = Word("面积", "Area")
JUDGED_AS = Word("今日判定", "Judged today")
DUE = Word("期限", "Due")
FEE = Word("闲置费", "Fee")
FINDING = Word("台账记录", "On record")
CONTRACTS = Word("在监合同", "Contracts watched")
NOTHING_TO_DO = Word("没有需要办理的宗地。可切换到全部合同查看。", "Nothing needs doing. Switch to all contracts.")
NO_CONTRACT = Word("本园区尚无生效合同。请先在经办台录入合同。", "No contract is in force here yet. Enter one first.")
CHOOSE = Word(
    "在左侧选择一份合同，查看判定依据和下一步。", "Choose a contract on the left to see its ground and next step."
)
PROPOSED = Word("以上为系统按台账提出的建议；认定、征缴和收回由经办人员凭文书登记。",
                "The program proposes; officers record recognition, fee and reclaiming on their papers.")  # fmt: skip
CLAUSE, NEXT = Word("适用条款", "Clause"), Word("下一步", "Next step")
ON_MAP = Word("在一张图查看", "Show on the map")
LACKS = Word("缺少“{field}”，今日无法判定", "“{field}” is missing: not judged")
CLOCK_FIRST = Word("约定动工后第一年", "First year")
CLOCK_SECOND = Word("第二年", "Second year")
CLOCK_SUSPENDED = Word("中止后第一年", "First year suspended")
CLOCK_TODAY = Word("今天", "Today")
CLOCK = Word("法定时钟", "Legal clock")
RATIOS = Word("面积 {area}，投资 {invested}", "area {area}, investment {invested}")
PROGRESS = Word("已动工占比", "Share done")

COMMITMENTS = Word("合同承诺", "Commitments")
COMMITTED = Word("{comparison} {value} {unit}", "{comparison} {value} {unit}")

# --- what is done at the page
RECORD_TITLE = Word("登记疑似闲置", "Record as suspected")
CONFIRM_TITLE = Word("认定闲置土地", "Recognise as idle")
PUBLISH_TITLE = Word("公开闲置信息", "Publish")
CLOSE_TITLE = Word("销号", "Close")
NOTICE_NUMBER = Word("调查通知书文号", "Number of the notice")
NOTICE_ON = Word("通知书日期", "Date of the notice")
SERVED_ON = Word("送达日期", "Served on")
RECOGNITION_NUMBER = Word("认定书文号", "Number of the recognition")
RECOGNITION_ON = Word("认定书日期", "Date of the recognition")
PUBLISH_NUMBER = Word("公开审批文号", "Number of the approval")
PUBLISH_ON = Word("审批日期", "Date of the approval")
CLOSE_NUMBER = Word("补充协议或处置文号", "Number of the agreement or other paper")
CLOSE_ON = Word("文书日期", "Its date")
NEW_START = Word("重新约定的动工日期（空白为不重新起算）", "New agreed start (blank: the clock is not restarted)")
RECORDED = Word("已登记疑似闲置：{code}", "Recorded as suspected: {code}")
CONFIRMED = Word("已认定闲置：{code}", "Recognised as idle: {code}")
PUBLISHED = Word("已公开：{code}", "Published: {code}")
CLOSED = Word("已销号：{code}", "Closed: {code}")
WAITS_FOR_REVIEWER = Word("已登记，待审核人员凭认定书认定。", "Recorded; a reviewer recognises it on its paper.")
WAITS_FOR_OFFICER = Word("待园区经办登记。", "An officer of the park records it.")
ON_SHOW = Word("自 {day} 起公开", "Published since {day}")

# --- 闲置土地公告: the public page
NOTICES = Word("闲置土地公告", "Idle land notices")
NOTICES_ABOUT = Word(
    "依照《闲置土地处置办法》第十一条公开已认定的闲置土地，处置完毕后撤下。",
    "Recognised idle land, published under Art. 11 of the Measures for Disposal of Idle Land until disposed of.",
)
NOTICES_COUNT = Word("共 {n} 宗，{area}亩", "{n} parcels, {area}亩")
NO_NOTICE = Word("目前没有公开期内的闲置土地。", "No idle land is within its window of publication.")
PLACE, PARK = Word("坐落", "Location"), Word("园区", "Park")
IDLE_FROM, CAUSE = Word("闲置起始日", "Idle from"), Word("闲置原因", "Cause")
PUBLISHED_ON = Word("公开日期", "Published on")
PARCEL_CODE = Word("宗地代码", "Parcel code")

# --- 存量盘活: the board
BOARD = Word("存量盘活", "Land disposal")
BOARD_SUMMARY = Word("{year} 年度计划　在办 {n} 宗，{area}亩", "{year}: {n} parcels under way, {area}亩")
TARGET = Word("年度任务 {target}亩", "Target of the year {target}亩")
NO_TARGET = Word("本范围没有公布的年度任务", "No target is set for this choice")
DISPOSED = Word("已销号 {area}亩，{share}", "closed {area}亩, {share}")
REMAINS = Word("还差 {area}亩；在办 {under_way}亩", "{area}亩 to go; {under_way}亩 under way")
NO_ROUTE = Word("未定路径", "No route yet")
ROUTE, TOTAL = Word("盘活路径", "Route"), Word("合计", "Total")
ALL_PARKS = Word("全部园区", "All parks")
OPEN_PARCELS = Word("{what}　{n} 宗　{area}亩", "{what}: {n} parcels, {area}亩")
CASES = Word("案件", "Cases")
CASE_CODE, CASE_STATE, SINCE = Word("案件编号", "Case"), Word("阶段", "State"), Word("阶段起始日", "Since")
RESPONSIBLE = Word("责任人", "Responsible")
TRACK = Word("法定依据", "Ground")
NO_CASE = Word("没有符合条件的案件。", "No case matches.")
MISSING_AREA = Word("另有 {n} 宗没有登记面积，未计入", "{n} parcels without registered area are not counted")
MOVE_TO = Word("推进到“{state}”", "Move on to “{state}”")
MOVED = Word("{code} 已推进到“{state}”", "{code} moved on to “{state}”")
PAPER_NUMBER, PAPER_ON = Word("依据文号", "Document number"), Word("依据日期", "Date of the document")
BY_REVIEWER = Word("由审核人员办理，责任人本人不能销号。", "A reviewer does this; nobody closes his own case.")
FINISHED = Word("已复核，办理完毕。", "Reviewed and done.")
PROBLEMS = Word("问题—责任—销号", "Problems")
PROBLEMS_ABOUT = Word("办结率 {share}，要求不低于 {least}", "{share} closed, {least} required")
PROBLEM, RAISED_AT, ANSWER_BY, SOLVE_BY = (
    Word("问题", "Problem"), Word("提出时间", "Raised"), Word("回应期限", "Answer by"), Word("解决期限", "Solve by"),
)  # fmt: skip
PROBLEM_STATE, PROBLEM_CODE = Word("状态", "State"), Word("问题编号", "Problem no.")
LATE = Word("逾期", "late")
PROVISIONAL = Word("暂估", "provisional")
NO_PROBLEM = Word("目前没有登记的问题。", "No problem is on the list.")

RAISE = Word("登记问题", "Raise a problem")
WHICH_PARCEL, WHAT = Word("宗地", "Parcel"), Word("问题描述", "What is wrong")
UNIT, WHO, DUE_ON = (
    Word("责任单位", "Unit"),
    Word("责任人账号", "Account of the responsible"),
    Word("办理期限", "Due on"),
)
OCCASION = Word("提出缘由（走访、现场交办等）", "Occasion: a visit, an assignment")
PROBLEM_DEEDS: dict[str, Word] = {
    "answer": Word("登记回应", "Record the answer"),
    "solve": Word("登记解决方案", "Record the solution"),
    "close": Word("问题销号", "Close the problem"),
    "reopen": Word("重新打开", "Reopen"),
}
PROBLEM_TEXTS: dict[str, Word] = {
    "answer": Word("回应内容", "Answer"),
    "solve": Word("解决方案", "Solution"),
    "close": Word("销号凭证文号", "Number of the evidence"),
    "reopen": Word("重新打开的原因", "Why it is opened again"),
}
EVIDENCE_ON = Word("凭证日期", "Date of the evidence")
PROBLEM_DONE = Word("{code}：{what}", "{code}: {what}")
