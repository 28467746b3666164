"""Sheets and CSV as offices make them: titles, two-line headings, units, totals, notes, a second table."""

import io
from pathlib import Path
from typing import Any

import pytest
import shapely
import xlsxwriter

from domain.issue import IssueKind
from intake.content import Content, Request
from intake.readers.csv_table import read_csv
from intake.readers.workbook import read_workbook
from intake.refusal import Unreadable

E0, N0 = 35574600, 3264900
CODE_1, CODE_2 = "500111001001GB00001", "500111001001GB00002"
WKT = "POLYGON((105.76 29.49,105.761 29.49,105.761 29.491,105.76 29.491,105.76 29.49))"


def csv(tmp_path: Path, text: str | bytes, **request: Any) -> Content:
    path, content = tmp_path / "source", Content()
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    read_csv(path, Request(**request), content)
    return content


def book(tmp_path: Path, *sheets: list[list[Any]], merged: tuple[str, ...] = (), **request: Any) -> Content:
    """A workbook of these sheets; `merged` ranges belong to the first."""
    path, content = tmp_path / "source", Content()
    with xlsxwriter.Workbook(path) as made:
        for rows in sheets:
            sheet = made.add_worksheet()
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell is not None:
                        sheet.write_string(number, place, cell) if isinstance(cell, str) else sheet.write(
                            number, place, cell
                        )
        for where in merged:
            made.worksheets()[0].merge_range(where, "")
            first = where.split(":")[0]
            place, number = ord(first[0]) - ord("A"), int(first[1:]) - 1
            made.worksheets()[0].write_string(number, place, sheets[0][number][place])
    read_workbook(path, Request(**request), content)
    return content


def kinds(content: Content) -> list[str]:
    return [note["kind"] for note in content.notes]


def area(content: Content, place: int = 0) -> float:
    return float(shapely.from_wkb(content.blobs[place]).area)


def test_csv_with_wkt_counts_the_rows_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    found = csv(tmp_path, f'宗地代码,WKT\n{CODE_1},"{WKT}"\n{CODE_2},\n')
    assert (found.rows, found.encoding, found.layer, found.crs) == ([2, 3], "UTF-8", None, None)
    assert found.places == {"WKT": "shape"}
    assert found.columns == {"宗地代码": [CODE_1, CODE_2]}
    assert found.blobs[1] is None


@pytest.mark.parametrize(
    ("codec", "encoding"), [("utf-8-sig", "UTF-8"), ("gbk", "GBK"), ("utf-16", "UTF-16LE"), ("utf-16-le", "UTF-16LE")]
)
def test_csv_is_read_in_any_usual_encoding(tmp_path: Path, codec: str, encoding: str) -> None:
    found = csv(tmp_path, f"宗地代码\t经度\t纬度\n{CODE_1}\t105.76\t29.49\n".encode(codec))
    assert (found.encoding, found.columns["宗地代码"]) == (encoding, [CODE_1])


def test_line_break_in_a_cell_is_no_row_of_its_own(tmp_path: Path) -> None:
    found = csv(tmp_path, f'宗地代码,坐落,经度,纬度\n{CODE_1},"双桥\n车城大道",105.7,29.4\n{CODE_2},x,105.8,29.4\n')
    assert found.rows == [2, 3]


def test_corner_list_counts_parcels_and_closes_their_rings(tmp_path: Path) -> None:
    corners = [(0, 0), (0, 100), (100, 100), (100, 0)]
    lines = [f"{code},J{n},{N0 + y + up},{E0 + x}" for code, up in ((CODE_1, 0), (CODE_2, 500))
             for n, (x, y) in enumerate(corners, start=1)]  # fmt: skip
    found = csv(tmp_path, "宗地代码,界址点号,X坐标,Y坐标\n" + "\n".join(lines) + "\n")
    assert (found.rows, found.columns["宗地代码"]) == ([2, 6], [CODE_1, CODE_2])
    assert area(found) == pytest.approx(10_000)
    assert shapely.from_wkb(found.blobs[0]).bounds == (E0, N0, E0 + 100, N0 + 100)


def test_corner_list_whose_code_stands_once_goes_on_below_it(tmp_path: Path) -> None:
    corners = [(0, 0), (0, 100), (100, 100), (100, 0), (0, 0)]
    lines = [f"{CODE_1 if n == 0 else ''},{n + 1},{E0 + x},{N0 + y}" for n, (x, y) in enumerate(corners)]
    found = csv(tmp_path, "宗地代码,点号,东坐标,北坐标\n" + "\n".join(lines) + "\n")
    assert found.rows == [2]
    assert area(found) == pytest.approx(10_000)


def test_corners_in_one_cell_make_a_shape(tmp_path: Path) -> None:
    cell = ";".join(f"J{n}:{N0 + y},{E0 + x}" for n, (x, y) in enumerate([(0, 0), (0, 100), (100, 100), (100, 0)]))
    found = csv(tmp_path, f'宗地代码,界址点坐标\n{CODE_1},"{cell}"\n')
    assert area(found) == pytest.approx(10_000)
    assert shapely.from_wkb(found.blobs[0]).bounds[0] == E0


def test_sites_of_one_office_with_points_are_no_corners(tmp_path: Path) -> None:
    lines = [f"A{n},某局,{105.7 + n / 100},29.4,地址{n}" for n in range(9)]
    found = csv(tmp_path, "site,name,lon,lat,address\n" + "\n".join(lines) + "\n")
    assert len(found.rows) == 9
    assert {shapely.from_wkb(b).geom_type for b in found.blobs} == {"Point"}


def test_wkt_that_nests_deep_is_never_parsed(tmp_path: Path) -> None:
    deep = "GEOMETRYCOLLECTION(" * 50_000 + "POINT(1 1)" + ")" * 50_000
    found = csv(tmp_path, f"宗地代码,WKT\n{CODE_1},{deep}\n{CODE_2},\n")
    assert found.problems[2][0] == IssueKind.GEOMETRY_INVALID.value


def test_sheet_may_name_its_reference_system_in_words(tmp_path: Path) -> None:
    rows = [["地块坐标表（2000国家大地坐标系，3度带，带号35）"], ["宗地代码", "点号", "X", "Y"]]
    rows += [[CODE_1, f"J{n}", N0 + y, E0 + x] for n, (x, y) in enumerate([(0, 0), (0, 100), (100, 100)])]
    assert book(tmp_path, rows).crs == "EPSG:4523"


def test_title_two_line_heading_units_total_and_notes_are_no_rows(tmp_path: Path) -> None:
    rows = [
        ["双桥经开区存量工业用地台账", None, None, None, None],
        ["填报单位：自然资源局", None, None, None, None],
        ["序号", "宗地代码", "面积", None, "坐落"],
        [None, None, "亩", "㎡", None],
        [1, CODE_1, 31.5, 21000, "车城大道"],
        [None, None, None, None, None],
        [2, CODE_2, 15, 10000, "工业大道"],
        ["合计", None, 46.5, 31000, None],
        ["注：面积以不动产权证为准。", None, None, None, None],
        ["制表：张三", None, "审核：李四", None, None],
    ]
    found = book(tmp_path, rows, merged=("A1:E1", "C3:D3", "A3:A4", "B3:B4", "E3:E4"))
    assert found.rows == [5, 7]
    assert found.columns["面积(亩)"] == ["31.5", "15"]
    assert found.columns["面积(㎡)"] == ["21000", "10000"]
    assert found.columns["坐落"] == ["车城大道", "工业大道"]


def test_unit_row_belongs_to_the_headings(tmp_path: Path) -> None:
    rows = [["宗地代码", "证载面积", "价款"], [None, "（公顷）", "（万元）"], [CODE_1, 1.5, 300]]
    found = book(tmp_path, rows)
    assert (found.rows, list(found.columns)) == ([3], ["宗地代码", "证载面积(公顷)", "价款(万元)"])


def test_second_table_to_the_right_is_left_out_and_told(tmp_path: Path) -> None:
    rows = [
        ["宗地代码", "坐落", "证载面积(亩)", None, "类别", "数量"],
        [CODE_1, "车城大道", 31.5, None, "工业", 12],
        [CODE_2, "工业大道", 15, None, "仓储", 3],
        [None, None, None, None, "商服", 1],
    ]
    found = book(tmp_path, rows)
    assert (found.rows, list(found.columns)) == ([2, 3], ["宗地代码", "坐落", "证载面积(亩)"])
    assert kinds(found) == ["second_table_left_out"]


def test_the_only_sheet_with_a_table_is_taken(tmp_path: Path) -> None:
    found = book(tmp_path, [["说明"], ["本表由各园区填报"]], [["宗地代码", "坐落"], [CODE_1, "车城大道"]])
    assert (found.layer, found.rows) == ("Sheet2", [2])


def test_two_sheets_with_tables_want_a_name(tmp_path: Path) -> None:
    table = [["宗地代码", "坐落"], [CODE_1, "车城大道"]]
    with pytest.raises(Unreadable) as refused:
        book(tmp_path, table, table)
    assert refused.value.issue.details["layers"] == ["Sheet1", "Sheet2"]
    assert book(tmp_path, table, table, layer="Sheet2").layer == "Sheet2"


def test_merged_word_holds_for_its_rows_and_a_merged_figure_stands_once(tmp_path: Path) -> None:
    rows = [["宗地代码", "坐落", "证载面积(㎡)"], [CODE_1, "车城大道", "x"], [CODE_2, None, "y"]]
    found = book(tmp_path, rows, merged=("B2:B3",))
    assert found.columns["坐落"] == ["车城大道", "车城大道"]


def test_figure_kept_as_text_is_read_and_told(tmp_path: Path) -> None:
    found = book(tmp_path, [["宗地代码", "证载面积(㎡)"], [CODE_1, "21000"], [CODE_2, 10000]])
    [note] = found.notes
    assert (note["kind"], note["row"], note["field"], note["value"]) == ("number_as_text", 2, "证载面积(㎡)", "21000")


def test_heading_may_be_mapped_by_a_person(tmp_path: Path) -> None:
    found = csv(tmp_path, f"a,b,c\n{CODE_1},105.7,29.4\n", mapping={"a": "parcel_code", "b": "lon", "c": "lat"})
    assert found.places == {"b": "lon", "c": "lat"}


def test_sheet_of_twenty_billion_cells_is_refused(tmp_path: Path) -> None:
    assert io  # the far cell alone makes the sheet large
    rows: list[list[Any]] = [["宗地代码", "坐落"], [CODE_1, "x"]]
    path = tmp_path / "source"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write(20_000, 1_500, "远")
    with pytest.raises(Unreadable) as refused:
        read_workbook(path, Request(), Content())
    assert refused.value.issue.kind is IssueKind.FILE_TOO_LARGE
