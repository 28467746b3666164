"""The form of one record, made from its declaration: fields at the left; right what would change and why."""

from typing import Any

import streamlit as st

from actions.edit_record import Edit, edit_record
from app_pages.parts import sitting
from app_pages.parts.differences import preview_html
from app_pages.parts.draft import Draft, draft_of, forget
from app_pages.parts.fields import field, unread
from app_pages.parts.merge_form import show_merge
from app_pages.parts.targets import Target
from app_pages.parts.unsaved import guard_unsaved
from domain.audit import Basis
from domain.editing import form_columns, has_origins
from domain.entities import entity as declared
from domain.errors import InvalidValue
from register.store import Row
from wording import desk as words
from wording.columns import column_word


def show_form(target: Target) -> None:
    """The form, or the merge where somebody else changed the record meanwhile."""
    row = target.row()
    if row is None:
        sitting.note(words.NOT_YOURS())
        return
    draft = draft_of(target.entity, row)
    fields, side = st.columns([5, 4], gap="large")
    if draft.changes and draft.seen_version != row["version"]:
        with st.container(key="merge"):
            show_merge(target, row, draft)
        return
    with fields, st.container(key="editfields", gap=None):
        faults = _show_fields(target, row, draft)
    with side, st.container(key="editside"):
        _show_side(target, row, draft, faults)


def _show_fields(target: Target, row: Row, draft: Draft) -> list[str]:
    """Two fields a line; returns what could not be read. What differs from the record is the draft."""
    entity, register, faults = declared(target.entity), sitting.desk().register, []
    columns = form_columns(entity)
    for start in range(0, len(columns), 2):
        for place, column in zip(st.columns(2), columns[start : start + 2], strict=False):
            key = f"edit_{target.entity}_{target.id}_{draft.turn}_{column.key}"
            before = draft.changes.get(column.key, row[column.key])
            try:
                with place:
                    value = field(register, entity, column, before, key)
            except InvalidValue as refusal:
                faults.append(unread(refusal))
                continue
            if value != row[column.key]:
                draft.changes[column.key] = value
            else:
                draft.changes.pop(column.key, None)
    return faults


def _show_side(target: Target, row: Row, draft: Draft, faults: list[str]) -> None:
    entity = declared(target.entity)
    guard_unsaved(len(draft.changes) + len(faults))
    with st.container():  # what comes and goes stands in boxes: a field that moves loses what is being typed
        sitting.show_said()
    st.html(f"<h3>{words.PREVIEW()}</h3>")
    st.html(preview_html(sitting.desk().register, entity, row, draft.changes))
    with st.container():
        if draft.changes:
            st.html(f'<div class="desk-unsaved">{words.UNSAVED(n=len(draft.changes))}</div>')
    ask_why(target, draft.turn)
    with st.container():
        for fault in faults:
            sitting.note(fault)
        sitting.show_refused()
    with st.container(horizontal=True, key="editbuttons"):
        st.button(
            words.SAVE(), type="primary", key="edit_save", on_click=save, disabled=bool(faults) or not draft.changes,
            args=(target, draft, dict(draft.changes), draft.seen_version),
        )  # fmt: skip
        if draft.changes:
            st.button(words.DISCARD(), key="edit_discard", on_click=forget, args=(draft, row["version"]))


def ask_why(target: Target, turn: int) -> None:
    """Where the new values come from, as of which day, and why they are changed."""
    if has_origins(declared(target.entity)):
        source, as_of = st.columns([3, 2])
        source.text_input(words.ORIGIN(), key=f"edit_source_{turn}")
        as_of.text_input(words.AS_OF(), key=f"edit_as_of_{turn}", placeholder=sitting.desk().today.isoformat())
    st.text_input(words.REASON_REQUIRED(), key=f"edit_reason_{turn}")


def save(target: Target, draft: Draft, changes: dict[str, Any], seen_version: int) -> None:
    """Write the changes in one transaction; the draft goes only after it has committed."""

    def typed(name: str) -> str:
        return str(st.session_state.get(f"edit_{name}_{draft.turn}") or "").strip()

    def deed() -> str:
        basis = Basis(reason=typed("reason"))
        edit = Edit(target.entity, target.id, seen_version, changes, basis, typed("source"), typed("as_of"))
        version = edit_record(sitting.desk(), edit)
        forget(draft, version)
        names = "、".join(column_word(target.entity, key) for key in changes)
        return words.SAVED(what=f"{target.word} {names}")

    sitting.do(deed)
