"""The gate before a real Streamlit process: what Streamlit allows by default is not allowed any more."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import streamlit
from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from domain.audience import Role
from register.access import AccessFile, key_of
from routes.gate import FAREWELL
from routes.headers import INDEX_SCRIPT

CHROMIUM = [
    f"--{mark}"
    for mark in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
]
ROOT = Path(__file__).parents[2]

APP = """
import os, logging
import streamlit as st
from pathlib import Path
from starlette.middleware import Middleware
from actions.accounts import Accounts
from actions.demo_accounts import DemoAccounts
from register.access import AccessFile, utc_now
from routes.gate import Gate
from routes.gate_config import GateConfig
from routes.health import health_routes
from routes.index_page import IndexPage
from routes.quiet_logs import quieten_logs
from routes.sign_in import SignIn

quieten_logs()
public = Path("public")
config = GateConfig(port=int(os.environ["PORT"]), is_public_site=public.exists)
accounts = Accounts(AccessFile(Path("mutu.access.sqlite")), DemoAccounts(lambda: True, ("YT",), utc_now))
app = st.App(
    "main.py",
    routes=[*SignIn(config, accounts).routes(), *health_routes({"record": lambda: True})],
    middleware=[Middleware(Gate, config=config, accounts=accounts), Middleware(IndexPage)],
)
"""

MAIN = """
import streamlit as st
st.session_state.setdefault("secret", st.query_params.get("secret", "none"))
st.text(f"sid={st.user.get('sid')} secret={st.session_state.secret} cookies={dict(st.context.cookies)}")
st.file_uploader("file")
"""


@dataclass(frozen=True)
class Site:
    port: int
    folder: Path
    access: AccessFile
    log: Path
    pid: int

    @property
    def memory_mb(self) -> float:
        """Resident memory of the server."""
        line = next(x for x in Path(f"/proc/{self.pid}/status").read_text().splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def token(self, name: str = "wang") -> str:
        token = f"token-of-{name}-{time.monotonic_ns()}"
        if self.access.account(name) is None:
            self.access.add_account(name, {Role.OFFICER}, ["YT"])
        self.access.begin_session(key_of(token), name, address="", agent="")
        return token

    def status(self, path: str, method: str = "GET", **headers: str) -> int:
        request = Request(self.url + path, method=method, headers=headers)
        try:
            with urlopen(request, timeout=10) as answer:
                return int(answer.status)
        except HTTPError as refusal:
            return refusal.code


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, port = tmp_path_factory.mktemp("site"), _free_port()
    (folder / "app.py").write_text(APP)
    (folder / "main.py").write_text(MAIN)
    (folder / "public").touch()
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    log = folder / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(port)}
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT)
        site = Site(port, folder, AccessFile(folder / "mutu.access.sqlite"), log, server.pid)
        try:
            _wait(site, server)
            yield site
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
            site.access.close()


def _wait(site: Site, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, site.log.read_text()
        try:
            if site.status("/_stcore/health") == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(site.log.read_text())


def a_page(site: Site, token: str = "", page_id: str = "", **headers: str) -> connect:
    """An open page, as Streamlit's own script opens it."""
    protocols = ["streamlit", "xsrf", *([page_id] if page_id else [])]
    sent = {"Origin": site.url, **({"Cookie": f"__Host-sid={token}"} if token else {}), **headers}
    origin = sent.pop("Origin", None)
    return connect(
        f"ws://localhost:{site.port}/_stcore/stream",
        subprotocols=protocols,  # type: ignore[arg-type]
        origin=origin or None,  # type: ignore[arg-type]
        additional_headers=sent,
        max_size=None,
    )


async def run(page: ClientConnection, query: str = "") -> tuple[str, str]:
    """Run the script once: the id of the page and the text it showed."""
    message = BackMsg()
    message.rerun_script.query_string = query
    await page.send(message.SerializeToString())
    page_id, shown = "", ""
    while True:
        answer = ForwardMsg.FromString(await asyncio.wait_for(page.recv(decode=False), 20))
        if answer.HasField("new_session"):
            page_id = answer.new_session.initialize.session_id
        if answer.HasField("delta") and answer.delta.new_element.HasField("text"):
            shown = answer.delta.new_element.text.body
        if answer.HasField("script_finished"):
            return page_id, shown


async def until_farewell(page: ClientConnection) -> list[ForwardMsg]:
    """What still came before the farewell."""
    before = []
    while (message := await asyncio.wait_for(page.recv(decode=False), 10)) != FAREWELL:
        before.append(ForwardMsg.FromString(message))
    return before


def test_farewell_is_the_message_that_the_page_understands():
    message = ForwardMsg()
    message.auth_redirect.url = "/login?ended=1"
    assert message.SerializeToString() == FAREWELL


def test_inline_script_allowed_by_its_hash_is_the_one_of_the_index_page():
    index = (Path(streamlit.__file__).parent / "static/index.html").read_text()
    scripts = [part.split("</script>")[0] for part in index.split("<script>")[1:]]
    assert [f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in scripts] == [INDEX_SCRIPT]


def test_second_client_with_a_page_id_gets_a_new_page_of_nobody(site: Site):
    async def try_it() -> None:
        async with a_page(site, site.token()) as mine:
            page_id, shown = await run(mine, "secret=draft")
            assert "secret=draft" in shown
            async with a_page(site, page_id=page_id) as stranger:
                other_id, seen = await run(stranger)
            assert other_id != page_id
            assert "sid=None" in seen
            assert "draft" not in seen
            assert "secret=draft" in (await run(mine))[1]

    asyncio.run(try_it())


def test_another_person_with_a_page_id_gets_a_page_of_his_own(site: Site):
    async def try_it() -> None:
        async with a_page(site, site.token()) as mine:
            page_id, _ = await run(mine, "secret=draft")
            zhao = site.token("zhao")
            async with a_page(site, zhao, page_id) as other:
                other_id, seen = await run(other)
            assert other_id != page_id
            assert f"sid={key_of(zhao)}" in seen
            assert "draft" not in seen

    asyncio.run(try_it())


def test_visitors_page_is_not_handed_to_another_visitor(site: Site):
    async def try_it() -> None:
        async with a_page(site) as mine:
            page_id, _ = await run(mine, "secret=draft")
            async with a_page(site, page_id=page_id) as stranger:
                _, seen = await run(stranger)
            assert "draft" not in seen

    asyncio.run(try_it())


def test_own_page_comes_back_after_a_dropped_connection(site: Site):
    async def try_it() -> None:
        token = site.token()
        async with a_page(site, token) as mine:
            page_id, _ = await run(mine, "secret=draft")
        async with a_page(site, token, page_id) as again:
            same_id, seen = await run(again)
        assert same_id == page_id
        assert "secret=draft" in seen

    asyncio.run(try_it())


def test_forged_identity_is_nobody_and_the_page_never_sees_the_token(site: Site):
    async def try_it() -> None:
        token = site.token()
        async with a_page(site, **{"X-App-Sid": key_of(token)}) as forged:
            assert "sid=None" in (await run(forged))[1]
        async with a_page(site, token) as mine:
            _, shown = await run(mine)
            assert f"sid={key_of(token)}" in shown
            assert token not in shown

    asyncio.run(try_it())


def test_open_page_says_farewell_after_signing_out(site: Site):
    async def try_it() -> None:
        token = site.token()
        async with a_page(site, token) as mine:
            await run(mine)
            site.access.end_session(key_of(token))
            message = BackMsg()
            message.rerun_script.query_string = ""
            await mine.send(message.SerializeToString())
            assert not any(part.HasField("new_session") for part in await until_farewell(mine))
            with pytest.raises(ConnectionClosed):
                await asyncio.wait_for(mine.recv(), 10)
        async with a_page(site, token) as replay:
            assert await until_farewell(replay) == []

    asyncio.run(try_it())


@pytest.mark.parametrize(
    "headers",
    [{"Origin": ""}, {"Origin": "null"}, {"Origin": "http://evil.example"}, {"Origin": "http://localhost:1"}],
)
def test_foreign_handshakes_are_refused_at_once(site: Site, headers: dict[str, str]):
    async def try_it() -> float:
        began = time.monotonic()
        for _ in range(10):
            with pytest.raises(InvalidStatus) as refusal:
                async with a_page(site, **headers):
                    pass
            assert refusal.value.response.status_code == 403
        return time.monotonic() - began

    assert asyncio.run(try_it()) < 5


def test_closed_site_refuses_the_anonymous_handshake(site: Site):
    async def try_it() -> int:
        with pytest.raises(InvalidStatus) as refusal:
            async with a_page(site):
                pass
        return refusal.value.response.status_code

    (site.folder / "public").unlink()
    try:
        assert asyncio.run(try_it()) == 403
        assert site.status("/static/manifest.json") == 403
    finally:
        (site.folder / "public").touch()


def test_rebound_host_is_refused(site: Site):
    assert site.status("/", Host="rebound.example") == 403
    assert site.status("/", Host=f"0.0.0.0:{site.port}") == 403


def test_what_streamlit_shows_of_itself_is_hidden(site: Site):
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/media/0123.xlsx"):
        assert site.status(path) in (403, 404)
    assert site.status("/_stcore/host-config") == 200
    assert site.status("/livez") == site.status("/readyz") == 200


def test_flood_of_anonymous_uploads_does_not_fill_the_memory(site: Site):
    """Five times 190 MB announced and sent as far as the server takes it."""
    before = site.memory_mb
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as wire:
            wire.sendall(
                b"PUT /_stcore/upload_file/s/f HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: %s\r\n"
                b"Content-Length: 199229440\r\n\r\n" % (site.port, site.url.encode())
            )
            assert wire.recv(100).startswith(b"HTTP/1.1 403")
            with contextlib.suppress(OSError):
                for _ in range(190):
                    wire.sendall(b"x" * 1_048_576)
    assert site.memory_mb - before < 20


@pytest.mark.parametrize("claimed", ["6.6.6.6", "6.6.6.6:5", "6.6.6.6, 127.0.0.1"])
def test_forwarding_header_of_a_stranger_does_not_hide_his_address(site: Site, claimed: str):
    headers = {"Origin": site.url, "X-Forwarded-For": claimed, "Content-Type": "application/x-www-form-urlencoded"}
    assert site.status("/login", "POST", **headers) in (401, 429)
    with sqlite3.connect(site.access.path) as file:
        subjects = {row[0] for row in file.execute("SELECT subject FROM attempts")}
    assert "6.6.6.6" not in subjects
    assert "127.0.0.1" in subjects


def test_index_page_of_streamlit_is_dressed(site: Site):
    request = Request(site.url + "/plot", headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    with urlopen(request, timeout=10) as answer:
        html = answer.read().decode()
    assert '<html lang="zh-CN">' in html
    assert '<body><link rel="stylesheet" href="/app/static/style.css">' in html
    assert "<title>亩图 Mutu</title>" in html
    assert "_stcore/agent" not in html
    assert '<link rel="shortcut icon" href="/app/static/icon.png" />' in html
    assert "<noscript><p>本页需要浏览器启用 JavaScript。</p></noscript>" in html


def test_no_page_id_and_no_key_stands_in_the_log(site: Site):
    async def try_it() -> str:
        token = site.token()
        async with a_page(site, token) as mine:
            page_id, _ = await run(mine)
            async with a_page(site, token, page_id) as again:
                await run(again)
        return page_id

    page_id = asyncio.run(try_it())
    log = site.log.read_text()
    assert "already connected" in log
    assert page_id
    assert page_id not in log


@pytest.mark.browser
def test_signed_out_page_leads_to_the_sign_in_page_and_back(site: Site):
    """A click on a page left open after its session ended opens the sign-in page, which finds the page again."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        page = browser.new_page(base_url=site.url)
        refused: list[str] = []
        page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
        page.goto("/login?next=/plot?secret=draft")
        page.get_by_role("button", name="系统管理").click()
        page.get_by_text("secret=draft").wait_for()
        token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "__Host-sid")
        page.request.post("/logout", headers={"Origin": site.url, "Cookie": f"__Host-sid={token}"}, max_redirects=0)
        page.locator("input[type=file]").set_input_files(
            files=[{"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"}]
        )
        page.wait_for_url("**/login?ended=1")
        page.get_by_role("button", name="系统管理").click()
        page.get_by_text("secret=draft").wait_for()
        assert page.url == f"{site.url}/plot?secret=draft"
        assert refused == []
        browser.close()
