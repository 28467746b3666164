"""Files as strangers send them, made for a test: each says only what matters to it."""

import json
import zipfile
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
ZONGDI = DATA / "zongdi"
GBK_SHAPEFILE = ZONGDI / "宗地_GBK无cpg.shp"
GBK_ZIP = ZONGDI / "宗地_文件名GBK编码.zip"
GPKG_WITHOUT_ZONE_PREFIX = ZONGDI / "宗地_无带号_CM114.gpkg"
WOUNDS = DATA / "wounds"

#: Near 双桥; a hundredth of a degree is about a kilometre.
LON, LAT = 105.76, 29.49


def square(number: int = 0, size: float = 0.001) -> dict[str, Any]:
    """A square of some 97 m × 111 m, each number a street away from the last."""
    x, y = LON + number * 0.002, LAT
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def bow_tie() -> dict[str, Any]:
    """A boundary that crosses itself."""
    ring = [[LON, LAT], [LON + 0.001, LAT + 0.001], [LON + 0.001, LAT], [LON, LAT + 0.001], [LON, LAT]]
    return {"type": "Polygon", "coordinates": [ring]}


def point() -> dict[str, Any]:
    """No parcel."""
    return {"type": "Point", "coordinates": [LON, LAT]}


def feature(shape: dict[str, Any] | None, **cells: Any) -> dict[str, Any]:
    """One row of a GeoJSON."""
    return {"type": "Feature", "properties": cells, "geometry": shape}


def geojson(path: Path, *features: dict[str, Any], **members: Any) -> Path:
    """A GeoJSON file of these rows."""
    content = {"type": "FeatureCollection", **members, "features": list(features)}
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return path


def code(number: int) -> str:
    """A well-formed 宗地代码."""
    return f"500111001001GB{number:05d}"


def shapefile_parts() -> dict[str, bytes]:
    """The parts of the 肇庆 shapefile by suffix."""
    return {p.suffix: p.read_bytes() for p in ZONGDI.glob("宗地_GBK无cpg.*")}


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    """An archive with these names."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path
