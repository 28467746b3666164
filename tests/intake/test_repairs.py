"""Shapes that do not fit their CRS: refused with the repair that would fit, repaired once a person agrees."""

from pathlib import Path
from typing import Any

import pytest

from domain.crs import transformer
from domain.issue import Issue, IssueKind, Severity
from intake.preview import Preview
from tests.files import bow_tie, code, feature, geojson, square
from tests.intake.test_pipeline import look

SQUARE = square()["coordinates"][0]


def in_crs(crs: str, *, is_swapped: bool = False) -> dict[str, Any]:
    moved = [transformer("EPSG:4490", crs).transform(x, y) for x, y in SQUARE]
    return {"type": "Polygon", "coordinates": [[[y, x] if is_swapped else [x, y] for x, y in moved]]}


def one(tmp_path: Path, shape: dict[str, Any], **options: Any) -> Preview:
    return look(geojson(tmp_path / "a.geojson", feature(shape, 宗地代码=code(1))), **options)


def about(found: Preview, kind: IssueKind) -> Issue:
    [issue] = [i for i in found.issues if i.kind is kind]
    return issue


NORTH_FIRST = in_crs("EPSG:4523", is_swapped=True)
#: The shape as it stands in the file, the CRS that is claimed, what is wrong, and the CRS in which it comes in.
CASES = [
    pytest.param(in_crs("EPSG:4490", is_swapped=True), None, IssueKind.AXES_SWAPPED, "EPSG:4326", id="lat, lon"),
    pytest.param(NORTH_FIRST, "EPSG:4523", IssueKind.AXES_SWAPPED, "EPSG:4523", id="north, east"),
    pytest.param(in_crs("EPSG:4544"), "EPSG:4523", IssueKind.ZONE_MISSING, "EPSG:4523", id="no zone number"),
    pytest.param(in_crs("EPSG:4523"), "EPSG:4544", IssueKind.CRS_FALSE, "EPSG:4523", id="zone number too many"),
    pytest.param(in_crs("EPSG:4523"), "EPSG:4524", IssueKind.CRS_FALSE, "EPSG:4523", id="other zone"),
    pytest.param(in_crs("EPSG:4523"), None, IssueKind.CRS_FALSE, "EPSG:4523", id="metres"),
    pytest.param(in_crs("EPSG:4490"), "EPSG:4544", IssueKind.CRS_FALSE, "EPSG:4490", id="degrees called metres"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "claimed", "kind", "crs"), CASES)
def test_row_stays_out_with_the_repair_proposed(
    tmp_path: Path, shape: dict[str, Any], claimed: str | None, kind: IssueKind, crs: str
) -> None:
    found = one(tmp_path, shape, crs=claimed)
    assert (found.rows_in, about(found, kind).severity, about(found, kind).row) == (0, Severity.ERROR, 1)


@pytest.mark.parametrize(("shape", "claimed", "kind", "crs"), CASES)
def test_row_comes_in_where_it_belongs_once_a_person_agrees(
    tmp_path: Path, shape: dict[str, Any], claimed: str | None, kind: IssueKind, crs: str
) -> None:
    found = one(tmp_path, shape, crs=claimed, accept_repairs=True)
    issue = about(found, kind)
    assert (found.rows_in, issue.severity, found.source.crs) == (1, Severity.WARNING, crs)
    assert {"before", "after"} <= set(issue.details)
    west, south, east, north = found.rows[0].values["shape"].bounds
    assert (west, south, east, north) == pytest.approx((105.76, 29.49, 105.761, 29.491), abs=1e-9)


def test_crossing_boundary_is_mended_once_a_person_agrees(tmp_path: Path) -> None:
    found = one(tmp_path, bow_tie(), accept_repairs=True)
    assert (found.rows_in, about(found, IssueKind.RING_MENDED).severity) == (1, Severity.WARNING)
    assert len(found.rows[0].values["shape"].geoms) == 2


def test_scribble_is_never_mended(tmp_path: Path) -> None:
    scribble = [[105.76 + (n * 7919 % 997) / 1e5, 29.49 + (n * 6007 % 991) / 1e5] for n in range(1_500)]
    shape = {"type": "Polygon", "coordinates": [[*scribble, scribble[0]]]}
    assert about(one(tmp_path, shape, accept_repairs=True), IssueKind.GEOMETRY_INVALID).refuses


def test_sound_file_is_left_alone(tmp_path: Path) -> None:
    found = one(tmp_path, square(), accept_repairs=True)
    assert [i.kind for i in found.issues if i.row] == []


def test_metres_without_a_zone_number_have_no_repair(tmp_path: Path) -> None:
    assert about(one(tmp_path, in_crs("EPSG:3857"), accept_repairs=True), IssueKind.GEOMETRY_OFF_EARTH).refuses
