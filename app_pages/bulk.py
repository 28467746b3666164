"""批量修改: one column of many records at once: those that the map's filters leave, less those taken out here."""

from typing import Any

import streamlit as st

from actions.edit_record import Edit, edit_records
from app_pages.parts import sitting, url_state
from app_pages.parts.differences import value_text
from app_pages.parts.fields import field, is_typed, read, unread
from app_pages.parts.html import anchor, h, joined, tag
from app_pages.parts.session import person, reader
from domain.audience import Role
from domain.audit import Basis
from domain.columns import Column, Entity
from domain.editing import form_columns
from domain.entities import entity as declared
from domain.errors import InvalidValue, NotPermitted
from register.queries import TABLE_OF
from register.store import Row
from wording import desk as words
from wording import pages
from wording.columns import column_word

MOST = 200
_OWN = ("parcel_code", "plot_code", "plant_code", "short_number", "credit_code")  # what tells one from another


def found_records(entity: Entity, view: url_state.View) -> dict[int, Row]:
    """The records of one's own parks that the filters leave, as they stand, by id."""
    here, register = reader(), sitting.desk().register
    rows = here.page(view.criteria, "code", 1, MOST).rows
    own = [register.get(entity.key, row["id"]) for row in rows if sitting.keeps(row["park"])]
    return {row["id"]: row for row in own if row}


def preview(entity: Entity, column: Column, rows: list[Row], value: Any) -> str:
    """Each record with its value before and after."""
    register = sitting.desk().register
    heads = joined(tag("th", h(word)) for word in (words.RECORD(), words.BEFORE(), words.AFTER()))
    after = h(value_text(register, column, value))
    lines = joined(
        f"<tr><td>{h(row[entity.code])}</td><td>{h(value_text(register, column, row[column.key]))}</td>"
        f"<td>{after if row[column.key] != value else h(words.SAME())}</td></tr>"
        for row in rows
    )
    return f'<table class="plain desk-preview"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'


def typed(name: str) -> str:
    """What stands in a field of text now."""
    return str(st.session_state.get(f"bulk_{name}") or "").strip()


def now_typed(entity: Entity, column: Column, value: Any) -> Any:
    """The new value as it stands in its field now; the last run of the script may be older. Raises InvalidValue."""
    return read(entity, column, typed(f"value_{column.key}")) if is_typed(column) else value


def save(entity: Entity, column: Column, rows: list[Row], value: Any) -> None:
    """All of them in one transaction, or none."""

    def deed() -> str:
        typed = {
            name: str(st.session_state.get(f"bulk_{name}") or "").strip() for name in ("source", "as_of", "reason")
        }
        kept = st.session_state.get(f"bulk_value_{column.key}")
        chosen = None if kept in ("", []) else kept
        new = now_typed(entity, column, value) if is_typed(column) else chosen
        basis, changes = Basis(reason=typed["reason"]), {column.key: new}
        origin = (basis, typed["source"], typed["as_of"])
        edit_records(sitting.desk(), [Edit(entity.key, r["id"], r["version"], changes, *origin) for r in rows])
        return words.BULK_SAVED(column=column_word(entity.key, column.key), n=len(rows))

    sitting.do(deed)


def show(entity: Entity, rows: dict[int, Row]) -> None:
    """The column, its new value, which records, and what would change."""
    left, side = st.columns([5, 4], gap="large")
    columns = {c.key: c for c in form_columns(entity) if c.key not in _OWN}
    with left:
        chosen = st.multiselect(
            words.SELECTED(), list(rows), default=list(rows), key="bulk_rows",
            format_func=lambda number: rows[number][entity.code], placeholder=words.SELECTED(),
        )  # fmt: skip
        table = st.container()
    with side, st.container(key="editside"):
        key = st.selectbox(
            words.CHOOSE_COLUMN(), list(columns), key="bulk_column", format_func=lambda k: column_word(entity.key, k)
        )
        picked, fault, value = [rows[number] for number in chosen], "", None
        try:
            value = field(sitting.desk().register, entity, columns[key], None, f"bulk_value_{key}")
        except InvalidValue as refusal:
            fault = unread(refusal)
        st.text_input(words.ORIGIN(), key="bulk_source")
        st.text_input(words.AS_OF(), key="bulk_as_of", placeholder=sitting.desk().today.isoformat())
        st.text_input(words.REASON_REQUIRED(), key="bulk_reason")
        with st.container():
            sitting.show_said()
            sitting.show_refused()
            sitting.note(fault or words.BULK_COUNT(n=len(picked)))
        args = (entity, columns[key], picked, value)
        st.button(
            words.SAVE(),
            type="primary",
            key="bulk_save",
            on_click=save,
            args=args,
            disabled=bool(fault) or not picked,
        )
    table.html(preview(entity, columns[key], picked, value))


if Role.OFFICER not in person().roles:
    raise NotPermitted(deed="edit_record")
view = url_state.read_view("parcel")
entity = declared(TABLE_OF[view.kind])
records = found_records(entity, view)
with st.container(key="work"):
    st.html(tag("div", f"{anchor('/', pages.MAP())} / {h(words.BULK())}", "crumbs"))
    st.html(tag("h1", h(f"{words.BULK()}　{pages.KINDS[view.kind]()}"), "work-title"))
    if records:
        show(entity, records)
    else:
        sitting.note(pages.NOTHING_FOUND())
