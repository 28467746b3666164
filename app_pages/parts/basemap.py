"""Which ground lies under the parcels: our own, none, or a service of pictures that this person may choose."""

import streamlit as st

from app_pages.parts import url_state
from layers.basemaps import OWN_GROUND, RasterService, offered_to, tianditu
from settings import settings
from wording import map as words

KEY = "base"
BLANK = "blank"


def services(*, is_staff: bool) -> dict[str, RasterService]:
    """The services by code: the office's own from the settings, 天地图 with a key, and for staff OSM and 高德."""
    now = settings()
    own = [RasterService(s.name, (s.template,), s.attribution, s.review_number) for s in now.tile_services]
    if now.tianditu_key:
        own.append(tianditu(now.tianditu_key, words.BASEMAPS["tianditu"](), now.tianditu_review_number))
    return {service.code: service for service in offered_to(own, is_staff=is_staff)}


def chosen(*, is_staff: bool) -> tuple[bool, RasterService | None]:
    """(whether our own ground is drawn, the service of pictures) as the URL says."""
    code = st.query_params.get(KEY, OWN_GROUND)
    service = services(is_staff=is_staff).get(code)
    return service is None and code != BLANK, service


def choose(*, is_staff: bool) -> None:
    """The choice, over the map's corner."""
    options = [OWN_GROUND, BLANK, *services(is_staff=is_staff)]
    current = st.query_params.get(KEY, OWN_GROUND)
    st.session_state[KEY] = current if current in options else OWN_GROUND
    with st.container(key="basemap"):
        st.selectbox(
            words.BASEMAP(),
            options,
            key=KEY,
            format_func=lambda code: words.BASEMAPS[code]() if code in words.BASEMAPS else code,
            label_visibility="collapsed",
            filter_mode=None,
            on_change=lambda: url_state.write(KEY, st.session_state[KEY]),
        )
