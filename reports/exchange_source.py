"""What is to leave: rows, columns and shapes as one audience sees them, and the note that says where they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.audience import Audience, Line
from domain.columns import Column, ColumnType, Entity
from domain.criteria import FACETS, Criteria
from domain.entities import entity as declared
from register.queries import TABLE_OF, Where, order
from register.reader import Reader
from wording import Language
from wording import gate as words
from wording.codes import code_word
from wording.columns import column_word, heading
from wording.facets import facet_word, value_word
from wording.values import NO, YES, joined

#: Lists and objects of a row's own making: they read as sentences on a page and have no cell.
_NO_CELL = (ColumnType.SHAPE, ColumnType.OBJECT)
#: What the list adds to the declared columns.
_ADDED = {
    "plot": Column("area_m2", ColumnType.NUMBER, Line.PUBLIC, unit="㎡"),
    "plant": Column("vacant_m2", ColumnType.NUMBER, Line.LISTING, unit="㎡"),
}
_EVERY_ROW = 10_000_000


@dataclass(frozen=True)
class Extract:
    """Rows that leave. `cells` are by column, ready for a file; `shapes` are in EPSG:4490, None where there is none."""

    kind: str
    entity: Entity
    columns: tuple[Column, ...]
    cells: Mapping[str, list[Any]]
    shapes: NDArray[np.object_]
    ids: tuple[int, ...] = ()
    versions: tuple[int, ...] = ()
    notes: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.shapes)

    def heading(self, column: Column, language: str = Language.ZH) -> str:
        """The heading of a column, with its unit."""
        if column.key in words.ADDED_COLUMNS:
            return words.ADDED_COLUMNS[column.key](language)
        return heading(self.entity.key, column, language)

    @property
    def codes(self) -> list[str]:
        """What people call each row."""
        return [str(code) for code in self.cells[self.entity.code or ""]]


def extract(reader: Reader, criteria: Criteria, codes: Sequence[str] = (), sort: str | None = None) -> Extract:
    """The rows that the criteria find, or of those the ones with these codes, as the reader's audience sees them."""
    where = reader.conditions(criteria).all()
    if codes:
        where &= Where(f"code IN ({', '.join('?' * len(codes))})", tuple(codes))
    rows = reader.list_rows(criteria.kind, where, order(criteria.kind, sort).sql, _EVERY_ROW, 0)
    entity = declared(TABLE_OF[criteria.kind])
    columns = columns_seen(entity, reader.audience, criteria.kind)
    names = _names(reader, columns)
    cells = {c.key: [_cell(c, row.get(c.key), names) for row in rows] for c in columns}
    shapes = reader.shapes(criteria.kind, [row["id"] for row in rows])
    found = np.empty(len(rows), dtype=object)
    found[:] = [shapes.get(row["id"]) for row in rows]
    ids = tuple(row["id"] for row in rows)
    versions = tuple(row["version"] for row in rows)
    notes = _notes(reader, criteria, codes, len(rows))
    return Extract(criteria.kind, entity, columns, cells, found, ids, versions, notes)


def columns_seen(entity: Entity, audience: Audience, kind: str) -> tuple[Column, ...]:
    """The columns of which this audience may see a value at all; the others do not even leave as a heading."""
    granted = {grant.split(":")[0] for grant in audience.grants}
    own = tuple(c for c in entity.columns if c.holds not in _NO_CELL and c.line in granted)
    added = (_ADDED[kind],) if kind in _ADDED and _ADDED[kind].line in granted else ()
    return (*own[:3], *added, *own[3:])


def _names(reader: Reader, columns: Sequence[Column]) -> dict[str, dict[int, str]]:
    """What people call the records that references lead to."""
    found = {}
    for column in columns:
        if column.holds is ColumnType.REFERENCE and column.refers_to:
            key = "name" if column.refers_to == "parks" else declared(column.refers_to).code
            found[column.key] = {row["id"]: row[key] for row in reader.find(column.refers_to)} if key else {}
    return found


def _cell(column: Column, value: Any, names: Mapping[str, Mapping[int, str]]) -> Any:
    """A value as a cell holds it: words for codes, numbers as numbers, days as ISO text; None where there is none."""
    if value is None or value == []:
        return None
    if column.holds is ColumnType.CODE:
        return code_word(column.codes, str(value)) if column.codes else str(value)
    if column.holds is ColumnType.CODES:
        return joined(code_word(column.codes, v) if column.codes else str(v) for v in value)
    if column.holds is ColumnType.FLAG:
        return (YES if value else NO)()
    if column.holds is ColumnType.REFERENCE:
        return names[column.key].get(value)
    if column.holds is ColumnType.NUMBER:
        return float(value)
    if column.holds is ColumnType.INTEGER:
        return int(value)
    return str(value)


def filter_text(reader: Reader, criteria: Criteria, codes: Sequence[str] = ()) -> str:
    """What was filtered, as a person reads it."""
    names = {p["park_code"]: p["name"] for p in reader.find("parks")}
    parts = [
        f"{facet_word(criteria.kind, f.key)}：{joined(names.get(v) or value_word(f, v) for v in values)}"
        for f in FACETS[criteria.kind]
        if (values := criteria.values(f.key))
    ]
    if criteria.search:
        parts.append(words.SEARCHED(text=criteria.search))
    if codes:
        parts.append(words.CHOSEN_ROWS(n=len(codes)))
    return "；".join(parts) or words.NO_FILTER()


def _notes(reader: Reader, criteria: Criteria, codes: Sequence[str], count: int) -> tuple[tuple[str, str], ...]:
    """Where it comes from, what was asked, of which day, and for whom."""
    districts = joined(d["name"] for d in reader.find("districts"))
    left_out = [c for c in declared(TABLE_OF[criteria.kind]).columns if c.holds is ColumnType.OBJECT]
    return (
        (words.NOTE_SOURCE(), words.NOTE_RECORD(district=districts)),
        (words.NOTE_CONTENT(), words.NOTE_COUNT(kind=words.KIND_WORDS[criteria.kind](), n=f"{count:,}")),
        (words.NOTE_FILTER(), filter_text(reader, criteria, codes)),
        (words.NOTE_DAY(), reader.day.isoformat()),
        (words.NOTE_AUDIENCE(), (words.FOR_STAFF if reader.audience.is_staff else words.FOR_EVERYBODY)()),
        (words.NOTE_EMPTY(), words.NOTE_EMPTY_MEANS()),
        (words.NOTE_LEFT_OUT(), joined(column_word(TABLE_OF[criteria.kind], c.key) for c in left_out)),
    )
