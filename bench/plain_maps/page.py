"""`?parcels=N`: the product's base map with N parcels as plain `folium.GeoJson`; without, the empty map."""

from typing import Any

import folium
import numpy as np
import shapely
import streamlit as st
from streamlit_folium import st_folium

from bench.grid import parcels
from layers.base_map import BaseMap, MapWords
from wording.codes import map_words
from wording.styles import map_styles

#: The box of 1,000 parcels, so that an empty page is no world map.
EMPTY_BOUNDS = (105.55, 29.45, 105.59, 29.47)


@st.cache_data
def collection(count: int) -> dict[str, Any]:
    """Every parcel with what the product's tiles carry: number, colour and area."""
    dice, codes = np.random.default_rng(1), list(map_words())
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": number,
                "properties": {"n": f"A{number:04d}", "s": str(dice.choice(codes)), "a": "10.5亩"},
                "geometry": shapely.geometry.mapping(shape),
            }
            for number, shape in enumerate(parcels(count), 1)
        ],
    }


def style(feature: dict[str, Any]) -> dict[str, Any]:
    """Fill and line of the colour code."""
    own = styles[feature["properties"]["s"]]
    return {"fillColor": own["fill"], "color": own["line"], "weight": own["width"], "fillOpacity": 1}


st.set_page_config(page_icon="app_pages/static/icon.png", layout="wide")
count = int(st.query_params.get("parcels", "0"))
styles = map_styles(map_words())
words = MapWords("map", "+", "−", "whole", "N", "mu", "")
shapes = collection(count) if count else None
bounds = shapely.total_bounds(np.array(list(parcels(count)))) if count else EMPTY_BOUNDS
frame = BaseMap(bounds, words)
if shapes:
    folium.GeoJson(shapes, style_function=style).add_to(frame)
st_folium(frame, key="map", height=600, use_container_width=True, returned_objects=["last_clicked"])
