"""A reviewer recognises idle land (认定书), and publishes it until it is disposed of (第十一条)."""

from typing import Any

from actions.desk import Desk, require_basis, require_role, require_seen, stored
from actions.watch_land import case_of
from domain.audience import Role
from domain.audit import Basis
from domain.codes import IdleState
from domain.disposal import OwnCase
from domain.errors import MoveNotAllowed
from domain.idle import FINDABLE, CauseUnexamined, IdleOutcome, NothingFound, idle_from, judge
from register.policies import idle_policy
from register.store import Register, Row
from wording.land_watch import cause_word, clause_word

CONFIRM, PUBLISH = "confirm_finding", "publish_finding"


def confirm_finding(desk: Desk, finding_id: int, seen_version: int, basis: Basis) -> int:
    """Recognise a suspected finding; returns its version. The basis is the 《闲置土地认定书》.

    The contract is judged anew on the record's day: the cause must have been examined. Whoever recorded the finding
    does not confirm it.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, OwnCase, BasisMissing, BasisNotYet,
    CaseIncomplete, NothingFound, CauseUnexamined, RecordNotWritable.
    """
    with desk.deed(CONFIRM, basis) as (person, writer):
        require_role(person, CONFIRM, Role.REVIEWER)
        row = stored(desk.register, "idle_findings", finding_id)
        changes: dict[str, Any] = {
            "state": IdleState.RECOGNISED,
            "recognition_document": basis.document,
            "recognised_on": basis.on,
        }
        require_seen("idle_findings", row, seen_version, changes)
        if row["state"] != IdleState.SUSPECTED:
            raise MoveNotAllowed(before=row["state"], after=IdleState.RECOGNISED)
        if recorded_by(desk.register, finding_id) == person.name:
            raise OwnCase(deed=CONFIRM)
        require_basis(basis, desk.today)
        return writer.update("idle_findings", finding_id, seen_version, changes | _as_judged(desk, row))


def publish_finding(desk: Desk, finding_id: int, seen_version: int, basis: Basis) -> int:
    """Publish a recognised finding from the record's day on; returns its version.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, BasisMissing, BasisNotYet,
    RecordNotWritable.
    """
    with desk.deed(PUBLISH, basis) as (person, writer):
        require_role(person, PUBLISH, Role.REVIEWER)
        row = stored(desk.register, "idle_findings", finding_id)
        changes = {"published_on": desk.today.isoformat(), "withdrawn_on": None}
        require_seen("idle_findings", row, seen_version, changes)
        if row["state"] != IdleState.RECOGNISED:
            raise MoveNotAllowed(before=row["state"], after=PUBLISH)
        require_basis(basis, desk.today)
        return writer.update("idle_findings", finding_id, seen_version, changes)


def recorded_by(register: Register, finding_id: int) -> str | None:
    """Who recorded the finding, as the trail says."""
    first = next(iter(register.trail(entity="idle_findings", record_id=finding_id)), None)
    return first.trace.actor if first else None


def _as_judged(desk: Desk, row: Row) -> dict[str, Any]:
    """Clause, cause, fee and idle period of the day; a finding without contract keeps what it says."""
    if row["contract_id"] is None:
        return {}
    contract = stored(desk.register, "contracts", row["contract_id"])
    case, policy = case_of(contract), idle_policy()
    judgement = judge(case, desk.today, policy)
    if judgement.outcome is IdleOutcome.SUSPECTED_IDLE:
        raise CauseUnexamined(code=contract["contract_code"])
    if judgement.outcome not in FINDABLE:
        raise NothingFound(code=contract["contract_code"], outcome=str(judgement.outcome))
    first_day = idle_from(case, desk.today, policy)
    fee = judgement.fee_10k_yuan
    return {
        "clause": clause_word(judgement.outcome),
        "cause": cause_word(case.government_cause),
        "fee_10k_yuan": None if fee is None else float(fee),
        "idle_from_on": first_day and first_day.isoformat(),
    }
