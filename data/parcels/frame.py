"""The drawing board of a park: metres along and across its main road, laid on the earth.

A plan is drawn with x along the main road and y across it; `lean` slants the cross streets without changing
any area. The board then turns by `turn_deg` and moves so that `anchor_xy` falls on `anchor_lonlat`.
Metres are EPSG:4544 (CGCS2000, 3-degree, central meridian 105°E), degrees EPSG:4490.
"""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any, TypeVar

from pyproj import Transformer
from shapely import affinity, set_precision, transform
from shapely.geometry.base import BaseGeometry

METRES, DEGREES = "EPSG:4544", "EPSG:4490"
_TO_METRES = Transformer.from_crs(DEGREES, METRES, always_xy=True)
_TO_DEGREES = Transformer.from_crs(METRES, DEGREES, always_xy=True)
# pyproj and shapely describe the same pair of arrays in different types.
_EAST_NORTH: Any = _TO_METRES.transform
_LON_LAT: Any = _TO_DEGREES.transform
_DEGREE_GRID = 1e-9  # a tenth of a millimetre

Shape = TypeVar("Shape", bound=BaseGeometry)


@dataclass(frozen=True)
class Frame:
    """Where and how the drawing board of one park lies."""

    turn_deg: float
    lean: float
    anchor_xy: tuple[float, float]
    anchor_lonlat: tuple[float, float]

    def upright(self, shape: Shape) -> Shape:
        """The slanted shape on the board, still in board metres: what buildings are aligned to."""
        return affinity.affine_transform(shape, [1, -self.lean, 0, 1, 0, 0])

    def metres(self, shape: Shape) -> Shape:
        """A shape of the upright board in EPSG:4544."""
        c, s = cos(radians(self.turn_deg)), sin(radians(self.turn_deg))
        x, y = self.anchor_xy[0] - self.lean * self.anchor_xy[1], self.anchor_xy[1]
        east, north = _TO_METRES.transform(*self.anchor_lonlat)
        return affinity.affine_transform(shape, [c, -s, s, c, east - c * x + s * y, north - s * x - c * y])

    def degrees(self, shape: Shape) -> Shape:
        """A shape of the upright board in EPSG:4490, to a tenth of a millimetre."""
        return to_degrees(self.metres(shape))


def to_degrees(shape: Shape) -> Shape:
    """EPSG:4544 → EPSG:4490, longitude first."""
    moved: Shape = transform(shape, _LON_LAT, interleaved=False)
    return set_precision(moved, _DEGREE_GRID, mode="pointwise")


def to_metres(shape: Shape) -> Shape:
    """EPSG:4490 → EPSG:4544, easting first."""
    moved: Shape = transform(shape, _EAST_NORTH, interleaved=False)
    return moved
