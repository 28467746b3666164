"""What the checks say of parcels: each on both sides of its line."""

from pathlib import Path
from typing import Any

import pytest
import shapely

from domain.issue import Issue, IssueKind, Severity
from intake.on_record import OnRecord
from intake.options import IntakeOptions
from intake.pipeline import preview
from intake.preview import Preview
from tests.builders import a_parcel
from tests.files import LAT, LON, code, feature, geojson
from tests.intake.test_pipeline import POLICY

#: Degrees of one metre at 29.49° north.
EAST_M, NORTH_M = 1 / 96_960, 1 / 110_850


def box(west_m: float, south_m: float, wide_m: float, high_m: float) -> dict[str, Any]:
    x, y = LON + west_m * EAST_M, LAT + south_m * NORTH_M
    return shapely.geometry.mapping(shapely.box(x, y, x + wide_m * EAST_M, y + high_m * NORTH_M))


def look(tmp_path: Path, *features: dict[str, Any], record: list[Any] | None = None, district: Any = ()) -> Preview:
    path = geojson(tmp_path / "a.geojson", *features)
    return preview(path, OnRecord(record or [], [], district), IntakeOptions(), POLICY)


def found(preview_: Preview, kind: IssueKind) -> list[Issue]:
    return [i for i in preview_.issues if i.kind is kind]


def parcel(number: int, shape: dict[str, Any], **cells: Any) -> dict[str, Any]:
    return feature(shape, 宗地代码=code(number), **cells)


# --- overlaps


def test_neighbours_that_share_a_boundary_do_not_overlap(tmp_path: Path) -> None:
    seen = look(tmp_path, parcel(1, box(0, 0, 100, 100)), parcel(2, box(100, 0, 100, 100)))
    assert (seen.rows_in, found(seen, IssueKind.OVERLAP)) == (2, [])


def test_overlap_of_four_per_cent_comes_in_with_area_and_share(tmp_path: Path) -> None:
    seen = look(tmp_path, parcel(1, box(0, 0, 100, 100)), parcel(2, box(96, 0, 100, 100)))
    [issue] = found(seen, IssueKind.OVERLAP)
    assert (issue.severity, issue.row, issue.details["first"], seen.rows_in) == (Severity.WARNING, 2, 1, 2)
    assert issue.details["overlap_m2"] == pytest.approx(400, rel=1e-2)
    assert issue.details["share"] == "4.00%"


def test_overlap_of_six_per_cent_keeps_the_later_row_out(tmp_path: Path) -> None:
    seen = look(tmp_path, parcel(1, box(0, 0, 100, 100)), parcel(2, box(94, 0, 100, 100)))
    [issue] = found(seen, IssueKind.OVERLAP)
    assert (issue.severity, issue.row, seen.rows_in) == (Severity.ERROR, 2, 1)


def test_share_is_that_of_the_smaller(tmp_path: Path) -> None:
    seen = look(tmp_path, parcel(1, box(0, 0, 1000, 1000)), parcel(2, box(990, 0, 100, 100)))
    assert found(seen, IssueKind.OVERLAP)[0].details["share_ratio"] == pytest.approx(0.10, rel=1e-2)


def test_row_under_a_refused_one_is_not_blamed_for_it(tmp_path: Path) -> None:
    rows = (parcel(1, box(0, 0, 100, 100)), parcel(2, box(50, 0, 100, 100)), parcel(3, box(110, 0, 100, 100)))
    seen = look(tmp_path, *rows)
    assert [i.row for i in found(seen, IssueKind.OVERLAP)] == [2]
    assert seen.rows_in == 2


def test_overlap_with_the_record_names_the_parcel(tmp_path: Path) -> None:
    there = a_parcel(parcel_code=code(9), shape=shapely.geometry.shape(box(96, 0, 100, 100)), retired_on=None,
                     is_code_provisional=False, version=1)  # fmt: skip
    seen = look(tmp_path, parcel(1, box(0, 0, 100, 100)), record=[there])
    [issue] = found(seen, IssueKind.OVERLAP)
    assert (issue.severity, issue.row, issue.details["code"]) == (Severity.WARNING, 1, code(9))


def test_retired_parcel_is_no_neighbour(tmp_path: Path) -> None:
    there = a_parcel(parcel_code=code(9), shape=shapely.geometry.shape(box(0, 0, 100, 90)), retired_on="2024-01-01",
                     is_code_provisional=False, version=1)  # fmt: skip
    assert found(look(tmp_path, parcel(1, box(0, 0, 100, 100)), record=[there]), IssueKind.OVERLAP) == []


# --- shapes


@pytest.mark.parametrize(("wide_m", "count"), [(0.4, 1), (0.6, 0)])
def test_shape_narrower_than_half_a_metre_is_a_sliver(tmp_path: Path, wide_m: float, count: int) -> None:
    assert len(found(look(tmp_path, parcel(1, box(0, 0, wide_m, 200))), IssueKind.SLIVER)) == count


@pytest.mark.parametrize(("side_m", "count"), [(0.9, 1), (1.1, 0), (4_400, 0), (4_600, 1)])
def test_area_of_no_parcel_is_told(tmp_path: Path, side_m: float, count: int) -> None:
    assert len(found(look(tmp_path, parcel(1, box(0, 0, side_m, side_m))), IssueKind.AREA_IMPLAUSIBLE)) == count


@pytest.mark.parametrize(("away_m", "count"), [(4_000, 0), (8_000, 1)])
def test_parcel_far_from_the_district_is_told(tmp_path: Path, away_m: float, count: int) -> None:
    district = [shapely.geometry.shape(box(0, 0, 1000, 1000))]
    seen = look(tmp_path, parcel(1, box(1000 + away_m, 0, 100, 100)), district=district)
    assert (len(found(seen, IssueKind.OUTSIDE_DISTRICT)), seen.rows_in) == (count, 1)


# --- cells


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        (code(1) + "F00000001", None),
        (code(1) + "W00000000", None),
        (code(1) + "W00000001", IssueKind.REAL_ESTATE_UNIT_MALFORMED),
        ("5001110010", IssueKind.REAL_ESTATE_UNIT_MALFORMED),
        (code(2) + "F00000001", IssueKind.REAL_ESTATE_UNIT_DIFFERS),
    ],
)
def test_real_estate_unit_has_28_characters_and_begins_with_the_parcel(
    tmp_path: Path, unit: str, kind: IssueKind | None
) -> None:
    seen = look(tmp_path, parcel(1, box(0, 0, 100, 100), 不动产单元号=unit))
    assert [i.kind for i in seen.issues if i.field == "real_estate_unit_code"] == ([kind] if kind else [])
    assert seen.rows_in == 1


def test_code_in_scientific_notation_is_told(tmp_path: Path) -> None:
    seen = look(tmp_path, feature(box(0, 0, 100, 100), 宗地代码="5.00111E+18"))
    assert [i.row for i in found(seen, IssueKind.CODE_SCIENTIFIC)] == [1]


@pytest.mark.parametrize(("as_of", "count"), [("2020-01-01", 1), ("2021-05-06", 0)])
def test_land_is_granted_before_it_is_known(tmp_path: Path, as_of: str, count: int) -> None:
    seen = look(tmp_path, parcel(1, box(0, 0, 100, 100), 出让日期="2021-05-06", 数据日期=as_of))
    assert len(found(seen, IssueKind.DATES_OUT_OF_ORDER)) == count


def test_full_width_digits_are_read_and_told(tmp_path: Path) -> None:
    cells = {"证载面积(㎡)": "１００００", "宗地代码": "５００１１１００１００１GB００００１"}
    seen = look(tmp_path, feature(box(0, 0, 100, 100), **cells))
    assert {i.field for i in found(seen, IssueKind.FULL_WIDTH_DIGITS)} == {"registered_area_m2", "parcel_code"}
    assert (seen.rows[0].code, seen.rows[0].values["registered_area_m2"]) == (code(1), 10_000)
