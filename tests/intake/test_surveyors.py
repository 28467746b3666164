"""The surveyors' coordinate TXT in the variants that offices send."""

from pathlib import Path

import pytest
import shapely

from domain.issue import IssueKind
from intake.content import Content, Request
from intake.readers.surveyors import read_surveyors

HEAD = """[属性描述]
格式版本号=1.01版本
数据产生单位=测绘院
坐标系={datum}
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号={zone}
精度={precision}
转换参数=,,,,,,
[地块坐标]
"""
#: A square of 100 m, four corners and the closing one.
CORNERS = (
    ("J1", 2582900, 38383200), ("J2", 2582900, 38383300), ("J3", 2582800, 38383300),
    ("J4", 2582800, 38383200), ("J1", 2582900, 38383200),
)  # fmt: skip


def head(datum: str = "2000国家大地坐标系", zone: str = "38", precision: str = "0.001") -> str:
    return HEAD.format(datum=datum, zone=zone, precision=precision)


def plot(
    *fields: object, corners: tuple[tuple[str, float, float], ...] = CORNERS, ring: int = 1, **shift: float
) -> str:
    named = fields or (5, "1.0", "DK01", "一号地", "面", "", "工业用地", "100102")
    lines = [",".join(map(str, named)) + ",@"] if fields is not None else []
    return "\n".join([*lines, *corner_lines(corners, ring, **shift)]) + "\n"


def corner_lines(corners: tuple[tuple[str, float, float], ...], ring: int = 1, north: float = 0, east: float = 0):
    return [f"{name},{ring},{x + north:.3f},{y + east:.3f}" for name, x, y in corners]


def read(tmp_path: Path, text: str | bytes, **request: str) -> Content:
    path, content = tmp_path / "source", Content()
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    read_surveyors(path, Request(**request), content)
    return content


def kinds(content: Content) -> list[str]:
    return [note["kind"] for note in content.notes]


def shape(content: Content, place: int = 0) -> shapely.Geometry:
    return shapely.from_wkb(content.blobs[place])


def test_plot_of_a_hundred_metres_square_is_one_hectare_in_zone_38(tmp_path: Path) -> None:
    found = read(tmp_path, head() + plot())
    assert (found.crs, found.encoding, found.rows, found.layer) == ("EPSG:4526", "UTF-8", [1], None)
    assert shape(found).area == pytest.approx(10_000)
    assert shape(found).bounds == (38383200, 2582800, 38383300, 2582900)
    assert found.columns["地块编号"] == ["DK01"]
    assert found.columns["地块面积(公顷)"] == ["1.0"]
    assert kinds(found) == []


@pytest.mark.parametrize("count", [4, 5])
def test_corner_count_may_leave_the_closing_point_out(tmp_path: Path, count: int) -> None:
    assert kinds(read(tmp_path, head() + plot(count, "1.0", "DK01", "一号地", "面", "", "", ""))) == []


def test_corner_count_that_is_wrong_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, head() + plot(9, "1.0", "DK01", "一号地", "面", "", "", ""))
    assert kinds(found) == ["corners_differ"]


def test_plot_without_its_closing_point_is_closed(tmp_path: Path) -> None:
    found = read(tmp_path, head() + plot(corners=CORNERS[:-1]))
    assert shape(found).area == pytest.approx(10_000)


@pytest.mark.parametrize(
    ("cell", "hectares"),
    [("", None), ("1.0000公顷", "1.0000"), ("15亩", "1.0"), ("10000平方米", "1.0"), ("0.7655 公顷", "0.7655")],
)
def test_declared_area_may_be_empty_or_carry_a_unit(tmp_path: Path, cell: str, hectares: str | None) -> None:
    found = read(tmp_path, head() + plot(5, cell, "DK01", "一号地", "面", "", "", ""))
    assert found.columns.get("地块面积(公顷)", [None]) == [hectares]


@pytest.mark.parametrize("more", [(), ("备注",), ("a", "b", "c", "d", "e")], ids=["8", "9", "13"])
def test_eight_nine_or_thirteen_fields_stand_before_the_sign(tmp_path: Path, more: tuple[str, ...]) -> None:
    found = read(tmp_path, head() + plot(5, "1.0", "DK01", "一号地", "面", "图", "工业用地", "100102", *more))
    assert (found.columns["地块编号"], found.columns["地块名称"]) == (["DK01"], ["一号地"])


def test_second_ring_inside_is_a_hole(tmp_path: Path) -> None:
    hole = (("J5", 2582880, 38383220), ("J6", 2582880, 38383240), ("J7", 2582860, 38383240), ("J8", 2582860, 38383220))
    first = plot(9, "0.96", "DK01", "一号地", "面", "", "", "")
    found = read(tmp_path, head() + first + "\n".join(corner_lines(hole, 2)))
    assert shape(found).area == pytest.approx(10_000 - 400)
    assert kinds(found) == []


def test_second_ring_outside_is_a_second_part_and_told(tmp_path: Path) -> None:
    first = plot(10, "2.0", "DK01", "一号地", "面", "", "", "")
    found = read(tmp_path, head() + first + "\n".join(corner_lines(CORNERS, 2, east=500)))
    assert shape(found).geom_type == "MultiPolygon"
    assert shape(found).area == pytest.approx(20_000)
    assert kinds(found) == ["ring_outside"]


@pytest.mark.parametrize("names", [("J01", "J02", "J03", "J04", "J01"), ("1", "2", "3", "4", "1")])
def test_corners_have_any_name(tmp_path: Path, names: tuple[str, ...]) -> None:
    corners = tuple((name, x, y) for name, (_, x, y) in zip(names, CORNERS, strict=True))
    assert shape(read(tmp_path, head() + plot(corners=corners))).area == pytest.approx(10_000)


def test_easting_first_is_read_and_told(tmp_path: Path) -> None:
    swapped = tuple((name, y, x) for name, x, y in CORNERS)
    found = read(tmp_path, head() + plot(corners=swapped))
    assert shape(found).bounds == (38383200, 2582800, 38383300, 2582900)
    assert kinds(found) == ["axes_read_swapped"]


def test_easting_first_without_prefix_is_read_too(tmp_path: Path) -> None:
    swapped = tuple((name, y - 38e6, x) for name, x, y in CORNERS)
    found = read(tmp_path, head() + plot(corners=swapped))
    assert (found.crs, shape(found).bounds) == ("EPSG:4547", (383200, 2582800, 383300, 2582900))


def test_eastings_without_prefix_stand_in_the_declared_zone(tmp_path: Path) -> None:
    plain = tuple((name, x, y - 38e6) for name, x, y in CORNERS)
    assert read(tmp_path, head() + plot(corners=plain)).crs == "EPSG:4547"


def test_missing_zone_is_read_from_the_eastings_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, head(zone="") + plot())
    assert (found.crs, kinds(found)) == ("EPSG:4526", ["zone_from_coordinates"])


def test_missing_zone_without_prefix_leaves_the_crs_open(tmp_path: Path) -> None:
    plain = tuple((name, x, y - 38e6) for name, x, y in CORNERS)
    assert read(tmp_path, head(zone="") + plot(corners=plain)).crs is None


@pytest.mark.parametrize(("datum", "crs"), [("80", "EPSG:2362"), ("1980西安坐标系", "EPSG:2362"), ("54", "EPSG:2414")])
def test_old_datums_are_named_so_that_they_can_be_refused(tmp_path: Path, datum: str, crs: str) -> None:
    assert read(tmp_path, head(datum) + plot()).crs == crs


def test_unnamed_datum_leaves_the_crs_open(tmp_path: Path) -> None:
    assert read(tmp_path, head("") + plot()).crs is None


def test_several_plots_count_by_their_place(tmp_path: Path) -> None:
    second = plot(5, "1.0", "DK02", "二号地", "面", "", "", "", east=500)
    found = read(tmp_path, head() + plot() + second)
    assert (found.rows, found.columns["地块编号"]) == ([1, 2], ["DK01", "DK02"])


def test_further_sections_are_no_corners(tmp_path: Path) -> None:
    found = read(tmp_path, head() + plot() + "[扩展信息]\nJ1,1,1,1\n备注=无\n")
    assert (found.rows, kinds(found)) == ([1], [])


@pytest.mark.parametrize(
    ("codec", "encoding"), [("utf-8-sig", "UTF-8"), ("gbk", "GBK"), ("utf-16-le", "UTF-16LE"), ("utf-16", "UTF-16LE")]
)
def test_text_may_be_in_any_usual_encoding(tmp_path: Path, codec: str, encoding: str) -> None:
    found = read(tmp_path, (head() + plot()).encode(codec))
    assert (found.encoding, found.columns["地块名称"]) == (encoding, ["一号地"])


def test_named_encoding_overrides_what_the_bytes_show(tmp_path: Path) -> None:
    found = read(tmp_path, (head() + plot()).encode("gbk"), encoding="GB18030")
    assert found.encoding == "GB18030"
    assert kinds(found) == ["encoding_overridden"]


def test_corner_that_is_no_number_refuses_its_plot_alone(tmp_path: Path) -> None:
    bad = (("J1", 2582900, 38383200),)
    text = head() + plot(corners=bad) + "J2,1,abc,38383300\n" + plot(5, "1", "DK02", "", "面", "", "", "", east=500)
    found = read(tmp_path, text)
    assert found.problems == {1: (IssueKind.GEOMETRY_INVALID.value, "J2: abc, 38383300")}
    assert found.rows == [1, 2]
    assert shape(found, 1).area == pytest.approx(10_000)


def test_line_that_is_nothing_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, head() + plot() + "完\n")
    assert kinds(found) == ["lines_unread"]
