"""The child that opens strangers' files: what it reads, what it refuses, what it cannot do."""

import json
import math
import os
import socket
import sqlite3
import stat
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import shapely

from domain.issue import IssueKind, Severity
from intake import run
from intake.content import Request
from intake.run import NotRead, taken
from tests.files import (
    GBK_SHAPEFILE,
    GBK_ZIP,
    GPKG_WITHOUT_ZONE_PREFIX,
    WOUNDS,
    ZONGDI,
    feature,
    geojson,
    point,
    shapefile_parts,
    square,
    zipped,
)

ROOT = Path(run.__file__).parents[1]


def refusal(path: Path, layer: str | None = None, seconds: int | None = None) -> IssueKind:
    with pytest.raises(NotRead) as refused:
        taken(path, Request(layer=layer), seconds=seconds)
    return refused.value.issue.kind


# --- refused


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "无此文件.gpkg") is IssueKind.FILE_MISSING


def test_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) is IssueKind.FILE_MISSING


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just words",
        b"<OGRVRTDataSource/>",
        b'{"type":"Topology","objects":{}}',
        b'{"type":"gdal_streamed_alg","command_line":"gdal vector convert /etc/passwd x"}',
    ],
)
def test_what_is_not_geojson_is_not_opened_because_of_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "地块.geojson"
    path.write_bytes(content)
    assert refusal(path) is IssueKind.FORMAT_UNKNOWN


def test_half_a_geopackage_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "half.gpkg"
    path.write_bytes(GPKG_WITHOUT_ZONE_PREFIX.read_bytes()[:40_000])
    assert refusal(path) is IssueKind.FILE_DAMAGED


def test_truncated_zip_is_damaged() -> None:
    assert refusal(ZONGDI / "truncated.zip") is IssueKind.FILE_DAMAGED


@pytest.mark.parametrize("name", ["../../a", "/etc/a", "..\\..\\a", "C:\\a", "x/../../a"])
def test_archive_whose_names_lead_out_is_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {name + suffix: part for suffix, part in shapefile_parts().items()})
    assert refusal(path) is IssueKind.FILE_UNSAFE
    assert not list(tmp_path.parent.glob("a.*"))


def test_archive_with_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("passwd.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refusal(path) is IssueKind.FILE_UNSAFE


def test_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", bytes(300_000_000))
    assert refusal(path) is IssueKind.FILE_TOO_LARGE


def test_zip_without_a_shapefile_is_no_format_of_ours(tmp_path: Path) -> None:
    assert refusal(zipped(tmp_path / "a.zip", {"readme.txt": b"x"})) is IssueKind.FORMAT_UNKNOWN


def test_several_shapefiles_in_a_zip_want_a_name(tmp_path: Path) -> None:
    parts = shapefile_parts()
    both = {f"{stem}{suffix}": part for stem in ("一期", "二期") for suffix, part in parts.items()}
    path = zipped(tmp_path / "两期.zip", both)
    with pytest.raises(NotRead) as refused:
        taken(path)
    assert refused.value.issue.kind is IssueKind.LAYER_NOT_NAMED
    assert refused.value.issue.details["layers"] == ["一期", "二期"]
    assert refusal(path, "三期") is IssueKind.LAYER_UNKNOWN
    assert len(taken(path, Request(layer="二期")).rows) == 8


def test_deeply_nested_geojson_is_refused_and_the_app_lives(tmp_path: Path) -> None:
    path = tmp_path / "deep.geojson"
    path.write_text('{"type":"FeatureCollection","features":[' + "[" * 100_000 + "]" * 100_000 + "]}")
    assert refusal(path) is IssueKind.GEOMETRY_TOO_COMPLEX


def test_brackets_in_a_text_are_no_nesting(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(square(), 备注="[{" * 100))
    assert len(taken(path).rows) == 1


def test_shape_of_more_than_200000_corners_stays_out(tmp_path: Path) -> None:
    angles = np.linspace(0, 2 * np.pi, 200_001)
    circle = shapely.Polygon(np.column_stack([105.76 + 0.01 * np.cos(angles), 29.49 + 0.01 * np.sin(angles)]))
    path = geojson(tmp_path / "a.geojson", feature(json.loads(shapely.to_geojson(circle))))
    found = taken(path)
    assert [i.kind for i in found.issues] == [IssueKind.GEOMETRY_TOO_COMPLEX]


def test_collection_in_a_collection_is_never_parsed(tmp_path: Path) -> None:
    nested = point()
    for _ in range(12):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    found = taken(geojson(tmp_path / "a.geojson", feature(nested)))
    assert [i.kind for i in found.issues] == [IssueKind.GEOMETRY_NOT_AREA]


def test_worker_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "endless.gpkg"
    path.write_bytes(GPKG_WITHOUT_ZONE_PREFIX.read_bytes())
    with sqlite3.connect(path) as connection:
        name = connection.execute("SELECT table_name FROM gpkg_contents").fetchone()[0]
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(f'ALTER TABLE "{name}" RENAME TO kept')
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, geom FROM n, kept"
        connection.execute(f'CREATE VIEW "{name}" AS {endless} WHERE i < 0')
        connection.execute("UPDATE gpkg_contents SET table_name = ?", (name,))
        connection.execute("UPDATE gpkg_geometry_columns SET table_name = ?", (name,))
    assert refusal(path, seconds=3) is IssueKind.FILE_TAKES_TOO_LONG


def test_killed_worker_is_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suicidal = tmp_path / "worker.py"
    suicidal.write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    monkeypatch.setattr(run, "_WORKER", suicidal)
    assert refusal(GPKG_WITHOUT_ZONE_PREFIX) is IssueKind.FILE_DAMAGED


def test_worker_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.tempfile, "tempdir", str(tmp_path))
    taken(GPKG_WITHOUT_ZONE_PREFIX)
    assert list(tmp_path.iterdir()) == []


# --- no network, no other driver


@pytest.fixture
def knocks() -> Iterator[tuple[int, list[bytes]]]:
    """A port that counts who calls."""
    server = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                caller, _ = server.accept()
            except OSError:
                return
            heard.append(b"knock")
            caller.close()

    threading.Thread(target=listen, daemon=True).start()
    yield server.getsockname()[1], heard
    server.close()


def hostile_files(folder: Path, port: int) -> list[Path]:
    url = f"http://127.0.0.1:{port}/x"
    texts = {
        "vrt.geojson": f'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{url}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        "wfs.geojson": f"<OGRWFSDataSource><URL>{url}</URL></OGRWFSDataSource>",
        "gdalg.geojson": json.dumps({"type": "gdal_streamed_alg", "command_line": f"gdal vector info {url}"}),
        "gml.geojson": f'<gml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x {url}"/>',
        "url.geojson": url,
        "esri.geojson": json.dumps({"objectIdFieldName": "a", "url": url}),
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    linked = {"type": "link", "properties": {"href": url, "type": "proj4"}}
    geojson(folder / "linked.geojson", feature(square()), crs=linked)
    return sorted(folder.iterdir())


def test_no_hostile_file_makes_the_worker_call_anybody(tmp_path: Path, knocks: tuple[int, list[bytes]]) -> None:
    port, heard = knocks
    files = hostile_files(tmp_path, port)
    for path in files:
        try:
            taken(path)
        except NotRead:
            continue
    assert len(files) == 7
    assert heard == []


def test_not_even_where_no_namespace_is_permitted(tmp_path: Path, knocks: tuple[int, list[bytes]]) -> None:
    port, heard = knocks
    source = tmp_path / "hostile"
    source.mkdir()
    script = "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from intake import worker; "
    script += "print(worker.read(Path(sys.argv[2]), None))"
    for number, path in enumerate(hostile_files(source, port)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "source").write_bytes(path.read_bytes())
        subprocess.run([sys.executable, "-I", "-c", script, str(ROOT), str(folder)], capture_output=True, check=False)
    assert heard == []


def test_crs_by_link_is_no_crs(tmp_path: Path) -> None:
    linked = {"properties": {"href": "http://127.0.0.1:9/x"}, "type": "link"}
    assert taken(geojson(tmp_path / "a.geojson", feature(square()), crs=linked)).source.crs is None


def test_only_the_sniffed_driver_is_left() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pyogrio; from intake.sandbox import keep_only_driver; "
        "keep_only_driver('GPKG'); import fiona; "
        "from fiona.env import env_ctx_if_needed; from fiona.drvsupport import supported_drivers; "
        "from fiona import meta; print(sorted(pyogrio.list_drivers()))"
    )
    words = subprocess.run([sys.executable, "-I", "-c", script, str(ROOT)], capture_output=True, text=True, check=True)
    assert words.stdout.strip() == "['GPKG']"


def test_worker_has_its_limits() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from intake import sandbox; import resource as r; "
        "sandbox.limit(7); print([r.getrlimit(x)[0] for x in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)])"
    )
    words = subprocess.run([sys.executable, "-I", "-c", script, str(ROOT)], capture_output=True, text=True, check=True)
    assert json.loads(words.stdout) == [2 * 1024**3, 7, 0]


# --- read


def test_gbk_table_without_cpg_is_read_and_said_to_be_guessed() -> None:
    found = taken(GBK_SHAPEFILE)
    assert found.source.encoding == "GB18030"
    assert found.source.crs == "EPSG:4526"
    assert list(found.values) == ["地块编号", "申报面积", "地类名称"]
    assert found.values["地类名称"][0] == "工业用地"
    assert [(i.kind, i.severity) for i in found.issues] == [(IssueKind.ENCODING_GUESSED, Severity.WARNING)]


def test_cpg_is_believed_without_a_guess(tmp_path: Path) -> None:
    parts = {f"a{suffix}": part for suffix, part in shapefile_parts().items()}
    found = taken(zipped(tmp_path / "a.zip", {**parts, "a.cpg": b"GBK"}))
    assert (found.source.encoding, found.issues) == ("GBK", [])


def test_false_cpg_is_not_believed(tmp_path: Path) -> None:
    parts = {f"a{suffix}": part for suffix, part in shapefile_parts().items()}
    found = taken(zipped(tmp_path / "a.zip", {**parts, "a.cpg": b"UTF-8"}))
    assert found.source.encoding == "GB18030"
    assert found.values["地块编号"][0] == "44120000072"


def test_zip_with_chinese_names_and_with_a_folder_inside(tmp_path: Path) -> None:
    parts = {f"资料/一期/宗地{suffix}": part for suffix, part in shapefile_parts().items()}
    assert taken(zipped(tmp_path / "a.zip", parts)).source.layer == "宗地"
    assert taken(GBK_ZIP).source.layer == "宗地_GBK无cpg"


def test_zip_whose_names_are_raw_gbk(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"zd12{suffix}": part for suffix, part in shapefile_parts().items()})
    path.write_bytes(path.read_bytes().replace(b"zd12", "宗地".encode("gbk")))
    assert taken(path).source.layer == "宗地"


def test_loose_parts_are_kept_as_one_archive_that_is_always_the_same() -> None:
    assert taken(GBK_SHAPEFILE).source.sha256 == taken(GBK_SHAPEFILE.with_suffix(".dbf")).source.sha256


def test_missing_index_is_rebuilt_and_told(tmp_path: Path) -> None:
    parts = {f"a{suffix}": part for suffix, part in shapefile_parts().items() if suffix != ".shx"}
    found = taken(zipped(tmp_path / "a.zip", parts))
    assert len(found.rows) == 8
    assert found.issues[0].kind is IssueKind.FILE_PART_MISSING
    assert found.issues[0].details["parts"] == [".shx"]


def test_rows_that_a_cut_off_table_lost_are_named_and_not_forgotten(tmp_path: Path) -> None:
    parts = {f"a{suffix}": part for suffix, part in shapefile_parts().items()}
    parts["a.dbf"] = parts["a.dbf"][:700]
    found = taken(zipped(tmp_path / "a.zip", parts))
    assert len(found.rows) == 3
    assert found.damaged_rows == [4, 5, 6, 7, 8]


def test_rows_whose_shapes_were_cut_off_are_named(tmp_path: Path) -> None:
    parts = {f"a{suffix}": part for suffix, part in shapefile_parts().items()}
    parts["a.shp"] = parts["a.shp"][:1500]
    found = taken(zipped(tmp_path / "a.zip", parts))
    missing = [i.row for i in found.issues if i.kind is IssueKind.GEOMETRY_MISSING]
    assert len(found.rows) == 8
    assert missing == [4, 5, 6, 7, 8]


def test_curves_become_lines_and_heights_are_dropped(tmp_path: Path) -> None:
    circle = [(105.76, 29.49), (105.77, 29.50), (105.78, 29.49), (105.77, 29.48), (105.76, 29.49)]
    corners = b"".join(struct.pack("<dd", *corner) for corner in circle)
    curve = struct.pack("<BII", 1, 10, 1) + struct.pack("<BII", 1, 8, 5) + corners
    path = tmp_path / "round.gpkg"
    path.write_bytes((WOUNDS / "curvepolygon.gpkg").read_bytes())
    rewrite_shapes(path, struct.pack("<2sBBi", b"GP", 0, 1, 4326) + curve)
    found = taken(path).shapes[0]
    assert (found.geom_type, found.is_valid) == ("Polygon", True)
    assert found.area == pytest.approx(math.pi * 0.01**2, rel=0.001)
    assert not taken(WOUNDS / "line_zm.gpkg").shapes[0].has_z


def rewrite_shapes(path: Path, blob: bytes, where: str = "1") -> None:
    """Put these bytes where the shapes of a GeoPackage are, behind the back of its triggers."""
    with sqlite3.connect(path) as connection:
        table, column = connection.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchone()
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (blob,))


def test_name_that_looks_like_an_archive_path_is_only_a_name(tmp_path: Path) -> None:
    assert len(taken(geojson(tmp_path / "!地块.geojson", feature(square()))).rows) == 1


def test_open_ring_is_refused_and_the_layer_stays(tmp_path: Path) -> None:
    opened = square(1)
    opened["coordinates"][0].pop()
    found = taken(geojson(tmp_path / "a.geojson", feature(square()), feature(opened), feature(None)))
    assert [(i.row, i.kind) for i in found.issues] == [
        (2, IssueKind.GEOMETRY_INVALID),
        (3, IssueKind.GEOMETRY_MISSING),
    ]


def test_second_layer_of_a_geopackage_is_found_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    script = (
        "import sys, pyogrio.raw as r, shapely, numpy as np; "
        "shapes = shapely.to_wkb(np.array([shapely.box(105, 29, 105.1, 29.1)])); "
        "[r.write(sys.argv[1], shapes, [], [], geometry_type='Polygon', crs='EPSG:4490', layer=name, driver='GPKG', "
        "append=name == '宗地 ') for name in ('园区', '宗地 ')]"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, env={**os.environ})
    assert refusal(path) is IssueKind.LAYER_NOT_NAMED
    assert taken(path, Request(layer="宗地")).source.layer == "宗地 "


def test_record_that_nothing_can_read_is_named_and_the_others_come_in(tmp_path: Path) -> None:
    path = tmp_path / "bad.gpkg"
    path.write_bytes(GPKG_WITHOUT_ZONE_PREFIX.read_bytes())
    rewrite_shapes(path, b"GP\xff", "fid = 3")
    found = taken(path)
    assert {i.row for i in found.issues if i.refuses} == {3}
    assert len(found.rows) + len(found.damaged_rows) == 8


def test_record_by_record_reading_gives_the_same_rows(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from intake import worker, sandbox; "
        "sandbox.limit(60); sandbox.cut_network(); import pyogrio; sandbox.keep_only_driver('GPKG'); "
        "lost, table, blobs = worker.single_records(Path(sys.argv[2]), 0, None); "
        "from intake.content import Content, Request; rows = list(range(1, len(blobs) + 1)); "
        "worker.save(table, Content(rows=rows, blobs=blobs), Path(sys.argv[3]), Request())"
    )
    source = tmp_path / "a.gpkg"
    source.write_bytes(GPKG_WITHOUT_ZONE_PREFIX.read_bytes())
    target = tmp_path / "rows.arrow"
    command = [sys.executable, "-I", "-c", script, str(ROOT), str(source), str(target)]
    subprocess.run(command, check=True)
    whole = taken(GPKG_WITHOUT_ZONE_PREFIX)
    with pa.memory_map(str(target)) as file:
        table = pa.ipc.open_file(file).read_all()
    assert table.column("地块编号").to_pylist() == whole.values["地块编号"]
    assert shapely.from_wkb(table.column(run.SHAPE).to_pylist()).tolist() == whole.shapes.tolist()


def test_geojson_in_gbk_is_read_and_said_to_be_guessed(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(square(), 名称="一号地"))
    path.write_bytes(path.read_text("utf-8").encode("gbk"))
    found = taken(path)
    assert (found.source.encoding, found.values) == ("GB18030", {"名称": ["一号地"]})
    assert [i.kind for i in found.issues] == [IssueKind.ENCODING_GUESSED]


def test_geopackage_with_a_cell_in_gbk_is_read_cell_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(GPKG_WITHOUT_ZONE_PREFIX.read_bytes())
    rewrite_shapes(path, b"GP", "0")
    with sqlite3.connect(path) as connection:
        table = connection.execute("SELECT table_name FROM gpkg_contents").fetchone()[0]
        words = "仓储用地".encode("gbk").hex()
        connection.execute(f"""UPDATE "{table}" SET 地类名称 = CAST(x'{words}' AS TEXT) WHERE fid = 2""")
    found = taken(path)
    assert found.values["地类名称"][:3] == ["工业用地", "仓储用地", "工业用地"]
    assert [i.kind for i in found.issues] == [IssueKind.ENCODING_GUESSED]


@pytest.mark.parametrize("srs_id", [-1, 0])
def test_geopackage_of_no_known_system_has_no_crs(tmp_path: Path, srs_id: int) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(GPKG_WITHOUT_ZONE_PREFIX.read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE gpkg_geometry_columns SET srs_id = ?", (srs_id,))
        connection.execute("UPDATE gpkg_contents SET srs_id = ?", (srs_id,))
    assert taken(path).source.crs is None


def test_heading_cut_in_the_middle_of_a_letter_loses_the_half_letter(tmp_path: Path) -> None:
    parts = {f"a{suffix}": part for suffix, part in shapefile_parts().items()}
    cut = "宗地代码".encode()[:10].ljust(11, b"\0")
    parts["a.dbf"] = parts["a.dbf"].replace("地块编号".encode("gbk").ljust(11, b"\0"), cut)
    parts["a.dbf"] = parts["a.dbf"].replace("申报面积".encode("gbk"), b"AREA_HA\0")
    for words in ("地类名称", "工业用地"):
        parts["a.dbf"] = parts["a.dbf"].replace(words.encode("gbk"), "工地".encode() + b"  ")
    found = taken(zipped(tmp_path / "a.zip", {**parts, "a.cpg": b"UTF-8"}))
    assert (found.source.encoding, found.issues) == ("UTF-8", [])
    assert [heading.strip() for heading in found.values] == ["宗地代", "AREA_HA", "工地"]
