"""Who reads which entries of the trail, what is withheld in them, and what leaves as CSV."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from actions.change_status import StatusMove, change_status
from actions.read_trail import day_bounds, read_trail, trail_csv
from domain.audience import VISITOR, Role
from domain.audit import Basis, Trace
from domain.errors import NotPermitted
from register.geopackage import GeoPackageRegister
from tests.desk_builders import a_desk, a_person, a_record, an_officer, one
from wording import desk as words


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    made = a_record(tmp_path / "own.gpkg")
    parcel = one(made, "parcels", parcel_code="P1")
    move = StatusMove("parcels", parcel["id"], 1, "stage", "supplied", Basis("=1+1", "2025-11-18", "+公式"))
    change_status(a_desk(made), move)
    yield made
    made.close()


@pytest.mark.parametrize("person", [VISITOR, a_person(Role.INVESTOR)])
def test_visitor_and_investor_read_no_trail(register: GeoPackageRegister, person) -> None:
    with pytest.raises(NotPermitted):
        read_trail(register, person)


def test_officer_reads_the_trail_of_his_parks_only(register: GeoPackageRegister) -> None:
    here = read_trail(register, an_officer("SQ"))
    there = read_trail(register, an_officer("YT"))
    assert {t.park for t in here} == {"SQ"}
    assert {t.park for t in there} == {"YT"}
    assert len(here) + len(there) < len(read_trail(register, a_person(Role.REVIEWER)))


def test_analyst_reads_his_own_deeds_only(register: GeoPackageRegister) -> None:
    assert read_trail(register, a_person(Role.ANALYST)) != []  # "li" is his name, too
    assert read_trail(register, a_person(Role.ANALYST, name="zhou")) == []


def test_reviewer_reads_that_a_tax_figure_changed_and_not_the_figure(register: GeoPackageRegister) -> None:
    with register.transaction(Trace("zhou", "edit_record")) as writer:
        firm = writer.insert("enterprises", {"enterprise_code": "E1", "name": "某某公司"})
        writer.insert("enterprise_years", {"enterprise_id": firm, "year": 2024, "tax_10k_yuan": 73104.5})
    shown = read_trail(register, a_person(Role.REVIEWER), entity="enterprise_years")
    assert all(change.is_withheld for change in shown[0].changes)
    assert b"7.31" not in trail_csv(shown)
    analyst = read_trail(register, a_person(Role.ANALYST, name="zhou"), entity="enterprise_years")
    assert b"7.31045" in trail_csv(analyst)


def test_latest_entry_stands_first_in_words_with_both_values(register: GeoPackageRegister) -> None:
    last = read_trail(register, an_officer())[0]
    assert next((c.column, c.before, c.after) for c in last.changes) == ("用地阶段", "净地", "供地")


def test_trail_of_one_day_is_that_of_the_day_in_shanghai(register: GeoPackageRegister) -> None:
    assert day_bounds(date(2025, 11, 20)) == ("2025-11-19T16:00:00.000Z", "2025-11-20T16:00:00.000Z")
    reviewer = a_person(Role.REVIEWER)
    assert read_trail(register, reviewer, day=date(2020, 1, 1)) == []
    assert read_trail(register, reviewer, actor="li") == read_trail(register, reviewer)[:1]


def test_nothing_in_the_export_begins_as_a_formula(register: GeoPackageRegister) -> None:
    text = trail_csv(read_trail(register, an_officer(), actor="li")).decode("utf-8-sig")
    assert "'=1+1" in text
    assert "'+公式" in text
    assert text.startswith(words.ENTRY())
