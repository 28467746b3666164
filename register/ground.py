"""The ground under the parcels: outlines, green, water, roads and their names, prepared for the tiles."""

import math
from typing import Any

import duckdb
import shapely

from domain.codes import LayerKind
from domain.crs import transform

_COLUMNS = (
    "layer_id BIGINT, park_id BIGINT, kind VARCHAR, width_class INTEGER, facility_kind VARCHAR, name VARCHAR, "
    "name_x DOUBLE, name_y DOUBLE, rotation INTEGER, x0 DOUBLE, y0 DOUBLE, x1 DOUBLE, y1 DOUBLE, g GEOMETRY"
)
GROUND_TABLE = f"CREATE TABLE main.ground ({_COLUMNS})"
_SOURCE = """
SELECT f.layer_id, NULL AS park_id, l.layer_kind AS kind, f.width_class, f.facility_kind, f.name, ST_AsWKB(f.shape)
FROM main.reference_features f JOIN main.reference_layers l ON l.id = f.layer_id WHERE f.shape IS NOT NULL
UNION ALL
SELECT NULL, id, 'outline', NULL, NULL, name, ST_AsWKB(shape) FROM main.parks WHERE shape IS NOT NULL
"""


def derive_ground(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the ground anew from reference layers and park outlines."""
    cursor.execute("DELETE FROM main.ground")
    rows = cursor.execute(_SOURCE).fetchall()
    if not rows:
        return
    shapes = transform(shapely.from_wkb([bytes(row[6]) for row in rows]), "EPSG:4490", "EPSG:3857")
    shapes = shapely.orient_polygons(shapes, exterior_cw=True)
    ready = [
        (*row[:6], *_place_of_name(shape, row[2]), *shape.bounds, shapely.to_wkb(shape))
        for row, shape in zip(rows, shapes, strict=True)
        if not shape.is_empty
    ]
    cursor.executemany(
        "INSERT INTO main.ground VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ST_GeomFromWKB(?::BLOB))", ready
    )


def _place_of_name(shape: Any, kind: str) -> tuple[float, float, int]:
    """Where a name stands (web Mercator metres) and its rotation in degrees, 0 to 359 clockwise, never upside down."""
    if kind in (LayerKind.ROAD, LayerKind.RAIL) and shape.geom_type.endswith("LineString"):
        line = max(getattr(shape, "geoms", [shape]), key=lambda part: part.length)
        return _along(line)
    point = shapely.point_on_surface(shape)
    return point.x, point.y, 0


def _along(line: Any) -> tuple[float, float, int]:
    middle, step = line.length / 2, line.length / 20
    before, point, after = (line.interpolate(at) for at in (middle - step, middle, middle + step))
    angle = -math.degrees(math.atan2(after.y - before.y, after.x - before.x))
    upright = (angle + 90) % 180 - 90
    return point.x, point.y, round(upright) % 360
