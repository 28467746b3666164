"""The word of every code and every role."""

from enum import StrEnum

from domain.audience import Role
from domain.codes import (
    CheckStage,
    Comparison,
    ContractState,
    DisposalState,
    DocumentKind,
    FacilityKind,
    FireHazard,
    FireResistance,
    IdleState,
    Industry,
    LandUse,
    LayerKind,
    LegalTrack,
    MapColour,
    Marketing,
    ObjectionState,
    Occupancy,
    OccupationRole,
    ProblemState,
    RankingState,
    RowAudience,
    Scale,
    Stage,
    SupplyMode,
    UnderusedState,
    UtilityKind,
)
from domain.commitments import CommitmentStanding
from domain.idle import GovernmentCause, IdleOutcome
from wording import Language, Word
from wording.ranking import RANKING_CODES

CODES: dict[type[StrEnum], dict[StrEnum, Word]] = {
    Stage: {
        Stage.RAW: Word("生地", "Raw land"),
        Stage.CLEARED: Word("净地", "Cleared"),
        Stage.SUPPLIED: Word("供地", "Supplied"),
        Stage.BUILDING: Word("在建", "Under construction"),
        Stage.PRODUCING: Word("投产", "In production"),
        Stage.STOPPED: Word("停产", "Stopped"),
    },
    Marketing: {
        Marketing.UNLISTED: Word("未推", "Not listed"),
        Marketing.OFFERED: Word("推介", "On offer"),
        Marketing.RESERVED: Word("预留", "Reserved"),
        Marketing.TAKEN: Word("已供", "Taken"),
    },
    Occupancy: {
        Occupancy.IN_USE: Word("在用", "In use"),
        Occupancy.VACANT: Word("空置", "Vacant"),
        Occupancy.PARTLY_VACANT: Word("部分空置", "Partly vacant"),
    },
    IdleState: {
        IdleState.SUSPECTED: Word("疑似闲置", "Suspected idle"),
        IdleState.RECOGNISED: Word("认定闲置", "Recognised idle"),
        IdleState.CLOSED: Word("已销号", "Closed"),
    },
    GovernmentCause: {
        GovernmentCause.UNKNOWN: Word("尚未核查", "Not examined"),
        GovernmentCause.NO: Word("经核查无政府原因", "None found"),
        GovernmentCause.YES: Word("经核实为政府原因", "Confirmed"),
    },
    IdleOutcome: {
        IdleOutcome.NONE: Word("无需处置", "Nothing to do"),
        IdleOutcome.NOT_DUE: Word("未到期", "Not due yet"),
        IdleOutcome.OVERDUE: Word("逾期未动工", "Start overdue"),
        IdleOutcome.SUSPECTED_IDLE: Word("涉嫌闲置", "Suspected idle"),
        IdleOutcome.IDLE_HOLDER: Word("闲置（企业原因）", "Idle through the holder"),
        IdleOutcome.IDLE_TWO_YEARS: Word("闲置满两年", "Idle for two years"),
        IdleOutcome.IDLE_GOVERNMENT: Word("闲置（政府原因）", "Idle through government"),
        IdleOutcome.MAY_RECOGNISE: Word("可认定闲置", "May be recognised as idle"),
        IdleOutcome.NOT_IDLE: Word("非闲置（面积、投资已足）", "Not idle: area and investment suffice"),
        IdleOutcome.NOT_IDLE_COMPLETED: Word("非闲置（已竣工）", "Not idle: completed"),
    },
    ContractState: {
        ContractState.DRAFT: Word("拟订", "Draft"),
        ContractState.ACTIVE: Word("生效", "In force"),
        ContractState.ENDED: Word("终止", "Ended"),
    },
    CheckStage: {
        CheckStage.COMPLETION: Word("竣工", "On completion"),
        CheckStage.FULL_OUTPUT: Word("达产", "On full output"),
        CheckStage.IN_PRODUCTION: Word("在产", "In production"),
    },
    Comparison: {
        Comparison.AT_LEAST: Word("不低于", "At least"),
        Comparison.AT_MOST: Word("不高于", "At most"),
    },
    CommitmentStanding: {
        CommitmentStanding.MET: Word("达标", "Met"),
        CommitmentStanding.MISSED: Word("未达标", "Missed"),
        CommitmentStanding.OVERDUE: Word("逾期未核验", "Check overdue"),
        CommitmentStanding.OPEN: Word("未到核验期", "Not due yet"),
    },
    LegalTrack: {
        LegalTrack.IDLE: Word("闲置土地处置", "Idle-land law"),
        LegalTrack.UNDERUSED: Word("低效用地再开发", "Underused land"),
        LegalTrack.BREACH: Word("合同违约", "Breach of contract"),
        LegalTrack.BANKRUPTCY: Word("破产处置", "Bankruptcy"),
    },
    DisposalState: {
        DisposalState.SURVEYED: Word("排查", "Surveyed"),
        DisposalState.FILED: Word("建档", "Filed"),
        DisposalState.DETERMINED: Word("认定", "Determined"),
        DisposalState.PLANNED: Word("方案", "Planned"),
        DisposalState.APPROVED: Word("批准", "Approved"),
        DisposalState.EXECUTING: Word("实施", "Under way"),
        DisposalState.CLOSED: Word("销号", "Closed"),
        DisposalState.REVIEWED: Word("复核", "Reviewed"),
    },
    ProblemState: {
        ProblemState.RAISED: Word("待回应", "Raised"),
        ProblemState.ANSWERED: Word("已回应", "Answered"),
        ProblemState.SOLVED: Word("待销号", "Solved"),
        ProblemState.CLOSED: Word("已销号", "Closed"),
        ProblemState.REOPENED: Word("重新打开", "Reopened"),
    },
    UnderusedState: {
        UnderusedState.FLAGGED: Word("待确认", "Flagged"),
        UnderusedState.CONFIRMED: Word("已确认", "Confirmed"),
        UnderusedState.CLOSED: Word("已销号", "Closed"),
    },
    MapColour: {
        MapColour.IDLE: Word("闲置", "Idle"),
        MapColour.UNDERUSED: Word("低效", "Underused"),
        MapColour.OFFERED: Word("可供", "On offer"),
        MapColour.RESERVED: Word("预留", "Reserved"),
        MapColour.BUILDING: Word("在建", "Under construction"),
        MapColour.PRODUCING: Word("投产", "In production"),
        MapColour.STOPPED: Word("停产", "Stopped"),
        MapColour.SUPPLIED: Word("供地", "Supplied"),
        MapColour.CLEARED: Word("净地", "Cleared"),
        MapColour.RAW: Word("生地", "Raw land"),
    },
    RankingState: {
        RankingState.DRAFT: Word("试算稿", "Draft"),
        RankingState.CLOSED: Word("已关账", "Closed"),
        RankingState.RELEASED: Word("已公布", "Released"),
        RankingState.REPLACED: Word("已被替换", "Replaced"),
    },
    ObjectionState: {
        ObjectionState.OPEN: Word("待核", "Open"),
        ObjectionState.UPHELD: Word("采纳", "Upheld"),
        ObjectionState.REJECTED: Word("不采纳", "Rejected"),
    },
    OccupationRole: {
        OccupationRole.RIGHT_HOLDER: Word("土地使用权人", "Right holder"),
        OccupationRole.TENANT: Word("承租", "Tenant"),
        OccupationRole.SUB_TENANT: Word("转租", "Sub-tenant"),
    },
    Scale: {
        Scale.ABOVE: Word("规上", "Above designated size"),
        Scale.BELOW: Word("规下", "Below designated size"),
    },
    UtilityKind: {
        UtilityKind.POWER: Word("供电", "Power"),
        UtilityKind.WATER: Word("供水", "Water"),
        UtilityKind.GAS: Word("天然气", "Gas"),
        UtilityKind.STEAM: Word("蒸汽", "Steam"),
        UtilityKind.SEWAGE: Word("污水处理", "Sewage"),
    },
    SupplyMode: {
        SupplyMode.GRANT: Word("出让", "Grant"),
        SupplyMode.ELASTIC_GRANT: Word("弹性年期出让", "Grant of a flexible term"),
        SupplyMode.LONG_LEASE: Word("长期租赁", "Long lease"),
        SupplyMode.LEASE_THEN_GRANT: Word("先租后让", "Lease, then grant"),
        SupplyMode.PLANT_LEASE: Word("厂房租赁", "Lease of plant"),
        SupplyMode.PLANT_SALE: Word("厂房出售", "Sale of plant"),
    },
    LandUse: {
        LandUse.INDUSTRIAL_1: Word("一类工业用地", "Industrial land, class 1"),
        LandUse.INDUSTRIAL_2: Word("二类工业用地", "Industrial land, class 2"),
        LandUse.INDUSTRIAL_3: Word("三类工业用地", "Industrial land, class 3"),
        LandUse.MINING: Word("采矿用地", "Mining land"),
        LandUse.LOGISTICS_1: Word("一类物流仓储用地", "Logistics land, class 1"),
        LandUse.LOGISTICS_2: Word("二类物流仓储用地", "Logistics land, class 2"),
        LandUse.LOGISTICS_3: Word("三类物流仓储用地", "Logistics land, class 3"),
        LandUse.RESERVE_DEPOT: Word("储备库用地", "Reserve depot"),
        LandUse.OTHER: Word("其他用地", "Other"),
    },
    FireHazard: {
        FireHazard.JIA: Word("甲类", "Class A (jia)"),
        FireHazard.YI: Word("乙类", "Class B (yi)"),
        FireHazard.BING: Word("丙类", "Class C (bing)"),
        FireHazard.DING: Word("丁类", "Class D (ding)"),
        FireHazard.WU: Word("戊类", "Class E (wu)"),
    },
    FireResistance: {
        FireResistance.FIRST: Word("一级", "Grade 1"),
        FireResistance.SECOND: Word("二级", "Grade 2"),
        FireResistance.THIRD: Word("三级", "Grade 3"),
        FireResistance.FOURTH: Word("四级", "Grade 4"),
    },
    Industry: {
        Industry.CHEMICAL: Word("化学原料和化学制品制造业", "Chemicals"),
        Industry.PHARMACEUTICAL: Word("医药制造业", "Pharmaceuticals"),
        Industry.RUBBER_PLASTIC: Word("橡胶和塑料制品业", "Rubber and plastics"),
        Industry.NON_METALLIC: Word("非金属矿物制品业", "Non-metallic minerals"),
        Industry.FERROUS: Word("黑色金属冶炼和压延加工业", "Iron and steel"),
        Industry.NON_FERROUS: Word("有色金属冶炼和压延加工业", "Non-ferrous metals"),
        Industry.METAL_PRODUCTS: Word("金属制品业", "Metal products"),
        Industry.GENERAL_MACHINERY: Word("通用设备制造业", "General machinery"),
        Industry.SPECIAL_MACHINERY: Word("专用设备制造业", "Special machinery"),
        Industry.AUTOMOTIVE: Word("汽车制造业", "Motor vehicles"),
        Industry.OTHER_TRANSPORT: Word("铁路、船舶、航空航天和其他运输设备制造业", "Other transport equipment"),
        Industry.ELECTRICAL: Word("电气机械和器材制造业", "Electrical machinery"),
        Industry.ELECTRONICS: Word("计算机、通信和其他电子设备制造业", "Electronics"),
        Industry.OTHER_MANUFACTURING: Word("其他制造业", "Other manufacturing"),
        Industry.RECYCLING: Word("废弃资源综合利用业", "Recycling"),
        Industry.REPAIR: Word("金属制品、机械和设备修理业", "Repair of machinery"),
    },
    LayerKind: {
        LayerKind.OUTLINE: Word("园区范围", "Outline of a park"),
        LayerKind.GREEN: Word("绿地", "Green"),
        LayerKind.WATER: Word("水系", "Water"),
        LayerKind.ROAD: Word("道路", "Roads"),
        LayerKind.RAIL: Word("铁路", "Railway"),
        LayerKind.ZONE: Word("规划分区", "Planning zones"),
        LayerKind.FACILITY: Word("设施", "Facilities"),
    },
    FacilityKind: {
        FacilityKind.MOTORWAY: Word("高速互通", "Motorway junction"),
        FacilityKind.FREIGHT_YARD: Word("铁路货运站", "Freight yard"),
        FacilityKind.RAILWAY_STATION: Word("铁路客运站", "Railway station"),
        FacilityKind.PORT: Word("港口", "Port"),
        FacilityKind.AIRPORT: Word("机场", "Airport"),
        FacilityKind.SUBSTATION: Word("变电站", "Substation"),
        FacilityKind.SEWAGE_WORKS: Word("污水处理厂", "Sewage works"),
        FacilityKind.WATER_WORKS: Word("水厂", "Water works"),
        FacilityKind.GAS_STATION: Word("燃气门站", "Gas gate station"),
        FacilityKind.HOUSING: Word("保障性住房", "Public housing"),
        FacilityKind.HOSPITAL: Word("医院", "Hospital"),
        FacilityKind.FIRE_STATION: Word("消防站", "Fire station"),
    },
    DocumentKind: {
        DocumentKind.PHOTO: Word("照片", "Photo"),
        DocumentKind.PLAN: Word("图纸", "Plan"),
        DocumentKind.DOCUMENT: Word("文件", "Document"),
    },
    RowAudience: {
        RowAudience.PUBLIC: Word("公开", "Public"),
        RowAudience.STAFF: Word("内部", "Staff only"),
    },
    Role: {
        Role.VISITOR: Word("访客", "Visitor"),
        Role.INVESTOR: Word("投资者", "Investor"),
        Role.OFFICER: Word("园区经办", "Land officer"),
        Role.REVIEWER: Word("审核", "Reviewer"),
        Role.ANALYST: Word("分析", "Analyst"),
        Role.ADMINISTRATOR: Word("系统管理", "Administrator"),
    },
    **RANKING_CODES,
}

#: Shorter names of the industries, as chips and lists print them.
_SHORT_INDUSTRY: dict[Industry, Word] = {
    Industry.CHEMICAL: Word("化工", "Chemicals"),
    Industry.PHARMACEUTICAL: Word("医药", "Pharmaceuticals"),
    Industry.RUBBER_PLASTIC: Word("橡胶塑料", "Rubber and plastics"),
    Industry.NON_METALLIC: Word("非金属矿物制品", "Non-metallic minerals"),
    Industry.FERROUS: Word("黑色金属", "Iron and steel"),
    Industry.NON_FERROUS: Word("有色金属", "Non-ferrous metals"),
    Industry.METAL_PRODUCTS: Word("金属制品", "Metal products"),
    Industry.GENERAL_MACHINERY: Word("通用设备", "General machinery"),
    Industry.SPECIAL_MACHINERY: Word("专用设备", "Special machinery"),
    Industry.AUTOMOTIVE: Word("汽车", "Motor vehicles"),
    Industry.OTHER_TRANSPORT: Word("其他运输设备", "Other transport"),
    Industry.ELECTRICAL: Word("电气机械", "Electrical machinery"),
    Industry.ELECTRONICS: Word("电子信息", "Electronics"),
    Industry.OTHER_MANUFACTURING: Word("其他制造", "Other manufacturing"),
    Industry.RECYCLING: Word("资源综合利用", "Recycling"),
    Industry.REPAIR: Word("设备修理", "Repair"),
}


def code_word(codes: type[StrEnum], code: str, language: str = Language.ZH, *, short: bool = False) -> str:
    """The word of a code of a list; a code that the list does not know is shown as it is."""
    try:
        member = codes(code)
    except ValueError:
        return code
    if short and member in _SHORT_INDUSTRY:
        return _SHORT_INDUSTRY[Industry(member)](language)
    return CODES[codes][member](language)


def map_words(language: str = Language.ZH) -> dict[str, str]:
    """The word of each map colour, for legend, map script and chips."""
    return {code.value: word(language) for code, word in CODES[MapColour].items()}
