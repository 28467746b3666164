"""Start an office's own record: a district and its parks, nothing invented."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from domain.audit import Trace
from domain.errors import RecordExists
from register.backup import take_alone
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths

#: What an office's own record begins with: no sample, closed to visitors until the office opens it.
EMPTY_RECORD = {"is_sample": "0", "public_site": "0"}


def begin_record(
    path: Path, district: str, parks: Sequence[str], trace: Trace, *, today: date
) -> tuple[GeoPackageRegister, RecordPaths | None]:
    """An empty record for a district with these parks; a sample at the path is renamed with its neighbours.

    Returns the record and where the sample went. Raises RecordExists where an own record stands at the path,
    RecordInUse while a server holds the sample.
    """
    moved = _move_sample_away(RecordPaths(path), today) if path.exists() else None
    register = GeoPackageRegister.create(path, EMPTY_RECORD)
    with register.transaction(trace) as writer:
        district_id = writer.insert("districts", {"name": district})
        for number, name in enumerate(parks, start=1):
            writer.insert("parks", {"park_code": f"P{number}", "name": name, "district_id": district_id})
    return register, moved


def _move_sample_away(paths: RecordPaths, today: date) -> RecordPaths:
    standing = GeoPackageRegister(paths.record)
    is_sample = standing.meta().get("is_sample") == "1"
    standing.close()
    if not is_sample:
        raise RecordExists(path=str(paths.record))
    for database in (paths.record, paths.access):
        if database.exists():
            take_alone(database)
    target = paths.free(f"sample-{today.isoformat()}")
    paths.move_to(target)
    return target
