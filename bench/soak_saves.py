"""Officers at their desks in processes of their own: every save is a deed, with its checks and its trace."""

import math
import os
import random
import sqlite3
import time
from datetime import date
from pathlib import Path

from actions.desk import Desk
from actions.edit_record import Edit, edit_record
from bench.soak_checks import Outcome, faults_of
from bench.soak_hands import acknowledged, begin, kill
from domain.audience import Person, Role
from domain.audit import Basis, Trace
from domain.errors import StaleRecord
from register.geopackage import GeoPackageRegister

TODAY = date(2025, 11, 20)
REASON = Basis(reason="核对")
#: At most so long an officer looks at a parcel before he saves: 20 of them then save some 80 times a second.
THINKING_S = 0.5


def saving_officers(folder: Path, officers: int, saves: int, parcels: int) -> Outcome:
    """Officers count up parcels chosen at random by the edition they saw: no save is lost, none waits long."""
    outcome, record = Outcome("saving officers"), _a_record(folder, parcels)
    mouths = [folder / f"{n}.ack" for n in range(officers)]
    each = math.ceil(saves / officers)
    for hand in [begin(save_on, record, mouth, n, each, parcels, THINKING_S) for n, mouth in enumerate(mouths)]:
        hand.join()
    said = [line.split() for mouth in mouths for line in acknowledged(mouth)]
    times = sorted(float(words[1]) for words in said if words[0] == "saved")
    outcome.faults += [" ".join(words) for words in said if words[0] == "error"] + faults_of(record)
    outcome.faults += _count_faults(record, len(times), each * officers)
    p95, worst = _quantile(times, 0.95), _quantile(times, 1.0)
    outcome.figures = {
        "officers": officers, "saves": len(times), "told that they were late": sum(w[0] == "stale" for w in said),
        "ms p95": round(p95, 1), "ms worst": round(worst, 1),
    }  # fmt: skip
    return outcome


def save_on(record: Path, mouth: Path, number: int, times: int, parcels: int, thinking_s: float) -> None:
    """One officer: read a parcel, raise its number by one, save; whoever is late reads again. ms of each save."""
    register, dice = GeoPackageRegister(record), random.Random(number)
    officer = Person(f"officer-{number}", frozenset({Role.OFFICER}), ("SQ",), "key")
    desk = Desk(register, lambda: officer, TODAY, "127.0.0.1")
    said = os.open(mouth, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    done = 0
    while done < times:
        time.sleep(dice.uniform(0.0, thinking_s))
        seen = register.get("parcels", dice.randint(1, parcels)) or {}
        changes = {"address": str(int(seen["address"]) + 1)}
        edit = Edit("parcels", seen["id"], seen["version"], changes, REASON, "台账", "2025-11-20")
        started = time.perf_counter()
        try:
            edit_record(desk, edit)
        except StaleRecord:
            os.write(said, b"stale\n")
        except Exception as error:
            os.write(said, f"error {type(error).__name__} {error}\n".encode())
            done += 1
        else:
            done += 1
            os.write(said, f"saved {(time.perf_counter() - started) * 1000:.3f}\n".encode())
    register.close()


def killed_officers(folder: Path, kills: int) -> Outcome:
    """An officer's process ends amid his work, by SIGKILL and SIGTERM in turn: no save is half, none is lost."""
    outcome, record, dice = Outcome("killed officers"), _a_record(folder, 5), random.Random(20251120)
    acknowledged_count = 0
    for number in range(kills):
        mouth = folder / f"{number}.ack"
        hand = begin(save_on, record, mouth, number, 10_000, 5, 0.0)
        while not mouth.exists():
            time.sleep(0.005)
        time.sleep(dice.uniform(0.06, 0.2))
        if number % 2:
            hand.terminate()
            hand.join()
        else:
            kill(hand)
        acknowledged_count += sum(line.startswith("saved") for line in acknowledged(mouth))
    outcome.faults += faults_of(record)
    counted, told = _counted(record)
    if not acknowledged_count <= counted == told <= acknowledged_count + kills:  # one may die between commit and word
        outcome.faults.append(f"{acknowledged_count} acknowledged, {counted} stored, {told} in the trail")
    outcome.figures = {"kills": kills, "acknowledged saves": acknowledged_count, "stored": counted}
    return outcome


def broken_trails(folder: Path, trials: int) -> Outcome:
    """Eight writers leave a trail; it is altered, robbed and cut in every way: each harm is found, no chain forks."""
    outcome, record = Outcome("broken trails"), _a_record(folder, 8)
    mouths = [folder / f"{n}.ack" for n in range(8)]
    for hand in [begin(save_on, record, mouth, n, 60, 8, 0.02) for n, mouth in enumerate(mouths)]:
        hand.join()
    outcome.faults += faults_of(record)
    register, dice = GeoPackageRegister(record), random.Random(20251120)
    entries = list(register.trail())
    if len({e.previous_hash for e in entries}) != len(entries):
        outcome.faults.append("the chain forks")
    head, found = (entries[-1].seq, entries[-1].hash), 0
    for _ in range(trials):
        harm, is_found = _harmed(record, dice, head)
        found += is_found
        if not is_found:
            outcome.faults.append(f"not found: {harm}")
    register.close()
    outcome.figures = {"entries": len(entries), "harms": trials, "found": found}
    return outcome


def _harmed(record: Path, dice: random.Random, head: tuple[int, str]) -> tuple[str, bool]:
    """Do one harm, as somebody with the file and without the program could; look; undo it."""
    connection = sqlite3.connect(record, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("BEGIN")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    seq = dice.randint(1, head[0])
    harm = dice.choice([*_HARMS])
    connection.execute(_HARMS[harm], {"seq": seq})
    is_found = GeoPackageRegister.first_broken_in(connection) is not None or not _has_head(connection, head)
    connection.execute("ROLLBACK")
    connection.close()
    return f"{harm} at {seq}", is_found


#: What could be done to the trail: a word of it changed, one entry taken out, two swapped, the tail cut off.
_HARMS = {
    "value": "UPDATE audit_entries SET after = replace(after, '{', '{\"x\":1,') WHERE id = :seq",
    "actor": "UPDATE audit_entries SET actor = actor || 'x' WHERE id = :seq",
    "reason": "UPDATE audit_entries SET basis_reason = 'x' WHERE id = :seq",
    "instant": "UPDATE audit_entries SET at = '2020-01-01T00:00:00.000Z' WHERE id = :seq",
    "taken out": "DELETE FROM audit_entries WHERE id = :seq",
    "moved": "UPDATE audit_entries SET id = id + 100000 WHERE id = :seq",
    "tail cut": "DELETE FROM audit_entries WHERE id >= :seq",
}


def _has_head(connection: sqlite3.Connection, head: tuple[int, str]) -> bool:
    """Whether the printed head is still there: a tail that was cut off leaves a sound but shorter chain."""
    row = connection.execute("SELECT hash FROM audit_entries WHERE id = ?", (head[0],)).fetchone()
    return row is not None and row["hash"] == head[1]


def _a_record(folder: Path, parcels: int) -> Path:
    record = folder / "record.gpkg"
    register = GeoPackageRegister.create(record, {"today_on": TODAY.isoformat()})
    with register.transaction(Trace("soak", "write")) as writer:
        district = writer.insert("districts", {"name": "示例区"})
        park = writer.insert("parks", {"park_code": "SQ", "name": "双桥", "district_id": district})
        rows = ({"parcel_code": f"P{n}", "park_id": park, "stage": "raw", "address": "0"} for n in range(parcels))
        writer.insert_many("parcels", rows)
    register.close()
    return record


def _count_faults(record: Path, saved: int, asked: int) -> list[str]:
    counted, told = _counted(record)
    if counted == told == saved == asked:
        return []
    return [f"{asked} asked, {saved} acknowledged, {counted} stored, {told} in the trail"]


def _counted(record: Path) -> tuple[int, int]:
    """Saves as the parcels count them, and as the trail tells them."""
    register = GeoPackageRegister(record)
    counted = sum(int(parcel["address"]) for parcel in register.find("parcels"))
    told = sum(1 for entry in register.trail() if entry.trace.deed == "edit_record")
    register.close()
    return counted, told


def _quantile(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, math.ceil(share * len(times)) - 1)] if times else float("nan")
