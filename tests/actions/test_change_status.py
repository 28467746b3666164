"""Moving a status: who is refused and why, then what a move writes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.change_status import StatusMove, allowed_moves, change_status
from domain.audience import VISITOR, Person, Role
from domain.audit import Basis
from domain.errors import (
    BasisMissing,
    BasisNotYet,
    InvalidValue,
    MoveNotAllowed,
    NoSuchRecord,
    NotPermitted,
    NotSignedIn,
    StaleRecord,
)
from register.geopackage import GeoPackageRegister
from tests.desk_builders import BASIS, TODAY, a_desk, a_person, a_record, an_officer, one


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    made = a_record(tmp_path / "own.gpkg")
    yield made
    made.close()


def a_move(register: GeoPackageRegister, to: str = "supplied", **values: Any) -> StatusMove:
    """P1 in 双桥 is 净地; its next step is 供地."""
    parcel = one(register, "parcels", parcel_code="P1")
    return replace(StatusMove("parcels", parcel["id"], parcel["version"], "stage", to, BASIS), **values)


def plot_move(register: GeoPackageRegister, code: str, to: str, **values: Any) -> StatusMove:
    plot = one(register, "plots", plot_code=code)
    return replace(StatusMove("plots", plot["id"], plot["version"], "marketing", to, BASIS), **values)


def nothing_was_written(register: GeoPackageRegister, before: int) -> None:
    assert register.revision() == before
    assert register.first_broken_entry() is None


def test_whoever_is_not_signed_in_moves_nothing(register: GeoPackageRegister) -> None:
    before = register.revision()
    with pytest.raises(NotSignedIn):
        change_status(a_desk(register, VISITOR), a_move(register))
    nothing_was_written(register, before)


@pytest.mark.parametrize("role", [Role.INVESTOR, Role.REVIEWER, Role.ANALYST, Role.ADMINISTRATOR])
def test_only_an_officer_moves_the_status_of_land_in_a_park(register: GeoPackageRegister, role: Role) -> None:
    before = register.revision()
    with pytest.raises(NotPermitted):
        change_status(a_desk(register, a_person(role, parks=("SQ",))), a_move(register))
    nothing_was_written(register, before)


def test_officer_of_another_park_moves_nothing_here(register: GeoPackageRegister) -> None:
    before = register.revision()
    with pytest.raises(NotPermitted):
        change_status(a_desk(register, an_officer("YT")), a_move(register))
    nothing_was_written(register, before)


def test_administrator_who_is_also_officer_of_the_park_may_move(register: GeoPackageRegister) -> None:
    both = a_person(Role.ADMINISTRATOR, Role.OFFICER, parks=("SQ",))
    assert change_status(a_desk(register, both), a_move(register)) == 2


def test_officer_signed_out_while_his_deed_begins_writes_nothing(register: GeoPackageRegister) -> None:
    answers = iter([an_officer(), VISITOR])
    desk = replace(a_desk(register), who=lambda: next(answers))
    before = register.revision()
    with pytest.raises(NotSignedIn):
        change_status(desk, a_move(register))
    nothing_was_written(register, before)


def test_record_that_is_not_there(register: GeoPackageRegister) -> None:
    with pytest.raises(NoSuchRecord):
        change_status(a_desk(register), a_move(register, record_id=999))


def test_second_officer_who_saw_an_older_edition_is_told_theirs_and_mine(register: GeoPackageRegister) -> None:
    mine = a_move(register)
    change_status(a_desk(register, an_officer(name="wang")), mine)
    before = register.revision()
    with pytest.raises(StaleRecord) as refused:
        change_status(a_desk(register), mine)
    assert refused.value.values["differences"] == {"stage": ("supplied", "supplied")}
    nothing_was_written(register, before)


def test_cleared_land_does_not_jump_to_building(register: GeoPackageRegister) -> None:
    before = register.revision()
    with pytest.raises(MoveNotAllowed):
        change_status(a_desk(register), a_move(register, "building"))
    nothing_was_written(register, before)


def test_producing_land_with_a_plant_on_it_cannot_become_cleared(register: GeoPackageRegister) -> None:
    parcel = one(register, "parcels", parcel_code="P3")
    assert allowed_moves(register, "parcels", parcel, "stage") == ["stopped"]


def test_retired_parcel_moves_nowhere(register: GeoPackageRegister) -> None:
    assert allowed_moves(register, "parcels", one(register, "parcels", parcel_code="P6"), "stage") == []


@pytest.mark.parametrize("basis", [Basis(), Basis("  ", "2025-11-18"), Basis("渝足规资〔2025〕12号", "")])
def test_move_without_document_number_and_date_is_refused(register: GeoPackageRegister, basis: Basis) -> None:
    before = register.revision()
    with pytest.raises(BasisMissing):
        change_status(a_desk(register), a_move(register, basis=basis))
    nothing_was_written(register, before)


def test_document_of_tomorrow_is_refused_and_of_today_is_not(register: GeoPackageRegister) -> None:
    with pytest.raises(BasisNotYet):
        change_status(a_desk(register), a_move(register, basis=Basis("文", "2025-11-21")))
    change_status(a_desk(register), a_move(register, basis=Basis("文", TODAY.isoformat())))


def test_date_that_is_no_date_is_refused(register: GeoPackageRegister) -> None:
    with pytest.raises(InvalidValue):
        change_status(a_desk(register), a_move(register, basis=Basis("文", "2025-02-30")))


def test_name_of_a_firm_is_no_status(register: GeoPackageRegister) -> None:
    with pytest.raises(InvalidValue):
        change_status(a_desk(register), a_move(register, column="right_holder"))


def test_reservation_without_whom_or_with_a_day_that_is_past_is_refused(register: GeoPackageRegister) -> None:
    with pytest.raises(InvalidValue):
        change_status(a_desk(register), plot_move(register, "A-01", "reserved"))
    with pytest.raises(InvalidValue):
        change_status(
            a_desk(register),
            plot_move(register, "A-01", "reserved", reserved_for="某集团", reserved_until_on="2025-11-19"),
        )


def test_move_of_a_parcel_is_written_with_who_when_and_why(register: GeoPackageRegister) -> None:
    assert change_status(a_desk(register), a_move(register)) == 2
    parcel = one(register, "parcels", parcel_code="P1")
    assert (parcel["stage"], parcel["stage_since_on"]) == ("supplied", "2025-11-18")
    last = list(register.trail())[-1]
    assert (last.trace.actor, last.trace.deed, last.trace.origin, last.trace.basis) == (
        "li",
        "change_status",
        "10.0.0.1",
        BASIS,
    )
    assert last.before == {"stage": "cleared", "stage_since_on": None}
    assert last.after == {"stage": "supplied", "stage_since_on": "2025-11-18"}
    assert register.first_broken_entry() is None


def test_reserving_a_plot_names_for_whom_and_releasing_it_forgets(register: GeoPackageRegister) -> None:
    asked = plot_move(register, "A-01", "reserved", reserved_for=" 某集团 ", reserved_until_on="2025-12-31")
    change_status(a_desk(register), asked)
    plot = one(register, "plots", plot_code="A-01")
    assert (plot["marketing"], plot["reserved_for"], plot["reserved_until_on"]) == ("reserved", "某集团", "2025-12-31")
    change_status(a_desk(register), plot_move(register, "A-01", "offered"))
    plot = one(register, "plots", plot_code="A-01")
    assert (plot["marketing"], plot["reserved_for"], plot["reserved_until_on"]) == ("offered", None, None)


def test_unit_that_is_vacated_says_since_when_and_its_park_is_that_of_its_plant(register: GeoPackageRegister) -> None:
    unit = one(register, "units", marketing="taken")
    asked = StatusMove("units", unit["id"], unit["version"], "occupancy", "vacant", BASIS)
    with pytest.raises(NotPermitted):
        change_status(a_desk(register, an_officer("YT")), asked)
    change_status(a_desk(register), asked)
    assert one(register, "units", id=unit["id"])["vacant_since_on"] == "2025-11-18"
    back = replace(asked, seen_version=2, to="in_use")
    change_status(a_desk(register), back)
    assert one(register, "units", id=unit["id"])["vacant_since_on"] is None


def test_a_person_is_asked_for_each_time(register: GeoPackageRegister) -> None:
    asked: list[Person] = []

    def who() -> Person:
        asked.append(an_officer())
        return asked[-1]

    change_status(replace(a_desk(register), who=who), a_move(register))
    assert len(asked) >= 2
