"""The panel while a record is selected: back to the list, its place in it, and what it says in short."""

import streamlit as st

from app_pages.parts import url_state
from app_pages.parts.document import listing_of
from app_pages.parts.html import h, tag
from app_pages.parts.record_bar import show_record_bar
from app_pages.parts.selected import foot_html, nth_html, selected_html
from app_pages.parts.sitting import show_said
from app_pages.parts.url_state import Selection, View
from register.reader import Reader
from wording import pages


def show_selected(reader: Reader, view: View, selection: Selection) -> None:
    """The selected record, or a sentence why there is nothing to show."""
    _show_back(reader, view, selection)
    listing = listing_of(reader, selection.kind, selection.code)
    with st.container(key="sheet", gap=None):
        show_said()
        if listing is None:
            st.html(tag("div", h(pages.NOT_LISTED(code=selection.code)), "part"))
            return
        st.html(selected_html(listing))
    foot = foot_html(listing)
    if foot or reader.audience.is_staff:
        with st.container(key="actions", horizontal=True):
            if foot:
                st.html(foot)
            show_record_bar(reader, selection.kind, selection.code)


def _show_back(reader: Reader, view: View, selection: Selection) -> None:
    with st.container(key="back", horizontal=True, vertical_alignment="center"):
        back = pages.BACK_TO_LIST()
        st.button(back, icon=":material/arrow_back:", type="tertiary", on_click=url_state.select, args=(None,))
        place = reader.position_of(view.criteria, view.sort, selection.code) if selection.kind == view.kind else None
        if place:
            st.html(nth_html(selection.kind, *place))
