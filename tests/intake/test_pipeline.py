"""From a file to a preview: mapped, checked, compared, and nothing written."""

from pathlib import Path
from typing import Any

import pytest
import shapely

from domain.codes import Stage
from domain.issue import IssueKind, Severity
from intake.on_record import OnRecord
from intake.options import IntakeOptions
from intake.pipeline import preview
from intake.policy import read_policy
from intake.preview import Outcome, Preview
from intake.run import NotRead
from tests.builders import a_parcel
from tests.files import (
    GBK_SHAPEFILE,
    GPKG_WITHOUT_ZONE_PREFIX,
    WOUNDS,
    bow_tie,
    code,
    feature,
    geojson,
    point,
    shapefile_parts,
    square,
    zipped,
)

POLICY = read_policy()
PARKS = [{"id": 1, "park_code": "SQ", "name": "双桥工业园区"}, {"id": 2, "park_code": "YT", "name": "邮亭工业园区"}]


def look(path: Path, parcels: Any = (), parks: Any = (), **options: Any) -> Preview:
    return preview(path, OnRecord(parcels, parks), IntakeOptions(**options), POLICY)


def kinds(found: Preview, row: int | None) -> list[IssueKind]:
    return [i.kind for i in found.issues if i.row == row]


def refusal(path: Path, **options: Any) -> IssueKind:
    with pytest.raises(NotRead) as refused:
        look(path, **options)
    return refused.value.issue.kind


# --- nothing can be read


def test_without_a_crs_nothing_comes_in_until_somebody_says_it(tmp_path: Path) -> None:
    parts = {f"a{s}": p for s, p in shapefile_parts().items() if s != ".prj"}
    path = zipped(tmp_path / "a.zip", parts)
    assert refusal(path) is IssueKind.CRS_MISSING
    assert look(path, crs="EPSG:4526").rows_in == 8


def test_crs_that_nobody_knows_is_refused() -> None:
    assert refusal(GBK_SHAPEFILE, crs="EPSG:999999") is IssueKind.CRS_UNKNOWN


@pytest.mark.parametrize("crs", ["EPSG:4610", "EPSG:2362", "EPSG:4214", "EPSG:2422"])
def test_xian_1980_and_beijing_1954_are_refused_without_parameters(crs: str) -> None:
    assert refusal(GBK_SHAPEFILE, crs=crs) is IssueKind.CRS_NOT_CONVERTIBLE


def test_layer_without_rows_is_empty(tmp_path: Path) -> None:
    assert refusal(geojson(tmp_path / "a.geojson")) is IssueKind.LAYER_EMPTY


def test_layer_without_any_shape_cannot_be_read(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(None, 名称="双桥"))
    assert refusal(path) is IssueKind.NO_GEOMETRY_AT_ALL


def test_row_of_attributes_alone_needs_its_parcel_on_record(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(None, 宗地代码=code(1))))
    assert kinds(found, 1) == [IssueKind.PARCEL_UNKNOWN]
    assert (found.rows_in, found.rows_refused) == (0, 1)


def test_park_of_the_option_must_exist(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(square()))
    with pytest.raises(NotRead) as refused:
        look(path, parks=PARKS, park="化工园")
    assert refused.value.issue.details["parks"] == ["双桥工业园区", "邮亭工业园区"]


# --- rows refused


def test_shape_that_crosses_itself_stays_out_with_the_place(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(bow_tie(), 宗地代码=code(1)), feature(square(1))))
    [issue] = [i for i in found.issues if i.row == 1]
    assert issue.kind is IssueKind.GEOMETRY_INVALID
    assert issue.details["reason"].startswith("Self-intersection[105.7605 29.4905")
    assert [r.outcome for r in found.rows] == [Outcome.REFUSED, Outcome.NEW]


def test_point_is_no_parcel(tmp_path: Path) -> None:
    assert kinds(look(geojson(tmp_path / "a.geojson", feature(point()))), 1) == [IssueKind.GEOMETRY_NOT_AREA]


def test_british_metres_called_degrees_lie_off_the_earth(tmp_path: Path) -> None:
    ring = [[530000, 180000], [530100, 180000], [530100, 180100], [530000, 180000]]
    path = geojson(tmp_path / "a.geojson", feature({"type": "Polygon", "coordinates": [ring]}))
    assert kinds(look(path), 1) == [IssueKind.GEOMETRY_OFF_EARTH]


def test_zone_of_the_wrong_kind_does_not_put_parcels_anywhere() -> None:
    found = look(GPKG_WITHOUT_ZONE_PREFIX, crs="EPSG:4526")
    assert found.rows_in == 0
    assert {i.kind for i in found.issues if i.refuses} == {IssueKind.ZONE_MISSING}


def test_missing_zone_is_put_before_the_eastings_once_a_person_agrees() -> None:
    found = look(GPKG_WITHOUT_ZONE_PREFIX, crs="EPSG:4526", accept_repairs=True)
    assert found.rows_in == 8
    [issue] = [i for i in found.issues if i.row == 1 and i.kind is IssueKind.ZONE_MISSING]
    assert (issue.severity, issue.details["before"]) == (Severity.WARNING, "383243.971, 2582988.976")
    assert issue.details["after"] == "38383243.97, 2582988.976"


def test_of_two_rows_with_one_code_the_first_comes_in(tmp_path: Path) -> None:
    rows = [feature(square(n), 宗地代码=code(7)) for n in (1, 2)]
    found = look(geojson(tmp_path / "a.geojson", *rows))
    assert [r.outcome for r in found.rows] == [Outcome.NEW, Outcome.REFUSED]
    assert kinds(found, 2) == [IssueKind.CODE_DUPLICATE]


def test_refused_row_does_not_take_the_code_from_a_later_good_one(tmp_path: Path) -> None:
    rows = [feature(bow_tie(), 宗地代码=code(7)), feature(square(), 宗地代码=code(7))]
    found = look(geojson(tmp_path / "a.geojson", *rows))
    assert [r.outcome for r in found.rows] == [Outcome.REFUSED, Outcome.NEW]


def test_of_two_rows_with_one_shape_the_first_comes_in_wherever_its_ring_starts(tmp_path: Path) -> None:
    turned = square()
    corners = turned["coordinates"][0]
    turned["coordinates"] = [[*corners[1:], corners[1]]]
    rows = [feature(square(), 宗地代码=code(1)), feature(turned, 宗地代码=code(2))]
    assert kinds(look(geojson(tmp_path / "a.geojson", *rows)), 2) == [IssueKind.SHAPE_DUPLICATE]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"宗地面积(亩)": "十亩"}, IssueKind.VALUE_NOT_A_NUMBER),
        ({"宗地面积(亩)": "-3"}, IssueKind.VALUE_OUT_OF_RANGE),
        ({"出让日期": "2024"}, IssueKind.VALUE_NOT_A_DATE),
        ({"开发阶段": "半开工"}, IssueKind.VALUE_NOT_IN_LIST),
        ({"备注": "很" * 4001}, IssueKind.VALUE_OUT_OF_RANGE),
    ],
)
def test_cell_that_cannot_be_read_keeps_its_row_out(tmp_path: Path, cells: dict[str, str], kind: IssueKind) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1), **cells)))
    assert found.rows_refused == 1
    assert kind in kinds(found, 1)


# --- rows that come in, with a word


def test_unknown_land_use_is_left_empty_with_a_warning(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1), 土地用途="工业用地")))
    assert "land_use" not in found.rows[0].values
    assert kinds(found, 1) == [IssueKind.VALUE_NOT_IN_LIST]


def test_parcel_without_a_code_gets_one_that_stays_the_same(tmp_path: Path) -> None:
    once, again = (look(geojson(tmp_path / f"{n}.geojson", feature(square()))) for n in "ab")
    assert once.rows[0].code == again.rows[0].code
    assert once.rows[0].code.startswith("X")  # type: ignore[union-attr]
    assert once.rows[0].values["is_code_provisional"] is True
    assert kinds(once, 1) == [IssueKind.CODE_MISSING]


def test_malformed_code_comes_in_as_it_is(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(square(), 宗地代码="FID_0")))
    assert (found.rows[0].code, kinds(found, 1)) == ("FID_0", [IssueKind.CODE_MALFORMED])


def test_gap_between_registered_and_measured_area_is_a_warning_on_both_sides_of_the_line(tmp_path: Path) -> None:
    measured = look(geojson(tmp_path / "m.geojson", feature(square(), 宗地代码=code(1)))).rows[0]
    area = measured.values["measured_area_m2"]
    rows = [
        feature(square(n), 宗地代码=code(n), registered_area_m2=area / share) for n, share in ((1, 1.0049), (2, 1.0051))
    ]
    found = look(geojson(tmp_path / "a.geojson", *rows))
    assert kinds(found, 1) == []
    assert kinds(found, 2) == [IssueKind.AREA_DIFFERS]
    assert found.rows_in == 2


def test_crs_of_the_option_overrides_the_file_and_says_so() -> None:
    found = look(GBK_SHAPEFILE, crs="EPSG:4525")
    [issue] = [i for i in found.issues if i.kind is IssueKind.CRS_OVERRIDDEN]
    assert issue.details == {"declared": "EPSG:4526", "used": "EPSG:4525"}
    assert found.source.crs == "EPSG:4525"


def test_stage_that_the_file_does_not_say_is_told_and_never_guessed_in_silence(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1))))
    [issue] = [i for i in found.issues if i.kind is IssueKind.VALUE_MISSING]
    assert (issue.severity, issue.details) == (Severity.WARNING, {"count": 1, "used": "raw"})
    assert found.rows[0].values["stage"] == "raw"


def test_stage_of_the_option_needs_no_warning(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1))), stage=Stage.CLEARED)
    assert found.rows[0].values["stage"] == "cleared"
    assert IssueKind.VALUE_MISSING not in kinds(found, None)


def test_heading_without_a_column_is_named(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1), 颜色="红")))
    assert [i.field for i in found.issues if i.kind is IssueKind.HEADING_UNUSED] == ["颜色"]


# --- parks


def test_park_of_a_column_by_name_or_code(tmp_path: Path) -> None:
    rows = [
        feature(square(n), 宗地代码=code(n), 园区=name)
        for n, name in enumerate(("双桥工业园区", "YT", "别处", None), 1)
    ]
    found = look(geojson(tmp_path / "a.geojson", *rows), parks=PARKS)
    assert [r.values.get("park_id") for r in found.rows] == [1, 2, None, None]
    assert kinds(found, 3) == [IssueKind.PARK_UNKNOWN]
    [issue] = [i for i in found.issues if i.kind is IssueKind.PARK_UNDETERMINED]
    assert issue.details == {"count": 2}


def test_only_park_of_the_record_is_meant(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(square())), parks=PARKS[:1])
    assert found.rows[0].values["park_id"] == 1


def test_option_is_stronger_than_the_column(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(square(), 园区="YT"))
    assert look(path, parks=PARKS, park="双桥工业园区").rows[0].values["park_id"] == 1


# --- real files


@pytest.mark.parametrize("path", [GBK_SHAPEFILE, GPKG_WITHOUT_ZONE_PREFIX])
def test_surveyors_parcels_measure_what_the_surveyors_declared(path: Path) -> None:
    found = look(path)
    by_code = {r.code: r.values for r in found.rows}
    for number, square_metres in (("44120000072", 12_247.0), ("44120000319", 103_262.0)):
        assert by_code[number]["measured_area_m2"] == pytest.approx(square_metres, abs=0.5)
        assert by_code[number]["registered_area_m2"] == square_metres
        assert by_code[number]["measured_zone"] == "EPSG:4547"
    assert found.rows_in == 8


def test_area_unit_that_the_heading_omits_is_found_by_the_shapes_and_told() -> None:
    [issue] = [i for i in look(GBK_SHAPEFILE).issues if i.kind is IssueKind.UNIT_FOUND]
    assert (issue.field, issue.details["unit"]) == ("申报面积", "公顷")


def test_area_without_a_unit_that_no_shape_bears_out_is_left_out(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1), 面积=17)))
    assert IssueKind.UNIT_MISSING in kinds(found, None)
    assert "registered_area_m2" not in found.rows[0].values


def test_money_without_a_unit_is_left_out(tmp_path: Path) -> None:
    found = look(geojson(tmp_path / "a.geojson", feature(square(), 宗地代码=code(1), 成交价=17)))
    assert IssueKind.UNIT_MISSING in kinds(found, None)
    assert "price_paid_10k_yuan" not in found.rows[0].values


def test_both_real_files_give_the_same_shapes() -> None:
    with_prefix, without = look(GBK_SHAPEFILE), look(GPKG_WITHOUT_ZONE_PREFIX)
    for one, other in zip(with_prefix.rows, without.rows, strict=True):
        assert shapely.equals_exact(one.values["shape"], other.values["shape"], tolerance=1e-9)


def test_lines_with_heights_are_refused_row_by_row() -> None:
    assert kinds(look(WOUNDS / "line_zm.gpkg"), 1) == [IssueKind.GEOMETRY_NOT_AREA]


# --- a list that comes back from a spreadsheet


def on_record(**values: Any) -> dict[str, Any]:
    shape = shapely.geometry.shape(square())
    return a_parcel(
        parcel_code=code(1), shape=shapely.MultiPolygon([shape]), version=3, retired_on=None,
        is_code_provisional=False, survey_crs="EPSG:4490", **values,
    )  # fmt: skip


def csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_row_without_a_shape_changes_the_cells_that_it_states_alone(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "宗地代码,坐落,备注", f"{code(1)},工业大道8号,")
    [row] = look(path, parcels=[on_record(address="旧址", remark="留着")]).rows
    assert (row.outcome, dict(row.differences)) == (Outcome.CHANGED, {"address": ("旧址", "工业大道8号")})


def test_cell_is_cleared_by_a_word_and_not_by_being_empty(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "宗地代码,坐落,备注", f"{code(1)},,清空")
    [row] = look(path, parcels=[on_record(address="旧址", remark="过时")]).rows
    assert dict(row.differences) == {"remark": ("过时", None)}
    assert row.values == {"remark": None}


def test_list_that_changes_nothing_counts_as_in(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "宗地代码,坐落", f"{code(1)},旧址")
    found = look(path, parcels=[on_record(address="旧址")])
    assert ([r.outcome for r in found.rows], found.rows_in) == ([Outcome.UNCHANGED], 1)
