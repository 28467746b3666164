"""The disposable child that writes a file by GDAL. Run by path: `python -I reports/exchange_worker.py FOLDER`.

It finds `rows.arrow` and `request.json` in FOLDER and leaves the file that the request names. What it writes comes from
our own reading copy; it runs apart because GDAL brings a SQLite of its own, which must not touch the record's.
"""

import json
import sys
from pathlib import Path

GEOMETRY = "shape"


def main(folder: Path) -> None:
    """Write the rows as the request says."""
    import pyarrow as pa
    import pyogrio

    request = json.loads((folder / "request.json").read_text("utf-8"))
    with pa.memory_map(str(folder / "rows.arrow")) as file:
        table = pa.ipc.open_file(file).read_all()
        pyogrio.write_arrow(
            table,
            folder / request["path"],
            layer=request["layer"],
            driver=request["driver"],
            geometry_name=GEOMETRY,
            geometry_type=request["geometry_type"],
            crs=request["crs"],
            encoding=request["encoding"],
            layer_options=request["layer_options"],
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
