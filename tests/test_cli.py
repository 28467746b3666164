"""Every command as an operator types it: what it says, what it leaves behind, and its exit code."""

import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from actions.begin_record import EMPTY_RECORD
from domain.audience import Role
from domain.audit import Trace
from register.access import AccessFile
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths
from tests.files import (
    GBK_SHAPEFILE,
    GBK_ZIP,
    GPKG_WITHOUT_ZONE_PREFIX,
    LAT,
    LON,
    bow_tie,
    code,
    feature,
    geojson,
    square,
)
from tests.serving import SAMPLE, copy_of_sample

ROOT = Path(__file__).resolve().parents[1]
KEYS = [
    "available_land_mu", "idle_mu", "underused_mu", "idle_underused_mu", "vacant_plant_m2", "tax_10k_yuan_per_mu",
]  # fmt: skip
#: What the sample was made to add up to: 亩 (three times), ㎡, 万元/亩.
SHUANGQIAO, YOUTING, CHEMICAL = "双桥工业园区", "邮亭工业园区", "双桥化工园区"
TABLE = {
    None: [850, 790, 1188, 1978, 118_000, 43_200 / 4_500],
    SHUANGQIAO: [300, 610, 848, 1458, 92_000, 31_200 / 3_120],
    YOUTING: [130, 180, 340, 520, 26_000, 9_200 / 1_150],
    CHEMICAL: [420, 0, 0, 0, 0, 2_800 / 230],
    "铜梁高新区(示例)": [None] * 6,
}


def mutu(*words: Any, installation: Path = ROOT, **settings: Any) -> "subprocess.CompletedProcess[str]":
    """Run a command; settings are those of the environment, without their prefix."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("MUTU_")}
    said = {f"MUTU_{key.upper()}": str(value) for key, value in settings.items()}
    return subprocess.run(
        [sys.executable, installation / "cli.py", *map(str, words)],
        env={**own, **said}, cwd=installation, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def done(*words: Any, **settings: Any) -> str:
    """What a command printed that must succeed."""
    ran = mutu(*words, **settings)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def refused(*words: Any, **settings: Any) -> str:
    """The sentences of a command that must be refused: exit code 1, no trace of Python, Chinese and English."""
    ran = mutu(*words, **settings)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    assert re.search("[\u4e00-\u9fff]", ran.stderr)
    assert re.search("[A-Za-z]{4}", ran.stderr)
    return ran.stderr


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample that the tests of this file only read."""
    return copy_of_sample(tmp_path_factory.mktemp("read"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An office's own record of two parks."""
    path = tmp_path / "own.gpkg"
    register = GeoPackageRegister.create(path, EMPTY_RECORD)
    with register.transaction(Trace("test", "begin")) as writer:
        district = writer.insert("districts", {"name": "大足区"})
        for park_code, name in (("P1", SHUANGQIAO), ("P2", YOUTING)):
            writer.insert("parks", {"park_code": park_code, "name": name, "district_id": district})
    register.close()
    return path


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """The program with an empty `var` of its own: its doors copied, its rooms lent."""
    place = tmp_path / "mutu"
    place.mkdir()
    for door in ("cli.py", "settings.py"):
        shutil.copy(ROOT / door, place)
    for room in ("domain", "register", "intake", "analytics", "wording", "layers", "reports", "actions", "routes"):
        (place / room).symlink_to(ROOT / room)
    (place / "data").mkdir()
    (place / "data" / "parcels").symlink_to(SAMPLE.parent)
    return place


def parcels(record: Path) -> list[dict[str, Any]]:
    register = GeoPackageRegister(record)
    try:
        return [dict(p) for p in register.find("parcels")]
    finally:
        register.close()


# --- figures


@pytest.fixture(scope="module")
def figures(sample: Path) -> dict[str | None, list[dict[str, Any]]]:
    """`figures --json` of the district (None) and of each park."""
    parks = {park: ["--park", park] if park else [] for park in TABLE}
    return {park: json.loads(done("figures", "--json", "--record", sample, *words)) for park, words in parks.items()}


@pytest.mark.parametrize("park", list(TABLE))
def test_figures_of_the_sample_are_those_of_its_table(figures: dict[str | None, Any], park: str | None) -> None:
    assert [f["key"] for f in figures[park]] == KEYS
    for figure, expected in zip(figures[park], TABLE[park], strict=True):
        # certificates give ㎡ to two decimals: a sum of parcels is true to a hundredth of a 亩
        assert figure["value"] == (None if expected is None else pytest.approx(expected, abs=0.005)), figure["key"]


def test_the_two_areas_that_are_published_come_out_exactly(figures: dict[str | None, Any]) -> None:
    assert {f["key"]: f["value"] for f in figures[SHUANGQIAO]}["idle_underused_mu"] == 1458.0
    assert {f["key"]: f["value"] for f in figures[None]}["vacant_plant_m2"] == 118_000.0


def test_a_figure_carries_unit_date_rule_and_the_very_records(figures: dict[str | None, Any]) -> None:
    found = figures[None]
    for figure in found:
        assert list(figure) == ["key", "value", "unit", "as_of", "rule", "record_ids", "missing_count"]
        assert list(figure["rule"]) == ["id", "zh"]
        assert figure["rule"]["zh"].endswith("。")
    assert [f["unit"] for f in found] == ["亩", "亩", "亩", "亩", "㎡", "万元/亩"]
    assert [len(f["record_ids"]) for f in found] == [18, 20, 29, 49, 19, 60]
    assert found[5]["as_of"] == "2024-12-31"


def test_idle_and_underused_land_are_other_parcels_and_together_the_fourth_figure(
    figures: dict[str | None, Any],
) -> None:
    _, idle, underused, both, *_ = (set(f["record_ids"]) for f in figures[None])
    assert not idle & underused
    assert idle | underused == both


def test_figures_in_words_show_two_decimals(sample: Path) -> None:
    said = done("figures", "--record", sample)
    assert len(said.splitlines()) == len(KEYS)
    assert "可供地块  850.00" in said


def test_an_unknown_park_is_answered_with_the_parks_that_exist(sample: Path) -> None:
    said = refused("figures", "--park", "不存在", "--record", sample)
    assert all(park in said for park in (SHUANGQIAO, YOUTING, CHEMICAL))


@pytest.mark.parametrize("words", [("figures",), ("user", "lock", "li"), ("backup", "there"), ("serve",)], ids=" ".join)
def test_a_missing_record_that_was_named_is_refused_and_not_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = refused(*words, "--record", tmp_path / "named.gpkg")
    assert "named.gpkg" in said
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_record_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.gpkg"
    path.write_text("not a database")
    refused("figures", "--record", path)
    assert contents(tmp_path) == {"notes.gpkg": b"not a database"}


def test_a_missing_default_record_becomes_the_sample(installation: Path) -> None:
    found = json.loads(done("figures", "--json", installation=installation))
    assert found[3]["value"] == pytest.approx(1978, abs=0.005)
    assert mode(installation / "var" / "mutu.gpkg") == 0o600
    assert any((installation / "var" / "mutu.files").iterdir())


def test_a_missing_record_that_the_settings_name_is_not_filled_with_the_sample(tmp_path: Path) -> None:
    refused("figures", record=tmp_path / "office.gpkg")
    assert list(tmp_path.iterdir()) == []


# --- init


def test_init_begins_an_own_record_and_says_the_password_once(tmp_path: Path) -> None:
    path = tmp_path / "office" / "own.gpkg"
    said = done("init", "--district", "大足区", "--park", SHUANGQIAO, "--park", YOUTING, "--record", path)
    assert len(re.findall("一次性密码", said)) == 1
    assert mode(path) == 0o600
    register = GeoPackageRegister(path)
    assert [p["name"] for p in register.find("parks")] == [SHUANGQIAO, YOUTING]
    assert register.meta()["is_sample"] == "0"
    register.close()
    access = AccessFile(RecordPaths(path).access)
    admin = access.account("admin")
    assert admin is not None
    assert admin.roles == {Role.ADMINISTRATOR}
    access.close()
    assert "一次性密码" not in done("figures", "--record", path)


def test_init_never_touches_an_own_record(own: Path) -> None:
    before = contents(own.parent)
    refused("init", "--district", "铜梁区", "--park", "高新区", "--record", own)
    assert contents(own.parent) == before


def test_init_renames_a_sample_with_all_that_lies_beside_it(tmp_path: Path) -> None:
    path = copy_of_sample(tmp_path)
    done("user", "add", "chen", "--role", "analyst", "--record", path)
    said = done("init", "--district", "大足区", "--park", SHUANGQIAO, "--record", path)
    [moved] = tmp_path.glob("sample-*.gpkg")
    assert moved.name in said
    assert RecordPaths(moved).access.exists()
    assert len(list(RecordPaths(moved).files.iterdir())) == len(list(SAMPLE.with_suffix(".files").iterdir()))
    assert not RecordPaths(path).files.exists()
    assert parcels(path) == []
    assert len(parcels(moved)) == 223


# --- import


@pytest.mark.parametrize(
    ("file", "zone"), [(GPKG_WITHOUT_ZONE_PREFIX, "EPSG:4547"), (GBK_ZIP, "EPSG:4526"), (GBK_SHAPEFILE, "EPSG:4526")],
    ids=["without zone prefix", "zipped, GBK", "loose, GBK"],
)  # fmt: skip
def test_import_takes_real_parcels_as_they_are_sent(own: Path, file: Path, zone: str) -> None:
    said = done("import", file, "--record", own, "--park", SHUANGQIAO)
    assert "读取 8 行，导入 8 行，未导入 0 行" in said
    assert {(p["survey_crs"], p["park_id"]) for p in parcels(own)} == {(zone, 1)}
    assert len(list(RecordPaths(own).files.iterdir())) == 1


def three_rows(folder: Path) -> Path:
    """Two sound parcels and one whose boundary crosses itself."""
    shapes = (square(0), square(1), bow_tie())
    return geojson(folder / "three.geojson", *(feature(s, 宗地代码=code(n)) for n, s in enumerate(shapes, start=1)))


def test_import_of_a_file_with_a_bad_row_lets_the_good_ones_in_and_exits_with_2(own: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    ran = mutu("import", three_rows(tmp_path), "--record", own, "--report", report)
    assert ran.returncode == 2, ran.stderr
    assert {p["parcel_code"] for p in parcels(own)} == {code(1), code(2)}
    told = json.loads(report.read_text("utf-8"))
    assert (told["rows_read"], told["rows_in"], told["rows_refused"]) == (3, 2, 1)
    assert {i["row"] for i in told["issues"] if i["severity"] == "error"} == {3}


def test_import_of_all_or_nothing_keeps_the_good_rows_out_too(own: Path, tmp_path: Path) -> None:
    ran = mutu("import", three_rows(tmp_path), "--record", own, "--all-or-nothing")
    assert ran.returncode == 2, ran.stderr
    assert parcels(own) == []


def test_import_into_a_sample_must_be_meant(tmp_path: Path) -> None:
    path, file = copy_of_sample(tmp_path), geojson(tmp_path / "a.geojson", feature(square(40), 宗地代码=code(99999)))
    refused("import", file, "--record", path)
    assert len(parcels(path)) == 223
    done("import", file, "--record", path, "--into-sample")
    assert len(parcels(path)) == 224


def test_import_begins_a_missing_record_that_was_named(tmp_path: Path) -> None:
    path = tmp_path / "new.gpkg"
    done("import", GBK_SHAPEFILE, "--record", path)
    assert len(parcels(path)) == 8
    register = GeoPackageRegister(path)
    assert register.meta()["is_sample"] == "0"
    register.close()


def test_import_begins_a_missing_record_that_the_settings_name(tmp_path: Path) -> None:
    path = tmp_path / "new.gpkg"
    done("import", GBK_SHAPEFILE, record=path)
    assert len(parcels(path)) == 8


@pytest.mark.parametrize("words", [(), ("--entity", "layer", "--as-of", "去年")], ids=["unreadable", "refused"])
def test_a_record_begun_in_vain_goes_and_what_lay_beside_it_stays(tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "a.geojson"
    if words:
        geojson(file, feature(square()))
    else:
        file.write_bytes(b"no map")
    path = tmp_path / "new.gpkg"
    kept = RecordPaths(path).backups / "20251119T180000Z"
    kept.mkdir(parents=True)
    (kept / "manifest.json").write_text("{}")
    before = contents(tmp_path)
    refused("import", file, "--record", path, *words)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "words", [("--park", "不存在"), ("--crs", "EPSG:1"), ("--layer", "不存在"), ("--as-of", "去年")], ids=lambda w: w[0]
)
def test_an_option_that_fits_nothing_is_refused_with_the_record_untouched(own: Path, words: tuple[str, ...]) -> None:
    refused("import", GPKG_WITHOUT_ZONE_PREFIX, "--record", own, *words)
    assert parcels(own) == []
    assert not RecordPaths(own).files.exists()


def test_import_of_a_missing_file_says_so(own: Path, tmp_path: Path) -> None:
    assert "找不到这个文件" in refused("import", tmp_path / "缺.gpkg", "--record", own)


def test_import_of_an_unknown_kind_of_record_is_no_import_of_parcels(own: Path) -> None:
    assert mutu("import", GBK_SHAPEFILE, "--record", own, "--entity", "plant").returncode != 0
    assert parcels(own) == []


def test_import_of_a_layer_brings_in_the_ground(own: Path, tmp_path: Path) -> None:
    road = {"type": "LineString", "coordinates": [[LON, LAT], [LON + 0.01, LAT]]}
    file = geojson(tmp_path / "园区道路.geojson", feature(road, 道路名称="车城大道"))
    done(
        "import", file, "--record", own, "--entity", "layer", "--kind", "road", "--audience", "public",
        "--name", "2024 年路网", "--source", "园区办", "--as-of", "2024-12-31",
    )  # fmt: skip
    done("import", file, "--record", own, "--entity", "layer", "--kind", "road")
    register = GeoPackageRegister(own)
    named, unnamed = register.find("reference_layers")
    assert (named["name"], named["layer_kind"], named["audience"], named["source"], named["as_of_on"]) == (
        "2024 年路网", "road", "public", "园区办", "2024-12-31",
    )  # fmt: skip
    assert (unnamed["name"], unnamed["audience"]) == ("园区道路", "staff")
    assert parcels(own) == []
    register.close()


# --- backup and restore


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Path:
    """The folder of one backup of the sample; whoever damages it takes a copy."""
    away = tmp_path_factory.mktemp("away")
    done("backup", away, "--record", sample)
    [folder] = away.iterdir()
    return folder


def test_backup_writes_a_folder_for_its_owner_alone_and_restore_brings_it_back(tmp_path: Path) -> None:
    path = copy_of_sample(tmp_path)
    done("user", "add", "chen", "--role", "analyst", "--record", path)
    done("backup", tmp_path / "away", "--record", path)
    [folder] = (tmp_path / "away").iterdir()
    assert re.fullmatch(r"\d{8}T\d{6}Z", folder.name)
    assert {mode(p) for p in folder.rglob("*") if p.is_file()} == {0o600}
    done("import", geojson(tmp_path / "a.geojson", feature(square(40))), "--record", path, "--into-sample")
    said = done("restore", folder, "--record", path)
    assert len(parcels(path)) == 223
    [replaced] = tmp_path.glob("record-before-restore-*.gpkg")
    assert replaced.name in said
    assert len(parcels(replaced)) == 224
    assert mode(path) == 0o600
    assert "一次性密码" in done("user", "reset", "chen", "--record", path)


def test_restore_is_refused_while_somebody_holds_the_record(tmp_path: Path, backed_up: Path) -> None:
    path = copy_of_sample(tmp_path)
    holder = GeoPackageRegister(path)
    holder.revision()
    refused("restore", backed_up, "--record", path)
    holder.close()
    assert list(tmp_path.glob("record-before-restore-*")) == []
    done("restore", backed_up, "--record", path)


def test_restore_refuses_a_backup_that_was_changed(tmp_path: Path, backed_up: Path) -> None:
    path = copy_of_sample(tmp_path)
    folder = tmp_path / "changed"
    shutil.copytree(backed_up, folder)
    with (folder / "record.gpkg").open("r+b") as file:
        file.seek(4096)
        file.write(b"x")
    before = path.read_bytes()
    refused("restore", folder, "--record", path)
    refused("restore", tmp_path / "nowhere", "--record", path)
    assert path.read_bytes() == before


def test_restore_clears_away_what_a_lost_record_left_behind(tmp_path: Path, backed_up: Path) -> None:
    """A journal that outlived its database would be played into the restored one."""
    path = copy_of_sample(tmp_path)
    path.unlink()
    Path(f"{path}-wal").write_bytes(b"stale")
    done("restore", backed_up, "--record", path)
    assert len(parcels(path)) == 223
    assert b"stale" in {p.read_bytes() for p in tmp_path.glob("record-before-restore-*-wal")}


# --- the site, accounts and the trail


def test_an_own_site_is_opened_to_visitors_and_closed_again(own: Path) -> None:
    for state, expected in (("open", "1"), ("closed", "0")):
        done("site", state, "--record", own)
        register = GeoPackageRegister(own)
        assert register.meta()["public_site"] == expected
        register.close()


def test_an_officer_is_added_reset_and_locked(own: Path) -> None:
    first = done("user", "add", "li", "--role", "officer", "--park", YOUTING, "--record", own)
    again = done("user", "reset", "li", "--record", own)
    assert first.splitlines()[0].rsplit("：", 1)[1] != again.splitlines()[0].rsplit("：", 1)[1]
    access = AccessFile(RecordPaths(own).access)
    account = access.account("li")
    assert account is not None
    assert (account.roles, account.parks) == ({Role.OFFICER}, ("P2",))
    access.close()
    done("user", "lock", "li", "--record", own)
    access = AccessFile(RecordPaths(own).access)
    locked = access.account("li")
    assert locked is not None
    assert locked.is_locked
    access.close()


@pytest.mark.parametrize(
    "words",
    [
        ("add", "li", "--role", "officer"),  # without a park
        ("add", "li", "--role", "officer", "--park", "不存在"),
        ("reset", "nobody"),
    ],
    ids=" ".join,
)
def test_an_account_that_cannot_be_is_refused(own: Path, words: tuple[str, ...]) -> None:
    refused("user", *words, "--record", own)


def test_the_trail_is_verified_and_a_break_in_it_is_found(own: Path) -> None:
    assert "留痕完整" in done("audit", "verify", "--record", own)
    assert re.search("Head: entry [0-9]+, hash [0-9a-f]{64}", done("audit", "verify", "--record", own))
    bare = sqlite3.connect(own)
    for trigger in ("guard_audit_entries_update", "keep_audit_entries_update"):
        bare.execute(f"DROP TRIGGER {trigger}")
    bare.execute("UPDATE audit_entries SET actor = 'nobody' WHERE id = 2")
    bare.commit()
    bare.close()
    ran = mutu("audit", "verify", "--record", own)
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert "2" in ran.stderr
