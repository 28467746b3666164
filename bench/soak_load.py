"""Runs in which several processes work on one record at once."""

import time
from pathlib import Path

from bench.soak_checks import Outcome, faults_of, parcels_of, replayed
from bench.soak_hands import a_record, acknowledged, begin, count_up, live, read_by_gdal, write_on
from register.backup import back_up, restore
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths


def contended_parcel(folder: Path, processes: int, times: int) -> Outcome:
    """All count on one parcel by the version they saw: no count is lost, and whoever is late is told so."""
    outcome, record = Outcome("contended parcel"), a_record(folder)
    mouths = [folder / f"{n}.ack" for n in range(processes)]
    for hand in [begin(count_up, record, mouth, times) for mouth in mouths]:
        hand.join()
    said = [line for mouth in mouths for line in acknowledged(mouth)]
    written, refused = said.count("written"), said.count("refused")
    counted = int(_counter(record))
    if not counted == written == processes * times:
        outcome.faults.append(f"{processes * times} asked, {written} acknowledged, {counted} stored")
    outcome.faults += [line for line in said if line.startswith("error")] + faults_of(record)
    outcome.figures = {
        "processes": processes,
        "written": written,
        "refused as stale": refused,
        "refused as busy": said.count("busy"),
    }
    return outcome


def mixed_work(folder: Path, seconds: float) -> Outcome:
    """Four processes write, read copies, draw and back up, and GDAL reads meanwhile: acknowledged is stored."""
    outcome, record = Outcome("mixed work"), a_record(folder)
    mouths = [folder / f"{n}.ack" for n in range(4)]
    hands = [begin(live, record, mouth, mouth.stem, seconds) for mouth in mouths]
    stranger = begin(read_by_gdal, record, folder / "gdal.ack", seconds)
    for hand in [*hands, stranger]:
        hand.join()
        if hand.exitcode != 0:
            outcome.faults.append(f"a process ended with {hand.exitcode}")
    said = [line for mouth in mouths for line in acknowledged(mouth)]
    outcome.faults += [line for line in said if line.startswith("error")]
    codes = [line for line in said if not line.startswith("error")]
    stored = int(_counter(record))
    if stored != len(codes):
        outcome.faults.append(f"{len(codes)} acknowledged, {stored} stored")
    outcome.faults += faults_of(record, codes)
    backups = [p for n in range(4) for p in (folder / f"backups-{n}").glob("*Z")]
    for backup in backups:
        outcome.faults += faults_of(backup / "record.gpkg")
    reads = len(acknowledged(folder / "gdal.ack"))
    outcome.figures = {"seconds": seconds, "commits": len(codes), "GDAL reads": reads, "backups": len(backups)}
    return outcome


def restored_backups(folder: Path, seconds: float) -> Outcome:
    """A backup made while two processes write, restored elsewhere, is the record as it was at one moment."""
    outcome, record = Outcome("restored backups"), a_record(folder)
    paths = RecordPaths(record)
    paths.files.mkdir()
    (paths.files / ("a" * 64)).write_bytes(b"photo")
    hands = [begin(write_on, record, folder / f"{n}.ack", str(n), seconds) for n in range(2)]
    targets = []
    while not targets or any(hand.is_alive() for hand in hands):
        targets.append(back_up(paths, folder / "backups"))
        time.sleep(1.0)  # a backup is named by its second
    for hand in hands:
        hand.join()
        if hand.exitcode != 0:
            outcome.faults.append(f"a writer ended with {hand.exitcode}")
    for number, target in enumerate(targets):
        outcome.faults += _differences(paths, target, folder / f"restored-{number}")
    codes = [line for n in range(2) for line in acknowledged(folder / f"{n}.ack")]
    outcome.faults += faults_of(record, codes)
    outcome.figures = {"seconds": seconds, "backups restored": len(targets), "commits meanwhile": len(codes)}
    return outcome


def _differences(live_paths: RecordPaths, backup: Path, folder: Path) -> list[str]:
    """Where a restored backup departs from what the live trail says of that moment."""
    folder.mkdir()
    paths = RecordPaths(folder / "record.gpkg")
    restore(backup, paths)
    restored, live_register = GeoPackageRegister(paths.record), GeoPackageRegister(live_paths.record)
    entries = list(restored.trail())
    until_then = list(live_register.trail())[: len(entries)]
    faults = faults_of(paths.record)
    if entries[-1].hash != until_then[-1].hash:
        faults.append(f"{backup.name}: another head of the chain")
    told, found = replayed(until_then), parcels_of(restored)
    if told != found or _area_m2(told) != _area_m2(found):
        faults.append(f"{backup.name}: other parcels or another sum of areas")
    if (paths.files / ("a" * 64)).read_bytes() != b"photo":
        faults.append(f"{backup.name}: another file")
    restored.close()
    live_register.close()
    return faults


def _area_m2(parcels: dict[int, tuple[int, dict[str, float]]]) -> float:
    return sum(values.get("registered_area_m2", 0.0) for _, values in parcels.values())


def _counter(record: Path) -> str:
    register = GeoPackageRegister(record)
    address = str(register.find("parcels", id=1)[0]["address"])
    register.close()
    return address
