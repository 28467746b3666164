"""A field of a form for each declared column: what it shows, and what was typed into it, read as its column reads."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app_pages.parts.differences import reference_text
from app_pages.parts.sitting import keeps
from domain.columns import Column, ColumnType, Entity
from domain.errors import InvalidValue
from domain.values import fitting
from register.store import Register
from wording import desk as words
from wording.codes import code_word
from wording.columns import column_word, unit_word
from wording.numbers import NO_DATA
from wording.values import NO, YES

_LONG = {"summary", "remark", "encumbrance", "blocking_reason", "bounds", "conditions", "ownership", "former_names"}


def field(register: Register, entity: Entity, column: Column, value: Any, key: str) -> Any:
    """Draw the field with this value in it; returns what stands in it now, read.

    Raises InvalidValue where what was typed is no value of the column.
    """
    label = _label(entity, column)
    if column.holds is ColumnType.CODES and column.codes:
        codes = column.codes
        chosen = st.multiselect(
            label, [str(c) for c in codes], default=value or [], key=key, placeholder=NO_DATA(),
            format_func=lambda code: code_word(codes, code, short=True),
        )  # fmt: skip
        return chosen or None
    if column.holds in (ColumnType.CODE, ColumnType.FLAG, ColumnType.REFERENCE):
        return _choice(register, column, value, label, key)
    shown = "" if value is None else _as_typed(value)
    draw = st.text_area if column.key in _LONG else st.text_input
    sized = {"height": 68} if column.key in _LONG else {}
    typed = draw(label, value=shown, key=key, placeholder=_hint(column), **sized)
    return read(entity, column, str(typed or ""))


def read(entity: Entity, column: Column, typed: str) -> Any:
    """What was typed, as the column keeps it; blank is 无数据. Raises InvalidValue."""
    text = typed.strip()
    if not text:
        return fitting(entity, column, None)
    if column.holds not in (ColumnType.NUMBER, ColumnType.INTEGER):
        return fitting(entity, column, text)
    try:
        number = float(text.replace(",", "").replace("，", ""))
    except ValueError as error:
        raise InvalidValue(entity=entity.key, column=column.key, value=text) from error
    return fitting(entity, column, number)


def is_typed(column: Column) -> bool:
    """Whether the column's field is one of text, whose content has to be read."""
    chosen = (ColumnType.CODES, ColumnType.CODE, ColumnType.FLAG, ColumnType.REFERENCE)
    return column.holds not in chosen


def _label(entity: Entity, column: Column) -> str:
    unit = unit_word(column.unit) if column.unit else ""
    return f"{column_word(entity.key, column.key)} :gray[{unit}]" if unit else column_word(entity.key, column.key)


def _hint(column: Column) -> str:
    return "2025-11-20" if column.holds is ColumnType.DAY else NO_DATA()


def _as_typed(value: Any) -> str:
    """A number as a person would type it: 145 and not 145.0."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _choice(register: Register, column: Column, value: Any, label: str, key: str) -> Any:
    options, word = _options(register, column, value)
    shown: list[Any] = options if column.is_required else [None, *options]
    return st.selectbox(
        label, shown, index=shown.index(value) if value in shown else 0, key=key, filter_mode="contains",
        format_func=lambda option: NO_DATA() if option is None else word(option), placeholder=NO_DATA(),
    )  # fmt: skip


def _options(register: Register, column: Column, value: Any) -> tuple[list[Any], Any]:
    if column.codes:
        codes = column.codes
        return [str(c) for c in codes], lambda code: code_word(codes, code)
    if column.holds is ColumnType.FLAG:
        return [True, False], lambda truth: (YES if truth else NO)()
    entity = column.refers_to or ""
    return _references(register, entity, value), lambda record_id: reference_text(register, entity, record_id)


def _references(register: Register, entity: str, value: Any) -> Sequence[int]:
    """Records that may be referred to: those of one's own parks, and the one that stands there."""
    parks = {p["id"] for p in register.find("parks") if keeps(p["park_code"])}
    rows = register.find(entity)
    own = [r["id"] for r in rows if (r["id"] if entity == "parks" else r.get("park_id")) in parks]
    return own if value is None or value in own else [value, *own]


def unread(refusal: InvalidValue) -> str:
    """Which field holds no value, for the line below the form."""
    return words.NOT_READ(column=column_word(refusal.values["entity"], refusal.values["column"]))
