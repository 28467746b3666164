"""Close an idle finding: by a supplementary agreement, which restarts the clock, or on another paper."""

from datetime import date
from typing import Any

from actions.desk import Desk, park_code_of, require_basis, require_park, require_role, require_seen, stored
from domain.audience import Role
from domain.audit import Basis
from domain.codes import IdleState
from domain.errors import InvalidValue, MoveNotAllowed
from domain.idle import ExtensionTooLong, years_after
from register.policies import idle_policy
from register.store import Row, Writer

CLOSE = "close_finding"


def close_finding(
    desk: Desk, finding_id: int, seen_version: int, basis: Basis, *, new_start_on: date | None = None
) -> int:
    """Close a finding; returns its version. What was published is withdrawn the same day (第十一条).

    With `new_start_on` the basis is a supplementary agreement (第十二条): the contract's agreed start becomes that day,
    a year after the agreement at most, and a suspension counts anew from it.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, BasisMissing, BasisNotYet,
    InvalidValue, ExtensionTooLong, RecordNotWritable.
    """
    with desk.deed(CLOSE, basis) as (person, writer):
        require_role(person, CLOSE, Role.OFFICER, Role.ADMINISTRATOR)
        row = stored(desk.register, "idle_findings", finding_id)
        require_park(person, park_code_of(desk.register, "idle_findings", row), CLOSE)
        changes = _closing(row, basis, desk.today)
        require_seen("idle_findings", row, seen_version, changes)
        if row["state"] == IdleState.CLOSED:
            raise MoveNotAllowed(before=row["state"], after=IdleState.CLOSED)
        require_basis(basis, desk.today)
        if new_start_on:
            _restart(desk, writer, row, basis, new_start_on)
        return writer.update("idle_findings", finding_id, seen_version, changes)


def _closing(row: Row, basis: Basis, today: date) -> dict[str, Any]:
    changes: dict[str, Any] = {
        "state": IdleState.CLOSED,
        "closed_on": today.isoformat(),
        "closed_basis": basis.document,
        "disposal_year": today.year,
    }
    if row["published_on"] and not row["withdrawn_on"]:
        changes["withdrawn_on"] = today.isoformat()
    return changes


def _restart(desk: Desk, writer: Writer, row: Row, basis: Basis, new_start_on: date) -> None:
    """The contract runs from the new day; the trail keeps the old one."""
    if row["contract_id"] is None:
        raise InvalidValue(entity="idle_findings", column="contract_id", value="")
    agreed_on = date.fromisoformat(basis.on)
    latest = years_after(agreed_on, idle_policy().extension_years)
    if new_start_on > latest:
        raise ExtensionTooLong(latest=latest.isoformat())
    if new_start_on < agreed_on:
        raise InvalidValue(entity="contracts", column="agreed_start_on", value=new_start_on.isoformat())
    contract = stored(desk.register, "contracts", row["contract_id"])
    changes = {"agreed_start_on": new_start_on.isoformat()}
    if contract["suspended_on"]:
        changes["suspended_on"] = new_start_on.isoformat()
    writer.update("contracts", contract["id"], contract["version"], changes)
