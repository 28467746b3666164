"""A reservation is kept on for the same party to a later last day, on a document."""

from datetime import date

from actions.desk import (
    Desk,
    code_of,
    park_code_of,
    require_basis,
    require_park,
    require_role,
    require_seen,
    stored,
)
from domain.audience import Role
from domain.audit import Basis
from domain.codes import Marketing
from domain.errors import InvalidValue, NotReserved
from domain.status import STATUS_FIELDS

DEED = "extend_reservation"


def extend_reservation(desk: Desk, entity: str, record_id: int, seen_version: int, until_on: str, basis: Basis) -> int:
    """Set the last day (ISO; empty: open end) of a reserved plot or unit; returns its new version.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, NotReserved, InvalidValue (the day is past or none),
    BasisMissing, BasisNotYet, RecordNotWritable.
    """
    with desk.deed(DEED, basis) as (person, writer):
        require_role(person, DEED, Role.OFFICER, Role.ADMINISTRATOR)
        if "marketing" not in STATUS_FIELDS.get(entity, {}):
            raise InvalidValue(entity=entity, column="marketing")
        row = stored(desk.register, entity, record_id)
        require_park(person, park_code_of(desk.register, entity, row), DEED)
        require_seen(entity, row, seen_version, {"reserved_until_on": until_on or None})
        if row["marketing"] != Marketing.RESERVED:
            raise NotReserved(code=code_of(entity, row))
        require_basis(basis, desk.today)
        return writer.update(entity, record_id, seen_version, {"reserved_until_on": _last_day(entity, until_on, desk)})


def _last_day(entity: str, until_on: str, desk: Desk) -> str | None:
    if not until_on:
        return None
    try:
        is_past = date.fromisoformat(until_on) < desk.today
    except ValueError:
        is_past = True
    if is_past:
        raise InvalidValue(entity=entity, column="reserved_until_on", value=until_on)
    return until_on
