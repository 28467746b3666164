"""The tables of the reading copy: one for each declared entity, filled from rows or from Arrow."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import shapely

from domain.audit import canonical_json
from domain.columns import Column, ColumnType, Entity
from domain.entities import ALL
from register.store import Row

SYSTEM = ("id", "version", "revision")

_TYPES = {
    ColumnType.INTEGER: "BIGINT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.FLAG: "BOOLEAN",
    ColumnType.DAY: "DATE",
    ColumnType.REFERENCE: "BIGINT",
    ColumnType.SHAPE: "GEOMETRY",
}
_ARROW = {
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.FLAG: pa.bool_(),
    ColumnType.REFERENCE: pa.int64(),
    ColumnType.SHAPE: pa.binary(),
}


def sql_type(column: Column) -> str:
    """How DuckDB holds a column; lists and objects stay JSON text."""
    return _TYPES.get(column.holds, "VARCHAR")


def table_ddl(entity: Entity) -> str:
    """The table of one entity."""
    system = ", ".join(f"{name} BIGINT" for name in SYSTEM)
    return f"CREATE TABLE main.{entity.key} ({system}, {', '.join(f'{c.key} {sql_type(c)}' for c in entity.columns)})"


def all_tables() -> list[str]:
    """The tables of all entities."""
    return [table_ddl(entity) for entity in ALL]


def insert_sql(entity: Entity, source: str) -> str:
    """Fill an entity's table from an Arrow table registered as `source`; what is no day becomes empty."""
    names = [*SYSTEM, *(c.key for c in entity.columns)]
    values = [*SYSTEM, *(_from_arrow(c) for c in entity.columns)]
    return f"INSERT INTO main.{entity.key} ({', '.join(names)}) SELECT {', '.join(values)} FROM {source}"


def _from_arrow(column: Column) -> str:
    if column.holds is ColumnType.SHAPE:
        return f"ST_GeomFromWKB({column.key})"
    if column.holds is ColumnType.DAY:
        return f"TRY_CAST({column.key} AS DATE)"
    return f"CAST({column.key} AS {sql_type(column)})"


def as_arrow(entity: Entity, rows: Iterable[Row]) -> pa.Table:
    """Rows as the store gives them, column by column; shapes become WKB."""
    kept = list(rows)
    arrays = {name: pa.array([row[name] for row in kept], pa.int64()) for name in SYSTEM}
    for column in entity.columns:
        arrays[column.key] = _array(column, [row.get(column.key) for row in kept])
    return pa.table(arrays)


def _array(column: Column, values: Sequence[object]) -> pa.Array:
    if column.holds is ColumnType.SHAPE:
        return pa.array(shapely.to_wkb(np.array(values, dtype=object)), pa.binary())
    if column.holds in (ColumnType.CODES, ColumnType.OBJECT):
        return pa.array([None if v is None else canonical_json(v) for v in values], pa.string())
    kind = _ARROW.get(column.holds)
    return pa.array(values, kind) if kind else pa.array([_text(v) for v in values], pa.string())


def _text(value: object) -> str | None:
    return None if value is None else str(value)
