"""What lies around a place, for the small map of a document: shapes in degrees, through the views of one audience."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry.base import BaseGeometry

from register.answers import metres

if TYPE_CHECKING:
    from register.reader import Reader

Box = tuple[float, float, float, float]

_PARCELS = """
SELECT l.id, CAST(l.colour AS VARCHAR), l.short_number, ST_AsWKB(p.shape)
FROM {v}.parcel_list l JOIN {v}.parcels p ON p.id = l.id
WHERE l.x0 <= ? AND l.x1 >= ? AND l.y0 <= ? AND l.y1 >= ? AND NOT l.is_retired AND p.shape IS NOT NULL ORDER BY l.id"""
_PLANTS = """
SELECT l.id, coalesce(l.vacant_m2, 0) > 0, ST_AsWKB(h.shape)
FROM {v}.plant_list l JOIN {v}.plants h ON h.id = l.id
WHERE l.x0 <= ? AND l.x1 >= ? AND l.y0 <= ? AND l.y1 >= ? AND h.shape IS NOT NULL ORDER BY l.id"""
_GROUND = """
SELECT y.layer_kind, f.name, f.width_class, ST_AsWKB(f.shape)
FROM {v}.reference_features f JOIN {v}.reference_layers y ON y.id = f.layer_id
WHERE y.layer_kind IN ('green', 'water', 'road', 'rail') AND f.shape IS NOT NULL
  AND ST_Intersects(f.shape, ST_MakeEnvelope(?, ?, ?, ?)) ORDER BY f.id"""


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
        _shaped(reader.all(_PARCELS, (x1, x0, y1, y0))),
        _shaped(reader.all(_PLANTS, (x1, x0, y1, y0))),
        _shaped(reader.all(_GROUND, box)),
    )


def _shaped(rows: list[Any]) -> list[Any]:
    shapes = shapely.from_wkb([bytes(row[-1]) for row in rows])
    return [(*row[:-1], shape) for row, shape in zip(rows, shapes, strict=True)]
