"""A measure flags land as underused; an officer confirms it on a paper, or closes the flag."""

from actions.desk import Desk, park_code_of, require_basis, require_park, require_role, require_seen, stored
from domain.audience import Role
from domain.audit import Basis
from domain.codes import UnderusedState
from domain.errors import MoveNotAllowed

CONFIRM, CLOSE = "confirm_underused", "close_underused"


def confirm_underused(desk: Desk, finding_id: int, seen_version: int, basis: Basis) -> int:
    """Confirm a flag; from now on the land counts as 低效. Returns the finding's version.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, BasisMissing, BasisNotYet.
    """
    return _move(desk, CONFIRM, finding_id, seen_version, basis, UnderusedState.CONFIRMED)


def close_underused(desk: Desk, finding_id: int, seen_version: int, basis: Basis) -> int:
    """Close a flag or a confirmed finding: the land was disposed of, or the flag was mistaken. Returns the version.

    Raises what `confirm_underused` raises.
    """
    return _move(desk, CLOSE, finding_id, seen_version, basis, UnderusedState.CLOSED)


def _move(desk: Desk, deed: str, finding_id: int, seen_version: int, basis: Basis, to: UnderusedState) -> int:
    with desk.deed(deed, basis) as (person, writer):
        require_role(person, deed, Role.OFFICER)
        row = stored(desk.register, "underused_findings", finding_id)
        require_park(person, park_code_of(desk.register, "underused_findings", row), deed)
        require_seen("underused_findings", row, seen_version, {"state": to})
        was = row["state"]
        if was == UnderusedState.CLOSED or (to is UnderusedState.CONFIRMED and was != UnderusedState.FLAGGED):
            raise MoveNotAllowed(before=was, after=to)
        require_basis(basis, desk.today)
        changes = {"state": to, "closed_on": basis.on, "disposal_year": desk.today.year}
        if to is UnderusedState.CONFIRMED:
            changes = {"state": to, "confirmed_by": person.name, "confirmed_on": basis.on}
        return writer.update("underused_findings", finding_id, seen_version, changes)
