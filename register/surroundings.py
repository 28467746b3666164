"""What lies around a place, for the small map of a document: shapes in degrees, through the views of one audience."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry.base import BaseGeometry

from register import statements
from register.answers import Box, metres

if TYPE_CHECKING:
    from register.reader import Reader


@dataclass(frozen=True)
class Around:
    """Rows of (values…, shape in EPSG:4490)."""

    parcels: list[tuple[int, str, str | None, BaseGeometry]]
    plants: list[tuple[int, bool, BaseGeometry]]
    ground: list[tuple[str, str | None, int | None, BaseGeometry]]


def around(reader: "Reader", box: Box) -> Around:
    """What an audience sees within a box (west, south, east, north in degrees)."""
    west, south, east, north = box
    (x0, y0), (x1, y1) = metres(west, south), metres(east, north)
    return Around(
        _shaped(reader.all(statements.PARCELS_AROUND, (x1, x0, y1, y0))),
        _shaped(reader.all(statements.PLANTS_AROUND, (x1, x0, y1, y0))),
        _shaped(reader.all(statements.GROUND_AROUND, box)),
    )


def _shaped(rows: list[Any]) -> list[Any]:
    shapes = shapely.from_wkb([bytes(row[-1]) for row in rows])
    return [(*row[:-1], shape) for row, shape in zip(rows, shapes, strict=True)]
