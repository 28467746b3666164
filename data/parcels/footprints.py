"""Footprints of factory buildings inside a parcel: long halls, L-shapes, an office by the road, with set-back."""

from itertools import pairwise
from math import atan, degrees
from random import Random

from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.ops import unary_union

_SETBACK_M = 9.0
_LANE_M = 15.0  # fire lane between halls
_MIN_HALL_M2 = 500


def draw_halls(parcel: Polygon, rng: Random, cover: float) -> MultiPolygon:
    """One plant's buildings on an upright parcel.

    `cover` is the rough share of the parcel that the halls take; they keep the set-back to the parcel's line
    and a fire lane between them, and run along the parcel's longer side.
    """
    inner = parcel.buffer(-_SETBACK_M, join_style="mitre")
    angle = _angle(parcel)
    centre = parcel.centroid
    turned = affinity.rotate(inner, -angle, origin=centre)
    halls = _halls(turned, rng, cover)
    merged = unary_union(halls)
    whole = [part for part in getattr(merged, "geoms", [merged]) if isinstance(part, Polygon)]
    return affinity.rotate(MultiPolygon(whole), angle, origin=centre)


def _angle(parcel: Polygon) -> float:
    """Degrees by which the parcel's southern or northern front is turned from the board's x axis."""
    ring = list(parcel.exterior.coords)
    flat = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)]
    dx, dy = max((d for d in flat if abs(d[1]) < abs(d[0]) * 0.3), key=lambda d: abs(d[0]))
    return degrees(atan(dy / dx))


def _halls(inner: Polygon, rng: Random, cover: float) -> list[Polygon]:
    west, south, east, north = inner.bounds
    width, depth = east - west, north - south
    office_depth = rng.choice((14.0, 16.0, 18.0)) if depth > 95 and rng.random() < 0.75 else 0.0
    at_south = rng.random() < 0.5
    if office_depth:
        gap = office_depth + _LANE_M
        south, north = (south + gap, north) if at_south else (south, north - gap)
    halls = _rows(box(west, south, east, north), rng, cover)
    fitted = [h for hall in halls if (h := _fitted(hall, inner)) is not None and h.area > _MIN_HALL_M2]
    if office_depth:
        length = min(width * rng.uniform(0.3, 0.5), 72)
        x = west + rng.uniform(0.08, 0.5) * (width - length)
        y = inner.bounds[1] if at_south else inner.bounds[3] - office_depth
        office = _fitted(box(x, y, x + length, y + office_depth), inner)
        fitted += [office] if office is not None and office.area > 220 else []
    return fitted or [inner.centroid.buffer(14, quad_segs=1)]


def _rows(field: Polygon, rng: Random, cover: float) -> list[Polygon]:
    """Halls side by side along the longer side of the field."""
    west, south, east, north = field.bounds
    along_x = (east - west) > (north - south) * rng.uniform(0.8, 1.25)
    across = (north - south) if along_x else (east - west)
    count = max(1, round(across / rng.choice((52, 62, 78, 96))))
    pitch = (across + _LANE_M) / count
    halls = []
    for k in range(count):
        start, end = k * pitch, (k + 1) * pitch - _LANE_M
        trim = (1 - min(1.0, cover + rng.uniform(0.05, 0.35))) if rng.random() < 0.55 else 0.0
        if along_x:
            halls.append(_bent(box(west, south + start, east - trim * (east - west), south + end), rng, True))
        else:
            halls.append(_bent(box(west + start, south + trim * (north - south), west + end, north), rng, False))
    if len(halls) > 2 and rng.random() < 0.4:
        halls.pop(rng.randrange(len(halls)))  # a yard for goods
    return halls


def _bent(hall: Polygon, rng: Random, along_x: bool) -> Polygon:
    """Now and then a hall is an L: a corner is left out of it."""
    west, south, east, north = hall.bounds
    if rng.random() > 0.28 or min(east - west, north - south) < 42:
        return hall
    x = east - (east - west) * rng.uniform(0.25, 0.45) * (1.0 if along_x else 1.1)
    y = north - (north - south) * rng.uniform(0.35, 0.5)
    return Polygon([(west, south), (east, south), (east, y), (x, y), (x, north), (west, north)])


def _fitted(hall: Polygon, inner: Polygon) -> Polygon | None:
    """The hall, drawn in step by step until it lies inside; none where it would have to shrink away."""
    for step in range(26):
        for xoff, yoff in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
            smaller = affinity.scale(hall, 1 - step * 0.025, 1 - step * 0.018)
            moved = affinity.translate(smaller, xoff * step * 0.9, yoff * step * 0.9)
            if inner.contains(moved):
                return moved
    return None
