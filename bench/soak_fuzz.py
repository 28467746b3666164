"""Files with bytes changed, cut out or doubled: each must be read or refused in words, within its limits."""

import random
import time
from collections import Counter
from pathlib import Path

from bench.soak_checks import Outcome
from intake.on_record import OnRecord
from intake.options import IntakeOptions
from intake.pipeline import preview
from intake.policy import read_policy
from intake.run import NotRead, seconds_for

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
_LEADING = {".gpkg", ".zip", ".geojson", ".txt", ".kml", ".dxf", ".seq", ".shp"}
_MOST_BYTES = 400_000
_GRACE_SECONDS = 30


def mutated_files(folder: Path, seconds: float, seed: int = 1) -> Outcome:
    """Import mutations of the files of the tests for so long, without writing; a crash of ours is a fault."""
    dice = random.Random(seed)
    sources = [p for p in sorted(DATA.rglob("*")) if p.suffix in _LEADING and p.stat().st_size < _MOST_BYTES]
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        source = dice.choice(sources)
        target = folder / f"{sum(outcomes.values())}{source.suffix}"
        target.write_bytes(mutated(source.read_bytes(), dice))
        started = time.monotonic()
        outcome = _outcome(target, dice)
        outcomes[outcome.split(":")[0]] += 1
        if outcome.startswith("fault") or time.monotonic() - started > seconds_for(_MOST_BYTES) + _GRACE_SECONDS:
            faults.append(f"{source.name} seed {seed} no. {sum(outcomes.values())}: {outcome}")
        else:
            target.unlink()
    figures = {"files": float(sum(outcomes.values())), **{kind: float(n) for kind, n in outcomes.most_common()}}
    return Outcome("mutated-files", figures, faults)


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The same with a few bytes changed, a piece cut out, doubled or moved."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16, 64))):
        at, length = dice.randrange(len(changed) + 1), dice.choice((1, 1, 2, 8, 64, 512))
        piece = bytes(changed[at : at + length])
        match dice.randrange(5):
            case 0:
                changed[at : at + length] = dice.randbytes(len(piece))
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = piece * dice.choice((1, 2, 50))
            case 3:
                changed[at : at + 1] = dice.choice((b"\0", b"\xff", b"-", b"9" * 30, b"{", b"(", b"<", b","))
            case _:
                del changed[max(at, 1) :]
    return bytes(changed)


def _outcome(path: Path, dice: random.Random) -> str:
    options = IntakeOptions(crs=dice.choice((None, "EPSG:4526")), accept_repairs=dice.random() < 0.5)
    try:
        found = preview(path, OnRecord((), ()), options, read_policy())
    except NotRead as failure:
        words = str(failure.issue.details.get("words", ""))
        is_ours = "Traceback" in words and "MemoryError" not in words
        return f"fault: {words[-300:]}" if is_ours else failure.issue.kind.value
    except Exception as error:
        return f"fault: {type(error).__name__}: {error}"[:300]
    return "read" if found.rows_in + found.rows_refused == len(found.rows) else "fault: rows are lost"
