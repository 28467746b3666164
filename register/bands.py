"""Shapes prepared for each zoom, so that a tile only has to move them into place.

For zooms 10 to 16 a shape is snapped to the zoom's unit (1/4096 of a tile's side), simplified as a coverage up to
zoom 12, and turned clockwise. One that collapses becomes one unit square, so that no parcel is lost. Preparing a
million takes minutes, so `python -m register.bands` does it as a child process: Arrow in, Arrow out, chunk by chunk.
"""

import sys
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from domain.crs import STORAGE, transform
from register.lists import BAND_ZOOMS

Shapes = NDArray[np.object_]

EARTH_M = 40075016.685578488
_SIMPLIFIED_TO_ZOOM = 12
_TOLERANCE_UNITS = 8


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


def prepared(ids: pa.Array, hashes: pa.Array, wkb: pa.Array) -> pa.Table:
    """Bands of a chunk of shapes, with the hash of the shape that each was made from."""
    shapes = np.asarray(shapely.from_wkb(wkb.to_numpy(zero_copy_only=False)), dtype=object)
    return pa.table({"id": ids, "hash": hashes, **banded(shapes)})


def serve() -> None:
    """Answer each chunk on standard input with its bands on standard output, until the input ends."""
    with pa.PythonFile(sys.stdin.buffer, mode="r") as source, pa.PythonFile(sys.stdout.buffer, mode="w") as sink:
        while True:
            try:
                chunk = pa.ipc.open_stream(source).read_all().combine_chunks()
            except pa.ArrowInvalid:  # the input has ended
                return
            columns = (chunk[name].combine_chunks() for name in ("id", "hash", "wkb"))
            send(prepared(*columns), sink)
            sys.stdout.buffer.flush()


def send(table: pa.Table, sink: Any) -> None:
    """One table as one stream."""
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)


if __name__ == "__main__":
    serve()
