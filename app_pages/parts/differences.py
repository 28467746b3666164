"""What a change would do, side by side: before and after, value by value."""

from collections.abc import Mapping
from typing import Any

from app_pages.parts.html import h, joined, tag
from domain.columns import Column, ColumnType, Entity
from register.store import Register
from wording import desk as words
from wording.columns import column_word
from wording.values import shown


def value_text(register: Register, column: Column, value: Any) -> str:
    """A value as a person reads it; a reference by the code of its record."""
    if column.holds is ColumnType.SHAPE:
        return words.SHAPE_CHANGED() if value is not None else shown(column, None).text
    if column.holds is ColumnType.REFERENCE and value is not None and column.refers_to:
        return reference_text(register, column.refers_to, int(value))
    said = shown(column, value)
    return f"{said.text} {said.unit}".strip()


def reference_text(register: Register, entity: str, record_id: int) -> str:
    """What people call a record that another refers to."""
    row = register.get(entity, record_id) or {}
    for key in ("name", "plot_code", "parcel_code", "plant_code", "supply_code", "unit_code", "floor_no"):
        if row.get(key) is not None:
            return str(row[key])
    return str(record_id)


def preview_html(register: Register, entity: Entity, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """A table of the columns that would change; empty where none would."""
    changed = [c for c in entity.columns if c.key in after and after[c.key] != before.get(c.key)]
    if not changed:
        return tag("div", h(words.NOTHING_CHANGED()), "desk-preview none")
    lines = joined(_line(register, entity, c, before.get(c.key), after[c.key]) for c in changed)
    heads = joined(tag("th", h(word)) for word in (words.FIELD(), words.BEFORE(), words.AFTER()))
    return f'<table class="plain desk-preview"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'


def _line(register: Register, entity: Entity, column: Column, before: Any, after: Any) -> str:
    cells = (column_word(entity.key, column.key), value_text(register, column, before))
    after_text = tag("b", h(value_text(register, column, after)))
    return tag("tr", joined(tag("td", h(cell)) for cell in cells) + tag("td", after_text))
