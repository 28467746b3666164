"""The fast reading copy: a DuckDB (spatial) database in the process, brought up to date by revision.

One writer at a time; every thread reads through a cursor of its own (a connection shared by threads gives wrong
answers without an error). Readers see a change whole or not at all.
"""

import threading
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import duckdb
import duckdb_extension_spatial

from domain.audience import Audience
from domain.clock import field_day
from domain.entities import ALL
from register import lists, views
from register.band_keeper import BandKeeper
from register.catch_up import Change, apply_change, fill
from register.ground import GROUND_TABLE
from register.reader import Reader
from register.snapshot_schema import all_tables
from register.store import Register, Row
from register.tile_cache import TileCache, TileEdition
from register.transaction import transaction


class Snapshot:
    """A reading copy of one record. `record_path` lets a large first fill go through a child process."""

    def __init__(self, register: Register, record_path: Path | None = None) -> None:
        self.register = register
        self.record_path = record_path
        self.revision = -1
        self.day: date | None = None
        self._writing = threading.RLock()
        self._local = threading.local()
        self._laid: set[str] = set()
        self._tiles = TileCache()
        self._root = _open()
        self._bands = BandKeeper(self._cursor, self._writing, record_path)

    def refresh(self, day: date | None = None) -> int:
        """Bring the copy to the register's revision and to the field's day; returns the revision.

        Cheap when nothing changed: a page calls it first, so that whoever writes reads his own write.
        """
        wanted = self.register.revision()
        day = day or self._field_day()
        if wanted == self.revision and day == self.day:
            return self.revision
        with self._writing:
            self._catch_up(day)
        return self.revision

    def reader(self, audience: Audience, day: date | None = None) -> Reader:
        """The only way to read: through the views of one audience on one day (the snapshot's own by default)."""
        at = day or self.day
        if at is None:
            raise RuntimeError("refresh() comes before reader()")
        schema = views.schema_name(audience, at)
        if schema not in self._laid:
            self._lay_views(audience, at)
        edition = TileEdition(self.revision, self._bands.taken_count, self._bands.is_ready)
        return Reader(self._cursor, schema, audience, at, edition, self._tiles)

    def wait_for_bands(self, timeout_s: float | None = None) -> bool:
        """Wait until shapes are prepared for every zoom; whether they are."""
        return self._bands.wait(timeout_s)

    def stop_background(self) -> None:
        """Prepare no more shapes; tiles go on with what is there."""
        self._bands.stop()

    def close(self) -> None:
        """Let go of the copy."""
        self._bands.stop()
        self._root.close()

    # --- bringing it up to date

    def _field_day(self) -> date:
        return field_day(self.register.meta().get("today_on"))

    def _catch_up(self, day: date) -> None:
        cursor = self._cursor()
        self._bands.is_ready = False
        if self.revision < 0:
            self.revision = fill(cursor, self.register, day, self.record_path)
            self.day = day
        if self.revision != self.register.revision() or day != self.day:
            revision, change = self._read_change()
            apply_change(cursor, change, day, day != self.day, self._bands)
            if change.touches("parks"):
                self._laid.clear()
            self.revision = revision
        if day != self.day:
            self._drop_views(before=day - timedelta(days=1))
        self.day = day
        self._bands.start()

    def _read_change(self) -> tuple[int, Change]:
        """What happened since our revision, read as one state of the record."""
        with self.register.reading():
            revision = self.register.revision()
            rows: dict[str, list[Row]] = {}
            for entity in ALL:
                found = list(self.register.rows_since(entity.key, self.revision))
                if found:
                    rows[entity.key] = found
            gone: dict[str, list[int]] = defaultdict(list)
            for removed in self.register.removed_since(self.revision):
                gone[removed.entity].append(removed.id)
        return revision, Change(rows, dict(gone))

    # --- cursors and views

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        found = getattr(self._local, "cursor", None)
        if found is None:
            found = self._local.cursor = self._root.cursor()
        return found

    def _lay_views(self, audience: Audience, day: date) -> None:
        with self._writing:
            cursor = self._cursor()
            parks = dict(cursor.execute("SELECT park_code, id FROM main.parks").fetchall())
            with transaction(cursor):
                for statement in views.view_statements(audience, day, parks):
                    cursor.execute(statement)
            self._laid.add(views.schema_name(audience, day))

    def _drop_views(self, before: date) -> None:
        """Days gone by take their views with them; yesterday's stay for whoever is still reading."""
        cursor = self._cursor()
        for (name,) in cursor.execute("SELECT schema_name FROM duckdb_schemas()").fetchall():
            day = views.day_of(name)
            if day and day < before:
                cursor.execute(f"DROP SCHEMA {name} CASCADE")
                self._laid.discard(name)


def _open() -> duckdb.DuckDBPyConnection:
    """An empty copy: spatial loaded from the installed package, then no way out of the process."""
    root = duckdb.connect(
        config={"threads": 2, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    extension = next(Path(duckdb_extension_spatial.__file__).parent.rglob("spatial.duckdb_extension"))
    root.execute(f"LOAD '{extension}'")
    root.execute("SET enable_external_access=false")
    root.execute("SET lock_configuration=true")
    for statement in (*all_tables(), GROUND_TABLE, *lists.enum_types(), *lists.derivations()):
        root.execute(statement)
    return root
