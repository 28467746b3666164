"""A paper as a workbook: its sentences on the first sheet, each table on one of its own, figures as numbers."""

import re
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from reports.paper import Facts, Heading, Paper, Table, Text

_NUMBER = re.compile(r"-?[\d,]+(\.\d+)?")


def xlsx_of(paper: Paper) -> bytes:
    """The paper as XLSX bytes; texts stay texts, whatever they begin with."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    face = {"font_name": "Microsoft YaHei", "font_size": 10}
    plain, bold = book.add_format({**face, "text_wrap": True, "valign": "top"}), book.add_format({**face, "bold": True})
    front = book.add_worksheet("1")
    front.set_column(0, 0, 110)
    front.write_string(0, 0, paper.title, bold)
    front.write_string(1, 0, paper.subtitle, plain)
    line, section = 3, ""
    for block in paper.blocks:
        match block:
            case Heading(text, _):
                section = text
                front.write_string(line, 0, text, bold)
                line += 1
            case Text(text, _):
                front.write_string(line, 0, text, plain)
                line += 1
            case Facts(rows, _):
                for fact in rows:
                    front.write_string(line, 0, f"{fact.name}  {fact.value} {fact.unit}", plain)
                    line += 1
            case Table():
                number = len(book.worksheets()) + 1
                _table(book, block, str(number), block.title or section, bold, face)
    book.close()
    return out.getvalue()


def _table(book: Workbook, table: Table, name: str, title: str, bold: Format, face: dict[str, object]) -> None:
    sheet = book.add_worksheet(name)
    text, figure = book.add_format({**face}), book.add_format({**face, "num_format": "#,##0.00"})
    whole = book.add_format({**face, "num_format": "#,##0"})
    sheet.write_string(0, 0, title, bold)
    for column, head in enumerate(table.heads):
        sheet.write_string(2, column, " ".join(filter(None, (head.word, head.unit))), bold)
        sheet.set_column(column, column, 10 + 8 * head.share)
    for row, cells in enumerate([*table.rows, *([table.total] if table.total else [])], 3):
        for column, (cell, head) in enumerate(zip(cells, table.heads, strict=True)):
            if head.is_number and _NUMBER.fullmatch(cell):
                sheet.write_number(row, column, float(cell.replace(",", "")), figure if "." in cell else whole)
            else:
                sheet.write_string(row, column, cell, text)
    sheet.freeze_panes(3, 0)
