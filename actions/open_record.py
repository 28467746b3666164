"""Find the record that a door asks for: an existing file, the sample in place of a missing default, or a new one."""

import shutil
from pathlib import Path

from domain.errors import RecordMissing
from register import schema
from register.backup import back_up
from register.connection import connect, make_private
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths


def open_record(path: Path, *, sample: Path | None = None) -> GeoPackageRegister:
    """Open a record; where the default file does not exist, it is made from `sample` first.

    An older file is backed up before it is migrated. Raises RecordMissing, RecordUnreadable, RecordTooNew.
    """
    if not path.exists():
        if sample is None or not sample.exists():
            raise RecordMissing(path=str(path))
        lay_out_sample(sample, RecordPaths(path))
    _back_up_before_migration(RecordPaths(path))
    return GeoPackageRegister(path)


def lay_out_sample(sample: Path, paths: RecordPaths) -> None:
    """Copy the committed sample and its documents; the record appears at once or not at all."""
    source = RecordPaths(sample)
    if source.files.exists():
        shutil.copytree(source.files, paths.files, dirs_exist_ok=True)
    unfinished = paths.record.with_name(f".{paths.record.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    make_private(unfinished)
    shutil.copyfile(sample, unfinished)
    unfinished.rename(paths.record)


def _back_up_before_migration(paths: RecordPaths) -> None:
    connection = connect(paths.record)
    try:
        schema.version_of(connection, paths.record)  # a file that is no record of ours is refused here
        is_older = bool(schema.pending(connection))
    finally:
        connection.close()
    if is_older:
        back_up(paths, paths.backups)
