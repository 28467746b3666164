"""Parcels come in by one deed: one transaction, one batch, the original kept, the trail written."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actions import import_parcels as deed
from actions.import_file import ImportOptions, import_file
from actions.import_result import ImportResult
from domain.audience import Person, Role
from domain.audit import Trace
from domain.errors import NotPermitted
from domain.issue import IssueKind
from intake.options import IntakeOptions
from register.geopackage import GeoPackageRegister
from tests.files import GBK_SHAPEFILE, GPKG_WITHOUT_ZONE_PREFIX, WOUNDS, bow_tie, code, feature, geojson, square

ROOT = Path(deed.__file__).parents[1]
SETTING_UP = Trace("test", "begin")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    opened = GeoPackageRegister.create(tmp_path / "own.gpkg", {"is_sample": "0"})
    with opened.transaction(SETTING_UP) as writer:
        district = writer.insert("districts", {"name": "大足区"})
        for park_code, name in (("SQ", "双桥工业园区"), ("YT", "邮亭工业园区")):
            writer.insert("parks", {"park_code": park_code, "name": name, "district_id": district})
    yield opened
    opened.close()


def bring(register: GeoPackageRegister, path: Path, person: Person | None = None, **asked: Any) -> ImportResult:
    parcels = {k: asked.pop(k) for k in list(asked) if k in ("park", "crs", "layer", "stage", "as_of_on")}
    more: dict[str, Any] = {"person": person} if person else {}
    options = ImportOptions(parcels=IntakeOptions(**parcels), **asked)
    return import_file(register, register.path.with_suffix(".files"), path, options, **more)


def kinds(result: ImportResult) -> set[IssueKind]:
    return {i.kind for i in result.issues}


# --- refused


@pytest.mark.parametrize("role", [Role.VISITOR, Role.INVESTOR, Role.REVIEWER, Role.ANALYST])
def test_only_officers_and_administrators_import(register: GeoPackageRegister, role: Role) -> None:
    with pytest.raises(NotPermitted):
        bring(register, GBK_SHAPEFILE, Person("x", frozenset({role})))
    assert register.revision() == 1


def test_officer_may_not_import_into_another_park(register: GeoPackageRegister) -> None:
    officer = Person("li", frozenset({Role.OFFICER}), ("YT",))
    with pytest.raises(NotPermitted):
        bring(register, GBK_SHAPEFILE, officer, park="SQ")
    assert register.count("parcels") == 0


def test_officer_may_not_import_land_of_no_park(register: GeoPackageRegister) -> None:
    with pytest.raises(NotPermitted):
        bring(register, GBK_SHAPEFILE, Person("li", frozenset({Role.OFFICER}), ("YT",)))


def test_officer_imports_into_his_own_park(register: GeoPackageRegister) -> None:
    officer = Person("li", frozenset({Role.OFFICER}), ("YT",))
    assert bring(register, GBK_SHAPEFILE, officer, park="邮亭工业园区").rows_in == 8


def test_sample_takes_nothing_in_unless_it_is_meant(tmp_path: Path) -> None:
    sample = GeoPackageRegister.create(tmp_path / "sample.gpkg", {"is_sample": "1"})
    refused = bring(sample, GBK_SHAPEFILE)
    assert (refused.exit_code, kinds(refused)) == (1, {IssueKind.RECORD_IS_SAMPLE})
    assert sample.count("parcels") == 0
    assert bring(sample, GBK_SHAPEFILE, is_sample_meant=True).exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("缺.gpkg", None, IssueKind.FILE_MISSING),
        ("a.gpkg", b"words", IssueKind.FORMAT_UNKNOWN),
        ("a.geojson", b'{"type":"FeatureCollection","features":[]}', IssueKind.LAYER_EMPTY),
        (
            "b.geojson",
            b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":null}]}',
            IssueKind.NO_GEOMETRY_AT_ALL,
        ),
    ],
)
def test_what_cannot_be_read_leaves_the_record_untouched(
    register: GeoPackageRegister, tmp_path: Path, name: str, content: bytes | None, kind: IssueKind
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = bring(register, path)
    assert (result.exit_code, kinds(result)) == (1, {kind})
    assert (register.revision(), register.count("import_batches")) == (1, 0)
    assert not register.path.with_suffix(".files").exists()


def test_no_crs_and_none_given_leaves_the_record_untouched(register: GeoPackageRegister) -> None:
    result = bring(register, WOUNDS / "corrupt_too_long.shp")
    assert (result.exit_code, kinds(result)) == (1, {IssueKind.CRS_MISSING, IssueKind.FILE_PART_MISSING})
    assert register.revision() == 1


def test_all_or_nothing_lets_nothing_in_for_one_bad_row(register: GeoPackageRegister, tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1)), feature(bow_tie(), 宗地代码=code(2)))
    result = bring(register, path, is_all_or_nothing=True)
    assert (result.exit_code, result.rows_in, result.rows_refused) == (2, 0, 2)
    assert register.revision() == 1


def test_changed_stage_needs_its_basis(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1), 开发阶段="净地")))
    result = bring(register, geojson(tmp_path / "b.geojson", feature(square(), 宗地代码=code(1), 开发阶段="供地")))
    assert (result.exit_code, kinds(result)) == (
        2,
        {IssueKind.BASIS_MISSING, IssueKind.PARK_UNDETERMINED} & kinds(result),
    )
    assert register.find("parcels")[0]["stage"] == "cleared"


# --- brought in


def test_good_rows_come_in_beside_a_bad_one(register: GeoPackageRegister, tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1)), feature(bow_tie(), 宗地代码=code(2)))
    result = bring(register, path)
    assert (result.exit_code, result.rows_read, result.rows_in, result.rows_refused) == (2, 2, 1, 1)
    assert [p["parcel_code"] for p in register.find("parcels")] == [code(1)]


def test_surveyors_parcels_stand_in_the_record_as_measured(register: GeoPackageRegister) -> None:
    result = bring(register, GBK_SHAPEFILE, park="双桥工业园区")
    [parcel] = register.find("parcels", parcel_code="44120000319")
    assert result.exit_code == 0
    assert parcel["measured_area_m2"] == pytest.approx(103_262, abs=0.5)
    assert (parcel["measured_zone"], parcel["survey_crs"]) == ("EPSG:4547", "EPSG:4526")
    assert parcel["source"] == "宗地_GBK无cpg.shp"
    assert parcel["shape"].geom_type == "MultiPolygon"


def test_one_import_is_one_revision_with_a_trail_of_every_row(register: GeoPackageRegister) -> None:
    bring(register, GPKG_WITHOUT_ZONE_PREFIX)
    entries = [e for e in register.trail() if e.revision == 2]
    assert [e.entity for e in entries] == ["parcels"] * 8 + ["import_batches"]
    assert {(e.trace.actor, e.trace.deed) for e in entries} == {("cli", "import")}
    assert register.first_broken_entry() is None


def test_original_is_kept_under_its_hash(register: GeoPackageRegister) -> None:
    result = bring(register, GPKG_WITHOUT_ZONE_PREFIX)
    kept = register.path.with_suffix(".files") / result.source.sha256
    [batch] = register.find("import_batches")
    assert kept.read_bytes() == GPKG_WITHOUT_ZONE_PREFIX.read_bytes()
    assert oct(kept.stat().st_mode)[-3:] == "600"
    assert (batch["sha256"], batch["rows_in"], batch["driver"]) == (result.source.sha256, 8, "GPKG")


def test_same_file_again_changes_nothing(register: GeoPackageRegister) -> None:
    bring(register, GBK_SHAPEFILE)
    before = register.revision()
    again = bring(register, GBK_SHAPEFILE)
    assert (again.exit_code, again.rows_in) == (0, 8)
    assert IssueKind.ALREADY_IMPORTED in kinds(again)
    assert (register.revision(), register.count("import_batches")) == (before, 1)


def test_same_file_read_in_another_crs_moves_its_parcels(register: GeoPackageRegister) -> None:
    bring(register, GPKG_WITHOUT_ZONE_PREFIX, crs="EPSG:4543")
    before = register.find("parcels")[0]["shape"].centroid
    again = bring(register, GPKG_WITHOUT_ZONE_PREFIX, crs="EPSG:4544")
    assert IssueKind.ALREADY_IMPORTED not in kinds(again)
    assert register.find("parcels")[0]["shape"].centroid.x == pytest.approx(before.x + 3, abs=1e-6)


def test_same_file_again_does_not_take_back_what_an_officer_changed(
    register: GeoPackageRegister, tmp_path: Path
) -> None:
    path = geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1), 坐落="旧路1号"))
    bring(register, path)
    [parcel] = register.find("parcels")
    with register.transaction(Trace("li", "edit")) as writer:
        writer.update("parcels", parcel["id"], parcel["version"], {"address": "新路2号"})
    bring(register, path)
    assert register.find("parcels")[0]["address"] == "新路2号"


def test_next_months_file_changes_only_what_differs(register: GeoPackageRegister, tmp_path: Path) -> None:
    row = {"宗地代码": code(1), "坐落": "双桥路1号", "备注": "甲"}
    bring(register, geojson(tmp_path / "a.geojson", feature(square(), **row)), park="SQ")
    result = bring(
        register, geojson(tmp_path / "b.geojson", feature(square(), **{**row, "坐落": "双桥路2号", "备注": None}))
    )
    [parcel] = register.find("parcels")
    [entry] = [e for e in register.trail(entity="parcels") if e.version == 2]
    assert (dict(entry.before or {}), dict(entry.after or {})) == ({"address": "双桥路1号"}, {"address": "双桥路2号"})
    assert (parcel["remark"], parcel["park_id"], result.exit_code) == ("甲", 1, 0)


def test_official_code_takes_the_place_of_a_provisional_one(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, geojson(tmp_path / "a.geojson", feature(square())))
    bring(register, geojson(tmp_path / "b.geojson", feature(square(), 宗地代码=code(1))))
    [parcel] = register.find("parcels")
    assert (parcel["parcel_code"], parcel["is_code_provisional"]) == (code(1), False)


def test_shape_that_the_record_keeps_under_another_code_is_refused(
    register: GeoPackageRegister, tmp_path: Path
) -> None:
    bring(register, geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1))))
    result = bring(register, geojson(tmp_path / "b.geojson", feature(square(), 宗地代码=code(2))))
    assert result.exit_code == 2
    assert IssueKind.SHAPE_DUPLICATE in kinds(result)


def test_report_has_every_field_that_its_readers_expect(register: GeoPackageRegister, tmp_path: Path) -> None:
    report = tmp_path / "R.json"
    bring(register, GBK_SHAPEFILE, report=report)
    found = json.loads(report.read_text("utf-8"))
    assert list(found) == [
        "file", "layer", "driver", "encoding", "crs", "mapping",
        "rows_read", "rows_in", "rows_refused", "issues", "records",
    ]  # fmt: skip
    assert (found["crs"], found["encoding"], found["rows_read"]) == ("EPSG:4526", "GB18030", 8)
    assert found["mapping"]["申报面积"] == "registered_area_m2"
    first = found["records"][0]
    assert (first["row"], first["parcel_code"], first["registered_area_m2"]) == (1, "44120000072", 12247.0)
    assert 112 < first["lon"] < 114
    assert 23 < first["lat"] < 24
    assert {"row", "field", "value", "kind", "severity", "message_zh", "message_en"} == set(found["issues"][0])


def test_report_is_written_where_nothing_could_be_read(register: GeoPackageRegister, tmp_path: Path) -> None:
    report = tmp_path / "R.json"
    bring(register, WOUNDS / "corrupt_too_long.shp", report=report)
    found = json.loads(report.read_text("utf-8"))
    assert (found["driver"], found["rows_read"]) == ("ESRI Shapefile", 0)
    assert [i["kind"] for i in found["issues"]] == ["crs_missing", "file_part_missing"]


# --- killed, overtaken


def test_record_that_moves_while_a_file_is_read_is_compared_anew(
    register: GeoPackageRegister, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1)))
    look = deed.preview_parcels
    looked = []

    def overtaken(*asked: Any) -> Any:
        found = look(*asked)
        if not looked:
            values = {"parcel_code": code(1), "stage": "raw", "address": "抢先"}
            with register.transaction(Trace("li", "add")) as writer:
                writer.insert("parcels", values)
        looked.append(found)
        return found

    monkeypatch.setattr(deed, "preview_parcels", overtaken)
    result = bring(register, path)
    [parcel] = register.find("parcels")
    assert (len(looked), result.rows_in, parcel["address"]) == (2, 1, "抢先")
    assert parcel["shape"] is not None


def test_import_killed_at_any_moment_left_the_record_as_it_was_or_whole(tmp_path: Path) -> None:
    record = tmp_path / "own.gpkg"
    GeoPackageRegister.create(record).close()
    rows = (feature(square(n), 宗地代码=code(n)) for n in range(3000))
    path = geojson(tmp_path / "many.geojson", *rows)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; "
        "from register.geopackage import GeoPackageRegister; from actions.import_file import *; "
        "r = GeoPackageRegister(Path(sys.argv[2])); print('ready', flush=True); "
        "import_file(r, Path(sys.argv[2]).with_suffix('.files'), Path(sys.argv[3]), ImportOptions())"
    )
    for pause in (0.2, 0.6, 0.8, 0.9, 1.0, 1.1, 1.3):
        command = [sys.executable, "-c", script, str(ROOT), str(record), str(path)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(pause)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        register = GeoPackageRegister(record)
        assert register.count("parcels") in (0, 3000)
        assert register.count("import_batches") == register.count("parcels") // 3000
        assert register.first_broken_entry() is None
        register.close()
    register = GeoPackageRegister(record)
    bring(register, path)
    assert (register.count("parcels"), register.count("import_batches")) == (3000, 1)
    register.close()
