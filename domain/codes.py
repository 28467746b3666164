"""The code lists of the field. Codes are stored in English; `wording` gives each its words.

Stage, marketing, occupancy and findings are separate fields on purpose: 闲置 (a legal finding), 低效 (a measure)
and 空置 (the occupancy of a plant) are three different truths about the same ground.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where a parcel stands between 生地 and 停产."""

    RAW = "raw"
    CLEARED = "cleared"
    SUPPLIED = "supplied"
    BUILDING = "building"
    PRODUCING = "producing"
    STOPPED = "stopped"


class Marketing(StrEnum):
    """Whether a plot or a plant unit is on offer."""

    OFFERED = "offered"
    RESERVED = "reserved"
    UNLISTED = "unlisted"
    TAKEN = "taken"


class Occupancy(StrEnum):
    """Whether a plant unit is used. A plant with some of each is PARTLY_VACANT (derived, never entered)."""

    VACANT = "vacant"
    PARTLY_VACANT = "partly_vacant"
    IN_USE = "in_use"


class IdleState(StrEnum):
    """State of an idle finding (闲置土地处置办法, 国土资源部令第53号)."""

    SUSPECTED = "suspected"
    RECOGNISED = "recognised"
    CLOSED = "closed"


class UnderusedState(StrEnum):
    """State of an underused finding: a measure flags, an officer confirms."""

    FLAGGED = "flagged"
    CONFIRMED = "confirmed"
    CLOSED = "closed"


class MapColour(StrEnum):
    """The one colour that the map gives a parcel; the order of `domain.colour` decides between them."""

    IDLE = "idle"
    UNDERUSED = "underused"
    OFFERED = "offered"
    RESERVED = "reserved"
    BUILDING = "building"
    PRODUCING = "producing"
    STOPPED = "stopped"
    SUPPLIED = "supplied"
    CLEARED = "cleared"
    RAW = "raw"


class OccupationRole(StrEnum):
    """In what right an enterprise stands on a parcel."""

    RIGHT_HOLDER = "right_holder"
    TENANT = "tenant"
    SUB_TENANT = "sub_tenant"


class Scale(StrEnum):
    """规上 or 规下: annual main-business revenue of 2,000万元 and more, or less, as the statistics office lists it."""

    ABOVE = "above_scale"
    BELOW = "below_scale"


class UtilityKind(StrEnum):
    """What is supplied (or, for sewage, taken away)."""

    POWER = "power"
    WATER = "water"
    GAS = "gas"
    STEAM = "steam"
    SEWAGE = "sewage"


class SupplyMode(StrEnum):
    """How land or plant is supplied (自然资发〔2022〕201号 for the first four)."""

    GRANT = "grant"
    ELASTIC_GRANT = "elastic_grant"
    LONG_LEASE = "long_lease"
    LEASE_THEN_GRANT = "lease_then_grant"
    PLANT_LEASE = "plant_lease"
    PLANT_SALE = "plant_sale"


class LandUse(StrEnum):
    """Industrial and storage classes of 国土空间调查、规划、用途管制用地用海分类 (2023)."""

    INDUSTRIAL_1 = "100101"
    INDUSTRIAL_2 = "100102"
    INDUSTRIAL_3 = "100103"
    MINING = "1002"
    LOGISTICS_1 = "110101"
    LOGISTICS_2 = "110102"
    LOGISTICS_3 = "110103"
    RESERVE_DEPOT = "1102"
    OTHER = "other"


class FireHazard(StrEnum):
    """火灾危险性类别 (GB 50016), 甲 to 戊. Not the fire resistance of the building."""

    JIA = "jia"
    YI = "yi"
    BING = "bing"
    DING = "ding"
    WU = "wu"


class FireResistance(StrEnum):
    """耐火等级 (GB 50016), first to fourth."""

    FIRST = "1"
    SECOND = "2"
    THIRD = "3"
    FOURTH = "4"


class Industry(StrEnum):
    """Two-digit manufacturing divisions of GB/T 4754-2017 that a park admits or a firm belongs to."""

    CHEMICAL = "26"
    PHARMACEUTICAL = "27"
    RUBBER_PLASTIC = "29"
    NON_METALLIC = "30"
    FERROUS = "31"
    NON_FERROUS = "32"
    METAL_PRODUCTS = "33"
    GENERAL_MACHINERY = "34"
    SPECIAL_MACHINERY = "35"
    AUTOMOTIVE = "36"
    OTHER_TRANSPORT = "37"
    ELECTRICAL = "38"
    ELECTRONICS = "39"
    OTHER_MANUFACTURING = "41"
    RECYCLING = "42"
    REPAIR = "43"


class LayerKind(StrEnum):
    """What a reference layer shows; the ground under the parcels is drawn by it."""

    OUTLINE = "outline"
    GREEN = "green"
    WATER = "water"
    ROAD = "road"
    RAIL = "rail"
    ZONE = "zone"
    FACILITY = "facility"


class FacilityKind(StrEnum):
    """Infrastructure to which a plot's straight-line distance is shown."""

    MOTORWAY = "motorway"
    FREIGHT_YARD = "freight_yard"
    RAILWAY_STATION = "railway_station"
    PORT = "port"
    AIRPORT = "airport"
    SUBSTATION = "substation"
    SEWAGE_WORKS = "sewage_works"
    WATER_WORKS = "water_works"
    GAS_STATION = "gas_station"
    HOUSING = "housing"
    HOSPITAL = "hospital"
    FIRE_STATION = "fire_station"


class RankingState(StrEnum):
    """How far a ranking has come: tried, closed by an analyst, released by a reviewer, or replaced by a later one."""

    DRAFT = "draft"
    CLOSED = "closed"
    RELEASED = "released"
    REPLACED = "replaced"


class ObjectionState(StrEnum):
    """What became of a firm's objection to a figure."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"


class DocumentKind(StrEnum):
    """What a file shown with a record is."""

    PHOTO = "photo"
    PLAN = "plan"
    DOCUMENT = "document"


class RowAudience(StrEnum):
    """Who may see a row whose openness is decided one by one (a layer, a document)."""

    PUBLIC = "public"
    STAFF = "staff"


class ContractState(StrEnum):
    """Whether a contract of land is being drawn up, in force, or over."""

    DRAFT = "draft"
    ACTIVE = "active"
    ENDED = "ended"


class CheckStage(StrEnum):
    """When a commitment of 标准地 is checked."""

    COMPLETION = "completion"
    FULL_OUTPUT = "full_output"
    IN_PRODUCTION = "in_production"


class Comparison(StrEnum):
    """How a commitment's value binds."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class LegalTrack(StrEnum):
    """On what ground land is brought back to use; the idle-land law is only one of them."""

    IDLE = "idle"
    UNDERUSED = "underused"
    BREACH = "breach"
    BANKRUPTCY = "bankruptcy"


class DisposalState(StrEnum):
    """How far a disposal case is; no step is skipped."""

    SURVEYED = "surveyed"
    FILED = "filed"
    DETERMINED = "determined"
    PLANNED = "planned"
    APPROVED = "approved"
    EXECUTING = "executing"
    CLOSED = "closed"
    REVIEWED = "reviewed"


class ProblemState(StrEnum):
    """How far a problem of 问题—责任—销号 is; a reopened one is not closed."""

    RAISED = "raised"
    ANSWERED = "answered"
    SOLVED = "solved"
    CLOSED = "closed"
    REOPENED = "reopened"
