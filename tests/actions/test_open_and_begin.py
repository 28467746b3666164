"""Finding, beginning and turning a record."""

from datetime import date
from pathlib import Path

import pytest

from actions.begin_record import begin_record
from actions.open_record import open_record
from actions.turn_the_day import turn_the_day
from domain.audit import Trace
from domain.errors import RecordExists, RecordInUse, RecordMissing
from register import schema
from register.access import AccessFile
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths

TRACE = Trace("cli", "test")
TODAY = date(2025, 11, 20)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    (tmp_path / "shipped").mkdir()
    path = tmp_path / "shipped" / "sample.gpkg"
    GeoPackageRegister.create(path, {"is_sample": "1", "today_on": "2025-11-20"}).close()
    RecordPaths(path).files.mkdir()
    (RecordPaths(path).files / "ab12").write_bytes(b"photo")
    return path


def test_a_missing_record_that_was_named_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordMissing):
        open_record(tmp_path / "named.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_default_record_becomes_the_sample_with_its_files(tmp_path: Path, sample: Path) -> None:
    record = tmp_path / "var" / "mutu.gpkg"
    assert open_record(record, sample=sample).meta()["is_sample"] == "1"
    assert (tmp_path / "var" / "mutu.files" / "ab12").read_bytes() == b"photo"
    assert record.stat().st_mode & 0o777 == 0o600


def test_an_own_record_is_never_touched_by_a_new_beginning(tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    begin_record(path, "大足区", ["双桥工业园区"], TRACE, today=TODAY)[0].close()
    before = path.read_bytes()
    with pytest.raises(RecordExists):
        begin_record(path, "铜梁区", ["高新区"], TRACE, today=TODAY)
    assert path.read_bytes() == before


@pytest.mark.parametrize("held", ["record", "accounts"])
def test_a_sample_that_a_server_holds_does_not_make_way(tmp_path: Path, sample: Path, held: str) -> None:
    path = tmp_path / "var" / "mutu.gpkg"
    open_record(path, sample=sample).close()
    holder = GeoPackageRegister(path) if held == "record" else AccessFile(RecordPaths(path).access)
    with pytest.raises(RecordInUse):
        begin_record(path, "大足区", ["双桥工业园区"], TRACE, today=TODAY)
    holder.close()
    assert GeoPackageRegister(path).meta()["is_sample"] == "1"
    assert not list(path.parent.glob("sample-*"))


def test_a_sample_makes_way_for_an_own_record_with_its_neighbours(tmp_path: Path, sample: Path) -> None:
    path = tmp_path / "var" / "mutu.gpkg"
    open_record(path, sample=sample).close()
    register, moved = begin_record(path, "大足区", ["双桥工业园区", "邮亭工业园区"], TRACE, today=TODAY)
    assert moved is not None
    assert moved.record.name == "sample-2025-11-20.gpkg"
    assert (moved.files / "ab12").exists()
    assert [p["name"] for p in register.find("parks")] == ["双桥工业园区", "邮亭工业园区"]
    assert register.meta()["public_site"] == "0"
    assert not RecordPaths(path).files.exists()


def test_an_older_record_is_backed_up_before_it_is_migrated(
    tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "var" / "mutu.gpkg"
    open_record(path, sample=sample).close()
    added = tmp_path / "0099_note.sql"
    added.write_text("CREATE TABLE notes (id INTEGER PRIMARY KEY NOT NULL, text TEXT);\n")
    monkeypatch.setattr(schema, "steps", lambda: [(99, added)])
    open_record(path).close()
    assert len(list(RecordPaths(path).backups.iterdir())) == 1


def a_reserved_plot(register: GeoPackageRegister, until: str | None) -> int:
    with register.transaction(TRACE) as writer:
        park = register.find("parks")[0]["id"]
        values = {"plot_code": f"A{until}", "park_id": park, "marketing": "reserved", "reserved_for": "某项目"}
        return writer.insert("plots", {**values, "reserved_until_on": until})


@pytest.mark.parametrize(
    ("until", "expected"), [("2025-11-19", "offered"), ("2025-11-20", "reserved"), (None, "reserved")]
)
def test_a_reservation_holds_through_its_last_day(tmp_path: Path, until: str | None, expected: str) -> None:
    register, _ = begin_record(tmp_path / "own.gpkg", "大足区", ["双桥"], TRACE, today=TODAY)
    plot = a_reserved_plot(register, until)
    turn_the_day(register, TODAY)
    stored = register.get("plots", plot)
    assert stored is not None
    assert stored["marketing"] == expected
    assert stored["reserved_for"] == ("某项目" if expected == "reserved" else None)


def test_a_day_turns_once_and_raises_the_revision_even_if_nothing_lapsed(tmp_path: Path) -> None:
    register, _ = begin_record(tmp_path / "own.gpkg", "大足区", ["双桥"], TRACE, today=TODAY)
    before = register.revision()
    turn_the_day(register, TODAY)
    turn_the_day(register, TODAY)
    assert register.revision() == before + 1
    assert list(register.trail())[-1].trace.actor == "clock"
