"""Reads the columns of one record as rows of a listing: word, value, source, date, or the reason for a gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from domain.audience import Line
from domain.entities import column, entity
from reports.listing_parts import Opens, Row
from reports.listing_records import Record
from wording import pages
from wording.columns import column_word
from wording.numbers import Quantity
from wording.values import shown


class Origin(NamedTuple):
    """Where a value comes from, or why it is not there."""

    source: str = ""
    as_of: str = ""
    missing: str = ""


def origin_of(record: Record, key: str) -> Origin:
    """The origin of one value: what `provenance` says of the column, else what holds for the whole row."""
    own = (record.get("provenance") or {}).get(key) or {}
    return Origin(
        str(own.get("source") or record.get("source") or ""),
        str(own.get("as_of_on") or record.get("as_of_on") or ""),
        str(own.get("missing") or ""),
    )


def joint_origin(origins: Iterable[Origin]) -> Origin:
    """The origin of a value made of several: every source once, the oldest date, every reason once."""
    known = list(origins)
    return Origin(
        "、".join(dict.fromkeys(o.source for o in known if o.source)),
        min((o.as_of for o in known if o.as_of), default=""),
        "；".join(dict.fromkeys(o.missing for o in known if o.missing)),
    )


@dataclass(frozen=True)
class Reading:
    """One record of a declared entity, read in one language."""

    entity: str
    record: Record
    language: str

    def value(self, key: str) -> Any:
        """The raw value."""
        return self.record.get(key)

    def has(self, key: str) -> bool:
        """Whether the value is there."""
        return self.record.get(key) not in (None, "", [], {})

    def quantity(self, key: str) -> Quantity:
        """The value as it reads."""
        return shown(column(self.entity, key), self.record.get(key), self.language)

    def text(self, key: str) -> str:
        """The value as one string, empty if it is missing."""
        return str(self.quantity(key)) if self.has(key) else ""

    def word(self, key: str, *, short: bool = False) -> str:
        """What the column is called."""
        return column_word(self.entity, key, self.language, short=short)

    def row(self, key: str, *, note: str = "", opens: Opens | None = None) -> Row:
        """The column as a row."""
        values = (self.quantity(key),) if self.has(key) else ()
        return self.made(key, self.word(key), values, [key], note=note, opens=opens)

    def rows(self, *keys: str) -> tuple[Row, ...]:
        """Several columns as rows."""
        return tuple(self.row(key) for key in keys)

    def made(
        self,
        key: str,
        name: str,
        values: Iterable[Quantity],
        of: Iterable[str],
        *,
        note: str = "",
        opens: Opens | None = None,
    ) -> Row:
        """A row made of several columns `of` the record."""
        return row_of(key, name, values, (origin_of(self.record, k) for k in of), self.language, note, opens)

    def knows_any(self, line: Line) -> bool:
        """Whether any value of a line of the declaration was handed out."""
        return any(self.has(c.key) for c in entity(self.entity).columns if c.line is line)


def row_of(
    key: str,
    name: str,
    values: Iterable[Quantity],
    origins: Iterable[Origin],
    language: str,
    note: str = "",
    opens: Opens | None = None,
) -> Row:
    """A row with its source, or with the reason why it has no value."""
    known = tuple(values)
    origin = joint_origin(origins)
    if not known:
        return Row(key, name, missing=origin.missing or pages.NOT_ENTERED(language))
    source = origin.source or pages.NO_SOURCE(language)
    return Row(key, name, known, note, source, origin.as_of, opens=opens)
