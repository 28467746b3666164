"""Shapes of strangers, made plain in the worker: two-dimensional, without curves, none that could hurt a parser.

Nothing is repaired: a shape that is wrong stays as it is and carries the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from domain.issue import IssueKind
from intake.formats import MAX_VERTICES

_COLLECTION = 7
_SIMPLE = frozenset(range(1, 7))
_EMPTY = -1


@dataclass
class PlainShapes:
    """Shapes by row; where `problem` names a kind of issue, `detail` says what is wrong and where."""

    shapes: NDArray[np.object_]
    problem: list[str | None]
    detail: list[str | None]


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
