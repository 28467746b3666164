"""Sees to it that every parcel has its bands: at once for few, by a child process in the background for many.

What the child made is kept beside the record (`X.bands`); each row names the hash of the shape it was made from, so a
file of yesterday, or of a restored backup, can never draw a wrong outline.
"""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from register.bands import prepared, send
from register.lists import BAND_COLUMNS
from register.store import Row
from register.transaction import transaction

#: Shapes up to this number are prepared on the spot.
ON_THE_SPOT = 3_000
CHUNK = 20_000
log = logging.getLogger(__name__)

_MISSING = """
SELECT l.id, hash(ST_AsWKB(p.shape)) AS hash, ST_AsWKB(p.shape)::BLOB AS wkb
FROM main.parcel_list l JOIN main.parcels p ON p.id = l.id
WHERE l.lx IS NULL AND isfinite(l.x0) ORDER BY l.rowid LIMIT {limit}"""
_VALUES = ", ".join(f"ST_GeomFromWKB(b.{name}) AS {name}" if name[0] == "g" else f"b.{name}" for name in BAND_COLUMNS)
_TAKE = f"""
CREATE OR REPLACE TEMP TABLE chunk AS
SELECT l.rowid AS place, l.* EXCLUDE ({", ".join(BAND_COLUMNS)}), {_VALUES}
FROM main.parcel_list l JOIN main.parcels p ON p.id = l.id
JOIN prepared b ON b.id = l.id AND b.hash = hash(ST_AsWKB(p.shape)) WHERE l.lx IS NULL"""


class BandKeeper:
    """The bands of one reading copy. `connect` gives a cursor, `writing` is the lock of its only writer."""

    def __init__(
        self, connect: Callable[[], duckdb.DuckDBPyConnection], writing: threading.RLock, record: Path | None
    ) -> None:
        self._connect, self._writing = connect, writing
        self._file = record.with_suffix(".bands") if record else None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self.error: Exception | None = None
        self.taken_count = 0  # how often bands came in outside a change of the record
        self.is_ready = False  # whether no more are to come

    def prepare_changed(self, cursor: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> None:
        """Bands of changed parcels, within the transaction that changes them; many are left to the background."""
        if not rows:
            return
        emptied = ", ".join(f"{name} = NULL" for name in BAND_COLUMNS)
        ids = [row["id"] for row in rows]
        cursor.execute(f"UPDATE main.parcel_list SET {emptied} WHERE id IN (SELECT unnest($1::BIGINT[]))", [ids])
        if len(rows) <= ON_THE_SPOT:
            self._on_the_spot(cursor)

    def start(self) -> None:
        """Prepare what is missing. The caller holds the writer's lock."""
        cursor = self._connect()
        missing = _missing(cursor, ON_THE_SPOT + 1).num_rows
        if missing > ON_THE_SPOT:
            self._in_background()
            return
        if missing:
            self._on_the_spot(cursor)
            self.taken_count += 1
        self.is_ready = True

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for the background; whether it is done."""
        thread = self._thread
        if thread:
            thread.join(timeout_s)
        return not (thread and thread.is_alive())

    def stop(self) -> None:
        """End the background work; what was done stays."""
        self._stopping.set()
        self.wait()

    def _on_the_spot(self, cursor: duckdb.DuckDBPyConnection) -> None:
        chunk = _missing(cursor, ON_THE_SPOT)
        if chunk.num_rows:
            _set(cursor, prepared(*(chunk[name].combine_chunks() for name in ("id", "hash", "wkb"))))

    def _in_background(self) -> None:
        if self.wait(0) and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._work, name="bands", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        try:
            cursor = self._connect()
            for table in self._kept():
                self._take(cursor, table)
            for table in self._made(cursor):
                self._take(cursor, table)
        except Exception as error:  # tiles fall back to shapes as they are; the log says why they are slow
            self.error = error
            log.exception("bands could not be prepared")
        self.is_ready = True

    def _take(self, cursor: duckdb.DuckDBPyConnection, table: pa.Table) -> None:
        """A chunk moves to the table's end with its bands, in the order of the curve."""
        with self._writing, transaction(cursor):
            cursor.register("prepared", table)
            cursor.execute(_TAKE)
            cursor.execute("DELETE FROM main.parcel_list WHERE id IN (SELECT id FROM chunk)")
            cursor.execute("INSERT INTO main.parcel_list SELECT * EXCLUDE (place) FROM chunk ORDER BY place")
            cursor.execute("DROP TABLE chunk")
            cursor.unregister("prepared")
        self.taken_count += 1

    def _kept(self) -> Iterator[pa.Table]:
        """What an earlier run left, chunk by chunk; a torn end, or other zooms than ours, are left alone."""
        if self._file and self._file.exists():
            with pa.OSFile(str(self._file)) as source, suppress(pa.ArrowInvalid):
                while not self._stopping.is_set():
                    table = pa.ipc.open_stream(source).read_all()
                    if {"id", "hash", *BAND_COLUMNS} <= set(table.column_names):
                        yield table

    def _made(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
        """What is still missing, made by the child and added to the file."""
        command = [sys.executable, "-m", "register.bands"]
        root = Path(__file__).parents[1]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as child:
            try:
                stdin: Any = child.stdin
                sink = pa.PythonFile(stdin, mode="w")
                while not self._stopping.is_set() and (chunk := _missing(cursor, CHUNK)).num_rows:
                    send(chunk, sink)
                    stdin.flush()
                    table = pa.ipc.open_stream(child.stdout).read_all()
                    self._keep(table)
                    yield table
            finally:
                child.terminate()

    def _keep(self, table: pa.Table) -> None:
        if self._file:
            handle = os.open(self._file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "ab") as file, pa.PythonFile(file, mode="w") as sink:
                send(table, sink)


def _missing(cursor: duckdb.DuckDBPyConnection, limit: int) -> pa.Table:
    return cursor.execute(_MISSING.format(limit=limit)).to_arrow_table()


def _set(cursor: duckdb.DuckDBPyConnection, table: pa.Table) -> None:
    values = ", ".join(f"{n} = ST_GeomFromWKB(b.{n})" if n[0] == "g" else f"{n} = b.{n}" for n in BAND_COLUMNS)
    cursor.register("prepared", table)
    cursor.execute(f"UPDATE main.parcel_list SET {values} FROM prepared b WHERE parcel_list.id = b.id")
    cursor.unregister("prepared")
