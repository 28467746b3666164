"""The desk of accounts: adding, locking and resetting them, signing in and out. Each deed checks who asks.

Every change is traced in the transaction that makes it; no trace and no error carries a password or a token.
"""

import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from math import ceil

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from actions.demo_accounts import DemoAccounts
from domain.accounts import (
    LastAdministrator,
    NameTaken,
    NoSuchAccount,
    PasswordTooWeak,
    SignInRefused,
    TooManyAttempts,
    check_password,
    checked_name,
    checked_roles,
    plain_name,
)
from domain.audience import VISITOR, Person, Role
from domain.errors import NotPermitted, NotSignedIn
from register.access import AccessChange, AccessFile, Account, Session, key_of

ONE_TIME_LASTS = timedelta(days=7)
PASSWORD_MARKS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when read out

_HASHER = PasswordHasher()  # argon2id, 64 MiB, RFC 9106
_EVALUATING = threading.BoundedSemaphore(2)  # 64 MiB each: a flood of attempts must not fill the memory


@dataclass(frozen=True)
class Actor:
    """Who does a deed, and from where: an address, or `cli` with the system user as the name."""

    person: Person
    origin: str

    @property
    def name(self) -> str:
        """The name in the trail."""
        return self.person.name


@dataclass
class Accounts:
    """What the deeds need: the access file, the demo accounts if any, and where the trace goes."""

    access: AccessFile
    demo: DemoAccounts | None = None
    trace: Callable[[AccessChange], None] | None = None

    def session(self, key: str) -> Session | None:
        """The living session of a key, asked of its row."""
        return (self.demo and self.demo.session(key)) or self.access.session(key)

    def person(self, key: str) -> Person:
        """Who stands behind a key now. Whoever must still change a one-time password is nobody yet."""
        session = self.session(key) if key else None
        return session.person if session and not session.must_change else VISITOR

    def is_demo(self, key: str) -> bool:
        """Whether the key is a demo session."""
        return bool(self.demo and self.demo.session(key))

    def touch(self, key: str, session: Session) -> None:
        """The person did something."""
        (self.demo if self.demo and self.demo.session(key) else self.access).touch(key, session)

    def leave_trace(self, actor: Actor, deed: str, subject: str, *, old: str = "", new: str = "") -> None:
        """The one place where a change of access is written down."""
        change = AccessChange(self.access.now(), actor.name, actor.origin, deed, subject, old, new)
        (self.trace or self.access.write_trail)(change)


def add_user(
    accounts: Accounts,
    actor: Actor,
    name: str,
    roles: Iterable[str],
    parks: Iterable[str] = (),
    *,
    known_parks: Iterable[str] = (),
) -> str:
    """Open an account; returns its one-time password, which is shown once and stored nowhere.

    Raises NotPermitted, NameInvalid, NameTaken, RolesInvalid, UnknownPark.
    """
    _require_administrator(actor)
    name, parks = checked_name(name), tuple(parks)
    granted = checked_roles(roles, parks, known_parks)
    with accounts.access.transaction():
        if accounts.access.account(name) or (accounts.demo and accounts.demo.knows(name)):
            raise NameTaken(name=name)
        accounts.access.add_account(name, granted, parks)
        accounts.leave_trace(actor, "add_user", name, new=_in_words(granted, parks))
        return _give_one_time_password(accounts, name)


def change_roles(
    accounts: Accounts,
    actor: Actor,
    name: str,
    roles: Iterable[str],
    parks: Iterable[str] = (),
    *,
    known_parks: Iterable[str] = (),
) -> None:
    """Replace roles and parks; open sessions have them from the next request on.

    Raises NotPermitted, NoSuchAccount, RolesInvalid, UnknownPark, LastAdministrator.
    """
    _require_administrator(actor)
    parks = tuple(parks)
    granted = checked_roles(roles, parks, known_parks)
    with accounts.access.transaction():
        before = _account(accounts, name)
        if Role.ADMINISTRATOR not in granted:
            _require_another_administrator(accounts, before)
        accounts.access.set_roles(before.name, granted, parks)
        accounts.leave_trace(
            actor, "change_roles", before.name, old=_in_words(before.roles, before.parks), new=_in_words(granted, parks)
        )


def reset_user(accounts: Accounts, actor: Actor, name: str) -> str:
    """Give a new one-time password and end every session; returns the password.

    Raises NotPermitted, NoSuchAccount.
    """
    _require_administrator(actor)
    with accounts.access.transaction():
        name = _account(accounts, name).name
        accounts.access.end_sessions_of(name)
        accounts.leave_trace(actor, "reset_user", name)
        return _give_one_time_password(accounts, name)


def lock_user(accounts: Accounts, actor: Actor, name: str) -> None:
    """Close an account and end its sessions.

    Raises NotPermitted, NoSuchAccount, LastAdministrator.
    """
    _require_administrator(actor)
    with accounts.access.transaction():
        before = _account(accounts, name)
        _require_another_administrator(accounts, before)
        accounts.access.set_locked(before.name, True)
        accounts.access.end_sessions_of(before.name)
        accounts.leave_trace(actor, "lock_user", before.name)


def unlock_user(accounts: Accounts, actor: Actor, name: str) -> None:
    """Open a locked account again, and forget its failed attempts. Raises NotPermitted, NoSuchAccount."""
    _require_administrator(actor)
    with accounts.access.transaction():
        name = _account(accounts, name).name
        accounts.access.set_locked(name, False)
        accounts.access.forget_attempts(name)
        accounts.leave_trace(actor, "unlock_user", name)


def sign_in(
    accounts: Accounts, name: str, password: str, *, address: str, agent: str = "", is_forwarded: bool = False
) -> str:
    """Open a session; returns its token, which only the browser keeps. Raises SignInRefused, TooManyAttempts."""
    name = plain_name(name)
    wait = accounts.access.reserve_attempt(name, address)
    if wait is not None:
        raise TooManyAttempts(minutes=ceil(wait.total_seconds() / 60))
    token = secrets.token_urlsafe(32)
    if accounts.demo and not is_forwarded and accounts.demo.opens(name, password):
        accounts.demo.begin_session(key_of(token), name)
        accounts.access.forgive(name, address)
        return token
    if not _opens(accounts, name, password):
        raise SignInRefused()
    with accounts.access.transaction():
        accounts.access.begin_session(key_of(token), name, address=address, agent=agent)
        accounts.access.forgive(name, address)
        accounts.leave_trace(Actor(Person(name), address), "sign_in", name)
    return token


def sign_out(accounts: Accounts, key: str, *, address: str) -> None:
    """End the session of a key; ending one that ended already is no error."""
    session = accounts.session(key)
    if session is None:
        return
    if accounts.is_demo(key):
        accounts.demo.end_session(key)  # type: ignore[union-attr]
        return
    with accounts.access.transaction():
        accounts.access.end_session(key)
        accounts.leave_trace(Actor(session.person, address), "sign_out", session.person.name)


def change_password(accounts: Accounts, key: str, old: str, new: str, *, address: str, agent: str = "") -> str:
    """Set one's own password: every session of the account ends, and the token of a new one is returned.

    Raises NotSignedIn, NotPermitted (a demo account), SignInRefused (the old one is wrong), TooManyAttempts,
    PasswordTooWeak.
    """
    session = accounts.session(key)
    if session is None:
        raise NotSignedIn()
    if accounts.is_demo(key):
        raise NotPermitted(deed="change_password")
    name = session.person.name
    check_password(new, name)
    if new == old:
        raise PasswordTooWeak(rule="same")
    wait = accounts.access.reserve_attempt(name, address)
    if wait is not None:
        raise TooManyAttempts(minutes=ceil(wait.total_seconds() / 60))
    if not _opens(accounts, name, old):
        raise SignInRefused()
    new_hash, token = _HASHER.hash(new), secrets.token_urlsafe(32)
    with accounts.access.transaction():
        accounts.access.set_password(name, new_hash)
        accounts.access.end_sessions_of(name)
        accounts.access.begin_session(key_of(token), name, address=address, agent=agent)
        accounts.access.forgive(name, address)
        accounts.leave_trace(Actor(session.person, address), "change_password", name)
    return token


def _opens(accounts: Accounts, name: str, password: str) -> bool:
    """Whether the password is the account's. Takes as long for a name that does not exist."""
    known, nobodys = accounts.access.password_hash(name), _nobodys_hash()
    with _EVALUATING:
        try:
            return _HASHER.verify(known or nobodys, password) and known is not None
        except (Argon2Error, InvalidHashError):
            return False


@cache
def _nobodys_hash() -> str:
    """What is evaluated for names that do not exist; made when first needed, since a start should not wait for it."""
    return _HASHER.hash(secrets.token_urlsafe())


def _give_one_time_password(accounts: Accounts, name: str) -> str:
    password = "-".join("".join(secrets.choice(PASSWORD_MARKS) for _ in range(5)) for _ in range(3))
    until = accounts.access.now() + ONE_TIME_LASTS
    accounts.access.set_password(name, _HASHER.hash(password), one_time_until=until)
    return password


def _require_administrator(actor: Actor) -> None:
    if Role.ADMINISTRATOR not in actor.person.roles:
        raise NotPermitted(deed="accounts")


def _require_another_administrator(accounts: Accounts, account: Account) -> None:
    """An office that locks its last administrator out has nobody left to open the door."""
    if Role.ADMINISTRATOR not in account.roles:
        return
    open_ones = {a.name for a in accounts.access.accounts() if Role.ADMINISTRATOR in a.roles and not a.is_locked}
    if open_ones <= {account.name}:
        raise LastAdministrator(name=account.name)


def _account(accounts: Accounts, name: str) -> Account:
    account = accounts.access.account(plain_name(name))
    if account is None:
        raise NoSuchAccount(name=name)
    return account


def _in_words(roles: Iterable[str], parks: Iterable[str]) -> str:
    return " ".join(sorted(roles)) + (f" ({', '.join(sorted(parks))})" if parks else "")
