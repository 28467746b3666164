"""A workbook that left here, was edited and comes back: stale rows stay out, and a cell can be cleared on purpose.

The export writes each row's number and edition into two hidden columns. An empty cell leaves the record's value alone;
the word 清空 takes it out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.entities import entity as declared
from domain.issue import Issue, IssueKind
from intake.batch import Batch
from intake.preview import Outcome, PreviewRow
from intake.run import Taken
from intake.values import is_empty

CLEAR = "清空"
#: The hidden headings of the export, in both its languages.
RECORD_NO, EDITION = frozenset({"记录号", "Record no."}), frozenset({"版本", "Edition"})


@dataclass(frozen=True)
class Edits:
    """Of an edited workbook, by row: the edition that was edited, and the headings whose cells are to be cleared."""

    editions: Mapping[int, int] = field(default_factory=dict)
    cleared: Mapping[int, list[str]] = field(default_factory=dict)


def taken_apart(file: Taken) -> tuple[Taken, Edits]:
    """The file without what only the round trip needs, and that by itself."""
    headings = set(file.values)
    number, edition = headings & RECORD_NO, headings & EDITION
    is_ours = len(number) == len(edition) == 1
    hidden = number | edition if is_ours else set()
    editions = dict(_editions(file, next(iter(edition)))) if is_ours else {}
    cleared: dict[int, list[str]] = {}
    values = {}
    for heading, column in file.values.items():
        if heading in hidden:
            continue
        values[heading] = [None if _clears(cell) else cell for cell in column]
        for row, cell in zip(file.rows.tolist(), column, strict=True):
            if _clears(cell):
                cleared.setdefault(row, []).append(heading)
    return replace(file, values=values), Edits(editions, cleared)


def put_together(
    rows: Sequence[PreviewRow], edits: Edits, headings: Mapping[str, str], batch: Batch
) -> list[PreviewRow]:
    """The compared rows with their cells cleared, and the stale ones refused with both values."""
    return [_held(_cleared(row, edits, headings, batch), edits, batch) for row in rows]


def _cleared(row: PreviewRow, edits: Edits, headings: Mapping[str, str], batch: Batch) -> PreviewRow:
    keys = [headings[h] for h in edits.cleared.get(row.row, ()) if h in headings]
    if row.record_id is None or not keys:
        return row
    columns = declared("parcels").by_key
    if kept := [key for key in keys if key in columns and columns[key].is_required]:
        batch.note(Issue(IssueKind.VALUE_NOT_IN_LIST, row=row.row, field=key, value=CLEAR) for key in kept)
        return PreviewRow(row.row, Outcome.REFUSED)
    gone = {key: (row.shown[key], None) for key in keys if row.shown.get(key) is not None}
    if not gone:
        return row
    none = dict.fromkeys(gone)
    return replace(
        row, outcome=Outcome.CHANGED, values={**row.values, **none}, differences={**row.differences, **gone},
        shown={**row.shown, **none},
    )  # fmt: skip


def _held(row: PreviewRow, edits: Edits, batch: Batch) -> PreviewRow:
    """A row whose record somebody changed since it left: it would bring old values back."""
    edition = edits.editions.get(row.row)
    if row.outcome is not Outcome.CHANGED or edition in (None, row.seen_version):
        return row
    batch.note(
        Issue(
            IssueKind.RECORD_CHANGED, row=row.row, field=key, value=None if new is None else str(new),
            details={"code": row.code, "there": "" if old is None else str(old)},
        )
        for key, (old, new) in row.differences.items() if key != "shape"
    )  # fmt: skip
    batch.refused.add(row.row)
    return replace(row, outcome=Outcome.REFUSED)  # with its record: whose park it is decides who may look


def _editions(file: Taken, heading: str) -> Iterator[tuple[int, int]]:
    for row, cell in zip(file.rows.tolist(), file.values[heading], strict=True):
        text = "" if is_empty(cell) else str(cell).strip().removesuffix(".0")
        if text.isascii() and text.isdecimal():
            yield row, int(text)


def _clears(cell: Any) -> bool:
    return isinstance(cell, str) and cell.strip() == CLEAR
