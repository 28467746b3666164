"""The headline figures before each audience: which open to their records, which are withheld, whose day they carry."""

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from actions.headline import Headline, Headlines
from domain.audience import EVERYBODY, OPERATOR_ROLES, Audience, Role, audience_of
from domain.criteria import Criteria
from domain.units import mu_from_m2
from register.geopackage import GeoPackageRegister
from register.snapshot import Snapshot

SAMPLE = Path("data/parcels/sample.gpkg")
DAY = date(2025, 11, 20)
#: The parks of the sample by code: 44, 13 and 3 firms above designated size.
SHUANGQIAO, YOUTING, CHEMICAL, DEMAND = "SQ", "YT", "HG", "TL"
OFFICER = audience_of({Role.OFFICER}, (SHUANGQIAO,))
REVIEWER, ANALYST, ADMINISTRATOR = (audience_of({r}) for r in (Role.REVIEWER, Role.ANALYST, Role.ADMINISTRATOR))
INVESTOR = audience_of({Role.INVESTOR})
OPERATOR = audience_of(OPERATOR_ROLES)
AVAILABLE, IDLE, UNDERUSED, BOTH, VACANT, TAX = (
    "available_land_mu", "idle_mu", "underused_mu", "idle_underused_mu", "vacant_plant_m2", "tax_10k_yuan_per_mu",
)  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    copy = tmp_path_factory.mktemp("sample") / "sample.gpkg"
    shutil.copyfile(SAMPLE, copy)
    made = Snapshot(GeoPackageRegister(copy))
    made.refresh(DAY)
    yield made
    made.close()


def figures(snapshot: Snapshot, audience: Audience, park: str | None = None) -> dict[str, Headline]:
    return {h.figure.key: h for h in Headlines(snapshot).before(audience, DAY, park)}


def opened(snapshot: Snapshot, audience: Audience, park: str | None = None) -> set[str]:
    """The figures that open to the records that they count."""
    return {key for key, line in figures(snapshot, audience, park).items() if line.opens and line.figure.record_ids}


# --- refused


@pytest.mark.parametrize("audience", [EVERYBODY, INVESTOR], ids=["visitor", "investor"])
def test_visitor_opens_every_figure_to_its_rule_but_only_the_land_on_offer_to_its_records(
    snapshot: Snapshot, audience: Audience
) -> None:
    assert opened(snapshot, audience) == {AVAILABLE}
    lines = figures(snapshot, audience)
    assert all(line.opens for line in lines.values())
    assert {key for key, line in lines.items() if line.shows_records} == {AVAILABLE, VACANT}  # of it, what is offered


def test_visitor_is_given_no_record_of_idle_underused_or_vacant_and_no_firm(snapshot: Snapshot) -> None:
    for key in (IDLE, UNDERUSED, BOTH, VACANT, TAX):
        assert figures(snapshot, EVERYBODY)[key].figure.record_ids == ()


def test_officer_opens_the_figures_of_his_own_park(snapshot: Snapshot) -> None:
    assert opened(snapshot, OFFICER, SHUANGQIAO) == {AVAILABLE, IDLE, UNDERUSED, BOTH, VACANT}


@pytest.mark.parametrize("park", [None, YOUTING], ids=["district", "another park"])
def test_beyond_his_park_an_officer_reads_figures_as_plain_text(snapshot: Snapshot, park: str | None) -> None:
    assert opened(snapshot, OFFICER, park) == {AVAILABLE}
    lines = figures(snapshot, OFFICER, park)
    assert {key for key, line in lines.items() if not line.opens} == {IDLE, UNDERUSED, BOTH, VACANT}
    assert not lines[TAX].shows_records


@pytest.mark.parametrize("audience", [REVIEWER, ADMINISTRATOR], ids=["reviewer", "administrator"])
def test_all_staff_of_the_district_open_everything_but_the_firms(snapshot: Snapshot, audience: Audience) -> None:
    assert opened(snapshot, audience) == {AVAILABLE, IDLE, UNDERUSED, BOTH, VACANT}


@pytest.mark.parametrize("audience", [ANALYST, OPERATOR], ids=["analyst", "operator"])
def test_only_who_works_with_firms_opens_the_tax_figure(snapshot: Snapshot, audience: Audience) -> None:
    assert opened(snapshot, audience) == {AVAILABLE, IDLE, UNDERUSED, BOTH, VACANT, TAX}


# --- too few firms


@pytest.mark.parametrize("audience", [REVIEWER, ADMINISTRATOR, audience_of({Role.OFFICER}, (CHEMICAL,))])
def test_tax_of_three_firms_is_not_told_to_who_may_not_see_a_firm(snapshot: Snapshot, audience: Audience) -> None:
    line = figures(snapshot, audience, CHEMICAL)[TAX]
    assert (line.is_withheld, line.figure.value, line.figure.record_ids) == (True, None, ())


def test_analyst_reads_the_tax_of_three_firms(snapshot: Snapshot) -> None:
    line = figures(snapshot, ANALYST, CHEMICAL)[TAX]
    assert not line.is_withheld
    assert line.figure.value == pytest.approx(Decimal(2_800) / Decimal(230), abs=Decimal("0.005"))
    assert len(line.figure.record_ids) == 3


@pytest.mark.parametrize(("park", "expected"), [(None, "9.60"), (SHUANGQIAO, "10.00"), (YOUTING, "8.00")])
def test_tax_over_five_firms_and_more_is_told_to_everybody(snapshot: Snapshot, park: str | None, expected: str) -> None:
    line = figures(snapshot, REVIEWER, park)[TAX]
    assert not line.is_withheld
    assert line.figure.value is not None
    assert line.figure.value.quantize(Decimal("0.01")) == Decimal(expected)


def test_a_park_without_any_firm_has_no_figure_and_nothing_to_withhold(snapshot: Snapshot) -> None:
    line = figures(snapshot, REVIEWER, DEMAND)[TAX]
    assert (line.figure.value, line.is_withheld) == (None, False)


# --- one rule, two places


@pytest.mark.parametrize("park", [None, SHUANGQIAO, YOUTING, CHEMICAL])
@pytest.mark.parametrize(
    ("key", "value"), [(AVAILABLE, "available_land"), (IDLE, "idle"), (UNDERUSED, "underused")], ids=lambda v: v
)
def test_the_list_behind_a_land_figure_adds_up_to_it(
    snapshot: Snapshot, park: str | None, key: str, value: str
) -> None:
    chosen = {"figure": [value]} | ({"park": [park]} if park else {})
    page = snapshot.reader(OPERATOR, DAY).page(Criteria.of("parcel", chosen), page_size=1_000)
    figure = figures(snapshot, OPERATOR, park)[key].figure
    assert {row["code"] for row in page.rows} == set(figure.record_ids)
    assert page.without_area_count == figure.missing_count
    assert mu_from_m2(page.total_area_m2) == figure.value


@pytest.mark.parametrize("park", [None, SHUANGQIAO, YOUTING, CHEMICAL])
def test_the_list_behind_vacant_plant_adds_up_to_it(snapshot: Snapshot, park: str | None) -> None:
    chosen = {"figure": ["vacant_plant"]} | ({"park": [park]} if park else {})
    page = snapshot.reader(OPERATOR, DAY).page(Criteria.of("plant", chosen), page_size=1_000)
    figure = figures(snapshot, OPERATOR, park)[VACANT].figure
    assert {row["code"] for row in page.rows} == {unit.rpartition("/")[0] for unit in figure.record_ids}
    assert page.total_area_m2 == figure.value


def test_visitor_finds_in_the_lists_the_land_on_offer_whole_and_of_vacant_plant_what_is_offered(
    snapshot: Snapshot,
) -> None:
    reader = snapshot.reader(EVERYBODY, DAY)
    land = reader.page(Criteria.of("parcel", {"figure": ["available_land"]}))
    plant = reader.page(Criteria.of("plant", {"figure": ["vacant_plant"]}))
    assert mu_from_m2(land.total_area_m2) == figures(snapshot, EVERYBODY)[AVAILABLE].figure.value
    assert plant.total_area_m2 == 80_000  # of 118,000 ㎡


@pytest.mark.parametrize("value", ["idle", "underused"])
def test_visitor_cannot_ask_a_list_for_a_figure_that_does_not_open(snapshot: Snapshot, value: str) -> None:
    found = snapshot.reader(EVERYBODY, DAY).page(Criteria.of("parcel", {"figure": [value]}))
    published = {f["parcel_id"] for f in snapshot.reader(EVERYBODY, DAY).find("idle_findings")}
    assert {row["id"] for row in found.rows} <= published
