"""An invented estate in metres, turned by 18°, and its vector tiles by DuckDB."""

import math
import random
from functools import cache
from pathlib import Path

import duckdb
import duckdb_extension_spatial
import shapely
from shapely.affinity import rotate, translate
from shapely.geometry import LineString, Point, box

LON, LAT = 105.760, 29.520
MERCATOR_R = 6378137.0
CODES = {
    "offered": 9,
    "reserved": 8,
    "idle": 12,
    "underused": 16,
    "building": 10,
    "supplied": 5,
    "producing": 44,
    "stopped": 6,
    "cleared": 8,
    "raw": 12,
}


def _lonlat(x: float, y: float) -> tuple[float, float]:
    return (
        math.degrees(x / MERCATOR_R),
        math.degrees(2 * math.atan(math.exp(y / MERCATOR_R)) - math.pi / 2),
    )


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    return (
        math.radians(lon) * MERCATOR_R,
        MERCATOR_R * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)),
    )


ORIGIN = _mercator(LON, LAT)
STRETCH = 1 / math.cos(math.radians(LAT))


def place(shape: shapely.Geometry) -> shapely.Geometry:
    """A shape in metres of the estate as a shape in Web Mercator."""
    turned = rotate(shape, 18, origin=(0, 0))
    scaled = shapely.transform(turned, lambda xy: xy * STRETCH)
    return translate(scaled, *ORIGIN)


def blocks() -> list[tuple[float, float, float, float]]:
    """Blocks between the roads: x0, y0, x1, y1 in metres."""
    xs = [-1500, -1020, -520, 20, 560, 1080, 1500]
    ys = [-640, -250, 130, 480, 760]
    return [(xs[i] + 16, ys[j] + 14, xs[i + 1] - 16, ys[j + 1] - 14) for i in range(6) for j in range(4)]


@cache
def parcels() -> list[dict[str, object]]:
    """Parcels with id, code, number, area and shape; each block two rows deep."""
    chance = random.Random(7)
    bag = [code for code, n in CODES.items() for _ in range(n)]
    found: list[dict[str, object]] = []
    for number, (x0, y0, x1, y1) in enumerate(blocks()):
        if number == 14:
            continue  # the park with its pond
        middle = (y0 + y1) / 2
        for low, high in ((y0, middle), (middle, y1)):
            left = x0
            while left < x1 - 1:
                width = chance.choice([70, 95, 120, 150, 190])
                right = x1 if x1 - left - width < 70 else left + width
                shape = box(left, low, right, high)
                found.append(
                    {
                        "id": len(found) + 1,
                        "s": chance.choice(bag),
                        "n": f"{'ABCDEF'[number // 4]}{len(found) % 40 + 1:02}",
                        "a": f"{shape.area * 3 / 2000:.1f}亩",
                        "shape": shape,
                        "park": number % 2,
                    }
                )
                left = right
    return found


@cache
def plants() -> list[dict[str, object]]:
    """Plants on used parcels with a set-back; every ninth has a vacant unit."""
    found: list[dict[str, object]] = []
    for parcel in parcels():
        if parcel["s"] not in {"producing", "stopped", "underused", "building"}:
            continue
        x0, y0, x1, y1 = parcel["shape"].buffer(-12, join_style="mitre").bounds
        halls = max(1, int((x1 - x0) // 55))
        for i in range(halls):
            left = x0 + i * (x1 - x0) / halls
            shape = box(left, y0 + (i % 3) * 14, left + (x1 - x0) / halls - 8, y1 - (i % 2) * 22)
            found.append({"id": len(found) + 1, "v": len(found) % 23 == 4, "shape": shape})
    return found


def ground() -> dict[str, list[dict[str, object]]]:
    """The context layers of the town."""
    edge = box(-1600, -740, 1600, 860)
    streets = [
        (-1500, "园西路"),
        (-1020, "锦程路"),
        (-520, "龙水路"),
        (20, "双电路"),
        (560, "车城大道"),
        (1080, "示范路"),
    ]
    lanes = [
        (-640, "滨河路", 2),
        (-250, "通桥路", 3),
        (130, "工业大道", 1),
        (480, "站前路", 3),
        (760, "北环路", 2),
    ]
    road = [
        {"w": w, "shape": LineString([(-1560 if w > 1 else -4000, y), (1560 if w > 1 else 4000, y)])}
        for y, _, w in lanes
    ]
    road += [
        {
            "w": 1 if x == 20 else 2,
            "shape": LineString([(x, -700 if x != 20 else -3000), (x, 820 if x != 20 else 3000)]),
        }
        for x, _ in streets
    ]
    bends = [
        (-4000, -1100),
        (-1800, -900),
        (-900, -760),
        (200, -760),
        (1300, -700),
        (2200, -480),
        (4000, -420),
    ]
    pond = Point(300, 290).buffer(1)
    pond = shapely.transform(pond, lambda xy: (xy - [300, 290]) * [150, 70] + [300, 290])
    chance = random.Random(3)
    hills = [
        Point(chance.uniform(-3500, 3500), side * chance.uniform(1100, 2600)).buffer(
            chance.uniform(250, 600), quad_segs=5
        )
        for side in (1, -1)
        for _ in range(12)
    ]
    names = [{"n": n, "r": 342.0, "k": "road", "w": w, "shape": Point(x, y)} for y, n, w in lanes for x in (-760, 900)]
    names += [{"n": n, "r": 252.0, "k": "road", "w": 2, "shape": Point(x, y)} for x, n in streets for y in (-60, 620)]
    names += [
        {"n": "镜湖", "r": 0.0, "k": "water", "w": 1, "shape": Point(300, 290)},
        {"n": "湖畔公园", "r": 342.0, "k": "green", "w": 1, "shape": Point(300, 420)},
        {"n": "双溪河", "r": 340.0, "k": "water", "w": 1, "shape": Point(1300, -700)},
        {"n": "货运铁路", "r": 342.0, "k": "rail", "w": 1, "shape": Point(600, 980)},
    ]
    return {
        "outline": [{"shape": edge}],
        "green": [{"shape": h} for h in hills] + [{"shape": box(40, 148, 540, 464)}],
        "water": [{"shape": pond}, {"shape": LineString(bends).buffer(34)}],
        "road": road,
        "rail": [{"shape": LineString([(-4000, 980), (4000, 980)])}],
        "name": names,
    }


def hostile_names(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The same parcels with names that try to run."""
    payloads = [
        "<img src=x onerror=fired()>",
        "</script><script>fired()</script>",
        "{{7*7}}",
        "`${fired()}`",
        "\u202eabc" + "长" * 500,
    ]
    return [{**row, "n": payloads[i % len(payloads)], "a": "<b>1</b>亩"} for i, row in enumerate(rows)]


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    folder = Path(duckdb_extension_spatial.__file__).parent / "extensions"
    db = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    db.execute(f"LOAD '{next(folder.rglob('spatial.duckdb_extension'))}'")
    return db


def encode(layer: str, rows: list[dict[str, object]], z: int, x: int, y: int) -> bytes:
    """One layer of one tile; rows carry `shape` in metres and properties; empty where nothing lies there."""
    side = 2 * math.pi * MERCATOR_R / 2**z
    left, top = x * side - math.pi * MERCATOR_R, math.pi * MERCATOR_R - y * side
    near = box(left - side / 8, top - side * 1.125, left + side * 1.125, top + side / 8)
    shapes = [(row, place(row["shape"])) for row in rows]
    found = [(row, shape) for row, shape in shapes if shape.intersects(near)]
    if layer in {"l", "v", "name"}:
        tile = box(left, top - side, left + side, top)
        found = [(row, shape) for row, shape in found if shapely.covers(tile, shape)]
    if not found:
        return b""
    keys = [k for k in found[0][0] if k not in {"shape", "park"}]
    db = _engine().cursor()
    kinds = {int: "INTEGER", str: "VARCHAR", float: "DOUBLE", bool: "BOOLEAN"}
    typed = {k: kinds[next((type(r[k]) for r, _ in found if r.get(k) is not None), str)] for k in keys}
    db.execute(f"CREATE OR REPLACE TEMP TABLE f (geom BLOB{''.join(f', {k} {t}' for k, t in typed.items())})")
    db.executemany(
        f"INSERT INTO f VALUES (?{', ?' * len(keys)})",
        [(shapely.to_wkb(shapely.set_precision(s, 0)), *(r.get(k) for k in keys)) for r, s in found],
    )
    columns = ", ".join(f"'{k}': {k}" for k in keys)
    extent = f"{{min_x:{left}, min_y:{top - side}, max_x:{left + side}, max_y:{top}}}::BOX_2D"
    geom = f"ST_AsMVTGeom(ST_GeomFromWKB(geom), {extent}, 4096, 128, true)"
    call = f"{{'geom': {geom}{', ' + columns if columns else ''}}}"
    identity = ", 'id'" if "id" in keys else ""
    (tile,) = db.execute(f"SELECT ST_AsMVT({call}, '{layer}', 4096, 'geom'{identity}) FROM f").fetchone()
    return bytes(tile or b"")


def parcel_tile(z: int, x: int, y: int, *, only: str = "", hostile: bool = False) -> bytes:
    """The tile of the parcels; `only` names the one code that is not faded."""
    rows = [{**p, "d": 1 if only and p["s"] != only else None} for p in parcels()]
    if hostile:
        rows = hostile_names(rows)
    labels = [{**r, "shape": r["shape"].representative_point()} for r in rows]
    halls = [{"id": p["id"], "v": 1 if p["v"] else None, "shape": p["shape"]} for p in plants()]
    vacant = [{"id": p["id"], "shape": p["shape"].centroid} for p in plants() if p["v"]]
    named = rows if z >= 13 else [{k: v for k, v in r.items() if k not in {"n", "a"}} for r in rows]
    parts = [encode("p", named, z, x, y), encode("v", vacant, z, x, y)]
    if z >= 14:
        parts += [encode("b", halls, z, x, y), encode("l", labels, z, x, y)]
    return b"".join(parts)


def ground_tile(z: int, x: int, y: int) -> bytes:
    """The tile of the ground."""
    return b"".join(encode(name, rows, z, x, y) for name, rows in ground().items())


def bounds() -> tuple[float, float, float, float]:
    """West, south, east, north of the parcels in degrees."""
    x0, y0, x1, y1 = shapely.total_bounds([place(p["shape"]) for p in parcels()])
    return (*_lonlat(x0, y0), *_lonlat(x1, y1))


def corner_of(parcel_id: int) -> tuple[float, float]:
    """Latitude and longitude of a point inside the parcel."""
    point = place(parcels()[parcel_id - 1]["shape"]).representative_point()
    lon, lat = _lonlat(point.x, point.y)
    return lat, lon


def outline_of(parcel_id: int) -> tuple[float, float, float, float]:
    """West, south, east, north of one parcel in degrees."""
    x0, y0, x1, y1 = place(parcels()[parcel_id - 1]["shape"]).bounds
    return (*_lonlat(x0, y0), *_lonlat(x1, y1))
