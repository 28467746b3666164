"""Runs in which a process dies without warning."""

import json
import random
import time
from pathlib import Path

from actions.import_file import import_file
from bench.soak_checks import Outcome, faults_of
from bench.soak_hands import IMPORT, a_record, acknowledged, begin, bring_in, kill, write_on
from register.geopackage import GeoPackageRegister

_KILLS_PER_RECORD = 25


def killed_writers(folder: Path, kills: int) -> Outcome:
    """A writer is killed 60–200 ms after its first breath: nothing acknowledged is lost, nothing half is stored."""
    outcome, dice = Outcome("killed writers"), random.Random(20251120)
    commits = 0
    for first in range(0, kills, _KILLS_PER_RECORD):
        place = folder / f"kills-{first}"
        place.mkdir()
        record, known = a_record(place), set[str]()
        for number in range(first, min(kills, first + _KILLS_PER_RECORD)):
            known |= _killed_once(record, place / f"{number}.ack", str(number), dice)
            outcome.faults += faults_of(record, known) + _half_saves(record)
        commits += len(known)
    outcome.figures = {"kills": kills, "acknowledged commits": commits}
    return outcome


def _killed_once(record: Path, said: Path, name: str, dice: random.Random) -> set[str]:
    writer = begin(write_on, record, said, name, 60.0)
    _await_breath(said)
    time.sleep(dice.uniform(0.06, 0.2))
    kill(writer)
    return set(acknowledged(said))


def _half_saves(record: Path) -> list[str]:
    """The counting parcel is raised with every parcel added, or neither is there."""
    register = GeoPackageRegister(record)
    try:
        with register.reading():
            counted = int(register.find("parcels", id=1)[0]["address"])
            added = register.count("parcels") - 1
        return [] if counted == added else [f"half a save: {added} parcels, {counted} counted"]
    finally:
        register.close()


def killed_imports(folder: Path, kills: int, rows: int) -> Outcome:
    """An import is killed at any moment: all of its rows are there or none; the same file again brings the rest."""
    outcome, dice = Outcome("killed imports"), random.Random(20251120)
    file = _parcels_file(folder / "parcels.geojson", rows)
    whole_s = _seconds_of_an_import(_empty(folder / "whole"), file)
    seen = {0: 0, rows: 0}
    for number in range(kills):
        record = _empty(folder / f"import-{number}")
        _kill_import(record, file, whole_s * dice.uniform(0.4, 1.2))
        register = GeoPackageRegister(record)
        count, batches = register.count("parcels"), register.count("import_batches")
        if count not in seen or batches != (count == rows):
            outcome.faults.append(f"between: {count} rows, {batches} batches")
        else:
            seen[count] += 1
        import_file(register, record.with_suffix(".files"), file, IMPORT)
        revision = register.revision()
        import_file(register, record.with_suffix(".files"), file, IMPORT)
        if (register.count("parcels"), register.count("import_batches"), register.revision()) != (rows, 1, revision):
            outcome.faults.append(f"the repeat left {register.count('parcels')} rows")
        register.close()
        outcome.faults += faults_of(record)
    outcome.figures = {"kills": kills, "rows each": rows, "times before": seen[0], "times after": seen[rows]}
    return outcome


def _parcels_file(path: Path, rows: int) -> Path:
    """Squares of a hundred metres side by side, a hundred to a row."""
    features = []
    for number in range(rows):
        x, y = 105.5 + number % 100 * 0.002, 29.3 + number // 100 * 0.002
        ring = [[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001], [x, y]]
        cells = {"宗地代码": f"500111001001GB{number:05d}", "坐落": f"工业大道{number}号"}
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": cells, "geometry": shape})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), "utf-8")
    return path


def _empty(folder: Path) -> Path:
    folder.mkdir()
    GeoPackageRegister.create(folder / "record.gpkg", {"is_sample": "0"}).close()
    return folder / "record.gpkg"


def _seconds_of_an_import(record: Path, file: Path) -> float:
    process = begin(bring_in, record, file, record.with_suffix(".ack"))
    _await_breath(record.with_suffix(".ack"))
    started = time.perf_counter()
    process.join()
    if process.exitcode != 0:
        raise RuntimeError("the whole import does not go through")
    return time.perf_counter() - started


def _kill_import(record: Path, file: Path, after_s: float) -> None:
    """With its worker, as the machine dies."""
    process = begin(bring_in, record, file, record.with_suffix(".ack"))
    _await_breath(record.with_suffix(".ack"))
    process.join(after_s)
    if process.is_alive():
        kill(process, with_children=True)


def _await_breath(said: Path) -> None:
    while not said.exists() or not said.stat().st_size:
        time.sleep(0.002)
