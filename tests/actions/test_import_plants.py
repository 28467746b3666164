"""Plants come in as footprints or points; each finds the parcel that it stands in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.import_file import ImportOptions, import_file
from actions.import_result import ImportResult
from domain.audience import Person, Role
from domain.audit import Trace
from domain.errors import NotPermitted
from domain.issue import IssueKind
from intake.options import IntakeOptions
from register.geopackage import GeoPackageRegister
from tests.files import LAT, LON, code, feature, geojson, square

SQ_OFFICER = Person("li", frozenset({Role.OFFICER}), ("SQ",))
YT_OFFICER = Person("wang", frozenset({Role.OFFICER}), ("YT",))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    """Two parks; a parcel in the first, where `square()` lies."""
    opened = GeoPackageRegister.create(tmp_path / "own.gpkg", {"is_sample": "0"})
    with opened.transaction(Trace("test", "begin")) as writer:
        district = writer.insert("districts", {"name": "大足区"})
        for park_code, name in (("SQ", "双桥工业园区"), ("YT", "邮亭工业园区")):
            writer.insert("parks", {"park_code": park_code, "name": name, "district_id": district})
    parcels = geojson(tmp_path / "parcels.geojson", feature(square(), 宗地代码=code(1)))
    bring(opened, parcels, park="SQ", are_plants=False)
    yield opened
    opened.close()


def bring(
    register: GeoPackageRegister, path: Path, person: Person | None = None, *, park: str = "", are_plants: bool = True
) -> ImportResult:
    options = ImportOptions(parcels=IntakeOptions(park=park or None), are_plants=are_plants)
    more = {"person": person} if person else {}
    return import_file(register, register.path.with_suffix(".files"), path, options, **more)


def plants_file(tmp_path: Path, *names: str) -> Path:
    rows = [feature(square(), 厂房编号=f"P-{n}", 名称=name) for n, name in enumerate(names, 1)]
    return geojson(tmp_path / f"plants-{len(names)}-{names[0]}.geojson", *rows)


@pytest.mark.parametrize("role", [Role.VISITOR, Role.INVESTOR, Role.REVIEWER, Role.ANALYST])
def test_only_officers_and_administrators_import(register: GeoPackageRegister, role: Role, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        bring(register, plants_file(tmp_path, "一号"), Person("x", frozenset({role})), park="SQ")
    assert register.find("plants") == []


def test_officer_of_another_park_brings_in_nothing_here(register: GeoPackageRegister, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        bring(register, plants_file(tmp_path, "一号"), YT_OFFICER, park="SQ")
    assert register.find("plants") == []


def test_officer_cannot_take_a_plant_of_another_park_by_its_code(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, plants_file(tmp_path, "一号"), SQ_OFFICER, park="SQ")
    with pytest.raises(NotPermitted):
        bring(register, plants_file(tmp_path, "他园"), YT_OFFICER, park="YT")
    assert [p["name"] for p in register.find("plants")] == ["一号"]


def test_plant_finds_its_parcel_and_the_park_of_it(register: GeoPackageRegister, tmp_path: Path) -> None:
    inside = {"type": "Point", "coordinates": [LON + 0.0005, LAT + 0.0005]}
    result = bring(register, geojson(tmp_path / "p.geojson", feature(inside, 厂房编号="P-1")))
    plant = register.find("plants")[0]
    assert (result.rows_in, plant["shape"]) == (1, None)
    assert plant["park_id"] == register.find("parks", park_code="SQ")[0]["id"]


def test_of_two_rows_with_one_code_the_first_comes_in(register: GeoPackageRegister, tmp_path: Path) -> None:
    rows = [feature(square(), 厂房编号="P-1", 名称=name) for name in ("一号", "又一号")]
    result = bring(register, geojson(tmp_path / "p.geojson", *rows), park="SQ")
    assert (result.rows_in, result.rows_refused) == (1, 1)
    assert IssueKind.CODE_DUPLICATE in {i.kind for i in result.issues}
    assert [p["name"] for p in register.find("plants")] == ["一号"]


def test_next_months_file_changes_the_plant_of_that_code(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, plants_file(tmp_path, "一号"), park="SQ")
    bring(register, plants_file(tmp_path, "一号（改）"), park="SQ")
    assert [p["name"] for p in register.find("plants")] == ["一号（改）"]
    assert register.first_broken_entry() is None
