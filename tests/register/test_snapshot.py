"""The reading copy: follows the record at once and brings only what changed."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

from domain.audience import EVERYBODY, Audience, Role, audience_of
from domain.criteria import Criteria
from register import catch_up, views
from register.snapshot import Snapshot
from register.store import Register
from tests.register import inventory

DAY = date(2025, 11, 20)
REVIEWER = audience_of({Role.REVIEWER})
OFFICER_SQ = audience_of({Role.OFFICER}, ("SQ",))
ALL_PLOTS, ALL_PARCELS, ALL_PLANTS = (Criteria(kind) for kind in ("plot", "parcel", "plant"))


@pytest.fixture
def ids(register: Register) -> Mapping[str, int]:
    return inventory.fill(register)


@pytest.fixture
def snapshot(register: Register, ids: Mapping[str, int]) -> Iterator[Snapshot]:
    copy = Snapshot(register)
    copy.refresh(DAY)
    yield copy
    copy.close()


def codes(snapshot: Snapshot, audience: Audience, criteria: Criteria, sort: str | None = None) -> list[str]:
    return [row["code"] for row in snapshot.reader(audience).page(criteria, sort).rows]


def test_an_officer_reads_his_own_write_at_once(register: Register, snapshot: Snapshot, ids: Mapping[str, int]) -> None:
    inventory.change(register, "plots", ids["A-01"], marketing="unlisted")
    assert snapshot.refresh(DAY) == register.revision()
    assert codes(snapshot, EVERYBODY, ALL_PLOTS) == ["A-02"]
    assert snapshot.reader(EVERYBODY).record("parcel", "P1")["colour"] == "cleared"  # type: ignore[index]


def test_only_changed_rows_are_fetched(register: Register, snapshot: Snapshot, ids: Mapping[str, int]) -> None:
    fetched: list[tuple[str, int]] = []
    rows_since = register.rows_since

    def watched(entity: str, revision: int):  # type: ignore[no-untyped-def]
        for row in rows_since(entity, revision):
            fetched.append((entity, row["id"]))
            yield row

    register.rows_since = watched  # type: ignore[method-assign]
    inventory.change(register, "parcels", ids["P3"], stage="stopped")
    snapshot.refresh(DAY)
    assert fetched == [("parcels", ids["P3"])]
    assert snapshot.reader(EVERYBODY).record("parcel", "P3")["stage"] == "stopped"  # type: ignore[index]


def test_nothing_is_fetched_when_nothing_changed(register: Register, snapshot: Snapshot) -> None:
    register.rows_since = None  # type: ignore[assignment, method-assign]
    assert snapshot.refresh(DAY) == register.revision()


def test_a_row_taken_out_of_the_record_leaves_the_copy(
    register: Register, snapshot: Snapshot, ids: Mapping[str, int]
) -> None:
    with register.transaction(inventory.TRACE) as writer:
        writer.remove("plot_parcels", ids["A-01/P1"], 1)
    snapshot.refresh(DAY)
    assert snapshot.reader(REVIEWER).record("parcel", "P1")["marketing"] is None  # type: ignore[index]
    assert snapshot.reader(REVIEWER).record("plot", "A-01")["area_m2"] is None  # type: ignore[index]


def test_a_moved_outline_is_found_at_its_new_place(
    register: Register, snapshot: Snapshot, ids: Mapping[str, int]
) -> None:
    inventory.change(register, "parcels", ids["P4"], shape=inventory.square(20))
    snapshot.refresh(DAY)
    reader = snapshot.reader(EVERYBODY)
    west, south, east, north = reader.record("parcel", "P4")["bbox"]  # type: ignore[index]
    assert (west, south, east, north) == pytest.approx(inventory.square(20).bounds)


def test_a_new_park_gets_its_officers_a_sight_of_it(
    register: Register, snapshot: Snapshot, ids: Mapping[str, int]
) -> None:
    officer = audience_of({Role.OFFICER}, ("TL",))
    assert codes(snapshot, officer, ALL_PLOTS) == ["A-01", "A-02"]
    with register.transaction(inventory.TRACE) as writer:
        park = writer.insert("parks", {"park_code": "TL", "name": "铜梁", "district_id": ids["district"]})
        writer.insert("plots", {"plot_code": "T-01", "park_id": park, "marketing": "unlisted"})
    snapshot.refresh(DAY)
    assert codes(snapshot, officer, ALL_PLOTS) == ["A-01", "A-02", "T-01"]


def test_a_publication_window_opens_and_closes_with_the_day(snapshot: Snapshot) -> None:
    seen = {}
    for day in (date(2025, 11, 20), date(2025, 11, 21), date(2025, 11, 30), date(2025, 12, 1)):
        snapshot.refresh(day)
        seen[day.day] = len(snapshot.reader(EVERYBODY).related("parcel", "P5").idle_findings)
    assert seen == {20: 0, 21: 1, 30: 1, 1: 0}


def test_a_reservation_holds_to_its_last_day_and_frees_the_supply_on_the_next(snapshot: Snapshot) -> None:
    def left(day: date) -> tuple[float, float]:
        snapshot.refresh(day)
        reader = snapshot.reader(EVERYBODY)
        supplies = {row["supply_code"]: row for row in reader.related("plot", "A-01").supplies}
        assert reader.record("plot", "A-01")["power_kva"] == supplies["branch"]["available"]  # type: ignore[index]
        return supplies["branch"]["available"], supplies["main"]["available"]

    assert left(date(2025, 11, 30)) == (2000 - 500, 10000 - 500 - 1500)
    assert left(date(2025, 12, 1)) == (2000, 10000 - 1500)


def test_sums_of_reservations_leave_but_not_for_whom_they_are(snapshot: Snapshot) -> None:
    assert snapshot.reader(EVERYBODY).related("plot", "A-01").reservations == []
    staff = snapshot.reader(OFFICER_SQ).related("plot", "A-01")
    assert [row["reserved_for"] for row in staff.reservations] == ["甲公司", "乙公司"]


def test_a_page_sums_registered_area_and_counts_what_has_none(snapshot: Snapshot) -> None:
    page = snapshot.reader(EVERYBODY).page(ALL_PARCELS)
    assert (page.total_count, page.total_area_m2, page.without_area_count) == (5, Decimal(76000), 1)


def test_a_plot_names_its_parcels_for_the_map(snapshot: Snapshot, ids: Mapping[str, int]) -> None:
    rows = {row["code"]: row["parcel_ids"] for row in snapshot.reader(EVERYBODY).page(ALL_PLOTS).rows}
    assert rows == {"A-01": [ids["P1"]], "A-02": [ids["P2"]]}


def test_facets_are_counted_without_their_own_filter(snapshot: Snapshot) -> None:
    facets = snapshot.reader(REVIEWER).facets(Criteria.of("parcel", {"stage": ["cleared"], "park": ["SQ"]}))
    assert facets["stage"] == {"cleared": 2, "producing": 1, "raw": 1}  # in SQ, whatever the stage
    assert facets["park"] == {"SQ": 2}  # cleared, whatever the park
    assert facets["area_mu"] == {"20-50": 1, "10-20": 1}  # both filters: 30亩 and 15亩
    assert facets["is_retired"] == {"no": 2}


def test_what_has_no_value_is_counted_and_found_as_no_data(snapshot: Snapshot) -> None:
    reader = snapshot.reader(EVERYBODY)
    assert reader.facets(ALL_PARCELS)["area_mu"]["none"] == 1
    assert codes(snapshot, EVERYBODY, Criteria.of("parcel", {"area_mu": ["none"]})) == ["P4"]


def test_a_range_of_ones_own_cuts_where_its_ends_say(snapshot: Snapshot) -> None:
    assert codes(snapshot, EVERYBODY, Criteria.of("parcel", {"area_mu": ["15-30"]})) == ["P2"]
    assert codes(snapshot, EVERYBODY, Criteria.of("parcel", {"area_mu": ["15~30"]})) == ["P1", "P2"]


def test_retired_parcels_are_listed_only_when_asked_for(snapshot: Snapshot) -> None:
    assert "P6" not in codes(snapshot, REVIEWER, ALL_PARCELS)
    assert codes(snapshot, REVIEWER, Criteria.of("parcel", {"is_retired": ["yes"]})) == ["P6"]
    assert snapshot.reader(EVERYBODY).record("parcel", "P6") is None


def test_a_place_in_the_list_follows_filter_and_sort(snapshot: Snapshot) -> None:
    reader = snapshot.reader(EVERYBODY)
    assert codes(snapshot, EVERYBODY, ALL_PARCELS, "-area") == ["P3", "P1", "P2", "P5", "P4"]
    assert reader.position_of(ALL_PARCELS, "-area", "P2") == (3, 5)
    assert reader.position_of(ALL_PARCELS, "-area", "P4") == (5, 5)
    assert reader.position_of(Criteria.of("parcel", {"stage": ["cleared"]}), "-area", "P3") is None


def test_a_visitor_searches_only_what_a_visitor_sees(snapshot: Snapshot) -> None:
    holder = Criteria.of("parcel", {}, "P3公司")
    assert codes(snapshot, EVERYBODY, holder) == []
    assert codes(snapshot, REVIEWER, holder) == ["P3"]
    assert codes(snapshot, EVERYBODY, Criteria.of("plot", {}, "某集团")) == []
    assert codes(snapshot, OFFICER_SQ, Criteria.of("plot", {}, "某集团")) == ["A-01", "A-02"]


def test_a_plant_shows_a_visitor_what_is_on_offer_in_it_and_staff_all_of_it(snapshot: Snapshot) -> None:
    seen = snapshot.reader(EVERYBODY).record("plant", "H1")
    whole = snapshot.reader(REVIEWER).record("plant", "H1")
    assert seen is not None
    assert whole is not None
    assert (seen["vacant_m2"], seen["storey_height_m"], seen["unit_count"]) == (5000, 9, 1)
    assert (whole["vacant_m2"], whole["storey_height_m"], whole["unit_count"]) == (5000, 12, 2)
    assert whole["occupancy"] == "partly_vacant"
    assert snapshot.reader(EVERYBODY).record("plant", "H2") is None


def test_colours_and_figures_open_only_where_the_audience_may_see_them(snapshot: Snapshot) -> None:
    def colours(audience: Audience) -> list[str]:
        return [row["colour"] for row in snapshot.reader(audience).page(ALL_PARCELS, "code").rows]

    assert colours(EVERYBODY) == ["offered", "reserved", "producing", "raw", "stopped"]
    assert colours(OFFICER_SQ) == ["offered", "reserved", "underused", "raw", "idle"]  # SQ his own, idle everywhere
    assert colours(REVIEWER) == ["offered", "reserved", "underused", "raw", "idle"]
    assert snapshot.reader(EVERYBODY).facets(ALL_PARCELS)["figure"] == {"available_land": 1, "none": 4}
    assert snapshot.reader(OFFICER_SQ).facets(ALL_PARCELS)["figure"] == {"available_land": 1, "underused": 1, "none": 3}
    assert snapshot.reader(REVIEWER).facets(ALL_PARCELS)["figure"]["idle"] == 1


def test_a_retired_parcel_counts_neither_as_idle_nor_as_underused(
    register: Register, snapshot: Snapshot, ids: Mapping[str, int]
) -> None:
    def counted() -> list[str]:
        return [row["code"] for row in snapshot.reader(REVIEWER).figure_inputs().parcels]

    assert counted() == ["P1", "P3", "P5"]  # offered, underused, idle
    for code in ("P3", "P5"):
        inventory.change(register, "parcels", ids[code], retired_on="2025-11-19")
    snapshot.refresh(DAY)
    assert counted() == ["P1"]


def test_a_firm_that_leaves_takes_its_industry_off_the_parcel_on_the_next_day(
    register: Register, snapshot: Snapshot, ids: Mapping[str, int]
) -> None:
    with register.transaction(inventory.TRACE) as writer:
        firm = writer.insert(
            "enterprises", {"enterprise_code": "E1", "name": "E1", "park_id": ids["SQ"], "industry": "36"}
        )
        stays = {"parcel_id": ids["P3"], "enterprise_id": firm, "role": "tenant", "until_on": "2025-11-20"}
        writer.insert("occupations", stays)

    def industry(day: date) -> list[str]:
        snapshot.refresh(day)
        found = snapshot.reader(REVIEWER).record("parcel", "P3")
        assert found is not None
        return list(found["industry"])

    assert industry(DAY) == ["36"]  # its last day
    assert industry(date(2025, 11, 21)) == []
    assert industry(DAY) == ["36"]  # an earlier day, asked for again


def test_a_first_fill_that_failed_can_be_tried_again(
    register: Register, ids: Mapping[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Snapshot(register)
    with monkeypatch.context() as broken, pytest.raises(OSError, match="the disk is full"):
        broken.setattr(catch_up, "derive_all", _disk_full)
        copy.refresh(DAY)
    copy.refresh(DAY)
    assert codes(copy, EVERYBODY, ALL_PLOTS) == ["A-01", "A-02"]
    copy.close()


def test_views_that_could_not_be_laid_are_laid_at_the_next_request(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, pytest.raises(OSError, match="the disk is full"):
        broken.setattr(views, "list_selects", _disk_full)
        snapshot.reader(EVERYBODY)
    assert codes(snapshot, EVERYBODY, ALL_PLOTS) == ["A-01", "A-02"]


def test_views_of_days_gone_by_are_dropped_and_yesterdays_kept(snapshot: Snapshot) -> None:
    before = snapshot.reader(EVERYBODY)
    for day in (date(2025, 11, 21), date(2025, 11, 22)):
        yesterday = snapshot.reader(EVERYBODY)
        snapshot.refresh(day)
        assert yesterday.page(ALL_PLOTS).total_count == 2
    schemas = {row[0] for row in before.all("SELECT schema_name FROM duckdb_schemas()")}
    assert {views.day_of(name) for name in schemas} == {None, date(2025, 11, 21)}
    assert codes(snapshot, EVERYBODY, ALL_PLOTS) == ["A-01", "A-02"]


def _disk_full(*_: object) -> None:
    raise OSError("the disk is full")


def test_a_figure_takes_the_day_of_the_very_value_before_that_of_the_row(
    register: Register, snapshot: Snapshot, ids: Mapping[str, int]
) -> None:
    own, of_row = {"source": "不动产权证", "as_of_on": "2025-09-18"}, {"as_of_on": "2025-11-12"}
    inventory.change(register, "parcels", ids["P1"], **of_row, provenance={"registered_area_m2": own})
    inventory.change(register, "parcels", ids["P3"], **of_row, provenance={"stage": own})
    inventory.change(register, "units", ids["H1/1A"], **of_row, provenance={"floor_area_m2": own})
    snapshot.refresh(DAY)
    facts = snapshot.reader(REVIEWER).figure_inputs()
    days = {row["code"]: row["as_of_on"] for row in (*facts.parcels, *facts.units)}
    assert (days["P1"], days["P3"], days["H1/1A"]) == ("2025-09-18", "2025-11-12", "2025-09-18")


def test_eight_readers_and_one_writer_get_no_wrong_answer(
    register: Register, snapshot: Snapshot, ids: Mapping[str, int]
) -> None:
    """P3 and P4 go from stopped to producing and back together, in one transaction: nobody ever sees them apart."""

    def write() -> None:
        for turn in range(30):
            with register.transaction(inventory.TRACE) as writer:
                for code in ("P3", "P4"):
                    version = register.get("parcels", ids[code])["version"]  # type: ignore[index]
                    writer.update("parcels", ids[code], version, {"stage": ("producing", "stopped")[turn % 2]})
            snapshot.refresh(DAY)

    def read(_: int) -> list[str]:
        wrong = []
        for _ in range(40):
            snapshot.refresh(DAY)
            reader = snapshot.reader(EVERYBODY)
            stages = reader.facets(ALL_PARCELS)["stage"]
            if stages not in ({"cleared": 2, "producing": 2, "stopped": 1}, {"cleared": 2, "stopped": 3}):
                wrong.append(str(stages))
            if [row["code"] for row in reader.page(ALL_PARCELS, "code").rows] != ["P1", "P2", "P3", "P4", "P5"]:
                wrong.append("page")
        return wrong

    inventory.change(register, "parcels", ids["P4"], stage="producing")
    with ThreadPoolExecutor(9) as pool:
        writing = pool.submit(write)
        assert [wrong for found in pool.map(read, range(8)) for wrong in found] == []
        writing.result()
