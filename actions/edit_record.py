"""Change values of a record by its form: with a reason, and with source and day of what is new. One or many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.desk import (
    Desk,
    park_code_of,
    require_origin,
    require_park,
    require_reason,
    require_role,
    require_seen,
    stored,
)
from domain.audience import Person, Role
from domain.audit import Basis
from domain.editing import form_columns, has_origins, with_origins
from domain.entities import entity as declared
from domain.errors import InvalidValue
from domain.values import fitting
from register.store import Register, Row, Writer

EDIT, ADD = "edit_record", "add_record"


@dataclass(frozen=True)
class Edit:
    """New values for one record as it was seen. `source` and `as_of_on` (ISO) are theirs, and asked wherever kept."""

    entity: str
    record_id: int
    seen_version: int
    changes: Mapping[str, Any]
    basis: Basis = field(default_factory=Basis)
    source: str = ""
    as_of_on: str = ""


def edit_record(desk: Desk, edit: Edit) -> int:
    """Write the changes; returns the record's version. What holds already is left alone.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, ReasonMissing, InvalidValue, RecordNotWritable.
    """
    return edit_records(desk, [edit])[0]


def edit_records(desk: Desk, edits: Sequence[Edit]) -> list[int]:
    """Several edits in one transaction, all or none, on the first one's basis; returns the versions."""
    with desk.deed(EDIT, edits[0].basis) as (person, writer):
        return [_write(desk, person, writer, edit) for edit in edits]


def add_record(
    desk: Desk, entity: str, values: Mapping[str, Any], basis: Basis, *, source: str = "", as_of_on: str = ""
) -> int:
    """A new record of a kind that has a form, in one's own park; returns its id.

    Raises NotSignedIn, NotPermitted, ReasonMissing, InvalidValue, RecordNotWritable.
    """
    with desk.deed(ADD, basis) as (person, writer):
        require_role(person, ADD, Role.OFFICER, Role.ADMINISTRATOR)
        row = dict(values) | ({"source": source, "as_of_on": as_of_on} if has_origins(declared(entity)) else {})
        require_park(person, park_code_of(desk.register, entity, row), ADD)
        require_reason(basis)
        _require_fields(entity, values)
        if has_origins(declared(entity)):
            require_origin(entity, source, as_of_on, desk.today)
        return writer.insert(entity, row)


def _write(desk: Desk, person: Person, writer: Writer, edit: Edit) -> int:
    require_role(person, EDIT, Role.OFFICER, Role.ADMINISTRATOR)
    row = stored(desk.register, edit.entity, edit.record_id)
    require_park(person, park_code_of(desk.register, edit.entity, row), EDIT)
    _require_own_target(desk.register, person, edit, row)
    require_seen(edit.entity, row, edit.seen_version, edit.changes)
    require_reason(edit.basis)
    _require_fields(edit.entity, edit.changes)
    changes = _different(edit, row)
    if changes and has_origins(declared(edit.entity)):
        require_origin(edit.entity, edit.source, edit.as_of_on, desk.today)
        changes["provenance"] = with_origins(row, changes, edit.source, edit.as_of_on) or None
    return writer.update(edit.entity, edit.record_id, edit.seen_version, changes)


def _require_own_target(register: Register, person: Person, edit: Edit, row: Row) -> None:
    """Where an edit moves a record, its new park is one's own, too; an administrator places what has none."""
    kind = declared(edit.entity)
    if not edit.changes.keys() & set(kind.park):
        return
    target = park_code_of(register, edit.entity, {**row, **edit.changes})
    if Role.ADMINISTRATOR in person.roles and park_code_of(register, edit.entity, row) is None:
        return
    require_park(person, target, EDIT)


def _require_fields(entity: str, changes: Mapping[str, Any]) -> None:
    """Raise InvalidValue for a column that the kind's form does not hold."""
    fields = {column.key for column in form_columns(declared(entity))}
    for key in changes:
        if key not in fields:
            raise InvalidValue(entity=entity, column=key)


def _different(edit: Edit, row: Row) -> dict[str, Any]:
    """The changes that change something, as their columns keep them."""
    kind = declared(edit.entity)
    fitted = {key: fitting(kind, kind.by_key[key], value) for key, value in edit.changes.items()}
    return {key: value for key, value in fitted.items() if row[key] != value}
