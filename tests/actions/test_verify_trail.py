"""The trail checked against itself and against a head that was noted elsewhere."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from actions.verify_trail import head_of_day, verify_trail
from domain.clock import field_day
from register.geopackage import GeoPackageRegister
from tests.desk_builders import a_record


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    made = a_record(tmp_path / "own.gpkg")
    yield made
    made.close()


def test_whole_trail_holds_with_its_own_head(register: GeoPackageRegister) -> None:
    last = verify_trail(register).last
    assert last is not None
    assert verify_trail(register, f"{last.seq}:{last.hash}").holds


def test_tail_that_was_cut_off_shows_by_the_noted_head_alone(register: GeoPackageRegister) -> None:
    last = verify_trail(register).last
    assert last is not None
    cutter = sqlite3.connect(register.path)
    for (name,) in cutter.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        cutter.execute(f"DROP TRIGGER {name}")
    cutter.execute("DELETE FROM audit_entries WHERE id = ?", (last.seq,))
    cutter.commit()
    cutter.close()
    assert verify_trail(register).holds
    assert not verify_trail(register, f"{last.seq}:{last.hash}").holds


@pytest.mark.parametrize("head", ["1:0000", "x", "9:", ""])
def test_head_that_never_was_does_not_hold(register: GeoPackageRegister, head: str) -> None:
    assert not verify_trail(register, head).holds


def test_head_of_a_day_before_the_first_entry_is_none(register: GeoPackageRegister) -> None:
    assert head_of_day(register, date(2020, 1, 1)) is None
    assert head_of_day(register, field_day(None)) == verify_trail(register).last
