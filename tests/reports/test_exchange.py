"""What a person sees leaves as a file: the right columns, the right words, and back again without loss."""

import csv
import io
import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapely

from actions.export_records import AUDIENCES, criteria_of, export_records, format_of
from actions.import_file import ImportOptions, import_file
from actions.office import Office
from domain.audit import Trace
from domain.codes import LandUse, Stage
from domain.columns import ColumnType
from domain.criteria import Criteria
from domain.entities import entity as declared
from domain.errors import ExportRefused
from domain.guarded_text import plain_text, safe_text
from intake.mapping import PARK, mapped, open_columns, words_of
from intake.options import IntakeOptions
from register.geopackage import GeoPackageRegister
from reports.exchange import ExchangeOptions, Exported
from reports.exchange_formats import ExchangeFormat
from reports.exchange_template import blank_workbook
from tests.files import LAT, LON, code, square
from wording.codes import code_word
from wording.columns import heading

PARCELS = declared("parcels")
#: A hole, a second part, and corners that no rounding to nine decimals would keep.
RING = shapely.Polygon(
    [(LON, LAT), (LON + 0.00123456789012, LAT), (LON + 0.001, LAT + 0.001), (LON, LAT + 0.001)],
    [[(LON + 0.0002, LAT + 0.0002), (LON + 0.0004, LAT + 0.0002), (LON + 0.0004, LAT + 0.0004)]],
)
PARTS = shapely.MultiPolygon([RING, shapely.box(LON + 0.002, LAT, LON + 0.003, LAT + 0.001)])
FULL = {
    "parcel_code": code(1), "short_number": "A01", "park_id": 1, "land_use": "100102", "stage": "supplied",
    "stage_since_on": "2024-11-02", "registered_area_m2": 30288.620000000003, "address": "工业大道 8 号，“东段”",
    "name": "=1+1", "right_holder": "某某（示例）有限公司", "occupier": "@甲",
    "certificate_number": "渝（2022）第0011824号",
    "real_estate_unit_code": code(1) + "W00000000", "granted_on": "2022-01-27", "term_years": 50,
    "price_paid_10k_yuan": 694.81, "encumbrance": "-已抵押", "remark": "一、二", "source": "不动产权证",
    "as_of_on": "2025-08-25", "shape": PARTS,
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A record of two parcels: one with every column filled, one with hardly any."""
    register = with_parks(tmp_path / "own.gpkg")
    with register.transaction(Trace("test", "begin")) as writer:
        bare = {"parcel_code": code(2), "stage": "raw", "park_id": 2, "shape": shapely.geometry.shape(square(9))}
        writer.insert_many("parcels", [FULL, bare])
    yield Office(register)
    register.close()


def with_parks(path: Path) -> GeoPackageRegister:
    register = GeoPackageRegister.create(path, {"is_sample": "0", "today_on": "2025-11-20"})
    with register.transaction(Trace("test", "begin")) as writer:
        district = writer.insert("districts", {"name": "大足区"})
        for park_code, name in (("SQ", "双桥工业园区"), ("YT", "邮亭工业园区")):
            writer.insert("parks", {"park_code": park_code, "name": name, "district_id": district})
    return register


def leave(office: Office, suffix: str, audience: str = "operator", **asked: Any) -> Exported:
    options = ExchangeOptions(ExchangeFormat(suffix), **asked)
    return export_records(office.reader(AUDIENCES[audience]), Criteria("parcel"), options)


def rows_of(workbook: bytes) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


# --- refused


def test_mistyped_filter_is_refused_and_does_not_let_everything_out() -> None:
    for typed in ("stagee=raw", "stage=rawish", "park", "area_mu=viel"):
        with pytest.raises(ExportRefused):
            criteria_of("parcel", [typed])
    assert criteria_of("parcel", ["stage=raw,cleared", "park=SQ"]).values("stage") == ("cleared", "raw")


@pytest.mark.parametrize(("suffix", "asked"), [
    ("kml", {"crs": "EPSG:4544"}), ("geojson", {"crs": "EPSG:4544"}), ("gpkg", {"crs": "EPSG:99999999"}),
    ("gpkg", {"encoding": "GBK"}), ("csv", {"encoding": "UTF-7"}),
])  # fmt: skip
def test_what_a_format_cannot_carry_is_refused(office: Office, suffix: str, asked: dict[str, str]) -> None:
    with pytest.raises(ExportRefused):
        leave(office, suffix, **asked)


def test_format_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ExportRefused):
        format_of(Path("a.exe"))


# --- who sees what


def test_visitor_gets_public_columns_and_no_heading_of_another(office: Office) -> None:
    [first, _] = rows_of(leave(office, "xlsx", "visitor").content)
    assert first["宗地代码"] == code(1)
    for staff in ("right_holder", "occupier", "price_paid_10k_yuan", "encumbrance", "remark"):
        assert heading("parcels", PARCELS.by_key[staff]) not in first


@pytest.mark.parametrize("suffix", [f.value for f in ExchangeFormat])
def test_no_value_of_staff_is_in_a_visitors_file(office: Office, suffix: str) -> None:
    content = leave(office, suffix, "visitor").content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    for secret in ("某某（示例）有限公司", "渝（2022）第0011824号", "694.81", "已抵押"):
        assert secret.encode() not in content
        assert secret.encode("gbk") not in content


# --- how it reads


def test_workbook_has_chinese_headings_units_words_and_notes(office: Office) -> None:
    content = leave(office, "xlsx").content
    [first, second] = rows_of(content)
    assert (first["登记面积（㎡）"], first["用地阶段"], first["园区"]) == (30288.62, "供地", "双桥工业园区")
    assert second["登记面积（㎡）"] is None
    notes = openpyxl.load_workbook(io.BytesIO(content))["说明"]
    told = {row[0]: row[1] for row in notes.iter_rows(values_only=True)}
    assert (told["来源"], told["筛选"], told["数据截至"]) == ("大足区工业用地台账", "无", "2025-11-20")
    assert (told["范围"], told["坐标系"]) == ("内部，不得外传", "EPSG:4490")


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "'=1"])
def test_typed_text_is_no_formula(typed: str) -> None:
    assert not safe_text(typed).startswith(("=", "+", "-", "@", "\t", "\r", "\x00"))


def test_formulas_of_typed_text_stay_text_in_workbook_and_csv(office: Office) -> None:
    book = openpyxl.load_workbook(io.BytesIO(leave(office, "xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    [_, first, _] = csv.reader(io.StringIO(leave(office, "csv").content.decode("utf-8-sig")))
    assert "'=1+1" in first
    assert "'@甲" in first
    assert plain_text("'=1+1") == "=1+1"


def test_shapefile_carries_its_field_names_and_notes(office: Office) -> None:
    for encoding, cpg in (("UTF-8", "UTF-8"), ("GBK", "936")):
        with zipfile.ZipFile(io.BytesIO(leave(office, "zip", encoding=encoding).content)) as archive:
            names = set(archive.namelist())
            assert {
                "宗地.shp",
                "宗地.dbf",
                "宗地.prj",
                "宗地.cpg",
                "字段对照.csv",
                "字段对照.toml",
                "说明.txt",
            } <= names
            assert cpg in archive.read("宗地.cpg").decode()
            assert "登记面积（㎡）" in archive.read("字段对照.csv").decode("utf-8-sig")


def test_character_that_the_encoding_lacks_is_marked_and_counted(office: Office) -> None:
    with office.register.transaction(Trace("test", "edit")) as writer:
        writer.update("parcels", 1, 1, {"right_holder": "𫟦氏公司"})
    with zipfile.ZipFile(io.BytesIO(leave(office, "zip", encoding="GBK").content)) as archive:
        assert "〓氏公司".encode("gbk") in archive.read("宗地.dbf")
        assert "缺字的文本数：1" in archive.read("说明.txt").decode()


def test_chosen_crs_moves_the_shapes(office: Office) -> None:
    [_, first, _] = csv.reader(io.StringIO(leave(office, "csv", crs="EPSG:4544").content.decode("utf-8-sig")))
    x, y = shapely.get_coordinates(shapely.from_wkt(first[-1].partition(";")[2]))[0]
    assert (int(x / 1e5), int(y / 1e5)) == (5, 32)


def test_drawing_is_in_metres_with_a_polyline_for_each_ring(office: Office) -> None:
    text = leave(office, "dxf").content.decode("gbk")
    assert text.count("\r\nPOLYLINE\r\n") == 4  # outer ring, hole, second part; the bare parcel
    assert code(1) in text


def test_chosen_rows_and_filters_are_honoured_and_told(office: Office) -> None:
    reader = office.reader(AUDIENCES["operator"])
    options = ExchangeOptions(ExchangeFormat.CSV)
    done = export_records(reader, criteria_of("parcel", ["stage=raw"]), options)
    assert (done.count, "筛选：用地阶段：生地" in done.notes) == (1, True)
    done = export_records(reader, Criteria("parcel"), options, codes=[code(1)])
    assert (done.count, "筛选：所选 1 条" in done.notes) == (1, True)


# --- and back


@pytest.mark.parametrize("key", open_columns(PARCELS))
def test_every_heading_is_read_as_its_own_column_again(key: str) -> None:
    head = "园区" if key == PARK else heading("parcels", PARCELS.by_key[key])
    assert [f.key for f in mapped([head], PARCELS).fields] == [key]


@pytest.mark.parametrize("codes", [Stage, LandUse])
def test_every_word_of_a_code_is_read_as_its_code_again(codes: Any) -> None:
    key = {Stage: "stage", LandUse: "land_use"}[codes]
    from intake.values import folded

    assert {words_of(key).get(folded(code_word(codes, c))) for c in codes} == {c.value for c in codes}


BACK = [("gpkg", {}), ("geojson", {}), ("zip", {}), ("zip", {"encoding": "GBK"}), ("fgb", {}), ("kml", {}),
        ("xlsx", {}), ("csv", {}), ("csv", {"encoding": "GBK"}), ("csv", {"crs": "EPSG:4544"})]  # fmt: skip


@pytest.mark.parametrize(("suffix", "asked"), BACK)
def test_export_comes_back_the_same(office: Office, tmp_path: Path, suffix: str, asked: dict[str, str]) -> None:
    path = tmp_path / f"out.{suffix}"
    path.write_bytes(leave(office, suffix, **asked).content)
    register = with_parks(tmp_path / "other.gpkg")
    result = import_file(register, tmp_path / "files", path, ImportOptions(parcels=IntakeOptions()))
    assert (result.rows_in, result.rows_refused) == (2, 0), result.sentences()
    before, after = (sorted(r.find("parcels"), key=lambda p: p["parcel_code"]) for r in (office.register, register))
    reckoned = {"measured_area_m2", "measured_zone", "survey_crs", "is_code_provisional", "provenance", "shape"}
    for old, new in zip(before, after, strict=True):
        for column in PARCELS.columns:
            if column.key in reckoned or (column.key == "source" and old["source"] is None):
                continue  # a file without a source is named as one
            assert same(new[column.key], old[column.key]), column.key
            assert column.holds is not ColumnType.SHAPE
        assert len(shapely.get_coordinates(new["shape"])) == len(shapely.get_coordinates(old["shape"]))
        assert shapely.hausdorff_distance(new["shape"].boundary, old["shape"].boundary) < 1e-9


def same(new: Any, old: Any) -> bool:
    """Equal; figures to the fifteen digits that a spreadsheet and KML keep."""
    return math.isclose(new, old, rel_tol=1e-14) if isinstance(old, float) and new is not None else bool(new == old)


# --- blank workbooks


def test_blank_workbook_has_headings_that_an_import_reads_and_drop_downs() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook("parcels")))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert {f.key for f in mapped(heads, PARCELS).fields} == set(open_columns(PARCELS))
    assert sheet.max_row == 1
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    stage = openpyxl.utils.get_column_letter(heads.index("用地阶段") + 1)
    assert "生地" in rules[f"{stage}2:{stage}501"].formula1


def test_filled_example_of_the_blank_workbook_comes_in(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook("parcels")))
    told = {row[0].value: row[1].value for row in book["说明"].iter_rows(min_row=4)}
    sheet = book.worksheets[0]
    for cell in list(sheet[1]):
        value = told[cell.value]
        is_figure = cell.value.endswith("（㎡）") or cell.value.endswith(("（年）", "（万元）"))
        sheet.cell(2, cell.column, float(value) if is_figure else value)
    sheet.cell(2, sheet.max_column, "105.7401,29.4801;105.7411,29.4801;105.7411,29.4811;105.7401,29.4811")
    path = tmp_path / "空白表.xlsx"
    book.save(path)
    register = with_parks(tmp_path / "other.gpkg")
    options = ImportOptions(parcels=IntakeOptions(crs="EPSG:4490"))
    result = import_file(register, tmp_path / "files", path, options)
    assert result.rows_in == 1, result.sentences()
    [parcel] = register.find("parcels")
    assert (parcel["stage"], parcel["land_use"], parcel["park_id"]) == ("supplied", "100102", 1)
    assert (parcel["registered_area_m2"], parcel["price_paid_10k_yuan"], parcel["term_years"]) == (20000, 600, 50)
