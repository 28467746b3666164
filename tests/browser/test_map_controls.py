"""Every control of the map, opened as every role: nothing is asked of any host but the basemap just chosen."""

import base64

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.harness.serving import map_frame

pytestmark = pytest.mark.browser

#: What each choice of basemap may ask; our own ground and a blank sheet ask nobody.
HOSTS = {
    "示意底图": set(),
    "空白底图": set(),
    "OSM": {"tile.openstreetmap.org"},
    "高德地图": {f"webrd0{n}.is.autonavi.com" for n in range(1, 5)},
}
PUBLIC = ["示意底图", "空白底图"]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def basemaps(page: Page) -> list[str]:
    page.get_by_role("combobox", name="底图").click()
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    return options.all_inner_texts()


def open_every_control(page: Page, *, is_staff: bool) -> None:
    frame = map_frame(page)
    for name in ("放大", "缩小"):
        frame.get_by_role("button", name=name).click()
        page.wait_for_timeout(400)
    frame.get_by_role("button", name="全区").click()
    page.wait_for_timeout(900)
    for box in frame.locator(".mutu-legend input").all():
        box.uncheck()
        box.check()
    if is_staff:
        frame.locator(".leaflet-control-measure").hover()
        frame.get_by_text("开始一次新的测量").click()
        frame.get_by_text("取消").click()


@pytest.mark.parametrize("role", ["visitor", "officer", "reviewer", "analyst", "administrator"])
def test_every_control_of_the_map_asks_only_the_basemap_just_chosen(visit, role):
    """Pictures from outside are answered here: this test asks who is asked, not what comes."""
    is_staff = role != "visitor"
    page = visit(role, chosen_hosts=set().union(*HOSTS.values()) if is_staff else ())
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.split("/")[2])
        route.fulfill(body=PIXEL, content_type="image/png")

    page.route(lambda url: "localhost" not in url, answer)
    open_every_control(page, is_staff=is_staff)
    assert not asked
    offered = basemaps(page)
    page.keyboard.press("Escape")
    assert [o for o in HOSTS if any(o in name for name in offered)] == (list(HOSTS) if is_staff else PUBLIC)
    for name in offered:
        asked.clear()
        page.get_by_role("combobox", name="底图").click()
        page.get_by_role("option", name=name).click()
        page.wait_for_timeout(2500)
        permitted = next(hosts for word, hosts in HOSTS.items() if word in name)
        assert set(asked) <= permitted, name
        assert bool(asked) == bool(permitted), name
