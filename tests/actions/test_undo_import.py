"""A batch is taken back in one transaction: what it brought goes, what was replaced returns, worked-on rows stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.import_file import ImportOptions, import_file
from actions.import_layer import LayerOptions
from actions.import_result import ImportResult
from actions.undo_import import Undoing, batches, undo_import, undo_preview
from domain.audience import Person, Role
from domain.audit import Trace
from domain.codes import LayerKind
from domain.errors import BatchUndone, NoSuchRecord, NotPermitted
from domain.undoing import KeptReason
from intake.options import IntakeOptions
from register.geopackage import GeoPackageRegister
from tests.files import LAT, LON, code, feature, geojson, square

ADMIN = Person("wang", frozenset({Role.ADMINISTRATOR}))
DESK = Trace("chen", "edit_parcel")
UNDO = Trace("wang", "undo_import")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    opened = GeoPackageRegister.create(tmp_path / "own.gpkg", {"today_on": "2025-11-20"})
    with opened.transaction(Trace("test", "begin")) as writer:
        district = writer.insert("districts", {"name": "大足区"})
        for park_code, name in (("SQ", "双桥工业园区"), ("YT", "邮亭工业园区")):
            writer.insert("parks", {"park_code": park_code, "name": name, "district_id": district})
    yield opened
    opened.close()


def bring(register: GeoPackageRegister, path: Path, park: str = "SQ") -> ImportResult:
    options = ImportOptions(parcels=IntakeOptions(park=park))
    return import_file(register, register.path.with_suffix(".files"), path, options, person=ADMIN)


def month(tmp_path: Path, name: str, *areas: float) -> Path:
    """A month's file: parcel n with its area in ㎡."""
    rows = [feature(square(n), 宗地代码=code(n), 土地面积_平方米=area) for n, area in enumerate(areas, 1)]
    return geojson(tmp_path / f"{name}.geojson", *rows)


def undo(register: GeoPackageRegister, batch: int = 1, person: Person = ADMIN) -> Undoing:
    return undo_import(register, batch, person=person, trace=UNDO)


def edit(register: GeoPackageRegister, number: int, **values: object) -> None:
    [row] = register.find("parcels", parcel_code=code(number))
    with register.transaction(DESK) as writer:
        writer.update("parcels", row["id"], row["version"], values)


def areas(register: GeoPackageRegister) -> dict[str, float]:
    return {p["parcel_code"][-2:]: p["registered_area_m2"] for p in register.find("parcels")}


# --- refused


@pytest.mark.parametrize("role", [Role.VISITOR, Role.INVESTOR, Role.REVIEWER, Role.ANALYST])
def test_only_officers_and_administrators_undo(register: GeoPackageRegister, tmp_path: Path, role: Role) -> None:
    bring(register, month(tmp_path, "9月", 10_000))
    with pytest.raises(NotPermitted):
        undo(register, person=Person("x", frozenset({role}), ("SQ",)))
    assert register.count("parcels") == 1


def test_officer_may_not_undo_what_lies_in_another_park(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, month(tmp_path, "9月", 10_000), park="YT")
    with pytest.raises(NotPermitted):
        undo(register, person=Person("li", frozenset({Role.OFFICER}), ("SQ",)))
    assert register.count("parcels") == 1


def test_officer_may_not_undo_a_batch_whose_parcels_moved_to_another_park(
    register: GeoPackageRegister, tmp_path: Path
) -> None:
    bring(register, month(tmp_path, "9月", 10_000))
    edit(register, 1, park_id=2)
    with pytest.raises(NotPermitted):
        undo(register, person=Person("li", frozenset({Role.OFFICER}), ("SQ",)))


def test_batch_that_never_was_cannot_be_undone(register: GeoPackageRegister) -> None:
    with pytest.raises(NoSuchRecord):
        undo(register, 7)


def test_batch_is_undone_once(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, month(tmp_path, "9月", 10_000))
    undo(register)
    with pytest.raises(BatchUndone):
        undo(register)


def test_where_every_row_was_worked_on_nothing_is_undone(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, month(tmp_path, "9月", 10_000))
    edit(register, 1, remark="已核")
    before = register.revision()
    done = undo(register)
    [kept] = done.kept
    assert (kept.code, kept.reason, kept.by, kept.columns) == (code(1), KeptReason.CHANGED, "chen", ("remark",))
    assert not done.changes_anything
    assert (register.revision(), batches(register, ADMIN)[0]["undone_on"]) == (before, None)


def test_parcel_that_a_plot_lists_stays(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, month(tmp_path, "9月", 10_000, 20_000))
    [first, _] = register.find("parcels")
    with register.transaction(DESK) as writer:
        plot = writer.insert("plots", {"plot_code": "SQ-01", "park_id": 1, "marketing": "offered"})
        writer.insert("plot_parcels", {"plot_id": plot, "parcel_id": first["id"]})
    done = undo(register)
    assert [(k.code, k.reason, k.used_by) for k in done.kept] == [(code(1), KeptReason.IN_USE, ("plot_parcels",))]
    assert areas(register) == {"01": 10_000}


# --- worked by hand


def test_two_months_undone_one_after_the_other_leave_the_record_as_it_was(
    register: GeoPackageRegister, tmp_path: Path
) -> None:
    """September brings 01 and 02; October corrects 02 from 20,000 to 21,000 and brings 03."""
    bring(register, month(tmp_path, "9月", 10_000, 20_000))
    bring(register, month(tmp_path, "10月", 10_000, 21_000, 30_000))
    assert areas(register) == {"01": 10_000, "02": 21_000, "03": 30_000}
    october = undo(register, 2)
    assert (len(october.removed), len(october.restored), october.kept) == (1, 1, ())
    assert areas(register) == {"01": 10_000, "02": 20_000}
    september = undo(register, 1)
    assert (len(september.removed), len(september.restored), september.kept) == (2, 0, ())
    assert areas(register) == {}
    assert [b["undone_on"] for b in batches(register, ADMIN)] == ["2025-11-20", "2025-11-20"]


def test_what_an_officer_changed_since_stays_and_the_rest_goes_back(
    register: GeoPackageRegister, tmp_path: Path
) -> None:
    """Of three corrected parcels one was worked on since: two return, one keeps the officer's value."""
    bring(register, month(tmp_path, "9月", 10_000, 20_000, 30_000))
    bring(register, month(tmp_path, "10月", 10_100, 20_200, 30_300))
    edit(register, 2, registered_area_m2=20_500)
    done = undo(register, 2)
    assert areas(register) == {"01": 10_000, "02": 20_500, "03": 30_000}
    assert [(k.code, k.columns, k.by) for k in done.kept] == [(code(2), ("registered_area_m2",), "chen")]
    assert batches(register, ADMIN)[0]["rows_kept"] == 1


def test_change_that_was_itself_taken_back_does_not_keep_a_row(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, month(tmp_path, "9月", 10_000))
    edit(register, 1, remark="误填")
    edit(register, 1, remark=None)
    assert not undo(register).kept
    assert areas(register) == {}


def test_shape_comes_back_corner_by_corner(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, geojson(tmp_path / "a.geojson", feature(square(0), 宗地代码=code(1))))
    [before] = register.find("parcels")
    bring(register, geojson(tmp_path / "b.geojson", feature(square(0, 0.002), 宗地代码=code(1))))
    assert register.find("parcels")[0]["shape"] != before["shape"]
    undo(register, 2)
    [after] = register.find("parcels")
    assert after["shape"].wkb == before["shape"].wkb
    assert after["measured_area_m2"] == before["measured_area_m2"]


def test_same_file_comes_in_again_after_it_was_undone(register: GeoPackageRegister, tmp_path: Path) -> None:
    path = month(tmp_path, "9月", 10_000)
    bring(register, path)
    undo(register)
    assert bring(register, path).rows_in == 1
    assert areas(register) == {"01": 10_000}


def test_undoing_leaves_its_own_trace_and_the_old_one_stands(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, month(tmp_path, "9月", 10_000))
    undo(register)
    first, last = register.trail(entity="parcels")
    assert (first.trace.deed, last.trace.deed, last.trace.actor) == ("import", "undo_import", "wang")
    assert last.after is None
    assert last.before == first.after
    assert register.first_broken_entry() is None


def test_preview_says_the_same_and_writes_nothing(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, month(tmp_path, "9月", 10_000, 20_000))
    edit(register, 1, remark="已核")
    before = register.revision()
    planned = undo_preview(register, 1, person=ADMIN)
    assert (len(planned.removed), len(planned.kept), register.revision()) == (1, 1, before)
    assert undo(register).kept == planned.kept


def test_officer_undoes_in_his_own_park(register: GeoPackageRegister, tmp_path: Path) -> None:
    bring(register, month(tmp_path, "9月", 10_000), park="YT")
    assert undo(register, person=Person("li", frozenset({Role.OFFICER}), ("YT",))).changes_anything


# --- a layer is one thing


def road(register: GeoPackageRegister, path: Path) -> ImportResult:
    layer = LayerOptions("园区道路", LayerKind.ROAD)
    return import_file(register, register.path.with_suffix(".files"), path, ImportOptions(layer=layer), person=ADMIN)


def line(name: str) -> dict[str, object]:
    return feature({"type": "LineString", "coordinates": [[LON, LAT], [LON + 0.01, LAT]]}, 名称=name)


def roads(register: GeoPackageRegister) -> list[str]:
    return [f["name"] for f in register.find("reference_features")]


def test_replaced_layer_comes_back_whole(register: GeoPackageRegister, tmp_path: Path) -> None:
    road(register, geojson(tmp_path / "a.geojson", line("甲路"), line("乙路")))
    road(register, geojson(tmp_path / "b.geojson", line("丙路")))
    undo(register, 2)
    assert sorted(roads(register)) == ["乙路", "甲路"]


def test_layer_that_was_replaced_since_stays_as_it_is(register: GeoPackageRegister, tmp_path: Path) -> None:
    road(register, geojson(tmp_path / "a.geojson", line("甲路")))
    road(register, geojson(tmp_path / "b.geojson", line("乙路")))
    done = undo(register, 1)
    assert not done.changes_anything
    assert KeptReason.GONE in {k.reason for k in done.kept}
    assert roads(register) == ["乙路"]


def test_officer_may_not_undo_a_layer(register: GeoPackageRegister, tmp_path: Path) -> None:
    road(register, geojson(tmp_path / "a.geojson", line("甲路")))
    with pytest.raises(NotPermitted):
        undo(register, person=Person("li", frozenset({Role.OFFICER}), ("SQ", "YT")))
