"""Parcels of an invented town, as many as wanted: blocks of ten with streets between, 9,500 ㎡ of town to a parcel.

The town is half again as wide as deep, so that all of it fills the map of a desk screen: 100,000 parcels take 38 by
25 km and are drawn one by one there, not gathered as in a view of a whole province.
"""

from collections.abc import Iterator
from math import ceil, cos, radians, sqrt
from typing import Any

import numpy as np
import shapely

#: South-western corner: 大足区, roughly.
WEST, SOUTH = 105.55, 29.45
METRES_PER_DEGREE = 111_320.0
#: Five parcels in a row and two rows make a block.
PARCEL_M = (100.0, 70.0)
BLOCK_M = (540.0, 176.0)
PER_BLOCK = 10
JITTER_M = 6.0


def parcels(count: int) -> Iterator[Any]:
    """`count` polygons in degrees; shared corners are shifted together, so that neighbours touch and never overlap."""
    wide, deep = BLOCK_M
    blocks = ceil(count / PER_BLOCK)
    columns = ceil(sqrt(blocks * 1.5 * deep / wide))
    dice = np.random.default_rng(20251120)
    for number in range(blocks):
        row, column = divmod(number, columns)
        wanted = min(PER_BLOCK, count - number * PER_BLOCK)
        yield from _block(column * wide, row * deep, dice)[:wanted]


def _block(east_m: float, north_m: float, dice: np.random.Generator) -> list[Any]:
    """Ten parcels between six by three corners."""
    corners = np.stack(np.meshgrid(np.arange(6) * PARCEL_M[0], np.arange(3) * PARCEL_M[1]), axis=-1)
    corners = corners + np.array([east_m, north_m]) + dice.uniform(-JITTER_M, JITTER_M, corners.shape)
    degrees = corners / [METRES_PER_DEGREE * cos(radians(SOUTH)), METRES_PER_DEGREE] + [WEST, SOUTH]
    rings = [
        [degrees[y, x], degrees[y, x + 1], degrees[y + 1, x + 1], degrees[y + 1, x]] for y in range(2) for x in range(5)
    ]
    return [shapely.MultiPolygon([shapely.Polygon(ring)]) for ring in rings]
