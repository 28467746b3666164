"""A tiny inventory that fits in one's head, for the tests of the reading copy.

Park SQ: P1 20,000㎡ (30亩) and P2 10,000㎡ (15亩) cleared, P3 40,000㎡ (60亩) producing, P4 without area, raw.
Park YT: P5 6,000㎡ (9亩) stopped, P6 retired. Plot A-01 = P1 offered, A-02 = P2 reserved, A-03 = P5 unlisted.
Plant H1 on P3: unit 1A offered and vacant (5,000㎡), 2A in use. Plant H2 on P5: unit 1A vacant, not on offer.
"""

from collections.abc import Mapping
from typing import Any

import shapely

from domain.audit import Trace
from register.store import Register

TRACE = Trace("officer 李某", "change", "127.0.0.1")
WEST, SOUTH, SIDE = 105.76, 29.45, 0.002


def square(place: int) -> Any:
    """A parcel's outline: squares in a row from the west, with a road between them."""
    west = WEST + place * SIDE
    return shapely.box(west, SOUTH, west + 0.9 * SIDE, SOUTH + SIDE)


def centre(place: int) -> tuple[float, float]:
    """Degrees inside the outline."""
    return WEST + (place + 0.45) * SIDE, SOUTH + SIDE / 2


def fill(register: Register) -> Mapping[str, int]:
    """Write the inventory; returns ids by code."""
    ids: dict[str, int] = {}
    with register.transaction(TRACE) as writer:

        def add(code: str, entity: str, **values: Any) -> None:
            ids[code] = writer.insert(entity, values)

        add("district", "districts", name="大足区")
        add("SQ", "parks", park_code="SQ", name="双桥工业园区", district_id=ids["district"])
        add("YT", "parks", park_code="YT", name="邮亭工业园区", district_id=ids["district"])
        parcels = (
            ("P1", "SQ", "cleared", 20000), ("P2", "SQ", "cleared", 10000), ("P3", "SQ", "producing", 40000),
            ("P4", "SQ", "raw", None), ("P5", "YT", "stopped", 6000), ("P6", "YT", "raw", 5000),
        )  # fmt: skip
        for place, (code, park, stage, area) in enumerate(parcels):
            add(
                code, "parcels", parcel_code=code, short_number=code, park_id=ids[park], stage=stage,
                registered_area_m2=area, land_use="100102", right_holder=f"{code}公司", shape=square(place),
                retired_on="2020-01-01" if code == "P6" else None,
            )  # fmt: skip
        for code, parcel, marketing, price in (("A-01", "P1", "offered", 12), ("A-02", "P2", "reserved", 16),
                                               ("A-03", "P5", "unlisted", None)):  # fmt: skip
            park = ids["YT" if parcel == "P5" else "SQ"]
            add(code, "plots", plot_code=code, park_id=park, marketing=marketing, price_10k_yuan_per_mu=price,
                industries=["36", "38"], name=f"{code}地块", reserved_for="某集团")  # fmt: skip
            add(f"{code}/{parcel}", "plot_parcels", plot_id=ids[code], parcel_id=ids[parcel])
        add("H1", "plants", plant_code="H1", name="一号厂房", park_id=ids["SQ"], parcel_id=ids["P3"],
            shape=square(2).buffer(-0.0003))  # fmt: skip
        add("H1/1", "floors", plant_id=ids["H1"], floor_no=1, storey_height_m=9, load_kg_per_m2=2000)
        add("H1/2", "floors", plant_id=ids["H1"], floor_no=2, storey_height_m=12)
        add("H1/1A", "units", floor_id=ids["H1/1"], unit_code="1A", marketing="offered", occupancy="vacant",
            floor_area_m2=5000, rent_yuan_per_m2_month=10)  # fmt: skip
        add("H1/2A", "units", floor_id=ids["H1/2"], unit_code="2A", marketing="taken", occupancy="in_use",
            floor_area_m2=3000)  # fmt: skip
        add("H2", "plants", plant_code="H2", park_id=ids["YT"], parcel_id=ids["P5"])
        add("H2/1", "floors", plant_id=ids["H2"], floor_no=1)
        add("H2/1A", "units", floor_id=ids["H2/1"], unit_code="1A", marketing="unlisted", occupancy="vacant",
            floor_area_m2=2000)  # fmt: skip
        add("main", "utility_supplies", supply_code="main", utility="power", park_id=ids["SQ"], capacity=10000,
            capacity_unit="kVA")  # fmt: skip
        add("branch", "utility_supplies", supply_code="branch", utility="power", plot_id=ids["A-01"], capacity=2000,
            capacity_unit="kVA", fed_by_id=ids["main"])  # fmt: skip
        add("r1", "reservations", supply_id=ids["branch"], amount=500, reserved_for="甲公司", until_on="2025-11-30")
        add("r2", "reservations", supply_id=ids["main"], amount=1500, reserved_for="乙公司")
        add("idle", "idle_findings", parcel_id=ids["P5"], state="recognised", recognition_document="渝足认〔2025〕1号",
            recognised_on="2025-10-01", published_on="2025-11-21", withdrawn_on="2025-12-01")  # fmt: skip
        add("underused", "underused_findings", parcel_id=ids["P3"], state="confirmed")
    return ids


def change(register: Register, entity: str, record_id: int, **values: Any) -> None:
    """One edit, as an officer makes it."""
    seen = register.get(entity, record_id)
    assert seen is not None
    with register.transaction(TRACE) as writer:
        writer.update(entity, record_id, seen["version"], values)
