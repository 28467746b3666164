"""A workbook leaves, is edited in Excel and comes back: only what was edited changes."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapely

from actions.export_records import AUDIENCES, export_records
from actions.import_file import ImportOptions, import_file
from actions.import_result import ImportResult
from actions.office import Office
from domain.audience import Person, Role
from domain.audit import Trace
from domain.criteria import Criteria
from domain.errors import NotPermitted
from domain.issue import IssueKind
from register.geopackage import GeoPackageRegister
from reports.exchange import ExchangeOptions
from reports.exchange_formats import ExchangeFormat
from tests.files import code, square


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    register = GeoPackageRegister.create(tmp_path / "own.gpkg", {"is_sample": "0", "today_on": "2025-11-20"})
    with register.transaction(Trace("test", "begin")) as writer:
        district = writer.insert("districts", {"name": "大足区"})
        writer.insert("parks", {"park_code": "SQ", "name": "双桥工业园区", "district_id": district})
        for n in (1, 2):
            shape = shapely.geometry.shape(square(n))
            known = {"name": f"{n}号地", "remark": "旧", "source": "测绘", "registered_area_m2": 10_000.0 * n}
            fixed = {"parcel_code": code(n), "is_code_provisional": False, "stage": "raw", "park_id": 1}
            writer.insert("parcels", {**known, **fixed, "shape": shape})
    yield Office(register)
    register.close()


def book_of(office: Office) -> Any:
    reader = office.reader(AUDIENCES["operator"])
    done = export_records(reader, Criteria("parcel"), ExchangeOptions(ExchangeFormat.XLSX), sort="code")
    return openpyxl.load_workbook(io.BytesIO(done.content))


def put(book: Any, row: int, heading: str, value: Any) -> None:
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    sheet.cell(row + 1, column, value)


def back(office: Office, book: Any, tmp_path: Path) -> ImportResult:
    path = tmp_path / "改.xlsx"
    book.save(path)
    return import_file(office.register, office.paths.files, path, ImportOptions())


def edit(office: Office, number: int, **values: Any) -> None:
    [row] = office.register.find("parcels", parcel_code=code(number))
    with office.register.transaction(Trace("chen", "edit")) as writer:
        writer.update("parcels", row["id"], row["version"], values)


def parcel(office: Office, number: int) -> Any:
    return office.register.find("parcels", parcel_code=code(number))[0]


def test_row_that_somebody_changed_meanwhile_is_refused_with_both_values(office: Office, tmp_path: Path) -> None:
    book = book_of(office)
    put(book, 1, "备注", "新")
    edit(office, 1, remark="同事所写")
    result = back(office, book, tmp_path)
    [issue] = [i for i in result.issues if i.kind is IssueKind.RECORD_CHANGED]
    assert (issue.field, issue.value, issue.details["there"]) == ("remark", "新", "同事所写")
    assert (result.rows_in, result.rows_refused, parcel(office, 1)["remark"]) == (1, 1, "同事所写")


def test_officer_of_another_park_is_not_told_what_stands_there(office: Office, tmp_path: Path) -> None:
    book = book_of(office)
    put(book, 1, "备注", "新")
    edit(office, 1, remark="同事所写")
    path = tmp_path / "探.xlsx"
    book.save(path)
    stranger = Person("li", frozenset({Role.OFFICER}), ("elsewhere",))
    with pytest.raises(NotPermitted):
        import_file(office.register, office.paths.files, path, ImportOptions(), person=stranger)


def test_required_value_cannot_be_cleared(office: Office, tmp_path: Path) -> None:
    book = book_of(office)
    put(book, 1, "用地阶段", "清空")
    result = back(office, book, tmp_path)
    assert (result.rows_refused, parcel(office, 1)["stage"]) == (1, "raw")


def test_changed_stage_without_its_basis_is_refused(office: Office, tmp_path: Path) -> None:
    book = book_of(office)
    put(book, 1, "用地阶段", "净地")
    result = back(office, book, tmp_path)
    assert IssueKind.BASIS_MISSING in {i.kind for i in result.issues}
    assert parcel(office, 1)["stage"] == "raw"


def test_unedited_workbook_changes_nothing(office: Office, tmp_path: Path) -> None:
    before = [parcel(office, n)["version"] for n in (1, 2)]
    result = back(office, book_of(office), tmp_path)
    assert (result.rows_in, result.rows_refused) == (2, 0), result.sentences()
    assert [parcel(office, n)["version"] for n in (1, 2)] == before


def test_only_the_edited_cell_changes_and_an_emptied_one_stays(office: Office, tmp_path: Path) -> None:
    book = book_of(office)
    put(book, 1, "备注", "新")
    put(book, 1, "宗地名称", None)
    back(office, book, tmp_path)
    *_, last = office.register.trail(entity="parcels", record_id=parcel(office, 1)["id"])
    assert (last.before, last.after) == ({"remark": "旧"}, {"remark": "新"})
    assert parcel(office, 1)["name"] == "1号地"
    assert parcel(office, 2)["version"] == 1


def test_word_for_clearing_takes_the_value_out(office: Office, tmp_path: Path) -> None:
    book = book_of(office)
    put(book, 2, "备注", "清空")
    put(book, 2, "登记面积（㎡）", "清空")
    result = back(office, book, tmp_path)
    assert result.rows_refused == 0, result.sentences()
    assert (parcel(office, 2)["remark"], parcel(office, 2)["registered_area_m2"]) == (None, None)
    assert parcel(office, 2)["name"] == "2号地"
