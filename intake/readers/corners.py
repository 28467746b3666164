"""Corners of surveyors made into shapes: which number points east, which ring is a hole, which a second part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from domain.issue import IssueKind
from intake.content import Content

_PREFIXED_M = 1e7
_LEAST_NORTHING_M, _MOST_PLAIN_EASTING_M = 1.5e6, 1.2e6


@dataclass(frozen=True)
class Corner:
    """One corner as it stands in the file: ring, first and second number."""

    ring: int
    first: float
    second: float


def eastings_first(corners: Sequence[Corner], content: Content) -> bool:
    """Whether the easting stands before the northing, against the surveyors' habit; told where it does."""
    is_east_first = bool(corners) and looks_east([abs(c.first) for c in corners], [abs(c.second) for c in corners])
    if is_east_first:
        one = corners[0]
        content.note(
            IssueKind.AXES_READ_SWAPPED,
            before=f"X={one.first:.3f}, Y={one.second:.3f}", after=f"X={one.second:.3f}, Y={one.first:.3f}",
        )  # fmt: skip
    return is_east_first


def looks_east(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether the first numbers can only be eastings (or longitudes) and the second only northings.

    Eastings with a zone prefix exceed every northing; those without are smaller than any in China.
    """
    if min(first) > _PREFIXED_M > max(second):
        return True
    if max(first) <= 180 and max(second) <= 180:
        return max(second) <= 60 and min(first) > 70
    return max(first) < _MOST_PLAIN_EASTING_M and min(second) > _LEAST_NORTHING_M


def polygon_of(corners: Sequence[Corner], *, is_east_first: bool) -> tuple[Any, list[int]]:
    """The shape of one plot, east first, and the rings that lie outside the first: they are parts of their own.

    None where no ring has three corners. What crosses stays as it is, for the checks to see.
    """
    rings: dict[int, list[tuple[float, float]]] = {}
    for corner in corners:
        pair = (corner.first, corner.second) if is_east_first else (corner.second, corner.first)
        rings.setdefault(corner.ring, []).append(pair)
    parts: list[tuple[Any, list[Any]]] = []
    outside: list[int] = []
    for ring, points in rings.items():
        closed = points if points[0] == points[-1] else [*points, points[0]]
        if len(closed) < 4:
            continue
        face = shapely.Polygon(closed)
        holder = next((part for part in parts if _holds(part[0], face)), None)
        if holder is None:
            outside += [ring] if parts else []
            parts.append((face, []))
        else:
            holder[1].append(closed)
    shapes = [shapely.Polygon(face.exterior, holes) for face, holes in parts]
    if not shapes:
        return None, []
    return (shapes[0] if len(shapes) == 1 else shapely.MultiPolygon(shapes)), outside


def _holds(face: Any, inner: Any) -> bool:
    """Whether a ring lies in another, or at least crosses it: then both stand in one part and the check tells."""
    try:
        return bool(face.relate_pattern(inner, "T********"))
    except shapely.errors.GEOSException:
        return bool(face.envelope.intersects(inner.envelope))
