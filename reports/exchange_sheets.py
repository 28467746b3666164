"""Rows as a workbook or as CSV: headings in words, text that stays text, shapes as WKT, a sheet of notes."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import shapely
import xlsxwriter

from domain.columns import Column, ColumnType
from domain.crs import STORAGE, transform
from domain.guarded_text import safe_text
from reports.exchange_fields import fitted_texts, is_text
from reports.exchange_source import Extract
from wording import gate as words
from wording.codes import code_word

#: What one cell of a workbook holds.
CELL_CHARACTERS = 32_767
_WKT_DECIMALS = {True: 12, False: 6}
_WIDTHS = {ColumnType.TEXT: 22, ColumnType.NUMBER: 14, ColumnType.INTEGER: 10, ColumnType.CODE: 16}
_MOST_LISTED = 250


def workbook(extract: Extract, crs: str) -> bytes:
    """An .xlsx: the rows and a sheet of notes. Codes have drop-downs; a shape too long for a cell is left out."""
    sink = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(sink, options)
    shapes, too_long = _wkt(extract, crs, CELL_CHARACTERS)
    _rows_sheet(book, extract, shapes)
    notes = [*extract.notes, (words.NOTE_CRS(), crs)]
    if too_long:
        notes.append((words.NOTE_LONG_SHAPES(), str(too_long)))
    _notes_sheet(book, notes)
    book.close()
    return sink.getvalue()


def _rows_sheet(book: Any, extract: Extract, shapes: Sequence[str]) -> None:
    sheet = book.add_worksheet(words.KIND_WORDS[extract.kind]())
    head = book.add_format({"bold": True, "bg_color": "#F3F5F5", "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    headings = [*(extract.heading(c) for c in extract.columns), words.SHAPE_WKT(), words.RECORD_NO(), words.EDITION()]
    sheet.write_row(0, 0, headings, head)
    for place, column in enumerate(extract.columns):
        _column(sheet, place, column, extract.cells[column.key], text)
        _choices(book, sheet, place, column, extract.count)
    last = len(extract.columns)
    sheet.write_column(1, last, [safe_text(s) for s in shapes])
    sheet.write_column(1, last + 1, extract.ids)
    sheet.write_column(1, last + 2, extract.versions)
    sheet.set_column(last, last, 18)
    sheet.set_column(last + 1, last + 2, 8, None, {"hidden": True})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(extract.count, 1), last)


def _column(sheet: Any, place: int, column: Column, cells: Sequence[Any], text: Any) -> None:
    sheet.set_column(place, place, _WIDTHS.get(column.holds, 14), text if is_text(column) else None)
    for row, value in enumerate(cells, 1):
        if isinstance(value, str):
            sheet.write_string(row, place, safe_text(value)[:CELL_CHARACTERS], text)
        elif value is not None:
            sheet.write_number(row, place, value)


def _choices(book: Any, sheet: Any, place: int, column: Column, count: int) -> None:
    """A drop-down of the code list's words, on a sheet of its own where it is too long for a cell's rule."""
    if column.holds is not ColumnType.CODE or column.codes is None:
        return
    listed = [code_word(column.codes, code) for code in column.codes]
    source: Any = listed
    if sum(len(w) + 1 for w in listed) > _MOST_LISTED:
        codes_sheet = book.get_worksheet_by_name(words.CODE_LISTS()) or book.add_worksheet(words.CODE_LISTS())
        codes_sheet.write_column(0, place, listed)
        letter = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
        source = f"='{words.CODE_LISTS()}'!{letter}$1:{letter}${len(listed)}"
    rule = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(1, place, max(count, 1), place, rule)


def _notes_sheet(book: Any, notes: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(words.NOTES())
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    for row, (key, value) in enumerate(notes):
        sheet.write_string(row, 0, key, bold)
        sheet.write_string(row, 1, safe_text(value), wrapped)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)


def comma_separated(extract: Extract, crs: str, encoding: str) -> bytes:
    """A CSV with a byte-order mark where it is UTF-8, so that a spreadsheet reads the Chinese."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow([*(extract.heading(c) for c in extract.columns), words.SHAPE_WKT()])
    shapes, _ = _wkt(extract, crs, None)
    columns = [_texts(extract.cells[c.key], encoding) for c in extract.columns]
    writer.writerows(zip(*columns, shapes, strict=True))
    content = sink.getvalue()
    return content.encode("utf-8-sig") if encoding == "UTF-8" else content.encode(encoding, "replace")


def _texts(values: list[Any], encoding: str) -> list[str]:
    plain = ["" if v is None else safe_text(v) if isinstance(v, str) else repr(v) for v in values]
    return [text or "" for text in fitted_texts(list(plain), encoding, None)[0]]


def _wkt(extract: Extract, crs: str, limit: int | None) -> tuple[list[str], int]:
    """Shapes as WKT that names its CRS, and how many of them were too long and are left out."""
    shapes = transform(extract.shapes, STORAGE, crs)
    degrees = abs(shapely.total_bounds(shapes)).max() <= 360 if any(s is not None for s in shapes) else True
    words = shapely.to_wkt(shapes, rounding_precision=_WKT_DECIMALS[bool(degrees)], trim=True)
    srid = f"SRID={crs.removeprefix('EPSG:')};" if crs.startswith("EPSG:") else ""
    texts = [srid + text if text else "" for text in words]
    kept = [t if limit is None or len(t) <= limit else "" for t in texts]
    return kept, sum(a != b for a, b in zip(texts, kept, strict=True))
