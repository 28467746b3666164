"""Shapes of strangers, made plain in the worker: two-dimensional, without curves, none that could hurt a parser.

A shape that is wrong stays as it is and carries the reason, unless a person has accepted repairs.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from domain.issue import IssueKind
from intake.content import Content
from intake.formats import MAX_VERTICES

_COLLECTION = 7
_SIMPLE = frozenset(range(1, 7))
_EMPTY = -1
#: `make_valid` on a scribble takes more than a minute; a real boundary crosses itself once or twice.
_MOST_MENDED, _MOST_CROSSINGS = 2_000, 100


@dataclass
class PlainShapes:
    """Shapes by row; where `problem` names a kind of issue, `detail` says what is wrong and where."""

    shapes: NDArray[np.object_]
    problem: list[str | None]
    detail: list[str | None]

    def propose(self, content: Content) -> None:
        """Say of each boundary that crosses itself what mending it would make of it."""
        for place, _, reason, after in self._mendable(content):
            self.detail[place] = json.dumps({"reason": reason, "after": told(after)}, ensure_ascii=False)

    def mend(self, content: Content) -> None:
        """Mend them, each with a note of before and after."""
        for place, row, before, after in list(self._mendable(content)):
            self.shapes[place] = after
            self.problem[place] = self.detail[place] = None
            content.note(IssueKind.RING_MENDED, row, before=before, after=told(after))

    def _mendable(self, content: Content) -> Iterator[tuple[int, int, str, Any]]:
        for place, kind in enumerate(self.problem):
            shape = self.shapes[place]
            if kind != IssueKind.GEOMETRY_INVALID.value or shape is None:
                continue
            if _crosses_seldom(shape) and (after := mended(shape)) is not None:
                yield place, content.rows[place], self.detail[place] or "", after


def _crosses_seldom(shape: Any) -> bool:
    """Whether a boundary is one that somebody drew, with a crossing or two, and no scribble."""
    if shapely.get_num_coordinates(shape) > _MOST_MENDED:
        return False
    lines = [shapely.get_coordinates(r) for p in shapely.get_parts(shape) for r in (p.exterior, *p.interiors)]
    ends = np.concatenate([np.stack([line[:-1], line[1:]], axis=1) for line in lines])
    pieces = np.asarray(shapely.linestrings(ends))
    pairs = shapely.STRtree(pieces).query(pieces, predicate="crosses")
    return bool(pairs.shape[1] <= 2 * _MOST_CROSSINGS)


def mended(shape: Any) -> Any:
    """The areas that a crossing boundary encloses, None where it encloses none."""
    try:
        parts = shapely.get_parts(shapely.make_valid(shape))
    except shapely.errors.GEOSException:
        return None
    areas = [p for part in parts for p in shapely.get_parts(part) if p.geom_type == "Polygon" and p.area > 0]
    if not areas:
        return None
    return areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)


def told(shape: Any) -> str:
    """A shape in one line: how many parts and corners."""
    return f"{len(shapely.get_parts(shape))} × POLYGON ({shapely.get_num_coordinates(shape)})"


def wkb_type(wkb: bytes | None) -> int:
    """The shape type in a WKB, without its Z and M marks (1 point … 6 multipolygon, 7 collection, 8+ curves)."""
    if not wkb or len(wkb) < 5:
        return _EMPTY
    code = int.from_bytes(wkb[1:5], "little" if wkb[0] else "big")
    return (code & 0x0FFFFFFF) % 1000


def has_curves(blobs: Sequence[bytes | None]) -> bool:
    """Whether any shape is of a type that must be turned into straight lines first."""
    return any(wkb_type(b) > _COLLECTION for b in blobs)


def plain_shapes(blobs: Sequence[bytes | None]) -> PlainShapes:
    """Parse, flatten and judge. A collection is never parsed: it may nest deeper than a parser survives."""
    types = [wkb_type(b) for b in blobs]
    safe = [b if t in _SIMPLE else None for b, t in zip(blobs, types, strict=True)]
    shapes = shapely.force_2d(shapely.from_wkb(np.array(safe, dtype=object), on_invalid="ignore"))
    problem = [_first_problem(b, t, s) for b, t, s in zip(blobs, types, shapes, strict=True)]
    detail: list[str | None] = [None] * len(problem)
    _judge(shapes, problem, detail)
    return PlainShapes(shapes, problem, detail)


def _first_problem(blob: bytes | None, type_code: int, shape: Any) -> str | None:
    if type_code == _EMPTY:
        return IssueKind.GEOMETRY_MISSING.value
    if type_code >= _COLLECTION:
        return IssueKind.GEOMETRY_NOT_AREA.value
    if shape is None:
        return IssueKind.GEOMETRY_INVALID.value
    if shape.is_empty:
        return IssueKind.GEOMETRY_MISSING.value
    return None


def _judge(shapes: NDArray[np.object_], problem: list[str | None], detail: list[str | None]) -> None:
    counts = shapely.get_num_coordinates(shapes)
    for index in np.flatnonzero(counts > MAX_VERTICES).tolist():
        problem[index] = IssueKind.GEOMETRY_TOO_COMPLEX.value
        detail[index] = str(counts[index])
        shapes[index] = None
    is_area = np.isin(shapely.get_type_id(shapes), (3, 6))
    for index in np.flatnonzero(is_area & ~shapely.is_valid(shapes)).tolist():
        problem[index] = IssueKind.GEOMETRY_INVALID.value
        detail[index] = shapely.is_valid_reason(shapes[index])
    for index, kind in enumerate(problem):
        if kind == IssueKind.GEOMETRY_NOT_AREA.value:
            detail[index] = "GeometryCollection"
        if kind == IssueKind.GEOMETRY_INVALID.value and detail[index] is None:
            detail[index] = "Ring is not closed or has too few points"
