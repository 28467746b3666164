"""The hands of one transaction on the embedded store: rows, trail, revision and extents change together."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from domain.audit import Trace
from domain.clock import utc_now
from domain.columns import Entity
from domain.entities import entity as declared
from domain.errors import InvalidValue, NoSuchRecord, StaleRecord
from register import trail
from register.blob import Bounds, bounds_of, to_blob
from register.rows import differs, fitted, for_trail, from_row, to_cells
from register.store import Row

_BATCH = 5_000


class GeoPackageWriter:
    """The hands of one transaction."""

    def __init__(self, connection: sqlite3.Connection, trace: Trace, revision: int) -> None:
        self.revision = revision
        self._connection = connection
        self._trail = trail.TrailWriter(connection, trace, revision)
        self._touched: dict[str, Bounds | None] = {}
        self._shrunk: set[str] = set()
        self._has_meta_change = False

    def insert(self, entity: str, values: Row) -> int:
        """Add one record; returns its id."""
        return self.insert_many(entity, [values])[0]

    def insert_many(self, entity: str, rows: Iterable[Row]) -> list[int]:
        """Add many records, each with its own entry in the trail."""
        kind = declared(entity)
        columns = [c.key for c in kind.columns]
        names = ["id", "version", "revision", *columns]
        sql = f"INSERT INTO {entity} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        next_id = self._next_id(entity)
        ids: list[int] = []
        cells: list[list[Any]] = []
        for values in rows:
            record_id = next_id + len(ids)
            full = fitted(kind, {key: values.get(key) for key in columns} | _undeclared(kind, values))
            cells.append([record_id, 1, self.revision, *to_cells(kind, full)])
            self._trail.add(entity, record_id, _code_of(kind, full), 1, None, for_trail(_filled(full)))
            self._grow(kind, full)
            ids.append(record_id)
            if len(cells) >= _BATCH:
                self._execute_many(kind, sql, cells, names)
        self._execute_many(kind, sql, cells, names)
        return ids

    def update(self, entity: str, record_id: int, seen_version: int, changes: Row) -> int:
        """Change columns of one record; returns its new version (the old one where nothing differed)."""
        kind = declared(entity)
        stored = self._stored(kind, record_id)
        wanted = {k: v for k, v in fitted(kind, changes).items() if differs(stored[k], v)}
        if stored["version"] != seen_version:
            raise StaleRecord(
                entity=entity,
                code=_code_of(kind, stored),
                seen_version=seen_version,
                version=stored["version"],
                differences={k: (stored[k], v) for k, v in wanted.items()},
            )
        if not wanted:
            return int(seen_version)
        version = seen_version + 1
        names = ["version", "revision", *wanted]
        assignments = ", ".join(f"{k} = ?" for k in names)
        cells = [version, self.revision, *to_cells(kind, wanted), record_id]
        self._execute(kind, f"UPDATE {entity} SET {assignments} WHERE id = ?", cells, [*names, "id"])
        before = {k: stored[k] for k in wanted}
        self._trail.add(entity, record_id, _code_of(kind, stored), version, for_trail(before), for_trail(wanted))
        self._grow(kind, wanted)
        if "shape" in wanted:
            self._shrunk.add(entity)
        return version

    def remove(self, entity: str, record_id: int, seen_version: int) -> None:
        """Take a row out; its last state stays in the trail."""
        kind = declared(entity)
        stored = self._stored(kind, record_id)
        if stored["version"] != seen_version:
            raise StaleRecord(entity=entity, code=_code_of(kind, stored), seen_version=seen_version,
                              version=stored["version"], differences={})  # fmt: skip
        self._execute(kind, f"DELETE FROM {entity} WHERE id = ?", [record_id], ["id"])
        self._connection.execute(
            "INSERT INTO removed_rows (entity, record_id, revision) VALUES (?, ?, ?)",
            (entity, record_id, self.revision),
        )
        last = _filled({c.key: stored[c.key] for c in kind.columns})
        self._trail.add(entity, record_id, _code_of(kind, stored), seen_version, for_trail(last), None)
        self._touched.setdefault(entity, None)
        if kind.shape_column:
            self._shrunk.add(entity)

    def set_meta(self, key: str, value: str | None) -> None:
        """Set one property of the whole record."""
        row = self._connection.execute("SELECT id, value FROM meta WHERE key = ?", (key,)).fetchone()
        before = row["value"] if row else None
        if before == value:
            return
        self._connection.execute(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
        self._trail.add("meta", row["id"] if row else 0, key, 0, {"value": before}, {"value": value})
        self._has_meta_change = True

    def finish(self) -> None:
        """Write the trail, the revision and the extents; the caller commits."""
        if not self._touched and not self._has_meta_change:
            return
        self._trail.flush()
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'revision'", (str(self.revision),))
        for entity, bounds in self._touched.items():
            if entity in self._shrunk:
                self._measure_extent(entity)
            else:
                self._widen_extent(entity, bounds)

    def _next_id(self, entity: str) -> int:
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (entity,)).fetchone()
        return (row["seq"] if row else 0) + 1

    def _stored(self, kind: Entity, record_id: int) -> dict[str, Any]:
        row = self._connection.execute(f"SELECT * FROM {kind.key} WHERE id = ?", (record_id,)).fetchone()
        if row is None:
            raise NoSuchRecord(entity=kind.key, code=str(record_id))
        return from_row(kind, row)

    def _execute(self, kind: Entity, sql: str, cells: list[Any], names: list[str]) -> None:
        self._execute_many(kind, sql, [cells], names)

    def _execute_many(self, kind: Entity, sql: str, cells: list[list[Any]], names: list[str]) -> None:
        """`names` are the columns of the cells, by which a refusal can name the value that did not fit."""
        try:
            self._connection.executemany(sql, cells)
        except sqlite3.IntegrityError as error:
            column = _column_of(error)
            # of many rows SQLite does not say which it refused
            value = cells[0][names.index(column)] if len(cells) == 1 and column in names else None
            raise InvalidValue(entity=kind.key, column=column, **({} if value is None else {"value": value})) from error
        cells.clear()

    def _grow(self, kind: Entity, values: Row) -> None:
        present = self._touched.get(kind.key)
        shape = values.get("shape") if kind.shape_column else None
        self._touched[kind.key] = _union(present, bounds_of(to_blob(shape))) if shape is not None else present

    def _widen_extent(self, entity: str, bounds: Bounds | None) -> None:
        row = self._connection.execute(
            "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?", (entity,)
        ).fetchone()
        present = tuple(row) if row["min_x"] is not None else None
        self._set_extent(entity, _union(present, bounds))

    def _measure_extent(self, entity: str) -> None:
        extent: Bounds | None = None
        for row in self._connection.execute(f"SELECT shape FROM {entity} WHERE shape IS NOT NULL"):
            extent = _union(extent, bounds_of(row["shape"]))
        self._set_extent(entity, extent)

    def _set_extent(self, entity: str, extent: Bounds | None) -> None:
        self._connection.execute(
            "UPDATE gpkg_contents SET last_change = ?, min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
            (utc_now(), *(extent or (None,) * 4), entity),
        )


def _undeclared(kind: Entity, values: Row) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in kind.by_key}


def _filled(values: Row) -> dict[str, Any]:
    return {k: v for k, v in values.items() if v is not None}


def _code_of(kind: Entity, values: Row) -> str:
    return str(values.get(kind.code, "")) if kind.code else ""


def _column_of(error: sqlite3.IntegrityError) -> str:
    """`parcels.parcel_code` of “UNIQUE constraint failed: parcels.parcel_code”."""
    return str(error).partition(": ")[2].partition(".")[2]


def _union(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
