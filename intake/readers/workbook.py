"""Workbooks (.xlsx, .xls): the one sheet that holds a table, as its cells are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import python_calamine

from domain.issue import IssueKind
from intake.content import Content, Request
from intake.formats import MAX_CELLS
from intake.readers.choice import chosen_layer
from intake.readers.shaped import fill_from_table, numeric_headings
from intake.readers.tables import Table, found_table
from intake.refusal import Unreadable
from intake.values import read_number

#: A sheet with fewer headings that we know is a cover, a list of codes or a note.
_LEAST_SCORE = 20
#: From here on a spreadsheet no longer keeps every digit of a whole number.
_LAST_WHOLE = 1e15


@dataclass(frozen=True)
class _Sheet:
    name: str
    raw: list[list[Any]]
    grid: list[list[str | None]]
    table: Table


def read_workbook(path: Path, request: Request, content: Content) -> None:
    """The table of one sheet. Raises Unreadable where there is none, or several and none named."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        reason = "encrypted" if isinstance(fault, python_calamine.PasswordError) else "workbook"
        raise Unreadable(IssueKind.FILE_DAMAGED, reason=reason) from fault
    sheets = list(_sheets(book, request))
    if request.layer is not None and request.layer.strip() not in [s.name.strip() for s in sheets]:
        raise Unreadable(IssueKind.LAYER_UNKNOWN, layer=request.layer, layers=list(book.sheet_names))
    candidates = [s for s in sheets if s.table.score >= _LEAST_SCORE] or sheets
    name = chosen_layer([s.name for s in candidates], request.layer)
    sheet = next(s for s in [*candidates, *sheets] if s.name == name)
    content.layer = name
    outside = {*range(len(sheet.grid))} - {row - 1 for row in sheet.table.rows}
    said = [cell for row in sorted(outside) for cell in sheet.grid[row] if cell]
    content.places = fill_from_table(content, sheet.table, request, said)
    _note_numbers_as_text(content, sheet, request)


def _sheets(book: Any, request: Request) -> Iterator[_Sheet]:
    """The sheets on which something like a table stands; hidden ones only if they are asked for."""
    for meta in book.sheets_metadata:
        is_wanted = request.layer is not None and meta.name.strip() == request.layer.strip()
        is_shown = meta.visible == python_calamine.SheetVisibleEnum.Visible
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet or not (is_shown or is_wanted):
            continue
        if request.layer is not None and not is_wanted:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > MAX_CELLS:
            raise Unreadable(IssueKind.FILE_TOO_LARGE, reason="cells", limit_mb=200)
        raw = sheet.to_python(skip_empty_area=False)
        grid = [[shown(cell) for cell in row] for row in raw]
        _spread(grid, raw, sheet.merged_cell_ranges or [])
        table = found_table(grid, request.entity, known=lambda heading: heading in request.mapping)
        if table is not None and table.rows:
            yield _Sheet(meta.name, raw, grid, table)


def shown(cell: Any) -> str | None:
    """A cell as text: whole numbers without `.0`, dates as ISO, empty as None."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (int, float)):
        is_whole = float(cell).is_integer() and abs(cell) < _LAST_WHOLE
        return str(int(cell)) if is_whole else repr(float(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat()
    return str(cell)


def _spread(grid: list[list[str | None]], raw: Sequence[Sequence[Any]], merged: Sequence[Any]) -> None:
    """Words of a merged cell hold for all that it spans; a figure stands once, or it would be counted twice."""
    for (top, left), (bottom, right) in merged:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        value = grid[top][left]
        if value is None or isinstance(raw[top][left], (int, float)) or (bottom - top) * (right - left) > MAX_CELLS:
            continue
        for row in grid[top : bottom + 1]:
            for place in range(left, min(right + 1, len(row))):
                row[place] = value


def _note_numbers_as_text(content: Content, sheet: _Sheet, request: Request) -> None:
    """Figures that somebody typed as text: they are read, and named, because no sum of theirs counts them."""
    meant = numeric_headings(sheet.table, request)
    for place, heading in sheet.table.headings.items():
        if heading not in meant:
            continue
        for row in sheet.table.rows:
            cells = sheet.raw[row - 1]
            cell = cells[place] if place < len(cells) else None
            if isinstance(cell, str) and _is_number(cell):
                content.note(IssueKind.NUMBER_AS_TEXT, row, heading, cell)


def _is_number(cell: str) -> bool:
    try:
        read_number(cell)
    except ValueError:
        return False
    return True
