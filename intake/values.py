"""Cells as people write them, read as the column holds them. What cannot be read raises ValueError; empty is None."""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.guarded_text import plain_text

_EMPTY_WORDS = frozenset({"", "-", "—", "/", "null", "none", "nan", "<空>", "<null>", "无数据"})
_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?(?:[ T].*)?$")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$")


def folded(text: str) -> str:
    """Half-width, lower case, without spaces and punctuation: how headings and words are compared."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def plain_digits(text: str) -> str:
    """Full-width digits and signs as half-width ones."""
    return unicodedata.normalize("NFKC", text)


def is_empty(value: Any) -> bool:
    """Whether a person would call the cell empty."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, str) and value.strip().lower() in _EMPTY_WORDS)


def read_text(value: Any) -> str:
    """Text as it is, without spaces around it; a code that a table kept as a number loses its `.0`.

    The apostrophe by which an export kept text from being a formula goes again.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain_text(str(value).replace("\x00", "").strip())


def read_number(value: Any, factor: Decimal = Decimal(1)) -> float:
    """A number times the factor of its unit; digits may be full-width, thousands parted by commas."""
    if isinstance(value, bool):
        raise ValueError(value)
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if _THOUSANDS.match(text):
        text = text.replace(",", "")
    try:
        number = Decimal(text) * factor
    except InvalidOperation as fault:
        raise ValueError(value) from fault
    if not number.is_finite():
        raise ValueError(value)
    return float(number)


def read_integer(value: Any) -> int:
    """A whole number."""
    number = read_number(value)
    if not number.is_integer():
        raise ValueError(value)
    return int(number)


def read_day(value: Any) -> str:
    """An ISO day from 2024-03-05, 2024/3/5, 2024.3.5, 20240305 or 2024年3月5日."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    match = _DAY.match(unicodedata.normalize("NFKC", str(value)).strip())
    if not match:
        raise ValueError(value)
    year, month, day = (int(part) for part in match.groups())
    return date(year, month, day).isoformat()


def read_code(value: Any, words: Mapping[str, str]) -> str:
    """The code that a word stands for; `words` maps folded words and codes to codes."""
    try:
        return words[folded(read_text(value))]
    except KeyError as fault:
        raise ValueError(value) from fault
