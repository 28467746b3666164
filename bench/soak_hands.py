"""What the processes of a long run do. Each acknowledges a commit by a line in a file of its own, after it returned.

They are forked from a small server process, so that no connection to a record is ever carried across a fork.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from actions.import_file import ImportOptions, import_file
from domain.audience import EVERYBODY
from domain.audit import Trace
from domain.codes import Stage
from domain.criteria import Criteria
from domain.errors import LandError, StaleRecord
from intake.options import IntakeOptions
from register.backup import back_up
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths
from register.snapshot import Snapshot

TRACE = Trace("soak", "write")
IMPORT = ImportOptions(parcels=IntakeOptions(crs="EPSG:4490", stage=Stage.CLEARED))
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["bench.soak_hands"])


def begin(hand: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    """A process that does this."""
    process = _SERVER.Process(target=hand, args=arguments)
    process.start()
    return process


def kill(process: ForkServerProcess, *, with_children: bool = False) -> None:
    """As the power fails: no handler runs."""
    assert process.pid is not None
    with suppress(ProcessLookupError):
        (os.killpg if with_children else os.kill)(process.pid, signal.SIGKILL)
    process.join()


def acknowledged(path: Path) -> list[str]:
    """What a process had acknowledged; a line cut short by its death counts for nothing."""
    return [line for line in path.read_text().split("\n")[:-1] if line != "ready"] if path.exists() else []


def a_record(folder: Path) -> Path:
    """A record of one parcel whose address counts."""
    record = folder / "record.gpkg"
    register = GeoPackageRegister.create(record, {"today_on": "2025-11-20"})
    with register.transaction(TRACE) as writer:
        district = writer.insert("districts", {"name": "示例区"})
        writer.insert("parks", {"park_code": "SQ", "name": "双桥", "district_id": district})
        writer.insert("parcels", {"parcel_code": "counter", "stage": "raw", "address": "0"})
    register.close()
    return record


def write_on(record: Path, acknowledgements: Path, name: str, seconds: float) -> None:
    """Add parcels one by one, each with the count that belongs to it, for some seconds or until death."""
    register, said = GeoPackageRegister(record), _mouth(acknowledgements)
    os.write(said, b"ready\n")
    number, ends_at = 0, time.monotonic() + seconds
    while time.monotonic() < ends_at:
        number += 1
        _write_one(register, said, f"{name}-{number}")
    register.close()


def _write_one(register: GeoPackageRegister, said: int, code: str) -> None:
    """A parcel and the raised count in one transaction; acknowledged only when the commit has returned.

    Writers without a pause can starve one of them: it is refused, which is no loss.
    """
    with suppress(LandError):
        with register.transaction(TRACE) as writer:
            writer.insert("parcels", {"parcel_code": code, "stage": "cleared", "registered_area_m2": 1000.5})
            counter = register.find("parcels", id=1)[0]
            writer.update("parcels", 1, counter["version"], {"address": str(int(counter["address"]) + 1)})
        os.write(said, f"{code}\n".encode())


def count_up(record: Path, acknowledgements: Path, times: int) -> None:
    """Read the counting parcel, then write it by the version seen; whoever is refused reads again."""
    register, said = GeoPackageRegister(record), _mouth(acknowledgements)
    done = 0
    while done < times:
        seen = register.find("parcels", id=1)[0]
        try:
            with register.transaction(TRACE) as writer:
                writer.update("parcels", 1, seen["version"], {"address": str(int(seen["address"]) + 1)})
        except StaleRecord:
            os.write(said, b"refused\n")
        except LandError:
            os.write(said, b"busy\n")
        except Exception as error:
            os.write(said, f"error {type(error).__name__}: {error}\n".encode())
        else:
            done += 1
            os.write(said, b"written\n")
    register.close()


def live(record: Path, acknowledgements: Path, name: str, seconds: float) -> None:
    """A server's day in short: write, bring the reading copy up, draw a tile, back up once in a while."""
    register, said = GeoPackageRegister(record), _mouth(acknowledgements)
    snapshot, round_count, ends_at = Snapshot(register), 0, time.monotonic() + seconds
    while not round_count or time.monotonic() < ends_at:
        round_count += 1
        for number in range(20):
            _write_one(register, said, f"{name}-{round_count}-{number}")
        stored = register.count("parcels")
        snapshot.refresh()
        reader = snapshot.reader(EVERYBODY)
        reader.tile(Criteria("parcel"), 14, 13005, 6794)
        if len(reader.find("parcels")) < stored:
            os.write(said, b"error: the reading copy is behind\n")
        if round_count % 5 == 1:
            back_up(RecordPaths(record), record.parent / f"backups-{name}")
    snapshot.close()
    register.close()


def bring_in(record: Path, file: Path, acknowledgements: Path) -> None:
    """Import a file, at the head of a process group, so that its worker can be killed with it."""
    os.setsid()
    register = GeoPackageRegister(record)
    os.write(_mouth(acknowledgements), b"ready\n")
    import_file(register, record.with_suffix(".files"), file, IMPORT)
    register.close()


def read_by_gdal(record: Path, acknowledgements: Path, seconds: float) -> None:
    """Another program that opens and closes the same file all the time, as QGIS does."""
    import pyogrio

    said, ends_at = _mouth(acknowledgements), time.monotonic() + seconds
    while time.monotonic() < ends_at:
        pyogrio.raw.read(record, layer="parcels", read_geometry=False, columns=["parcel_code"])
        os.write(said, b"read\n")


def _mouth(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
