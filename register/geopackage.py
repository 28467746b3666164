"""The embedded store: one GeoPackage file that QGIS and GDAL can read at any moment and only we can write."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from domain.audit import AuditEntry, Trace
from domain.entities import entity as declared
from domain.errors import RecordExists, RecordMissing
from register import schema, trail
from register.connection import connect, make_private, not_writable, refuse_network_drive
from register.geopackage_writer import GeoPackageWriter
from register.rows import from_row
from register.store import Removed, Row


class GeoPackageRegister:
    """A record in one file. Each thread has a connection of its own; transactions wait for one another in SQLite."""

    def __init__(self, path: Path) -> None:
        """Open an existing record of the present version. Raises RecordMissing, RecordUnreadable, RecordTooNew."""
        if not path.exists():
            raise RecordMissing(path=str(path))
        refuse_network_drive(path)
        self.path = path
        self._local = threading.local()
        schema.migrate(self._connection, path)

    @classmethod
    def create(cls, path: Path, meta: Mapping[str, str] | None = None) -> "GeoPackageRegister":
        """Start an empty record. Raises RecordExists; a half-made file never stays."""
        if path.exists():
            raise RecordExists(path=str(path))
        refuse_network_drive(path.parent)
        make_private(path)
        try:
            connection = connect(path)
            schema.lay_foundation(connection)
            schema.migrate(connection, path)
            pairs = {"revision": "0", **(meta or {})}
            connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", pairs.items())
            connection.close()
            return cls(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    @property
    def _connection(self) -> sqlite3.Connection:
        found = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = connect(self.path)
        return found

    def revision(self) -> int:
        """The number of the last transaction."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        return int(row["value"])

    def meta(self) -> dict[str, str]:
        """The properties of the whole record."""
        rows = self._connection.execute("SELECT key, value FROM meta WHERE value IS NOT NULL")
        return {r["key"]: r["value"] for r in rows}

    def get(self, entity: str, record_id: int) -> Row | None:
        """One record by id."""
        return next(iter(self.find(entity, id=record_id)), None)

    def find(self, entity: str, /, **equal: Any) -> list[Row]:
        """The records whose columns equal these values, by id; None asks for cells without a value."""
        kind = declared(entity)
        for key in equal.keys() - {"id", "version", "revision"}:
            kind.by_key[key]  # an undeclared column is a fault of ours, and never reaches SQL
        where = " AND ".join(f"{k} IS :{k}" for k in equal) or "1"
        rows = self._connection.execute(f"SELECT * FROM {kind.key} WHERE {where} ORDER BY id", equal)
        return [from_row(kind, r) for r in rows]

    def count(self, entity: str) -> int:
        """How many records there are."""
        return int(self._connection.execute(f"SELECT count(*) FROM {declared(entity).key}").fetchone()[0])

    def rows_since(self, entity: str, revision: int) -> Iterator[Row]:
        """The records that a later revision touched."""
        kind = declared(entity)
        sql = f"SELECT * FROM {kind.key} WHERE revision > ? ORDER BY id"
        return (from_row(kind, r) for r in self._connection.execute(sql, (revision,)))

    def removed_since(self, revision: int) -> Sequence[Removed]:
        """The rows that went after a revision."""
        sql = "SELECT entity, record_id, revision FROM removed_rows WHERE revision > ? ORDER BY id"
        return [Removed(*r) for r in self._connection.execute(sql, (revision,))]

    def trail(
        self,
        *,
        entity: str | None = None,
        record_id: int | None = None,
        actor: str | None = None,
        revision: int | None = None,
        after_seq: int = 0,
        since_at: str = "",
        before_at: str = "",
    ) -> Iterator[AuditEntry]:
        """The trail in order."""
        return trail.entries(
            self._connection, entity=entity, record_id=record_id, actor=actor, revision=revision,
            after_seq=after_seq, since_at=since_at, before_at=before_at,
        )  # fmt: skip

    def last_revision_of(self, actor: str) -> int | None:
        """The revision of a person's last deed; None where there is none."""
        return trail.last_revision_of(self._connection, actor)

    def head_before(self, instant: str) -> AuditEntry | None:
        """The last entry of the trail before an instant (ISO in UTC)."""
        return trail.head_before(self._connection, instant)

    def first_broken_entry(self) -> int | None:
        """The number of the first entry of the trail that does not hold; None where all hold."""
        return self.first_broken_in(self._connection)

    @staticmethod
    def first_broken_in(connection: sqlite3.Connection) -> int | None:
        """The same of any open file, so that a backup can be checked without being touched."""
        return trail.first_broken(connection)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads inside see one state, whatever others commit meanwhile."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def transaction(self, trace: Trace) -> Iterator[GeoPackageWriter]:
        """All or nothing; where nothing was written, the revision stays. Raises RecordNotWritable."""
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            writer = GeoPackageWriter(connection, trace, self.revision() + 1)
            yield writer
            writer.finish()
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            refusal = not_writable(error, self.path) if isinstance(error, sqlite3.OperationalError) else None
            if refusal:
                raise refusal from error
            raise

    def copy_to(self, path: Path) -> None:
        """A whole, consistent copy for readers, exports and backups, also while others write."""
        make_private(path)
        self._connection.execute("VACUUM INTO ?", (str(path),))

    def close(self) -> None:
        """Close this thread's connection; those of ended threads are closed with them."""
        self._connection.close()
        self._local = threading.local()
