"""Between the record's cells and the domain's values, column by column as declared."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import shapely

from domain.audit import canonical_json
from domain.columns import ColumnType, Entity
from domain.values import fitting
from register.blob import from_blob, to_blob

_TO_CELL: dict[ColumnType, Callable[[Any], Any]] = {
    ColumnType.FLAG: int,
    ColumnType.CODES: canonical_json,
    ColumnType.OBJECT: canonical_json,
    ColumnType.SHAPE: to_blob,
}
_FROM_CELL: dict[ColumnType, Callable[[Any], Any]] = {
    ColumnType.FLAG: bool,
    ColumnType.CODES: json.loads,
    ColumnType.OBJECT: json.loads,
    ColumnType.SHAPE: from_blob,
}


def fitted(entity: Entity, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as their columns keep them. Raises InvalidValue, also for a column that is not declared."""
    return {key: fitting(entity, entity.by_key[key], value) for key, value in values.items()}


def to_cells(entity: Entity, values: Mapping[str, Any]) -> list[Any]:
    """Cells in the order of `values`."""
    return [None if v is None else _TO_CELL.get(entity.by_key[k].holds, _same)(v) for k, v in values.items()]


def from_row(entity: Entity, row: sqlite3.Row) -> dict[str, Any]:
    """A stored row as the domain reads it."""
    values = dict(row)
    for column in entity.of_type(*_FROM_CELL):
        if values[column.key] is not None:
            values[column.key] = _FROM_CELL[column.holds](values[column.key])
    return values


def for_trail(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the trail writes them: shapes as hexadecimal WKB, everything else as it is."""
    return {k: shapely.to_wkb(v, hex=True, byte_order=1) if _is_shape(v) else v for k, v in values.items()}


def from_trail(entity: Entity, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the trail as a writer takes them, to bring an earlier state back."""
    shape = entity.shape_column.key if entity.shape_column else None
    return {k: shapely.from_wkb(v) if k == shape and v is not None else v for k, v in values.items()}


def differs(before: Any, after: Any) -> bool:
    """Whether a cell would change; shapes by their corners, bit for bit."""
    if _is_shape(before) and _is_shape(after):
        return bool(shapely.to_wkb(before) != shapely.to_wkb(after))
    return bool(before != after)


def _is_shape(value: Any) -> bool:
    return isinstance(value, shapely.Geometry)


def _same(value: Any) -> Any:
    return value
