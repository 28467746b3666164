"""Plants inside their parcels, with floors and units: in use, vacant on offer, vacant and held back."""

from random import Random
from typing import Any

from shapely import affinity
from shapely.geometry import MultiPolygon

from data.parcels.estate import Estate
from data.parcels.footprints import draw_halls
from data.parcels.names import phone, real_estate_unit_code
from data.parcels.rows import SOURCE
from data.parcels.sample_parcels import Lot
from data.parcels.table import CHEMICAL, SHUANGQIAO, YOUTING
from data.parcels.vacancy import VacantPlant
from data.parcels.vacant_plants import VACANT

_COUNT = {SHUANGQIAO: 96, YOUTING: 36, CHEMICAL: 6}
_COVER = {"underused": 0.42, "stopped": 0.58, "building": 0.5}
_SECOND_HALL_M2 = 2_000
_GRIDS = ("8 m × 24 m", "8 m × 18 m", "7.5 m × 21 m", "9 m × 30 m", "12 m × 24 m")


def add_plants(estate: Estate) -> None:
    """As many plants in each park as the table asks; the vacant ones stand on stopped and underused parcels."""
    for park, count in _COUNT.items():
        vacant = _vacant_places(estate, park)
        for lot in _built_lots(estate, park):
            places = estate.plants.setdefault((park, lot.number), [])
            plan, plan_shape = vacant.get(lot.number, (None, None))
            for shape in [plan_shape] if plan_shape else _buildings(estate, lot, count):
                places.append(_plant(estate, lot, shape, plan, len(places)))


Placed = dict[str, tuple[VacantPlant, MultiPolygon]]


def _vacant_places(estate: Estate, park: str) -> Placed:
    """Which parcel takes which vacant plant: the larger plant chooses first, of the row it asks for."""
    placed: Placed = {}
    for row in ("stopped", "underused"):
        lots = [lot for lot in estate.in_row(park, row) if lot.registered_m2 and not lot.has_gap]
        lots.sort(key=lambda lot: -lot.measured_m2)
        for plant in sorted((v for v in VACANT.get(park, ()) if v.row == row), key=lambda v: -v.ground_m2):
            free = [lot for lot in lots if lot.number not in placed]
            # The tightest parcel that still leaves a yard, so that plants do not stand lost on theirs.
            roomy = [lot for lot in free if float(lot.measured_m2) > plant.ground_m2 * 1.7]
            lot, shape = _first_fit(estate, list(reversed(roomy)) or free, plant)
            placed[lot.number] = (plant, shape)
    return placed


def _first_fit(estate: Estate, lots: list[Lot], plant: VacantPlant) -> tuple[Lot, MultiPolygon]:
    for lot in lots:
        for _ in range(20):
            halls = draw_halls(lot.shape, estate.rng, 0.95)
            wanted = (plant.ground_m2 / halls.area) ** 0.5
            if wanted <= 1:
                return lot, MultiPolygon([affinity.scale(h, wanted, wanted) for h in halls.geoms])
    raise ValueError(f"no parcel has room for {plant.name}")


def _built_lots(estate: Estate, park: str) -> list[Lot]:
    lots = estate.in_row(park, "producing", "underused", "stopped")
    if park == SHUANGQIAO:
        lots += estate.in_row(park, "building")[:4]
    return sorted(lots, key=lambda lot: lot.number)


def _buildings(estate: Estate, lot: Lot, count: int) -> list[MultiPolygon]:
    """The plants of a lot: one, or two where the park's count asks for more than it has parcels."""
    halls = draw_halls(lot.shape, estate.rng, _COVER.get(lot.row, 0.66))
    if not _has_two(estate, lot, count):
        return [halls]
    first, *rest = sorted(halls.geoms, key=lambda h: -h.area)
    if not rest or rest[0].area < _SECOND_HALL_M2:
        return _buildings(estate, lot, count)  # drawn again until there are two halls
    return [MultiPolygon([first]), MultiPolygon(rest)]


def _has_two(estate: Estate, lot: Lot, count: int) -> bool:
    built = len(_built_lots(estate, lot.park))
    done = sum(len(p) for (park, _), p in estate.plants.items() if park == lot.park)
    behind = sum(1 for (park, _) in estate.plants if park == lot.park) - 1
    return lot.row == "producing" and lot.measured_m2 > 24_000 and done - behind < count - built


def _plant(estate: Estate, lot: Lot, shape: MultiPolygon, plan: VacantPlant | None, nth: int) -> int:
    rng, code = estate.rng, f"{estate.code(lot)}-{nth + 1}"
    is_unfinished = lot.row == "building"
    floors = plan.floors if plan else () if is_unfinished else _usual_floors(rng, shape.area, lot.park)
    parcel = estate.rows.get("parcels", estate.place(lot))
    title = parcel["parcel_code"] if lot.registered_m2 is not None else None
    provenance: dict[str, Any] = {} if floors else {"floor_area_m2": {"missing": "在建，未竣工测绘"}}
    eaves = None if is_unfinished or rng.random() < 0.15 else round(rng.uniform(9.2, 14.5), 1)
    resistance = None if is_unfinished else rng.choice(("1", "2", "2", "2", "3", None))
    if eaves is None:
        provenance["eaves_height_m"] = {"missing": "竣工图未移交"}
    if resistance is None:
        provenance["fire_resistance"] = {"missing": "消防验收资料待补"}
    place = estate.rows.add(
        "plants",
        plant_code=code,
        name=plan.name if plan else f"{lot.number}-{nth + 1}号厂房（示例）",
        park_id=estate.parks[lot.park],
        parcel_id=estate.place(lot),
        address=parcel["address"],
        structure=rng.choice(("门式刚架轻型钢结构", "钢筋混凝土框架", "钢结构", "混凝土排架")),
        built_year=None if is_unfinished else rng.randrange(2007, 2022),
        floor_count=len(floors) or None,
        floor_area_m2=plan.floor_area_m2 if plan else round(sum(f["floor_area_m2"] for f in floors), 2) or None,
        eaves_height_m=eaves,
        fire_resistance=resistance,
        transformer_kva=rng.choice((630.0, 800.0, 1000.0, 1250.0, 1600.0, 2000.0)) if not is_unfinished else None,
        right_holder=parcel.get("right_holder"),
        real_estate_unit_code=real_estate_unit_code(title, nth + 1) if title and not is_unfinished else None,
        verified_on=f"2025-{rng.randrange(8, 12):02d}-{rng.randrange(1, 19):02d}",
        verified_by="园区经办人（示例）",
        **(plan.listing(phone(100 + len(estate.rows.by_entity["plants"]))) if plan else {}),
        source=plan.source if plan else SOURCE,
        as_of_on=f"2025-{rng.randrange(7, 11):02d}-28",
        provenance=provenance,
        shape=estate.grounds[lot.park].plan.frame.degrees(shape),
    )
    for floor in floors:
        _floor(estate, place, floor, plan)
    return place


def _usual_floors(rng: Random, ground_m2: float, park: str) -> tuple[dict[str, Any], ...]:
    """Floors of a plant in use: mostly one high hall, now and then storeys."""
    storeys = 1 if park == CHEMICAL or rng.random() < 0.72 else rng.choice((2, 3, 4))
    floors = []
    for n in range(1, storeys + 1):
        area = round(ground_m2 * (0.985 if n == 1 else rng.uniform(0.55, 0.9)), 2)
        share = rng.choice((1.0, 1.0, 1.0, 0.6))
        units = [("01", round(area * share, 2), "in_use", "taken")]
        if share < 1:
            units.append(("02", round(area - units[0][1], 2), "in_use", "taken"))
        floors.append({"floor_no": n, "floor_area_m2": area, "units": units, **_usual_build(rng, n, storeys)})
    return tuple(floors)


def _usual_build(rng: Random, n: int, storeys: int) -> dict[str, Any]:
    high = round(rng.uniform(9.0, 13.5), 1) if storeys == 1 else round(rng.choice((7.9, 6.0)) if n == 1 else 4.5, 1)
    crane = rng.choice((5.0, 10.0, 16.0, 20.0)) if n == 1 and high > 7 and rng.random() < 0.6 else None
    return {
        "storey_height_m": high,
        "clear_height_m": round(high - 1.1, 1),
        "load_kg_per_m2": rng.choice((1500.0, 2000.0, 3000.0)) if n == 1 else rng.choice((500.0, 750.0, 1000.0)),
        "column_grid": rng.choice(_GRIDS),
        "crane_capacity_t": crane,
        "crane_count": rng.randrange(1, 5) if crane else None,
        "crane_rail_height_m": round(high - 2.2, 1) if crane else None,
        "goods_lift_t": rng.choice((2.0, 3.0, 5.0)) if storeys > 1 else None,
        "fire_hazard": rng.choice(("bing", "ding", "ding", "wu")),
    }


def _floor(estate: Estate, plant: int, floor: dict[str, Any], plan: VacantPlant | None) -> None:
    values = {k: v for k, v in floor.items() if k != "units"}
    provenance = {} if values.get("crane_capacity_t") else {"crane_capacity_t": {"missing": "未安装行车"}}
    for key, why in (
        ("load_kg_per_m2", "结构复核报告未提供"),
        ("clear_height_m", "待现场实测"),
        ("fire_hazard", "随入驻项目核定"),
        ("goods_lift_t", "无货梯"),
        ("column_grid", "竣工图未移交"),
    ):
        if values.get(key) is None:
            provenance[key] = {"missing": why}
    source = {"source": plan.source} if plan else {}
    place = estate.rows.add("floors", plant_id=plant, **values, **source, provenance=provenance)
    for unit in floor["units"]:
        estate.rows.add("units", floor_id=place, **_unit(unit, floor["floor_no"], plan, estate.rng))


def _unit(unit: Any, floor_no: int, plan: VacantPlant | None, rng: Random) -> dict[str, Any]:
    if plan:
        return plan.unit(unit, floor_no)
    tail, area, occupancy, marketing = unit
    return {
        "unit_code": f"{floor_no}F-{tail}",
        "marketing": marketing,
        "occupancy": occupancy,
        "floor_area_m2": area,
        "lettable_area_m2": round(area * 0.96, 2) if rng.random() < 0.7 else None,
        "provenance": {"rent_yuan_per_m2_month": {"missing": "自用或已租，未推介"}},
    }
