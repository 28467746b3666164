"""Land watch and board in browsers: an officer records, a reviewer recognises and publishes, everybody reads it."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.audience import Role
from register.geopackage import GeoPackageRegister
from tests.browser.conftest import WINDOW, Watch, settled
from tests.browser.harness.serving import SHOTS
from tests.browser.test_visitor import violations
from tests.serving import COOKIE, Site, copy_of_sample, serving

pytestmark = pytest.mark.browser

CONTRACT = "示例-SQ-E14"
PAGE = f"/land-watch?contract={quote(CONTRACT)}"
Sit = Callable[..., Page]


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of our own: what is changed here nobody else reads."""
    with serving(copy_of_sample(tmp_path_factory.mktemp("watch"))) as running:
        yield running


@pytest.fixture
def sit(browser: Browser, own_site: Site) -> Iterator[Sit]:
    """`sit(name, path, role)`: a browser of one's own; without a name, a visitor's."""
    watch, contexts = Watch(f"localhost:{own_site.port}"), []

    def open_page(name: str, path: str, role: Role = Role.OFFICER) -> Page:
        context = browser.new_context(
            base_url=own_site.url, viewport={"width": WINDOW[0], "height": WINDOW[1]}, locale="zh-CN"
        )
        if name:
            token = own_site.session_of(name, {role}, ("SQ", "YT") if role is Role.OFFICER else ())
            context.add_cookies([{"name": COOKIE, "value": token, "url": own_site.url.replace("http", "https", 1)}])
        page = context.new_page()
        watch.over(page)
        contexts.append(context)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.faults == []


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.wait_for_timeout(400)
    page.screenshot(path=SHOTS / f"watch-{name}.png")


def fill(page: Page, **typed: str) -> None:
    settled(page)
    for label, text in typed.items():
        page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Tab")
    settled(page)


def finding(site: Site) -> dict[str, object]:
    register = GeoPackageRegister(site.record)
    [contract] = register.find("contracts", contract_code=CONTRACT)
    [found] = register.find("idle_findings", contract_id=contract["id"])
    register.close()
    return dict(found)


def test_finding_goes_from_officer_to_reviewer_to_everybody(sit: Sit, own_site: Site) -> None:
    officer = sit("li", PAGE)
    expect(officer.get_by_text("可认定闲置").first).to_be_visible(timeout=20_000)
    officer.get_by_role("button", name="登记疑似闲置").click()
    expect(officer.get_by_role("alert")).to_contain_text("文号和日期")  # no paper, no record
    fill(officer, 调查通知书文号="闲调〔2025〕20号", 通知书日期="2025-11-18", 送达日期="2025-11-19")
    officer.get_by_role("button", name="登记疑似闲置").click()
    expect(officer.get_by_role("status")).to_contain_text("已登记疑似闲置")
    expect(officer.get_by_text("待审核人员凭认定书认定")).to_be_visible()
    expect(officer.get_by_role("button", name="认定闲置土地")).to_have_count(0)
    assert (finding(own_site)["state"], finding(own_site)["notice_served_on"]) == ("suspected", "2025-11-19")
    shoot(officer, "officer")

    reviewer = sit("wang", PAGE, Role.REVIEWER)
    fill(reviewer, 认定书文号="闲认〔2025〕9号", 认定书日期="2025-11-20")
    shoot(reviewer, "reviewer")
    reviewer.get_by_role("button", name="认定闲置土地").click()
    expect(reviewer.get_by_role("status")).to_contain_text("已认定闲置")
    assert finding(own_site)["recognition_document"] == "闲认〔2025〕9号"
    fill(reviewer, 公开审批文号="公开〔2025〕2号", 审批日期="2025-11-20")
    reviewer.get_by_role("button", name="公开闲置信息").click()
    expect(reviewer.get_by_role("status")).to_contain_text("已公开")

    visitor = sit("", "/idle-notices")
    expect(visitor.get_by_text("共 14 宗")).to_be_visible(timeout=20_000)
    shoot(visitor, "notices")
    assert violations(visitor) == []

    officer.reload()
    fill(officer, 补充协议或处置文号="补充协议〔2025〕1号", 文书日期="2025-11-20")
    fill(officer, **{"重新约定的动工日期（空白为不重新起算）": "2027-01-01"})
    officer.get_by_role("button", name="销号").click()
    expect(officer.get_by_role("alert")).to_contain_text("最迟为 2026-11-20")
    fill(officer, **{"重新约定的动工日期（空白为不重新起算）": "2026-06-30"})
    officer.get_by_role("button", name="销号").click()
    expect(officer.get_by_role("status")).to_contain_text("已销号")
    closed = finding(own_site)
    assert (closed["state"], closed["withdrawn_on"]) == ("closed", "2025-11-20")
    visitor.reload()
    expect(visitor.get_by_text("共 13 宗")).to_be_visible(timeout=20_000)


def test_number_of_the_board_opens_its_parcels_on_the_map(sit: Sit) -> None:
    page = sit("chen", "/disposal", Role.REVIEWER)
    expect(page.get_by_text("年度任务 450亩")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="58.34", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("司法拍卖")
    shoot(page, "board-number")
    dialog.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"sel=parcel(:|%3A)500111"))


def test_reviewer_closes_a_case_and_its_area_moves_to_closed(sit: Sit, own_site: Site) -> None:
    page = sit("chen", "/disposal?case=PH2025-001", Role.REVIEWER)
    expect(page.get_by_role("button", name="推进到“销号”")).to_be_visible(timeout=20_000)
    fill(page, 依据文号="销号单〔2025〕1号", 依据日期="2025-11-20")
    page.get_by_role("button", name="推进到“销号”").click()
    expect(page.get_by_role("status")).to_contain_text("PH2025-001 已推进到“销号”")
    expect(page.get_by_text("已销号 48.09亩")).to_be_visible()
    shoot(page, "board")
    assert violations(page) == []
    officer = sit("li", "/disposal?case=PH2025-002")
    expect(officer.get_by_role("button", name="推进到“批准”")).to_be_visible(timeout=20_000)
    officer.get_by_role("button", name="推进到“批准”").click()
    expect(officer.get_by_role("alert")).to_be_visible()
