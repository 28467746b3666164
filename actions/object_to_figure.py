"""A firm objects to a figure of its year: recorded with its evidence, examined, and where upheld the figure follows."""

from actions.desk import Desk, require_role, require_seen, stored
from domain.audience import Role
from domain.audit import Basis
from domain.codes import ObjectionState
from domain.entities import ENTITIES
from domain.errors import InvalidValue, MoveNotAllowed, NoSuchRecord

RECORD, DECIDE = "record_objection", "decide_objection"
#: What a firm can object to.
CONTESTABLE = (
    "own_land_m2", "leased_in_floor_m2", "leased_in_floor_area_ratio", "leased_out_land_m2", "tax_10k_yuan",
    "exempt_credit_tax_10k_yuan", "value_added_10k_yuan", "revenue_10k_yuan", "rnd_10k_yuan", "energy_tce",
    "emission_t", "staff_count",
)  # fmt: skip


def record_objection(
    desk: Desk, firm: str, year: int, figure: str, claimed: float, *, reason: str, evidence: str
) -> int:
    """Record what a firm (code) says that a figure should be; returns the objection's id.

    Raises NotSignedIn, NotPermitted, NoSuchRecord for a firm without figures of the year, InvalidValue for a figure
    that cannot be contested or without evidence.
    """
    with desk.deed(RECORD, Basis()) as (person, writer):
        require_role(person, RECORD, Role.ANALYST)
        if figure not in CONTESTABLE:
            raise InvalidValue(entity="objections", column="figure", value=figure)
        if not evidence.strip():
            raise InvalidValue(entity="objections", column="evidence", value=evidence)
        ids = [e["id"] for e in desk.register.find("enterprises", enterprise_code=firm)]
        found = [row for i in ids for row in desk.register.find("enterprise_years", enterprise_id=i, year=year)]
        if not found:
            raise NoSuchRecord(entity="enterprise_years", code=f"{firm} {year}")
        return writer.insert("objections", {
            "enterprise_id": found[0]["enterprise_id"], "year": year, "figure": figure, "stated": found[0][figure],
            "claimed": claimed, "reason": reason or None, "evidence": evidence, "state": ObjectionState.OPEN,
            "received_on": desk.today.isoformat(),
        })  # fmt: skip


def decide_objection(desk: Desk, objection_id: int, seen_version: int, *, is_upheld: bool, decision: str) -> int:
    """Uphold or reject an objection; upheld, the figure becomes what was claimed, with the evidence as its source.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, InvalidValue without a decision.
    """
    with desk.deed(DECIDE, Basis()) as (person, writer):
        require_role(person, DECIDE, Role.ANALYST)
        row = stored(desk.register, "objections", objection_id)
        state = ObjectionState.UPHELD if is_upheld else ObjectionState.REJECTED
        today = desk.today.isoformat()
        changes = {"state": state, "decision": decision, "decided_on": today, "decided_by": person.name}
        require_seen("objections", row, seen_version, changes)
        if row["state"] != ObjectionState.OPEN:
            raise MoveNotAllowed(before=row["state"], after=state)
        if not decision.strip():
            raise InvalidValue(entity="objections", column="decision", value=decision)
        if is_upheld:
            [year] = desk.register.find("enterprise_years", enterprise_id=row["enterprise_id"], year=row["year"])
            told = {**(year["provenance"] or {}), row["figure"]: {"source": row["evidence"], "as_of_on": today}}
            value = _fitting(row["figure"], row["claimed"])
            writer.update("enterprise_years", year["id"], year["version"], {row["figure"]: value, "provenance": told})
        return writer.update("objections", objection_id, seen_version, changes)


def _fitting(figure: str, claimed: float | None) -> float | int | None:
    """A count is whole."""
    is_count = ENTITIES["enterprise_years"].by_key[figure].holds == "integer"
    return round(claimed) if is_count and claimed is not None else claimed
