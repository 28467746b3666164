"""Who may have an account: names, roles, passwords and the refusals that guard them."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from domain.audience import Role
from domain.errors import LandError, UnknownPark

PASSWORD_MIN_LENGTH = 10
PASSWORD_MAX_LENGTH = 200  # a longer one only costs the hash function time
NAME_MAX_LENGTH = 40

STAFF_ROLES = frozenset({Role.OFFICER, Role.REVIEWER, Role.ANALYST, Role.ADMINISTRATOR})
ACCOUNT_ROLES = STAFF_ROLES | {Role.INVESTOR}


class SignInRefused(LandError):  # noqa: N818 - a refusal, not a fault
    """Name and password do not open an account; never says which of the two."""


class TooManyAttempts(LandError):  # noqa: N818
    """Signing in rests for `minutes`, whether or not the name exists."""


class PasswordTooWeak(LandError):  # noqa: N818
    """The new password breaks the rule `rule`: short, long, name, monotone, same."""


class NameInvalid(LandError):  # noqa: N818
    """The name of an account is empty, too long or carries marks that cannot be seen."""


class NameTaken(LandError):  # noqa: N818
    """An account of that name exists."""


class NoSuchAccount(LandError):  # noqa: N818
    """No account of that name; said only to administrators."""


class RolesInvalid(LandError):  # noqa: N818
    """The roles do not make an account, for the reason `rule`: none, unknown, park_missing, park_idle."""


class LastAdministrator(LandError):  # noqa: N818
    """Nobody would be left who keeps the accounts."""


def plain_name(name: str) -> str:
    """The name as it is compared and stored: composed, trimmed, without difference of case or width."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def checked_name(name: str) -> str:
    """The plain form of a name that may become an account, or `NameInvalid`."""
    plain = plain_name(name)
    if not 2 <= len(plain) <= NAME_MAX_LENGTH or not all(_is_name_mark(mark) for mark in plain):
        raise NameInvalid(name=name)
    return plain


def _is_name_mark(mark: str) -> bool:
    return mark.isalnum() or mark in "._-"


def checked_roles(roles: Iterable[str], parks: Iterable[str], known_parks: Iterable[str]) -> frozenset[Role]:
    """The roles of an account. An officer is an officer of named parks; nobody else has parks."""
    names, parks, known = set(roles), set(parks), set(known_parks)
    if unknown := names - {role.value for role in ACCOUNT_ROLES}:
        raise RolesInvalid(rule="unknown", roles=sorted(unknown))
    if not names:
        raise RolesInvalid(rule="none")
    if strangers := parks - known:
        raise UnknownPark(park=sorted(strangers)[0], parks=sorted(known))
    if Role.OFFICER in names and not parks:
        raise RolesInvalid(rule="park_missing")
    if parks and Role.OFFICER not in names:
        raise RolesInvalid(rule="park_idle")
    return frozenset(Role(name) for name in names)


def check_password(password: str, name: str) -> None:
    """Refuse a password that is short, endless, made from the name or of too few different marks."""
    if len(password) < PASSWORD_MIN_LENGTH:
        raise _weak("short", least=PASSWORD_MIN_LENGTH)
    if len(password) > PASSWORD_MAX_LENGTH:
        raise _weak("long", most=PASSWORD_MAX_LENGTH)
    if plain_name(name) in plain_name(password):
        raise _weak("name")
    if len(set(password)) < 5:
        raise _weak("monotone")


def _weak(rule: str, **values: Any) -> PasswordTooWeak:
    return PasswordTooWeak(rule=rule, **values)
