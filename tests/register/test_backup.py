"""Backups: whole, verified, restorable, and never over a record that somebody holds."""

import json
import shutil
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from actions.keep_backups import KEPT_COUNT, BackupKeeper, back_up_if_due
from domain.audience import Role
from domain.audit import Trace
from domain.errors import RecordInUse, RecordUnreadable
from register.access import AccessFile
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


def test_a_restore_that_cannot_be_copied_leaves_the_record_where_it_was(
    paths: RecordPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = back_up(paths, tmp_path / "backups")
    add_parcel(paths, "P2")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space"):
        restore(target, paths)
    assert codes(paths) == ["P1", "P2"]
    assert not [p.name for p in tmp_path.iterdir() if "restore" in p.name or "unfinished" in p.name]


def test_a_restore_that_cannot_be_put_in_place_puts_the_old_record_back(
    paths: RecordPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = back_up(paths, tmp_path / "backups")
    add_parcel(paths, "P2")
    rename = Path.rename

    def refusing(self: Path, other: Path) -> Path:
        if "unfinished" in self.name and other == paths.files:
            raise OSError(5, "Input/output error")
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(OSError, match="Input"):
        restore(target, paths)
    assert codes(paths) == ["P1", "P2"]
    assert (paths.files / "ab12").read_bytes() == b"photo"


def test_accounts_left_over_from_a_record_that_is_gone_are_put_aside(paths: RecordPaths, tmp_path: Path) -> None:
    AccessFile(paths.access).close()
    paths.bands.write_bytes(b"shapes")
    target = back_up(paths, tmp_path / "backups")
    paths.record.unlink()
    replaced = restore(target, paths)
    assert codes(paths) == ["P1"]
    assert replaced is not None
    assert (replaced.access.exists(), replaced.bands.exists(), paths.bands.exists()) == (True, True, False)


def test_a_session_of_the_day_of_the_backup_does_not_come_back(paths: RecordPaths, tmp_path: Path) -> None:
    accounts = AccessFile(paths.access)
    accounts.add_account("wang", [Role.OFFICER], ["SQ"])
    accounts.begin_session("key", "wang", address="127.0.0.1", agent="")
    target = back_up(paths, tmp_path / "backups")
    accounts.close()
    restore(target, paths)
    assert AccessFile(paths.access).session("key") is None


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


def test_a_backup_that_failed_is_tried_again_after_an_hour_and_is_not_well_until_then(paths: RecordPaths) -> None:
    keeper = BackupKeeper(paths)
    noon = datetime(2025, 11, 20, 4, 0, tzinfo=UTC)
    paths.backups.write_text("a file where the folder belongs")
    with pytest.raises(OSError, match=r"xists|irectory"):
        keeper.keep(noon)
    assert not keeper.is_well
    paths.backups.unlink()
    assert not keeper.keep(noon + timedelta(minutes=59))
    assert not keeper.is_well
    assert keeper.keep(noon + timedelta(minutes=60))
    assert keeper.is_well


def test_a_backup_is_due_after_two_in_the_morning_and_fourteen_are_kept(paths: RecordPaths) -> None:
    noon = datetime(2025, 11, 20, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
    assert back_up_if_due(paths, noon)
    assert not back_up_if_due(paths, noon + timedelta(hours=13, minutes=59))  # 01:59
    assert back_up_if_due(paths, noon + timedelta(hours=14))  # 02:00
    for day in range(1, 20):
        assert back_up_if_due(paths, noon + timedelta(days=day, hours=14))
    assert len(list(paths.backups.iterdir())) == KEPT_COUNT
