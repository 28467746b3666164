"""What 土地动态监测 says: the clause and the next step of each row of the decision table, and its columns."""

from domain.idle import GovernmentCause, IdleJudgement, IdleOutcome
from wording import Language, Word

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
        "送达《闲置土地认定书》，告知听证权利，报批后按价款的百分之二十一次征缴闲置费。",
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
        "合同条件不符合规定或缺少理由，没有生效。请改正年期、价款，或写明理由。",
        "The terms break a bound or lack a reason; the contract is not in force. Correct them or give the reason.",
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


def clause_word(outcome: IdleOutcome, language: str = Language.ZH) -> str:
    """The clause behind an outcome."""
    return CLAUSES[outcome](language)


def next_step_words(judgement: IdleJudgement, language: str = Language.ZH) -> str:
    """What to do next, and why there is no fee where the price is missing."""
    step = NEXT_STEPS[judgement.outcome](language)
    if not judgement.lacks_price:
        return step
    return step + ("" if language == Language.ZH else " ") + LACKS_PRICE(language)
