"""The trail as one person may read it: whose entries, and which values in them."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from actions.desk import park_code_of
from actions.past import seen_row
from domain.audience import Line, Person, Scope
from domain.audit import AuditEntry
from domain.clock import SHANGHAI
from domain.columns import Column, ColumnType
from domain.entities import ENTITIES
from domain.errors import NotPermitted
from register.store import Register
from wording import Language
from wording import desk as words
from wording.columns import ENTITIES as ENTITY_WORDS
from wording.columns import column_word
from wording.values import shown

#: Characters with which a spreadsheet begins a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00")


@dataclass(frozen=True)
class Change:
    """One value that a deed changed, in words; `is_withheld` where this person may not see it."""

    column: str
    before: str
    after: str
    is_withheld: bool = False


@dataclass(frozen=True)
class Trace:
    """One entry as a person reads it. `park` is the code of the record's park."""

    entry: AuditEntry
    park: str | None
    changes: tuple[Change, ...]

    @property
    def at(self) -> str:
        """The instant in Shanghai, to the second."""
        instant = datetime.fromisoformat(self.entry.at.replace("Z", "+00:00"))
        return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def day_bounds(day: date) -> tuple[str, str]:
    """First instant of a day in Shanghai and of the next, as the trail writes instants."""
    start = datetime.combine(day, time(), SHANGHAI)
    return _instant(start), _instant(start + timedelta(days=1))


def read_trail(
    register: Register,
    person: Person,
    *,
    entity: str | None = None,
    record_id: int | None = None,
    actor: str | None = None,
    day: date | None = None,
) -> list[Trace]:
    """Entries that this person may read, latest first; an officer's are those of his parks, an analyst's his own.

    Raises NotPermitted for whoever may read none.
    """
    sees = person.audience
    scopes = [scope for scope in (Scope.ALL, Scope.OWN_PARKS, Scope.OWN_DEEDS) if sees.holds(Line.TRAIL, scope)]
    if not scopes:
        raise NotPermitted(deed="trail")
    since_at, before_at = day_bounds(day) if day else ("", "")
    entries = register.trail(entity=entity, record_id=record_id, actor=actor, since_at=since_at, before_at=before_at)
    parks = _Parks(register)
    found = [_trace(register, person, entry, parks.of(entry)) for entry in entries if _may_read(person, entry, parks)]
    return found[::-1]


def trail_csv(traces: Iterable[Trace], language: str = Language.ZH) -> bytes:
    """The entries as CSV that a spreadsheet opens in Chinese and that runs nothing: one line for each value."""
    out = io.StringIO()
    writer = csv.writer(out)
    heads = (words.ENTRY, words.WHEN, words.WHO, words.DID, words.RECORD, words.FIELD, words.BEFORE, words.AFTER,
             words.DOCUMENT, words.DOCUMENT_ON, words.REASON)  # fmt: skip
    writer.writerow([head(language) for head in heads])
    for trace in traces:
        for change in trace.changes or (Change("", "", ""),):
            writer.writerow([_harmless(cell) for cell in _line(trace, change, language)])
    return out.getvalue().encode("utf-8-sig")


def deed_word(deed: str, language: str = Language.ZH) -> str:
    """The word of a deed; one that has none reads as its code."""
    return words.DEEDS[deed](language) if deed in words.DEEDS else deed


def record_word(entry: AuditEntry, language: str = Language.ZH) -> str:
    """The kind of the record and the code by which people know it."""
    kind = ENTITY_WORDS[entry.entity](language) if entry.entity in ENTITY_WORDS else entry.entity
    return f"{kind} {entry.code or entry.record_id}"


def _line(trace: Trace, change: Change, language: str) -> tuple[str, ...]:
    entry, basis = trace.entry, trace.entry.trace.basis
    return (
        str(entry.seq), trace.at, entry.trace.actor, deed_word(entry.trace.deed, language),
        record_word(entry, language), change.column, change.before, change.after,
        basis.document, basis.on, basis.reason,
    )  # fmt: skip


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _may_read(person: Person, entry: AuditEntry, parks: "_Parks") -> bool:
    sees = person.audience
    if sees.sees_all(Line.TRAIL):
        return True
    if sees.holds(Line.TRAIL, Scope.OWN_DEEDS) and entry.trace.actor == person.name:
        return True
    return sees.holds(Line.TRAIL, Scope.OWN_PARKS) and parks.of(entry) in person.parks


def _trace(register: Register, person: Person, entry: AuditEntry, park: str | None) -> Trace:
    changes = tuple(_changes(register, person, entry, park))
    return Trace(entry, park, changes)


def _changes(register: Register, person: Person, entry: AuditEntry, park: str | None) -> Iterator[Change]:
    before, after, kind = entry.before or {}, entry.after or {}, ENTITIES.get(entry.entity)
    for key in dict.fromkeys((*before, *after)):
        column = kind.by_key.get(key) if kind else None
        if column is None:
            yield Change(key, _plain(before.get(key)), _plain(after.get(key)))
        elif key != "provenance":
            name = column_word(entry.entity, key)
            if not person.audience.sees(column.line, park) and column.line is not Line.PUBLIC:
                yield Change(name, words.HIDDEN(), words.HIDDEN(), is_withheld=True)
            else:
                yield Change(name, _said(register, column, before.get(key)), _said(register, column, after.get(key)))


def _said(register: Register, column: Column, value: Any) -> str:
    """A stored value in words; a shape as the fact that there is one, a reference as the code of its record."""
    if value is None:
        return ""
    if column.holds is ColumnType.SHAPE:
        return words.SHAPE_CHANGED()
    if column.holds is ColumnType.REFERENCE and column.refers_to:
        found = register.get(column.refers_to, int(value)) or {}
        code = ENTITIES[column.refers_to].code
        return str(found.get("name") or (found.get(code) if code else None) or value)
    said = shown(column, value)
    return f"{said.text} {said.unit}".strip()


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class _Parks:
    """The park of each entry's record, asked once: of the row as it stands, else as it last was."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[tuple[str, int], str | None] = {}

    def of(self, entry: AuditEntry) -> str | None:
        """The code of the park; None for what is the district's."""
        if entry.entity not in ENTITIES:
            return None
        key = (entry.entity, entry.record_id)
        if key not in self._known:
            row = self._register.get(*key) or seen_row(self._register, *key, entry.version)
            self._known[key] = park_code_of(self._register, entry.entity, row) if row else None
        return self._known[key]
