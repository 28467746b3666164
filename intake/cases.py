"""A CSV of land contracts into cases of the idle-land law: what cannot be read refuses its row and says why.

UTF-8 with or without mark, else GB18030. Plain text is read here and not in the worker: the standard library's csv
opens no other file and no connection, and the file is the operator's own.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from domain.idle import GovernmentCause, IdleCase
from domain.issue import Issue, IssueKind, Severity

COLUMNS = (
    "parcel_id",
    "agreed_start_on",
    "price_10k_yuan",
    "started_on",
    "developed_area_ratio",
    "invested_ratio",
    "suspended_on",
    "government_cause",
    "completed_on",
)
DRIVER = "CSV"
LIMIT_MB = 64

_DECIMAL = re.compile(r"\+?(\d+(\.\d*)?|\.\d+)$", re.ASCII)
_FRACTION = re.compile(r"\+?(\d+)\s*/\s*(\d+)$", re.ASCII)
_THOUSANDS = re.compile(r"\+?\d{1,3}(,\d{3})+(\.\d*)?$", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$", re.ASCII)
_NEGATIVE = re.compile(r"[-−]\s*[\d.]")


@dataclass(frozen=True)
class CaseRow:
    """One row that could be read: its number (1 = the first record), the parcel's id as typed, and the case."""

    row: int
    parcel_id: str
    case: IdleCase


@dataclass(frozen=True)
class CaseFile:
    """What a file held. `issues` of severity error name the rows that are missing in `cases`."""

    encoding: str
    rows_read: int
    cases: list[CaseRow]
    issues: list[Issue]


class NotReadable(Exception):  # noqa: N818 - carries the issue of the whole file
    """Nothing of the file could be read."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.kind.value)
        self.issue = issue


def read_cases(path: Path) -> CaseFile:
    """Read every row. Raises NotReadable where the file as a whole cannot be used."""
    text, encoding = _decoded(_bytes(path))
    try:
        records = [cells for cells in csv.reader(io.StringIO(text, newline=""), strict=True) if _is_filled(cells)]
    except csv.Error as fault:
        raise NotReadable(Issue(IssueKind.FILE_DAMAGED, details={"reason": str(fault)})) from fault
    head = _head(records)
    issues = [Issue(IssueKind.HEADING_UNUSED, Severity.WARNING, field=h) for h in head if h and h not in COLUMNS]
    cases: list[CaseRow] = []
    for number, cells in enumerate(records[1:], 1):
        found = list(_row(number, head, cells, cases))
        issues += found
    issues += _repeated(cases)
    return CaseFile(encoding, len(records) - 1, cases, sorted(issues, key=lambda i: i.row or 0))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMIT_MB * 1024 * 1024:
            raise NotReadable(Issue(IssueKind.FILE_TOO_LARGE, details={"limit_mb": LIMIT_MB}))
        return path.read_bytes()
    except OSError as fault:
        raise NotReadable(Issue(IssueKind.FILE_MISSING)) from fault


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding, name in (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:  # a spreadsheet's own format, or UTF-16
            return text, name
    raise NotReadable(Issue(IssueKind.FILE_DAMAGED, details={"reason": "encoding"}))


def _is_filled(cells: list[str]) -> bool:
    """A line of commas alone is what a spreadsheet leaves behind, no record."""
    return any(cell.strip() for cell in cells)


def _head(records: list[list[str]]) -> list[str]:
    if not records:
        raise NotReadable(Issue(IssueKind.LAYER_EMPTY))
    head = [unicodedata.normalize("NFKC", cell).strip() for cell in records[0]]
    missing = [column for column in COLUMNS if head.count(column) != 1]
    if missing:
        raise NotReadable(Issue(IssueKind.COLUMNS_MISSING, details={"columns": missing}))
    return head


def _row(number: int, head: list[str], cells: list[str], into: list[CaseRow]) -> Iterator[Issue]:
    """Add the case of a row, or yield what is wrong with it."""
    if len(cells) != len(head):
        yield Issue(IssueKind.FILE_DAMAGED, row=number)
        return
    typed = {key: cell.strip() for key, cell in zip(head, cells, strict=True)}
    values: dict[str, Any] = {}
    issues = [issue for field, read in _READERS.items() for issue in _cell(number, field, typed[field], read, values)]
    if not typed["parcel_id"]:
        issues.insert(0, Issue(IssueKind.CASE_INCOMPLETE, row=number, field="parcel_id"))
    yield from issues
    if not issues:
        into.append(CaseRow(number, typed["parcel_id"], IdleCase(**values)))
        yield from _out_of_order(number, into[-1].case)


def _cell(number: int, field: str, typed: str, read: Callable[[str], Any], values: dict[str, Any]) -> Iterator[Issue]:
    if not typed:
        if field == "government_cause":  # “not examined” has a word of its own: an empty cell is no answer
            yield Issue(IssueKind.CASE_INCOMPLETE, row=number, field=field)
        return
    try:
        values[field] = read(unicodedata.normalize("NFKC", typed))
    except (ValueError, ArithmeticError):
        kind = _UNREADABLE[read]
        if kind is IssueKind.VALUE_NOT_A_NUMBER and _NEGATIVE.match(unicodedata.normalize("NFKC", typed)):
            kind = IssueKind.VALUE_OUT_OF_RANGE
        details = {"allowed": [c.value for c in GovernmentCause]} if kind is IssueKind.VALUE_NOT_IN_LIST else {}
        yield Issue(kind, row=number, field=field, value=typed[:200], details=details)


def _day(text: str) -> date:
    if not _DAY.match(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _price(text: str) -> Decimal:
    if _THOUSANDS.match(text):
        text = text.replace(",", "")
    if not _DECIMAL.match(text):
        raise ValueError(text)
    return Decimal(text)


def _ratio(text: str) -> Fraction:
    """0.3 or 1/3, exactly as written."""
    if parts := _FRACTION.match(text):
        return Fraction(int(parts[1]), int(parts[2]))
    if not _DECIMAL.match(text):
        raise ValueError(text)
    return Fraction(text)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "agreed_start_on": _day,
    "price_10k_yuan": _price,
    "started_on": _day,
    "developed_area_ratio": _ratio,
    "invested_ratio": _ratio,
    "suspended_on": _day,
    "government_cause": GovernmentCause,
    "completed_on": _day,
}
_UNREADABLE: Mapping[Callable[[str], Any], IssueKind] = {
    _day: IssueKind.VALUE_NOT_A_DATE,
    _price: IssueKind.VALUE_NOT_A_NUMBER,
    _ratio: IssueKind.VALUE_NOT_A_NUMBER,
    GovernmentCause: IssueKind.VALUE_NOT_IN_LIST,
}


def _out_of_order(number: int, case: IdleCase) -> Iterator[Issue]:
    """Days that contradict each other are judged as they stand, and said."""
    started = case.started_on
    for field, day in (("suspended_on", case.suspended_on), ("completed_on", case.completed_on)):
        if started and day and day < started:
            details = {"started_on": started.isoformat()}
            yield Issue(IssueKind.DAYS_OUT_OF_ORDER, Severity.WARNING, number, field, day.isoformat(), details)


def _repeated(cases: list[CaseRow]) -> Iterator[Issue]:
    """A parcel may stand under two contracts; whoever reads the findings should know."""
    counts, first = Counter(c.parcel_id for c in cases), {c.parcel_id: c.row for c in reversed(cases)}
    for case in cases:
        if counts[case.parcel_id] > 1 and first[case.parcel_id] != case.row:
            details = {"first": first[case.parcel_id]}
            yield Issue(IssueKind.CASE_REPEATED, Severity.WARNING, case.row, "parcel_id", case.parcel_id[:200], details)
