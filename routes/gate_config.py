"""How the gate is set: which names it answers to, which cookie it knows, who may fetch and send files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from domain.accounts import STAFF_ROLES
from domain.audience import Person, Role

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
LOOPBACK_ADDRESSES = frozenset({"localhost", "127.0.0.1", "::1"})
EVERY_ADDRESS = frozenset({"", "0.0.0.0", "::"})
DEFAULT_PORTS = {"http": 80, "https": 443}


def is_staff(person: Person) -> bool:
    """Whether a staff role was given."""
    return bool(person.roles & STAFF_ROLES)


def brings_files(person: Person) -> bool:
    """Whether the person may import at all."""
    return bool(person.roles & {Role.ADMINISTRATOR, Role.OFFICER})


@dataclass(frozen=True)
class GateConfig:
    """Where the server is bound and under which URL it is reached.

    `url` is what people type when it is not the bound loopback address; with it Host and Origin are fixed to it.
    `plain_http` allows signing in over http that is not loopback. `proxies` are the addresses whose forwarding
    header is believed.
    """

    address: str = "127.0.0.1"
    port: int = 8501
    url: str | None = None
    plain_http: bool = False
    proxies: frozenset[str] = frozenset()
    is_public_site: Callable[[], bool] = lambda: False
    may_download: Callable[[Person], bool] = is_staff
    may_upload: Callable[[Person], bool] = brings_files
    map_image_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.url is None and self.address in EVERY_ADDRESS:
            raise ValueError("bound to every address of the machine, the server needs --url to know its own name")
        if self.url is not None and urlsplit(self.url).scheme not in DEFAULT_PORTS:
            raise ValueError(f"--url must begin with http:// or https://: {self.url}")

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.address in LOOPBACK_ADDRESSES

    @property
    def is_demo_place(self) -> bool:
        """Whether demo accounts may exist here: only this machine can reach it, and nothing stands before it."""
        return self.is_loopback and (self.url is None or self.origins <= self._loopback_origins)

    @cached_property
    def origins(self) -> frozenset[str]:
        """The exact origins: scheme, name and port."""
        own = _origin(self.url) if self.url else f"http://{_bracketed(self.address)}:{self.port}"
        return self._loopback_origins | {own} if self.is_loopback else frozenset({own})

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The exact values of the Host header."""
        return frozenset(origin.split("://")[1] for origin in self.origins)

    @property
    def _loopback_origins(self) -> frozenset[str]:
        return frozenset(_origin(f"http://{name}:{self.port}") for name in LOOPBACK_NAMES)

    @property
    def is_https(self) -> bool:
        """Whether people reach the site by https."""
        return self.url is not None and self.url.startswith("https://")

    @property
    def is_plain(self) -> bool:
        """Whether passwords and cookies would cross a network in the clear."""
        return not self.is_https and not self.is_demo_place

    @property
    def may_sign_in(self) -> bool:
        """Over plain http only where the office chose so; staff pages then carry a warning."""
        return not self.is_plain or self.plain_http

    @property
    def cookie_name(self) -> str:
        """`__Host-` binds the cookie to this very host over https (or loopback)."""
        return "sid" if self.is_plain else "__Host-sid"


def _origin(url: str) -> str:
    """`HTTPS://Mutu.Example:443/x` → `https://mutu.example`, as a browser writes it."""
    parts = urlsplit(url)
    name = _bracketed(parts.hostname or "")
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{name}{port}"


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name
