"""The office's own ground: boundary, roads, water, planning zones, facilities."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actions.import_file import ImportOptions, import_file
from actions.import_layer import LayerOptions
from actions.import_result import ImportResult
from domain.audience import Person, Role
from domain.codes import LayerKind, RowAudience
from domain.errors import InvalidValue, NotPermitted
from domain.issue import IssueKind
from register.geopackage import GeoPackageRegister
from tests.files import LAT, LON, bow_tie, feature, geojson, point, square

ROAD = {"type": "LineString", "coordinates": [[LON, LAT], [LON + 0.01, LAT]]}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    opened = GeoPackageRegister.create(tmp_path / "own.gpkg")
    yield opened
    opened.close()


def bring(register: GeoPackageRegister, path: Path, person: Person | None = None, **said: Any) -> ImportResult:
    layer = LayerOptions(**{"name": "园区道路", "kind": LayerKind.ROAD, **said})
    more: dict[str, Any] = {"person": person} if person else {}
    return import_file(register, register.path.with_suffix(".files"), path, ImportOptions(layer=layer), **more)


@pytest.mark.parametrize("role", [Role.VISITOR, Role.ANALYST, Role.REVIEWER, Role.OFFICER])
def test_only_an_administrator_brings_a_layer(register: GeoPackageRegister, tmp_path: Path, role: Role) -> None:
    path = geojson(tmp_path / "a.geojson", feature(ROAD))
    with pytest.raises(NotPermitted):
        bring(register, path, Person("x", frozenset({role}), ("SQ",)))


def test_day_that_is_none_is_refused_and_nothing_written(register: GeoPackageRegister, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        bring(register, geojson(tmp_path / "a.geojson", feature(ROAD)), as_of_on="去年")
    assert register.revision() == 0


def test_layer_stands_with_name_kind_audience_source_and_date(register: GeoPackageRegister, tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(ROAD, 道路名称="车城大道", 道路等级=1, 路面="沥青"), feature(ROAD))
    result = bring(register, path, audience=RowAudience.PUBLIC, source="2024 年路网", as_of_on="2024-12-31")
    [layer] = register.find("reference_layers")
    first, second = register.find("reference_features")
    assert (result.exit_code, result.rows_in) == (0, 2)
    assert (layer["name"], layer["layer_kind"], layer["audience"]) == ("园区道路", "road", "public")
    assert (layer["source"], layer["as_of_on"]) == ("2024 年路网", "2024-12-31")
    assert (first["name"], first["width_class"], first["properties"]) == ("车城大道", 1, {"路面": "沥青"})
    assert first["shape"].geom_type == "LineString"
    assert second["name"] is None


def test_layer_is_for_staff_unless_somebody_opens_it(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, geojson(tmp_path / "a.geojson", feature(ROAD)))
    assert register.find("reference_layers")[0]["audience"] == "staff"


def test_facilities_are_points_with_their_kind(register: GeoPackageRegister, tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(point(), 名称="邮亭变电站", 设施类别="变电站"))
    bring(register, path, name="设施", kind=LayerKind.FACILITY)
    [facility] = register.find("reference_features")
    assert (facility["facility_kind"], facility["shape"].geom_type) == ("substation", "Point")


def test_bad_shape_of_a_layer_stays_out(register: GeoPackageRegister, tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(bow_tie()), feature(None), feature(square()))
    result = bring(register, path, name="红线", kind=LayerKind.ZONE)
    assert (result.exit_code, result.rows_in, result.rows_refused) == (2, 1, 2)
    assert {i.kind for i in result.issues} == {IssueKind.GEOMETRY_INVALID, IssueKind.GEOMETRY_MISSING}


def test_same_name_replaces_the_layer_and_the_trail_keeps_the_old_one(
    register: GeoPackageRegister, tmp_path: Path
) -> None:
    bring(register, geojson(tmp_path / "a.geojson", feature(ROAD, name="旧")))
    bring(register, geojson(tmp_path / "b.geojson", feature(ROAD, name="新"), feature(ROAD, name="新二")))
    assert register.count("reference_layers") == 1
    assert [f["name"] for f in register.find("reference_features")] == ["新", "新二"]
    gone = [e for e in register.trail(entity="reference_features") if e.after is None]
    assert [dict(e.before or {})["name"] for e in gone] == ["旧"]


def test_same_file_under_the_same_name_changes_nothing(register: GeoPackageRegister, tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(ROAD))
    bring(register, path)
    again = bring(register, path)
    assert IssueKind.ALREADY_IMPORTED in {i.kind for i in again.issues}
    assert register.revision() == 1
