"""Blank workbooks for handing in records: the headings that an import reads, drop-downs, and a filled example."""

import io
from typing import Any

import xlsxwriter

from domain.columns import Column, ColumnType
from domain.entities import entity as declared
from domain.guarded_text import safe_text
from intake.mapping import PARK, open_columns
from wording import gate as words
from wording.codes import code_word
from wording.columns import heading

_BLANK_ROWS = 500
_MOST_LISTED = 250
#: One made-up parcel, so that each form of a value is seen. It stands on the sheet of notes, never among the rows.
_EXAMPLE: dict[str, Any] = {
    "parcel_code": "500111001001GB00001", "short_number": "A01", PARK: "双桥工业园区", "land_use": "100102",
    "stage": "supplied", "stage_since_on": "2024-11-02", "registered_area_m2": 20000, "address": "工业大道 8 号",
    "name": "示例地块", "right_holder": "某某公司（示例）", "occupier": "某某公司（示例）",
    "certificate_number": "渝（2024）大足区不动产权第0000001号（示例）",
    "real_estate_unit_code": "500111001001GB00001W00000000", "granted_on": "2024-10-08", "term_years": 50,
    "price_paid_10k_yuan": 600, "encumbrance": "无", "remark": "", "source": "不动产权证", "as_of_on": "2025-11-20",
}  # fmt: skip


def blank_workbook(entity: str) -> bytes:
    """An .xlsx without rows: headings, drop-downs of codes, days and numbers held to their kind, an example beside."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    sheet = book.add_worksheet(words.KIND_WORDS[entity.removesuffix("s")]())
    head = book.add_format({"bold": True, "bg_color": "#F3F5F5", "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    for place, (key, title) in enumerate(headings(entity).items()):
        sheet.write_string(0, place, title, head)
        column = declared(entity).by_key.get(key)
        is_figure = column is not None and column.holds in (ColumnType.NUMBER, ColumnType.INTEGER)
        sheet.set_column(place, place, max(14, 2 * len(title)), None if is_figure else text)
        if column is not None and (rule := _rule(book, column, place)):
            sheet.data_validation(1, place, _BLANK_ROWS, place, rule)
    sheet.freeze_panes(1, 1)
    _notes(book, entity)
    book.close()
    return sink.getvalue()


def headings(entity: str) -> dict[str, str]:
    """{column: heading} of what may be handed in, the shape last."""
    found = {
        key: words.PARK() if key == PARK else heading(entity, declared(entity).by_key[key])
        for key in open_columns(declared(entity))
    }
    return {**found, "shape": words.SHAPE_WKT()}


def _rule(book: Any, column: Column, place: int) -> dict[str, Any] | None:
    """What Excel lets into the cells of a column."""
    if column.holds is ColumnType.CODE and column.codes is not None:
        listed = [code_word(column.codes, code) for code in column.codes]
        if sum(len(word) + 1 for word in listed) <= _MOST_LISTED:
            return {"validate": "list", "source": listed}
        codes = book.get_worksheet_by_name(words.CODE_LISTS()) or book.add_worksheet(words.CODE_LISTS())
        codes.write_column(0, place, listed)
        letter = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
        return {"validate": "list", "source": f"='{words.CODE_LISTS()}'!{letter}$1:{letter}${len(listed)}"}
    if column.holds is ColumnType.NUMBER:
        return {"validate": "decimal", "criteria": ">=", "value": column.lowest or 0}
    if column.holds is ColumnType.INTEGER:
        return {"validate": "integer", "criteria": ">=", "value": 0}
    return None


def _notes(book: Any, entity: str) -> None:
    """How to fill it in, and one filled row, heading by heading."""
    sheet = book.add_worksheet(words.NOTES())
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.write_string(0, 0, words.TEMPLATE_HOW(), wrapped)
    sheet.write_row(2, 0, [words.HEADING(), words.EXAMPLE()], bold)
    for row, (key, title) in enumerate(headings(entity).items(), 3):
        sheet.write_string(row, 0, title)
        sheet.write_string(row, 1, _example(entity, key))
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 50)


def _example(entity: str, key: str) -> str:
    if key == "shape":
        return words.EXAMPLE_SHAPE()
    column, value = declared(entity).by_key.get(key), _EXAMPLE.get(key, "")
    if column is not None and column.codes is not None and value:
        return code_word(column.codes, str(value))
    return safe_text(str(value))
