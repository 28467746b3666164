"""How the value of a declared column reads, whatever its type. One reading for pages, tables, slips and exports."""

from collections.abc import Callable, Iterable
from typing import Any

from domain.columns import Column, ColumnType
from wording import Language, Word
from wording.codes import code_word
from wording.columns import unit_word
from wording.numbers import NO_DATA, Quantity, floor_load, money, number, percent, square_metres

YES, NO = Word("是", "yes"), Word("否", "no")
_LIST_COMMA, _CLAUSE, _BRACKETS = Word("、", ", "), Word("；", "; "), Word("（{text}）", " ({text})")


def shown(column: Column, value: Any, language: str = Language.ZH) -> Quantity:
    """The value as a person reads it, its unit apart; 无数据 for a missing one.

    Text comes back as it was typed: escape it where it lands.
    """
    if value is None or value == "" or value == []:
        return Quantity(NO_DATA(language))
    return _READING.get(column.holds, _as_text)(column, value, language)


def joined(words: Iterable[str], language: str = Language.ZH) -> str:
    """A list of words: 甲、乙."""
    return _LIST_COMMA(language).join(words)


def clauses(parts: Iterable[str], language: str = Language.ZH) -> str:
    """Parts of one line: 甲；乙. Empty ones are left out."""
    return _CLAUSE(language).join(part for part in parts if part)


def bracketed(text: str, language: str = Language.ZH) -> str:
    """An aside after a word: （甲）."""
    return _BRACKETS(language, text=text)


def dotted(parts: Iterable[str]) -> str:
    """Small facts side by side: source · date."""
    return " · ".join(part for part in parts if part)


def _as_text(_: Column, value: Any, __: str) -> Quantity:
    return Quantity(str(value))


def _as_code(column: Column, value: Any, language: str) -> Quantity:
    return Quantity(code_word(column.codes, value, language) if column.codes else str(value))


def _as_codes(column: Column, value: Any, language: str) -> Quantity:
    words = [code_word(column.codes, v, language, short=True) if column.codes else str(v) for v in value]
    return Quantity(joined(words, language))


def _as_flag(_: Column, value: Any, language: str) -> Quantity:
    return Quantity((YES if value else NO)(language))


def _as_number(column: Column, value: Any, language: str) -> Quantity:
    if column.unit == "万元":
        return money(value, language)
    if column.unit == "kg/㎡":
        return floor_load(value, language)
    if column.unit == "㎡":
        return square_metres(value, language)
    if _is_share(column.key):
        return Quantity(percent(value))
    return Quantity(number(value), unit_word(column.unit, language))


def _as_integer(column: Column, value: Any, language: str) -> Quantity:
    if column.unit is None:  # a year, a floor: no thousands in it
        return Quantity(str(value))
    return Quantity(number(value), unit_word(column.unit, language))


def _is_share(key: str) -> bool:
    return "_ratio" in key and "floor_area_ratio" not in key


_READING: dict[ColumnType, Callable[[Column, Any, str], Quantity]] = {
    ColumnType.CODE: _as_code,
    ColumnType.CODES: _as_codes,
    ColumnType.FLAG: _as_flag,
    ColumnType.NUMBER: _as_number,
    ColumnType.INTEGER: _as_integer,
}
