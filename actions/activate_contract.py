"""Put a contract of land in force: its terms keep the bounds, its incentives passed the fair-competition review."""

from decimal import Decimal

from actions.desk import Desk, park_code_of, require_basis, require_park, require_role, require_seen, stored
from domain.audience import Role
from domain.audit import Basis
from domain.codes import ContractState, SupplyMode
from domain.errors import MoveNotAllowed
from domain.issue import Severity
from domain.supply_terms import ReviewMissing, SupplyPolicy, SupplyTerms, TermsRefused, check_terms
from domain.units import exact
from register.policies import supply_policy
from register.store import Row

ACTIVATE = "activate_contract"


def activate_contract(
    desk: Desk, contract_id: int, seen_version: int, basis: Basis, policy: SupplyPolicy | None = None
) -> int:
    """Put it in force; returns the contract's version. The basis is the signed contract.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, BasisMissing, BasisNotYet, MoveNotAllowed,
    ReviewMissing, TermsRefused, RecordNotWritable.
    """
    with desk.deed(ACTIVATE, basis) as (person, writer):
        require_role(person, ACTIVATE, Role.OFFICER, Role.ADMINISTRATOR)
        row = stored(desk.register, "contracts", contract_id)
        require_park(person, park_code_of(desk.register, "contracts", row), ACTIVATE)
        changes = {"state": ContractState.ACTIVE}
        require_seen("contracts", row, seen_version, changes)
        require_basis(basis, desk.today)
        if row["state"] != ContractState.DRAFT:
            raise MoveNotAllowed(before=row["state"], after=ContractState.ACTIVE)
        _require_review(row)
        _require_terms(row, policy or supply_policy())
        return writer.update("contracts", contract_id, seen_version, changes)


def _require_review(row: Row) -> None:
    if row["has_incentives"] and not (row["review_document"] and row["reviewed_on"]):
        raise ReviewMissing(code=row["contract_code"])


def _require_terms(row: Row, policy: SupplyPolicy) -> None:
    """Errors refuse; a usual bound may be left for a reason that is written down."""
    if row["supply_mode"] is None:
        return
    weights = [Severity.ERROR] if row["terms_reason"] else [Severity.ERROR, Severity.WARNING]
    if findings := [f for f in check_terms(terms_of(row), policy) if f.severity in weights]:
        raise TermsRefused(findings=findings)


def terms_of(row: Row) -> SupplyTerms:
    """The terms of a contract's row."""
    return SupplyTerms(
        SupplyMode(row["supply_mode"]),
        row["lease_years"] or 0,
        row["grant_years"] or 0,
        _amount(row["rent_10k_yuan_per_year"]),
        _amount(row["price_10k_yuan"]),
    )


def _amount(value: float | None) -> Decimal | None:
    return None if value is None else exact(value)
