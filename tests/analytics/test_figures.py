"""The headline figures, with sums done by hand."""

from decimal import Decimal

from analytics.figures import Figure, FirmYearFacts, Inventory, ParcelFacts, UnitFacts, headline_figures
from domain.codes import Occupancy, Stage


def a_parcel(code: str, area_m2: float | None = 2000.0, **facts: object) -> ParcelFacts:
    plain = ParcelFacts(code, "SQ", area_m2, "2025-09-18", Stage.CLEARED, False, False, False)
    return plain._replace(**facts)


def a_firm(code: str, tax: float | None, land_m2: float | None, **facts: object) -> FirmYearFacts:
    plain = FirmYearFacts(code, "SQ", 2024, True, True, tax, None, land_m2, None, None, None)
    return plain._replace(**facts)


def figures(
    parcels: list[ParcelFacts] | None = None,
    units: list[UnitFacts] | None = None,
    firms: list[FirmYearFacts] | None = None,
    closed_year: int | None = 2024,
) -> dict[str, Figure]:
    parcels, units = parcels or [], units or []
    inventory = Inventory(parcels, len(parcels), units, len(units), firms or [], closed_year)
    return {f.key: f for f in headline_figures(inventory)}


def test_the_figures_stand_in_their_fixed_order() -> None:
    assert list(figures()) == [
        "available_land_mu", "idle_mu", "underused_mu", "idle_underused_mu", "vacant_plant_m2", "tax_10k_yuan_per_mu",
    ]  # fmt: skip


def test_available_land_is_offered_and_cleared_and_not_idle() -> None:
    parcels = [
        a_parcel("A", is_offered=True),
        a_parcel("B", is_offered=True, stage=Stage.RAW),
        a_parcel("C", is_offered=True, is_idle=True),
        a_parcel("D"),
    ]
    found = figures(parcels)["available_land_mu"]
    assert (found.value, found.record_ids) == (Decimal(3), ("A",))  # 2000㎡ × 3/2000


def test_idle_and_underused_add_up_without_counting_a_parcel_twice() -> None:
    parcels = [
        a_parcel("A", 406666.67, is_idle=True),
        a_parcel("B", 565333.33, is_underused=True),
        a_parcel("C", 2000.0, is_idle=True, is_underused=True),
    ]
    found = figures(parcels)
    assert found["idle_mu"].record_ids == ("A", "C")
    assert found["underused_mu"].record_ids == ("B",)
    assert found["idle_underused_mu"].value == Decimal(1461)  # 972,000㎡ are 1458亩, and 3亩
    assert found["idle_mu"].value + found["underused_mu"].value == found["idle_underused_mu"].value  # type: ignore[operator]


def test_a_parcel_without_registered_area_is_left_out_and_counted() -> None:
    found = figures([a_parcel("A", is_idle=True), a_parcel("B", None, is_idle=True)])["idle_mu"]
    assert (found.value, found.missing_count, found.record_ids) == (Decimal(3), 1, ("A",))


def test_the_date_is_the_oldest_among_the_values_used() -> None:
    parcels = [
        a_parcel("A", is_idle=True, as_of_on="2025-09-18"),
        a_parcel("B", is_idle=True, as_of_on="2024-01-05"),
        a_parcel("C", as_of_on="2001-01-01"),
    ]
    assert figures(parcels)["idle_mu"].as_of == "2024-01-05"


def test_a_park_with_land_of_which_none_is_idle_has_zero_and_one_without_land_has_no_figure() -> None:
    assert figures([a_parcel("A")])["idle_mu"].value == 0
    assert figures([])["idle_mu"].value is None
    assert figures([])["vacant_plant_m2"].value is None
    assert figures([])["tax_10k_yuan_per_mu"].value is None


def test_a_partly_vacant_plant_counts_only_its_vacant_units() -> None:
    units = [
        UnitFacts("P1/1", "SQ", 4120.5, "2025-11-12", Occupancy.VACANT),
        UnitFacts("P1/2", "SQ", 4120.0, "2025-11-12", Occupancy.IN_USE),
        UnitFacts("P1/3", "SQ", 0.1, "2025-10-01", Occupancy.VACANT),
    ]
    found = figures(units=units)["vacant_plant_m2"]
    assert (found.value, found.as_of) == (Decimal("4120.6"), "2025-10-01")


def test_tax_per_mu_divides_the_sums_and_never_averages_the_ratios() -> None:
    firms = [a_firm("E1", 900, 20 * 2000 / 3), a_firm("E2", 100, 80 * 2000 / 3)]  # 45 and 1.25 万元/亩
    found = figures(firms=firms)["tax_10k_yuan_per_mu"]
    assert abs(found.value - 10) < Decimal("1e-9")  # type: ignore[operator]  # 1000 ÷ 100, not 23.125
    assert found.as_of == "2024-12-31"


def test_land_of_the_tax_figure_adds_leased_in_floor_and_takes_leased_out_land_away() -> None:
    firm = a_firm(
        "E1", 1500, 100_000 / 3, exempt_credit_tax_10k_yuan=120,
        leased_in_floor_m2=6000, leased_in_floor_area_ratio=1.2, leased_out_land_m2=4000,
    )  # fmt: skip
    found = figures(firms=[firm])["tax_10k_yuan_per_mu"]  # 50亩 + 7.5亩 − 6亩 = 51.5亩; 1620 万元
    assert abs(found.value - Decimal(1620) / Decimal("51.5")) < Decimal("1e-9")  # type: ignore[operator]


def test_only_above_scale_manufacturers_of_the_closed_year_with_both_figures_count() -> None:
    firms = [
        a_firm("E1", 30, 2000.0),
        a_firm("E2", 30, 2000.0, is_above_scale=False),
        a_firm("E3", 30, 2000.0, is_manufacturing=False),
        a_firm("E4", 30, 2000.0, year=2023),
        a_firm("E5", None, 2000.0),
        a_firm("E6", 30, 2000.0, leased_in_floor_m2=100.0),  # a leased floor without FAR
    ]
    found = figures(firms=firms)["tax_10k_yuan_per_mu"]
    assert (found.value, found.record_ids, found.missing_count) == (Decimal(10), ("E1",), 2)
    assert figures(firms=firms, closed_year=None)["tax_10k_yuan_per_mu"].value is None
