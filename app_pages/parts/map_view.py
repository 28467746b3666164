"""The map in its frame: what it shows is said in plain data, what is clicked comes back as a number."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from app_pages.parts import basemap, session, url_state
from app_pages.parts.url_state import Selection, View
from domain.codes import Marketing, Occupancy
from domain.criteria import NO_DATA, Criteria
from layers.base_map import BaseMap, MapWords
from layers.basemaps import RasterBase
from layers.ground_tiles import GroundTiles
from layers.legend import legend
from layers.parcel_tiles import ParcelTiles
from register.answers import Box
from register.reader import Reader
from wording import map as words
from wording import pages
from wording.codes import map_words

#: Where a map begins that has nothing to show yet: 大足区, roughly.
EMPTY_BOUNDS = (105.45, 29.35, 106.0, 29.95)


@st.fragment
def show_map(default_kind: str) -> None:
    """Draw the map; a new click selects the plot or parcel under it and runs the page again.

    A fragment runs without its page, so it asks anew who is there and what the URL says.
    """
    reader, view = session.reader(), url_state.read_view(default_kind)
    whole = reader.bbox(Criteria("parcel")) or EMPTY_BOUNDS
    frame = BaseMap(_home(reader) or whole, _map_words(), whole=whole, is_staff=reader.audience.is_staff)
    group = folium.FeatureGroup(name="wanted", control=False)
    is_own, service = basemap.chosen(is_staff=reader.audience.is_staff)
    _ground(reader, show=is_own).add_to(group)
    RasterBase(service).add_to(group)
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
    picked = _record_of(reader, int(number))
    url_state.select(picked, is_from_map=True)
    st.rerun()


def _record_of(reader: Reader, parcel_id: int) -> Selection | None:
    """The offered or reserved plot that holds a parcel, else the parcel; None beside all parcels."""
    code = reader.code_of("parcel", parcel_id)
    if code is None:
        return None
    parcel = reader.record("parcel", code) or {}
    if parcel.get("plot_id") and parcel.get("marketing") in (Marketing.OFFERED, Marketing.RESERVED):
        plot = reader.code_of("plot", parcel["plot_id"])
        if plot:
            return Selection("plot", plot)
    return Selection("parcel", code)


def _parcels(reader: Reader, view: View) -> ParcelTiles:
    colours = map_words()
    return ParcelTiles(
        f"/tiles/{reader.audience.digest}/{view.criteria.token()}/{{z}}/{{x}}/{{y}}.mvt?r={reader.revision}",
        words=colours,
        failed=pages.TILE_FAILED(),
        selected=_selected_ids(reader, view.selection),
        legend=legend(pages.LEGEND(), {**colours, "vacant": words.VACANT()}, _legend_counts(reader)),
        focus=_focus(reader, view),
        results=None if view.selection or view.criteria.is_empty else reader.bbox(view.criteria),
        loading=words.LOADING(),
    )


def _legend_counts(reader: Reader) -> dict[str, int]:
    """Parcels of each colour and plants with a vacant unit, as this audience sees them."""
    occupancy = reader.facets(Criteria("plant")).get("occupancy", {})
    vacant = occupancy.get(Occupancy.VACANT, 0) + occupancy.get(Occupancy.PARTLY_VACANT, 0)
    return {**reader.facets(Criteria("parcel")).get("colour", {}), "vacant": vacant}


def _ground(reader: Reader, *, show: bool) -> GroundTiles:
    credit = words.CREDIT_SAMPLE if session.office().is_sample else words.CREDIT
    return GroundTiles(
        f"/ground/{reader.audience.digest}/{{z}}/{{x}}/{{y}}.mvt?r={reader.revision}",
        box=reader.ground_box(),
        credit=credit(day=session.office().today().isoformat()),
        show=show,
    )


def _selected_ids(reader: Reader, selection: Selection | None) -> list[int]:
    """The parcels that are outlined: the parcel, those of the plot, the one under the plant."""
    if selection is None:
        return []
    found = reader.record(selection.kind, selection.code)
    if found is None:
        return []
    if selection.kind == "parcel":
        return [found["id"]]
    if selection.kind == "plant":
        return [found["parcel_id"]] if found.get("parcel_id") else []
    return [p["id"] for p in reader.related(selection.kind, selection.code).parcels]


def _focus(reader: Reader, view: View) -> Box | None:
    """Where the map moves to: a selection that came from the list or a link (not one clicked on it), or a lone park."""
    if view.selection is None:
        parks = view.criteria.values("park")
        return reader.bbox(Criteria.of("parcel", {"park": parks})) if len(parks) == 1 else None
    if st.session_state.get(url_state.PICKED_ON_MAP) == str(view.selection):
        return None
    found = reader.record(view.selection.kind, view.selection.code)
    return found.get("bbox") if found else None


def _home(reader: Reader) -> Box | None:
    """The first view: the park with the most parcels, large enough to read; the rest is one click away."""
    counts = reader.facets(Criteria("parcel")).get("park", {})
    largest = max((park for park in counts if park != NO_DATA), key=lambda park: counts[park], default=None)
    return reader.bbox(Criteria.of("parcel", {"park": [largest]})) if largest else None


def _map_words() -> MapWords:
    return MapWords(
        pages.MAP(), words.ZOOM_IN(), words.ZOOM_OUT(), words.WHOLE(), words.NORTH(), words.MU(), words.COORDINATES()
    )
