"""The trail inside the record: appended in the transaction of the change, each entry chained to the one before."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.audit import GENESIS, AuditEntry, Basis, Trace, canonical_json, entry_hash
from domain.clock import utc_now

_COLUMNS = (
    "id, at, revision, actor, deed, origin, basis_document, basis_on, basis_reason, "
    "entity, record_id, code, version, before, after, previous_hash, hash"
)


class TrailWriter:
    """Appends the entries of one transaction."""

    def __init__(self, connection: sqlite3.Connection, trace: Trace, revision: int) -> None:
        last = connection.execute("SELECT id, hash FROM audit_entries ORDER BY id DESC LIMIT 1").fetchone()
        self._seq: int = last["id"] if last else 0
        self._hash: str = last["hash"] if last else GENESIS
        self._connection, self._trace, self._revision = connection, trace, revision
        self._at = utc_now()
        self._waiting: list[tuple[Any, ...]] = []

    def add(
        self,
        entity: str,
        record_id: int,
        code: str,
        version: int,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
    ) -> None:
        """One record's change, in the order of the deeds."""
        entry = AuditEntry(
            self._seq + 1, self._at, self._revision, self._trace, entity, record_id, code, version, before, after,
            self._hash,
        )  # fmt: skip
        entry = replace(entry, hash=entry_hash(entry))
        self._seq, self._hash = entry.seq, entry.hash
        self._waiting.append(_cells(entry))
        if len(self._waiting) >= 1_000:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        marks = ", ".join("?" * 17)
        self._connection.executemany(f"INSERT INTO audit_entries ({_COLUMNS}) VALUES ({marks})", self._waiting)
        self._waiting.clear()


def entries(
    connection: sqlite3.Connection,
    *,
    entity: str | None = None,
    record_id: int | None = None,
    actor: str | None = None,
    revision: int | None = None,
    after_seq: int = 0,
    since_at: str = "",
    before_at: str = "",
) -> Iterator[AuditEntry]:
    """The trail in order, as asked; `since_at` ≤ instant < `before_at` (ISO in UTC, empty: open)."""
    wanted = {"entity": entity, "record_id": record_id, "actor": actor, "revision": revision}
    chosen: dict[str, Any] = {k: v for k, v in wanted.items() if v is not None}
    where = ["id > :after_seq", *(f"{k} = :{k}" for k in chosen)]
    if since_at:
        where.append("at >= :since_at")
    if before_at:
        where.append("at < :before_at")
    sql = f"SELECT {_COLUMNS} FROM audit_entries WHERE {' AND '.join(where)} ORDER BY id"
    limits = {"after_seq": after_seq, "since_at": since_at, "before_at": before_at}
    for row in connection.execute(sql, {**limits, **chosen}):
        yield _entry(row)


def last_revision_of(connection: sqlite3.Connection, actor: str) -> int | None:
    """The revision of a person's last deed."""
    row = connection.execute("SELECT max(revision) FROM audit_entries WHERE actor = ?", (actor,)).fetchone()
    return None if row[0] is None else int(row[0])


def head_before(connection: sqlite3.Connection, instant: str) -> AuditEntry | None:
    """The last entry written before an instant (ISO in UTC)."""
    sql = f"SELECT {_COLUMNS} FROM audit_entries WHERE at < ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (instant,)).fetchone()
    return _entry(row) if row else None


def first_broken(connection: sqlite3.Connection) -> int | None:
    """The number of the first entry that was altered, removed or moved; None where the chain holds."""
    previous = GENESIS
    for seq, entry in enumerate(entries(connection), start=1):
        if entry.seq != seq or entry.previous_hash != previous or entry.hash != entry_hash(entry):
            return seq
        previous = entry.hash
    return None


def _cells(entry: AuditEntry) -> tuple[Any, ...]:
    trace = entry.trace
    return (
        entry.seq, entry.at, entry.revision, trace.actor, trace.deed, trace.origin,
        trace.basis.document, trace.basis.on, trace.basis.reason,
        entry.entity, entry.record_id, entry.code, entry.version,
        _json(entry.before), _json(entry.after), entry.previous_hash, entry.hash,
    )  # fmt: skip


def _json(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else canonical_json(values)


def _entry(row: sqlite3.Row) -> AuditEntry:
    basis = Basis(row["basis_document"], row["basis_on"], row["basis_reason"])
    return AuditEntry(
        row["id"], row["at"], row["revision"], Trace(row["actor"], row["deed"], row["origin"], basis),
        row["entity"], row["record_id"], row["code"], row["version"],
        json.loads(row["before"]) if row["before"] else None,
        json.loads(row["after"]) if row["after"] else None,
        row["previous_hash"], row["hash"],
    )  # fmt: skip
