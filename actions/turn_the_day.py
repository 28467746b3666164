"""What falls due when a day begins: reservations lapse, windows of publication open and close. Actor: the clock."""

from datetime import date

from domain.audit import Basis, Trace
from domain.codes import Marketing
from register.store import Register, Writer

DAY_KEY = "day_turned_on"
CLOCK = Trace("clock", "turn_the_day", "", Basis(reason="期满"))


def turn_the_day(register: Register, today: date) -> int:
    """Write what falls due on `today` (the record's own day); returns how many records changed.

    The revision rises once a day even if nothing lapsed, since findings enter or leave publication by date alone.
    """
    if register.meta().get(DAY_KEY) == today.isoformat():
        return 0
    with register.transaction(CLOCK) as writer:
        changed = sum(_let_lapse(register, writer, entity, today) for entity in ("plots", "units"))
        writer.set_meta(DAY_KEY, today.isoformat())
    return changed


def _let_lapse(register: Register, writer: Writer, entity: str, today: date) -> int:
    """A reservation goes back to 推介 on the day after its last day; an open-ended one stays."""
    lapsed = [
        row
        for row in register.find(entity, marketing=Marketing.RESERVED)
        if row["reserved_until_on"] and row["reserved_until_on"] < today.isoformat()
    ]
    for row in lapsed:
        changes = {"marketing": Marketing.OFFERED, "reserved_for": None, "reserved_until_on": None}
        writer.update(entity, row["id"], row["version"], changes)
    return len(lapsed)
