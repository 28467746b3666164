"""Who sits at the desk, and what every deed asks first: signed in, right role, own park, the edition seen."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.audience import Person, Role
from domain.audit import Basis, Trace
from domain.entities import entity as declared
from domain.errors import (
    BasisMissing,
    BasisNotYet,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    NotSignedIn,
    ReasonMissing,
    StaleRecord,
)
from register.store import Register, Row, Writer

STAFF = frozenset({Role.OFFICER, Role.REVIEWER, Role.ANALYST, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Desk:
    """What a deed needs: the record, who asks, the record's day and from where.

    `who` is called when a deed begins and again inside its transaction, so that whoever was signed out, locked or
    demoted a moment ago writes nothing more.
    """

    register: Register
    who: Callable[[], Person]
    today: date
    origin: str = ""

    def person(self) -> Person:
        """Who asks now. Raises NotSignedIn."""
        person = self.who()
        if person.is_visitor:
            raise NotSignedIn()
        return person

    @contextmanager
    def deed(self, name: str, basis: Basis) -> Iterator[tuple[Person, Writer]]:
        """One transaction with its trace, for whoever is still signed in once it has begun."""
        first = self.person()
        with self.register.transaction(Trace(first.name, name, self.origin, basis)) as writer:
            person = self.person()
            if person.name != first.name:
                raise NotSignedIn()
            yield person, writer


def require_role(person: Person, deed: str, *roles: Role) -> None:
    """Raise NotPermitted unless the person has one of the roles."""
    if not person.roles & set(roles):
        raise NotPermitted(deed=deed)


def require_park(person: Person, park: str | None, deed: str) -> None:
    """Raise NotPermitted unless the person may change records of this park (code).

    An officer changes those of his parks. What lies in no park yet is nobody's own: an administrator places it.
    """
    if not may_change(person, park):
        raise NotPermitted(deed=deed, park=park or "")


def may_change(person: Person, park: str | None) -> bool:
    """Whether the person keeps records of this park (code)."""
    if park is None:
        return Role.ADMINISTRATOR in person.roles
    return Role.OFFICER in person.roles and park in person.parks


def park_code_of(register: Register, entity: str, row: Mapping[str, Any]) -> str | None:
    """The park that a row belongs to, by its declared references; None for 未定园区 and for what is the district's."""
    kind = declared(entity)
    if entity == "parks":
        return str(row["park_code"])
    for key in kind.park:
        parent, parent_id = kind.by_key[key].refers_to, row.get(key)
        if parent and parent_id is not None:
            found = register.get(parent, parent_id)
            return park_code_of(register, parent, found) if found else None
    return None


def stored(register: Register, entity: str, record_id: int) -> Row:
    """The record. Raises NoSuchRecord."""
    row = register.get(entity, record_id)
    if row is None:
        raise NoSuchRecord(entity=entity, code=str(record_id))
    return row


def require_seen(entity: str, row: Row, seen_version: int, mine: Mapping[str, Any]) -> None:
    """Raise StaleRecord, with field → (theirs, mine), where the record moved since it was seen."""
    if row["version"] != seen_version:
        raise StaleRecord(
            entity=entity,
            code=code_of(entity, row),
            seen_version=seen_version,
            version=row["version"],
            differences={key: (row[key], value) for key, value in mine.items()},
        )


def require_basis(basis: Basis, today: date) -> None:
    """Raise BasisMissing without document number and day, InvalidValue or BasisNotYet where the day cannot be."""
    if not basis.document.strip() or not basis.on:
        raise BasisMissing()
    try:
        on = date.fromisoformat(basis.on)
    except ValueError as error:
        raise InvalidValue(entity="", column="basis", value=basis.on) from error
    if on > today:
        raise BasisNotYet(on=basis.on, today=today.isoformat())


def require_reason(basis: Basis) -> None:
    """Raise ReasonMissing where nobody will know in ten years why this was changed."""
    if not basis.reason.strip():
        raise ReasonMissing()


def require_origin(entity: str, source: str, as_of_on: str, today: date) -> None:
    """Raise InvalidValue unless the new values say from where and as of which day, today at the latest."""
    if not source.strip():
        raise InvalidValue(entity=entity, column="source", value=source)
    try:
        is_past = date.fromisoformat(as_of_on) <= today
    except ValueError:
        is_past = False
    if not is_past:
        raise InvalidValue(entity=entity, column="as_of_on", value=as_of_on)


def code_of(entity: str, row: Mapping[str, Any]) -> str:
    """The code by which people name a record; its number where the kind has none."""
    kind = declared(entity)
    return str(row[kind.code]) if kind.code else str(row["id"])
