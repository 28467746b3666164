"""What a listing says: every value with source and date, every gap with its reason, nothing that was not handed out."""

from dataclasses import replace

import pytest

from reports.listing import listing_of_plot
from reports.listing_parcel import listing_of_parcel
from reports.listing_parts import Files, Listing, Row, Rows, Table, Utilities
from reports.listing_plant import listing_of_plant
from reports.listing_records import ParcelRecords, PlantRecords, PlotRecords, Supply
from tests.builders import (
    a_floor,
    a_parcel,
    a_park,
    a_plant,
    a_plot,
    a_price,
    a_reserved_plot_without_terms,
    a_supply,
    a_unit,
)


def plot_listing(plot=None, parcels=None, **more) -> Listing:
    of = [ParcelRecords(p) for p in (parcels if parcels is not None else [a_parcel()])]
    return listing_of_plot(PlotRecords(plot or a_plot(), a_park(), tuple(of), **more))


def plant_listing(*units, floors=None, **more) -> Listing:
    return listing_of_plant(
        PlantRecords(a_plant(), a_park(), a_parcel(), tuple(floors or [a_floor()]), tuple(units or [a_unit()]), **more)
    )


def row(listing: Listing, key: str) -> Row:
    found = listing.row(key)
    assert found is not None
    return found


def text(of: Row) -> str:
    return " ".join(str(value) for value in of.values)


def utility(listing: Listing, key: str):
    section = listing.section("utilities")
    assert section is not None
    block = section.blocks[0]
    assert isinstance(block, Utilities)
    return next(u for u in block.supplies if u.key == key)


def table(listing: Listing, key: str) -> Table:
    section = listing.section(key)
    assert section is not None
    return next(block for block in section.blocks if isinstance(block, Table))


# --- what is refused


def test_reserved_plot_without_terms_shows_area_the_word_and_why_and_no_more() -> None:
    listing = plot_listing(a_reserved_plot_without_terms())
    assert listing.chips == (("reserved", "预留"),)
    assert listing.notice.startswith("本地块已预留")
    assert [s.key for s in listing.sections] == ["place", "contact"]
    assert text(row(listing, "registered_area_m2")).startswith("31.87亩")
    assert text(row(listing, "contact_name")) == "园区招商科"


def test_staff_section_stands_only_where_a_staff_value_was_handed_out() -> None:
    assert plot_listing().section("staff") is None
    known = plot_listing(parcels=[a_parcel(right_holder="立夏电气有限公司")]).section("staff")
    assert known is not None
    assert known.is_staff
    assert known.blocks[0].rows[1].values[0].text == "立夏电气有限公司"  # type: ignore[union-attr]


def test_idle_notice_stands_only_where_a_recognised_finding_was_handed_out() -> None:
    finding = {"state": "recognised", "idle_from_on": "2022-01-16", "recognition_document": "认〔2023〕1号"}
    parcel = ParcelRecords(a_parcel(), idle_findings=(finding,))
    listing = listing_of_parcel(parcel)
    assert listing.section("notice") is not None
    assert listing.section("staff") is None
    assert ("idle", "闲置") in listing.chips
    assert listing_of_parcel(replace(parcel, idle_findings=())).section("notice") is None


# --- values, sources, gaps


def test_every_value_carries_source_and_date_or_the_reason_why_it_is_missing() -> None:
    for listing in (plot_listing(), plant_listing()):
        for each in listing.rows():
            assert (each.source if each.is_known else each.missing) or each.key.startswith("near_"), each
            assert each.is_known or each.missing


def test_value_with_provenance_of_its_own_names_that_source() -> None:
    measured = row(plot_listing(), "measured_area_m2")
    assert (measured.source, measured.as_of) == ("图形量算", "2025-11-12")
    assert row(plot_listing(), "registered_area_m2").source == "不动产权证"


def test_gap_says_the_recorded_reason_and_else_that_nothing_was_entered() -> None:
    listing = plot_listing(a_plot(energy_limit=None))
    assert row(listing, "slope_ratio").missing == "未测"
    assert row(listing, "energy_limit").missing == "尚未录入"


def test_value_without_source_says_so() -> None:
    assert row(plot_listing(a_plot(source=None)), "address").source == "来源未注明"


def test_where_the_office_found_no_block_its_word_is_the_value() -> None:
    plot = a_plot(blocking_reason=None, provenance={"blocking_reason": {"missing": "无卡点"}})
    assert text(row(plot_listing(plot), "blocking_reason")) == "无卡点"


def test_completeness_counts_named_values_and_utilities() -> None:
    # place 9 of 10 (no slope), plan 9 of 9, utilities 1 of 5, supply 3 of 3, nearby 0 of 1, contact 2 of 2
    assert ("完整度", "24 / 30 项") in plot_listing(supplies=(Supply(a_supply()),)).facts


# --- areas


def test_area_of_a_plot_is_the_sum_of_its_parcels_in_three_units() -> None:
    # 21,247 + 10,000 = 31,247 ㎡; × 3/2000 = 46.8705 亩; / 10,000 = 3.1247 公顷
    listing = plot_listing(parcels=[a_parcel(), a_parcel(registered_area_m2=10_000.0, as_of_on="2024-01-01")])
    assert [str(area) for area in listing.areas] == ["46.87亩", "31,247㎡", "3.125公顷"]
    assert row(listing, "registered_area_m2").as_of == "2024-01-01"


def test_measured_area_stands_beside_the_certificate_with_its_gap_and_zone() -> None:
    # 21,300 − 21,247 = 53; 53 / 21,247 = 0.2494 %
    measured = row(plot_listing(parcels=[a_parcel(measured_area_m2=21_300.0)]), "measured_area_m2")
    assert measured.note == "与登记相差 +0.25% · 量算 EPSG:4544"


def test_parcel_without_registered_area_is_counted_and_never_taken_as_nought() -> None:
    listing = plot_listing(parcels=[a_parcel(), a_parcel(registered_area_m2=None)])
    assert text(row(listing, "registered_area_m2")).startswith("31.87亩")
    assert row(listing, "registered_area_m2").note == "另有 1 宗无登记面积"
    none = plot_listing(parcels=[a_parcel(registered_area_m2=None)])
    assert none.areas == ()
    assert none.area_note.startswith("无登记面积")


# --- planning


def test_planning_indicators_read_as_limits() -> None:
    listing = plot_listing(a_plot(site_coverage_ratio_max=None))
    assert text(row(listing, "floor_area_ratio")) == "1–1.2"
    assert text(row(listing, "site_coverage_ratio")) == "≥ 40%"
    assert text(row(listing, "green_ratio")) == "≤ 15%"
    assert text(row(listing, "control_values")) == "投资 ≥ 300万元/亩 税收 ≥ 15万元/亩"


# --- utilities


def test_utility_shows_what_is_left_of_what_there_is() -> None:
    power = utility(plot_listing(supplies=(Supply(a_supply()),)), "power")
    assert (str(power.available), power.total, power.promised) == ("2,420 kVA", "总量 3,200", "已预留 780")
    assert power.promised_share == pytest.approx(780 / 3200)


def test_utility_that_nobody_recorded_is_no_data_with_its_reason() -> None:
    steam = utility(plot_listing(), "steam")
    assert steam.available is None
    assert steam.missing == "未收到供应单位数据"
    gap = Supply(a_supply(capacity=None, provenance={"capacity": {"missing": "支管未到地块"}}))
    assert utility(plot_listing(supplies=(gap,)), "power").missing == "支管未到地块"


def test_park_stands_in_where_the_plot_has_no_supply_of_its_own() -> None:
    main = Supply(a_supply(plot_id=None, park_id=1, capacity=40_000.0, promised=0.0, available=40_000.0))
    power = utility(plot_listing(park_supplies=(main,)), "power")
    assert power.is_of_park
    both = utility(plot_listing(supplies=(Supply(a_supply()),), park_supplies=(main,)), "power")
    assert not both.is_of_park
    assert both.of_park == "园区可用 40,000 kVA"


def test_prices_by_period_and_by_tier_read_as_one_tariff_each() -> None:
    by_time = tuple(a_price(id=n, period=p, amount=a) for n, (p, a) in enumerate((("峰", 0.98), ("谷", 0.29))))
    by_tier = (
        a_price(unit="元/m³", amount=3.42, tier_from=0.0, tier_to=200_000.0, tier_unit="m³/年", is_tax_included=False),
        a_price(unit="元/m³", amount=3.36, tier_from=200_000.0, tier_to=None, tier_unit="m³/年", is_tax_included=False),
    )
    listing = plot_listing(supplies=(Supply(a_supply(), by_time), Supply(a_supply(utility="gas"), by_tier)))
    (power,), (gas,) = utility(listing, "power").prices, utility(listing, "gas").prices
    assert power.text == "工商业 峰 0.98 / 谷 0.29 元/kWh；含税；执行 2025-01-01 起"
    assert (power.source, power.as_of) == ("电网公司", "2025-01-01")
    assert gas.text.startswith("工商业 200,000 m³/年以内 3.42 / 200,000 m³/年以上 3.36 元/m³；不含税")


# --- floors, units, terms


def test_floor_shows_heights_load_in_tonnes_and_lifting() -> None:
    line = table(plant_listing(), "floors").lines[0]
    assert [c.text for c in line] == ["1", "6,480", "10.2", "9", "3.0", "8 m × 24 m", "行车 5 t ×2", "丁类"]


def test_gap_of_a_floor_is_explained_below_the_table() -> None:
    floor = a_floor(floor_no=3, load_kg_per_m2=None, provenance={"load_kg_per_m2": {"missing": "未见设计文件"}})
    assert table(plant_listing(floors=[floor]), "floors").note.endswith("3 层荷载：未见设计文件")


def test_basement_reads_as_such() -> None:
    assert table(plant_listing(floors=[a_floor(floor_no=-1)]), "floors").lines[0][0].text == "地下 1"


def test_units_that_are_let_only_together_name_one_another() -> None:
    units = [a_unit(unit_code=code, let_group="辅房", id=n) for n, code in enumerate(("2F", "3F"))]
    assert table(plant_listing(*units), "units").lines[0][0].text == "2F（与 3F 合并出租）"


def test_partly_vacant_plant_leads_with_its_vacant_area() -> None:
    units = [a_unit(floor_area_m2=6000.0), a_unit(id=52, occupancy="in_use", marketing="taken", floor_area_m2=480.0)]
    listing = plant_listing(*units)
    assert [str(a) for a in listing.areas] == ["6,000㎡"]
    assert ("partly_vacant", "部分空置") in listing.chips
    assert "总建筑面积 6,480㎡" in listing.area_note


def test_reserved_unit_says_so_though_its_occupancy_is_not_handed_out() -> None:
    cell = table(plant_listing(a_unit(marketing="reserved", occupancy=None)), "units").lines[0][-1]
    assert (cell.text, cell.chip) == ("预留", "reserved")


def test_floors_of_a_plant_on_the_plot_sum_up_with_the_vacant_part() -> None:
    plant = PlantRecords(
        a_plant(),
        floors=(a_floor(),),
        units=(a_unit(floor_area_m2=4000.0), a_unit(occupancy="in_use", floor_area_m2=2480.0)),
    )
    listing = listing_of_plot(PlotRecords(a_plot(), a_park(), (ParcelRecords(a_parcel(), plants=(plant,)),)))
    total = table(listing, "plant").total
    assert (total[0].text, total[3].text) == ("合计，其中空置 4,000㎡", "6,480")
    assert listing.chips[-1] == ("with_plant", "带厂房 空置 4,000㎡")


def test_term_without_a_number_keeps_the_words_that_were_typed() -> None:
    terms = [{"mode": "lease_then_grant", "years": 5, "price": "基准地价的一定比例", "note": "租金可抵"}]
    line = table(plot_listing(a_plot(supply_terms=terms)), "supply").lines[0]
    assert [c.text for c in line] == ["先租后让", "5 年", "基准地价的一定比例", "租金可抵"]


def test_a_parcel_that_is_mere_context_says_that_its_source_is_not_public_and_leaves_the_rest_out() -> None:
    whole = a_parcel(stage_since_on="2025-02-28")
    seen = {k: v for k, v in whole.items() if k not in ("source", "provenance", "measured_zone", "stage_since_on")}
    listing = listing_of_parcel(ParcelRecords(seen))
    assert row(listing, "registered_area_m2").source == "来源不公开"
    assert "来源不公开" in listing.area_note
    assert listing.row("stage_since_on") is None
    known = listing_of_parcel(ParcelRecords(whole))
    assert row(known, "registered_area_m2").source == "不动产权证"
    assert row(known, "stage_since_on").is_known


def test_no_section_is_empty_even_where_nothing_is_known() -> None:
    bare = {"plot_code": "X", "park_id": None, "marketing": "unlisted", "name": "待录入"}
    for listing in (
        listing_of_plot(PlotRecords(bare)),
        listing_of_plant(PlantRecords({"plant_code": "Y"})),
        listing_of_parcel(ParcelRecords({"parcel_code": "Z", "stage": "raw"})),
    ):
        for section in listing.sections:
            assert section.blocks
            for block in section.blocks:
                assert not isinstance(block, Rows) or block.rows
                assert not isinstance(block, Files) or block.files or block.absent


def test_listing_reads_in_english_too() -> None:
    listing = listing_of_plot(PlotRecords(a_plot(), a_park(), (ParcelRecords(a_parcel()),)), "en")
    assert listing.chips == (("offered", "On offer"),)
    assert str(listing.areas[0]) == "31.87 mu"
