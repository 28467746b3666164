"""A panel of firms from CSV: one row a firm, figures as they were typed. What cannot be read refuses its row."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from domain.indicators import FIGURES, LAND_FIGURES, LEASED_IN_FAR, LEASED_IN_FLOOR, MAY_BE_NEGATIVE
from domain.issue import Issue, IssueKind, Severity
from intake.run import NotRead, Source

#: Columns beside the figures; a panel may do without names and industries.
FIRM_ID, FIRM_NAME, POOL, INDUSTRY = "firm_id", "firm_name", "pool", "industry"
FLAGS = ("is_vetoed", "is_protected")
_TEXTS = (FIRM_ID, FIRM_NAME, POOL, INDUSTRY)

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,3})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
#: Full-width signs and digits, as Chinese keyboards write them.
_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x2212: "-", 0x3000: " "}
_YES, _NO = frozenset({"1", "true", "是"}), frozenset({"", "0", "false", "否"})
#: A figure beyond these is a slip of the hand, and would drown all others.
_LEAST, _MOST = Decimal("1e-9"), Decimal("1e15")
_LONGEST_CELL = 200


@dataclass(frozen=True)
class PanelRow:
    """One firm; `row` as a spreadsheet counts. A figure that is not there is None."""

    row: int
    firm_id: str
    firm_name: str
    pool: str | None
    industry: str | None
    figures: Mapping[str, Decimal | None]
    is_vetoed: bool
    is_protected: bool
    extras: Mapping[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True)
class PanelSheet:
    """The rows that can be scored, and what was wrong with the others."""

    source: Source
    mapping: Mapping[str, str]
    rows_read: int
    rows: Sequence[PanelRow]
    issues: Sequence[Issue]


def read_panel(path: Path, needed: frozenset[str], extras: Sequence[str] = ()) -> PanelSheet:
    """Read a panel. `needed` are the figures that the scheme asks for, `extras` its own columns.

    UTF-8 with or without a byte order mark, UTF-16 with one, else GBK or GB18030. Raises NotRead where the file is
    missing, is no text or table, holds no firm, or lacks a heading.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise NotRead(Issue(IssueKind.FILE_MISSING), Source(path.name, driver="CSV")) from fault
    return panel_sheet(content, path.name, needed, extras)


def panel_sheet(content: bytes, name: str, needed: frozenset[str], extras: Sequence[str] = ()) -> PanelSheet:
    """The same from the bytes of a file of that name. Raises NotRead."""
    text, encoding = _decoded(content, Source(name, driver="CSV"))
    source = Source(name, hashlib.sha256(content).hexdigest(), "CSV", None, encoding)
    heading, records = _records(text, source)
    mapping, issues = _mapped(heading, needed, extras, source)
    if not records:
        raise NotRead(Issue(IssueKind.LAYER_EMPTY), source)
    places = {key: heading.index(name) for name, key in mapping.items()}
    rows = [_row(number, cells, places, extras, len(heading), issues) for number, cells in records]
    return PanelSheet(source, mapping, len(records), _without_duplicates(rows, records, places, issues), issues)


def _decoded(content: bytes, source: Source) -> tuple[str, str]:
    names = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gbk", "gb18030")
    for name in names:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, {"utf-8-sig": "UTF-8"}.get(name, name.upper())
    raise NotRead(Issue(IssueKind.FORMAT_UNKNOWN), source)


def _records(text: str, source: Source) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heading and the rows below it that are not blank, numbered as a spreadsheet does."""
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise NotRead(Issue(IssueKind.FILE_DAMAGED), source) from fault
    filled = [(n, cells) for n, cells in enumerate(table, 1) if any(c.strip() for c in cells)]
    if not filled:
        raise NotRead(Issue(IssueKind.LAYER_EMPTY), source)
    return [cell.strip() for cell in filled[0][1]], filled[1:]


def _mapped(
    heading: Sequence[str], needed: frozenset[str], extras: Sequence[str], source: Source
) -> tuple[dict[str, str], list[Issue]]:
    """{heading: column}, and a word on each heading that no column takes."""
    known = (*_TEXTS, *FIGURES, *FLAGS, *extras)
    mapping: dict[str, str] = {}
    issues = []
    for name in heading:
        key = name.lower()
        if key in known and key not in mapping.values():
            mapping[name] = key
        elif name:
            issues.append(Issue(IssueKind.HEADING_UNUSED, Severity.WARNING, field=name))
    required = {FIRM_ID, POOL, *FLAGS, *LAND_FIGURES, *needed}
    missing = [key for key in known if key in required and key not in mapping.values()]
    if missing:
        raise NotRead(Issue(IssueKind.HEADING_MISSING, details={"headings": missing}), source)
    return mapping, issues


def _row(
    number: int, cells: Sequence[str], places: Mapping[str, int], extras: Sequence[str], width: int, issues: list[Issue]
) -> PanelRow | None:
    """One firm, or None where a cell refuses the row; its issues are added."""
    found = _Cells(number, cells, places)
    if any(cell.strip() for cell in cells[width:]):
        found.refuse(IssueKind.ROW_TOO_LONG)
    if not found.text(FIRM_ID):
        found.refuse(IssueKind.FIRM_ID_MISSING, FIRM_ID)
    figures = {key: found.number(key) for key in FIGURES if key in places}
    floor, ratio = figures.get(LEASED_IN_FLOOR), figures.get(LEASED_IN_FAR)
    if floor and ratio is None and LEASED_IN_FAR not in found.bad:
        found.refuse(IssueKind.FAR_MISSING, LEASED_IN_FAR)
    if ratio is not None and ratio == 0 and floor:
        found.refuse(IssueKind.VALUE_OUT_OF_RANGE, LEASED_IN_FAR)
    flags = [found.flag(key) for key in FLAGS]
    own = {key: found.number(key, read=_number_or_flag) for key in extras if key in places}
    issues.extend(found.issues)
    if found.bad:
        return None
    return PanelRow(
        number, found.text(FIRM_ID), found.text(FIRM_NAME), found.text(POOL) or None, found.text(INDUSTRY) or None,
        figures, flags[0], flags[1], own,
    )  # fmt: skip


class _Cells:
    """The cells of one row by column, and what was wrong with them."""

    def __init__(self, number: int, cells: Sequence[str], places: Mapping[str, int]) -> None:
        self.row, self.cells, self.places = number, cells, places
        self.issues: list[Issue] = []
        self.bad: set[str] = set()

    def text(self, key: str) -> str:
        at = self.places.get(key)
        # Excel leaves empty cells at the end of a row out.
        return self.cells[at].strip() if at is not None and at < len(self.cells) else ""

    def refuse(self, kind: IssueKind, key: str = "", **details: Any) -> None:
        self.bad.add(key)
        value = self.text(key)[:_LONGEST_CELL] if key else None
        self.issues.append(Issue(kind, Severity.ERROR, self.row, key or None, value, details))

    def number(self, key: str, read: "Callable[[str], Decimal] | None" = None) -> Decimal | None:
        typed = self.text(key).translate(_HALF_WIDTH).strip()
        if not typed:
            return None
        try:
            number = (read or _number)(typed)
        except ValueError:
            self.refuse(IssueKind.VALUE_NOT_A_NUMBER, key)
            return None
        may_be_negative = key in MAY_BE_NEGATIVE or key not in FIGURES
        if (number < 0 and not may_be_negative) or (number and not _LEAST <= abs(number) <= _MOST):
            self.refuse(IssueKind.VALUE_OUT_OF_RANGE, key)
            return None
        if number < 0 and key in ("tax_10k_yuan", "exempt_credit_tax_10k_yuan"):
            self.issues.append(Issue(IssueKind.TAX_NEGATIVE, Severity.WARNING, self.row, key, self.text(key)))
        return number

    def flag(self, key: str) -> bool:
        typed = self.text(key).translate(_HALF_WIDTH).strip().lower()
        if typed not in _YES | _NO:
            self.refuse(IssueKind.VALUE_NOT_IN_LIST, key, allowed=["1", "0", "true", "false", "是", "否"])
        return typed in _YES


def _number(typed: str) -> Decimal:
    if _THOUSANDS.fullmatch(typed):
        typed = typed.replace(",", "")
    if not _NUMBER.fullmatch(typed.lower()):
        raise ValueError(typed)
    return Decimal(typed)


def _number_or_flag(typed: str) -> Decimal:
    lowered = typed.lower()
    if lowered in _YES | _NO:
        return Decimal(lowered in _YES)
    return _number(typed)


def _without_duplicates(
    rows: Sequence[PanelRow | None],
    records: Sequence[tuple[int, list[str]]],
    places: Mapping[str, int],
    issues: list[Issue],
) -> list[PanelRow]:
    """All rows of an id that stands twice are refused: nobody knows which one is right."""
    ids = [_Cells(number, cells, places).text(FIRM_ID) for number, cells in records]
    counts = Counter(ids)
    twice = {firm_id for firm_id, count in counts.items() if firm_id and count > 1}
    issues.extend(_duplicates(ids, records, twice))
    return [row for row in rows if row is not None and row.firm_id not in twice]


def _duplicates(ids: Sequence[str], records: Sequence[tuple[int, list[str]]], twice: set[str]) -> Iterator[Issue]:
    rows: dict[str, list[int]] = {}
    for firm_id, (number, _) in zip(ids, records, strict=True):
        rows.setdefault(firm_id, []).append(number)
    for firm_id, (number, _) in zip(ids, records, strict=True):
        if firm_id in twice:
            details = {"rows": rows[firm_id]}
            yield Issue(IssueKind.FIRM_DUPLICATE, Severity.ERROR, number, FIRM_ID, firm_id[:_LONGEST_CELL], details)
