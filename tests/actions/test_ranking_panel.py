"""The panel from the record: refused to all but analysts, and its sums are the table's."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from actions.ranking_panel import panel_years, year_panel
from analytics.firm_years import panel_row, sums
from domain.audience import Person, Role
from domain.audit import Trace
from domain.errors import NotPermitted
from register.geopackage import GeoPackageRegister

SAMPLE = Path("data/parcels/sample.gpkg")
ANALYST = Person("analyst", frozenset({Role.ANALYST}))
OTHERS = [Person(role, frozenset({role}), ("SQ",)) for role in Role if role is not Role.ANALYST]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    shutil.copyfile(SAMPLE, tmp_path / "sample.gpkg")
    register = GeoPackageRegister(tmp_path / "sample.gpkg")
    yield register
    register.close()


def add_firm(record: GeoPackageRegister, code: str, **figures: object) -> None:
    with record.transaction(Trace("test", "add_firm")) as writer:
        firm = writer.insert("enterprises", {"enterprise_code": code, "name": code, "scale": "above_scale"})
        if figures:
            writer.insert("enterprise_years", {"enterprise_id": firm, "is_manufacturing": True, **figures})


@pytest.mark.parametrize("person", OTHERS, ids=lambda p: p.name)
def test_only_an_analyst_reads_the_panel(record: GeoPackageRegister, person: Person):
    with pytest.raises(NotPermitted):
        year_panel(record, person, 2024)
    with pytest.raises(NotPermitted):
        panel_years(record, person)


def test_sixty_firms_above_scale_stand_on_4500_mu_and_pay_43200_which_is_9_60_per_mu(record: GeoPackageRegister):
    above = [f for f in year_panel(record, ANALYST, 2024).firms if f.pool == "规上"]
    found = sums(above)
    assert (found.firm_count, found.tax_10k_yuan, found.land_mu) == (60, Decimal(43_200), Decimal(4_500))
    assert found.tax_10k_yuan_per_mu == Decimal("9.6")
    assert found.left_out_count == 0


def test_a_year_earlier_37400_on_4400_mu_were_8_50_per_mu(record: GeoPackageRegister):
    above = [f for f in year_panel(record, ANALYST, 2023).firms if f.pool == "规上"]
    found = sums(above)
    assert (found.tax_10k_yuan, found.land_mu) == (Decimal(37_400), Decimal("4399.999995"))  # 2,933,333.33㎡
    assert found.tax_10k_yuan_per_mu is not None
    assert round(found.tax_10k_yuan_per_mu, 2) == Decimal("8.50")


def test_leased_floor_counts_at_its_floor_area_ratio_and_leased_out_land_is_taken_off(record: GeoPackageRegister):
    firms = {f.firm_id: f for f in year_panel(record, ANALYST, 2024).firms}
    landlord, tenant = firms["SQ-E001"], firms["SQ-E002"]
    assert landlord.land_m2 == Decimal("25288.62")  # 30,288.62 − 5,000
    assert tenant.land_m2 == Decimal("29313.45")  # 24,313.45 + 6,000 ÷ 1.2


def test_what_is_missing_stays_missing_with_its_reason(record: GeoPackageRegister):
    gaps = [f for f in year_panel(record, ANALYST, 2024).firms if f.figures["emission_t"] is None]
    assert len(gaps) == 12  # 7 above scale, 5 below
    assert {f.missing["emission_t"] for f in gaps} == {"未纳入排污统计"}
    assert all("emission_t" in f.gaps and panel_row(f)["emission_t"] is None for f in gaps)


def test_firm_without_a_parcel_is_named_and_stays_in(record: GeoPackageRegister):
    add_firm(record, "SQ-E900", year=2024, scale="above_scale", own_land_m2=2000.0, tax_10k_yuan=30.0)
    panel = year_panel(record, ANALYST, 2024)
    assert panel.without_parcel == ("SQ-E900",)
    assert "SQ-E900" in [f.firm_id for f in panel.firms]


def test_firm_without_figures_for_the_year_is_listed_not_dropped(record: GeoPackageRegister):
    add_firm(record, "SQ-E901")
    panel = year_panel(record, ANALYST, 2024)
    assert panel.without_figures == (("SQ-E901", "SQ-E901"),)
    assert len(panel.firms) == 84


def test_firm_without_land_is_left_out_of_both_sums_and_counted(record: GeoPackageRegister):
    add_firm(record, "SQ-E902", year=2024, scale="above_scale", tax_10k_yuan=1000.0)
    above = [f for f in year_panel(record, ANALYST, 2024).firms if f.pool == "规上"]
    assert sums(above).tax_10k_yuan_per_mu == Decimal("9.6")
    assert sums(above).left_out_count == 1


def test_every_firm_says_whether_it_confirmed_its_figures(record: GeoPackageRegister):
    firms = year_panel(record, ANALYST, 2024).firms
    assert sum(f.is_confirmed is True for f in firms) == 71  # 51 above scale, 20 below
    assert all(f.source and f.as_of_on == "2024-12-31" for f in firms)


def test_years_come_latest_first(record: GeoPackageRegister):
    assert panel_years(record, ANALYST) == [2024, 2023]
