"""一张图: one panel, one strip of figures, the map. What is shown stands in the URL and nowhere else."""

import streamlit as st

from app_pages.parts import basemap, url_state
from app_pages.parts.filters import show_filters
from app_pages.parts.map_view import show_map
from app_pages.parts.result_list import show_list
from app_pages.parts.selected_panel import show_selected
from app_pages.parts.session import reader
from app_pages.parts.strip import own_park, show_strip
from app_pages.parts.url_state import KIND_KEY, View, read_view
from domain.criteria import KINDS
from register.reader import Reader
from wording import map as words
from wording import pages


def show_panel(here: Reader, view: View, park_names: dict[str, str]) -> None:
    """Search, filters and list; or the record that is selected."""
    if view.selection:
        show_selected(here, view, view.selection)
        return
    with st.container(key="search"):
        _choose_kind(view)
        show_filters(view.criteria, here.facets(view.criteria), park_names, here.audience)
    show_list(here, view, park_names)


def _choose_kind(view: View) -> None:
    st.session_state[KIND_KEY] = view.kind
    st.segmented_control(
        words.KIND(),
        KINDS,
        key=KIND_KEY,
        required=True,
        label_visibility="collapsed",
        format_func=lambda kind: pages.KINDS[kind](),
        width="stretch",
        on_change=lambda: url_state.switch_kind(st.session_state[KIND_KEY]),
    )


def _map_or_list() -> None:
    """On a phone one side shows at a time; a wider window ignores the choice."""
    sides = {"map": pages.SHOW_MAP(), "list": pages.SHOW_LIST()}
    side = st.segmented_control(
        words.MAP_OR_LIST(),
        sides,
        default="map",
        required=True,
        key="side",
        format_func=sides.get,
        label_visibility="collapsed",
    )
    st.container(key=f"mobile-{side}").empty()


here = reader()
default_kind = "parcel" if here.audience.is_staff else "plot"
view = read_view(default_kind)
park_names = {p["park_code"]: p["name"] for p in here.find("parks")}
with st.container(key="stage", horizontal=True, gap=None):
    panel = st.container(key="panel", width=400, height="stretch", gap=None)
    beside = st.container(key="view", height="stretch", gap=None)
    switch = st.container(key="switch")
with beside:
    show_strip(here, park_names, st.query_params.get(url_state.PARK_KEY) or own_park(here.audience))
    with st.container(key="mapframe"):  # before the panel: its frame has the longest way to go until something is drawn
        show_map(default_kind)
        basemap.choose(is_staff=here.audience.is_staff)
with panel:
    show_panel(here, view, park_names)
with switch:
    _map_or_list()
