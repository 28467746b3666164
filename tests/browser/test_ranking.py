"""The analyst's year in a browser: read the ranking, follow one firm, freeze, contest, close; a reviewer releases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settled, visiting
from tests.browser.test_visitor import violations
from tests.serving import Site, copy_of_sample, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server of one's own: this way changes its record."""
    with serving(copy_of_sample(tmp_path_factory.mktemp("ranking"))) as running:
        yield running


@pytest.fixture
def come(browser: Browser, own_site: Site, request: pytest.FixtureRequest, signed_in_states):
    yield from visiting(browser, own_site, request, signed_in_states)


def firm_panel(page: Page):
    return page.locator(".st-key-rkfirm")


def test_analyst_reads_the_ranking_and_follows_a_firm(come):
    page = come("analyst", "/ranking")
    expect(page.get_by_text("规上合计　税收 43,200.00 万元 ÷ 用地 4,500.00 亩 ＝ 9.60 万元/亩")).to_be_visible()
    expect(page.locator(".rk-class")).to_have_count(4)
    page.get_by_role("row", name=re.compile("壬申橡塑")).click()
    expect(firm_panel(page)).to_contain_text("第 48 名 / 54")
    expect(firm_panel(page)).to_contain_text("距 B 级线还差 7.05 分")
    assert "firm=SQ-E009" in page.url
    page.get_by_role("radio", name="升级路径").click()
    expect(firm_panel(page)).to_contain_text("腾退用地 27.59 亩：C → B")
    page.get_by_role("radio", name="同业分布").click()
    expect(firm_panel(page).locator("canvas, svg.marks").first).to_be_visible()
    page.go_back()
    expect(firm_panel(page)).to_contain_text("腾退用地 27.59 亩")
    assert violations(page) == []


def test_the_page_fits_the_window_and_its_address_is_its_state(come):
    page = come("analyst", "/ranking?pool=规下&firm=SQ-E045&tab=parts")
    expect(firm_panel(page).locator("h2")).to_contain_text("立春")
    expect(page.get_by_role("radio", name="规下")).to_be_checked()
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height <= 768 + 2
    page.reload()
    expect(firm_panel(page).locator("h2")).to_contain_text("立春")


def test_parks_land_and_unrated_firms_have_their_views(come):
    page = come("analyst", "/ranking?view=groups")
    expect(page.get_by_role("row", name=re.compile("双桥工业园区.*10.00.*3,120.00"))).to_be_visible()
    page.get_by_role("radio", name="不定等级 6").click()
    expect(page.get_by_role("row", name=re.compile("缺少 研发经费")).first).to_be_visible()
    page.get_by_role("radio", name="低等级用地").click()
    expect(page.get_by_text(re.compile("C、D 级企业 13 家"))).to_be_visible()
    expect(page.get_by_text("持有用地为登记在企业名下的宗地")).to_be_visible()
    page.wait_for_timeout(1000)  # what the run replaced fades out
    assert violations(page) == []


def test_analyst_freezes_contests_and_closes_and_a_reviewer_releases(come, tmp_path: Path):
    page = come("analyst", "/ranking?view=procedure")
    page.get_by_role("button", name="登记异议").click()
    page.get_by_role("combobox", name=re.compile("^企业|Selected")).first.click()
    page.get_by_role("option", name=re.compile("壬申橡塑")).click()
    page.get_by_label("企业主张数值").fill("500")
    page.get_by_label("证明材料（名称、编号）").fill("完税证明 1 号")
    page.get_by_label("证明材料（名称、编号）").press("Tab")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已登记异议")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="试算并封存").click()
    expect(page.get_by_role("status")).to_contain_text("已封存试算稿 2024-01")
    settled(page).get_by_label("文号").fill("亩均办〔2025〕1号")
    page.get_by_label("文号").press("Tab")
    settled(page)
    page.locator(".st-key-rk-close button").click()
    expect(page.get_by_text("还有 1 件异议未核定")).to_be_visible()

    page.get_by_role("row", name=re.compile("壬申橡塑")).click()
    settled(page).get_by_label("核定意见").fill("不属本年度入库")
    page.get_by_label("核定意见").press("Tab")
    page.get_by_role("button", name="不采纳").click()
    expect(page.get_by_role("status")).to_contain_text("已核定")
    page.locator(".st-key-rk-close button").click()
    expect(page.get_by_role("status")).to_contain_text("已关账 2024-01")
    with page.expect_download() as came:
        page.get_by_role("link", name="等级名单 PDF").click()
    assert came.value.path().read_bytes()[:5] == b"%PDF-"

    other = come("reviewer", "/grade-list")
    expect(other.get_by_role("row", name=re.compile("壬申橡塑"))).to_be_visible()
    assert not re.search(r"50\.94|106\.93", other.locator("body").inner_text())
    settled(other).get_by_label("文号").fill("亩均办〔2025〕2号")
    other.get_by_label("文号").press("Tab")
    other.get_by_role("button", name="公布名单").click()
    expect(other.get_by_role("status")).to_contain_text("已公布 2024-01")
    assert violations(other) == []


@pytest.mark.parametrize("role", ["visitor", "officer", "reviewer", "administrator"])
def test_nobody_else_finds_the_page(come, role: str):
    page = come(role)
    page.get_by_role("link", name="一张图").first.wait_for()
    assert page.get_by_role("link", name="亩均论英雄").count() == 0
    answer = page.request.get("/papers/ranking/2024/hy-demo/workbook.xlsx")
    assert answer.status == 403
    assert "50.94" not in answer.text()
