"""CSV and tab-separated text, in whatever encoding a spreadsheet saved it."""

import csv
import io
from pathlib import Path

from domain.issue import IssueKind
from intake.content import Content, Request
from intake.formats import MAX_CELLS
from intake.readers.shaped import fill_from_table
from intake.readers.tables import Grid, found_table
from intake.refusal import Unreadable
from intake.text import decoded

_SEPARATORS = (",", "\t", ";", "，", "|")
_SAMPLE_LINES = 40


def read_csv(path: Path, request: Request, content: Content) -> None:
    """The one table of a text file. Raises Unreadable where there is none."""
    text = decoded(path.read_bytes(), request.encoding)
    content.written_in(text)
    grid = rows_of(text.text)
    table = found_table(grid, request.entity, known=lambda heading: heading in request.mapping)
    if table is None or not table.rows:
        raise Unreadable(IssueKind.LAYER_EMPTY)
    outside = {*range(len(grid))} - {row - 1 for row in table.rows}
    said = [cell for row in sorted(outside) for cell in grid[row] if cell]
    content.places = fill_from_table(content, table, request, said)


def rows_of(text: str) -> Grid:
    """The cells of a text; a row is what a spreadsheet shows as one, whatever line breaks its cells hold."""
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    grid: list[list[str | None]] = []
    cells = 0
    try:
        for row in reader:
            cells += len(row)
            if cells > MAX_CELLS:
                raise Unreadable(IssueKind.FILE_TOO_LARGE, reason="cells", limit_mb=200)
            grid.append([cell or None for cell in row])
    except csv.Error as fault:
        raise Unreadable(IssueKind.FILE_DAMAGED, reason="csv") from fault
    return grid


def separator_of(text: str) -> str:
    """The sign that parts most cells in the first lines."""
    head = text.splitlines()[:_SAMPLE_LINES]
    counts = {mark: sum(line.count(mark) > 0 for line in head) * 1_000 + sum(line.count(mark) for line in head)
              for mark in _SEPARATORS}  # fmt: skip
    tabs = counts["\t"] >= 1_000 * max(1, sum(bool(line.strip()) for line in head) // 2)
    return "\t" if tabs else max(counts, key=lambda mark: counts[mark])
