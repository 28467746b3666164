"""A past day told again from the trail: row by row, figure by figure, as it was."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.change_status import StatusMove, change_status
from actions.headline import Headlines
from actions.past_day import figures_on
from actions.undo_change import undo_change
from actions.verify_trail import END_OF_TIME
from domain.audience import VISITOR, Role
from domain.clock import utc_now
from domain.entities import ALL
from domain.errors import NotPermitted
from register.geopackage import GeoPackageRegister
from register.replay import replay
from register.rows import for_trail
from register.snapshot import Snapshot
from tests.desk_builders import BASIS, TODAY, a_desk, a_person, a_record, one
from tests.serving import SAMPLE

REVIEWER = a_person(Role.REVIEWER)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    made = a_record(tmp_path / "own.gpkg")
    yield made
    made.close()


def rows_of(register: GeoPackageRegister) -> dict[str, list[dict[str, Any]]]:
    return {kind.key: [for_trail(row) for row in register.find(kind.key)] for kind in ALL}


def test_the_whole_trail_told_into_an_empty_record_makes_the_record_row_by_row(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "sample.gpkg")
    register = GeoPackageRegister(tmp_path / "sample.gpkg")
    past = replay(register, tmp_path / "past.gpkg", END_OF_TIME)
    assert rows_of(past) == rows_of(register)
    assert (past.revision(), past.meta()) == (register.revision(), register.meta())
    past.close()
    register.close()


def test_record_before_a_move_is_the_record_that_was_there(register: GeoPackageRegister, tmp_path: Path) -> None:
    before, instant = rows_of(register), utc_now()
    parcel = one(register, "parcels", parcel_code="P1")
    while utc_now() <= instant:
        pass
    change_status(a_desk(register), StatusMove("parcels", parcel["id"], 1, "stage", "supplied", BASIS))
    undo_change(a_desk(register), register.revision())
    with register.transaction(next(iter(register.trail())).trace) as writer:
        writer.set_meta("today_on", "2026-01-01")
    later = next(e.at for e in register.trail(actor="li"))
    past = replay(register, tmp_path / "past.gpkg", later)
    assert rows_of(past) == before
    assert past.meta()["today_on"] == TODAY.isoformat()
    past.close()


def test_visitor_asks_for_no_past_day(register: GeoPackageRegister) -> None:
    for person in (VISITOR, a_person(Role.INVESTOR)):
        with pytest.raises(NotPermitted):
            figures_on(register, person, TODAY)


def test_figures_of_yesterday_are_those_that_the_page_showed_yesterday(
    register: GeoPackageRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P1 (20,000㎡ = 30亩) is on offer yesterday; today its plot is taken off the market."""
    snapshot = Snapshot(register)
    snapshot.refresh()
    shown = Headlines(snapshot).before(REVIEWER.audience, TODAY)
    assert float(next(h for h in shown if h.figure.key == "available_land_mu").figure.value) == 30.0
    turn = utc_now()
    while utc_now() <= turn:
        pass
    plot = one(register, "plots", plot_code="A-01")
    change_status(a_desk(register), StatusMove("plots", plot["id"], 1, "marketing", "unlisted", BASIS))
    later = next(e.at for e in register.trail(actor="li"))
    monkeypatch.setattr("actions.past_day.day_bounds", lambda _: ("", later))
    then, found = figures_on(register, REVIEWER, date(2026, 11, 20))
    assert (then, found) == (TODAY, shown)
    snapshot.refresh()
    assert Headlines(snapshot).before(REVIEWER.audience, TODAY) != shown
    snapshot.close()
