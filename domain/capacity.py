"""Whether a utility has room for one more promise: at no moment may more be promised than is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.errors import LandError

_BEGINNING, _END = date.min, date.max


class CapacityExceeded(LandError):  # noqa: N818 - a refusal, not a fault
    """`wanted` is more than `available` (in `unit`) at the supply `code`."""


class CapacityUnknown(LandError):  # noqa: N818
    """The capacity of the supply `code` is not on record, so nothing can be promised of it."""


@dataclass(frozen=True)
class Promise:
    """Capacity promised from its first day through its last; None is open. Released means from that day on."""

    amount: Decimal
    from_on: date | None = None
    until_on: date | None = None
    released_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it counts on that day."""
        return (
            (self.from_on or _BEGINNING) <= day <= (self.until_on or _END)
            and not (self.released_on and self.released_on <= day)
        )  # fmt: skip


def most_promised(promises: Iterable[Promise], from_on: date, until_on: date | None) -> Decimal:
    """The most that is promised on any day of a span. The sum rises only where a promise begins."""
    held = list(promises)
    begins = {p.from_on for p in held if p.from_on and from_on <= p.from_on <= (until_on or _END)}
    return max(sum((p.amount for p in held if p.holds_on(day)), Decimal(0)) for day in {from_on, *begins})


def room_left(capacity: Decimal, promises: Iterable[Promise], from_on: date, until_on: date | None) -> Decimal:
    """What can still be promised for a whole span, never less than nothing."""
    return max(capacity - most_promised(promises, from_on, until_on), Decimal(0))
