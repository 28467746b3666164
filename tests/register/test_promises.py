"""What every store promises, whatever database stands behind it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import shapely

from domain.audit import GENESIS, Basis, Trace, entry_hash
from domain.errors import InvalidValue, NoSuchRecord, StaleRecord
from register.store import Register

TRACE = Trace("officer 李某", "change_parcel", "127.0.0.1", Basis("渝足规资〔2025〕1号", "2025-03-01", "测试"))
SQUARE = shapely.box(105.76, 29.49, 105.77, 29.50)


def a_park(register: Register) -> int:
    with register.transaction(TRACE) as writer:
        district = writer.insert("districts", {"name": "大足区", "division_code": "500111"})
        return writer.insert("parks", {"park_code": "SQ", "name": "双桥工业园区", "district_id": district})


def a_parcel(register: Register, **values: object) -> int:
    with register.transaction(TRACE) as writer:
        return writer.insert("parcels", {"parcel_code": "P1", "stage": "raw", "shape": SQUARE, **values})


def test_a_new_record_begins_at_revision_zero_and_holds_nothing(register: Register) -> None:
    assert register.revision() == 0
    assert register.count("parcels") == 0
    assert list(register.trail()) == []


def test_what_is_inserted_is_read_back_with_every_kind_of_value(register: Register) -> None:
    park = a_park(register)
    values = {
        "parcel_code": "500111001001GB00001", "is_code_provisional": False, "park_id": park, "land_use": "100102",
        "stage": "cleared", "stage_since_on": "2025-02-28", "registered_area_m2": 86666.67, "shape": SQUARE,
        "provenance": {"address": {"source": "不动产权证", "as_of_on": "2025-01-01"}}, "right_holder": "甲公司（示例）",
    }  # fmt: skip
    with register.transaction(TRACE) as writer:
        parcel = writer.insert("parcels", values)
    stored = register.get("parcels", parcel)
    assert stored is not None
    assert {k: stored[k] for k in values if k != "shape"} == {k: v for k, v in values.items() if k != "shape"}
    assert stored["shape"].geom_type == "MultiPolygon"
    assert shapely.get_coordinates(stored["shape"]).tolist() == shapely.get_coordinates(SQUARE).tolist()
    assert stored["address"] is None
    assert (stored["version"], stored["revision"]) == (1, register.revision())


def test_a_transaction_that_fails_leaves_no_row_no_trace_and_no_revision(register: Register) -> None:
    a_parcel(register)
    with pytest.raises(RuntimeError), register.transaction(TRACE) as writer:
        writer.insert("parcels", {"parcel_code": "P2", "stage": "raw"})
        raise RuntimeError("the lights went out")
    assert (register.count("parcels"), register.revision(), len(list(register.trail()))) == (1, 1, 1)


def test_a_transaction_that_writes_nothing_does_not_raise_the_revision(register: Register) -> None:
    parcel = a_parcel(register, address="工业大道")
    with register.transaction(TRACE) as writer:
        assert writer.update("parcels", parcel, 1, {"address": "工业大道"}) == 1
    assert register.revision() == 1


def test_an_update_on_a_stale_version_is_refused_with_both_values(register: Register) -> None:
    parcel = a_parcel(register, address="甲路")
    with register.transaction(TRACE) as writer:
        writer.update("parcels", parcel, 1, {"address": "乙路"})
    with pytest.raises(StaleRecord) as refusal, register.transaction(TRACE) as writer:
        writer.update("parcels", parcel, 1, {"address": "丙路"})
    assert refusal.value.values["differences"] == {"address": ("乙路", "丙路")}
    assert register.get("parcels", parcel)["address"] == "乙路"  # type: ignore[index]


def test_each_change_leaves_who_when_what_old_new_and_basis(register: Register) -> None:
    parcel = a_parcel(register, address="甲路")
    with register.transaction(TRACE) as writer:
        writer.update("parcels", parcel, 1, {"address": "乙路", "stage": "cleared"})
    entry = list(register.trail(entity="parcels", record_id=parcel))[-1]
    assert entry.trace == TRACE
    assert (entry.code, entry.version, entry.revision) == ("P1", 2, 2)
    assert entry.before == {"address": "甲路", "stage": "raw"}
    assert entry.after == {"address": "乙路", "stage": "cleared"}
    assert entry.at.endswith("Z")


def test_entries_of_the_trail_are_chained(register: Register) -> None:
    a_parcel(register)
    a_park(register)
    previous = GENESIS
    for entry in register.trail():
        assert entry.previous_hash == previous
        assert entry.hash == entry_hash(entry)
        previous = entry.hash


def test_the_trail_can_be_asked_for_one_person(register: Register) -> None:
    a_parcel(register)
    with register.transaction(Trace("clock", "turn_the_day")) as writer:
        writer.update("parcels", 1, 1, {"address": "甲路"})
    assert [e.entity for e in register.trail(actor="clock")] == ["parcels"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stage", "sold"), ("registered_area_m2", -1), ("registered_area_m2", float("nan")),
        ("granted_on", "2025-02-30"),
        ("land_use", "9999"), ("address", "x" * 5000), ("shape", shapely.Point(105, 29)), ("term_years", 2.5),
        ("shape", shapely.box(35_574_665, 3_264_936, 35_574_700, 3_265_000)), ("address", "a\x00b"), ("stage", None),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_its_column_is_refused(register: Register, column: str, value: object) -> None:
    with pytest.raises(InvalidValue) as refusal:
        a_parcel(register, **{column: value})
    assert refusal.value.values["column"] == column
    assert register.count("parcels") == 0


def test_a_code_that_exists_already_is_refused(register: Register) -> None:
    a_parcel(register)
    with pytest.raises(InvalidValue) as refusal:
        a_parcel(register)
    assert refusal.value.values["column"] == "parcel_code"


def test_a_parcel_in_a_park_that_does_not_exist_is_refused(register: Register) -> None:
    with pytest.raises(InvalidValue):
        a_parcel(register, park_id=99)


def test_updating_a_record_that_is_not_there_is_refused(register: Register) -> None:
    with pytest.raises(NoSuchRecord), register.transaction(TRACE) as writer:
        writer.update("parcels", 7, 1, {"address": "甲路"})


def test_only_rows_of_later_revisions_are_fetched(register: Register) -> None:
    a_parcel(register)
    a_parcel(register, parcel_code="P2")
    assert [r["parcel_code"] for r in register.rows_since("parcels", 1)] == ["P2"]
    assert [r["parcel_code"] for r in register.rows_since("parcels", 0)] == ["P1", "P2"]


def test_a_removed_row_is_named_to_reading_copies_and_stays_in_the_trail(register: Register) -> None:
    park, parcel = a_park(register), a_parcel(register)
    with register.transaction(TRACE) as writer:
        plot = writer.insert("plots", {"plot_code": "SQ-A01", "park_id": park, "marketing": "offered"})
        link = writer.insert("plot_parcels", {"plot_id": plot, "parcel_id": parcel})
    with register.transaction(TRACE) as writer:
        writer.remove("plot_parcels", link, 1)
    assert [(r.entity, r.id) for r in register.removed_since(3)] == [("plot_parcels", link)]
    assert list(register.trail())[-1].before == {"plot_id": plot, "parcel_id": parcel}
    assert register.find("plot_parcels") == []


def test_an_id_is_never_given_twice(register: Register) -> None:
    park, parcel = a_park(register), a_parcel(register)
    with register.transaction(TRACE) as writer:
        plot = writer.insert("plots", {"plot_code": "SQ-A01", "park_id": park, "marketing": "offered"})
        first = writer.insert("plot_parcels", {"plot_id": plot, "parcel_id": parcel})
    with register.transaction(TRACE) as writer:
        writer.remove("plot_parcels", first, 1)
        assert writer.insert("plot_parcels", {"plot_id": plot, "parcel_id": parcel}) > first


def test_a_property_of_the_record_changes_with_a_trace(register: Register) -> None:
    with register.transaction(TRACE) as writer:
        writer.set_meta("today_on", "2025-11-20")
    assert register.meta()["today_on"] == "2025-11-20"
    entry = next(iter(register.trail()))
    assert (entry.entity, entry.code, entry.after) == ("meta", "today_on", {"value": "2025-11-20"})


def test_text_that_looks_like_sql_is_only_text(register: Register) -> None:
    hostile = "'); DROP TABLE parcels; --"
    a_parcel(register, address=hostile)
    assert register.find("parcels", address=hostile)[0]["address"] == hostile


def test_reads_inside_one_reading_see_one_state(register: Register) -> None:
    a_parcel(register)
    with register.reading():
        before = register.count("parcels")
        with ThreadPoolExecutor(1) as other:
            other.submit(a_parcel, register, parcel_code="P2").result()
        assert register.count("parcels") == before == 1
    assert register.count("parcels") == 2
