"""Disposal cases and problems: in order, with their papers, closed by another hand; contracts in force after review."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from actions.activate_contract import activate_contract
from actions.desk import Desk
from actions.dispose import CaseMove, move_case, open_case
from actions.solve_problem import answer_problem, close_problem, raise_problem, reopen_problem, solve_problem
from domain.audience import VISITOR, Person, Role
from domain.audit import Basis, Trace
from domain.codes import DisposalState as State
from domain.codes import LegalTrack
from domain.disposal import FilesMissing, NotDetermined, OwnCase, RouteUnknown
from domain.errors import BasisMissing, InvalidValue, MoveNotAllowed, NotPermitted, NotSignedIn, StaleRecord
from domain.supply_terms import ReviewMissing, TermsRefused
from register.geopackage import GeoPackageRegister
from tests.desk_builders import BASIS, a_contract, a_desk, a_person, a_record, an_officer, one
from wording.errors import sentence

NOW = datetime(2025, 11, 20, 9, tzinfo=UTC)
ANSWERS = [{"unit": "招商科", "person": "zhao", "due_on": "2025-11-28"}]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    """P3 (双桥) is confirmed underused, P5 (邮亭) recognised idle."""
    opened = a_record(tmp_path / "own.gpkg")
    yield opened
    opened.close()


def reviewer(register: GeoPackageRegister, name: str = "wang") -> Desk:
    return a_desk(register, a_person(Role.REVIEWER, name=name))


def a_case(register: GeoPackageRegister, parcel: str = "P3", track: LegalTrack = LegalTrack.UNDERUSED) -> int:
    return open_case(a_desk(register), one(register, "parcels", parcel_code=parcel)["id"], track, BASIS)


def step(desk: Desk, case_id: int, to: State, **papers: object) -> int:
    seen = one(desk.register, "disposal_cases", id=case_id)["version"]
    return move_case(desk, CaseMove(case_id, seen, to, BASIS, papers))


def at_work(register: GeoPackageRegister, route: str = "recovery_by_agreement", **papers: object) -> int:
    """A case brought to 实施."""
    case, desk = a_case(register), a_desk(register)
    step(desk, case, State.FILED)
    step(desk, case, State.DETERMINED)
    step(desk, case, State.PLANNED, route=route)
    on_file = {"holder_consent": "同意书1", "valuation_document": "评2025-3", "approval_document": "批2025-9"}
    step(desk, case, State.APPROVED, **(papers or on_file))
    step(desk, case, State.EXECUTING)
    return case


@pytest.mark.parametrize(
    ("person", "refusal"), [(VISITOR, NotSignedIn), (a_person(Role.REVIEWER), NotPermitted),
                            (an_officer("YT"), NotPermitted)],
)  # fmt: skip
def test_strangers_open_no_case_and_move_none(register: GeoPackageRegister, person: Person, refusal: type) -> None:
    parcel = one(register, "parcels", parcel_code="P3")["id"]
    with pytest.raises(refusal):
        open_case(a_desk(register, person), parcel, LegalTrack.UNDERUSED, BASIS)
    case = a_case(register)
    with pytest.raises(refusal):
        move_case(a_desk(register, person), CaseMove(case, 1, State.FILED, BASIS))


def test_case_wants_a_paper_the_edition_seen_and_known_columns(register: GeoPackageRegister) -> None:
    case = a_case(register)
    for move, refusal in (
        (CaseMove(case, 1, State.FILED, Basis()), BasisMissing),
        (CaseMove(case, 7, State.FILED, BASIS), StaleRecord),
        (CaseMove(case, 1, State.FILED, BASIS, {"state": "closed"}), InvalidValue),
        (CaseMove(case, 1, State.FILED, BASIS, {"route": "by_magic"}), RouteUnknown),
    ):
        with pytest.raises(refusal):
            move_case(a_desk(register), move)
    assert one(register, "disposal_cases", id=case)["version"] == 1


@pytest.mark.parametrize("to", [s for s in State if s is not State.FILED])
def test_no_state_is_skipped(register: GeoPackageRegister, to: State) -> None:
    desk = reviewer(register) if to in (State.CLOSED, State.REVIEWED) else a_desk(register)
    with pytest.raises(MoveNotAllowed):
        move_case(desk, CaseMove(a_case(register), 1, to, BASIS))


def test_one_parcel_has_one_case_under_way_and_numbers_follow(register: GeoPackageRegister) -> None:
    a_case(register)
    with pytest.raises(MoveNotAllowed):
        a_case(register)
    second = a_case(register, "P4", LegalTrack.BREACH)
    assert one(register, "disposal_cases", id=second)["case_code"] == "PH2025-002"


def test_determined_needs_a_finding_that_stands(register: GeoPackageRegister) -> None:
    case = a_case(register, "P1")
    step(a_desk(register), case, State.FILED)
    with pytest.raises(NotDetermined):
        step(a_desk(register), case, State.DETERMINED)
    other = a_case(register, "P3", LegalTrack.IDLE)  # underused is not idle
    step(a_desk(register), other, State.FILED)
    with pytest.raises(NotDetermined):
        step(a_desk(register), other, State.DETERMINED)


def test_plan_needs_a_route_and_approval_the_papers_of_that_route(register: GeoPackageRegister) -> None:
    case, desk = a_case(register), a_desk(register)
    step(desk, case, State.FILED)
    step(desk, case, State.DETERMINED)
    with pytest.raises(FilesMissing):
        step(desk, case, State.PLANNED)
    step(desk, case, State.PLANNED, route="judicial_auction")
    with pytest.raises(FilesMissing) as refusal:
        step(desk, case, State.APPROVED, court_case_number="（2025）渝0111执1号")
    assert "查封裁定文号" in sentence(refusal.value)
    step(desk, case, State.APPROVED, court_case_number="（2025）渝0111执1号", seizure_order="查1号")


def test_nobody_closes_his_own_case_and_no_officer_closes_any(register: GeoPackageRegister) -> None:
    case = at_work(register)
    assert one(register, "disposal_cases", id=case)["responsible"] == "li"
    with pytest.raises(NotPermitted):
        step(a_desk(register), case, State.CLOSED)
    with pytest.raises(OwnCase):
        step(reviewer(register, "li"), case, State.CLOSED)
    step(reviewer(register), case, State.CLOSED)
    closed = one(register, "disposal_cases", id=case)
    assert (closed["closed_by"], closed["closed_evidence"], closed["closed_on"]) == (
        "wang",
        BASIS.document,
        "2025-11-20",
    )
    with pytest.raises(OwnCase):
        step(reviewer(register), case, State.REVIEWED)
    step(reviewer(register, "chen"), case, State.REVIEWED)


# --- 问题—责任—销号


def a_problem(register: GeoPackageRegister) -> int:
    parcel = one(register, "parcels", parcel_code="P3")["id"]
    return raise_problem(a_desk(register), parcel, "用电未接通", ANSWERS, Basis(reason="走访"), at=NOW)


@pytest.mark.parametrize("answers", [[], [{"unit": "招商科", "person": "", "due_on": "2025-11-28"}]])
def test_problem_needs_somebody_who_answers_for_it(register: GeoPackageRegister, answers: list) -> None:
    parcel = one(register, "parcels", parcel_code="P3")["id"]
    with pytest.raises(InvalidValue):
        raise_problem(a_desk(register), parcel, "用电", answers, Basis(reason="走访"), at=NOW)


def test_problem_goes_its_way_and_is_closed_by_another_hand(register: GeoPackageRegister) -> None:
    problem, desk = a_problem(register), a_desk(register)
    with pytest.raises(MoveNotAllowed):
        solve_problem(desk, problem, 1, "接通")
    answer_problem(desk, problem, 1, "已联系", at=NOW)
    solve_problem(desk, problem, 2, "接通")
    with pytest.raises(OwnCase):
        close_problem(reviewer(register, "zhao"), problem, 3, BASIS)
    with pytest.raises(BasisMissing):
        close_problem(reviewer(register), problem, 3, Basis())
    close_problem(reviewer(register), problem, 3, BASIS)
    reopen_problem(desk, problem, 4, "又断电")
    reopened = one(register, "problems", id=problem)
    assert (reopened["state"], reopened["reopened_count"], reopened["closed_on"]) == ("reopened", 1, None)


# --- a contract comes into force


def test_incentives_need_the_fair_competition_review(register: GeoPackageRegister) -> None:
    contract = a_contract(register, state="draft", has_incentives=True)
    with pytest.raises(ReviewMissing):
        activate_contract(a_desk(register), contract["id"], 1, BASIS)
    with register.transaction(Trace("setup", "setup")) as writer:
        writer.update("contracts", contract["id"], 1, {"review_document": "公审1号", "reviewed_on": "2025-11-01"})
    activate_contract(a_desk(register), contract["id"], 2, BASIS)
    with pytest.raises(MoveNotAllowed):
        activate_contract(a_desk(register), contract["id"], 3, BASIS)


def test_usual_bound_is_left_for_a_reason_and_the_bound_of_the_law_never(register: GeoPackageRegister) -> None:
    lease = {"state": "draft", "supply_mode": "long_lease", "rent_10k_yuan_per_year": 10.0}
    short = a_contract(register, lease_years=4, contract_code="a", **lease)
    with pytest.raises(TermsRefused):
        activate_contract(a_desk(register), short["id"], 1, BASIS)
    reasoned = a_contract(register, lease_years=4, terms_reason="过渡厂房", contract_code="b", **lease)
    activate_contract(a_desk(register), reasoned["id"], 1, BASIS)
    long = a_contract(register, lease_years=21, terms_reason="过渡厂房", contract_code="c", **lease)
    with pytest.raises(TermsRefused) as refusal:
        activate_contract(a_desk(register), long["id"], 1, BASIS)
    assert "租赁不得超过 20 年，现为 21 年。" in sentence(refusal.value)
