"""Backups: whole, verified, restorable, and never over a record that somebody holds."""

import json
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from actions.keep_backups import KEPT_COUNT, back_up_if_due
from domain.audit import Trace
from domain.errors import RecordInUse, RecordUnreadable
from register.backup import back_up, restore, verify
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths

TRACE = Trace("cli", "test")


@pytest.fixture
def paths(tmp_path: Path) -> RecordPaths:
    paths = RecordPaths(tmp_path / "record.gpkg")
    register = GeoPackageRegister.create(paths.record)
    with register.transaction(TRACE) as writer:
        writer.insert("parcels", {"parcel_code": "P1", "stage": "raw"})
    register.close()
    paths.files.mkdir()
    (paths.files / "ab12").write_bytes(b"photo")
    return paths


def add_parcel(paths: RecordPaths, code: str) -> None:
    register = GeoPackageRegister(paths.record)
    with register.transaction(TRACE) as writer:
        writer.insert("parcels", {"parcel_code": code, "stage": "raw"})
    register.close()


def codes(paths: RecordPaths) -> list[str]:
    register = GeoPackageRegister(paths.record)
    found = [p["parcel_code"] for p in register.find("parcels")]
    register.close()
    return found


def test_a_backup_holds_record_files_and_hashes_and_is_private(paths: RecordPaths, tmp_path: Path) -> None:
    target = back_up(paths, tmp_path / "backups", datetime(2025, 11, 20, 18, 0, tzinfo=UTC))
    assert target.name == "20251120T180000Z"
    assert set(json.loads((target / "manifest.json").read_text())["sha256"]) == {"record.gpkg", "record.files/ab12"}
    assert {stat.S_IMODE(p.stat().st_mode) for p in target.rglob("*") if p.is_file()} == {0o600}


def test_a_restored_record_is_as_it_was_and_the_replaced_one_is_kept(paths: RecordPaths, tmp_path: Path) -> None:
    target = back_up(paths, tmp_path / "backups")
    add_parcel(paths, "P2")
    (paths.files / "ab12").unlink()
    replaced = restore(target, paths)
    assert codes(paths) == ["P1"]
    assert (paths.files / "ab12").read_bytes() == b"photo"
    assert replaced is not None
    assert codes(replaced) == ["P1", "P2"]


def test_a_record_that_somebody_holds_is_not_replaced(paths: RecordPaths, tmp_path: Path) -> None:
    target = back_up(paths, tmp_path / "backups")
    holder = GeoPackageRegister(paths.record)
    holder.revision()
    with pytest.raises(RecordInUse):
        restore(target, paths)
    holder.close()
    assert codes(paths) == ["P1"]


def test_a_backup_with_one_changed_byte_is_refused(paths: RecordPaths, tmp_path: Path) -> None:
    target = back_up(paths, tmp_path / "backups")
    (target / "record.files" / "ab12").write_bytes(b"Photo")
    with pytest.raises(RecordUnreadable):
        verify(target)
    with pytest.raises(RecordUnreadable):
        restore(target, paths)
    assert codes(paths) == ["P1"]


def test_a_record_whose_trail_was_altered_gives_no_backup(paths: RecordPaths, tmp_path: Path) -> None:
    with sqlite3.connect(paths.record) as bare:
        bare.execute("DROP TRIGGER guard_audit_entries_update")
        bare.execute("DROP TRIGGER keep_audit_entries_update")
        bare.execute("UPDATE audit_entries SET actor = 'nobody'")
    bare.close()
    with pytest.raises(RecordUnreadable):
        back_up(paths, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_is_due_after_two_in_the_morning_and_fourteen_are_kept(paths: RecordPaths) -> None:
    noon = datetime(2025, 11, 20, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
    assert back_up_if_due(paths, noon)
    assert not back_up_if_due(paths, noon + timedelta(hours=13, minutes=59))  # 01:59
    assert back_up_if_due(paths, noon + timedelta(hours=14))  # 02:00
    for day in range(1, 20):
        assert back_up_if_due(paths, noon + timedelta(days=day, hours=14))
    assert len(list(paths.backups.iterdir())) == KEPT_COUNT
