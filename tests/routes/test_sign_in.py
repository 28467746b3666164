"""Signing in through the forms, behind the gate as in the real house: refusals first."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response as Answer
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from actions.accounts import Accounts, Actor, add_user, change_password, sign_in
from actions.demo_accounts import DEMO_PASSWORD, DemoAccounts
from domain.audience import OPERATOR_ROLES, Person
from register.access import AccessFile, key_of, utc_now
from routes.gate import Gate
from routes.gate_config import GateConfig
from routes.health import health_routes
from routes.identity import who
from routes.sign_in import FormUnreadable, SignIn, read_form, safe_path
from wording.sign_in import say

HERE = "https://mutu.example"
OPERATOR = Actor(Person("li", OPERATOR_ROLES), "cli")
OWN = "steep-roof-92-barn"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    access = AccessFile(tmp_path / "mutu.access.sqlite")
    yield Accounts(access)
    access.close()


async def whoami(request: Request) -> Response:
    return PlainTextResponse(who(request).name)


def a_browser(accounts: Accounts, base_url: str = HERE, **settings: Any) -> TestClient:
    """Keeps cookies and names its origin, as browsers do on every POST."""
    settings = {"url": base_url, "is_public_site": lambda: True, **settings}
    config = GateConfig(**settings)
    behind = Starlette(routes=[*SignIn(config, accounts).routes(), Route("/whoami", whoami)])
    return TestClient(
        Gate(behind, config, accounts), base_url=base_url, follow_redirects=False, headers={"origin": base_url}
    )


def a_user(accounts: Accounts, name: str = "wang") -> None:
    once = add_user(accounts, OPERATOR, name, ["reviewer"])
    key = key_of(sign_in(accounts, name, once, address=""))
    change_password(accounts, key, once, OWN, address="")


def enter(browser: TestClient, name: str = "wang", password: str = OWN, **fields: str) -> Answer:
    return browser.post("/login", data={"name": name, "password": password, **fields})


def test_form_from_another_site_is_refused(accounts: Accounts):
    a_user(accounts)
    browser = a_browser(accounts)
    browser.headers["origin"] = "https://evil.example"
    assert enter(browser).status_code == 403
    assert browser.post("/logout").status_code == 403


def test_answer_does_not_say_whether_a_name_exists(accounts: Accounts):
    a_user(accounts)
    known, unknown = (enter(a_browser(accounts), name, "wrong") for name in ("wang", "wong"))
    assert (known.status_code, unknown.status_code) == (401, 401)
    assert known.text.replace("wang", "") == unknown.text.replace("wong", "")
    assert "set-cookie" not in known.headers


def test_sixth_attempt_is_told_to_wait(accounts: Accounts):
    browser = a_browser(accounts)
    assert [enter(browser, "nobody", "wrong").status_code for _ in range(7)] == [401] * 5 + [429] * 2


def test_typed_name_comes_back_escaped(accounts: Accounts):
    html = enter(a_browser(accounts), '"><script>alert(1)</script>{{7*7}}', "x").text
    assert "<script" not in html
    assert "&quot;&gt;&lt;script&gt;" in html
    assert "{{7*7}}" in html


def test_page_is_not_kept_and_runs_no_script(accounts: Accounts):
    answer = a_browser(accounts).get("/login")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none';")
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "style=" not in answer.text


@pytest.mark.parametrize("body", [b"x" * 9000, b"name=%ff", b"&".join(b"a=1" for _ in range(20))])
def test_form_that_is_no_form_is_refused_in_words(accounts: Accounts, body: bytes):
    answer = a_browser(accounts).post("/login", content=body)
    assert answer.status_code == 400
    assert say("form_unreadable") in answer.text


def test_form_of_a_client_that_went_away_is_no_outage():
    async def gone() -> dict[str, str]:
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "method": "POST", "headers": []}, gone)
    with pytest.raises(FormUnreadable):
        asyncio.run(read_form(request))


@pytest.mark.parametrize(
    "path",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", "/login"],
)
def test_way_back_never_leads_elsewhere(path: str):
    assert safe_path(path) == "/"


def test_plain_http_beyond_this_machine_opens_no_session_unless_chosen(accounts: Accounts):
    a_user(accounts)
    plain = "http://10.1.2.3:8501"
    closed = enter(a_browser(accounts, plain))
    assert (closed.status_code, "set-cookie" in closed.headers) == (403, False)
    chosen = a_browser(accounts, plain, plain_http=True)
    assert say("plain_http") in chosen.get("/login").text
    cookie = enter(chosen).headers["set-cookie"]
    assert cookie.startswith("sid=")
    assert "Secure" not in cookie


def test_session_cookie_is_out_of_reach_of_scripts_other_sites_and_other_hosts(accounts: Accounts):
    a_user(accounts)
    answer = enter(a_browser(accounts), next="/?kind=plot")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?kind=plot")
    name, *marks = answer.headers["set-cookie"].split("; ")
    assert name.startswith("__Host-sid=")
    assert set(marks) == {"Path=/", "HttpOnly", "SameSite=Strict", "Secure"}
    assert len(name.removeprefix("__Host-sid=")) == 43  # 256 bits


def test_signing_in_again_takes_a_new_token_and_ends_the_old_session(accounts: Accounts):
    a_user(accounts)
    browser = a_browser(accounts)
    tokens = [enter(browser).cookies["__Host-sid"] for _ in range(2)]
    assert tokens[0] != tokens[1]
    assert [accounts.session(key_of(token)) is not None for token in tokens] == [False, True]


def test_cookie_replayed_after_signing_out_is_nobody(accounts: Accounts):
    a_user(accounts)
    browser = a_browser(accounts)
    token = enter(browser).cookies["__Host-sid"]
    assert browser.get("/whoami").text == "wang"
    answer = browser.post("/logout")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert browser.get("/whoami", headers={"cookie": f"__Host-sid={token}"}).text == ""


def test_one_time_password_is_changed_before_anything_else(accounts: Accounts):
    once = add_user(accounts, OPERATOR, "wang", ["reviewer"])
    browser = a_browser(accounts)
    assert enter(browser, password=once, next="/?sel=x").headers["location"] == "/password"
    assert browser.get("/whoami").text == ""
    assert say("change_first") in browser.get("/password").text
    differ = browser.post("/password", data={"old": once, "new": OWN, "again": OWN + "x"})
    assert say("passwords_differ") in differ.text
    weak = browser.post("/password", data={"old": once, "new": "short", "again": "short"})
    assert (weak.status_code, "至少 10 个字符" in weak.text) == (401, True)
    done = browser.post("/password", data={"old": once, "new": OWN, "again": OWN})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert browser.get("/whoami").text == "wang"


def test_password_page_is_for_those_who_are_signed_in(accounts: Accounts):
    browser = a_browser(accounts)
    assert browser.get("/password").headers["location"] == "/login?next=/password"
    assert browser.post("/password", data={}).status_code == 303


def test_link_to_signing_out_only_asks(accounts: Accounts):
    a_user(accounts)
    browser = a_browser(accounts)
    enter(browser)
    assert "wang" in browser.get("/logout").text
    assert browser.get("/whoami").text == "wang"


@pytest.mark.parametrize(
    ("referer", "way_back"),
    [
        (f"{HERE}/plot?sel=plot:A1", "/plot?sel=plot:A1"),
        ("https://evil.example/plot", "/"),
        ("https://evil.example/https://mutu.example/x", "/"),
        ("", "/"),
    ],
)
def test_page_whose_session_ended_is_found_again_after_signing_in(accounts: Accounts, referer: str, way_back: str):
    html = a_browser(accounts).get("/login?ended=1", headers={"referer": referer}).text
    assert f'name="next" value="{way_back}"' in html


@pytest.mark.parametrize(("forwarded", "shown"), [({}, True), ({"x-forwarded-for": "1.2.3.4"}, False)])
def test_demo_accounts_are_shown_where_they_exist(accounts: Accounts, forwarded: dict[str, str], shown: bool):
    accounts.demo = DemoAccounts(lambda: True, ("YT",), utc_now)
    browser = a_browser(accounts, "http://localhost:8501")
    assert (DEMO_PASSWORD in browser.get("/login", headers=forwarded).text) is shown


def test_demo_password_page_says_that_it_cannot_be_changed(accounts: Accounts):
    accounts.demo = DemoAccounts(lambda: True, ("YT",), utc_now)
    browser = a_browser(accounts, "http://localhost:8501")
    token = sign_in(accounts, "admin", DEMO_PASSWORD, address="")
    answer = browser.get("/password", headers={"cookie": f"__Host-sid={token}"})
    assert (answer.status_code, say("demo_no_password") in answer.text) == (403, True)


def test_readiness_names_the_check_that_fails_and_keeps_its_error_to_the_log():
    def broken() -> bool:
        raise OSError("/secret/path")

    client = TestClient(Starlette(routes=health_routes({"record": lambda: True, "disk": broken})))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "checks": {"record": True, "disk": False}})
    assert client.get("/livez").status_code == 200
