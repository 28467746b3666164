"""The report on a file as a workbook: every issue names file, sheet, row, field, value, what is wrong, what to do."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from domain.entities import entity as declared
from domain.guarded_text import safe_text
from domain.issue import Issue
from intake.run import Source
from wording import Language
from wording import gate as words
from wording.columns import column_word
from wording.issues import issue_sentence

#: Head → width in characters.
_WIDTHS = (24, 16, 8, 8, 16, 22, 90)


def issue_workbook(
    source: Source, issues: Sequence[Issue], entity: str = "parcels", language: str = Language.ZH
) -> bytes:
    """An .xlsx of all issues, those of the whole file first. Typed text stays text."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    sheet = book.add_worksheet(words.ISSUES_TABLE(language))
    head = book.add_format({"bold": True, "bg_color": "#F3F5F5", "bottom": 1, "valign": "vcenter"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    heads = (words.FILE, words.SHEET, words.ROW_NUMBER, words.SEVERITY, words.FIELD, words.VALUE, words.WHAT_IS_WRONG)
    sheet.write_row(0, 0, [w(language) for w in heads], head)
    ordered = sorted(issues, key=lambda i: (i.row is not None, i.row or 0))
    for number, issue in enumerate(ordered, 1):
        sheet.write_row(number, 0, _cells(source, issue, entity, language), body)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(ordered), 1), len(_WIDTHS) - 1)
    book.close()
    return sink.getvalue()


def _cells(source: Source, issue: Issue, entity: str, language: str) -> list[Any]:
    field = issue.field or ""
    named = column_word(entity, field, language) if field in declared(entity).by_key else field
    row = issue.row if issue.row is not None else words.WHOLE_FILE(language)
    return [
        safe_text(source.file), safe_text(source.layer or ""), row, words.SEVERITIES[issue.severity](language),
        safe_text(named), safe_text(issue.value or ""), safe_text(issue_sentence(issue, language, entity)),
    ]  # fmt: skip
