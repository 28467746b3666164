"""The real app on a free port, started as an operator starts it, and the ways in: form, cookie, socket."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from actions.demo_accounts import DEMO_PASSWORD
from domain.audience import Role
from register.access import AccessFile, key_of
from register.paths import RecordPaths

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "parcels" / "sample.gpkg"
COOKIE = "__Host-sid"
#: Who can stand before the sample, by the name under which he signs in.
DEMO_NAMES = {"officer": "officer", "reviewer": "reviewer", "analyst": "analyst", "administrator": "admin"}
STARTED_WITHIN_S = 60.0


@dataclass
class Site:
    """A running server with its record and its log."""

    port: int
    record: Path
    log: Path
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def client(self, token: str = "") -> httpx.Client:
        """An HTTP client with the session's cookie, that follows no redirect.

        The cookie is a plain header: its Secure mark keeps every other client than a browser from sending it.
        """
        headers = {"Origin": self.url} | ({"Cookie": f"{COOKIE}={token}"} if token else {})
        return httpx.Client(base_url=self.url, headers=headers, timeout=30)

    def sign_in(self, name: str, password: str = DEMO_PASSWORD) -> str:
        """The token of a new session, by the form."""
        with self.client() as nobody:
            answer = nobody.post("/login", data={"name": name, "password": password})
        assert answer.status_code == 303, answer.text
        return answer.headers["set-cookie"].partition("=")[2].partition(";")[0]

    def token(self, role: str) -> str:
        """The token of one session kept for a role; empty for a visitor."""
        if role == "visitor":
            return ""
        if role not in self.tokens:
            self.tokens[role] = self.begin_session(role)
        return self.tokens[role]

    def begin_session(self, role: str) -> str:
        """A session of its own: a demo account's by the form, an investor's by his row."""
        return self.sign_in(DEMO_NAMES[role]) if role in DEMO_NAMES else self.session_of(role, {Role(role)})

    def session_of(self, name: str, roles: set[Role], parks: tuple[str, ...] = ()) -> str:
        """The token of a session of an account beside the record, made where it is missing."""
        access, token = AccessFile(RecordPaths(self.record).access), secrets.token_urlsafe(32)
        if access.account(name) is None:
            access.add_account(name, roles, parks)
        access.begin_session(key_of(token), name, address="", agent="")
        access.close()
        return token

    @contextlib.contextmanager
    def open_page(self, token: str = "") -> Iterator["OpenPage"]:
        """A page's socket, as Streamlit's own script opens it."""
        with connect(
            f"ws://localhost:{self.port}/_stcore/stream",
            subprotocols=["streamlit", "xsrf"],  # type: ignore[list-item]
            origin=self.url,  # type: ignore[arg-type]
            additional_headers={"Cookie": f"{COOKIE}={token}"} if token else {},
            max_size=None,
        ) as wire:
            yield OpenPage(wire)


@dataclass
class OpenPage:
    """What a browser's page does over its socket: run the script with a query, read what comes."""

    wire: ClientConnection

    def ask(self, query: str = "", page: str = "") -> None:
        """Ask for a run of the script."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        self.wire.send(message.SerializeToString())

    def run(self, query: str = "", page: str = "") -> list[bytes]:
        """Every message of one run of the script, as it crossed the wire."""
        self.ask(query, page)
        came = []
        while True:
            came.append(self.wire.recv(timeout=60, decode=False))
            if ForwardMsg.FromString(came[-1]).HasField("script_finished"):
                return came

    def until_closed(self) -> list[bytes]:
        """What still came before the server closed the socket."""
        came = []
        with contextlib.suppress(ConnectionClosed):
            while True:
                came.append(self.wire.recv(timeout=20, decode=False))
        return came


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_of_sample(folder: Path) -> Path:
    """A record of one's own to serve and change, with its files."""
    record = folder / "record.gpkg"
    shutil.copy(SAMPLE, record)
    shutil.copytree(SAMPLE.with_suffix(".files"), record.with_suffix(".files"))
    return record


@contextlib.contextmanager
def serving(record: Path) -> Iterator[Site]:
    """`cli.py serve` on a record until the block ends."""
    site = Site(free_port(), record, record.with_suffix(".log"))
    command = [sys.executable, "cli.py", "serve", "--port", str(site.port), "--record", str(record)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MUTU_")}
    with site.log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            _await_life(site, server)
            yield site
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _await_life(site: Site, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTED_WITHIN_S
    while time.monotonic() < deadline:
        assert server.poll() is None, site.log.read_text()
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{site.url}/livez").status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(site.log.read_text())
