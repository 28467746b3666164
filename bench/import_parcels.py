"""How long an import takes and how much memory, from the file to the committed record.

    python -m bench.import_parcels FILE…

Each file is brought into an empty record of its own in a temporary folder.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from actions.import_file import ImportOptions, import_file
from actions.import_parcels import preview_parcels
from intake.options import IntakeOptions
from intake.policy import read_policy
from register.geopackage import GeoPackageRegister


def main(paths: list[Path]) -> None:
    """Print one line for each file: rows, seconds to the preview, seconds of the whole import, peak memory."""
    print("file | rows read, in, refused | to preview, s | whole import, s | again, s | app, worker peak MB")
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            print(" | ".join(_measured(path, Path(folder))))


def _measured(path: Path, folder: Path) -> list[str]:
    register = GeoPackageRegister.create(folder / "record.gpkg")
    started = time.perf_counter()
    preview_parcels(register, path, IntakeOptions(), read_policy())
    seen = time.perf_counter()
    result = import_file(register, folder / "record.files", path, ImportOptions())
    done = time.perf_counter()
    import_file(register, folder / "record.files", path, ImportOptions())
    again = time.perf_counter()
    peaks = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    register.close()
    counts = f"{result.rows_read}, {result.rows_in}, {result.rows_refused}"
    seconds = (f"{s:.1f}" for s in (seen - started, done - seen, again - done))
    return [path.name, counts, *seconds, ", ".join(str(p) for p in peaks)]


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
