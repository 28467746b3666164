"""Headings to columns, cells to values."""

from decimal import Decimal

import pytest

from domain.codes import FacilityKind, LandUse, Stage
from domain.columns import ColumnType
from domain.entities import ENTITIES, entity
from intake.mapping import UNITS, mapped, synonyms, words_of
from intake.values import folded, is_empty, read_code, read_day, read_integer, read_number, read_text

PARCELS = entity("parcels")


def claims(*headings: str) -> dict[str, tuple[str, str | None]]:
    return {f.heading: (f.key, f.unit) for f in mapped(headings, PARCELS).fields}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("宗地代码", "parcel_code"),
        ("ZDDM", "parcel_code"),
        ("Parcel ID", "parcel_code"),
        ("parcel_code", "parcel_code"),
        ("土地使用权人", "right_holder"),
        ("权 利 人", "right_holder"),
        ("QLR", "right_holder"),
        ("坐落", "address"),
        ("所属园区", "park"),
        ("开发阶段", "stage"),
        ("备注", "remark"),
    ],
)
def test_heading_finds_its_column(heading: str, key: str) -> None:
    assert claims(heading)[heading][0] == key


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("宗地面积(亩)", "亩"),
        ("宗地面积（公顷）", "公顷"),
        ("面积/㎡", "m2"),
        ("面积（单位：平方米）", "平方米"),
        ("area_ha", "ha"),
        ("registered_area_m2", "m2"),
        ("ZDMJ", "m2"),
        ("面积", None),
    ],
)
def test_unit_is_read_from_the_heading(heading: str, unit: str | None) -> None:
    assert claims(heading)[heading] == ("registered_area_m2", unit)


def test_price_in_yuan_is_a_ten_thousandth_of_10k_yuan() -> None:
    [field] = mapped(["成交价（元）"], PARCELS).fields
    assert field.factor(PARCELS.by_key["price_paid_10k_yuan"]) == Decimal("0.0001")


def test_stronger_word_wins_and_the_other_is_named_as_unused() -> None:
    found = mapped(["面积(亩)", "证载面积(亩)"], PARCELS)
    assert found.by_heading() == {"证载面积(亩)": "registered_area_m2"}
    assert found.unused == ("面积(亩)",)


def test_cut_heading_of_a_shapefile_finds_the_one_column_that_it_begins() -> None:
    assert mapped(["宗地代"], PARCELS, is_cut=True).by_heading() == {"宗地代": "parcel_code"}
    assert mapped(["registered"], PARCELS, is_cut=True).by_heading() == {"registered": "registered_area_m2"}


def test_cut_heading_that_begins_two_words_is_left_out() -> None:
    assert mapped(["土地使"], PARCELS, is_cut=True).unused == ("土地使",)


@pytest.mark.parametrize("heading", ["measured_area_m2", "shape", "survey_crs", "id", "version", "provenance"])
def test_what_we_reckon_ourselves_is_taken_from_nobody(heading: str) -> None:
    assert claims(heading) == {}


def test_every_synonym_names_a_declared_column() -> None:
    for key in ("parcels", "reference_features"):
        assert set(synonyms()[key]) <= {*ENTITIES[key].by_key, "park"}


@pytest.mark.parametrize(("key", "codes"), [("stage", Stage), ("land_use", LandUse), ("facility_kind", FacilityKind)])
def test_every_code_can_be_written_as_itself_and_as_a_word(key: str, codes: type) -> None:
    assert set(words_of(key).values()) == {str(c) for c in codes}
    assert set(synonyms()["codes"][key]) == {str(c) for c in codes}


def test_every_unit_of_a_number_is_one_of_ours() -> None:
    units = {c.unit for c in PARCELS.columns if c.holds is ColumnType.NUMBER}
    assert units <= set(UNITS)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("１２３．５", 123.5), ("1,234.5", 1234.5), (" 7 ", 7.0), (12, 12.0), (0.1, 0.1), ("-3", -3.0), ("1e3", 1000.0)],
)
def test_numbers_as_people_write_them(cell: object, number: float) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", ["十亩", "1,23", "12亩左右", "nan", "inf", True, "1.2.3"])
def test_what_is_no_number_is_not_made_one(cell: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_number(cell)


def test_half_a_year_is_no_term() -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_integer("49.5")


@pytest.mark.parametrize(
    "cell", ["2024-03-05", "2024/3/5", "2024.3.5", "20240305", "2024年3月5日", "2024-03-05T08:00:00"]
)
def test_days_as_people_write_them(cell: str) -> None:
    assert read_day(cell) == "2024-03-05"


@pytest.mark.parametrize("cell", ["2024", "2024-13-05", "2023-02-29", "昨天", "5/3/2024"])
def test_what_is_no_full_day_is_not_made_one(cell: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_day(cell)


def test_mu_are_two_thousand_thirds_of_a_square_metre_exactly() -> None:
    assert read_number("1458", UNITS["㎡"]["亩"]) == 972_000.0


def test_code_that_a_table_kept_as_a_number_loses_its_point() -> None:
    assert read_text(442316810.0) == "442316810"


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "无数据", float("nan"), "NULL"])
def test_empty_cells_are_no_data(cell: object) -> None:
    assert is_empty(cell)


def test_zero_is_a_value() -> None:
    assert not is_empty(0)


def test_words_are_compared_without_width_case_and_spaces() -> None:
    assert folded("Ｍ １（一类）") == folded("m1一类")
    assert read_code("净 地", words_of("stage")) == "cleared"


def test_what_a_person_says_of_a_heading_holds_and_takes_the_column_from_another() -> None:
    said = mapped(["宗地名称", "项目", "面积(亩)"], PARCELS, corrections={"项目": "name"})
    assert said.by_heading() == {"面积(亩)": "registered_area_m2", "项目": "name"}
    assert said.unused == ("宗地名称",)


def test_corrected_heading_keeps_the_unit_that_it_states() -> None:
    said = mapped(["甲方数字(亩)"], PARCELS, corrections={"甲方数字(亩)": "registered_area_m2"})
    assert [(f.key, f.unit) for f in said.fields] == [("registered_area_m2", "亩")]


def test_heading_that_a_person_leaves_out_fills_nothing() -> None:
    said = mapped(["宗地名称"], PARCELS, corrections={"宗地名称": ""})
    assert (said.fields, said.unused) == ((), ("宗地名称",))


@pytest.mark.parametrize(("column", "unit"), [("registered_area_mu", "mu"), ("registered_area_ha", "ha")])
def test_person_may_name_the_unit_with_the_column(column: str, unit: str) -> None:
    [field] = mapped(["甲方数字"], PARCELS, corrections={"甲方数字": column}).fields
    assert (field.key, field.unit) == ("registered_area_m2", unit)
