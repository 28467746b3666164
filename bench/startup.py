"""From the file to a ready reading copy: `python -m bench startup RECORD.gpkg [bands]`."""

import time
from pathlib import Path

from bench.measure import load, memory
from domain.audience import EVERYBODY
from domain.criteria import Criteria
from register.geopackage import GeoPackageRegister
from register.snapshot import Snapshot


def main(record: str, bands: str = "") -> None:
    """Fill, first page, and with `bands` the wait for all of them."""
    path = Path(record)
    register = GeoPackageRegister(path)
    print(f"{register.count('parcels'):,} parcels, {path.stat().st_size / 1e6:.0f} MB; {load()}; before: {memory()}")
    begin, cpu_begin = time.perf_counter(), time.process_time()
    snapshot = Snapshot(register, path)
    snapshot.refresh()
    wall, cpu = time.perf_counter() - begin, time.process_time() - cpu_begin
    print(f"ready after {wall:.1f} s (CPU of the app {cpu:.1f} s); {memory()}")
    begin = time.perf_counter()
    snapshot.reader(EVERYBODY).page(Criteria("parcel"))
    print(f"first page after another {time.perf_counter() - begin:.2f} s")
    if bands:
        snapshot.wait_for_bands()
        print(f"all bands after another {time.perf_counter() - begin:.0f} s; {memory()}")
    snapshot.close()
