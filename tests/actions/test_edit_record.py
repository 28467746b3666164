"""Editing values: who is refused and why, what is written, how two edits meet, how one is taken back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.change_status import StatusMove, change_status
from actions.edit_record import Edit, add_record, edit_record, edit_records
from actions.past import done_since, seen_row
from actions.retire_parcel import restore_parcel, retire_parcel
from actions.undo_change import last_deed, undo_change
from domain.audience import VISITOR, Role
from domain.audit import Basis
from domain.entities import entity as declared
from domain.errors import (
    BasisMissing,
    InvalidValue,
    NothingToUndo,
    NotPermitted,
    NotSignedIn,
    ReasonMissing,
    RetireRefused,
    StaleRecord,
)
from domain.merging import Keep, differences, merged
from register.geopackage import GeoPackageRegister
from tests.desk_builders import BASIS, a_desk, a_person, a_record, an_officer, one

REASON = Basis(reason="现场复核")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    made = a_record(tmp_path / "own.gpkg")
    yield made
    made.close()


def an_edit(register: GeoPackageRegister, code: str = "A-01", **changes: Any) -> Edit:
    plot = one(register, "plots", plot_code=code)
    wanted = changes or {"frontage_m": 145.0}
    return Edit("plots", plot["id"], plot["version"], wanted, REASON, "现场量测", "2025-11-12")


def test_whoever_is_not_signed_in_or_no_officer_here_edits_nothing(register: GeoPackageRegister) -> None:
    before = register.revision()
    with pytest.raises(NotSignedIn):
        edit_record(a_desk(register, VISITOR), an_edit(register))
    for person in (a_person(Role.REVIEWER), a_person(Role.ADMINISTRATOR), an_officer("YT")):
        with pytest.raises(NotPermitted):
            edit_record(a_desk(register, person), an_edit(register))
    assert register.revision() == before


def test_edit_without_a_reason_is_refused(register: GeoPackageRegister) -> None:
    with pytest.raises(ReasonMissing):
        edit_record(a_desk(register), replace(an_edit(register), basis=Basis(reason=" ")))


@pytest.mark.parametrize(("source", "as_of_on"), [("", "2025-11-12"), ("测", ""), ("测", "2025-11-21"), ("测", "昨天")])
def test_new_value_needs_its_source_and_a_day_that_has_come(
    register: GeoPackageRegister, source: str, as_of_on: str
) -> None:
    with pytest.raises(InvalidValue):
        edit_record(a_desk(register), replace(an_edit(register), source=source, as_of_on=as_of_on))


@pytest.mark.parametrize("column", ["marketing", "reserved_for", "provenance", "source", "version", "supply_terms"])
def test_what_has_a_deed_of_its_own_is_not_edited(register: GeoPackageRegister, column: str) -> None:
    with pytest.raises(InvalidValue):
        edit_record(a_desk(register), an_edit(register, **{column: "x"}))


def test_value_that_does_not_fit_is_refused(register: GeoPackageRegister) -> None:
    before = register.revision()
    with pytest.raises(InvalidValue):
        edit_record(a_desk(register), an_edit(register, frontage_m=-1.0))
    assert register.revision() == before


def test_officer_cannot_move_a_plot_into_a_park_that_is_not_his(register: GeoPackageRegister) -> None:
    other = one(register, "parks", park_code="YT")["id"]
    with pytest.raises(NotPermitted):
        edit_record(a_desk(register), an_edit(register, park_id=other))
    edit_record(a_desk(register, an_officer("SQ", "YT")), an_edit(register, park_id=other))


def test_only_an_administrator_places_land_that_lies_in_no_park(register: GeoPackageRegister) -> None:
    administrator = a_person(Role.ADMINISTRATOR)
    with register.transaction(next(iter(register.trail())).trace) as writer:
        parcel_id = writer.insert("parcels", {"parcel_code": "P9", "stage": "raw"})
    park = one(register, "parks", park_code="SQ")["id"]
    edit = Edit("parcels", parcel_id, 1, {"park_id": park}, REASON, "界线图", "2025-11-12")
    with pytest.raises(NotPermitted):
        edit_record(a_desk(register), edit)
    assert edit_record(a_desk(register, administrator), edit) == 2
    with pytest.raises(NotPermitted):  # from now on it is the officer's
        edit_record(a_desk(register, administrator), replace(edit, seen_version=2, changes={"name": "甲"}))


def test_edited_value_carries_its_source_and_day_and_the_others_keep_theirs(register: GeoPackageRegister) -> None:
    assert edit_record(a_desk(register), an_edit(register)) == 2
    plot = one(register, "plots", plot_code="A-01")
    assert plot["frontage_m"] == 145.0
    assert plot["provenance"] == {"frontage_m": {"source": "现场量测", "as_of_on": "2025-11-12"}}
    last = list(register.trail())[-1]
    assert (last.trace.deed, last.trace.basis.reason) == ("edit_record", "现场复核")


def test_edit_that_changes_nothing_writes_nothing(register: GeoPackageRegister) -> None:
    before = register.revision()
    assert edit_record(a_desk(register), an_edit(register, name="A-01地块")) == 1
    assert register.revision() == before


def test_bulk_edit_is_whole_or_not_at_all(register: GeoPackageRegister) -> None:
    good, stale = an_edit(register, road="一号路"), replace(an_edit(register, "A-02", road="一号路"), seen_version=9)
    before = register.revision()
    with pytest.raises(StaleRecord):
        edit_records(a_desk(register), [good, stale])
    assert register.revision() == before
    assert edit_records(a_desk(register), [good, an_edit(register, "A-02", road="一号路")]) == [2, 2]
    assert register.revision() == before + 1


def test_bulk_edit_with_one_plot_of_another_park_is_refused_whole(register: GeoPackageRegister) -> None:
    before = register.revision()
    with pytest.raises(NotPermitted):
        edit_records(a_desk(register), [an_edit(register, road="路"), an_edit(register, "A-03", road="路")])
    assert register.revision() == before


# --- two people at one record


def test_two_officers_keep_both_of_what_they_changed(register: GeoPackageRegister) -> None:
    """王 gives frontage and remark; 李, who saw the edition before, gives depth and another remark."""
    mine = an_edit(register, depth_m=150.0, remark="已看现场")
    edit_record(a_desk(register, an_officer(name="wang")), an_edit(register, frontage_m=145.0, remark="待测"))
    with pytest.raises(StaleRecord):
        edit_record(a_desk(register), mine)
    base = seen_row(register, "plots", mine.record_id, mine.seen_version)
    now = one(register, "plots", plot_code="A-01")
    found = {d.key: d for d in differences(declared("plots"), base, mine.changes, now)}
    assert {key: d.is_conflict for key, d in found.items()} == {"frontage_m": False, "depth_m": False, "remark": True}
    changes = merged(list(found.values()), {"remark": Keep.BOTH})
    assert changes == {"depth_m": 150.0, "remark": "待测；已看现场"}
    edit_record(a_desk(register), replace(mine, seen_version=now["version"], changes=changes))
    plot = one(register, "plots", plot_code="A-01")
    assert (plot["frontage_m"], plot["depth_m"], plot["remark"]) == (145.0, 150.0, "待测；已看现场")
    assert [e.trace.actor for e in done_since(register, "plots", plot["id"], 1)] == ["wang", "li"]


def test_numbers_are_mine_or_theirs_never_both() -> None:
    found = differences(declared("plots"), {"depth_m": 1.0}, {"depth_m": 2.0}, {"depth_m": 3.0})
    assert found[0].choices == (Keep.MINE, Keep.THEIRS)
    assert merged(found, {"depth_m": Keep.MINE}) == {"depth_m": 2.0}
    assert merged(found, {}) == {}  # undecided: what stands stays


def test_both_of_a_list_is_its_union() -> None:
    found = differences(declared("plots"), {"industries": ["36"]}, {"industries": ["36", "38"]}, {"industries": ["31"]})
    assert merged(found, {"industries": Keep.BOTH}) == {"industries": ["31", "36", "38"]}


# --- adding, retiring


def test_new_unit_of_a_plant_in_another_park_is_refused(register: GeoPackageRegister) -> None:
    floor = one(register, "floors", floor_no=2)["id"]
    values = {"floor_id": floor, "unit_code": "2B"}
    with pytest.raises(NotPermitted):
        add_record(a_desk(register, an_officer("YT")), "units", values, REASON, source="图", as_of_on="2025-11-12")
    with pytest.raises(ReasonMissing):
        add_record(a_desk(register), "units", values, Basis(), source="图", as_of_on="2025-11-12")


def test_new_enterprise_stands_in_the_record_with_its_source(register: GeoPackageRegister) -> None:
    values = {"enterprise_code": "E9", "name": "某某公司", "park_id": one(register, "parks", park_code="SQ")["id"]}
    made = add_record(a_desk(register), "enterprises", values, REASON, source="营业执照", as_of_on="2025-11-12")
    assert one(register, "enterprises", id=made)["source"] == "营业执照"


def test_parcel_is_retired_on_a_document_and_restored(register: GeoPackageRegister) -> None:
    parcel = one(register, "parcels", parcel_code="P4")
    with pytest.raises(BasisMissing):
        retire_parcel(a_desk(register), parcel["id"], parcel["version"], REASON)
    version = retire_parcel(a_desk(register), parcel["id"], parcel["version"], BASIS)
    assert one(register, "parcels", parcel_code="P4")["retired_on"] == "2025-11-18"
    with pytest.raises(RetireRefused):
        retire_parcel(a_desk(register), parcel["id"], version, BASIS)
    restore_parcel(a_desk(register), parcel["id"], version, BASIS)
    assert one(register, "parcels", parcel_code="P4")["retired_on"] is None


def test_parcel_of_a_plot_on_offer_is_not_retired(register: GeoPackageRegister) -> None:
    parcel = one(register, "parcels", parcel_code="P1")
    with pytest.raises(RetireRefused):
        retire_parcel(a_desk(register), parcel["id"], parcel["version"], BASIS)


# --- taking back


def moved(register: GeoPackageRegister) -> int:
    parcel = one(register, "parcels", parcel_code="P1")
    change_status(a_desk(register), StatusMove("parcels", parcel["id"], 1, "stage", "supplied", BASIS))
    return register.revision()


def test_own_last_change_is_taken_back_whole(register: GeoPackageRegister) -> None:
    before = one(register, "parcels", parcel_code="P1")
    revision = moved(register)
    assert undo_change(a_desk(register), revision) == 1
    after = one(register, "parcels", parcel_code="P1")
    assert {k: v for k, v in after.items() if k not in ("version", "revision")} == {
        k: v for k, v in before.items() if k not in ("version", "revision")
    }
    assert after["version"] == 3
    assert last_deed(register, "li") is None


def test_change_of_another_is_not_taken_back(register: GeoPackageRegister) -> None:
    revision = moved(register)
    with pytest.raises(NothingToUndo):
        undo_change(a_desk(register, an_officer(name="wang")), revision)


def test_change_on_which_somebody_built_is_not_taken_back(register: GeoPackageRegister) -> None:
    revision = moved(register)
    parcel = one(register, "parcels", parcel_code="P1")
    other = StatusMove("parcels", parcel["id"], parcel["version"], "stage", "building", BASIS)
    change_status(a_desk(register, an_officer(name="wang")), other)
    before = register.revision()
    with pytest.raises(StaleRecord):
        undo_change(a_desk(register), revision)
    assert register.revision() == before


def test_whoever_lost_the_park_takes_nothing_back(register: GeoPackageRegister) -> None:
    revision = moved(register)
    with pytest.raises(NotPermitted):
        undo_change(a_desk(register, an_officer("YT")), revision)


def test_bulk_edit_is_taken_back_as_one(register: GeoPackageRegister) -> None:
    edit_records(a_desk(register), [an_edit(register, road="路"), an_edit(register, "A-02", road="路")])
    assert undo_change(a_desk(register), register.revision()) == 2
    assert [p["road"] for p in register.find("plots")] == [None, None, None]


def test_record_that_was_added_goes_when_it_is_taken_back(register: GeoPackageRegister) -> None:
    values = {"enterprise_code": "E9", "name": "某某公司", "park_id": one(register, "parks", park_code="SQ")["id"]}
    add_record(a_desk(register), "enterprises", values, REASON, source="营业执照", as_of_on="2025-11-12")
    undo_change(a_desk(register), register.revision())
    assert register.find("enterprises", enterprise_code="E9") == []
