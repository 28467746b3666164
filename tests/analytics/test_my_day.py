"""What a day holds, on both sides of each line."""

from datetime import date

from analytics.my_day import (
    DayPolicy,
    Item,
    deadlines,
    findings_waiting,
    lapsing,
    leases_ending,
    old_supplies,
    promises_lapsing,
    refused_imports,
    underused_waiting,
    unverified,
)
from register.policies import day_policy
from tests.builders import a_plot, a_supply, a_unit

TODAY = date(2025, 11, 20)
POLICY = DayPolicy(*day_policy())
PARCELS = {11: "P11"}


def an_item(due: str) -> Item:
    return Item("lease", "x", "units", 1, date.fromisoformat(due))


def test_day_thirty_stands_in_the_list_and_day_thirty_one_does_not() -> None:
    items = [an_item("2025-12-21"), an_item("2025-12-20"), an_item("2025-11-01")]
    assert [i.days_left(TODAY) for i in deadlines(items, TODAY, POLICY)] == [-19, 30]


def test_reservation_with_a_last_day_lapses_and_an_open_one_does_not() -> None:
    plots = [
        a_plot(marketing="reserved", reserved_until_on="2025-11-24"),
        a_plot(marketing="reserved", reserved_until_on=None),
        a_plot(marketing="offered", reserved_until_on="2025-11-24"),
    ]
    assert [i.due_on for i in lapsing("plots", plots, "plot_code")] == [date(2025, 11, 24)]


def test_lease_of_a_vacant_unit_ends_for_nobody() -> None:
    units = [a_unit(occupancy="in_use", lease_ends_on="2025-12-01"), a_unit(lease_ends_on="2025-12-01")]
    assert len(list(leases_ending(units))) == 1


def test_promise_that_was_released_lapses_no_more() -> None:
    row = {"supply_id": 61, "until_on": "2025-11-30"}
    found = promises_lapsing([row, {**row, "released_on": "2025-11-01"}, {**row, "supply_id": 9}], {61: "电"})
    assert [i.code for i in found] == ["电"]


def test_suspected_land_is_to_be_recognised_thirty_days_after_it_was_found() -> None:
    """Found on 28 October: 31 − 28 = 3 days of October, 27 of November."""
    [item] = findings_waiting([{"state": "suspected", "parcel_id": 11, "found_on": "2025-10-28"}], PARCELS, TODAY)
    assert (item.kind, item.due_on) == ("confirm_idle", date(2025, 11, 27))


def test_recognised_land_waits_to_be_published_and_closed_land_to_be_withdrawn() -> None:
    rows = [
        {"state": "recognised", "parcel_id": 11},
        {"state": "recognised", "parcel_id": 11, "published_on": "2025-11-01"},
        {"state": "closed", "parcel_id": 11, "published_on": "2025-11-01"},
        {"state": "closed", "parcel_id": 11, "published_on": "2025-11-01", "withdrawn_on": "2025-11-02"},
        {"state": "suspected", "parcel_id": 99, "found_on": "2025-11-01"},  # not one's own
    ]
    assert [i.kind for i in findings_waiting(rows, PARCELS, TODAY)] == ["publish", "withdraw"]


def test_flagged_land_waits_for_an_officer_and_confirmed_land_does_not() -> None:
    rows = [{"state": "flagged", "parcel_id": 11}, {"state": "confirmed", "parcel_id": 11}]
    assert len(list(underused_waiting(rows, PARCELS))) == 1


def test_offer_verified_ninety_days_ago_is_fresh_and_one_day_more_is_not() -> None:
    """22 August + 90 days = 20 November."""
    plots = [a_plot(verified_on="2025-08-22"), a_plot(verified_on="2025-08-21"), a_plot(verified_on=None)]
    found = list(unverified("plots", plots, "plot_code", TODAY, POLICY))
    assert [i.due_on for i in found] == [date(2025, 11, 19), None]


def test_utility_figures_grow_old_the_same_way() -> None:
    supplies = [a_supply(as_of_on="2025-08-22"), a_supply(as_of_on="2025-08-21")]
    assert len(list(old_supplies(supplies, TODAY, POLICY))) == 1


def test_import_that_left_rows_out_is_looked_at() -> None:
    row = {"id": 1, "file_name": "a.shp", "rows_refused": 3}
    assert [
        i.number for i in refused_imports([row, {**row, "rows_refused": 0}, {**row, "undone_on": "2025-11-01"}])
    ] == [3]
