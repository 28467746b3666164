"""The long runs: kills and load on one record, and what must hold afterwards.

    python -m bench.soak [RUN…] [--scale 0.1] [--write]

Without a name all run, at the length that docs/benchmarks.md states; `--scale` shortens them, `--write` appends the
figures to that page. The exit code is 1 where anything was lost, half saved or corrupt.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.measure import load
from bench.soak_checks import Outcome
from bench.soak_fuzz import mutated_files
from bench.soak_kills import killed_imports, killed_writers
from bench.soak_load import contended_parcel, mixed_work, restored_backups
from bench.soak_saves import broken_trails, killed_officers, saving_officers
from domain.clock import field_day

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
_HEADING = "\n## soak\n"

#: What a run does in a folder at a share of its full length.
RUNS: dict[str, Callable[[Path, float], Outcome]] = {
    "killed-writers": lambda folder, scale: killed_writers(folder, _at_least_one(500 * scale)),
    "contended-parcel": lambda folder, scale: contended_parcel(folder, 8, _at_least_one(150 * scale)),
    "saving-officers": lambda folder, scale: saving_officers(folder, 20, _at_least_one(1_000 * scale), 50),
    "killed-officers": lambda folder, scale: killed_officers(folder, _at_least_one(500 * scale)),
    "broken-trails": lambda folder, scale: broken_trails(folder, _at_least_one(1_000 * scale)),
    "mixed-work": lambda folder, scale: mixed_work(folder, 25 * scale),
    "killed-imports": lambda folder, scale: killed_imports(folder, _at_least_one(100 * scale), 10_000),
    "mutated-files": lambda folder, scale: mutated_files(folder, 600 * scale),
    "restored-backups": lambda folder, scale: restored_backups(folder, 25 * scale),
}


def run(name: str, scale: float) -> Outcome:
    """One run in a temporary folder of its own."""
    with tempfile.TemporaryDirectory(prefix="mutu-soak-") as folder:
        return RUNS[name](Path(folder), scale)


def main() -> int:
    """Run what was asked for and say what came of it."""
    asked = argparse.ArgumentParser(prog="python -m bench.soak")
    asked.add_argument("runs", nargs="*", metavar="RUN", help=", ".join(RUNS))
    asked.add_argument("--scale", type=float, default=1.0)
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    faults = 0
    if strange := set(options.runs) - RUNS.keys():
        asked.error(f"no such run: {', '.join(sorted(strange))}")
    for name in options.runs or RUNS:
        started = time.perf_counter()
        outcome = run(name, options.scale)
        line = f"{outcome.line()} ({time.perf_counter() - started:.0f} s, {load()})"
        print(line, *outcome.faults[:20], sep="\n  ", flush=True)
        if options.write:
            _append(line)
        faults += len(outcome.faults)
    return 1 if faults else 0


def _append(line: str) -> None:
    """Put a dated line at the end of the section."""
    before, _, after = PAGE.read_text("utf-8").partition(_HEADING)
    section, following, rest = after.partition("\n## ")
    said = f"{section.rstrip()}\n- {field_day(None).isoformat()} {line}\n"
    PAGE.write_text(f"{before.rstrip()}\n{_HEADING}{said}{following}{rest}", "utf-8")


def _at_least_one(number: float) -> int:
    return max(1, round(number))


if __name__ == "__main__":
    sys.exit(main())
