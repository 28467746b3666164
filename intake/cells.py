"""Cells of mapped headings into values of our columns; a cell that cannot be read becomes an issue."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from domain.columns import Column, ColumnType, Entity
from domain.errors import InvalidValue
from domain.issue import Issue, IssueKind, Severity
from domain.values import fitting
from intake import mapping
from intake.batch import Batch
from intake.mapping import PARK, Field
from intake.values import is_empty, plain_digits, read_code, read_day, read_integer, read_number, read_text

_WIDE_DIGITS = re.compile("[\uff01-\uff5e]")
#: What a person writes into a cell so that the record's value goes.
CLEARED = "清空"
#: Text that is a number to the eye: its full-width letters mean the half-width ones.
_CODES = frozenset({"parcel_code", "real_estate_unit_code", "short_number"})

_UNREADABLE = {
    ColumnType.NUMBER: IssueKind.VALUE_NOT_A_NUMBER,
    ColumnType.INTEGER: IssueKind.VALUE_NOT_A_NUMBER,
    ColumnType.DAY: IssueKind.VALUE_NOT_A_DATE,
    ColumnType.CODE: IssueKind.VALUE_NOT_IN_LIST,
}


def fill(batch: Batch, entity: Entity, fields: tuple[Field, ...], cells: Mapping[str, list[Any]]) -> None:
    """Read every mapped heading into the batch.

    A figure or a date that cannot be read refuses its row, because leaving it out would drop land from a sum unseen.
    A word that is in no list leaves an optional value empty, with a warning.
    """
    for field in fields:
        if field.key == PARK:
            batch.values[PARK] = [None if is_empty(cell) else read_text(cell) for cell in cells[field.heading]]
            continue
        column = entity.by_key[field.key]
        values: list[Any] = []
        written = _without_clearings(batch, field.key, cells[field.heading]) if not column.is_required else None
        batch.note(_read(batch.rows, written or cells[field.heading], field, column, entity, values))
        batch.values[field.key] = values


def _without_clearings(batch: Batch, key: str, cells: list[Any]) -> list[Any]:
    """The cells with nothing where 清空 stands; an empty cell alone leaves the record's value as it is."""
    places = {index for index, cell in enumerate(cells) if isinstance(cell, str) and cell.strip() == CLEARED}
    for index in places:
        batch.cleared.setdefault(index, set()).add(key)
    return [None if index in places else cell for index, cell in enumerate(cells)] if places else cells


def _read(
    rows: list[int], cells: list[Any], field: Field, column: Column, entity: Entity, into: list[Any]
) -> Iterator[Issue]:
    read = _reader(column, field.factor(column))
    for row, cell in zip(rows, cells, strict=True):
        value = None
        if not is_empty(cell):
            try:
                value = read(cell)
                if isinstance(cell, str) and _is_wide(cell, column):
                    yield Issue(IssueKind.FULL_WIDTH_DIGITS, Severity.WARNING, row, column.key, cell[:200],
                                {"after": str(value)})  # fmt: skip
                fitting(entity, column, value)
            except InvalidValue:
                yield _issue(IssueKind.VALUE_OUT_OF_RANGE, row, column, cell)
                value = None
            except (ValueError, OverflowError):
                yield _issue(_UNREADABLE.get(column.holds, IssueKind.VALUE_OUT_OF_RANGE), row, column, cell)
        into.append(value)


def _is_wide(cell: str, column: Column) -> bool:
    """Whether full-width digits stand where a figure, a date or a code is meant."""
    is_figure = column.holds in (ColumnType.NUMBER, ColumnType.INTEGER, ColumnType.DAY) or column.key in _CODES
    return is_figure and _WIDE_DIGITS.search(cell) is not None


def _reader(column: Column, factor: Decimal) -> Callable[[Any], Any]:
    if column.holds is ColumnType.NUMBER:
        return lambda cell: read_number(cell, factor)
    if column.holds is ColumnType.CODE:
        words = mapping.words_of(column.key)
        return lambda cell: read_code(cell, words)
    if column.key in _CODES:
        return lambda cell: plain_digits(read_text(cell))
    return {ColumnType.INTEGER: read_integer, ColumnType.DAY: read_day}.get(column.holds, read_text)


def _issue(kind: IssueKind, row: int, column: Column, cell: Any) -> Issue:
    is_light = kind is IssueKind.VALUE_NOT_IN_LIST and not column.is_required
    details = {"allowed": [code.value for code in column.codes]} if column.codes else {}
    severity = Severity.WARNING if is_light else Severity.ERROR
    return Issue(kind, severity, row, column.key, str(cell)[:200], details)
