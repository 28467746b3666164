"""The gate: everything that reaches the pages passes here first, requests and sockets alike.

It answers only to its own names, asks the session row of every request and of every message of an open page,
takes away whatever identity the outside claims and writes the true one, and closes what a person may not reach.
"""

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from actions.accounts import Accounts
from domain.audience import Person
from domain.errors import RecordNotWritable
from register.access import Session
from routes.gate_config import GateConfig
from routes.headers import dead_cookie, security_headers
from routes.identity import IDENTITY_HEADER, VISIT, Visit, see, without_secrets
from routes.upload_quota import UploadQuota

_log = logging.getLogger("mutu.gate")

Message = MutableMapping[str, Any]

SOCKET_PATH = "/_stcore/stream"
UPLOAD_PATH = "/_stcore/upload_file/"
COMPONENTS_PATH = "/_stcore/bidi-components/"
CORE_PATHS = frozenset({SOCKET_PATH, "/_stcore/health", "/_stcore/host-config"})
SIGN_IN_PATHS = frozenset({"/login", "/logout", "/password"})
ALWAYS_OPEN = SIGN_IN_PATHS | {
    "/livez",
    "/readyz",
    "/_stcore/health",
    "/app/static/login.css",
    "/app/static/style.css",
    "/app/static/icon.png",
    "/app/static/logo.svg",
}
#: Streamlit's `ForwardMsg` with `auth_redirect.url = "/login?ended=1"`: an open page goes there by itself.
FAREWELL = b"\xc2\x01\x10\n\x0e/login?ended=1"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """ASGI middleware before Streamlit."""

    def __init__(self, app: ASGIApp, config: GateConfig, accounts: Accounts) -> None:
        self.app = app
        self.config = config
        self.accounts = accounts
        self.quota = UploadQuota()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or socket through, or refuse it."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        send = _with_headers(send, security_headers(path, self.config))
        if not self._is_addressed_to_us(scope, needs_origin=scope["method"] not in SAFE_METHODS):
            return await _answer(send, 403)
        visit = await run_in_threadpool(see, scope, self.config, self.accounts)
        if is_hidden(path):
            return await _answer(send, 404)
        if elsewhere := await run_in_threadpool(self._better_place, scope, visit):
            return await _answer(send, 303, [(b"location", elsewhere.encode()), *self._forget(visit)])
        if not (_is_waking_up(path, visit) or await run_in_threadpool(self._may_reach, path, visit.person)):
            return await _answer(send, 403)
        if scope["method"] == "PUT" and path.startswith(UPLOAD_PATH) and (status := self._upload_fault(scope, visit)):
            return await _answer(send, status)
        if visit.session:
            await run_in_threadpool(self._touch, visit.key, visit.session)
        if visit.has_ended and _is_navigation(scope):
            send = _with_headers(send, self._forget(visit))
        return await self.app(self._introduced(scope, visit), receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != SOCKET_PATH or not self._is_addressed_to_us(scope, needs_origin=True):
            return await _close(send)
        visit = await run_in_threadpool(see, scope, self.config, self.accounts)
        if visit.has_ended:
            return await self._say_farewell(scope, receive, send)
        if not await run_in_threadpool(self._may_reach, SOCKET_PATH, visit.person):
            return await _close(send)
        watched = _Watched(receive, send, lambda: self._still_open(visit))
        return await self.app(self._introduced(scope, visit), watched.receive, watched.send)

    def _is_addressed_to_us(self, scope: Scope, *, needs_origin: bool) -> bool:
        """Host and Origin are exactly ours; sockets and changes must name their origin."""
        hosts = [value for name, value in scope["headers"] if name.lower() == b"host"]
        origins = [value for name, value in scope["headers"] if name.lower() == b"origin"]
        if len(hosts) != 1 or hosts[0].decode("latin-1").lower() not in self.config.hosts:
            return False
        if not origins:
            return not needs_origin
        return len(origins) == 1 and origins[0].decode("latin-1").lower() in self.config.origins

    def _may_reach(self, path: str, person: Person) -> bool:
        if path in ALWAYS_OPEN:
            return True
        if person.is_visitor and not self.config.is_public_site():
            return False
        if path.startswith("/media/"):
            return self.config.may_download(person)
        if path.startswith(UPLOAD_PATH):
            return self.config.may_upload(person)
        return True

    def _upload_fault(self, scope: Scope, visit: Visit) -> int | None:
        """411 for an upload of unknown size, 429 where the person has sent too much."""
        sizes = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
        if len(sizes) != 1 or not sizes[0].isdigit():
            return 411
        return None if self.quota.admits(visit.person.name, int(sizes[0])) else 429

    def _better_place(self, scope: Scope, visit: Visit) -> str | None:
        """Where a person's navigation belongs who must change a password, or must sign in first."""
        if not _is_navigation(scope) or scope["path"] in ALWAYS_OPEN:
            return None
        if visit.session and visit.session.must_change:
            return "/password"
        if visit.person.is_visitor and not self.config.is_public_site():
            return f"/login?{'ended=1&' if visit.has_ended else ''}next={quote(_target(scope), safe='')}"
        return None

    def _introduced(self, scope: Scope, visit: Visit) -> Scope:
        """The scope as the app sees it: true identity, no token."""
        headers = without_secrets(scope["headers"], self.config.cookie_name)
        if visit.person.is_visitor:
            headers = [_without_page_id(name, value) for name, value in headers]
        else:
            headers.append((IDENTITY_HEADER, visit.person.key.encode()))
        return {**scope, "headers": headers, VISIT: visit}

    def _still_open(self, visit: Visit) -> bool:
        """Whether an open page may go on: asked for each of its messages."""
        if visit.person.is_visitor:
            return self.config.is_public_site()
        session = self.accounts.session(visit.key)
        if session is None or session.must_change:
            return False
        self._touch(visit.key, session)
        return True

    def _touch(self, key: str, session: Session) -> None:
        """A person who reads is not kept from it because his last minute could not be written down."""
        try:
            self.accounts.touch(key, session)
        except RecordNotWritable:
            _log.exception("a session in use could not be marked")

    def _forget(self, visit: Visit) -> list[tuple[bytes, bytes]]:
        return [(b"set-cookie", dead_cookie(self.config).encode())] if visit.has_ended else []

    async def _say_farewell(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A page woke up after its session ended: it is told to go to the sign-in page, and nothing else."""
        await receive()
        protocols = scope.get("subprotocols") or [None]
        await send({"type": "websocket.accept", "subprotocol": protocols[0]})
        await send({"type": "websocket.send", "bytes": FAREWELL})
        return await _close(send)


class _Watched:
    """The two ends of a socket; the page's end is cut as soon as its session is no longer open."""

    def __init__(self, receive: Receive, send: Send, is_open: Callable[[], bool]) -> None:
        self._receive = receive
        self._send = send
        self._is_open = is_open
        self._is_cut = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.receive" and not self._is_cut and not await run_in_threadpool(self._is_open):
            await self._cut()
        return {"type": "websocket.disconnect", "code": 1008} if self._is_cut else message

    async def send(self, message: Message) -> None:
        if not self._is_cut:
            await self._send(message)

    async def _cut(self) -> None:
        self._is_cut = True
        await self._send({"type": "websocket.send", "bytes": FAREWELL})
        await _close(self._send)


def is_hidden(path: str) -> bool:
    """Streamlit's inner routes that no page needs (metrics, agent, its own sign-in) are not there."""
    if path.startswith(("/auth/", "/oauth2callback")):
        return True
    return "/_stcore/" in path and not (path in CORE_PATHS or path.startswith((UPLOAD_PATH, COMPONENTS_PATH)))


def _is_waking_up(path: str, visit: Visit) -> bool:
    """Before its socket, a page asks for the host's settings; so it can be told that its session ended."""
    return visit.has_ended and path == "/_stcore/host-config"


def _without_page_id(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Streamlit would hand a page to whoever names its id; a visitor's page is never handed on.

    Its state stands in the URL, so that a dropped connection loses nothing.
    """
    if name.lower() != b"sec-websocket-protocol":
        return name, value
    return name, b",".join(value.split(b",")[:2])


def _is_navigation(scope: Scope) -> bool:
    accepts = [value for name, value in scope["headers"] if name.lower() == b"accept"]
    return scope["method"] == "GET" and any(b"text/html" in value for value in accepts)


def _target(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return quote(scope["path"]) + (f"?{query}" if query else "")


def _with_headers(send: Send, extra: list[tuple[bytes, bytes]]) -> Send:
    """Add headers to the response, where it has no word of its own on the matter."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name.lower() for name, _ in message.get("headers", [])} - {b"set-cookie"}
            kept = [(name, value) for name, value in extra if name not in present]
            message = {**message, "headers": [*message.get("headers", []), *kept]}
        await send(message)

    return dressed


_REASONS = {303: b"", 403: "403 无权访问 Not permitted".encode(), 404: b"404", 411: b"411", 429: b"429"}


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    body = _REASONS[status]
    kinds = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    no_store = [(b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": [*kinds, *no_store, *(headers or [])]})
    await send({"type": "http.response.body", "body": body})


async def _close(send: Callable[[Message], Awaitable[None]]) -> None:
    await send({"type": "websocket.close", "code": 1008})
