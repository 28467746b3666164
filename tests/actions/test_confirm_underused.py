"""Underused land: a measure flags, the park's officer confirms on a paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.confirm_underused import close_underused, confirm_underused
from domain.audience import VISITOR, Role
from domain.audit import Basis, Trace
from domain.errors import BasisMissing, MoveNotAllowed, NotPermitted, NotSignedIn, StaleRecord
from register.geopackage import GeoPackageRegister
from tests.desk_builders import BASIS, a_desk, a_person, a_record, an_officer, one


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    made = a_record(tmp_path / "own.gpkg")
    with made.transaction(Trace("measure", "flag")) as writer:
        parcel = one(made, "parcels", parcel_code="P1")
        writer.insert("underused_findings", {"parcel_id": parcel["id"], "state": "flagged"})
    yield made
    made.close()


def flag(register: GeoPackageRegister) -> int:
    return int(one(register, "underused_findings", state="flagged")["id"])


def test_refusals_come_first(register: GeoPackageRegister) -> None:
    number, before = flag(register), register.revision()
    for person, refusal in (
        (VISITOR, NotSignedIn),
        (a_person(Role.REVIEWER), NotPermitted),
        (a_person(Role.ADMINISTRATOR), NotPermitted),
        (an_officer("YT"), NotPermitted),
    ):
        with pytest.raises(refusal):
            confirm_underused(a_desk(register, person), number, 1, BASIS)
    with pytest.raises(StaleRecord):
        confirm_underused(a_desk(register), number, 2, BASIS)
    with pytest.raises(BasisMissing):
        confirm_underused(a_desk(register), number, 1, Basis())
    assert register.revision() == before


def test_confirmed_flag_names_who_confirmed_it_and_cannot_be_confirmed_again(register: GeoPackageRegister) -> None:
    number = flag(register)
    confirm_underused(a_desk(register), number, 1, BASIS)
    row = one(register, "underused_findings", id=number)
    assert (row["state"], row["confirmed_by"], row["confirmed_on"]) == ("confirmed", "li", "2025-11-18")
    with pytest.raises(MoveNotAllowed):
        confirm_underused(a_desk(register), number, 2, BASIS)


def test_closed_finding_stays_closed(register: GeoPackageRegister) -> None:
    number = flag(register)
    close_underused(a_desk(register), number, 1, BASIS)
    assert one(register, "underused_findings", id=number)["closed_on"] == "2025-11-18"
    with pytest.raises(MoveNotAllowed):
        close_underused(a_desk(register), number, 2, BASIS)
