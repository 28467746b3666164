"""A wounded file in Chromium: its CRS and one heading are said, the good rows come in, are seen, and go again."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from playwright.sync_api import Browser, Page, expect

from domain.audience import Role
from domain.crs import STORAGE, transform
from register.geopackage import GeoPackageRegister
from tests.browser.conftest import PHONE, WINDOW, Watch
from tests.browser.harness.serving import SHOTS, colour_at, map_frame, point_of, settle
from tests.browser.test_visitor import violations
from tests.files import LAT, LON, code
from tests.serving import COOKIE, Site, copy_of_sample, serving

pytestmark = pytest.mark.browser

ZONE = "EPSG:4544"
PLACE = LON + 0.12, LAT  # where the sample has no land
LAND = (246, 246, 241)


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(copy_of_sample(tmp_path_factory.mktemp("import"))) as running:
        yield running


@pytest.fixture
def page(browser: Browser, own_site: Site) -> Iterator[Page]:
    """An administrator on the page of imports."""
    context = browser.new_context(base_url=own_site.url, viewport=dict(zip(("width", "height"), WINDOW, strict=True)))
    token = own_site.session_of("wang", {Role.ADMINISTRATOR})
    context.add_cookies([{"name": COOKIE, "value": token, "url": own_site.url.replace("http", "https", 1)}])
    page = context.new_page()
    watch = Watch(f"localhost:{own_site.port}")
    watch.over(page)
    page.goto("/import-file")
    yield page
    context.close()
    assert watch.faults == []


def wounded_zip(folder: Path) -> Path:
    """GBK without .cpg, no .prj, a heading that nobody knows; the fourth boundary crosses itself."""
    import pyogrio

    (x, y), side = shapely.get_coordinates(transform(shapely.Point(PLACE), STORAGE, ZONE))[0], 100
    shapes = [shapely.box(x + 150 * n, y, x + 150 * n + side, y + side) for n in range(3)]
    shapes.append(shapely.Polygon([(x, y + 300), (x + 100, y + 400), (x + 100, y + 300), (x, y + 400)]))
    cells = [np.array([code(97_001 + n) for n in range(4)], object), np.array(["甲", "乙", "丙", "丁"], object)]
    pyogrio.raw.write(
        folder / "宗地.shp", shapely.to_wkb(np.array(shapes)), cells, ["宗地编号", "俗称"], geometry_type="Polygon",
        driver="ESRI Shapefile", encoding="CP936", crs=ZONE,
    )  # fmt: skip
    archive = folder / "九月测绘.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for suffix in (".shp", ".shx", ".dbf"):
            packed.write(folder / f"宗地{suffix}", f"宗地{suffix}")
    return archive


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option, exact=True).click()


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.wait_for_timeout(400)
    page.screenshot(path=SHOTS / f"import-{name}.png")


def test_wounded_shapefile_is_corrected_comes_in_is_seen_and_is_undone(
    page: Page, own_site: Site, tmp_path: Path
) -> None:
    shoot(page, "1-begin")
    page.locator("input[type=file]").set_input_files(str(wounded_zip(tmp_path)))
    expect(page.get_by_text("文件没有写明坐标系")).to_be_visible()
    shoot(page, "2-no-crs")
    crs = page.get_by_role("combobox", name="坐标系")
    crs.click()
    crs.fill("4544")
    page.get_by_role("option", name=re.compile("EPSG:4544")).click()
    expect(page.locator(".counts")).to_contain_text("新增")
    page.get_by_text("表头对应").click()
    choose(page, "俗称", "宗地名称")
    page.wait_for_timeout(4_000)
    shoot(page, "3-headings")
    page.get_by_text("问题清单", exact=True).click()
    expect(page.locator(".st-key-issues")).to_contain_text(re.compile("第 4 行.*图形"))
    with page.expect_download() as report:
        page.get_by_role("button", name="下载问题清单").click()
    assert report.value.suggested_filename.endswith("问题清单.xlsx")
    shoot(page, "3-issues")
    page.get_by_role("radio", name="逐行结果").click(force=True)
    page.mouse.move(5, 700)
    page.wait_for_timeout(1_000)
    shoot(page, "4-rows")
    assert violations(page) == []
    page.set_viewport_size(dict(zip(("width", "height"), PHONE, strict=True)))  # type: ignore[arg-type]
    shoot(page, "5-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.set_viewport_size(dict(zip(("width", "height"), WINDOW, strict=True)))  # type: ignore[arg-type]

    page.get_by_text("当前是示例台账，确认导入").click()
    page.get_by_role("button", name="只导入合格的 3 行").click()
    expect(page.get_by_text("已导入：新增 3 行")).to_be_visible()
    shoot(page, "6-imported")
    register = GeoPackageRegister(own_site.record)
    found = {p["parcel_code"]: p["name"] for p in register.find("parcels") if p["parcel_code"] >= code(97_001)}
    assert [found[code(97_001 + n)] for n in range(3)] == ["甲", "乙", "丙"]

    page.goto(f"/?kind=parcel&sel=parcel:{code(97_002)}")
    expect(page.locator(".st-key-sheet")).to_contain_text("乙")
    frame = map_frame(page)
    settle(page, frame)
    shape = register.find("parcels", parcel_code=code(97_001))[0]["shape"]
    place = point_of(page, frame, shape.centroid.y, shape.centroid.x)
    assert colour_at(page, *place) != LAND
    shoot(page, "7-map")

    page.goto("/import-file")
    page.get_by_role("row", name=re.compile("九月测绘.zip")).click()
    expect(page.get_by_role("dialog")).to_contain_text("将撤回新增 3 行")
    shoot(page, "8-undo")
    page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已撤销批次")).to_be_visible()
    assert not register.find("parcels", parcel_code=code(97_001))
    shoot(page, "9-undone")
    register.close()
