"""注销 and 恢复 of a parcel, on a document, beneath its form."""

import streamlit as st

from actions.retire_parcel import restore_parcel, retire_parcel
from app_pages.parts import sitting
from app_pages.parts.targets import Target
from domain.audit import Basis
from register.store import Row
from wording import desk as words


def show_retire(target: Target, row: Row) -> None:
    """Number and day of the document, and the one deed that is possible now."""
    word = words.RESTORE if row["retired_on"] else words.RETIRE
    with st.expander(word()):
        number, on = st.columns([2, 1])
        number.text_input(words.DOCUMENT(), key="retire_document")
        on.text_input(words.DOCUMENT_ON(), key="retire_on", placeholder=sitting.desk().today.isoformat())
        st.text_input(words.REASON(), key="retire_reason")
        st.button(word(), key="retire_do", on_click=_retire, args=(target, row))


def _retire(target: Target, row: Row) -> None:
    def deed() -> str:
        basis = Basis(_typed("document"), _typed("on"), _typed("reason"))
        act = restore_parcel if row["retired_on"] else retire_parcel
        act(sitting.desk(), target.id, row["version"], basis)
        return words.SAVED(what=f"{target.word} {(words.RESTORE if row['retired_on'] else words.RETIRE)()}")

    sitting.do(deed)


def _typed(name: str) -> str:
    return str(st.session_state.get(f"retire_{name}") or "").strip()
