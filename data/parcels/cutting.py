"""Cutting a block into parcels of given areas, as a cadastre does: straight cuts, no gap, no overlap."""

from collections.abc import Sequence

from shapely import affinity
from shapely.geometry import Polygon, box
from shapely.geometry.polygon import orient

_FAR = 1e5
_STEPS = 60


def cut_columns(block: Polygon, columns: Sequence[Sequence[float]]) -> list[list[Polygon]]:
    """Cut a block from west to east into columns, and each column from south to north into its parcels.

    `columns` holds the target areas in ㎡; they must add up to the block's area. The last piece of each cut
    takes what is left, so the pieces fill the block exactly.
    """
    return [
        [_flip(piece) for piece in _slices(_flip(strip), areas)]
        for strip, areas in zip(_slices(block, [sum(c) for c in columns]), columns, strict=True)
    ]


def _slices(shape: Polygon, areas: Sequence[float]) -> list[Polygon]:
    pieces, rest = [], shape
    for area in areas[:-1]:
        x = _cut_at(rest, area)
        pieces.append(_polygon(rest.intersection(box(-_FAR, -_FAR, x, _FAR))))
        rest = _polygon(rest.intersection(box(x, -_FAR, _FAR, _FAR)))
    return [*pieces, rest]


def _cut_at(shape: Polygon, area: float) -> float:
    """The x where a straight cut leaves `area` to the west (bisection)."""
    low, high = shape.bounds[0], shape.bounds[2]
    for _ in range(_STEPS):
        x = (low + high) / 2
        west = shape.intersection(box(-_FAR, -_FAR, x, _FAR)).area
        low, high = (x, high) if west < area else (low, x)
    return (low + high) / 2


def _flip(shape: Polygon) -> Polygon:
    """Swap x and y, so that a cut across becomes a cut along."""
    return orient(affinity.affine_transform(shape, [0, 1, 1, 0, 0, 0]))


def _polygon(shape: object) -> Polygon:
    if not isinstance(shape, Polygon):
        raise ValueError("a straight cut fell apart: the block is too ragged")
    return orient(shape)
