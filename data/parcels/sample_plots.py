"""Plots: what the office offers, holds for somebody, has given away or not yet listed, with the full listing."""

from math import hypot
from typing import Any

from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from data.parcels.estate import Estate
from data.parcels.names import MANSIONS, phone
from data.parcels.plot_terms import indicators, terms
from data.parcels.sample_parcels import Lot
from data.parcels.table import CHEMICAL, SHUANGQIAO, YOUTING

# The first reservation runs out soon after the sample's day, 2025-11-20.
_RESERVED_UNTIL = (
    "2025-11-24",
    "2025-12-31",
    "2026-01-31",
    "2026-03-31",
    "2026-06-30",
    "2025-12-15",
    "2026-02-28",
    "2026-05-31",
    "2026-09-30",
)
_BLOCKED = {2: "10kV 线路迁改未完成，预计2026年一季度", 5: "场地内有一处待迁通信杆线", 9: "环评区域评估更新中"}


def add_plots(estate: Estate) -> dict[str, int]:
    """All plots; returns the place of each by code."""
    places: dict[str, int] = {}
    for park in (SHUANGQIAO, YOUTING, CHEMICAL):
        for lots in _paired(estate.in_row(park, "offered")):
            _add(estate, places, "offered", lots)
        for lot in estate.in_row(park, "reserved"):
            _add(estate, places, "reserved", [lot])
        for lot in estate.in_row(park, "cleared")[:2]:
            _add(estate, places, "unlisted", [lot])
        for lots in _paired(estate.in_row(park, "supplied") + estate.in_row(park, "building"))[:4]:
            _add(estate, places, "taken", lots)
    _add(estate, places, "offered", [_built_lot(estate)], is_built=True)
    return places


def _paired(lots: list[Lot]) -> list[list[Lot]]:
    """The first two parcels that lie side by side make one plot; each other parcel a plot of its own."""
    for i, lot in enumerate(lots):
        for other in lots[i + 1 :]:
            if lot.shape.buffer(1).intersection(other.shape).area > 40:
                return [[lot, other], *([x] for x in lots if x not in (lot, other))]
    return [[lot] for lot in lots]


def _built_lot(estate: Estate) -> Lot:
    """The underused parcel whose part-vacant plant is offered together with its land."""
    for lot in estate.in_row(SHUANGQIAO, "underused"):
        for plant in estate.plants[SHUANGQIAO, lot.number]:
            if estate.rows.get("plants", plant)["name"] == "部分空置厂房乙（示例）":
                return lot
    raise ValueError("no parcel carries 部分空置厂房乙")


def _add(estate: Estate, places: dict[str, int], marketing: str, lots: list[Lot], *, is_built: bool = False) -> None:
    code = estate.code(lots[0])
    nth = len(places)
    values = _listing(estate, lots, nth, is_built) if marketing in ("offered", "reserved") else _quiet(estate, lots)
    if marketing == "reserved":
        turn = sum(r["marketing"] == "reserved" for r in estate.rows.by_entity["plots"])
        values |= {"reserved_for": f"{MANSIONS[turn]}项目（示例）", "reserved_until_on": _RESERVED_UNTIL[turn]}
    places[code] = estate.rows.add(
        "plots", plot_code=code, park_id=estate.parks[lots[0].park], marketing=marketing, **values
    )
    for lot in lots:
        estate.rows.add("plot_parcels", plot_id=places[code], parcel_id=estate.place(lot))


def _quiet(estate: Estate, lots: list[Lot]) -> dict[str, Any]:
    return {
        "road": estate.front(lots[0]),
        "address": f"{lots[0].park}{estate.front(lots[0])}",
        "provenance": {"contact_phone": {"missing": "未推介"}, "price_10k_yuan_per_mu": {"missing": "未推介"}},
    }


def _listing(estate: Estate, lots: list[Lot], nth: int, is_built: bool) -> dict[str, Any]:
    park, road = lots[0].park, estate.front(lots[0])
    width, depth = _sides(lots)
    values: dict[str, Any] = {
        "name": f"{road}地块（示例）",
        "summary": _summary(road, park, is_built),
        "address": f"{park}{road}",
        "road": road,
        "bounds": _bounds(estate, lots),
        "frontage_m": width,
        "depth_m": depth,
        "slope_ratio": round(estate.rng.uniform(0.004, 0.025), 3) if nth % 4 else None,
        "deliverable_on": f"2026-{1 + nth % 6:02d}-15" if nth % 7 else None,
        "site_condition": "现状厂房，五通" if is_built else ("五通一平" if nth % 3 else "七通一平"),
        "blocking_reason": "权利人与新投资者联合开发，需签三方协议（示例）" if is_built else _BLOCKED.get(nth),
        "contact_name": "园区招商服务（示例）",
        "contact_phone": phone(nth + 1),
        "verified_on": f"2025-{9 + nth % 3:02d}-{5 + nth % 14:02d}",
        "verified_by": "园区经办人（示例）",
        "as_of_on": f"2025-{8 + nth % 4:02d}-{4 + nth % 15:02d}",
        **indicators(park, nth),
        **terms(park, nth, is_built),
    }
    values["provenance"] = _provenance(values, nth)
    return values


def _summary(road: str, park: str, is_built: bool) -> str:
    if is_built:
        return f"临{road}，现有单层厂房，可整体盘活，也可先租厂房（示例）"
    if park == CHEMICAL:
        return f"临{road}，管廊与防护绿带已预留，按化工项目准入（示例）"
    trades = "新能源专用车及零部件" if park == SHUANGQIAO else "再生资源与新材料"
    return f"临{road}，形状规整，可整宗供应，适合{trades}（示例）"


def _whole(lots: list[Lot]) -> Polygon:
    """The plot's parcels as one shape, the hair between their computed edges closed."""
    shape = unary_union([lot.shape.buffer(0.05, join_style="mitre") for lot in lots])
    if not isinstance(shape, Polygon):
        raise ValueError(f"the parcels of {lots[0].number} do not touch")
    return shape


def _sides(lots: list[Lot]) -> tuple[float, float]:
    """Frontage and depth in metres: the sides of the smallest rectangle around the plot."""
    around = _whole(lots).minimum_rotated_rectangle
    ring = around.boundary.coords
    a, b = (hypot(ring[i][0] - ring[i + 1][0], ring[i][1] - ring[i + 1][1]) for i in (0, 1))
    return round(max(a, b), 1), round(min(a, b), 1)


_NEIGHBOUR_M, _STREET_M = 3.0, 34.0


def _bounds(estate: Estate, lots: list[Lot]) -> str:
    """四至: on each side of the board the neighbour that touches, else the street."""
    park, whole = lots[0].park, _whole(lots)
    near: list[tuple[BaseGeometry, str, float]] = [
        (o.shape, f"{o.number}地块", _NEIGHBOUR_M) for o in estate.lots[park] if o not in lots
    ]
    near += [(line, road.name, _STREET_M) for road, line in estate.grounds[park].roads]
    said: dict[str, str] = {}
    for shape, name, reach in near:
        shared = shape.intersection(whole.buffer(reach))
        if not shared.is_empty:
            said.setdefault(_side(shared.centroid, whole), name)
    return "，".join(f"{side}至{said.get(side, '园区绿地')}" for side in "东南西北")


def _side(point: Point, whole: Polygon) -> str:
    """On which side of the plot a point lies, measured by the plot's own width and depth."""
    west, south, east, north = whole.bounds
    dx = (point.x - (west + east) / 2) / (east - west)
    dy = (point.y - (south + north) / 2) / (north - south)
    if abs(dx) > abs(dy):
        return "东" if dx > 0 else "西"
    return "北" if dy > 0 else "南"


def _provenance(values: dict[str, Any], nth: int) -> dict[str, Any]:
    sources: dict[str, Any] = {
        "frontage_m": {"source": "图形量算（示例）", "as_of_on": "2025-09-18"},
        "depth_m": {"source": "图形量算（示例）", "as_of_on": "2025-09-18"},
        "price_10k_yuan_per_mu": {"source": "挂牌起始价测算（示例）", "as_of_on": "2025-08-31"},
        "floor_area_ratio_max": {"source": "控规条件函（示例）", "as_of_on": "2025-06-12"},
        "floor_area_ratio_min": {"source": "控规条件函（示例）", "as_of_on": "2025-06-12"},
        "supply_terms": {"source": "供地方案（示例），期限依据自然资发〔2022〕201号", "as_of_on": "2025-08-31"},
    }
    for key, why in (
        ("slope_ratio", "未测"),
        ("deliverable_on", "待供地方案批准"),
        ("height_limit_m", "控规未限高"),
        ("price_10k_yuan_per_mu", "评估中"),
        ("energy_limit", "区域节能评估未完成"),
        ("blocking_reason", "无卡点"),
        ("office_land_ratio_max", "条件函未载明"),
    ):
        if values.get(key) is None:
            sources[key] = {"missing": why}
    return sources
