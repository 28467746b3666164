"""From proposal to closing: an officer records, another hand recognises, an agreement restarts the clock."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from actions.close_finding import close_finding
from actions.confirm_finding import confirm_finding, publish_finding
from actions.desk import Desk
from actions.record_finding import record_finding
from actions.watch_land import watched
from domain.audience import VISITOR, Role
from domain.audit import Basis
from domain.disposal import OwnCase
from domain.errors import (
    BasisMissing,
    BasisNotYet,
    InvalidValue,
    MoveNotAllowed,
    NotPermitted,
    NotSignedIn,
    StaleRecord,
)
from domain.idle import CaseIncomplete, CauseUnexamined, ExtensionTooLong, FindingOpen, NothingFound
from register.geopackage import GeoPackageRegister
from register.policies import idle_policy
from register.store import Row
from tests.desk_builders import BASIS, TODAY, a_contract, a_desk, a_person, a_record, an_officer, one
from wording.errors import sentence

SERVED = "2025-11-19"
RECOGNITION = Basis("渝足闲认〔2025〕3号", "2025-11-20")
AGREEMENT = Basis("补充协议2025-8", "2025-11-20")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    opened = a_record(tmp_path / "own.gpkg")
    yield opened
    opened.close()


def reviewer(register: GeoPackageRegister, name: str = "wang") -> Desk:
    return a_desk(register, a_person(Role.REVIEWER, name=name))


def recorded(register: GeoPackageRegister, **contract: object) -> Row:
    made = record_finding(a_desk(register), a_contract(register, **contract)["id"], SERVED, BASIS)
    return one(register, "idle_findings", id=made)


def recognised(register: GeoPackageRegister, **contract: object) -> Row:
    finding = recorded(register, **contract)
    confirm_finding(reviewer(register), finding["id"], finding["version"], RECOGNITION)
    return one(register, "idle_findings", id=finding["id"])


# --- recording


def test_nobody_signed_in_no_role_and_no_own_park_record_nothing(register: GeoPackageRegister) -> None:
    contract = a_contract(register)["id"]
    for person, refusal in ((VISITOR, NotSignedIn), (a_person(Role.REVIEWER), NotPermitted),
                            (an_officer("YT"), NotPermitted)):  # fmt: skip
        with pytest.raises(refusal):
            record_finding(a_desk(register, person), contract, SERVED, BASIS)
    assert register.find("idle_findings", state="suspected") == []


def test_recording_wants_the_notice_and_its_day_of_service(register: GeoPackageRegister) -> None:
    contract = a_contract(register)["id"]
    for basis, refusal in ((Basis(), BasisMissing), (Basis("文", "2025-11-21"), BasisNotYet)):
        with pytest.raises(refusal):
            record_finding(a_desk(register), contract, SERVED, basis)
    for served in ("", "2025-11-21", "昨日"):
        with pytest.raises(InvalidValue):
            record_finding(a_desk(register), contract, served, BASIS)


@pytest.mark.parametrize(
    "contract",
    [{"agreed_start_on": "2024-11-20"}, {"completed_on": "2025-11-20"}, {"started_on": "2025-11-20"},
     {"state": "draft"}],
)  # fmt: skip
def test_nothing_is_recorded_where_the_table_finds_nothing(register: GeoPackageRegister, contract: dict) -> None:
    """2024-11-20 plus a year is today: the year is not over yet."""
    with pytest.raises(NothingFound) as refusal:
        record_finding(a_desk(register), a_contract(register, **contract)["id"], SERVED, BASIS)
    assert "HT-P1" in sentence(refusal.value)


def test_contract_that_cannot_be_judged_says_what_it_lacks(register: GeoPackageRegister) -> None:
    with pytest.raises(CaseIncomplete) as refusal:
        record_finding(a_desk(register), a_contract(register, agreed_start_on=None)["id"], SERVED, BASIS)
    assert "约定动工日期" in sentence(refusal.value)


def test_recorded_finding_is_suspected_with_clause_and_notice(register: GeoPackageRegister) -> None:
    finding = recorded(register)
    assert (finding["state"], finding["found_on"], finding["notice_served_on"]) == ("suspected", "2025-11-20", SERVED)
    assert "第十四条第（一）项" in finding["clause"]
    assert finding["fee_10k_yuan"] is None
    [entry] = register.trail(entity="idle_findings", record_id=finding["id"])
    assert (entry.trace.actor, entry.trace.deed, entry.trace.basis.document) == ("li", "record_finding", BASIS.document)


def test_same_parcel_evaluated_twice_makes_one_finding(register: GeoPackageRegister) -> None:
    finding = recorded(register)
    with pytest.raises(FindingOpen):
        record_finding(a_desk(register), finding["contract_id"], SERVED, BASIS)
    other = a_contract(register, contract_code="HT-2")
    with pytest.raises(FindingOpen):
        record_finding(a_desk(register), other["id"], SERVED, BASIS)
    assert len(register.find("idle_findings", parcel_id=finding["parcel_id"])) == 1


def test_of_six_officers_who_evaluate_a_parcel_at_once_one_records(register: GeoPackageRegister) -> None:
    contract = a_contract(register)["id"]
    refused: list[FindingOpen] = []
    start = threading.Barrier(6)

    def try_it() -> None:
        desk = a_desk(GeoPackageRegister(register.path))
        start.wait()
        try:
            record_finding(desk, contract, SERVED, BASIS)
        except FindingOpen as refusal:
            refused.append(refusal)

    threads = [threading.Thread(target=try_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(refused), len(register.find("idle_findings", contract_id=contract))) == (5, 1)


# --- recognising


def test_officer_cannot_recognise_and_nobody_recognises_his_own(register: GeoPackageRegister) -> None:
    finding = recorded(register)
    with pytest.raises(NotPermitted):
        confirm_finding(a_desk(register), finding["id"], 1, RECOGNITION)
    both = a_person(Role.OFFICER, Role.REVIEWER, parks=("SQ",), name="li")
    with pytest.raises(OwnCase):
        confirm_finding(a_desk(register, both), finding["id"], 1, RECOGNITION)


def test_recognising_wants_the_paper_and_the_edition_seen(register: GeoPackageRegister) -> None:
    finding = recorded(register)
    with pytest.raises(BasisMissing):
        confirm_finding(reviewer(register), finding["id"], 1, Basis())
    with pytest.raises(StaleRecord):
        confirm_finding(reviewer(register), finding["id"], 2, RECOGNITION)


def test_land_whose_cause_nobody_examined_stays_suspected(register: GeoPackageRegister) -> None:
    finding = recorded(register, government_cause="unknown")
    assert "第五条" in finding["clause"]
    with pytest.raises(CauseUnexamined):
        confirm_finding(reviewer(register), finding["id"], 1, RECOGNITION)


def test_recognised_finding_bears_fee_cause_and_first_day(register: GeoPackageRegister) -> None:
    """Start agreed for 2024-06-30: a full year ends on 2025-06-30, idle from 1 July; a fifth of 3,000 is 600."""
    finding = recognised(register)
    assert (finding["state"], finding["recognition_document"]) == ("recognised", RECOGNITION.document)
    assert (finding["fee_10k_yuan"], finding["cause"], finding["idle_from_on"]) == (600, "企业原因", "2025-07-01")


def test_government_cause_bears_no_fee(register: GeoPackageRegister) -> None:
    finding = recognised(register, government_cause="yes", agreed_start_on="2021-01-01")
    assert (finding["fee_10k_yuan"], finding["cause"]) == (0, "政府原因")


def test_suspended_land_is_idle_from_the_day_after_a_year_of_suspension(register: GeoPackageRegister) -> None:
    finding = recognised(
        register, started_on="2023-01-01", suspended_on="2024-02-29", due_area_m2=3000, developed_area_m2=999,
        due_investment_10k_yuan=100, invested_10k_yuan=25,
    )  # fmt: skip
    assert (finding["fee_10k_yuan"], finding["idle_from_on"]) == (None, "2025-03-01")


def test_a_third_of_the_area_by_the_square_metre_is_not_short(register: GeoPackageRegister) -> None:
    third = {"due_area_m2": 3000, "developed_area_m2": 1000, "due_investment_10k_yuan": 100, "invested_10k_yuan": 25}
    with pytest.raises(NothingFound):
        recorded(register, started_on="2023-01-01", suspended_on="2024-02-29", **third)


# --- publishing and closing


def test_only_recognised_land_is_published(register: GeoPackageRegister) -> None:
    finding = recorded(register)
    with pytest.raises(MoveNotAllowed):
        publish_finding(reviewer(register), finding["id"], 1, RECOGNITION)


def test_agreement_closes_the_finding_restarts_the_clock_and_withdraws_the_notice(register: GeoPackageRegister) -> None:
    finding = recognised(register)
    version = publish_finding(reviewer(register), finding["id"], finding["version"], RECOGNITION)
    close_finding(a_desk(register), finding["id"], version, AGREEMENT, new_start_on=date(2026, 11, 20))
    closed = one(register, "idle_findings", id=finding["id"])
    assert (closed["state"], closed["closed_on"], closed["withdrawn_on"]) == ("closed", "2025-11-20", "2025-11-20")
    contract = one(register, "contracts", id=finding["contract_id"])
    assert contract["agreed_start_on"] == "2026-11-20"
    with pytest.raises(NothingFound):
        record_finding(a_desk(register), contract["id"], SERVED, BASIS)
    [row] = watched([contract], register.find("idle_findings", parcel_id=contract["parcel_id"]), TODAY, idle_policy())
    assert (row.judgement.row, row.finding) == (1, None)


def test_start_is_put_off_by_a_year_at_most(register: GeoPackageRegister) -> None:
    finding = recognised(register)
    with pytest.raises(ExtensionTooLong):
        close_finding(a_desk(register), finding["id"], 2, AGREEMENT, new_start_on=date(2026, 11, 21))
    with pytest.raises(InvalidValue):
        close_finding(a_desk(register), finding["id"], 2, AGREEMENT, new_start_on=date(2025, 11, 19))
    assert one(register, "idle_findings", id=finding["id"])["state"] == "recognised"
    assert one(register, "contracts", id=finding["contract_id"])["agreed_start_on"] == "2024-06-30"


def test_suspension_counts_anew_from_the_new_day(register: GeoPackageRegister) -> None:
    finding = recorded(
        register, started_on="2023-01-01", suspended_on="2024-02-29", due_area_m2=3000, developed_area_m2=999,
        due_investment_10k_yuan=100, invested_10k_yuan=25,
    )  # fmt: skip
    close_finding(a_desk(register), finding["id"], 1, AGREEMENT, new_start_on=date(2026, 5, 1))
    assert one(register, "contracts", id=finding["contract_id"])["suspended_on"] == "2026-05-01"


def test_closed_finding_is_not_closed_again_and_the_parcel_may_be_found_anew(register: GeoPackageRegister) -> None:
    finding = recorded(register)
    close_finding(a_desk(register), finding["id"], 1, Basis("已核查", "2025-11-20"))
    with pytest.raises(MoveNotAllowed):
        close_finding(a_desk(register), finding["id"], 2, Basis("已核查", "2025-11-20"))
    assert record_finding(a_desk(register), finding["contract_id"], SERVED, BASIS) != finding["id"]
