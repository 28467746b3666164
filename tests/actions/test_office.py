"""One office: reading goes on when writing cannot."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions import office as module
from actions.office import Office
from domain.audience import EVERYBODY
from domain.errors import LandError
from register.geopackage import GeoPackageRegister


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(GeoPackageRegister.create(tmp_path / "own.gpkg", {"today_on": "2025-11-20"}))
    yield made
    made.snapshot.close()
    made.register.close()


@pytest.mark.parametrize("failure", [sqlite3.OperationalError("database or disk is full"), LandError()])
def test_a_day_that_cannot_be_written_keeps_nobody_from_reading(
    office: Office, failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise failure

    monkeypatch.setattr(module, "turn_the_day", failing)
    assert office.today().isoformat() == "2025-11-20"
    assert office.reader(EVERYBODY).find("parcels") == []
    monkeypatch.undo()
    before = office.register.revision()
    office.today()
    assert office.register.revision() == before + 1  # made up for as soon as it can be written
    office.today()
    assert office.register.revision() == before + 1
