"""A record as it was at an instant: its trail told again into an empty one."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely

from domain.audit import AuditEntry
from domain.columns import ColumnType, Entity
from domain.entities import ALL, ENTITIES
from register.geopackage import GeoPackageRegister
from register.rows import to_cells

State = dict[tuple[str, int], tuple[int, int, dict[str, Any]]]
"""(entity, id) → edition, revision, values."""


def replay(register: GeoPackageRegister, path: Path, before_at: str) -> GeoPackageRegister:
    """Make a record at `path` as this one was before an instant (ISO in UTC); ids, editions and revisions are kept.

    Its own trail is empty: it is a reading, never a record to go on with.
    """
    state, revision, changed = told(register.trail(before_at=before_at))
    past = GeoPackageRegister.create(path, _meta(register, changed, before_at))
    connection = past._connection
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys=ON")
    for kind in ALL:
        names = ["id", "version", "revision", *(c.key for c in kind.columns)]
        sql = f"INSERT INTO {kind.key} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        connection.executemany(sql, _cells(kind, state))
    connection.execute("UPDATE meta SET value = ? WHERE key = 'revision'", (str(revision),))
    connection.execute("COMMIT")
    return past


def told(entries: Iterator[AuditEntry]) -> tuple[State, int, dict[str, Any]]:
    """The rows that the entries tell of, the last revision, and the properties of the record that they set."""
    state: State = {}
    revision, meta = 0, {}
    for entry in entries:
        revision = entry.revision
        key = (entry.entity, entry.record_id)
        if entry.entity == "meta":
            meta[entry.code] = (entry.after or {}).get("value")
        elif entry.after is None:
            state.pop(key, None)
        else:
            before = state.get(key, (0, 0, {}))[2]
            state[key] = (entry.version, entry.revision, {**before, **entry.after})
    return state, revision, meta


def _meta(register: GeoPackageRegister, told_meta: Mapping[str, Any], before_at: str) -> dict[str, str]:
    """The record's properties then: those the trail had set, others as they were before it first set them."""
    then: dict[str, Any] = dict(register.meta())
    first: dict[str, Any] = {}
    for entry in register.trail(entity="meta", since_at=before_at):
        first.setdefault(entry.code, (entry.before or {}).get("value"))
    then |= first | dict(told_meta)
    return {key: str(value) for key, value in then.items() if value is not None and key != "revision"}


def _cells(kind: Entity, state: State) -> Iterator[list[Any]]:
    shapes = {c.key for c in kind.of_type(ColumnType.SHAPE)}
    for (entity, record_id), (version, revision, told_values) in state.items():
        if entity == kind.key:
            values = {c.key: told_values.get(c.key) for c in kind.columns}
            read = {k: shapely.from_wkb(v) if k in shapes and v is not None else v for k, v in values.items()}
            yield [record_id, version, revision, *to_cells(ENTITIES[entity], read)]
