"""Figures read as the field writes them; the sums are done by hand."""

from decimal import Decimal

import pytest

from domain.entities import column
from wording import numbers
from wording.facets import range_word
from wording.figures import figure_text
from wording.values import shown


def read(entity: str, key: str, value: object) -> str:
    return str(shown(column(entity, key), value))


def test_thirty_one_mu_of_21247_square_metres_have_two_decimals_in_mu_and_three_in_hectares() -> None:
    assert [str(f(21247.0)) for f in (numbers.mu, numbers.square_metres, numbers.hectares)] == [
        "31.87亩",
        "21,247㎡",
        "2.125公顷",
    ]


def test_exactly_1458_mu() -> None:
    assert str(numbers.mu(972000)) == "1,458.00亩"


def test_figure_never_shows_more_digits_than_its_source() -> None:
    assert numbers.number(0.6473) == "0.6473"
    assert numbers.number(30.0) == "30"
    assert numbers.number(1e16) == "10,000,000,000,000,000"


def test_half_rounds_up_as_people_round() -> None:
    assert numbers.number(Decimal("2.125"), 2) == "2.13"
    assert numbers.number(Decimal("-0.001"), 2) in ("-0.00", "0.00")


@pytest.mark.parametrize(
    ("measured", "registered", "gap"),
    [(20101, 20000, "+0.51%"), (19999.9, 20000, "0.00%"), (19800, 20000, "−1.00%")],
)
def test_gap_between_measured_and_registered_is_signed(measured: float, registered: float, gap: str) -> None:
    assert numbers.gap_percent(measured, registered) == gap


def test_floor_area_turns_to_10k_square_metres_at_ten_thousand() -> None:
    assert str(numbers.floor_area(9999)) == "9,999㎡"
    assert str(numbers.floor_area(10000)) == "1万㎡"


def test_money_turns_to_100m_yuan_at_ten_thousand_and_keeps_its_digits() -> None:
    assert str(numbers.money(9999)) == "9,999万元"
    assert str(numbers.money(12345)) == "1.2345亿元"


def test_missing_reads_no_data_and_never_nought() -> None:
    assert read("floors", "clear_height_m", None) == "无数据"
    assert read("plots", "industries", []) == "无数据"
    assert read("floors", "clear_height_m", 0.0) == "0 m"


def test_each_type_of_column_reads_as_the_field_writes_it() -> None:
    assert read("floors", "load_kg_per_m2", 3000.0) == "3.0 t/㎡"
    assert read("plots", "green_ratio_max", 0.15) == "15%"
    assert read("plots", "floor_area_ratio_max", 1.2) == "1.2"
    assert read("plots", "supply_modes", ["grant", "long_lease"]) == "出让、长期租赁"
    assert read("plants", "built_year", 2014) == "2014"
    assert read("parcels", "price_paid_10k_yuan", 3000.0) == "3,000万元"
    assert read("parcels", "is_code_provisional", False) == "否"
    assert read("plots", "verified_on", "2025-11-12") == "2025-11-12"


def test_bins_read_as_ranges_whose_upper_end_is_out() -> None:
    assert range_word("20~80", "亩") == "20–80亩"
    assert range_word("-80", "亩", "en") == "below 80 mu"
    assert range_word("~80", "亩") == "80亩及以下"


def test_headline_figures_read_as_the_district_publishes_them() -> None:
    assert str(figure_text("idle_underused_mu", Decimal(1458))) == "1,458.00亩"
    assert str(figure_text("vacant_plant_m2", Decimal(118000))) == "11.8万㎡"
    assert str(figure_text("tax_10k_yuan_per_mu", Decimal("9.6"))) == "9.60万元/亩"
    assert str(figure_text("idle_mu", None)) == "无数据"
    assert str(figure_text("tax_10k_yuan_per_mu", Decimal(9), is_withheld=True)) == "不公开"
