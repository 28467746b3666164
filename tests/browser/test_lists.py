"""Table and cards in Chromium: Chinese only, by mouse and keyboard, tied to the map, safe with any text."""

from collections.abc import Iterator

import pytest

playwright = pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Browser, Page, expect  # noqa: E402

from tests.browser.harness import town  # noqa: E402
from tests.browser.harness.serving import (  # noqa: E402
    ROOT,
    SHOTS,
    chromium,
    harness_server,
    map_frame,
    point_of,
)

pytestmark = pytest.mark.browser
IN_ITS_BOX = """(e) => {
  const box = e.closest('.box').getBoundingClientRect(), row = e.getBoundingClientRect();
  return row.top >= box.top && row.bottom <= box.bottom + 1;
}"""
TOO_MUCH = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return [main.scrollHeight - main.clientHeight, document.documentElement.scrollWidth - innerWidth];
}"""
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with harness_server() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    yield page
    page.close()


def firms(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/rows{query}")
    page.locator("tbody tr").first.wait_for()


def column(page: Page, number: int, rows: int = 60) -> list[str]:
    return page.locator(f"table >> nth=0 >> tbody td:nth-child({number})").all_text_contents()[:rows]


def violations(page: Page, inside: str) -> list[str]:
    page.add_script_tag(path=AXE)
    found = page.evaluate("(inside) => axe.run(inside)", inside)
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]


def test_figures_stand_right_under_their_heads(page: Page, address: str):
    firms(page, address)
    page.screenshot(path=SHOTS / "harness-table-1366.png")
    aligned = "(e) => getComputedStyle(e).textAlign"
    for number in (1, 5, 6):
        assert page.locator(f"th:nth-child({number})").first.evaluate(aligned) == "right"
        assert page.locator(f"td:nth-child({number})").first.evaluate(aligned) == "right"


def test_a_head_sorts_and_what_is_missing_stays_last_both_ways(page: Page, address: str):
    firms(page, address)
    head = page.get_by_role("columnheader", name="亩均税收").first
    for direction in ("descending", "ascending"):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == direction
        seen = column(page, 6)
        figures = [float(v) for v in seen if v != "无数据"]
        assert figures == sorted(figures, reverse=direction == "descending")
        assert seen[-4:] == ["无数据"] * 4
    assert head.get_by_role("button").evaluate("(e) => e.getRootNode().activeElement === e")


def test_a_row_is_walked_to_and_picked_by_keyboard(page: Page, address: str):
    firms(page, address)
    page.locator("tbody tr").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "Home", "PageDown"):
        page.keyboard.press(key)
    at = page.evaluate("() => document.activeElement.shadowRoot.activeElement.dataset.id")
    assert at not in {"firm-1", "firm-60"}
    page.keyboard.press("Enter")
    expect(page.locator("#firm")).to_have_text(at)
    assert page.locator('tr[aria-selected="true"]').get_attribute("data-id") == at
    assert page.evaluate("() => document.activeElement.shadowRoot.activeElement.dataset.id") == at
    assert page.locator('tbody tr[tabindex="0"]').count() == 1


def test_a_click_picks_and_the_page_does_not_jump(page: Page, address: str):
    firms(page, address)
    page.locator("tr[data-id=firm-9]").click()
    expect(page.locator("#picked")).to_have_text("firm-9")
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_a_selection_made_by_python_is_brought_into_the_box(page: Page, address: str):
    firms(page, address)
    page.get_by_role("button", name="第三十家").click()
    row = page.locator("tr[data-id=firm-30]")
    expect(row).to_have_attribute("aria-selected", "true")
    assert row.evaluate(IN_ITS_BOX)


def test_the_head_stays_while_rows_scroll(page: Page, address: str):
    firms(page, address)
    top = page.locator("thead").first.bounding_box()["y"]
    page.locator(".box").first.evaluate("(e) => { e.scrollTop = 600; }")
    assert page.locator("thead th").first.bounding_box()["y"] == pytest.approx(top, abs=2)


def test_a_page_of_the_server_is_sorted_by_the_server_and_numbered_through(page: Page, address: str):
    firms(page, address, "?server=1")
    grid = page.get_by_role("grid", name="分页")
    assert grid.get_attribute("aria-rowcount") == "1201"
    assert grid.locator("tbody tr").first.get_attribute("aria-rowindex") == "202"
    grid.get_by_role("button", name="用地").click()
    expect(page.locator("#told")).to_have_text("area True")
    expect(grid.get_by_role("columnheader", name="用地")).to_have_attribute("aria-sort", "descending")
    assert grid.locator("tbody tr").first.get_attribute("data-id") == "firm-1"


def test_a_thousand_rows_come_up_and_answer(page: Page, address: str):
    firms(page, address, "?count=1000")
    assert page.locator("table >> nth=0 >> tbody tr").count() == 1000
    page.locator("tr[data-id=firm-1]").click()
    expect(page.locator("#picked")).to_have_text("firm-1", timeout=3000)


def test_hostile_text_is_shown_and_runs_nothing(page: Page, address: str):
    firms(page, address, "?hostile=1")
    assert column(page, 2)[1] == "{{7*7}}"
    assert "onerror" in column(page, 2)[0]
    assert page.locator("table img, table script").count() == 0
    assert page.evaluate("() => window.hasFired") is None


def test_an_empty_table_says_why(page: Page, address: str):
    firms(page, address)
    expect(page.get_by_text("没有符合条件的企业，放宽条件再看")).to_be_visible()


def test_print_shows_every_row_with_the_head_on_each_page(page: Page, address: str):
    firms(page, address)
    page.emulate_media(media="print")
    box = page.locator(".box").first
    assert box.evaluate("(e) => getComputedStyle(e).overflow") == "visible"
    assert page.locator("thead").first.evaluate("(e) => getComputedStyle(e).display") == "table-header-group"
    assert box.bounding_box()["height"] > 60 * 31


def test_no_barrier_is_found_in_table_and_cards(page: Page, address: str):
    firms(page, address)
    assert violations(page, "[data-testid=stMain]") == []
    page.goto(address)
    page.get_by_role("option").first.wait_for()
    assert violations(page, ".st-key-list") == []


def test_a_card_picks_and_lights_its_parcel_on_the_map(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    card = page.get_by_role("option").nth(2)
    number = int(card.get_attribute("data-id"))
    card.hover()
    page.wait_for_timeout(150)
    assert frame.evaluate("() => map.parcels.lit") == [number]
    card.click()
    expect(page.locator("#picked")).to_have_text(str(number))
    page.wait_for_timeout(1200)
    assert frame.evaluate("() => map.parcels.wanted.selected") == [number]
    page.screenshot(path=SHOTS / "harness-selected-1366.png")


def test_the_parcel_under_the_pointer_lights_its_card_and_a_click_scrolls_to_it(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    last = page.get_by_role("option").last
    number = int(last.get_attribute("data-id"))
    page.evaluate("(id) => dispatchEvent(new CustomEvent('mutu:hover', {detail: {ids: [id], from: 'map'}}))", number)
    assert "lit" in last.get_attribute("class")
    page.mouse.click(*point_of(page, frame, *town.corner_of(number)))
    expect(last).to_have_attribute("aria-selected", "true")
    assert last.evaluate(IN_ITS_BOX)
    assert page.locator(".st-key-stage").bounding_box()["y"] == pytest.approx(53, abs=1)


def test_the_map_page_never_scrolls(page: Page, address: str):
    for width, height in ((1366, 768), (1920, 1080), (390, 844), (683, 384)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address)
        page.wait_for_selector("iframe")
        page.wait_for_timeout(1500)
        page.screenshot(path=SHOTS / f"harness-page-{width}.png")
        assert page.evaluate(TOO_MUCH) == [0, 0]
