"""Why a draft is saved: where its new values come from, as of which day, for what reason; and the saving itself."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from actions.desk import stored
from actions.edit_record import Edit, edit_record
from app_pages.parts import sitting
from app_pages.parts.draft import Draft, forget
from app_pages.parts.targets import Target
from domain.audit import Basis
from domain.editing import has_origins
from domain.entities import entity as declared
from wording import desk as words
from wording.columns import column_word


def ask_why(target: Target, draft: Draft) -> None:
    """Where the new values come from, as of which day, and why they are changed."""
    if has_origins(declared(target.entity)):
        source, as_of = st.columns([3, 2])
        source.text_input(words.ORIGIN(), key=draft.key("source"))
        as_of.text_input(words.AS_OF(), key=draft.key("as_of"), placeholder=sitting.desk().today.isoformat())
    st.text_input(words.REASON_REQUIRED(), key=draft.key("reason"))


def write(target: Target, draft: Draft, changes: Mapping[str, Any], seen_version: int) -> str:
    """Edit the record as seen in this edition; returns what to say."""
    desk, basis = sitting.desk(), Basis(reason=draft.typed("reason"))
    edit = Edit(target.entity, target.id, seen_version, changes, basis, draft.typed("source"), draft.typed("as_of"))
    edit_record(desk, edit)
    forget(draft, stored(desk.register, target.entity, target.id))
    names = "、".join(column_word(target.entity, key) for key in changes)
    return words.SAVED(what=f"{target.word} {names}")
