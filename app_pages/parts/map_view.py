"""The map in its frame: what it shows is said in plain data, what is clicked comes back as a number."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from app_pages.parts import url_state
from app_pages.parts.session import office
from app_pages.parts.url_state import Selection, View
from domain.codes import MapColour
from layers.base_map import BaseMap, MapWords
from layers.ground_tiles import GroundTiles
from layers.legend import legend
from layers.parcel_tiles import ParcelTiles
from register.reader import Reader
from wording import map as words
from wording.codes import code_word

#: Where a map begins that has nothing to show yet: 大足区, roughly.
EMPTY_BOUNDS = (105.45, 29.35, 106.0, 29.95)


@st.fragment
def show_map(reader: Reader, view: View) -> None:
    """Draw the map; a new click selects the plot or parcel under it and runs the page again."""
    frame = BaseMap(reader.bbox() or EMPTY_BOUNDS, _map_words(), is_staff=reader.audience.is_staff)
    group = folium.FeatureGroup(name="wanted", control=False)
    _ground(reader).add_to(group)
    _parcels(reader, view).add_to(group)
    answer = st_folium(
        frame,
        key="map",
        height=600,
        width=None,
        use_container_width=True,
        feature_group_to_add=[group],
        returned_objects=["last_clicked", "last_object_clicked_tooltip"],
    )
    _take_click(reader, answer or {})


def _take_click(reader: Reader, answer: dict[str, object]) -> None:
    """Act once on each click: the component repeats its last answer on every run."""
    clicked, number = answer.get("last_clicked"), answer.get("last_object_clicked_tooltip")
    if clicked is None or clicked == st.session_state.get("map_click"):
        return
    st.session_state["map_click"] = clicked
    if not isinstance(number, str) or not number.isdecimal():
        return
    picked = reader.holder_of(int(number))
    url_state.write(url_state.SELECTION_KEY, str(Selection(*picked)) if picked else None)
    st.rerun()


def _parcels(reader: Reader, view: View) -> ParcelTiles:
    colours = {c: code_word(MapColour, c, short=True) for c in MapColour}
    counts = reader.colour_counts()
    return ParcelTiles(
        f"/tiles/{reader.audience.digest}/{view.criteria.token()}/{{z}}/{{x}}/{{y}}.mvt?r={reader.revision}",
        words=colours,
        failed=words.TILE_FAILED(),
        selected=_selected_ids(reader, view.selection),
        legend=legend(words.LEGEND(), {**colours, "vacant": words.VACANT()}, counts),
        focus=_focus(reader, view),
    )


def _ground(reader: Reader) -> GroundTiles:
    credit = words.CREDIT_SAMPLE if office().is_sample else words.CREDIT
    return GroundTiles(
        f"/ground/{reader.audience.digest}/{{z}}/{{x}}/{{y}}.mvt?r={reader.revision}",
        credit=credit(day=office().today().isoformat()),
    )


def _selected_ids(reader: Reader, selection: Selection | None) -> list[int]:
    return reader.parcel_ids(selection.kind, selection.code) if selection else []


def _focus(reader: Reader, view: View) -> tuple[float, float, float, float] | None:
    """The map moves to a selection that came from the list or a link, not to one that was clicked on it."""
    if view.selection is None or st.session_state.get("picked_on_map") == str(view.selection):
        return None
    return reader.record_bounds(view.selection.kind, view.selection.code)


def _map_words() -> MapWords:
    return MapWords(words.MAP(), words.ZOOM_IN(), words.ZOOM_OUT(), words.NORTH(), words.MU(), words.COORDINATES())
