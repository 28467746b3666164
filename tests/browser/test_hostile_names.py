"""Names that try to run or to break the page, in every text of a record: they are shown and do nothing."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from register.geopackage import GeoPackageRegister
from tests.browser.conftest import PHONE, WINDOW, visiting
from tests.browser.harness.serving import map_frame
from tests.planting import plant
from tests.serving import Site, copy_of_sample, serving

pytestmark = pytest.mark.browser

FIRE = "(window.top||window).hasFired=1"
HOSTILE = (
    f'<img src=x onerror="{FIRE}">',
    f"</script><script>{FIRE}</script>",
    f"</style></title></textarea><svg onload='{FIRE}'>",
    f"`${{{FIRE}}}` ');{FIRE};//",
    "{{7*7}} {%25 for x in (1,) %25} {{x}} {%25 endfor %25}".replace("%25", "%"),
    "\u202e左右颠倒\u202d\u200f名称\u2066",
    "很长的名称" * 100,
    "W" * 500,
    f"[点我](javascript:{FIRE}) **粗** :red[红] $x^2$ :material/close:",
    "' OR 1=1 -- \" ; DROP TABLE parcels",
)
#: Names by which records are asked for: short, and each its own.
CODES = {"parcel_code", "plot_code", "plant_code", "unit_code", "enterprise_code", "project_code", "supply_code"}
CODES |= {"layer_code", "contract_code", "case_code", "problem_code", "ranking_code"}
FIRED = "() => window.hasFired === 1 || [...document.querySelectorAll('iframe')].some(f => {" \
    " try { return f.contentWindow.hasFired === 1 } catch { return false } })"  # fmt: skip
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"


def hostile(entity: str, column: str, row_id: int) -> str:
    """A different trap in each place, so that every column meets each of them somewhere."""
    if column in CODES:
        return f"<b>{{{{7*7}}}}`{row_id}"
    return HOSTILE[(row_id + sum(map(ord, entity + column))) % len(HOSTILE)]


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    record = copy_of_sample(tmp_path_factory.mktemp("hostile"))
    plant(record, hostile, actor="test")
    with serving(record) as site:
        yield site


@pytest.fixture
def visit(browser, hostile_site, request, signed_in_states):
    yield from visiting(browser, hostile_site, request, signed_in_states)


def rows(site: Site, entity: str) -> list:
    register = GeoPackageRegister(site.record)
    found = register.find(entity)
    register.close()
    return found


def assert_harmless(page) -> None:
    assert not page.evaluate(FIRED)
    expect(page.get_by_text("{{7*7}}").first).to_be_attached()  # as it was typed: nobody did the sum
    assert page.get_by_text("系统出错").count() == 0
    assert page.evaluate(TOO_WIDE) <= 0


@pytest.mark.parametrize("size", [WINDOW, PHONE], ids=["1366", "390"])
@pytest.mark.parametrize("role", ["visitor", "analyst"])
def test_map_and_lists_show_hostile_names_and_run_nothing(visit, role, size):
    page = visit(role, "/?kind=plot", size=size)
    frame = map_frame(page)
    assert not page.evaluate(FIRED)
    assert "49" not in {w for w in frame.locator("body").inner_text().split() if w == "49"}
    if size == PHONE:
        page.get_by_role("radio", name="列表").click()
    page.get_by_role("option").first.wait_for()
    assert_harmless(page)
    page.screenshot(path=f"tests/screenshots/hostile-list-{role}-{size[0]}.png")


@pytest.mark.parametrize("figure", ["available_land_mu", "vacant_plant_m2", "idle_mu", "tax_10k_yuan_per_mu"])
def test_an_opened_figure_shows_hostile_names_and_runs_nothing(visit, figure):
    page = visit("analyst", f"/?open={figure}&as_of=2025-11-20")
    page.get_by_role("dialog").get_by_role("row").nth(1).wait_for()
    assert_harmless(page)


@pytest.mark.parametrize("role", ["visitor", "analyst"])
def test_selected_records_show_hostile_names_and_run_nothing(visit, hostile_site, role):
    plot = next(p for p in rows(hostile_site, "plots") if p["marketing"] == "offered")["plot_code"]
    parcel = rows(hostile_site, "parcels")[3]["parcel_code"]
    page = visit(role, f"/?sel=plot:{quote(plot)}")
    page.locator(".st-key-sheet .head").wait_for()
    assert_harmless(page)
    page.goto(f"/?sel=parcel:{quote(parcel)}")
    page.locator(".st-key-sheet .head").wait_for()
    assert_harmless(page)


@pytest.mark.parametrize("role", ["visitor", "analyst"])
@pytest.mark.parametrize("kind", ["plot", "plant"])
def test_a_listing_of_hostile_names_runs_nothing(visit, hostile_site, kind, role):
    offered = {u["floor_id"] for u in rows(hostile_site, "units") if u["marketing"] == "offered"}
    plants = {f["plant_id"] for f in rows(hostile_site, "floors") if f["id"] in offered}
    found = {
        "plot": lambda: [p["plot_code"] for p in rows(hostile_site, "plots") if p["marketing"] == "offered"],
        "plant": lambda: [p["plant_code"] for p in rows(hostile_site, "plants") if p["id"] in plants],
    }[kind]()
    for size in (WINDOW, PHONE):
        page = visit(role, f"/{kind}?code={quote(found[0])}", size=size)
        page.locator("h1").first.wait_for()
        assert_harmless(page)


def test_the_sign_in_page_gives_back_what_was_typed_as_text(visit):
    page = visit("visitor", f"/login?next={HOSTILE[0]}")
    page.get_by_label("账号").fill(HOSTILE[1])
    page.get_by_label("密码").fill("x")
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("账号").input_value() == HOSTILE[1]
    assert not page.evaluate(FIRED)


def test_a_hostile_search_is_a_search(visit):
    page = visit("visitor", "/")
    page.get_by_label("搜索").fill(HOSTILE[4])
    page.get_by_label("搜索").press("Enter")
    page.wait_for_url("**q=*")
    expect(page.locator(".st-key-resultbar strong").first).not_to_have_text("26")  # found where it was typed
    assert not page.evaluate(FIRED)
    assert page.get_by_label("搜索").input_value() == HOSTILE[4]
