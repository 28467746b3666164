"""Move the status of a parcel, plot or unit along its allowed moves, on a document, with its trace."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.desk import Desk, park_code_of, require_basis, require_park, require_role, require_seen, stored
from domain.audience import Role
from domain.audit import Basis
from domain.codes import Marketing, Occupancy
from domain.errors import InvalidValue, MoveNotAllowed
from domain.status import STATUS_FIELDS, moves
from register.store import Register, Row

DEED = "change_status"


@dataclass(frozen=True)
class StatusMove:
    """What is asked: which field of which record, as seen, goes to which code, on what basis.

    `reserved_for` and `reserved_until_on` (the last day, ISO; empty: open end) belong to a move to `reserved`.
    """

    entity: str
    record_id: int
    seen_version: int
    column: str
    to: str
    basis: Basis = field(default_factory=Basis)
    reserved_for: str = ""
    reserved_until_on: str = ""


def change_status(desk: Desk, move: StatusMove) -> int:
    """Make the move; returns the record's new version.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, BasisMissing, BasisNotYet,
    InvalidValue, RecordNotWritable.
    """
    with desk.deed(DEED, move.basis) as (person, writer):
        require_role(person, DEED, Role.OFFICER, Role.ADMINISTRATOR)
        row = stored(desk.register, move.entity, move.record_id)
        require_park(person, park_code_of(desk.register, move.entity, row), DEED)
        require_seen(move.entity, row, move.seen_version, {move.column: move.to})
        if move.to not in allowed_moves(desk.register, move.entity, row, move.column):
            raise MoveNotAllowed(before=row[move.column], after=move.to)
        require_basis(move.basis, desk.today)
        return writer.update(move.entity, move.record_id, move.seen_version, _changes(move, desk.today))


def allowed_moves(register: Register, entity: str, row: Row, column: str) -> list[str]:
    """The codes to which this record may go now; none for a retired parcel."""
    if column not in STATUS_FIELDS.get(entity, {}):
        raise InvalidValue(entity=entity, column=column)
    if row.get("retired_on"):
        return []
    is_built_on = entity == "parcels" and bool(register.find("plants", parcel_id=row["id"]))
    return moves(entity, column, row[column], is_built_on=is_built_on)


def _changes(move: StatusMove, today: date) -> dict[str, Any]:
    """The field itself and what goes with it: since when, for whom, until when."""
    changes: dict[str, Any] = {move.column: move.to}
    if move.column == "stage":
        changes["stage_since_on"] = move.basis.on
    elif move.column == "occupancy":
        changes["vacant_since_on"] = move.basis.on if move.to == Occupancy.VACANT else None
    else:
        changes |= {"reserved_for": None, "reserved_until_on": None}
    if move.to == Marketing.RESERVED:
        changes |= _reservation(move, today)
    return changes


def _reservation(move: StatusMove, today: date) -> dict[str, Any]:
    """For whom and until when; a last day that is past would lapse at once."""
    if not move.reserved_for.strip():
        raise InvalidValue(entity=move.entity, column="reserved_for", value="")
    until = move.reserved_until_on or None
    if until and until < today.isoformat():
        raise InvalidValue(entity=move.entity, column="reserved_until_on", value=until)
    return {"reserved_for": move.reserved_for.strip(), "reserved_until_on": until}
