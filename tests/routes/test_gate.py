"""The gate before a small app that tells what reached it: refusals first."""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from actions.accounts import Accounts, Actor, add_user, lock_user, sign_in, sign_out
from actions.demo_accounts import DEMO_PASSWORD, DemoAccounts
from domain.audience import OPERATOR_ROLES, Person, Role
from register.access import AccessFile, key_of, utc_now
from routes.gate import FAREWELL, Gate
from routes.gate_config import GateConfig
from routes.headers import PAGE_POLICY
from routes.identity import see, who
from routes.index_page import STYLE_LINK, IndexPage
from routes.upload_quota import UploadQuota

HERE = "http://localhost:8501"
SOCKET = "ws://localhost:8501/_stcore/stream"
OPERATOR = Actor(Person("li", OPERATOR_ROLES), "cli")
INDEX = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body><div id="root"></div></body></html>'


async def tell(request: Request) -> Response:
    """What the app behind the gate sees."""
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(INDEX, headers={"etag": "stale"})
    return JSONResponse(
        {
            "name": who(request).name,
            "sid": request.headers.getlist("x-app-sid"),
            "cookies": request.cookies,
            "upload": len(await request.body()),
        }
    )


async def page(socket: WebSocket) -> None:
    """An open page: answers each message with the identity of its handshake."""
    await socket.accept(subprotocol="streamlit")
    while True:
        try:
            await socket.receive_bytes()
        except WebSocketDisconnect:
            return
        ids = socket.headers.get("sec-websocket-protocol", "")
        await socket.send_text(f"{socket.headers.get('x-app-sid')}|{ids}")


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    access = AccessFile(tmp_path / "mutu.access.sqlite")
    yield Accounts(access)
    access.close()


def an_app(accounts: Accounts, **settings: Any) -> Gate:
    settings.setdefault("is_public_site", lambda: True)
    config = GateConfig(**settings)
    behind = Starlette(
        routes=[
            WebSocketRoute("/_stcore/stream", page),
            Route("/{path:path}", tell, methods=["GET", "POST", "PUT"]),
        ]
    )
    return Gate(IndexPage(behind), config, accounts)


def a_client(accounts: Accounts, *, base_url: str = HERE, **settings: Any) -> TestClient:
    return TestClient(an_app(accounts, **settings), base_url=base_url, follow_redirects=False)


def a_token(accounts: Accounts, name: str = "wang", role: str = "officer") -> str:
    """The token of an open session; its account has no password, which would take the hash function's time."""
    token = f"token-of-{name}"
    accounts.access.add_account(name, {Role(role)}, ["YT"] if role == "officer" else [])
    accounts.access.begin_session(key_of(token), name, address="", agent="")
    return token


def cookie(token: str, name: str = "__Host-sid") -> dict[str, str]:
    return {"cookie": f"{name}={token}"}


# Host and Origin

LOOPBACK = {"address": "127.0.0.1", "port": 8501}
OFFICE = {"address": "10.1.2.3", "port": 8501, "url": "https://mutu.example"}
PROXIED = {"address": "127.0.0.1", "port": 8501, "url": "https://mutu.example:8443/"}


@pytest.mark.parametrize(
    ("place", "host", "allowed"),
    [
        (LOOPBACK, "localhost:8501", True),
        (LOOPBACK, "LOCALHOST:8501", True),
        (LOOPBACK, "127.0.0.1:8501", True),
        (LOOPBACK, "[::1]:8501", True),
        (LOOPBACK, "localhost", False),
        (LOOPBACK, "localhost:8502", False),
        (LOOPBACK, "127.0.0.1.nip.example:8501", False),
        (LOOPBACK, "rebound.example:8501", False),
        (LOOPBACK, "0.0.0.0:8501", False),
        (LOOPBACK, "localhost:8501@evil.example", False),
        (LOOPBACK, "", False),
        (OFFICE, "mutu.example", True),
        (OFFICE, "mutu.example:443", False),
        (OFFICE, "mutu.example:8501", False),
        (OFFICE, "10.1.2.3:8501", False),
        (OFFICE, "localhost:8501", False),
        (OFFICE, "mutu.example.evil.example", False),
        (PROXIED, "mutu.example:8443", True),
        (PROXIED, "localhost:8501", True),
        (PROXIED, "mutu.example", False),
    ],
)
def test_only_our_own_hosts_are_answered(accounts: Accounts, place: dict[str, Any], host: str, allowed: bool):
    answer = a_client(accounts, **place).get("/x", headers={"host": host})
    assert answer.status_code == (200 if allowed else 403)


ORIGINS = [
    (LOOPBACK, "http://localhost:8501", True),
    (LOOPBACK, "http://127.0.0.1:8501", True),
    (LOOPBACK, "http://[::1]:8501", True),
    (LOOPBACK, None, False),
    (LOOPBACK, "", False),
    (LOOPBACK, "null", False),
    (LOOPBACK, "http://localhost", False),
    (LOOPBACK, "http://localhost:3000", False),
    (LOOPBACK, "https://localhost:8501", False),
    (LOOPBACK, "http://0.0.0.0:8501", False),
    (LOOPBACK, "http://evil.example", False),
    (LOOPBACK, "http://localhost:8501.evil.example", False),
    (LOOPBACK, "http://localhost:8501/", False),
    (OFFICE, "https://mutu.example", True),
    (OFFICE, "http://mutu.example", False),
    (OFFICE, "https://mutu.example:8501", False),
    (OFFICE, "https://sub.mutu.example", False),
    (OFFICE, "http://localhost:8501", False),
    (PROXIED, "https://mutu.example:8443", True),
]


def _from(place: dict[str, Any], origin: str | None) -> tuple[str, dict[str, str]]:
    base_url = place.get("url", HERE).rstrip("/")
    return base_url, {} if origin is None else {"origin": origin}


@pytest.mark.parametrize(("place", "origin", "allowed"), ORIGINS)
def test_only_our_own_origins_open_a_socket(
    accounts: Accounts, place: dict[str, Any], origin: str | None, allowed: bool
):
    base_url, headers = _from(place, origin)
    client = a_client(accounts, base_url=base_url, **place)
    url = f"ws://{base_url.split('://')[1]}/_stcore/stream"
    if allowed:
        with client.websocket_connect(url, headers=headers):
            return
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(url, headers=headers):
        pass


@pytest.mark.parametrize(("place", "origin", "allowed"), ORIGINS)
def test_only_our_own_origins_change_anything(
    accounts: Accounts, place: dict[str, Any], origin: str | None, allowed: bool
):
    base_url, headers = _from(place, origin)
    answer = a_client(accounts, base_url=base_url, **place).post("/login", headers=headers)
    assert answer.status_code == (200 if allowed else 403)


def test_two_hosts_or_two_origins_are_refused(accounts: Accounts):
    client = a_client(accounts)
    twice = [("host", "localhost:8501"), ("host", "localhost:8501")]
    assert client.get("/x", headers=twice).status_code == 403
    assert client.post("/x", headers=[("origin", HERE), ("origin", HERE)]).status_code == 403


def test_server_on_every_address_must_be_told_its_name():
    with pytest.raises(ValueError, match="--url"):
        GateConfig(address="0.0.0.0")
    assert GateConfig(address="0.0.0.0", url="http://10.1.2.3:8501").hosts == {"10.1.2.3:8501"}


# Identity


@pytest.mark.parametrize("name", ["X-App-Sid", "x-app-sid", "X-APP-SID"])
def test_forged_identity_header_is_stripped(accounts: Accounts, name: str):
    key = key_of(a_token(accounts))
    seen = a_client(accounts).get("/x", headers={name: key}).json()
    assert (seen["sid"], seen["name"]) == ([], "")


def test_forged_header_beside_a_true_cookie_leaves_the_true_identity(accounts: Accounts):
    token, other = a_token(accounts), key_of(a_token(accounts, "zhao", "administrator"))
    seen = a_client(accounts).get("/x", headers={"x-app-sid": other, **cookie(token)}).json()
    assert (seen["sid"], seen["name"]) == ([key_of(token)], "wang")


def test_app_never_sees_the_token(accounts: Accounts):
    token = a_token(accounts)
    headers = {"cookie": f"a=1; __Host-sid={token}; b=2"}
    seen = a_client(accounts).get("/x", headers=headers).json()
    assert seen["cookies"] == {"a": "1", "b": "2"}
    assert token not in str(seen)


def test_key_of_a_session_does_not_open_it(accounts: Accounts):
    key = key_of(a_token(accounts))
    assert a_client(accounts).get("/x", headers=cookie(key)).json()["name"] == ""


def test_cookie_after_signing_out_is_nobody(accounts: Accounts):
    token, client = a_token(accounts), a_client(accounts)
    assert client.get("/x", headers=cookie(token)).json()["name"] == "wang"
    sign_out(accounts, key_of(token), address="")
    assert client.get("/x", headers=cookie(token)).json()["name"] == ""


def test_browser_is_told_to_forget_a_dead_cookie(accounts: Accounts):
    answer = a_client(accounts).get("/", headers={"accept": "text/html", **cookie("dead")})
    assert answer.headers["set-cookie"].startswith("__Host-sid=; ")
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_plain_cookie_is_not_known_where_the_host_cookie_is(accounts: Accounts):
    token = a_token(accounts)
    assert a_client(accounts).get("/x", headers=cookie(token, "sid")).json()["name"] == ""


def test_one_time_password_leads_to_its_change_and_is_nobody_elsewhere(accounts: Accounts):
    once = add_user(accounts, OPERATOR, "wang", ["reviewer"])
    headers = cookie(sign_in(accounts, "wang", once, address=""))
    client = a_client(accounts)
    assert client.get("/x", headers=headers).json()["name"] == ""
    answer = client.get("/plot?sel=1", headers={"accept": "text/html", **headers})
    assert (answer.status_code, answer.headers["location"]) == (303, "/password")


def test_demo_session_is_nobody_when_a_forwarding_header_appears(accounts: Accounts):
    accounts.demo = DemoAccounts(lambda: True, ("YT",), utc_now)
    headers = cookie(sign_in(accounts, "admin", DEMO_PASSWORD, address=""))
    client = a_client(accounts)
    assert client.get("/x", headers=headers).json()["name"] == "admin"
    for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Proto", "X-Forwarded-Host"):
        assert client.get("/x", headers={name: "1.2.3.4", **headers}).json()["name"] == ""


# What is closed to whom


@pytest.mark.parametrize(
    ("method", "path", "visitor", "investor", "officer"),
    [
        ("GET", "/", 200, 200, 200),
        ("GET", "/media/abc.xlsx", 403, 403, 200),
        ("HEAD", "/media/abc.xlsx", 403, 403, 200),
        ("PUT", "/_stcore/upload_file/s/f", 403, 403, 200),
        ("GET", "/_stcore/metrics", 404, 404, 404),
        ("GET", "/_stcore/agent/openapi.json", 404, 404, 404),
        ("POST", "/_stcore/agent/mcp", 404, 404, 404),
        ("GET", "/plot/_stcore/agent/mcp", 404, 404, 404),
        ("GET", "/_stcore/script-health-check", 404, 404, 404),
        ("GET", "/_stcore/anything-new", 404, 404, 404),
        ("GET", "/auth/login", 404, 404, 404),
        ("GET", "/oauth2callback", 404, 404, 404),
        ("GET", "/_stcore/health", 200, 200, 200),
        ("GET", "/_stcore/host-config", 200, 200, 200),
        ("GET", "/_stcore/bidi-components/table.js", 200, 200, 200),
    ],
)
def test_what_each_may_reach_on_a_public_site(
    accounts: Accounts, method: str, path: str, visitor: int, investor: int, officer: int
):
    client = a_client(accounts)
    tokens = {"investor": a_token(accounts, "song", "investor"), "officer": a_token(accounts)}
    asked = {who: cookie(token) for who, token in tokens.items()} | {"visitor": {}}
    found = {
        who: client.request(method, path, headers={"origin": HERE, **headers}).status_code
        for who, headers in asked.items()
    }
    assert found == {"visitor": visitor, "investor": investor, "officer": officer}


@pytest.mark.parametrize("path", ["/%6dedia/abc", "/media/../media/abc", "/media//abc"])
def test_written_otherwise_media_is_still_closed(accounts: Accounts, path: str):
    assert a_client(accounts).get(path).status_code == 403


def test_flood_of_anonymous_uploads_is_refused_unread(accounts: Accounts):
    read = 0

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}

    async def flood() -> list[int]:
        statuses: list[int] = []

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        headers = [(b"host", b"localhost:8501"), (b"origin", HERE.encode())]
        scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s/f", "headers": headers}
        for _ in range(50):
            await an_app(accounts)(scope, receive, send)  # type: ignore[arg-type]
        return statuses

    assert asyncio.run(flood()) == [403] * 50
    assert read == 0


def test_upload_of_unknown_size_is_refused(accounts: Accounts):
    headers = {"origin": HERE, "transfer-encoding": "chunked", **cookie(a_token(accounts))}
    answer = a_client(accounts).put("/_stcore/upload_file/s/f", content=iter([b"x"]), headers=headers)
    assert answer.status_code == 411


def test_person_who_sent_a_gigabyte_within_the_hour_waits():
    now = [0.0]
    quota = UploadQuota(limit_bytes=1000, clock=lambda: now[0])
    assert [quota.admits("wang", 400) for _ in range(3)] == [True, True, False]
    assert quota.admits("zhao", 400)
    now[0] = 3600.0
    assert quota.admits("wang", 1000)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/login", 200),
        ("/livez", 200),
        ("/readyz", 200),
        ("/_stcore/health", 200),
        ("/app/static/login.css", 200),
        ("/", 403),
        ("/_stcore/host-config", 403),
        ("/tiles/0123456789abcdef/-/14/1/1.mvt", 403),
        ("/ground/0123456789abcdef/14/1/1.mvt", 403),
        ("/media/abc", 403),
        ("/app/static/parcel-tiles.js", 403),
        ("/static/js/index.js", 403),
        ("/component/streamlit_folium.st_folium/index.html", 403),
        ("/anything", 403),
    ],
)
def test_closed_site_gives_sign_in_and_health_only(accounts: Accounts, path: str, status: int):
    assert a_client(accounts, is_public_site=lambda: False).get(path).status_code == status


def test_closed_site_leads_a_person_to_the_sign_in_page_and_back(accounts: Accounts):
    client = a_client(accounts, is_public_site=lambda: False)
    answer = client.get("/plot?sel=plot:A%261", headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fplot%3Fsel%3Dplot%3AA%25261")
    assert client.get("/x", headers=cookie(a_token(accounts))).status_code == 200


def test_closed_site_gives_anonymous_sockets_nothing(accounts: Accounts):
    client = a_client(accounts, is_public_site=lambda: False)
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET, headers={"origin": HERE}):
        pass


# Open pages


def test_open_page_is_cut_at_its_first_message_after_signing_out(accounts: Accounts):
    token = a_token(accounts)
    with a_client(accounts).websocket_connect(SOCKET, headers={"origin": HERE, **cookie(token)}) as socket:
        socket.send_bytes(b"rerun")
        assert socket.receive_text().startswith(key_of(token))
        sign_out(accounts, key_of(token), address="")
        socket.send_bytes(b"rerun")
        assert socket.receive_bytes() == FAREWELL
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()


def test_open_page_of_a_locked_account_is_cut(accounts: Accounts):
    token = a_token(accounts)
    with a_client(accounts).websocket_connect(SOCKET, headers={"origin": HERE, **cookie(token)}) as socket:
        lock_user(accounts, OPERATOR, "wang")
        socket.send_bytes(b"save")
        assert socket.receive_bytes() == FAREWELL


def test_visitors_open_page_is_cut_when_the_site_closes(accounts: Accounts):
    is_public = [True]
    client = a_client(accounts, is_public_site=lambda: is_public[0])
    with client.websocket_connect(SOCKET, headers={"origin": HERE}) as socket:
        socket.send_bytes(b"rerun")
        assert socket.receive_text().startswith("None|")
        is_public[0] = False
        socket.send_bytes(b"rerun")
        assert socket.receive_bytes() == FAREWELL


def test_page_that_wakes_with_a_dead_cookie_may_ask_where_it_is(accounts: Accounts):
    client = a_client(accounts, is_public_site=lambda: False)
    assert client.get("/_stcore/host-config").status_code == 403
    assert client.get("/_stcore/host-config", headers=cookie("dead")).status_code == 200


def test_page_that_wakes_with_a_dead_cookie_hears_only_the_farewell(accounts: Accounts):
    client = a_client(accounts, is_public_site=lambda: False)
    with client.websocket_connect(SOCKET, headers={"origin": HERE, **cookie("dead")}) as socket:
        assert socket.receive_bytes() == FAREWELL
        with pytest.raises(WebSocketDisconnect):
            socket.receive_bytes()


def test_visitor_cannot_hand_in_the_id_of_another_page(accounts: Accounts):
    headers = {"origin": HERE, "sec-websocket-protocol": "streamlit, xsrf, 11111111-page-of-another"}
    with a_client(accounts).websocket_connect(SOCKET, headers=headers) as socket:
        socket.send_bytes(b"rerun")
        assert "page-of-another" not in socket.receive_text()


def test_other_sockets_are_refused(accounts: Accounts):
    with (
        pytest.raises(WebSocketDisconnect),
        a_client(accounts).websocket_connect("ws://localhost:8501/elsewhere", headers={"origin": HERE}),
    ):
        pass


# Cookies and headers


@pytest.mark.parametrize(
    ("place", "name", "may_sign_in"),
    [
        (GateConfig(), "__Host-sid", True),
        (GateConfig(address="10.1.2.3"), "sid", False),
        (GateConfig(address="10.1.2.3", plain_http=True), "sid", True),
        (GateConfig(address="10.1.2.3", url="https://mutu.example", plain_http=True), "__Host-sid", True),
        (GateConfig(url="https://mutu.example"), "__Host-sid", True),
        (GateConfig(url="http://mutu.example"), "sid", False),
        (GateConfig(url="http://localhost:8501"), "__Host-sid", True),
    ],
)
def test_cookie_is_bound_to_the_host_except_on_chosen_plain_http(place: GateConfig, name: str, may_sign_in: bool):
    assert (place.cookie_name, place.may_sign_in) == (name, may_sign_in)


@pytest.mark.parametrize(
    ("place", "demo"),
    [
        (GateConfig(), True),
        (GateConfig(address="::1"), True),
        (GateConfig(address="10.1.2.3"), False),
        (GateConfig(url="https://mutu.example"), False),
        (GateConfig(url="http://127.0.0.1:8501"), True),
    ],
)
def test_demo_accounts_have_a_place_on_loopback_only(place: GateConfig, demo: bool):
    assert place.is_demo_place is demo


def test_every_answer_carries_its_headers(accounts: Accounts):
    client = a_client(accounts, map_image_hosts=("https://t0.tianditu.example",))
    for path in ("/", "/x", "/media/abc", "/_stcore/metrics"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "content-security-policy" in headers
    assert client.get("/").headers["content-security-policy"] == PAGE_POLICY
    frame = client.get("/component/streamlit_folium.st_folium/index.html").headers["content-security-policy"]
    assert "img-src 'self' data: https://t0.tianditu.example;" in frame
    assert "frame-ancestors 'self'" in frame


def test_https_site_asks_for_https_for_a_year(accounts: Accounts):
    client = a_client(accounts, base_url="https://mutu.example", **OFFICE)
    assert client.get("/").headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("peer", "header", "proxies", "address"),
    [
        ("10.0.0.7", "6.6.6.6", set(), "10.0.0.7"),
        ("10.0.0.7", "6.6.6.6, 192.0.2.4", {"10.0.0.7"}, "192.0.2.4"),
        ("10.0.0.7", "192.0.2.4, 10.0.0.8", {"10.0.0.7", "10.0.0.8"}, "192.0.2.4"),
        ("10.0.0.9", "192.0.2.4", {"10.0.0.7"}, "10.0.0.9"),
        ("192.0.2.4", "6.6.6.6, 192.0.2.4", {"127.0.0.1"}, "192.0.2.4"),  # uvicorn has replaced the peer
        ("6.6.6.6", "6.6.6.6", set(), "127.0.0.1"),
        ("2001:db8::7", "[2001:db8::7]:99", set(), "127.0.0.1"),
    ],
)
def test_forwarded_address_counts_from_a_configured_proxy_only(
    accounts: Accounts, peer: str, header: str, proxies: set[str], address: str
):
    scope = {"client": (peer, 1), "headers": [(b"x-forwarded-for", header.encode())]}
    config = GateConfig(address="10.1.2.3", url="https://mutu.example", proxies=frozenset(proxies))
    assert see(scope, config, accounts).address == address


def test_index_page_is_dressed_before_it_is_painted(accounts: Accounts):
    answer = a_client(accounts).get("/", headers={"accept": "text/html", "accept-encoding": "gzip"})
    assert '<html lang="zh-CN">' in answer.text
    assert "<title>亩图 Mutu</title>" in answer.text
    assert f"<body>{STYLE_LINK.decode()}" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers


def test_a_reader_is_served_while_his_session_cannot_be_marked(accounts: Accounts, tmp_path: Path):
    token = a_token(accounts)
    later = datetime.now(UTC) + timedelta(minutes=2)
    accounts.access.now = lambda: later
    accounts.access._writer.execute("PRAGMA busy_timeout=50")
    holder = sqlite3.connect(tmp_path / "mutu.access.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert a_client(accounts).get("/x", headers=cookie(token)).json()["name"] == "wang"
    holder.close()
