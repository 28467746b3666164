"""Officers and a reviewer at the desk, each in a browser of his own: change, conflict, merge, taking back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.audience import Role
from register.geopackage import GeoPackageRegister
from tests.browser.conftest import WINDOW, Watch
from tests.browser.harness.serving import SHOTS
from tests.browser.test_visitor import violations
from tests.serving import COOKIE, Site, copy_of_sample, serving

pytestmark = pytest.mark.browser

Sit = Callable[..., Page]


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of our own: what is changed here nobody else reads."""
    with serving(copy_of_sample(tmp_path_factory.mktemp("desk"))) as running:
        yield running


@pytest.fixture
def sit(browser: Browser, own_site: Site, request: pytest.FixtureRequest) -> Iterator[Sit]:
    """`sit(name, roles, path)`: a browser of one's own, signed in."""
    watch, opened = Watch(f"localhost:{own_site.port}"), []

    def open_page(name: str, path: str = "/", *, role: Role = Role.OFFICER, parks: tuple[str, ...] = ("SQ",)) -> Page:
        context = browser.new_context(
            base_url=own_site.url, viewport={"width": WINDOW[0], "height": WINDOW[1]}, locale="zh-CN"
        )
        token = own_site.session_of(name, {role}, parks if role is Role.OFFICER else ())
        context.add_cookies([{"name": COOKIE, "value": token, "url": own_site.url.replace("http", "https", 1)}])
        page = context.new_page()
        watch.over(page)
        opened.append((context, page))
        page.goto(path)
        return page

    yield open_page
    SHOTS.mkdir(exist_ok=True)
    for number, (context, page) in enumerate(opened, 1):
        page.screenshot(path=SHOTS / f"{request.node.name.removeprefix('test_')[:90]}-{number}.png")
        context.close()
    assert watch.faults == []


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.wait_for_timeout(400)
    page.screenshot(path=SHOTS / f"desk-{name}.png")


def stored(site: Site, entity: str, **equal: object) -> dict[str, object]:
    register = GeoPackageRegister(Path(site.record))
    [row] = register.find(entity, **equal)
    register.close()
    return dict(row)


def fill_basis(dialog, document: str = "双经规资〔2025〕88号", on: str = "2025-11-18") -> None:
    dialog.get_by_label("依据文号").fill(document)
    dialog.get_by_label("依据日期").fill(on)
    dialog.get_by_label("事由").fill("现场核实")


def press_save(dialog) -> None:
    dialog.get_by_label("事由").press("Tab")
    dialog.get_by_role("button", name="保存").click()


def test_officer_reserves_a_plot_and_list_figures_and_panel_follow(sit: Sit, own_site: Site):
    page = sit("li", "/?sel=plot:SQ-D06&kind=plot")
    figure = page.get_by_role("button", name=re.compile("可供地块"))
    expect(figure).to_contain_text("300.00")
    page.get_by_role("button", name="变更状态").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_role("alert")).to_be_visible()  # for whom? on what document?
    dialog.get_by_label("预留对象").fill("某装备集团（示例）")
    dialog.get_by_label("预留至").fill("2025-11-24")
    fill_basis(dialog)
    shoot(page, "move")
    press_save(dialog)
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("已保存")
    expect(page.locator(".selected .chip").first).to_have_text("预留")
    expect(figure).not_to_contain_text("300.00")
    shoot(page, "moved")
    assert stored(own_site, "plots", plot_code="SQ-D06")["reserved_for"] == "某装备集团（示例）"
    page.get_by_role("button", name="留痕").click()
    expect(page.get_by_role("dialog")).to_contain_text("双经规资〔2025〕88号")
    shoot(page, "trail-of-a-plot")
    assert violations(page) == []


def test_second_officer_is_told_who_moved_the_plot_and_goes_on_from_there(sit: Sit, own_site: Site):
    mine, theirs = sit("li", "/?sel=plot:SQ-B07&kind=plot"), sit("wang", "/?sel=plot:SQ-B07&kind=plot")
    for page in (mine, theirs):
        page.get_by_role("button", name="变更状态").click()
        page.get_by_role("dialog").get_by_role("radio", name="未推").click()
        fill_basis(page.get_by_role("dialog"))
    press_save(theirs.get_by_role("dialog"))
    expect(theirs.get_by_role("dialog")).to_have_count(0)
    press_save(mine.get_by_role("dialog"))
    expect(mine.get_by_role("dialog")).to_contain_text("wang")
    shoot(mine, "move-conflict")
    mine.get_by_role("button", name="按最新状态办理").click()
    expect(mine.locator(".desk-now")).to_contain_text("未推")
    assert stored(own_site, "plots", plot_code="SQ-B07")["version"] == 2


def fill(page: Page, label: str, value: str) -> None:
    box = page.get_by_label(label, exact=False).first
    box.fill(value)
    box.press("Tab")


def test_two_officers_edit_one_plot_and_both_are_kept(sit: Sit, own_site: Site):
    plot = stored(own_site, "plots", plot_code="SQ-C04")
    path = f"/edit?record=plots:{plot['id']}"
    mine, theirs = sit("li", path), sit("wang", path)
    for page in (mine, theirs):
        page.get_by_role("heading", name="修改 SQ-C04").wait_for()
    fill(mine, "进深", "150")
    fill(mine, "备注", "已看现场")
    expect(mine.locator(".desk-unsaved")).to_contain_text("2")
    shoot(mine, "edit")
    fill(theirs, "临路面宽", "145.5")
    fill(theirs, "备注", "待测")
    for page, reason in ((mine, "现场核实"), (theirs, "复测")):
        fill(page, "新值的来源", "现场量测")
        fill(page, "新值截至", "2025-11-18")
        fill(page, "修改原因", reason)
    mine.wait_for_timeout(1500)  # what was typed has reached the server: from here on my edition is the older one
    theirs.get_by_role("button", name="保存", exact=True).click()
    expect(theirs.get_by_role("status")).to_contain_text("已保存")
    mine.get_by_role("button", name="保存", exact=True).click()
    expect(mine.get_by_role("alert").first).to_contain_text("wang")
    shoot(mine, "merge")
    assert stored(own_site, "plots", plot_code="SQ-C04")["depth_m"] == plot["depth_m"]  # nothing is written yet
    mine.get_by_role("radio", name="都保留").click()
    mine.get_by_role("button", name="合并并保存").click()
    expect(mine.get_by_role("status")).to_contain_text("已保存")
    kept = stored(own_site, "plots", plot_code="SQ-C04")
    assert (kept["depth_m"], kept["frontage_m"], kept["remark"]) == (150.0, 145.5, "待测；已看现场")
    assert kept["version"] == 3


def test_reviewer_and_visitor_find_no_form_and_no_button(sit: Sit):
    page = sit("zhao", "/?sel=plot:SQ-C04&kind=plot", role=Role.REVIEWER)
    page.get_by_role("button", name="留痕").wait_for()
    assert page.get_by_role("button", name="变更状态").count() == 0
    assert page.get_by_role("link", name="修改").count() == 0


def test_officer_finds_no_button_beyond_his_parks(sit: Sit):
    page = sit("sun", "/?sel=plot:SQ-C04&kind=plot", parks=("YT",))
    page.get_by_role("link", name="打开要素清单").wait_for()
    assert page.get_by_role("button", name="变更状态").count() == 0
    assert page.get_by_role("button", name="留痕").count() == 0


def test_officer_takes_his_last_change_back_and_nobody_elses(sit: Sit, own_site: Site):
    page = sit("qian", "/?sel=plot:SQ-E04&kind=plot")
    page.get_by_role("button", name="变更状态").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="未推").click()
    fill_basis(dialog)
    press_save(dialog)
    expect(dialog).to_have_count(0)
    page.goto("/trail")
    page.get_by_text("您最近一次变更").wait_for()
    shoot(page, "trail")
    page.get_by_role("button", name="撤销上次变更").click()
    expect(page.get_by_role("status")).to_contain_text("已撤销")
    assert stored(own_site, "plots", plot_code="SQ-E04")["marketing"] == "offered"
    assert page.get_by_role("button", name="撤销上次变更").count() == 0
    assert violations(page) == []


def test_officer_confirms_a_flag_while_a_reviewer_watches_the_figure(sit: Sit, own_site: Site):
    register = GeoPackageRegister(Path(own_site.record))
    flag = register.find("underused_findings", state="flagged")[0]
    parcel = register.get("parcels", flag["parcel_id"])
    register.close()
    officer = sit("zheng", f"/?sel=parcel:{parcel['parcel_code']}", parks=("SQ", "YT"))
    reviewer = sit("zhao", "/", role=Role.REVIEWER)
    figure = reviewer.get_by_role("button", name=re.compile("低效用地"))
    expect(figure).to_contain_text("1,188.00")
    officer.get_by_role("button", name="闲置与低效").click()
    dialog = officer.get_by_role("dialog")
    dialog.get_by_label("确认文件文号").fill("双经规资〔2025〕90号")
    dialog.get_by_label("依据日期").fill("2025-11-19")
    dialog.get_by_label("事由").fill("踏勘")
    shoot(officer, "finding")
    press_save(dialog)
    expect(dialog).to_have_count(0)
    expect(officer.locator(".selected .chip").first).to_have_text("低效")
    reviewer.get_by_role("radio", name="地块").click()  # any click: the next run reads the last commit
    expect(figure).not_to_contain_text("1,188.00")
    assert stored(own_site, "underused_findings", id=flag["id"])["confirmed_by"] == "zheng"


def test_bulk_edit_changes_what_was_chosen_and_nothing_else(sit: Sit, own_site: Site):
    page = sit("li", "/bulk?kind=plot&park=SQ&q=SQ-D1")
    page.get_by_role("heading", name="批量修改").wait_for()
    column = page.get_by_role("combobox", name="批量修改的项目")
    column.click()
    column.fill("场地条件")
    page.get_by_role("option", name="场地条件").click()
    for label, value in (
        ("场地条件", "六通一平"), ("新值的来源", "现场核实"), ("新值截至", "2025-11-18"), ("修改原因", "配套完工"),
    ):  # fmt: skip
        box = page.get_by_role("textbox", name=label)
        box.fill(value)
        box.press("Tab")
    expect(page.locator(".desk-preview")).to_contain_text("六通一平")
    shoot(page, "bulk")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    assert stored(own_site, "plots", plot_code="SQ-D12")["site_condition"] == "六通一平"
    assert stored(own_site, "plots", plot_code="SQ-D06")["site_condition"] != "六通一平"


def test_administrator_opens_an_account_and_closes_the_site(sit: Sit, own_site: Site):
    page = sit("boss", "/administration", role=Role.ADMINISTRATOR)
    new = page.locator(".st-key-accountnew")
    new.get_by_label("账号名").fill("xinren")
    new.get_by_label("账号名").press("Tab")
    new.get_by_role("button", name="审核").click()
    new.get_by_role("button", name="新增账号").click()
    expect(page.get_by_text("一次性密码（只显示这一次）")).to_be_visible()
    expect(page.get_by_role("cell", name="xinren")).to_be_visible()
    page.get_by_role("button", name="对访客关闭").click()
    expect(page.get_by_role("button", name="向访客开放")).to_be_visible()
    shoot(page, "administration")
    page.get_by_role("button", name="向访客开放").click()
    expect(page.get_by_role("button", name="对访客关闭")).to_be_visible()
    assert violations(page) == []


def test_my_day_is_shown_to_an_officer_with_ways_to_each_place(sit: Sit):
    page = sit("li", "/desk")
    page.get_by_role("heading", name="我的一天").wait_for()
    shoot(page, "day")
    assert violations(page) == []
    page.get_by_role("link", name="续留或释放").first.click()
    page.get_by_role("button", name="变更状态").wait_for()


def test_whoever_closes_the_page_at_the_moment_of_saving_leaves_no_half_save(sit: Sit, own_site: Site):
    for turn in range(3):
        before = stored(own_site, "plots", plot_code="SQ-B23")
        page = sit(f"hasty-{turn}", "/?sel=plot:SQ-B23&kind=plot")
        page.get_by_role("button", name="变更状态").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("radio").last.click()
        fill_basis(dialog)
        press_save(dialog)
        page.goto("about:blank")
        register = GeoPackageRegister(Path(own_site.record))
        with register.reading():  # the save may be committed at this very moment: one state for row and trail
            [after] = register.find("plots", plot_code="SQ-B23")
            told = list(register.trail(entity="plots", record_id=after["id"]))
            assert register.first_broken_entry() is None
        register.close()
        assert told[-1].version == after["version"]
        assert after["version"] - before["version"] in (0, 1)


def test_officer_keeps_a_reservation_on_to_a_later_day(sit: Sit, own_site: Site):
    page = sit("li", "/?sel=plot:SQ-C15&kind=plot")
    page.get_by_role("button", name="变更状态").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="续留")).to_be_checked()
    dialog.get_by_label("预留至").fill("2026-03-31")
    fill_basis(dialog)
    press_save(dialog)
    expect(dialog).to_have_count(0)
    plot = stored(own_site, "plots", plot_code="SQ-C15")
    assert (plot["marketing"], plot["reserved_until_on"]) == ("reserved", "2026-03-31")
