"""A visitor walks the public site: map, figures, finding, reading, on a desk and on a phone."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.harness.serving import ROOT, map_frame, settle

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
OFFERED_GREEN = (0x5D, 0xBB, 0x9E)
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
#: Latin on a Chinese page: the product's name, units, and the names of Streamlit's icons, which a font draws.
LATIN_ALLOWED = {"Mutu", "kVA", "kWh", "MPa", "Skip", "to", "main", "content"}
LATIN_ALLOWED |= {"expand_more", "search", "arrow_back", "close", "chevron_left", "chevron_right", "print"}


def count_in(text: str) -> int:
    """`预留 9` → 9."""
    return int(text.split()[-1].replace(",", ""))


def pixels_like(page: Page, colour: tuple[int, int, int]) -> int:
    """How many pixels of the map have about this colour."""
    box = page.locator("iframe").first.bounding_box()
    image = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("RGB")
    return sum(
        n for n, seen in image.getcolors(1 << 24) if max(abs(a - b) for a, b in zip(seen, colour, strict=True)) < 12
    )


def result_count(page: Page) -> int:
    return int(page.locator(".st-key-resultbar strong").first.inner_text().replace(",", ""))


def expect_count(page: Page, count: int) -> None:
    expect(page.locator(".st-key-resultbar strong").first).to_have_text(f"{count:,}")


def violations(page: Page) -> list[str]:
    """Barriers that axe calls serious or critical, in the page around the map's frame."""
    if not page.evaluate("() => !!window.axe"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("() => axe.run(document, {iframes: false})")["violations"]
    return [
        f"{v['id']}: {n['html'][:160]}" for v in found if v["impact"] in ("serious", "critical") for n in v["nodes"]
    ]


def latin_words(text: str) -> set[str]:
    """Words with small letters in a row; codes, coordinate systems and short units are none."""
    return {w for w in re.findall(r"[A-Za-z_]+", text) if re.search("[a-z]{3}|[A-Z][a-z]{2}", w)} - LATIN_ALLOWED


def test_the_map_is_drawn_and_its_legend_switches_what_it_counts(visit):
    page = visit()
    frame = map_frame(page)
    green = pixels_like(page, OFFERED_GREEN)
    assert green > 200
    box = frame.get_by_role("checkbox", name=re.compile("可供"))
    box.uncheck()
    settle(page, frame)
    assert pixels_like(page, OFFERED_GREEN) < green / 4
    page.wait_for_url("**hide=*")
    page.reload()
    frame = map_frame(page)
    assert not frame.get_by_role("checkbox", name=re.compile("可供")).is_checked()


def test_the_map_of_a_visitor_names_no_finding_and_offers_no_tool_of_staff(visit):
    frame = map_frame(page := visit())
    legend = frame.locator("body").inner_text()
    assert "闲置" not in legend
    assert "低效" not in legend
    assert frame.locator(".leaflet-control-measure").count() == 0
    assert page.get_by_label("数字范围").count() == 0


def test_filters_count_without_themselves_and_done_closes(visit):
    page = visit()
    offered = page.get_by_role("button", name=re.compile(r"^推介 \d"))
    reserved = page.get_by_role("button", name=re.compile(r"^预留 \d"))
    expect(offered).to_be_visible()
    all_offered, all_reserved = count_in(offered.inner_text()), count_in(reserved.inner_text())
    assert result_count(page) == all_offered + all_reserved
    reserved.click()
    expect_count(page, all_reserved)
    assert count_in(offered.inner_text()) == all_offered  # its own filter does not count against it
    page.get_by_role("button", name="园区").first.click()
    park = page.get_by_role("button", name=re.compile("邮亭工业园区"))
    there = count_in(park.inner_text())
    assert there < all_reserved
    park.click()
    expect_count(page, there)
    page.get_by_role("button", name="完成").click()
    expect(page.get_by_role("button", name="完成")).to_have_count(0)
    assert "marketing=reserved" in page.url
    page.get_by_role("button", name="清除筛选").click()
    expect_count(page, all_offered + all_reserved)


def test_search_finds_a_plot_and_its_card_opens_it_on_list_and_map(visit):
    page = visit()
    box = page.get_by_label(re.compile("搜索"))
    box.fill("SQ-B07")
    box.press("Enter")
    expect_count(page, 1)
    frame = map_frame(page)
    page.get_by_role("option").first.click()
    page.wait_for_url(re.compile("sel=plot(:|%3A)SQ-B07"))
    expect(page.get_by_role("button", name="返回列表")).to_be_visible()
    frame.wait_for_function("() => map.parcels.wanted.selected.length === 2")
    assert "q=SQ-B07" in page.url


def test_a_click_on_the_map_selects_and_a_click_beside_lets_go(visit):
    page = visit("visitor", "/?kind=parcel&at=16/29.4836/105.7515")
    frame = map_frame(page)
    box = page.locator("iframe").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("button", name="返回列表")).to_be_visible()
    assert "sel=" in page.url
    frame.wait_for_function("() => map.parcels.wanted.selected.length > 0")


def test_back_and_forward_walk_the_selections_and_keep_filters_and_place(visit):
    page = visit("visitor", "/?kind=plot&marketing=offered&at=14/29.48/105.76")
    frame = map_frame(page)
    count = result_count(page)
    page.get_by_role("option").nth(0).click()
    expect(page.get_by_role("button", name="返回列表")).to_be_visible()
    first = re.search(r"sel=([^&]+)", page.url).group(1)
    page.get_by_role("button", name="返回列表").click()
    page.get_by_role("option").nth(1).click()
    expect(page.get_by_role("button", name="返回列表")).to_be_visible()
    page.wait_for_function("f => location.href.includes('sel=') && !location.href.includes(f)", arg=first)
    page.go_back()
    page.go_back()
    page.wait_for_function("f => location.href.includes(f)", arg=first)
    assert "marketing=offered" in page.url
    page.go_forward()
    page.go_forward()
    page.wait_for_function("f => location.href.includes('sel=') && !location.href.includes(f)", arg=first)
    page.reload()
    frame = map_frame(page)
    assert frame.evaluate("() => map.parcels.wanted.selected.length") > 0
    page.get_by_role("button", name="返回列表").click()
    expect_count(page, count)


def test_a_link_restores_the_view_with_filters_and_place(visit):
    page = visit("visitor", "/?kind=plant&at=15.0/29.48000/105.75000")
    frame = map_frame(page)
    assert page.get_by_role("radio", name="厂房").is_checked()
    assert frame.evaluate("() => [map.getZoom(), +map.getCenter().lat.toFixed(4)]") == [15, 29.48]


@pytest.mark.parametrize("kind", ["地块", "厂房", "宗地"])
def test_each_kind_of_rows_has_its_list(visit, kind):
    page = visit()
    page.get_by_role("radio", name=kind).click()
    page.get_by_role("listbox", name=kind).get_by_role("option").first.wait_for()
    assert result_count(page) > 0


def test_an_opened_figure_shows_its_records_and_lists_just_these_on_the_map(visit):
    page = visit()
    page.get_by_role("button", name=re.compile("可供地块")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("row")).to_have_count(19)  # the head and eighteen parcels
    total = sum(float(t.replace(",", "")) for t in dialog.locator("tbody td:nth-child(2)").all_inner_texts())
    assert total == pytest.approx(850.00, abs=0.05)
    assert "as_of=2025-11-20" in page.url
    dialog.get_by_role("button", name="在地图上只看这些").click()
    expect_count(page, 18)
    assert "figure=available_land" in page.url


def test_an_opened_figure_closes_and_leaves_the_link(visit):
    page = visit("visitor", "/?open=vacant_plant_m2&as_of=2025-11-20")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("未推介")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.wait_for_function("() => !location.search.includes('open=')")


def test_a_figure_whose_records_a_visitor_may_not_see_opens_to_rule_source_and_day(visit):
    page = visit()
    page.get_by_role("button", name=re.compile("闲置土地")).click()
    dialog = page.get_by_role("dialog")
    for word in ("口径", "来源", "截至"):
        dialog.get_by_text(word, exact=True).wait_for()
    assert dialog.get_by_role("row").count() == 0
    assert dialog.get_by_role("button", name="在地图上只看这些").count() == 0


def test_the_list_is_walked_by_keyboard_alone(visit):
    page = visit()
    first = page.get_by_role("option").first
    first.wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.shadowRoot?.activeElement?.getAttribute('role') === 'option'"):
            break
    else:
        raise AssertionError("Tab does not reach the list")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="返回列表")).to_be_visible()


def test_on_a_phone_map_and_list_take_turns_and_nothing_scrolls_sideways(visit):
    page = visit(size=PHONE)
    map_frame(page)
    assert page.evaluate(TOO_WIDE) <= 0
    page.get_by_role("radio", name="列表").click()
    page.get_by_role("option").first.wait_for()
    page.mouse.move(195, 400)  # off the switch: its shade under the pointer is not meant for reading
    expect(page.locator("iframe").first).not_to_be_in_viewport()
    assert page.evaluate(TOO_WIDE) <= 0
    assert violations(page) == []


PAGES = ["/", "/?open=available_land_mu", "/?sel=plot:SQ-B07", "/plot?code=SQ-B07", "/plant?code=SQ-A09-1"]


@pytest.mark.parametrize("path", PAGES)
def test_no_serious_barrier_no_english_and_no_sideways_scroll(visit, path):
    page = visit("visitor", path)
    ready = {"/": "[role=option]", "/?open=available_land_mu": "[role=dialog] tbody tr"}
    page.locator(ready.get(path, "h1, .st-key-sheet")).first.wait_for()
    assert violations(page) == []
    assert latin_words(page.locator("body").inner_text()) == set()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.wait_for_function(f"() => ({TOO_WIDE})() <= 0")
    assert violations(page) == []
