"""The sample keeps its reconciling table, cell by cell; the sums are the table's own, done by Decimal."""

from decimal import Decimal
from typing import Any

import pytest

from tests.sample.conftest import Sample

SQ, YT, HG = "双桥工业园区", "邮亭工业园区", "双桥化工园区"
TONGLIANG = "铜梁高新区(示例)"

#        row          SQ 亩, parcels      YT            HG
TABLE = {
    "offered": ((300, 8), (130, 4), (420, 6)),
    "reserved": ((160, 5), (60, 2), (180, 2)),
    "cleared": ((80, 2), (30, 1), (240, 3)),
    "raw": ((120, 4), (60, 2), (1900, 16)),
    "supplied": ((112, 3), (40, 1), (0, 0)),
    "building": ((500, 12), (180, 4), (130, 2)),
    "idle": ((610, 15), (180, 5), (0, 0)),
    "underused": ((848, 20), (340, 9), (0, 0)),
    "producing": ((2700, 62), (1000, 24), (230, 3)),
    "stopped": ((150, 3), (60, 2), (0, 0)),
}
PARKS = (SQ, YT, HG)


def mu_in_m2(mu: int) -> Decimal:
    """㎡ of so many 亩, as a certificate rounds them."""
    return (Decimal(mu) * 2000 / 3).quantize(Decimal("0.01"))


def total(rows: list[dict[str, Any]], key: str) -> Decimal:
    return sum((Decimal(str(r[key])) for r in rows), Decimal())


@pytest.mark.parametrize("park", PARKS)
@pytest.mark.parametrize("row", TABLE)
def test_each_row_of_the_table_holds_its_mu_and_its_number_of_parcels(sample: Sample, park: str, row: str) -> None:
    mu, count = TABLE[row][PARKS.index(park)]
    parcels = [p for p in sample.parcels_of(park) if sample.colour(p) == row and p["registered_area_m2"] is not None]
    assert (total(parcels, "registered_area_m2"), len(parcels)) == (mu_in_m2(mu), count)


@pytest.mark.parametrize(("park", "mu", "count"), [(SQ, 5580, 134), (YT, 2080, 54), (HG, 3100, 32)])
def test_each_park_adds_up_to_its_total(sample: Sample, park: str, mu: int, count: int) -> None:
    parcels = [p for p in sample.parcels_of(park) if p["registered_area_m2"] is not None]
    in_mu = total(parcels, "registered_area_m2") * 3 / 2000
    assert (in_mu.quantize(Decimal("0.01")), len(parcels)) == (mu, count)


def test_available_land_is_300_and_130_and_420_mu_by_the_rule_not_by_colour(sample: Sample) -> None:
    on_offer = sample.offered_parcel_ids()
    for park, mu in zip(PARKS, (300, 130, 420), strict=True):
        parcels = [p for p in sample.parcels_of(park) if p["id"] in on_offer and p["stage"] == "cleared"]
        assert total(parcels, "registered_area_m2") == mu_in_m2(mu)


def test_an_offered_plot_with_buildings_is_not_available_land(sample: Sample) -> None:
    built = [p for p in sample.rows("parcels") if p["id"] in sample.offered_parcel_ids() and p["stage"] != "cleared"]
    assert [sample.colour(p) for p in built] == ["underused"]
    assert any(plant["parcel_id"] == built[0]["id"] for plant in sample.rows("plants"))


def test_shuangqiao_has_1458_mu_idle_and_underused_exactly(sample: Sample) -> None:
    parcels = [p for p in sample.parcels_of(SQ) if sample.colour(p) in ("idle", "underused")]
    assert total(parcels, "registered_area_m2") == Decimal("972000.00")
    assert Decimal("972000.00") * 3 / 2000 == Decimal("1458.00")


def test_450_of_youtings_520_mu_are_on_the_disposal_list_of_2025(sample: Sample) -> None:
    listed = {
        f["parcel_id"]
        for key in ("idle_findings", "underused_findings")
        for f in sample.rows(key)
        if f["disposal_year"] == 2025
    }
    parcels = [p for p in sample.rows("parcels") if p["id"] in listed]
    assert {sample.park(p) for p in parcels} == {YT}
    assert total(parcels, "registered_area_m2") == Decimal("300000.00")


def test_raw_and_cleared_land_of_the_two_industrial_parks_is_940_mu(sample: Sample) -> None:
    parcels = [
        p
        for park in (SQ, YT)
        for p in sample.parcels_of(park)
        if p["stage"] in ("raw", "cleared") and p["registered_area_m2"] is not None
    ]
    assert total(parcels, "registered_area_m2") == mu_in_m2(940)


def test_three_parcels_without_registered_area_stand_outside_the_sums(sample: Sample) -> None:
    without = [p for p in sample.rows("parcels") if p["registered_area_m2"] is None]
    assert len(without) == 3
    assert all("missing" in p["provenance"]["registered_area_m2"] and p["is_code_provisional"] for p in without)


@pytest.mark.parametrize(
    ("park", "plants", "vacant_plants", "vacant_m2"), [(SQ, 96, 7, "92000.0"), (YT, 36, 2, "26000.0"), (HG, 6, 0, "0")]
)
def test_plants_and_vacant_floor_area(
    sample: Sample, park: str, plants: int, vacant_plants: int, vacant_m2: str
) -> None:
    units = [u for u in sample.rows("units") if sample.park(sample.plant_of(u)) == park and u["occupancy"] == "vacant"]
    assert len([p for p in sample.rows("plants") if sample.park(p) == park]) == plants
    assert len({sample.plant_of(u)["id"] for u in units}) == vacant_plants
    assert total(units, "floor_area_m2") == Decimal(vacant_m2)


def test_vacant_units_stand_on_stopped_and_underused_parcels_and_80000_m2_are_on_offer(sample: Sample) -> None:
    vacant = [u for u in sample.rows("units") if u["occupancy"] == "vacant"]
    parcels = [sample.by_id("parcels", sample.plant_of(u)["parcel_id"]) for u in vacant]
    assert {sample.colour(p) for p in parcels} == {"stopped", "underused"}
    assert total([u for u in vacant if u["marketing"] == "offered"], "floor_area_m2") == Decimal("80000.0")


def test_a_vacant_unit_never_counts_as_offered_without_being_vacant(sample: Sample) -> None:
    assert all(u["occupancy"] == "vacant" for u in sample.rows("units") if u["marketing"] in ("offered", "reserved"))


def test_units_of_a_floor_never_exceed_it_and_floors_of_a_plant_add_up(sample: Sample) -> None:
    for floor in sample.rows("floors"):
        units = [u for u in sample.rows("units") if u["floor_id"] == floor["id"]]
        assert total(units, "floor_area_m2") <= Decimal(str(floor["floor_area_m2"]))
    for plant in sample.rows("plants"):
        floors = [f for f in sample.rows("floors") if f["plant_id"] == plant["id"]]
        assert total(floors, "floor_area_m2") == Decimal(str(plant["floor_area_m2"] or 0))


FIRM_CELLS = [  # park, 规上 firms, land and tax of 2024, land and tax of 2023 (亩, 万元)
    (SQ, 44, 3120, 31200, 3060, 27000),
    (YT, 13, 1150, 9200, 1120, 8100),
    (HG, 3, 230, 2800, 220, 2300),
]


@pytest.mark.parametrize(("park", "firms", "land", "tax", "land_before", "tax_before"), FIRM_CELLS)
def test_land_and_tax_of_firms_above_designated_size(
    sample: Sample, park: str, firms: int, land: int, tax: int, land_before: int, tax_before: int
) -> None:
    for year, mu, money in ((2024, land, tax), (2023, land_before, tax_before)):
        rows = sample.years(park, year, "above_scale")
        assert len(rows) == firms
        assert abs(sum(map(evaluated_land_m2, rows)) - mu_in_m2(mu)) <= Decimal("0.01")
        assert total(rows, "tax_10k_yuan") == money


@pytest.mark.parametrize(
    ("year", "land_mu", "tax", "per_mu"), [(2024, 4500, 43200, "9.60"), (2023, 4400, 37400, "8.50")]
)
def test_the_district_yields_9_60_in_2024_and_8_50_in_2023(
    sample: Sample, year: int, land_mu: int, tax: int, per_mu: str
) -> None:
    rows = [r for park in PARKS for r in sample.years(park, year, "above_scale")]
    land_m2 = sum(map(evaluated_land_m2, rows))
    assert (len(rows), land_m2, total(rows, "tax_10k_yuan")) == (60, mu_in_m2(land_mu), tax)
    assert (Decimal(tax) / (land_m2 * 3 / 2000)).quantize(Decimal("0.01")) == Decimal(per_mu)


@pytest.mark.parametrize(("park", "firms", "mu"), [(SQ, 16, 428), (YT, 8, 190)])
def test_land_of_smaller_firms(sample: Sample, park: str, firms: int, mu: int) -> None:
    rows = sample.years(park, 2024, "below_scale")
    assert (len(rows), sum(map(evaluated_land_m2, rows))) == (firms, mu_in_m2(mu))


@pytest.mark.parametrize("park", PARKS)
def test_land_of_all_firms_is_the_producing_and_underused_land(sample: Sample, park: str) -> None:
    rows = sample.years(park, 2024, "above_scale") + sample.years(park, 2024, "below_scale")
    parcels = [
        p
        for p in sample.parcels_of(park)
        if sample.colour(p) in ("producing", "underused") and p["registered_area_m2"] is not None
    ]
    assert sum(map(evaluated_land_m2, rows)) == total(parcels, "registered_area_m2")


def test_the_73_projects_of_tongliang_stand_alone_and_keep_their_sums(sample: Sample) -> None:
    projects = sample.rows("projects")
    assert {sample.park(p) for p in projects} == {TONGLIANG}
    assert (len(projects), total(projects, "land_demand_mu")) == (73, 5620)
    assert total(projects, "investment_10k_yuan") == 3_520_000
    stated = [p for p in projects if p["annual_output_10k_yuan"] is not None]
    assert (len(stated), total(stated, "annual_output_10k_yuan")) == (64, 5_990_000)
    assert not sample.parcels_of(TONGLIANG)
    assert all(p["is_demonstration"] for p in projects)


def test_reservations_stay_within_the_capacity_of_their_supply_and_of_what_feeds_it(sample: Sample) -> None:
    supplies = {s["id"]: s for s in sample.rows("utility_supplies")}
    taken: dict[int, Decimal] = {}
    for row in sample.rows("reservations"):
        supply = supplies[row["supply_id"]]
        while supply:
            taken[supply["id"]] = taken.get(supply["id"], Decimal()) + Decimal(str(row["amount"]))
            supply = supplies.get(supply["fed_by_id"])
    assert taken
    assert all(amount <= Decimal(str(supplies[i]["capacity"])) for i, amount in taken.items())


def test_the_published_years_are_closed(sample: Sample) -> None:
    assert [y["year"] for y in sample.rows("closed_years")] == [2023, 2024]


def evaluated_land_m2(row: dict[str, Any]) -> Decimal:
    """Own land, plus leased floor by its floor area ratio, less land let."""

    def of(key: str) -> Decimal:
        return Decimal(str(row[key] or 0))

    leased_in = of("leased_in_floor_m2") / (of("leased_in_floor_area_ratio") or 1)
    return of("own_land_m2") + leased_in - of("leased_out_land_m2")
