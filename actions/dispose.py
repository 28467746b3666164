"""Disposal cases: open one and bring it from state to state with its paper; nobody closes his own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.desk import Desk, park_code_of, require_basis, require_park, require_role, require_seen, stored
from domain.audience import Person, Role
from domain.audit import Basis
from domain.codes import DisposalState, LegalTrack
from domain.disposal import (
    DisposalPolicy,
    FilesMissing,
    NotDetermined,
    OwnCase,
    Route,
    RouteUnknown,
    is_determined,
    missing_papers,
    next_state,
)
from domain.errors import InvalidValue, MoveNotAllowed
from register.policies import disposal_policy
from register.store import Register, Row

OPEN, MOVE = "open_case", "move_case"

#: What may be filled in while a case moves on.
PAPERS = frozenset(
    {
        "route", "responsible", "target_year", "holder_consent", "encumbrance", "valuation_10k_yuan",
        "valuation_document", "compensation_10k_yuan", "approval_document", "court_case_number", "seizure_order",
        "milestones", "remark",
    }
)  # fmt: skip
#: Closing and reviewing belong to a reviewer, everything before to the park's officer.
_REVIEWERS = frozenset({DisposalState.CLOSED, DisposalState.REVIEWED})


def open_case(
    desk: Desk, parcel_id: int, track: LegalTrack, basis: Basis, papers: Mapping[str, Any] | None = None
) -> int:
    """Open a case on a parcel (排查); returns its id. One parcel has one case under way.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, BasisMissing, BasisNotYet, InvalidValue, MoveNotAllowed,
    RouteUnknown, RecordNotWritable.
    """
    with desk.deed(OPEN, basis) as (person, writer):
        require_role(person, OPEN, Role.OFFICER, Role.ADMINISTRATOR)
        parcel = stored(desk.register, "parcels", parcel_id)
        require_park(person, park_code_of(desk.register, "parcels", parcel), OPEN)
        require_basis(basis, desk.today)
        values = _papers(papers or {}, disposal_policy())
        for case in desk.register.find("disposal_cases", parcel_id=parcel_id):
            if case["state"] not in _REVIEWERS:
                raise MoveNotAllowed(before=case["state"], after=DisposalState.SURVEYED)
        return writer.insert(
            "disposal_cases",
            {
                "responsible": person.name, "target_year": desk.today.year, **values,
                "case_code": _next_code(desk.register, desk.today), "parcel_id": parcel_id,
                "legal_track": LegalTrack(track), "state": DisposalState.SURVEYED,
                "state_since_on": desk.today.isoformat(), "basis_document": basis.document,
                "source": basis.document, "as_of_on": basis.on,
            },
        )  # fmt: skip


@dataclass(frozen=True)
class CaseMove:
    """A case as seen, the state it goes to, its paper, and what is filled in on the way (`PAPERS`)."""

    case_id: int
    seen_version: int
    to: DisposalState
    basis: Basis
    papers: Mapping[str, Any] = field(default_factory=dict)


def move_case(desk: Desk, move: CaseMove) -> int:
    """Bring a case to its next state; returns its version. Closing takes the basis as its evidence.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, OwnCase, BasisMissing, BasisNotYet,
    InvalidValue, NotDetermined, RouteUnknown, FilesMissing, RecordNotWritable.
    """
    with desk.deed(MOVE, move.basis) as (person, writer):
        row = stored(desk.register, "disposal_cases", move.case_id)
        _require_hand(desk.register, person, row, move.to)
        changes: dict[str, Any] = {"state": move.to, "state_since_on": desk.today.isoformat()}
        require_seen("disposal_cases", row, move.seen_version, changes)
        if next_state(DisposalState(row["state"])) is not move.to:
            raise MoveNotAllowed(before=row["state"], after=move.to)
        _require_other_hand(person, row, move.to)
        require_basis(move.basis, desk.today)
        changes |= _papers(move.papers, disposal_policy())
        _require_papers(desk.register, {**row, **changes}, move.to)
        return writer.update("disposal_cases", move.case_id, move.seen_version, changes | _closing(person, move, desk))


def _require_hand(register: Register, person: Person, row: Row, to: DisposalState) -> None:
    if to in _REVIEWERS:
        require_role(person, MOVE, Role.REVIEWER)
        return
    require_role(person, MOVE, Role.OFFICER, Role.ADMINISTRATOR)
    require_park(person, park_code_of(register, "disposal_cases", row), MOVE)


def _require_other_hand(person: Person, row: Row, to: DisposalState) -> None:
    """Closed by somebody else than the responsible, reviewed by somebody else than whoever closed it."""
    own = {DisposalState.CLOSED: row["responsible"], DisposalState.REVIEWED: row["closed_by"]}
    if to in own and person.name in {own[to], row["responsible"]}:
        raise OwnCase(deed=MOVE)


def _require_papers(register: Register, case: Row, to: DisposalState) -> None:
    reached = list(DisposalState).index(to)
    if reached >= list(DisposalState).index(DisposalState.DETERMINED):
        idle = [f["state"] for f in register.find("idle_findings", parcel_id=case["parcel_id"])]
        underused = [f["state"] for f in register.find("underused_findings", parcel_id=case["parcel_id"])]
        if to is DisposalState.DETERMINED and not is_determined(LegalTrack(case["legal_track"]), idle, underused):
            raise NotDetermined(code=case["case_code"])
    if reached >= list(DisposalState).index(DisposalState.PLANNED):
        missing = [c for c in ("route", "responsible") if not case[c]]
        missing += missing_papers(case, _route(case["route"], disposal_policy()), to) if case["route"] else []
        if missing:
            raise FilesMissing(code=case["case_code"], columns=missing)


def _closing(person: Person, move: CaseMove, desk: Desk) -> dict[str, Any]:
    if move.to is not DisposalState.CLOSED:
        return {}
    return {
        "closed_evidence": move.basis.document,
        "closed_by": person.name,
        "closed_on": desk.today.isoformat(),
    }


def _papers(papers: Mapping[str, Any], policy: DisposalPolicy) -> dict[str, Any]:
    for column in papers:
        if column not in PAPERS:
            raise InvalidValue(entity="disposal_cases", column=column)
    if papers.get("route"):
        _route(papers["route"], policy)
    return {column: value for column, value in papers.items() if value not in (None, "")}


def _route(key: str, policy: DisposalPolicy) -> Route:
    try:
        return policy.routes[key]
    except KeyError as fault:
        raise RouteUnknown(route=key, routes=[r.zh for r in policy.routes.values()]) from fault


def _next_code(register: Register, today: date) -> str:
    """PH2025-007: the transaction holds the write lock, so no two cases get one number."""
    start = f"PH{today.year}-"
    taken = [int(c["case_code"][len(start) :]) for c in register.find("disposal_cases")
             if c["case_code"].startswith(start) and c["case_code"][len(start) :].isdigit()]  # fmt: skip
    return f"{start}{max(taken, default=0) + 1:03d}"
