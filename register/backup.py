"""Backups of a record and of all that belongs to it, verified by opening them again."""

import hashlib
import json
import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.errors import RecordInUse, RecordMissing, RecordUnreadable
from register.access import AccessFile
from register.connection import connect, make_private
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths

MANIFEST = "manifest.json"
_NAME = "%Y%m%dT%H%M%SZ"


def back_up(paths: RecordPaths, folder: Path, now: datetime | None = None) -> Path:
    """Write `folder/<UTC>/` with record, accounts, files and manifest; returns it once it has been verified.

    The record is copied by SQLite itself (`VACUUM INTO`), so that writers may go on meanwhile.
    """
    instant = (now or datetime.now(UTC)).astimezone(UTC)
    target = folder / instant.strftime(_NAME)
    unfinished = folder / f".{target.name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    try:
        copy = RecordPaths(unfinished / "record.gpkg")
        _copy_database(paths.record, copy.record)
        if paths.access.exists():
            _copy_database(paths.access, copy.access)
        _copy_files(paths.files, copy.files)
        _write_manifest(unfinished, instant)
        verify(unfinished)
        unfinished.rename(target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return target


def verify(folder: Path) -> dict[str, Any]:
    """Open a backup and check it: every hash, both databases, the chain of the trail. Returns the manifest.

    Raises RecordUnreadable where anything differs.
    """
    if not (folder / MANIFEST).exists():
        raise RecordMissing(path=str(folder))
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    for name, digest in manifest["sha256"].items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise RecordUnreadable(path=str(folder / name), reason="hash")
    for database in folder.glob("record.*"):
        if database.is_file():
            _check_database(database)
    return manifest


def restore(folder: Path, paths: RecordPaths, now: datetime | None = None) -> RecordPaths | None:
    """Put a verified backup in place of the record; what stood there is renamed and returned.

    Everybody has to sign in again: a session of the day of the backup may have been ended since. Whatever fails, the
    record that stood there stands there still. Raises RecordInUse while a server or another program holds it.
    """
    verify(folder)
    for database in (paths.record, paths.access):
        if database.exists():
            take_alone(database)
    instant = (now or datetime.now(UTC)).strftime(_NAME)
    incoming = paths.free(f".{paths.record.stem}-{instant}.unfinished")
    try:
        _lay_down(RecordPaths(folder / "record.gpkg"), incoming)
        return _swap(paths, incoming, paths.free(f"{paths.record.stem}-before-restore-{instant}"))
    except BaseException:
        _discard(incoming)
        raise


def _lay_down(backup: RecordPaths, target: RecordPaths) -> None:
    for source, copy in ((backup.record, target.record), (backup.access, target.access)):
        if source.exists():
            make_private(copy)
            shutil.copyfile(source, copy)
    _copy_files(backup.files, target.files)
    if target.access.exists():
        accounts = AccessFile(target.access)
        accounts.end_all_sessions()
        accounts.close()


def _swap(paths: RecordPaths, incoming: RecordPaths, aside: RecordPaths) -> RecordPaths | None:
    """Rename all but the backups; a journal that outlived its database would be played into the restored one."""
    is_replacing = bool(set(paths.members()) - {paths.backups})
    paths.move_to(aside, but=paths.backups)
    try:
        incoming.move_to(paths)
    except BaseException:
        aside.move_to(paths)
        raise
    return aside if is_replacing else None


def _discard(family: RecordPaths) -> None:
    for member in family.members():
        shutil.rmtree(member) if member.is_dir() else member.unlink()


def last_backup_at(folder: Path) -> datetime | None:
    """The instant of the newest backup in a folder."""
    instants = [datetime.strptime(p.name, _NAME).replace(tzinfo=UTC) for p in _backups(folder)]
    return max(instants, default=None)


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest backups; returns those that went."""
    gone = sorted(_backups(folder))[:-keep]
    for old in gone:
        shutil.rmtree(old)
    return gone


def _backups(folder: Path) -> list[Path]:
    return [p for p in folder.glob("[0-9]*T[0-9]*Z") if (p / MANIFEST).exists()]


def _copy_database(source: Path, target: Path) -> None:
    make_private(target)
    connection = connect(source)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def _copy_files(source: Path, target: Path) -> None:
    target.mkdir(mode=0o700, exist_ok=True)
    if source.exists():
        for file in source.iterdir():
            shutil.copyfile(file, target / file.name)
            os.chmod(target / file.name, 0o600)


def _write_manifest(folder: Path, instant: datetime) -> None:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    manifest = {
        "made_at": instant.isoformat(),
        "sha256": {str(p.relative_to(folder)): _digest(p) for p in files},
    }
    target = folder / MANIFEST
    make_private(target)
    target.write_text(json.dumps(manifest, indent=2), encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_database(path: Path) -> None:
    """Checked on the copy, which nobody else opens; read-only, so that it stays as hashed."""
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise RecordUnreadable(path=str(path), reason="integrity")
        if path.suffix == ".gpkg":
            connection.row_factory = sqlite3.Row
            broken = GeoPackageRegister.first_broken_in(connection)
            if broken is not None:
                raise RecordUnreadable(path=str(path), reason="trail", entry=broken)
    except sqlite3.DatabaseError as error:
        raise RecordUnreadable(path=str(path), reason="integrity") from error
    finally:
        connection.close()


def take_alone(path: Path) -> None:
    """Raise RecordInUse while anybody else has the database open.

    Leaving WAL needs the database for oneself alone, and SQLite refuses it otherwise.
    """
    connection = sqlite3.connect(path, timeout=0.5, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise RecordInUse(path=str(path)) from error
    finally:
        connection.close()
