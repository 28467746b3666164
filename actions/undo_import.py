"""Take an import batch back: what it brought goes, what it replaced returns, row by row unless somebody changed it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.audience import Person, Role
from domain.audit import AuditEntry, Trace
from domain.clock import field_day
from domain.columns import ColumnType
from domain.entities import ALL
from domain.entities import entity as declared
from domain.errors import BatchUndone, NoSuchRecord, NotPermitted, StaleRecord
from domain.undoing import KeptReason, changed_since, is_new, is_removal, parks_named
from register.rows import from_trail
from register.store import Register, Row, Writer
from wording import Language
from wording.gate import kept_sentence

DEED = "undo_import"
_ATTEMPTS = 3


@dataclass(frozen=True)
class KeptRow:
    """A row that stays: `columns` were changed `by` somebody `at` an instant, or `used_by` kinds of record need it."""

    entity: str
    code: str
    reason: KeptReason
    by: str = ""
    at: str = ""
    columns: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()

    def sentence(self, language: str = Language.ZH) -> str:
        """As a person reads it."""
        return kept_sentence(
            self.entity, self.code, self.reason, by=self.by, at=self.at, columns=self.columns, used_by=self.used_by,
            language=language,
        )  # fmt: skip


@dataclass(frozen=True)
class Undoing:
    """What undoing a batch does, or did: rows taken out, rows put back, rows that stay and why."""

    batch: Row
    removed: tuple[AuditEntry, ...] = ()
    restored: tuple[AuditEntry, ...] = ()
    kept: tuple[KeptRow, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Whether a row of the batch can be taken back at all."""
        return bool(self.removed or self.restored)


def undo_preview(register: Register, batch_id: int, *, person: Person) -> Undoing:
    """What undoing would do; nothing is written. Raises NotPermitted, NoSuchRecord, BatchUndone."""
    return _planned(register, batch_id, person)[0]


def undo_import(register: Register, batch_id: int, *, person: Person, trace: Trace) -> Undoing:
    """Undo a batch in one transaction; returns what was taken back and what stays, row by row.

    A new row that nobody has touched and no record refers to is taken out, its last state kept in the trail; replaced
    values come back from the trail. Where every row has to stay, nothing is written and the batch stands. Raises
    NotPermitted unless the person is an administrator or an officer of every park that the batch touched,
    NoSuchRecord, BatchUndone, StaleRecord where the record would not hold still.
    """
    for _ in range(_ATTEMPTS):
        seen_revision = register.revision()
        plan, stands = _planned(register, batch_id, person)
        if not plan.changes_anything:
            return plan
        with register.transaction(trace) as writer:
            if writer.revision == seen_revision + 1:
                _take_back(writer, plan, stands)
                day = field_day(register.meta().get("today_on")).isoformat()
                closing = {"undone_on": day, "rows_kept": len(plan.kept)}
                writer.update("import_batches", batch_id, plan.batch["version"], closing)
                return plan
    raise StaleRecord(code=str(batch_id), differences={})


def batches(register: Register, person: Person) -> list[Row]:
    """The import batches, the latest first: an administrator's all, anybody else's those that he brought in himself.

    A file's name can tell of firms in other parks.
    """
    is_all = Role.ADMINISTRATOR in person.roles
    found = register.find("import_batches") if is_all else register.find("import_batches", imported_by=person.name)
    return sorted(found, key=lambda b: -int(b["id"]))


_Key = tuple[str, int]


@dataclass(frozen=True)
class _Stands:
    """The record as it stands now around one batch."""

    register: Register
    entries: tuple[AuditEntry, ...]

    @cached_property
    def rows(self) -> Mapping[_Key, Row]:
        """The rows of the batch that are still there."""
        wanted = {(e.entity, e.record_id) for e in self.entries}
        kinds = sorted({entity for entity, _ in wanted})
        return {(k, r["id"]): r for k in kinds for r in self.register.find(k) if (k, r["id"]) in wanted}

    @cached_property
    def later(self) -> Mapping[_Key, list[AuditEntry]]:
        """What happened to them since."""
        found: dict[_Key, list[AuditEntry]] = defaultdict(list)
        wanted = {(e.entity, e.record_id) for e in self.entries}
        for entry in self.register.trail(after_seq=max((e.seq for e in self.entries), default=0)):
            if (entry.entity, entry.record_id) in wanted:
                found[entry.entity, entry.record_id].append(entry)
        return found

    @cached_property
    def users(self) -> Mapping[_Key, set[str]]:
        """The kinds of record that refer to a row of the batch, beside rows that came with it."""
        came = {(e.entity, e.record_id) for e in self.entries if is_new(e)}
        kinds = {e.entity for e in self.entries}
        found: dict[_Key, set[str]] = defaultdict(set)
        for user, key, record_id in _references(self.register, kinds):
            if user not in came:
                found[key, record_id].add(user[0])
        return found


def _references(register: Register, kinds: set[str]) -> Iterator[tuple[_Key, str, int]]:
    """((entity, id) of the user, entity, id of the used) for everything that refers to rows of these kinds."""
    for user in ALL:
        columns = [c for c in user.of_type(ColumnType.REFERENCE) if c.refers_to in kinds]
        if not columns and user.key != "documents":
            continue
        for row in register.find(user.key):
            yield from (((user.key, row["id"]), str(c.refers_to), row[c.key]) for c in columns if row[c.key])
            if user.key == "documents":
                yield (user.key, row["id"]), row["entity"], row["record_id"]


def _planned(register: Register, batch_id: int, person: Person) -> tuple[Undoing, _Stands]:
    if not person.roles & {Role.ADMINISTRATOR, Role.OFFICER}:
        raise NotPermitted(deed=DEED)
    batch = register.get("import_batches", batch_id)
    if batch is None:
        raise NoSuchRecord(entity="import_batches", code=str(batch_id))
    stands = _Stands(register, tuple(_entries_of(register, batch_id)))
    _require_parks(register, person, stands)
    if batch["undone_on"]:
        raise BatchUndone(code=str(batch_id), day=batch["undone_on"])
    kept = {id(e): why for e in stands.entries if (why := _kept(e, stands))}
    if kept and any(not is_parcel(e) for e in stands.entries):  # a layer is one thing: as it was, or as it is
        return Undoing(batch, kept=tuple(kept.values())), stands
    free = [e for e in stands.entries if id(e) not in kept]
    removed = tuple(e for e in free if is_new(e))
    restored = tuple(e for e in free if not is_new(e))
    return Undoing(batch, removed, restored, tuple(kept.values())), stands


def is_parcel(entry: AuditEntry) -> bool:
    """Whether the entry is about a parcel, each of which stands for itself."""
    return entry.entity == "parcels"


def _entries_of(register: Register, batch_id: int) -> Iterator[AuditEntry]:
    """What the transaction of the batch did to the record."""
    begun = next(iter(register.trail(entity="import_batches", record_id=batch_id)))
    return (e for e in register.trail(revision=begun.revision) if e.entity != "import_batches")


def _require_parks(register: Register, person: Person, stands: _Stands) -> None:
    """An officer takes back what lies in his own parks, before and after; the ground is the administrator's."""
    if Role.ADMINISTRATOR in person.roles:
        return
    if any(not is_parcel(e) for e in stands.entries):
        raise NotPermitted(deed=DEED)
    codes = {p["id"]: p["park_code"] for p in register.find("parks")}
    touched = {park for e in stands.entries for park in parks_named(e)}
    touched |= {row["park_id"] for row in stands.rows.values()}
    strange = {codes.get(park) or "" for park in touched} - set(person.parks)
    if strange:
        raise NotPermitted(deed=DEED, parks=sorted(strange))


def _kept(entry: AuditEntry, stands: _Stands) -> KeptRow | None:
    """Why the entry cannot be taken back, None where it can."""
    if is_removal(entry):
        return None
    key = entry.entity, entry.record_id
    later = stands.later.get(key, [])
    if key not in stands.rows:
        last = later[-1] if later else entry
        return KeptRow(entry.entity, entry.code, KeptReason.GONE, last.trace.actor, last.at)
    if changed := changed_since(later):
        last = max(changed.values(), key=lambda e: e.seq)
        columns = tuple(k for k in declared(entry.entity).by_key if k in changed)
        return KeptRow(entry.entity, entry.code, KeptReason.CHANGED, last.trace.actor, last.at, columns)
    if is_new(entry) and (users := stands.users.get(key)):
        return KeptRow(entry.entity, entry.code, KeptReason.IN_USE, used_by=tuple(sorted(users)))
    return None


def _take_back(writer: Writer, plan: Undoing, stands: _Stands) -> None:
    """The latest first, so that what refers goes before what it refers to."""
    for entry in reversed(plan.removed):
        writer.remove(entry.entity, entry.record_id, _version(stands, entry))
    for entry in reversed(plan.restored):
        before: dict[str, Any] = from_trail(declared(entry.entity), entry.before or {})
        if is_removal(entry):
            writer.insert(entry.entity, before)
        else:
            writer.update(entry.entity, entry.record_id, _version(stands, entry), before)


def _version(stands: _Stands, entry: AuditEntry) -> int:
    return int(stands.rows[entry.entity, entry.record_id]["version"])
