"""一张图 on the invented town: figures, panel and map, put together as the product's page would be."""

from collections import Counter

import folium
import streamlit as st
from streamlit_folium import st_folium

from layers.base_map import BaseMap
from layers.basemaps import RasterBase
from layers.ground_tiles import GroundTiles
from layers.legend import legend
from layers.parcel_tiles import ParcelTiles
from tests.browser.harness import town
from tests.browser.harness.words import CREDIT, FAILED, MAP_WORDS, WORDS

rows = town.parcels()
picked = int(st.query_params.get("sel", 0))
criteria = st.query_params.get("criteria", "-")
is_staff = "staff" in st.query_params


def select(parcel_id: int) -> None:
    if parcel_id:
        st.query_params["sel"] = str(parcel_id)
    else:
        st.query_params.pop("sel", None)


@st.cache_resource
def base(bounds: tuple[float, ...], is_staff: bool) -> BaseMap:
    return BaseMap(bounds, MAP_WORDS, is_staff=is_staff)


def draw_map() -> None:
    counts = Counter(str(r["s"]) for r in rows) | Counter(vacant=sum(bool(p["v"]) for p in town.plants()))
    group = folium.FeatureGroup()
    GroundTiles("/ground/a/-/{z}/{x}/{y}.mvt?r=1", credit=CREDIT).add_to(group)
    RasterBase(None).add_to(group)
    ParcelTiles(
        f"/tiles/a/{criteria}/{{z}}/{{x}}/{{y}}.mvt?r=1",
        words=WORDS,
        failed=FAILED,
        selected=[picked] if picked else [],
        focus=town.outline_of(picked) if picked else None,
        legend=legend("图例与图层", WORDS, counts),
    ).add_to(group)
    answer = st_folium(
        BaseMap(town.bounds(), MAP_WORDS, is_staff=is_staff),
        key="map",
        height=600,
        use_container_width=True,
        feature_group_to_add=[group],
        returned_objects=["last_clicked", "last_object_clicked_tooltip"],
    )
    clicked = answer.get("last_clicked")
    if clicked and clicked != st.session_state.get("seen_click"):
        st.session_state["seen_click"] = clicked
        select(int(answer.get("last_object_clicked_tooltip") or 0))
        st.rerun()


with st.container(key="stage", horizontal=True, gap=None):
    with st.container(key="panel", width=400, height="stretch", gap=None):
        st.text_input("搜索", placeholder="地块编号、道路、用途", label_visibility="collapsed")
        criteria_now = st.segmented_control(
            "条件", ["-", "offered", "idle", "slow-idle"], default=None, key="pick"
        )
        if criteria_now and criteria_now != criteria:
            st.query_params["criteria"] = criteria_now
            st.rerun()
        st.html(f'<p id="picked">{picked}</p><p id="runs">{st.session_state.setdefault("runs", 0)}</p>')
        st.session_state["runs"] += 1
    with st.container(key="view", height="stretch", gap=None):
        with st.container(key="figures", horizontal=True, gap=None):
            for title, note, number, unit in (
                ("可供地块", "11 宗", "459.15", "亩"),
                ("闲置土地", "15 宗", "612.13", "亩"),
                ("低效用地", "20 宗", "845.87", "亩"),
                ("空置厂房", "9 处", "11.8", "万㎡"),
                ("规上亩均税收", "2024 年", "9.6", "万元/亩"),
            ):
                st.button(
                    f"{title} :gray[{note}]\n**{number}** {unit}", key=f"figure_{title}", width="stretch"
                )
        with st.container(key="mapframe"):
            draw_map()
