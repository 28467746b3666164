"""The three pictures of the README, and every plot and vacant plant opened once in a browser."""

import os

import pytest

from register.geopackage import GeoPackageRegister
from tests.browser.harness.serving import ROOT, SHOTS, map_frame
from tests.serving import Site

pytestmark = pytest.mark.browser

PLACE = ROOT / "docs" / "screens" if os.environ.get("MUTU_SHOTS") == "1" else SHOTS


def shoot(page, name: str) -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    page.evaluate("() => document.fonts.ready")
    page.screenshot(path=PLACE / f"{name}.png")


def test_the_map_for_the_readme(visit):
    page = visit("reviewer", "/?kind=parcel")
    map_frame(page)
    page.get_by_role("option").first.wait_for()
    shoot(page, "map")


def test_a_plot_for_the_readme(visit):
    page = visit("visitor", "/plot?code=SQ-B07")
    page.locator("h1").first.wait_for()
    shoot(page, "plot")


def test_an_opened_figure_for_the_readme(visit):
    page = visit("visitor", "/?open=available_land_mu&as_of=2025-11-20")
    map_frame(page)
    page.get_by_role("dialog").get_by_role("row").nth(1).wait_for()
    shoot(page, "figure")


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ["plot", "plant"])
def test_every_plot_and_every_plant_with_a_vacant_unit_opens_in_the_browser(visit, site: Site, kind: str):
    register = GeoPackageRegister(site.record)
    plots = [p["plot_code"] for p in register.find("plots")]
    floors = {u["floor_id"] for u in register.find("units", occupancy="vacant")}
    plants = {f["plant_id"] for f in register.find("floors") if f["id"] in floors}
    vacant = [p["plant_code"] for p in register.find("plants") if p["id"] in plants]
    register.close()
    page = visit("analyst", f"/{kind}")
    for code in {"plot": plots, "plant": vacant}[kind]:
        page.goto(f"/{kind}?code={code}")
        page.locator("h1", has_text=code).first.wait_for()
        assert page.get_by_text("系统出错").count() == 0, code
