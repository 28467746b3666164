"""What water, power, gas, steam and sewage is there, what it costs, and what is promised to whom.

What is promised and what is left are sums over reservation rows, never typed in. A reservation counts on its supply
and on all that feed it.
"""

from domain.audience import Line
from domain.codes import UtilityKind
from domain.columns import Entity, columns_on

_listing = columns_on(Line.LISTING)
_staff = columns_on(Line.STAFF)

UTILITY_SUPPLIES = Entity(
    "utility_supplies",
    (
        _listing.text("supply_code", is_required=True),
        _listing.code("utility", UtilityKind, is_required=True),
        _listing.text("name"),
        # exactly one of the three: what it serves
        _listing.reference("park_id", "parks"),
        _listing.reference("plot_id", "plots"),
        _listing.reference("plant_id", "plants"),
        _listing.number("capacity", "by kind"),  # daily supply: 电 kVA, 水 吨/日, 气 m³/日, 蒸汽 t/h, 污水 t/日
        _listing.text("capacity_unit", is_required=True),
        _listing.text("conditions"),  # 10 kV 接入, DN200, 0.35 MPa …
        _listing.text("supplier"),
        _staff.reference("fed_by_id", "utility_supplies"),
        *_listing.sourced(),
    ),
    code="supply_code",
    park=("park_id", "plot_id", "plant_id"),
    row_line=Line.LISTING,
)

UTILITY_PRICES = Entity(
    "utility_prices",
    (
        _listing.reference("supply_id", "utility_supplies", is_required=True),
        _listing.number("amount", None),
        _listing.text("unit", is_required=True),  # 元/kWh, 元/吨, 元/m³
        _listing.text("user_class"),
        _listing.text("period"),  # 尖峰, 峰, 平, 谷
        _listing.number("tier_from", None),
        _listing.number("tier_to", None),
        _listing.text("tier_unit"),
        _listing.flag("is_tax_included"),
        _listing.flag("is_sewage_included"),
        _listing.text("basic_charge"),
        _listing.day("valid_from_on"),
        _listing.day("valid_to_on"),
        *_listing.sourced(),
    ),
    park=("supply_id",),
    row_line=Line.LISTING,
)

RESERVATIONS = Entity(
    "reservations",
    (
        _staff.reference("supply_id", "utility_supplies", is_required=True),
        _staff.number("amount", "of its supply", is_required=True),
        _staff.text("reserved_for", is_required=True),
        _staff.day("from_on"),
        _staff.day("until_on"),  # last day on which it holds; empty: open end
        _staff.day("released_on"),
        _staff.text("basis"),
        *_staff.sourced(),
    ),
    park=("supply_id",),
    row_line=Line.STAFF,
)
