"""A large first fill: a child process reads the record by pyogrio and writes Arrow files, which the app maps.

    python -m register.bulk_read RECORD FOLDER ENTITY…

GDAL stays in this child process; the app maps what it wrote. Rows that change meanwhile carry a later revision, so
the catch-up that follows the fill brings them.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from domain.entities import ALL
from register.store import Register

#: Rows of one entity beyond which a child process is quicker than sqlite3.
BULK_ROWS = 20_000
_BATCH_ROWS = 65_536


def large_entities(register: Register) -> tuple[str, ...]:
    """The entities worth a child process."""
    return tuple(entity.key for entity in ALL if register.count(entity.key) > BULK_ROWS)


@contextmanager
def read_in_child(record: Path, entities: tuple[str, ...]) -> Iterator[dict[str, pa.Table]]:
    """The rows of these entities as Arrow tables, mapped from files that go when the block ends."""
    with tempfile.TemporaryDirectory(prefix="mutu-fill-", dir=record.parent) as folder:
        command = [sys.executable, "-m", "register.bulk_read", str(record), folder, *entities]
        subprocess.run(command, check=True, cwd=Path(__file__).parents[1])
        yield {key: pa.ipc.open_file(pa.memory_map(str(Path(folder, key)))).read_all() for key in entities}


def write_arrow(record: Path, entity: str, target: Path) -> None:
    """One entity's rows, its id under that name, as an Arrow file that only its owner may read."""
    import pyogrio

    target.touch(mode=0o600)
    options = {"layer": entity, "batch_size": _BATCH_ROWS, "use_pyarrow": True, "return_fids": True}
    with pyogrio.open_arrow(record, **options) as (meta, batches):
        schema = _plain(batches.schema, meta["fid_column"])
        with pa.OSFile(str(target), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
            for batch in batches:
                writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))


def _plain(schema: pa.Schema, fid_column: str) -> pa.Schema:
    """The bare columns: shapes as plain WKB, the feature's id as `id`."""
    return pa.schema([pa.field("id" if f.name == fid_column else f.name, f.type) for f in schema])


if __name__ == "__main__":
    for name in sys.argv[3:]:
        write_arrow(Path(sys.argv[1]), name, Path(sys.argv[2], name))
