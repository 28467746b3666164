"""A disk that is full, a record that may not be written, no file handle left: the save is refused, reading goes on."""

import resource
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.change_status import StatusMove, change_status
from domain.errors import RecordNotWritable
from register.geopackage import GeoPackageRegister
from tests.desk_builders import BASIS, a_desk, a_record, one
from wording.errors import sentence


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    made = a_record(tmp_path / "own.gpkg")
    yield made
    made.close()


def a_move(register: GeoPackageRegister) -> StatusMove:
    parcel = one(register, "parcels", parcel_code="P1")
    return StatusMove("parcels", parcel["id"], parcel["version"], "stage", "supplied", BASIS)


def whole(register: GeoPackageRegister) -> None:
    """The file is sound, the chain holds, and what stood there can be read."""
    assert register.first_broken_entry() is None
    assert one(register, "parcels", parcel_code="P1")["stage"] == "cleared"
    connection = sqlite3.connect(register.path)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()


def test_save_on_a_full_disk_is_refused_in_plain_language_and_nothing_is_lost(register: GeoPackageRegister) -> None:
    pages = register._connection.execute("PRAGMA page_count").fetchone()[0]
    register._connection.execute(f"PRAGMA max_page_count={pages}")
    filling = a_move(register)
    with pytest.raises(RecordNotWritable) as refused:
        for _ in range(2_000):  # until the last page is full
            version = change_status(a_desk(register), filling)
            filling = StatusMove("parcels", filling.record_id, version, "stage", "supplied", BASIS)
            register._connection.execute("BEGIN")
            register._connection.execute("UPDATE parcels SET stage = 'cleared' WHERE id = ?", (filling.record_id,))
            register._connection.execute("COMMIT")
    assert "磁盘已满" in sentence(refused.value)
    whole(register)
    register._connection.execute("PRAGMA max_page_count=1000000")
    change_status(a_desk(register), filling)  # with room again the work goes on


def test_save_into_a_record_that_may_only_be_read_is_refused(register: GeoPackageRegister) -> None:
    register._connection.execute("PRAGMA query_only=ON")
    with pytest.raises(RecordNotWritable) as refused:
        change_status(a_desk(register), a_move(register))
    assert "只读" in sentence(refused.value)
    register._connection.execute("PRAGMA query_only=OFF")
    whole(register)


def test_without_a_file_handle_left_nobody_is_told_that_it_was_saved(register: GeoPackageRegister) -> None:
    """The thread that opens the record anew finds no handle; those that hold one go on reading and saving."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    move = a_move(register)
    fresh = GeoPackageRegister(register.path)
    fresh.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        with pytest.raises(RecordNotWritable) as refused:
            change_status(a_desk(fresh), move)
        assert one(register, "parcels", parcel_code="P1")["stage"] == "cleared"
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert "打开的文件过多" in sentence(refused.value)
    whole(register)
    change_status(a_desk(fresh), move)
    fresh.close()
