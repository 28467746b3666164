"""A large first fill: a child process reads the record by pyogrio and pours Arrow into a pipe, which the app drinks.

    python -m register.bulk_read RECORD ENTITY… > streams

GDAL stays in that process. While it reads, the app already fills its tables, and nothing is laid down in between.
Rows that change meanwhile carry a later revision, so the catch-up after the fill brings them.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from domain.entities import ALL
from register.store import Register

#: Rows of one entity beyond which a child process is quicker than sqlite3.
BULK_ROWS = 20_000
_BATCH_ROWS = 16_384


class BulkReadError(RuntimeError):
    """The child process ended with an error; its words went to our standard error."""


def large_entities(register: Register) -> tuple[str, ...]:
    """The entities worth a child process."""
    return tuple(entity.key for entity in ALL if register.count(entity.key) > BULK_ROWS)


def read_in_child(record: Path, entities: tuple[str, ...]) -> Iterator[tuple[str, pa.RecordBatchReader]]:
    """(entity, its rows) one after the other; each must be read to its end before the next."""
    command = [sys.executable, "-m", "register.bulk_read", str(record.absolute()), *entities]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as child:
        try:
            for entity in entities:
                yield entity, pa.ipc.open_stream(child.stdout)
        except pa.ArrowInvalid as error:
            raise BulkReadError(str(error)) from error
        finally:
            child.terminate()


def pour(record: Path, entity: str, sink: pa.NativeFile) -> None:
    """One entity's rows as an Arrow stream; the feature's id is called `id`, shapes are plain WKB."""
    import pyogrio

    options = {"layer": entity, "batch_size": _BATCH_ROWS, "use_pyarrow": True, "return_fids": True}
    with pyogrio.open_arrow(record, **options) as (meta, batches):
        schema = pa.schema([pa.field("id" if f.name == meta["fid_column"] else f.name, f.type) for f in batches.schema])
        with pa.ipc.new_stream(sink, schema) as stream:
            for batch in batches:
                stream.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))


if __name__ == "__main__":
    with pa.PythonFile(sys.stdout.buffer, mode="w") as pipe:
        for name in sys.argv[2:]:
            pour(Path(sys.argv[1]), name, pipe)
