"""Pages of the real app in Chromium: who looks, what he sees, and that nothing leaves the house meanwhile."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

playwright = pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect  # noqa: E402

from tests.browser.harness.serving import SHOTS, chromium  # noqa: E402
from tests.serving import DEMO_NAMES, Site  # noqa: E402

WINDOW = (1366, 768)
PHONE = (390, 844)
#: Streamlit asks these beside a sub-page's own address, too; the browser logs the 404 of each.
STREAMLITS_OWN_404 = ("/_stcore/health", "/_stcore/host-config")
#: Told by a Chromium without a graphics card; no page asked for it.
ENVIRONMENT_NOISE = ("GPU stall due to ReadPixels", "Automatic fallback to software WebGL")

expect.set_options(timeout=20_000)  # a busy machine is no fault of the page

Visit = Callable[..., Page]


@dataclass
class Watch:
    """What went wrong on a page that no assertion looked for."""

    home: str
    #: Hosts of pictures that the person on the page has just chosen himself.
    chosen_hosts: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("console", self._console)
        page.on("request", lambda request: self._request(request.url))
        page.on("response", lambda answer: self._answer(answer.url, answer.status))

    def _console(self, line: ConsoleMessage) -> None:
        if line.type not in ("error", "warning") or any(noise in line.text for noise in ENVIRONMENT_NOISE):
            return
        url = str(line.location.get("url", ""))
        if "401" in line.text and urlsplit(url).path == "/login":
            return  # a refused password is no fault
        if "404" in line.text and urlsplit(url).path.endswith(STREAMLITS_OWN_404):
            return
        if line.type == "error":
            self.faults.append(f"console: {line.text} ({url})")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        is_chosen = parts.hostname in self.chosen_hosts
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.home and not is_chosen:
            self.faults.append(f"left the house: {url}")

    def _answer(self, url: str, status: int) -> None:
        if status >= 500:
            self.faults.append(f"{status}: {url}")


def settled(page: Page) -> Page:
    """The page once no script runs: what is typed while a form is being made anew can go with the old one."""
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    return page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def signed_in_states() -> dict[tuple[str, str], object]:
    """Cookies of each role's one session, so that the form is filled in once."""
    return {}


@pytest.fixture
def visit(
    browser: Browser, site: Site, request: pytest.FixtureRequest, signed_in_states: dict[tuple[str, str], object]
) -> Iterator[Visit]:
    """`visit(role, path)` opens a page as that role; afterwards its picture is kept and its faults are told."""
    yield from visiting(browser, site, request, signed_in_states)


def visiting(
    browser: Browser, site: Site, request: pytest.FixtureRequest, states: dict[tuple[str, str], object]
) -> Iterator[Visit]:
    """The same over any site."""
    watch, pages = Watch(f"localhost:{site.port}"), list[tuple[BrowserContext, Page]]()

    def open_page(
        role: str = "visitor",
        path: str = "/",
        *,
        size: tuple[int, int] = WINDOW,
        is_fresh: bool = False,
        chosen_hosts: Iterable[str] = (),
    ) -> Page:
        watch.chosen_hosts.update(chosen_hosts)
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": size[0], "height": size[1]},
            storage_state=_state(browser, site, role, states, is_fresh=is_fresh),
            locale="zh-CN",
        )
        page = context.new_page()
        watch.over(page)
        pages.append((context, page))
        page.goto(path)
        return page

    yield open_page
    SHOTS.mkdir(exist_ok=True)
    for number, (context, page) in enumerate(pages, 1):
        if not page.is_closed():
            name = re.sub(r"[^\w.-]+", "_", request.node.name.removeprefix("test_"))
            page.screenshot(path=SHOTS / f"{name[:90]}-{number}.png")
        context.close()
    assert watch.faults == []


def _state(
    browser: Browser, site: Site, role: str, states: dict[tuple[str, str], object], *, is_fresh: bool
) -> object | None:
    if role == "visitor":
        return None
    key = (site.url, role)
    if key not in states or is_fresh:
        states_of = _sign_in_by_form(browser, site, DEMO_NAMES[role])
        if is_fresh:
            return states_of
        states[key] = states_of
    return states[key]


def _sign_in_by_form(browser: Browser, site: Site, name: str) -> object:
    from actions.demo_accounts import DEMO_PASSWORD

    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/login?next=/livez")
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/livez")
    state = context.storage_state()
    context.close()
    return state
