"""The panel while a record is selected: back to the list, its place in it, and what it says in short."""

import streamlit as st

from app_pages.parts import url_state
from app_pages.parts.url_state import View
from register.reader import Reader
from wording import pages


def show_selected(reader: Reader, view: View) -> None:
    """The selected record."""
    st.button(
        pages.BACK_TO_LIST(),
        icon=":material/arrow_back:",
        on_click=lambda: url_state.write(url_state.SELECTION_KEY, None),
    )
    st.write(str(view.selection))
