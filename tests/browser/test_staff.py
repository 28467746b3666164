"""Officer, reviewer, analyst and administrator at work: what each sees more, and when it ends."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.harness.serving import map_frame
from tests.browser.test_visitor import violations

pytestmark = pytest.mark.browser

STAFF = ["officer", "reviewer", "analyst", "administrator"]


@pytest.mark.parametrize("role", STAFF)
def test_staff_have_findings_measuring_and_coordinates_on_the_map(visit, role):
    page = visit(role)
    frame = map_frame(page)
    legend = frame.locator("body").inner_text()
    assert "闲置" in legend
    assert "低效" in legend
    expect(frame.locator(".leaflet-control-measure, .mutu-measure").first).to_be_visible()
    box = page.locator("iframe").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(box["x"] + box["width"] / 2 + 5, box["y"] + box["height"] / 2)
    expect(frame.get_by_text(re.compile(r"\d{2}\.\d{4,}"))).to_be_visible()
    expect(page.get_by_role("radio", name="宗地")).to_be_checked()
    assert violations(page) == []


def test_reviewer_chooses_a_park_and_the_figures_follow(visit):
    page = visit("reviewer")
    idle = page.get_by_role("button", name=re.compile("闲置土地"))
    expect(idle).to_contain_text("790.00")
    page.get_by_role("combobox", name="数字范围").click()
    page.get_by_role("option", name="邮亭工业园区").click()
    expect(idle).to_contain_text("180.00")
    assert "strip=YT" in page.url


def test_officer_opens_the_findings_of_his_parks_only(visit):
    page = visit("officer", "/?strip=SQ")
    expect(page.get_by_role("button", name=re.compile("闲置土地"))).to_contain_text("610.00")
    page.goto("/?strip=HG")
    page.get_by_role("button", name=re.compile("可供地块")).wait_for()
    assert page.get_by_role("button", name=re.compile("闲置土地")).count() == 0
    page.goto("/?strip=HG&open=idle_mu")
    page.get_by_role("button", name=re.compile("可供地块")).wait_for()
    assert page.get_by_role("dialog").count() == 0


def test_only_an_analyst_opens_the_tax_to_its_firms(visit):
    page = visit("analyst", "/?open=tax_10k_yuan_per_mu&as_of=2025-11-20")
    expect(page.get_by_role("dialog").get_by_role("row")).to_have_count(61)
    page = visit("reviewer", "/?open=tax_10k_yuan_per_mu&as_of=2025-11-20")
    page.get_by_role("button", name=re.compile("可供地块")).wait_for()
    assert page.get_by_role("dialog").get_by_role("row").count() == 0


def test_idle_figure_of_the_district_shows_exactly_its_parcels(visit):
    page = visit("reviewer", "/?open=idle_mu&as_of=2025-11-20")
    expect(page.get_by_role("dialog").get_by_role("row")).to_have_count(21)  # the head and 15 + 5 parcels


def test_staff_search_a_holder(visit):
    page = visit("reviewer")
    before = page.locator(".st-key-resultbar strong").first.inner_text()
    box = page.get_by_label(re.compile("搜索"))
    box.fill("示例")
    box.press("Enter")
    expect(page.locator(".st-key-resultbar strong").first).not_to_have_text(before)


def test_signing_out_ends_every_open_page_of_the_session(visit):
    page = visit("reviewer", is_fresh=True)
    page.get_by_role("option").first.wait_for()
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("link", name="退出登录").click()
    other.get_by_role("button", name="退出登录").click()
    other.wait_for_url("**/")
    expect(other.get_by_role("link", name="登录")).to_be_visible()
    page.get_by_role("radio", name="厂房").click()
    page.wait_for_url("**/login?ended=1")
    expect(page.get_by_role("status")).to_contain_text("登录已结束")
