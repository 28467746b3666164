"""Whether the trail is whole: its chain, and the heads of earlier days that were noted where nobody here can write."""

from dataclasses import dataclass
from datetime import date

from actions.read_trail import day_bounds
from domain.audit import AuditEntry
from register.geopackage import GeoPackageRegister

END_OF_TIME = "9999-12-31T00:00:00.000Z"


@dataclass(frozen=True)
class Checked:
    """What was found: how many entries, the last one, where the chain breaks, whether the noted head stands in it."""

    count: int
    last: AuditEntry | None
    broken_at: int | None
    has_head: bool

    @property
    def holds(self) -> bool:
        """Nothing was altered, taken out, moved or cut off."""
        return self.broken_at is None and self.has_head


def verify_trail(register: GeoPackageRegister, head: str | None = None) -> Checked:
    """Walk the chain; `head` is `SEQ:HASH` as printed on an earlier day. A cut tail shows by nothing else."""
    last, has_head = register.head_before(END_OF_TIME), head is None or _stands(register, head)
    return Checked(last.seq if last else 0, last, register.first_broken_entry(), has_head)


def head_of_day(register: GeoPackageRegister, day: date) -> AuditEntry | None:
    """The last entry written before a day in Shanghai ended; None where there was none yet."""
    return register.head_before(day_bounds(day)[1])


def _stands(register: GeoPackageRegister, head: str) -> bool:
    seq, _, noted = head.partition(":")
    if seq == "0":
        return True
    if not (seq.isascii() and seq.isdecimal()):
        return False
    entry = next(iter(register.trail(after_seq=int(seq) - 1)), None)
    return entry is not None and entry.seq == int(seq) and entry.hash == noted
