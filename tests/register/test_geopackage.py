"""What the embedded store promises besides: a valid GeoPackage that others read and only we write."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import shapely

from domain.audit import Trace
from domain.columns import ColumnType
from domain.entities import ALL
from domain.errors import InvalidValue, RecordExists, RecordMissing, RecordNotWritable, RecordTooNew, RecordUnreadable
from register import schema
from register.geopackage import GeoPackageRegister

TRACE = Trace("cli", "test")


@pytest.fixture
def record(tmp_path: Path) -> GeoPackageRegister:
    register = GeoPackageRegister.create(tmp_path / "record.gpkg", {"is_sample": "1"})
    with register.transaction(TRACE) as writer:
        for number in range(3):
            shape = shapely.box(105.7 + number / 100, 29.4, 105.705 + number / 100, 29.41)
            writer.insert("parcels", {"parcel_code": f"P{number}", "stage": "raw", "shape": shape})
    return register


def run(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def extent(record: GeoPackageRegister) -> tuple[float, ...]:
    with sqlite3.connect(record.path) as bare:
        sql = "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'parcels'"
        return tuple(bare.execute(sql).fetchone())


def test_gdal_in_a_process_of_its_own_reads_the_parcels(record: GeoPackageRegister) -> None:
    code = (
        "import sys, pyogrio; i = pyogrio.read_info(sys.argv[1], layer='parcels'); "
        "print(i['features'], i['crs'], i['geometry_type'])"
    )
    assert run(code, str(record.path)).strip() == "3 EPSG:4490 MultiPolygon"


def test_every_table_is_listed_for_other_programs(record: GeoPackageRegister) -> None:
    code = "import sys, pyogrio; print(','.join(sorted(pyogrio.list_layers(sys.argv[1])[:, 0])))"
    layers = run(code, str(record.path)).strip().split(",")
    assert set(layers) >= {e.key for e in ALL}


def test_a_write_by_another_program_fails_and_changes_nothing(record: GeoPackageRegister) -> None:
    with sqlite3.connect(record.path) as bare, pytest.raises(sqlite3.OperationalError, match="mutu_actor"):
        bare.execute("UPDATE parcels SET address = 'x'")
    code = (
        "import sys, fiona\nwith fiona.open(sys.argv[1], 'a', layer='parcels') as f:\n"
        "    f.write({'type': 'Feature', 'geometry': None, 'properties': {k: None for k in f.schema['properties']}})"
    )
    assert "mutu_actor" in run(code, str(record.path))
    assert record.count("parcels") == 3


def test_the_trail_cannot_be_altered_even_by_ourselves(record: GeoPackageRegister) -> None:
    for statement in ("UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries"):
        with pytest.raises(sqlite3.IntegrityError, match="trail"):
            record._connection.execute(statement)
    assert record.first_broken_entry() is None


def test_an_entry_altered_behind_our_back_is_found(record: GeoPackageRegister) -> None:
    with sqlite3.connect(record.path) as bare:
        bare.execute("DROP TRIGGER guard_audit_entries_update")
        bare.execute("DROP TRIGGER keep_audit_entries_update")
        bare.execute("UPDATE audit_entries SET actor = 'nobody' WHERE id = 2")
    assert record.first_broken_entry() == 2


def test_the_extent_follows_shapes_that_come_and_go(record: GeoPackageRegister) -> None:
    assert extent(record) == pytest.approx((105.7, 29.4, 105.725, 29.41))
    with record.transaction(TRACE) as writer:
        writer.update("parcels", 3, 1, {"shape": shapely.box(105.7, 29.4, 105.71, 29.42)})
    assert extent(record) == pytest.approx((105.7, 29.4, 105.715, 29.42))


def test_the_file_and_its_companions_are_private(record: GeoPackageRegister) -> None:
    for file in record.path.parent.glob("record.gpkg*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_the_declared_columns_are_the_columns_of_the_tables(record: GeoPackageRegister) -> None:
    for kind in ALL:
        columns = record._connection.execute(f"PRAGMA table_info({kind.key})").fetchall()
        assert [c["name"] for c in columns] == ["id", "version", "revision", *(c.key for c in kind.columns)]


def test_every_reference_is_indexed_and_enforced(record: GeoPackageRegister) -> None:
    for kind in ALL:
        keys = record._connection.execute(f"PRAGMA foreign_key_list({kind.key})").fetchall()
        assert {k["from"] for k in keys} == {c.key for c in kind.of_type(ColumnType.REFERENCE)}


def test_a_file_of_a_newer_program_is_refused_untouched(record: GeoPackageRegister) -> None:
    record._connection.execute("INSERT INTO schema_migrations VALUES (99, 'future', '2099-01-01T00:00:00Z')")
    before = record.path.read_bytes()
    with pytest.raises(RecordTooNew):
        GeoPackageRegister(record.path)
    assert record.path.read_bytes() == before


def test_a_file_that_is_no_record_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "letter.gpkg").write_text("Sehr geehrte Damen und Herren" * 100)
    with pytest.raises(RecordUnreadable):
        GeoPackageRegister(tmp_path / "letter.gpkg")


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(RecordMissing):
        GeoPackageRegister(tmp_path / "nowhere.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_a_record_is_never_begun_over_another(record: GeoPackageRegister) -> None:
    with pytest.raises(RecordExists):
        GeoPackageRegister.create(record.path)
    assert record.count("parcels") == 3


def test_a_migration_that_fails_leaves_the_record_untouched(
    record: GeoPackageRegister, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "0099_broken.sql"
    broken.write_text("ALTER TABLE parcels ADD COLUMN colour TEXT;\nCREATE TABLE parcels (id INTEGER);\n")
    monkeypatch.setattr(schema, "steps", lambda: [(99, broken)])
    with pytest.raises(sqlite3.OperationalError):
        GeoPackageRegister(record.path)
    names = [c["name"] for c in record._connection.execute("PRAGMA table_info(parcels)")]
    assert "colour" not in names


def test_a_record_that_another_program_holds_is_not_written_and_says_so(record: GeoPackageRegister) -> None:
    record._connection.execute("PRAGMA busy_timeout=50")
    holder = sqlite3.connect(record.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordNotWritable) as refused, record.transaction(TRACE):
        pass
    assert refused.value.values["reason"] == "locked"
    holder.close()
    assert record.revision() == 1


def test_a_record_without_room_is_not_written_and_says_so(record: GeoPackageRegister) -> None:
    pages = record._connection.execute("PRAGMA page_count").fetchone()[0]
    record._connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(RecordNotWritable) as refused, record.transaction(TRACE) as writer:
        writer.insert_many("parcels", [{"parcel_code": f"Q{n}" + "x" * 60, "stage": "raw"} for n in range(2_000)])
    assert refused.value.values["reason"] == "full"
    assert (record.revision(), record.count("parcels")) == (1, 3)


def test_a_value_that_stands_already_is_named_and_not_the_database_s_words(record: GeoPackageRegister) -> None:
    with pytest.raises(InvalidValue) as refused, record.transaction(TRACE) as writer:
        writer.insert("parcels", {"parcel_code": "P1", "stage": "raw"})
    assert refused.value.values == {"entity": "parcels", "column": "parcel_code", "value": "P1"}


def test_a_copy_is_whole_while_the_record_lives_on(record: GeoPackageRegister, tmp_path: Path) -> None:
    record.copy_to(tmp_path / "copy.gpkg")
    with record.transaction(TRACE) as writer:
        writer.insert("parcels", {"parcel_code": "later", "stage": "raw"})
    copy = GeoPackageRegister(tmp_path / "copy.gpkg")
    assert (copy.count("parcels"), record.count("parcels")) == (3, 4)
    assert copy.first_broken_entry() is None
