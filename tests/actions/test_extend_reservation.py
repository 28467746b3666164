"""A reservation kept on: refusals first, then the later day."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.extend_reservation import extend_reservation
from domain.audience import VISITOR
from domain.audit import Basis
from domain.errors import BasisMissing, InvalidValue, NotPermitted, NotReserved, NotSignedIn, StaleRecord
from register.geopackage import GeoPackageRegister
from tests.desk_builders import BASIS, a_desk, a_record, an_officer, one


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    made = a_record(tmp_path / "own.gpkg")
    yield made
    made.close()


def test_refusals_come_first(register: GeoPackageRegister) -> None:
    """A-02 is reserved, A-01 is on offer; both lie in 双桥."""
    reserved, offered = one(register, "plots", plot_code="A-02")["id"], one(register, "plots", plot_code="A-01")["id"]
    before, later = register.revision(), "2026-03-31"
    desk = a_desk(register)
    for refusal, asked in (
        (NotSignedIn, (a_desk(register, VISITOR), "plots", reserved, 1, later, BASIS)),
        (NotPermitted, (a_desk(register, an_officer("YT")), "plots", reserved, 1, later, BASIS)),
        (StaleRecord, (desk, "plots", reserved, 2, later, BASIS)),
        (NotReserved, (desk, "plots", offered, 1, later, BASIS)),
        (BasisMissing, (desk, "plots", reserved, 1, later, Basis())),
        (InvalidValue, (desk, "plots", reserved, 1, "2025-11-19", BASIS)),
        (InvalidValue, (desk, "plots", reserved, 1, "三月底", BASIS)),
        (InvalidValue, (desk, "parcels", reserved, 1, later, BASIS)),
    ):
        with pytest.raises(refusal):
            extend_reservation(*asked)
    assert register.revision() == before


def test_reservation_runs_to_the_later_day_for_the_same_party(register: GeoPackageRegister) -> None:
    plot = one(register, "plots", plot_code="A-02")
    extend_reservation(a_desk(register), "plots", plot["id"], 1, "2026-03-31", BASIS)
    after = one(register, "plots", plot_code="A-02")
    assert (after["reserved_for"], after["reserved_until_on"]) == (plot["reserved_for"], "2026-03-31")
    extend_reservation(a_desk(register), "plots", plot["id"], 2, "", BASIS)
    assert one(register, "plots", plot_code="A-02")["reserved_until_on"] is None
