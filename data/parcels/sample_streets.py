"""From a plan to its ground: streets, blocks, green, water, railway, outline, on the upright board in metres."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

from data.parcels.plans import Line, Plan, Street

_SMALLEST_BLOCK_M2 = 4_000
_CORNER_M = 7.0  # corner cut (切角) where two red lines meet
_BANK_M = 16.0  # green strip along water


@dataclass(frozen=True)
class Ground:
    """The drawn ground of one park: upright board metres."""

    plan: Plan
    blocks: list[Polygon]
    outline: Polygon
    roads: list[tuple[Street, BaseGeometry]]
    water: list[tuple[str, BaseGeometry]]
    green: list[tuple[str, BaseGeometry]]
    railway: tuple[str, LineString] | None
    facilities: list[tuple[str, str, Point]]


def lay_out(plan: Plan, parcels_m2: float) -> Ground:
    """Draw the ground, stretched along the main road until its blocks hold `parcels_m2`.

    The stretch is found by a few secant steps; what is left (below a square metre) the parcels share.
    """
    stretch = 1.0
    for _ in range(12):
        stretched = _stretched(plan, stretch)
        held = sum(b.area for b in _blocks(stretched))
        if abs(held - parcels_m2) < 0.5:
            break
        stretch *= 1 + (parcels_m2 / held - 1) * 0.93
    return _ground(stretched)


def _stretched(plan: Plan, factor: float) -> Plan:
    def line(points: Line) -> Line:
        return [(x * factor, y) for x, y in points]

    return replace(
        plan,
        frame=replace(plan.frame, anchor_xy=(plan.frame.anchor_xy[0] * factor, plan.frame.anchor_xy[1])),
        streets=[replace(s, line=line(s.line)) for s in plan.streets],
        river=plan.river and (plan.river[0], plan.river[1], line(plan.river[2])),
        railway=plan.railway and (plan.railway[0], plan.railway[1], line(plan.railway[2])),
        greens=[(name, line(points)) for name, points in plan.greens],
        ponds=[(name, line(points)) for name, points in plan.ponds],
        facilities=[(kind, name, x * factor, y) for kind, name, x, y in plan.facilities],
        zone_bounds=tuple(x * factor for x in plan.zone_bounds),
    )


def smooth(points: Line, rounds: int = 3, closed: bool = False) -> Line:
    """Chaikin's corner cutting: a survey line from a few points."""
    for _ in range(rounds if len(points) > 2 else 0):
        pairs = list(zip(points, points[1:] + points[:1] if closed else points[1:], strict=False))
        cut = [(a[0] * q + b[0] * (1 - q), a[1] * q + b[1] * (1 - q)) for a, b in pairs for q in (0.75, 0.25)]
        points = cut if closed else [points[0], *cut, points[-1]]
    return points


def _centre(street: Street) -> LineString:
    return LineString(smooth(street.line, 2))


def _faces(plan: Plan) -> list[Polygon]:
    net = unary_union([_centre(s) for s in plan.streets if s.is_edge])
    faces = [f for f in polygonize(net) if f.area > _SMALLEST_BLOCK_M2]
    rail = LineString(smooth(plan.railway[2])) if plan.railway else Point(1e7, 1e7)
    return [f for f in faces if not f.intersects(rail)]


def _obstacles(plan: Plan) -> BaseGeometry:
    taken = [_centre(s).buffer(s.width_m / 2, cap_style="flat", join_style="mitre") for s in plan.streets]
    taken += [Polygon(smooth(points, 2, closed=True)) for _, points in plan.greens]
    if plan.river:
        taken.append(LineString(smooth(plan.river[2])).buffer(plan.river[1] / 2 + _BANK_M))
    return unary_union(taken)


def _blocks(plan: Plan) -> list[Polygon]:
    taken = _obstacles(plan)
    open_land = (piece for face in _faces(plan) for piece in _parts(face.difference(taken)))
    cut = (
        p.buffer(-_CORNER_M, join_style="mitre").buffer(_CORNER_M, join_style="bevel").simplify(0.05) for p in open_land
    )
    blocks = [b for p in cut for b in _parts(p) if b.area > _SMALLEST_BLOCK_M2]
    return sorted(blocks, key=lambda b: (round(b.centroid.y / 60), b.centroid.x))


def _parts(shape: BaseGeometry) -> Iterable[Polygon]:
    return [g for g in getattr(shape, "geoms", [shape]) if isinstance(g, Polygon)]


def _ground(plan: Plan) -> Ground:
    up = plan.frame.upright
    faces = unary_union(_faces(plan)).buffer(45, join_style="mitre").buffer(-43, join_style="mitre")
    outline = up(_outline(plan))
    river = LineString(smooth(plan.river[2])).buffer(plan.river[1] / 2, cap_style="flat") if plan.river else None
    water: list[tuple[str, BaseGeometry]] = [
        (name, up(Polygon(smooth(points, 3, closed=True)))) for name, points in plan.ponds
    ]
    green: list[tuple[str, BaseGeometry]] = [
        (name, up(Polygon(smooth(points, 2, closed=True)))) for name, points in plan.greens
    ]
    if plan.river and river:
        water.append((plan.river[0], up(river)))
        bank = river.buffer(_BANK_M).difference(river).intersection(_outline(plan).buffer(120))
        green.append(("", up(bank)))
    return Ground(
        plan=plan,
        blocks=_blocks(plan),
        outline=outline,
        roads=[(s, up(_drawn(s, faces))) for s in plan.streets],
        water=water,
        green=green + _buffer_green(plan),
        railway=(plan.railway[0], up(LineString(smooth(plan.railway[2])))) if plan.railway else None,
        facilities=[(kind, name, up(Point(x, y))) for kind, name, x, y in plan.facilities],
    )


def _drawn(street: Street, faces: BaseGeometry) -> BaseGeometry:
    """A street of the grid ends where it meets the next one; one that leads out is drawn whole."""
    return _centre(street).intersection(faces) if street.is_edge and street.rank > 1 else _centre(street)


def _outline(plan: Plan) -> Polygon:
    """The park's outline: its blocks and streets with a margin, or with the margin that gives `outline_m2`."""
    core = unary_union(_faces(plan)).buffer(40, join_style="mitre").buffer(-40, join_style="mitre")
    margin, low, high = plan.outline_margin_m, 0.0, 400.0
    for _ in range(50 if plan.outline_m2 else 0):
        margin = (low + high) / 2
        low, high = (margin, high) if _grown(core, margin).area < (plan.outline_m2 or 0) else (low, margin)
    whole = _grown(core, margin)
    if plan.river:
        whole = max(_parts(whole.difference(LineString(smooth(plan.river[2])).buffer(plan.river[1] / 2))), key=_area)
    return whole


def _area(shape: Polygon) -> float:
    return float(shape.area)


def _grown(core: BaseGeometry, margin_m: float) -> Polygon:
    return max(_parts(core.simplify(12).buffer(margin_m, join_style="mitre", mitre_limit=1.15)), key=_area)


def _buffer_green(plan: Plan) -> list[tuple[str, BaseGeometry]]:
    """The protective belt inside the outline of a chemical park: what the streets leave over."""
    if not plan.outline_m2:
        return []
    belt = _outline(plan).buffer(-6).difference(unary_union(_faces(plan)).buffer(17, join_style="mitre"))
    return [("防护绿带", plan.frame.upright(belt))]
