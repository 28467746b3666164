"""Take back one's own last deed, whole, while nobody has built on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.desk import Desk, code_of, park_code_of, require_park, stored
from actions.past import from_trail
from domain.audit import AuditEntry, Basis
from domain.errors import NothingToUndo, StaleRecord
from register.store import Register, Writer
from wording import desk as words

UNDO = "undo_change"
#: Deeds that can be taken back. A finding, an import and what the clock did have ways of their own.
UNDOABLE = frozenset(
    {"change_status", "edit_record", "add_record", "extend_reservation", "retire_parcel", "restore_parcel"}
)


@dataclass(frozen=True)
class LastDeed:
    """The last deed of a person that can be taken back: all entries of its transaction, in order."""

    revision: int
    entries: Sequence[AuditEntry]


def last_deed(register: Register, actor: str) -> LastDeed | None:
    """A person's last deed; None where it cannot be taken back, or was one of taking back."""
    revision = register.last_revision_of(actor)
    entries = list(register.trail(actor=actor, revision=revision)) if revision is not None else []
    if revision is None or any(entry.trace.deed not in UNDOABLE for entry in entries):
        return None
    return LastDeed(revision, entries)


def undo_change(desk: Desk, revision: int, reason: str = "") -> int:
    """Take back my last deed, known by its revision; returns how many records it touched.

    Raises NotSignedIn, NotPermitted (another's deed, or a park that is no longer mine), NothingToUndo (it was not my
    last), StaleRecord (a record was changed since), RecordNotWritable.
    """
    with desk.deed(UNDO, Basis(reason=reason or words.UNDONE())) as (person, writer):
        mine = last_deed(desk.register, person.name)
        if mine is None or mine.revision != revision:
            raise NothingToUndo()
        for entry in reversed(mine.entries):
            _take_back(desk, writer, entry)
        return len(mine.entries)


def _take_back(desk: Desk, writer: Writer, entry: AuditEntry) -> None:
    row = stored(desk.register, entry.entity, entry.record_id)
    require_park(desk.person(), park_code_of(desk.register, entry.entity, row), UNDO)
    if row["version"] != entry.version:
        raise StaleRecord(
            entity=entry.entity, code=code_of(entry.entity, row), seen_version=entry.version, version=row["version"],
            differences={},
        )  # fmt: skip
    if entry.before is None:
        writer.remove(entry.entity, entry.record_id, entry.version)
        return
    before = from_trail(entry.entity, entry.before)
    require_park(desk.person(), park_code_of(desk.register, entry.entity, {**row, **before}), UNDO)
    writer.update(entry.entity, entry.record_id, entry.version, before)
