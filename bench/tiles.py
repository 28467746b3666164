"""Vector tiles, cold and warm, by zoom: `python -m bench tiles RECORD.gpkg` (waits for the bands)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.measure import load, medians, memory
from domain.audience import EVERYBODY
from domain.criteria import Criteria
from register import tiles
from register.geopackage import GeoPackageRegister
from register.snapshot import Snapshot

ZOOMS = range(8, 17)
MOST_TILES = 20


def main(record: str) -> None:
    """Tiles that hold parcels, the fullest first; each cold, then warm."""
    path = Path(record)
    snapshot = Snapshot(GeoPackageRegister(path), path)
    snapshot.refresh()
    snapshot.wait_for_bands()
    reader = snapshot.reader(EVERYBODY)
    print(f"{load()}; {memory()}")
    for zoom in ZOOMS:
        found = _fullest(reader, zoom)
        filtered = Criteria.of("parcel", {"stage": ["cleared"]})
        plain = Criteria("parcel")
        sizes = [len(reader.tile(plain, zoom, x, y)) for x, y, _ in found]
        cold = [_cold(reader, plain, zoom, x, y) for x, y, _ in found]
        faded = [_cold(reader, filtered, zoom, x, y) for x, y, _ in found]
        warm = [_warm(reader, plain, zoom, x, y) for x, y, _ in found]
        counts = [n for *_, n in found]
        size = f"{min(counts):,}-{max(counts):,} parcels, up to {max(sizes) / 1000:.0f} kB"
        print(f"z{zoom:2} {len(found):3} tiles of {size}")
        print(f"     cold     {medians(cold)}\n     filtered {medians(faded)}\n     warm     {medians(warm)}")
    for low, high in ((2_500, 3_500), (9_000, 10_000)):
        _of_size(reader, low, high)
    snapshot.close()


def _cold(reader: Any, criteria: Criteria, z: int, x: int, y: int) -> Callable[[], Any]:
    return lambda: reader._tile(tiles.Tile(z, x, y), criteria)


def _warm(reader: Any, criteria: Criteria, z: int, x: int, y: int) -> Callable[[], Any]:
    return lambda: reader.tile(criteria, z, x, y)


def _fullest(reader: Any, zoom: int) -> list[tuple[int, int, int]]:
    return [tuple(row) for row in reader.all(f"{_counted(zoom)} ORDER BY n DESC LIMIT {MOST_TILES}")]


def _counted(zoom: int) -> str:
    """(x, y, n): the tiles that hold the centres of parcels, and of how many."""
    width, half = tiles.EARTH_M / 2**zoom, tiles.EARTH_M / 2
    x = f"floor(((x0 + x1) / 2 + {half}) / {width})::INT"
    y = f"floor(({half} - (y0 + y1) / 2) / {width})::INT"
    return f"SELECT {x} AS x, {y} AS y, count(*) AS n FROM {{v}}.parcel_list WHERE NOT is_retired GROUP BY ALL"


def _of_size(reader: Any, low: int, high: int) -> None:
    """Tiles of some number of parcels, whatever their zoom."""
    wanted = f"HAVING count(*) BETWEEN {low} AND {high} LIMIT 15"
    by_zoom = {zoom: reader.all(f"{_counted(zoom)} {wanted}") for zoom in ZOOMS}
    deeds = [_cold(reader, Criteria("parcel"), z, x, y) for z, places in by_zoom.items() for x, y, _ in places]
    if deeds:
        print(f"{len(deeds)} cold tiles of {low:,}-{high:,} parcels: {medians(deeds)}")


if __name__ == "__main__":
    raise SystemExit("python -m bench tiles RECORD.gpkg")
