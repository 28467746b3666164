"""A clean cadastre in blocks: neighbours share their corners to the last bit."""

from pathlib import Path

import numpy as np
import pyogrio
import shapely

_SIDE_M, _STREET_M, _BLOCK = 40.0, 12.0, 10
_EAST_M, _NORTH_M = 35_560_000.0, 3_255_000.0

FORMATS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON"}


def cadastre(count: int, *, shift_m: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """`count` parcels of 40 m in EPSG:4523, ten by ten to a block, and their areas in ㎡."""
    width = int(np.ceil(np.sqrt(count)))
    number = np.arange(count)
    column, row = number % width, number // width
    west = _EAST_M + shift_m + column * _SIDE_M + (column // _BLOCK) * _STREET_M
    south = _NORTH_M + row * _SIDE_M + (row // _BLOCK) * _STREET_M
    shapes = shapely.box(west, south, west + _SIDE_M, south + _SIDE_M)
    return np.asarray(shapes), np.full(count, _SIDE_M**2)


def write(path: Path, count: int, *, shift_m: float = 0.0, first: int = 1) -> Path:
    """A file of such parcels with code, name and registered area; GeoJSON in degrees, as it must be."""
    from domain.crs import transform

    shapes, areas = cadastre(count, shift_m=shift_m)
    is_json = path.suffix == ".geojson"
    placed = transform(shapes, "EPSG:4523", "EPSG:4326") if is_json else shapes
    numbers = range(first, first + count)
    codes = np.array([f"5001110{n // 100_000:05d}GB{n % 100_000:05d}" for n in numbers], dtype=object)
    names = np.array([f"第{n}号地块" for n in range(count)], dtype=object)
    pyogrio.raw.write(
        path, shapely.to_wkb(placed), [codes, names, areas], ["宗地代码", "名称", "面积_m2"],
        driver=FORMATS[path.suffix], geometry_type="Polygon", crs="EPSG:4326" if is_json else "EPSG:4523",
        encoding="UTF-8" if path.suffix == ".shp" else None, layer=path.stem,
    )  # fmt: skip
    return path
