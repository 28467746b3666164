"""An officer records what the law's table proposes: the finding stands as suspected, with notice and day of service."""

from datetime import date

from actions.desk import Desk, park_code_of, require_basis, require_park, require_role, stored
from actions.watch_land import case_of
from domain.audience import Role
from domain.audit import Basis
from domain.codes import ContractState, IdleState
from domain.errors import InvalidValue
from domain.idle import FINDABLE, FindingOpen, IdleOutcome, NothingFound, judge
from register.policies import idle_policy
from register.store import Register, Row
from wording.land_watch import clause_word

RECORD = "record_finding"


def record_finding(desk: Desk, contract_id: int, served_on: str, basis: Basis) -> int:
    """Record a suspected finding on the contract's parcel; returns its id.

    The basis is the 调查通知书 (第五条), `served_on` (ISO) the day on which the holder received it. One parcel has one
    open finding, however often it is evaluated.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, BasisMissing, BasisNotYet, InvalidValue, CaseIncomplete,
    NothingFound, FindingOpen, RecordNotWritable.
    """
    with desk.deed(RECORD, basis) as (person, writer):
        require_role(person, RECORD, Role.OFFICER, Role.ADMINISTRATOR)
        contract = stored(desk.register, "contracts", contract_id)
        require_park(person, park_code_of(desk.register, "contracts", contract), RECORD)
        require_basis(basis, desk.today)
        _require_served(served_on, desk.today)
        outcome = _found(contract, desk.today)
        require_no_open_finding(desk.register, contract["parcel_id"])
        parcel = stored(desk.register, "parcels", contract["parcel_id"])
        return writer.insert(
            "idle_findings",
            {
                "parcel_id": parcel["id"], "contract_id": contract_id, "state": IdleState.SUSPECTED,
                "clause": clause_word(outcome), "found_on": desk.today.isoformat(),
                "right_holder": contract["right_holder"] or parcel["right_holder"],
                "notice_document": basis.document, "notice_served_on": served_on,
                "source": basis.document, "as_of_on": desk.today.isoformat(),
            },
        )  # fmt: skip


def _found(contract: Row, on: date) -> IdleOutcome:
    if contract["state"] != ContractState.ACTIVE:
        raise NothingFound(code=contract["contract_code"])
    outcome = judge(case_of(contract), on, idle_policy()).outcome
    if outcome not in FINDABLE:
        raise NothingFound(code=contract["contract_code"], outcome=str(outcome))
    return outcome


def require_no_open_finding(register: Register, parcel_id: int) -> None:
    """Raise FindingOpen where the parcel has a finding that is not closed."""
    for finding in register.find("idle_findings", parcel_id=parcel_id):
        if finding["state"] != IdleState.CLOSED:
            parcel = stored(register, "parcels", parcel_id)
            raise FindingOpen(code=parcel["parcel_code"], state=finding["state"])


def _require_served(served_on: str, today: date) -> None:
    try:
        is_past = date.fromisoformat(served_on) <= today
    except ValueError:
        is_past = False
    if not is_past:
        raise InvalidValue(entity="idle_findings", column="notice_served_on", value=served_on)
