"""The map's own layer in Chromium: it draws, answers, keeps still and says where it failed."""

import math
from collections.abc import Iterator

import pytest

playwright = pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Browser, Page  # noqa: E402

from tests.browser.harness import town  # noqa: E402
from tests.browser.harness.serving import (  # noqa: E402
    SHOTS,
    chromium,
    colour_at,
    harness_server,
    map_frame,
    point_of,
    settle,
)

pytestmark = pytest.mark.browser

OVERLAPS = """() => {
  const boxes = map.mutuOverlay.placed.flatMap((p, i) => p.boxes.map(b => [i, ...b]));
  const hits = [];
  for (const [i, a0, a1, a2, a3] of boxes) for (const [j, b0, b1, b2, b3] of boxes)
    if (i < j && a0 < b2 && a2 > b0 && a1 < b3 && a3 > b1) hits.push([i, j]);
  return {hits, texts: map.mutuOverlay.placed.map(p => p.text)};
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with harness_server() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.tiles, page.outside, page.faults = [], [], []
    page.on("request", lambda r: page.tiles.append(r.url) if "/tiles/" in r.url else None)
    local = (address, "data:", "blob:", address.replace("http", "ws"))
    page.on("request", lambda r: page.outside.append(r.url) if not r.url.startswith(local) else None)
    page.on("pageerror", lambda e: page.faults.append(str(e)))
    yield page
    page.close()


def first(code: str) -> int:
    return next(int(p["id"]) for p in town.parcels() if p["s"] == code)


def near(colour: tuple[int, int, int], wanted: str, by: int = 12) -> bool:
    return all(abs(c - int(wanted[i : i + 2], 16)) <= by for c, i in zip(colour, (1, 3, 5), strict=True))


def edge_of(parcel_id: int) -> tuple[float, float]:
    """A place inside a parcel, near its corner, where neither label nor plant stands."""
    x0, _, _, y1 = town.parcels()[parcel_id - 1]["shape"].bounds
    shape = town.place(town.Point(x0 + 6, y1 - 6))
    lon, lat = town._lonlat(shape.x, shape.y)
    return lat, lon


def test_parcels_are_drawn_in_the_colour_of_their_code(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / "harness-map-1366.png")
    for code, colour in (("offered", "#5DBB9E"), ("reserved", "#B5DBF2"), ("producing", "#DCE1E3")):
        some = [int(p["id"]) for p in town.parcels() if p["s"] == code][:6]
        seen = [colour_at(page, *point_of(page, frame, *edge_of(i))) for i in some]
        # one or another may lie under a plant or a road's name
        assert sum(near(c, colour) for c in seen) >= 3, (code, seen)
    assert not page.outside
    assert not page.faults


def test_hatching_shows_both_its_colours(page: Page, address: str):
    lat, lon = town.corner_of(first("idle"))
    page.goto(f"{address}/?at=17/{lat}/{lon}")
    frame = map_frame(page)
    x, y = point_of(page, frame, *edge_of(first("idle")))
    seen = [colour_at(page, x + dx, y + 14) for dx in range(16)]
    assert any(near(c, "#FCEADF", 8) for c in seen)
    assert any(near(c, "#D4753B", 60) for c in seen)


@pytest.mark.parametrize("zoom", [13, 14.5, 15, 16, 17.5])
def test_no_two_labels_ever_touch(page: Page, address: str, zoom: float):
    lat, lon = town.corner_of(80)
    page.goto(f"{address}/?at={zoom}/{lat}/{lon}&sel=80")
    found = map_frame(page).evaluate(OVERLAPS)
    assert found["hits"] == []
    assert zoom < 15 or any("亩" in text for text in found["texts"])


def test_hover_lights_a_parcel_and_shows_its_words(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    target = town.parcels()[first("offered") - 1]
    page.mouse.move(*point_of(page, frame, *edge_of(target["id"])))
    page.wait_for_timeout(200)
    assert frame.evaluate("() => map.parcels.lit") == [target["id"]]
    tip = frame.locator(".mutu-tip").text_content()
    assert tip == f"{target['n']}　可供　{target['a']}"


def test_a_click_hands_the_number_to_python_and_selection_asks_no_tile(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    asked = len(page.tiles)
    frame.evaluate("() => { window.stays = true; map.flyTo = () => {}; }")
    target = first("reserved")
    page.mouse.click(*point_of(page, frame, *edge_of(target)))
    page.wait_for_function(f"() => document.getElementById('picked')?.textContent === '{target}'")
    page.wait_for_timeout(600)
    assert f"sel={target}" in page.url
    assert frame.evaluate("() => window.stays && map.parcels.wanted.selected") == [target]
    assert len(page.tiles) == asked


def test_a_click_beside_every_parcel_selects_nothing(page: Page, address: str):
    page.goto(f"{address}/?sel=5&at=15/29.5205/105.7598")
    frame = map_frame(page)
    page.mouse.click(*point_of(page, frame, town.bounds()[3] + 0.001, town.bounds()[0]))
    page.wait_for_function("() => document.getElementById('picked')?.textContent === '0'")


def test_panning_asks_python_nothing_and_writes_the_place_into_the_address(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    runs = page.locator("#runs").text_content()
    frame.evaluate("() => map.panBy([140, 60], {animate: false})")
    page.wait_for_timeout(900)
    assert page.locator("#runs").text_content() == runs
    assert "at=" in page.url
    place = frame.evaluate("() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]")
    page.reload()
    again = map_frame(page).evaluate("() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]")
    assert again == pytest.approx(place, abs=2e-5)


def test_a_filter_swaps_tiles_and_keeps_frame_and_old_picture(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    frame.evaluate("() => { window.stays = true; }")
    x, y = point_of(page, frame, *edge_of(first("reserved")))
    before = len(page.tiles)
    page.get_by_role("radio", name="slow-idle").click()
    frame.wait_for_function("() => map.parcels.wanted.url.includes('slow-idle')")
    page.wait_for_timeout(300)
    assert near(colour_at(page, x, y), "#B5DBF2")
    frame.wait_for_function("() => map.parcels._asked.size && [...map.parcels._held.keys()].length")
    page.wait_for_timeout(4000)
    assert frame.evaluate("() => window.stays") is True
    assert 0 < len(page.tiles) - before <= 40
    faded = colour_at(page, x, y)
    assert not near(faded, "#B5DBF2")
    assert min(faded) > 225
    page.screenshot(path=SHOTS / "harness-filter-1366.png")


def test_of_three_filters_in_a_row_the_last_one_wins(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    frame.evaluate("""() => { for (const c of ['slow-idle', 'slow-offered', 'reserved'])
      map.parcels.update({...map.parcels.wanted, url: `/tiles/a/${c}/{z}/{x}/{y}.mvt?r=1`}); }""")
    page.wait_for_timeout(4500)
    x, y = point_of(page, frame, *edge_of(first("reserved")))
    assert near(colour_at(page, x, y), "#B5DBF2")
    x, y = point_of(page, frame, *edge_of(first("offered")))
    assert not near(colour_at(page, x, y), "#5DBB9E", 40)


def test_the_legend_switches_a_colour_off_and_on_without_a_tile(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    asked = len(page.tiles)
    x, y = point_of(page, frame, *edge_of(first("reserved")))
    frame.get_by_role("checkbox", name="预留").uncheck()
    page.wait_for_timeout(400)
    assert not near(colour_at(page, x, y), "#B5DBF2")
    assert "hide=reserved" in page.url
    frame.get_by_role("checkbox", name="预留").check()
    page.wait_for_timeout(400)
    assert near(colour_at(page, x, y), "#B5DBF2")
    assert len(page.tiles) == asked


def test_a_failed_tile_says_so_and_is_asked_again(page: Page, address: str):
    page.request.get(f"{address}/fail/on")
    page.goto(address)
    frame = map_frame(page)
    page.screenshot(path=SHOTS / "harness-failed-1366.png")
    states = "() => Object.values(map.parcels._tiles).map(t => t.el.dataset.state)"
    assert set(frame.evaluate(states)) == {"failed"}
    page.request.get(f"{address}/fail/off")
    frame.wait_for_function("() => Object.values(map.parcels._tiles).every(t => t.el.dataset.state !== 'failed')")
    x, y = point_of(page, frame, *edge_of(first("reserved")))
    page.wait_for_timeout(300)
    assert near(colour_at(page, x, y), "#B5DBF2")


def test_hostile_names_run_nothing(page: Page, address: str):
    lat, lon = town.corner_of(80)
    page.add_init_script("window.fired = () => { window.top.hasFired = true; }")
    page.goto(f"{address}/?criteria=hostile&at=17/{lat}/{lon}")
    frame = map_frame(page)
    page.mouse.move(*point_of(page, frame, lat, lon))
    page.wait_for_timeout(300)
    assert frame.locator(".mutu-tip").text_content()
    assert frame.evaluate("() => document.querySelectorAll('.mutu-tip *').length") == 0
    assert page.evaluate("() => window.hasFired") is None
    assert not page.faults


def test_deep_zoom_is_drawn_from_the_sixteenth_level(page: Page, address: str):
    lat, lon = edge_of(first("offered"))
    page.goto(f"{address}/?at=20/{lat}/{lon}")
    frame = map_frame(page)
    assert {url.split("/")[-3] for url in page.tiles} == {"16"}
    x, y = point_of(page, frame, lat, lon)
    assert near(colour_at(page, x, y), "#5DBB9E")


def test_coordinates_equal_the_plane_of_the_third_degree_zone(page: Page, address: str):
    from pyproj import Transformer

    page.goto(address)
    frame = map_frame(page)
    for lat, lon in ((29.52, 105.76), (31.2, 121.4), (23.05, 112.46)):
        zone = round(lon / 3)
        plane = Transformer.from_crs(4490, 4488 + zone, always_xy=True)
        east, north = plane.transform(lon, lat)
        seen = frame.evaluate("([lat, lon]) => mutu.planeOf(lat, lon)", [lat, lon])
        assert math.isclose(seen["x"], north, abs_tol=1e-4)
        assert math.isclose(seen["y"], east, abs_tol=1e-4)


def test_gcj02_moves_by_some_hundred_metres_and_only_the_raster(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    # 天安门: WGS-84 39.90734, 116.39089 stands at 39.90875, 116.39713 in GCJ-02 to some metres
    moved = frame.evaluate("() => { const p = mutu.gcjOf(39.90734, 116.39089); return [p.lat, p.lng]; }")
    assert moved == pytest.approx([39.90875, 116.39713], abs=6e-5)


def test_staff_read_coordinates_and_measure(page: Page, address: str):
    page.goto(f"{address}/?staff=1")
    frame = map_frame(page)
    page.mouse.move(*point_of(page, frame, 29.52, 105.76))
    page.wait_for_timeout(200)
    assert "CGCS2000" in frame.locator(".mutu-coordinates").text_content()
    page.screenshot(path=SHOTS / "harness-staff-1366.png")
    frame.locator(".leaflet-control-measure").hover()
    frame.get_by_text("开始一次新的测量").click()
    assert frame.evaluate("() => map.mutuPaused") is True
    for dx, dy in ((0, 0), (120, 0), (120, 90)):
        x, y = point_of(page, frame, 29.52, 105.76)
        page.mouse.click(x + dx, y + dy)
        page.wait_for_timeout(350)
    page.screenshot(path=SHOTS / "harness-measure-1366.png")
    assert page.locator("#picked").text_content() == "0"
    frame.get_by_text("完成测量").click()
    page.wait_for_timeout(500)
    assert frame.evaluate("() => map.mutuPaused") is False
    assert "亩" in frame.locator(".leaflet-measure-resultpopup").text_content()
    assert not page.outside


def test_a_hover_in_the_list_lights_the_parcel_and_one_on_the_map_is_told(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    page.evaluate("() => dispatchEvent(new CustomEvent('mutu:hover', {detail: {ids: [7, 9], from: 'list'}}))")
    page.wait_for_timeout(100)
    assert frame.evaluate("() => map.parcels.lit") == [7, 9]
    page.evaluate("() => addEventListener('mutu:hover', e => { window.told = e.detail; })")
    page.mouse.move(*point_of(page, frame, *edge_of(12)))
    page.wait_for_timeout(200)
    assert page.evaluate("() => window.told") == {"ids": [12], "from": "map"}


def test_zooming_keeps_the_labels_with_their_parcels(page: Page, address: str):
    page.goto(address)
    frame = map_frame(page)
    frame.evaluate("() => map.zoomIn(1, {animate: false})")
    settle(page, frame)
    assert frame.evaluate(OVERLAPS)["hits"] == []


def test_amap_is_moved_under_our_shapes_and_a_place_keeps_its_degrees(page: Page, address: str):
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001"
    ) + bytes.fromhex("0d0a2db40000000049454e44ae426082")
    page.route("**/*autonavi*/**", lambda route: route.fulfill(body=pixel, content_type="image/png"))
    page.goto(f"{address}/?base=amap&at=15/29.5205/105.7598")
    frame = map_frame(page)
    page.wait_for_timeout(500)
    off = frame.evaluate("""() => {
      const layer = map.mutuRaster.layers[0], tile = Object.values(layer._tiles)[0], at = tile.coords;
      const seen = L.DomUtil.getPosition(tile.el).add(map.getPixelOrigin());
      const own = L.point(at.x * 256, at.y * 256), by = seen.subtract(own);
      return {metres: Math.hypot(by.x, by.y) * 156543 / 2 ** 16 * Math.cos(29.52 * Math.PI / 180),
              ground: map.hasLayer(map.ground), credit: map.mutuCredit.textContent};
    }""")
    assert 200 < off["metres"] < 700
    assert off["ground"] is False
    assert "高德" in off["credit"]
    x, y = point_of(page, frame, *edge_of(30))
    page.mouse.move(x, y)
    page.wait_for_timeout(200)
    assert frame.evaluate("() => map.parcels.lit") == [30]
