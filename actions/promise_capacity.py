"""Promise capacity of a utility to somebody, and take a promise back.

A promise counts on its supply and on all that feed it. The check and the row share one transaction that holds the
record's write lock from its beginning: of two officers who promise the last kVA at once, the second is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from actions.desk import Desk, park_code_of, require_basis, require_park, require_role, require_seen, stored
from domain.audience import Role
from domain.audit import Basis
from domain.capacity import CapacityExceeded, CapacityUnknown, Promise, room_left
from domain.errors import InvalidValue
from domain.units import exact
from register.store import Register, Row

PROMISE, RELEASE = "promise_capacity", "release_capacity"


@dataclass(frozen=True)
class Wanted:
    """How much of which supply for whom; in the supply's unit. `until_on` is the last day, None: open end."""

    supply_id: int
    amount: float
    reserved_for: str
    from_on: date
    until_on: date | None = None
    basis: Basis = field(default_factory=Basis)


def promise_capacity(desk: Desk, wanted: Wanted) -> int:
    """Promise it; returns the id of the reservation.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, BasisMissing, BasisNotYet, InvalidValue, CapacityUnknown,
    CapacityExceeded, RecordNotWritable.
    """
    with desk.deed(PROMISE, wanted.basis) as (person, writer):
        require_role(person, PROMISE, Role.OFFICER, Role.ADMINISTRATOR)
        supply = stored(desk.register, "utility_supplies", wanted.supply_id)
        require_park(person, park_code_of(desk.register, "utility_supplies", supply), PROMISE)
        require_basis(wanted.basis, desk.today)
        _require_sense(wanted, desk.today)
        _require_room(desk.register, supply, wanted)
        return writer.insert(
            "reservations",
            {
                "supply_id": wanted.supply_id, "amount": wanted.amount, "reserved_for": wanted.reserved_for.strip(),
                "from_on": wanted.from_on.isoformat(), "until_on": wanted.until_on and wanted.until_on.isoformat(),
                "basis": wanted.basis.document, "source": wanted.basis.document, "as_of_on": wanted.basis.on,
            },
        )  # fmt: skip


def release_capacity(desk: Desk, reservation_id: int, seen_version: int, basis: Basis) -> int:
    """Take a promise back from today on; returns the reservation's version.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, BasisMissing, BasisNotYet, RecordNotWritable.
    """
    with desk.deed(RELEASE, basis) as (person, writer):
        require_role(person, RELEASE, Role.OFFICER, Role.ADMINISTRATOR)
        row = stored(desk.register, "reservations", reservation_id)
        require_park(person, park_code_of(desk.register, "reservations", row), RELEASE)
        require_basis(basis, desk.today)
        changes = {"released_on": desk.today.isoformat()}
        require_seen("reservations", row, seen_version, changes)
        return writer.update("reservations", reservation_id, seen_version, changes)


def _require_sense(wanted: Wanted, today: date) -> None:
    def refuse(column: str, value: object) -> InvalidValue:
        return InvalidValue(entity="reservations", column=column, value=str(value))

    if not wanted.amount > 0:
        raise refuse("amount", wanted.amount)
    if not wanted.reserved_for.strip():
        raise refuse("reserved_for", wanted.reserved_for)
    if wanted.until_on and wanted.until_on < max(wanted.from_on, today):
        raise refuse("until_on", wanted.until_on)


def _require_room(register: Register, supply: Row, wanted: Wanted) -> None:
    """Refuse unless the supply, and each one above it whose capacity is known, has room for the whole span."""
    if supply["capacity"] is None:
        raise CapacityUnknown(code=supply["supply_code"])
    rows = {row["id"]: row for row in register.find("utility_supplies")}
    promises = list(_promises(register))
    for upper in _upstream(supply, rows):
        if upper["capacity"] is None:
            continue
        held = [promise for supply_id, promise in promises if upper["id"] in {s["id"] for s in _above(supply_id, rows)}]
        left = room_left(exact(upper["capacity"]), held, wanted.from_on, wanted.until_on)
        if exact(wanted.amount) > left:
            raise CapacityExceeded(
                code=upper["supply_code"], wanted=wanted.amount, available=left, unit=upper["capacity_unit"]
            )


def _promises(register: Register) -> Iterator[tuple[int, Promise]]:
    for row in register.find("reservations"):
        days = (_day(row[key]) for key in ("from_on", "until_on", "released_on"))
        yield row["supply_id"], Promise(exact(row["amount"]), *days)


def _upstream(supply: Row, rows: dict[int, Row]) -> list[Row]:
    return list(_above(supply["id"], rows))


def _above(supply_id: int | None, rows: dict[int, Row]) -> Iterator[Row]:
    """The supply and all that feed it; a circle that somebody drew by mistake ends where it began."""
    seen: set[int] = set()
    while supply_id is not None and supply_id in rows and supply_id not in seen:
        seen.add(supply_id)
        yield rows[supply_id]
        supply_id = rows[supply_id]["fed_by_id"]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
