"""The record as it was: one row at an edition, what was done to it since, a whole record on a past day."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely

from domain.audit import AuditEntry
from domain.columns import ColumnType
from domain.entities import entity as declared
from register.store import Register


def from_trail(entity: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the trail keeps them, back in the domain's form: shapes are shapes again."""
    shapes = {c.key for c in declared(entity).of_type(ColumnType.SHAPE)}
    return {k: shapely.from_wkb(v) if k in shapes and v is not None else v for k, v in values.items()}


def row_at(entries: Iterable[AuditEntry], version: int) -> dict[str, Any]:
    """The row after its entry of this edition, without empty columns. Entries in order, of one record."""
    row: dict[str, Any] = {}
    for entry in entries:
        if entry.version > version:
            break
        row = {} if entry.after is None else row | from_trail(entry.entity, entry.after)
    return {key: value for key, value in row.items() if value is not None}


def seen_row(register: Register, entity: str, record_id: int, version: int) -> dict[str, Any]:
    """A record as it stood at an edition that somebody saw."""
    return row_at(register.trail(entity=entity, record_id=record_id), version)


def done_since(register: Register, entity: str, record_id: int, version: int) -> Sequence[AuditEntry]:
    """What was done to a record after the edition that somebody saw: by whom, when, on what basis."""
    return [e for e in register.trail(entity=entity, record_id=record_id) if e.version > version]
