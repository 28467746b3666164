"""Who asks. The gate writes a `Visit` into each request; routes read it here and nowhere else."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import HTTPConnection

from actions.accounts import Accounts
from domain.audience import VISITOR, Person
from register.access import Session, key_of
from routes.gate_config import LOOPBACK_ADDRESSES, GateConfig

IDENTITY_HEADER = b"x-app-sid"
FORWARDING_HEADERS = frozenset(
    {b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip"}
)
VISIT = "mutu.visit"

Headers = Iterable[tuple[bytes, bytes]]
Scope = MutableMapping[str, Any]


@dataclass(frozen=True)
class Visit:
    """One request seen by the gate: its session if one lives, whether a dead one was shown, and from where."""

    session: Session | None = None
    has_ended: bool = False
    address: str = ""
    agent: str = ""
    is_forwarded: bool = False

    @property
    def person(self) -> Person:
        """Who asks; whoever must still change a one-time password is nobody yet."""
        return self.session.person if self.session and not self.session.must_change else VISITOR

    @property
    def key(self) -> str:
        """The key of the session row."""
        return self.session.person.key if self.session else ""


def who(request: HTTPConnection) -> Person:
    """The person behind a request that passed the gate; a visitor where no gate stood."""
    return visit_of(request).person


def visit_of(request: HTTPConnection) -> Visit:
    """What the gate saw."""
    visit: Visit = request.scope.get(VISIT, Visit())
    return visit


def see(scope: Scope, config: GateConfig, accounts: Accounts) -> Visit:
    """Ask the session row of the request's cookie."""
    headers: Headers = scope["headers"]
    is_forwarded = any(name.lower() in FORWARDING_HEADERS for name, _ in headers)
    token = cookie_value(headers, config.cookie_name)
    session = accounts.session(key_of(token)) if token else None
    if session and is_forwarded and accounts.is_demo(session.person.key):
        session = None
    return Visit(session, bool(token) and session is None, _address(scope, config), _agent(headers), is_forwarded)


def cookie_value(headers: Headers, name: str) -> str:
    """The value of one cookie; empty where there is none."""
    for header, value in headers:
        if header.lower() == b"cookie":
            for pair in value.decode("latin-1").split(";"):
                key, _, content = pair.strip().partition("=")
                if key == name:
                    return content
    return ""


def without_secrets(headers: Headers, cookie_name: str) -> list[tuple[bytes, bytes]]:
    """The headers as the app may see them: no identity from outside, no session token."""
    kept = []
    for name, value in headers:
        if name.lower() == IDENTITY_HEADER:
            continue
        if name.lower() == b"cookie":
            value = _without_cookie(value, cookie_name)
        if value or name.lower() != b"cookie":
            kept.append((name, value))
    return kept


def _without_cookie(value: bytes, cookie_name: str) -> bytes:
    pairs = [pair.strip() for pair in value.split(b";")]
    return b"; ".join(pair for pair in pairs if pair.partition(b"=")[0] != cookie_name.encode())


def _address(scope: Scope, config: GateConfig) -> str:
    """From where the request came; a forwarding header counts only from a proxy that was configured.

    uvicorn believes such a header from any program on this machine and replaces the peer before anybody can look.
    A peer that also stands in the header is therefore taken for this machine, unless its proxy was configured.
    """
    peer = str(scope["client"][0]) if scope.get("client") else ""
    forwarded = _forwarded_for(scope["headers"])
    if peer in forwarded:
        return peer if config.proxies & LOOPBACK_ADDRESSES else "127.0.0.1"
    if peer in config.proxies:
        return next((host for host in reversed(forwarded) if host not in config.proxies), peer)
    return peer


def _forwarded_for(headers: Headers) -> list[str]:
    lines = (value.decode("latin-1") for name, value in headers if name.lower() == b"x-forwarded-for")
    return [_host(entry.strip()) for line in lines for entry in line.split(",")]


def _host(entry: str) -> str:
    """`192.0.2.4:80` → `192.0.2.4`, `[::1]:80` → `::1`."""
    if entry.startswith("["):
        return entry[1:].partition("]")[0]
    return entry.partition(":")[0] if entry.count(":") == 1 else entry


def _agent(headers: Headers) -> str:
    return next((value.decode("latin-1") for name, value in headers if name.lower() == b"user-agent"), "")
