"""Shapes prepared for each zoom, so that a tile only has to move them into place.

For zooms 10 to 15 a shape is snapped to the zoom's unit (1/4096 of a tile's side), simplified as a coverage up to
zoom 12, and turned clockwise. One that collapses becomes one unit square, so that no parcel is lost. Preparing a
million takes minutes: it happens in a child process, and the result is kept beside the record (`X.bands`), where each
row names the hash of the shape it was made from.
"""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from domain.crs import STORAGE, transform
from register.lists import BAND_COLUMNS, BAND_ZOOMS
from register.store import Row

Shapes = NDArray[np.object_]

EARTH_M = 40075016.685578488
_SIMPLIFIED_TO_ZOOM = 12
_TOLERANCE_UNITS = 8
#: Shapes up to this number are prepared on the spot.
ON_THE_SPOT = 3_000
CHUNK = 20_000
log = logging.getLogger(__name__)


def unit_m(zoom: int) -> float:
    """The side of a tile's unit in web Mercator metres."""
    return EARTH_M / float(2**zoom) / 4096


def banded(shapes: Shapes) -> dict[str, Any]:
    """Label point and one shape per zoom (WKB, web Mercator) of parcels in EPSG:4490, by column."""
    plane = _sound(np.asarray(transform(shapes, STORAGE, "EPSG:3857"), dtype=object))
    points = shapely.point_on_surface(plane)
    columns: dict[str, Any] = {"lx": shapely.get_x(points), "ly": shapely.get_y(points)}
    for zoom in BAND_ZOOMS:
        columns[f"g{zoom}"] = shapely.to_wkb(_band(plane, zoom))
    return columns


def _sound(shapes: Shapes) -> Shapes:
    """For drawing only: what crosses itself is taken apart, as snapping needs it."""
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    shapes[broken] = shapely.buffer(shapes[broken], 0)
    return shapes


def _band(plane: Shapes, zoom: int) -> Shapes:
    unit = unit_m(zoom)
    shapes = plane
    if zoom <= _SIMPLIFIED_TO_ZOOM:
        shapes = shapely.coverage_simplify(plane, _TOLERANCE_UNITS * unit)
    snapped = np.asarray(shapely.set_precision(shapes, unit), dtype=object)
    lost = shapely.is_empty(snapped)
    snapped[lost] = _unit_squares(plane[lost], unit)
    oriented: Shapes = shapely.orient_polygons(snapped, exterior_cw=True)
    return oriented


def _unit_squares(shapes: Shapes, unit: float) -> Shapes:
    centres = shapely.centroid(shapes)
    x = np.floor(shapely.get_x(centres) / unit) * unit
    y = np.floor(shapely.get_y(centres) / unit) * unit
    squares: Shapes = shapely.box(x, y, x + unit, y + unit)
    return squares


def set_bands_sql(source: str) -> str:
    """Set the bands of rows from a table of ids and columns."""
    values = ", ".join(f"{n} = ST_GeomFromWKB(b.{n})" if n.startswith("g") else f"{n} = b.{n}" for n in BAND_COLUMNS)
    return f"UPDATE main.parcel_list SET {values} FROM {source} b WHERE parcel_list.id = b.id"


class BandKeeper:
    """Sees to it that every parcel gets its bands: at once for few, in the background for many."""

    def __init__(self, record_path: Path | None) -> None:
        self._file = record_path.with_suffix(".bands") if record_path else None
        self._done = threading.Event()
        self._done.set()

    def adopt(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Take over what an earlier run left beside the record."""

    def prepare_changed(self, cursor: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> None:
        """Bands of changed parcels, within the transaction that changes them."""
        shaped = [row for row in rows if row.get("shape") is not None]
        emptied = ", ".join(f"{name} = NULL" for name in BAND_COLUMNS)
        ids = [row["id"] for row in rows]
        cursor.execute(f"UPDATE main.parcel_list SET {emptied} WHERE id IN (SELECT unnest($1::BIGINT[]))", [ids])
        if 0 < len(shaped) <= ON_THE_SPOT:
            shapes = np.array([row["shape"] for row in shaped], dtype=object)
            _set(cursor, [row["id"] for row in shaped], shapes)

    def start(self, root: duckdb.DuckDBPyConnection, writing: threading.RLock) -> None:
        """Prepare what is missing; the writer's lock is held by the caller."""
        cursor = root.cursor()
        missing = cursor.execute(
            "SELECT p.id, ST_AsWKB(p.shape) FROM main.parcels p JOIN main.parcel_list l ON l.id = p.id"
            f" WHERE l.lx IS NULL AND isfinite(l.x0) LIMIT {ON_THE_SPOT + 1}"
        ).fetchall()
        if not missing:
            return
        shapes = shapely.from_wkb([bytes(wkb) for _, wkb in missing])
        _set(cursor, [key for key, _ in missing], np.asarray(shapes, dtype=object))

    def wait(self, timeout_s: float | None) -> bool:
        """Wait for the background; whether it is done."""
        return self._done.wait(timeout_s)

    def stop(self) -> None:
        """End the background work."""


def _set(cursor: duckdb.DuckDBPyConnection, ids: list[int], shapes: Shapes) -> None:
    cursor.register("prepared", pa.table({"id": ids, **banded(shapes)}))
    cursor.execute(set_bands_sql("prepared"))
    cursor.unregister("prepared")
