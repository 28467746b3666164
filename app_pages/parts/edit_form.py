"""The form of one record, made from its declaration: fields at the left; right what would change and why."""

import streamlit as st

from app_pages.parts import sitting
from app_pages.parts.differences import preview_html
from app_pages.parts.draft import Draft, draft_of, forget
from app_pages.parts.fields import field, is_typed, read, unread
from app_pages.parts.merge_form import show_merge
from app_pages.parts.retire_form import show_retire
from app_pages.parts.targets import Target
from app_pages.parts.unsaved import guard_unsaved
from app_pages.parts.why import ask_why, write
from domain.editing import form_columns
from domain.entities import entity as declared
from domain.errors import InvalidValue
from register.store import Row
from wording import desk as words


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
        faults = _show_fields(target, draft)
    with side, st.container(key="editside"):
        _show_side(target, row, draft, faults)
        if target.entity == "parcels":
            show_retire(target, row)


def _show_fields(target: Target, draft: Draft) -> list[str]:
    """Two fields a line; returns what could not be read. What differs from the record is the draft."""
    entity, register, faults = declared(target.entity), sitting.desk().register, []
    columns = form_columns(entity)
    for start in range(0, len(columns), 2):
        for place, column in zip(st.columns(2), columns[start : start + 2], strict=False):
            before = draft.changes.get(column.key, draft.base[column.key])
            try:
                with place:
                    draft.take({column.key: field(register, entity, column, before, draft.key(column.key))})
            except InvalidValue as refusal:
                faults.append(unread(refusal))
    return faults


def _take_typed(target: Target, draft: Draft) -> None:
    """What stands in the fields now: the last run of the script may be older than the last key. Raises InvalidValue."""
    entity = declared(target.entity)
    for column in form_columns(entity):
        if draft.key(column.key) in st.session_state:
            value = st.session_state[draft.key(column.key)]
            draft.take({column.key: read(entity, column, value) if is_typed(column) else value or None})


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
    ask_why(target, draft)
    with st.container():
        for fault in faults:
            sitting.note(fault)
        sitting.show_refused()
    with st.container(horizontal=True, key="editbuttons"):
        st.button(
            words.SAVE(), type="primary", key="edit_save", on_click=_save, disabled=bool(faults) or not draft.changes,
            args=(target, draft),
        )  # fmt: skip
        if draft.changes:
            st.button(words.DISCARD(), key="edit_discard", on_click=forget, args=(draft, row))


def _save(target: Target, draft: Draft) -> None:
    """Write the draft in one transaction; it goes only after that has committed."""

    def deed() -> str:
        _take_typed(target, draft)
        return write(target, draft, dict(draft.changes), draft.seen_version)

    sitting.do(deed)
