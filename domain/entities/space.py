"""Plant with its floors and units. A unit lies on exactly one floor and takes its height, load and crane."""

from domain.audience import Line
from domain.codes import FireHazard, FireResistance, Marketing, Occupancy, SupplyMode
from domain.columns import Entity, columns_on

_listing = columns_on(Line.LISTING)
_public = columns_on(Line.PUBLIC)
_staff = columns_on(Line.STAFF)

PLANTS = Entity(
    "plants",
    (
        _listing.text("plant_code", is_required=True),
        _listing.text("name"),
        _listing.reference("park_id", "parks", is_required=True),
        _listing.reference("parcel_id", "parcels"),
        _listing.text("address"),
        _listing.text("structure"),
        _listing.integer("built_year"),
        _listing.integer("floor_count"),
        _listing.number("floor_area_m2", "㎡"),
        _listing.number("eaves_height_m", "m"),
        _listing.code("fire_resistance", FireResistance),
        _listing.number("transformer_kva", "kVA"),
        _listing.text("ownership"),  # 产权情况, in words fit for an advertisement
        _listing.text("summary"),
        _listing.text("contact_name"),
        _listing.text("contact_phone"),
        _listing.day("verified_on"),
        _listing.text("verified_by"),
        _staff.text("right_holder"),
        _staff.text("real_estate_unit_code"),
        _staff.text("encumbrance"),
        _staff.text("remark"),
        *_listing.sourced(),
        _listing.shape("MULTIPOLYGON"),
    ),
    code="plant_code",
    park=("park_id",),
    row_line=Line.LISTING,
)

FLOORS = Entity(
    "floors",
    (
        _listing.reference("plant_id", "plants", is_required=True),
        _listing.integer("floor_no", is_required=True),  # 1 = ground, -1 = basement
        _listing.text("label"),  # 夹层 …
        _listing.number("floor_area_m2", "㎡"),
        _listing.number("storey_height_m", "m"),  # 层高
        _listing.number("clear_height_m", "m"),  # 净高
        _listing.number("load_kg_per_m2", "kg/㎡"),
        _listing.text("column_grid"),  # 柱距×跨度, e.g. 8 m × 24 m
        _listing.number("crane_capacity_t", "t"),
        _listing.integer("crane_count", "台"),
        _listing.number("crane_rail_height_m", "m"),
        _listing.number("goods_lift_t", "t"),
        _listing.code("fire_hazard", FireHazard),
        *_listing.sourced(),
    ),
    park=("plant_id",),
    row_line=Line.LISTING,
)

UNITS = Entity(
    "units",
    (
        _listing.reference("floor_id", "floors", is_required=True),
        _public.text("unit_code", is_required=True),  # unique in its plant
        _public.code("marketing", Marketing, is_required=True),
        _listing.code("occupancy", Occupancy, is_required=True),
        _public.number("floor_area_m2", "㎡"),
        _listing.number("lettable_area_m2", "㎡"),
        _listing.number("smallest_let_m2", "㎡"),
        _listing.text("let_group"),  # units let only together share it
        _listing.codes("supply_modes", SupplyMode),
        _listing.number("rent_yuan_per_m2_month", "元/㎡·月"),
        _listing.text("rent_note"),  # tax, 物业 …
        _listing.object("supply_terms"),
        _listing.day("deliverable_on"),
        _listing.day("vacant_since_on"),
        _listing.text("blocking_reason"),
        _staff.text("occupier"),
        _staff.day("lease_ends_on"),
        _staff.text("reserved_for"),
        _staff.day("reserved_until_on"),
        *_listing.sourced(),
    ),
    park=("floor_id",),
    row_line=Line.LISTING,
)
