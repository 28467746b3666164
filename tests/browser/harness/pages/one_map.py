"""一张图 on the invented town: figures, panel and map, put together as the product's page would be."""

from collections import Counter
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

from app_pages.parts.cards import Card, cards
from layers.base_map import BaseMap
from layers.basemaps import AMAP, OSM, RasterBase
from layers.ground_tiles import GroundTiles
from layers.legend import legend
from layers.parcel_tiles import ParcelTiles
from tests.browser.harness import town
from tests.browser.harness.words import CREDIT, FAILED, MAP_WORDS, WORDS
from wording.styles import LEGEND_ORDER

FIGURES = [
    ("可供地块", "11 宗", "459.15", "亩"),
    ("闲置土地", "15 宗", "612.13", "亩"),
    ("低效用地", "20 宗", "845.87", "亩"),
    ("空置厂房", "9 处", "11.8", "万㎡"),
    ("规上亩均税收", "2024 年", "9.6", "万元/亩"),
]

PANEL_SHEET = (Path(__file__).parents[1] / "panel_sheet.html").read_text("utf-8")
rows = town.parcels()
picked = int(st.query_params.get("sel", 0))
criteria = st.query_params.get("criteria", "-")
is_staff = "staff" in st.query_params
base = st.query_params.get("base", "")


def select(parcel_id: int) -> None:
    if parcel_id:
        st.query_params["sel"] = str(parcel_id)
    else:
        st.query_params.pop("sel", None)


def draw_map() -> None:
    counts = Counter(str(r["s"]) for r in rows) | Counter(vacant=sum(bool(p["v"]) for p in town.plants()))
    group = folium.FeatureGroup()
    GroundTiles("/ground/a/-/{z}/{x}/{y}.mvt?r=1", box=town.bounds(), credit=CREDIT, show=not base).add_to(group)
    RasterBase({"amap": AMAP, "osm": OSM}.get(base)).add_to(group)
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


def listed() -> list[Card]:
    order = {code: i for i, code in enumerate(LEGEND_ORDER)}
    return [
        Card(
            id=str(r["id"]),
            title=f"SQ-{r['n']}",
            amount=str(r["a"]).removesuffix("亩"),
            unit="亩",
            line="二类工业 · 滨河路 · 容积率 ≤2.0 · 5,000 kVA",
            swatch=str(r["s"]),
            chips=[(str(r["s"]), WORDS[str(r["s"])])],
            parcels=[int(r["id"])],
        )
        for r in sorted(rows, key=lambda r: order[str(r["s"])])
    ]


def panel() -> None:
    with st.container(key="search"):
        st.text_input(
            "搜索", placeholder="地块编号、道路、用途", label_visibility="collapsed", icon=":material/search:"
        )
        st.pills(
            "状态",
            ["可供 :gray[11]", "预留 :gray[10]", "闲置 :gray[15]", "低效 :gray[20]", "净地 :gray[6]"],
            selection_mode="multi",
            label_visibility="collapsed",
        )
        with st.container(horizontal=True):
            st.popover("面积 20–80 亩")
            chosen = st.segmented_control(
                "条件", ["-", "offered", "idle", "slow-idle"], key="pick", label_visibility="collapsed"
            )
            if chosen and chosen != criteria:
                st.query_params["criteria"] = chosen
                st.rerun()
    with st.container(key="resultbar", horizontal=True):
        st.markdown("**170** 宗 · 5,847.41 亩")
        st.selectbox("排序", ["按状态", "按面积"], label_visibility="collapsed", width=130)
    with st.container(key="list"):
        cards(
            listed(),
            key="cards",
            label="地块",
            empty="没有符合条件的地块",
            selected=str(picked) if picked else None,
            on_pick=lambda value: select(int(value)),
        )


def sheet() -> None:
    with st.container(key="back", horizontal=True):
        st.button("返回列表", icon=":material/arrow_back:", type="tertiary", on_click=select, args=(0,))
        st.html('<span class="source">第 70 / 140 宗</span>')
    with st.container(key="sheet", gap=None):
        st.html(PANEL_SHEET)
    with st.container(key="actions", horizontal=True):
        st.button("打开要素清单", type="primary")
        st.button("打印")


side = "list" if "list" in st.query_params else "map"
with st.container(key="stage", horizontal=True, gap=None):
    with st.container(key="panel", width=400, height="stretch", gap=None):
        if picked and "sheet" in st.query_params:
            sheet()
        else:
            panel()
    with st.container(key="view", height="stretch", gap=None):
        with st.container(key="figures", horizontal=True, gap=None):
            for title, note, number, unit in FIGURES:
                st.button(f"{title} :gray[{note}]\n**{number}** {unit}", key=f"figure_{title}", width="stretch")
        with st.container(key="mapframe"):
            draw_map()
    st.container(key=f"mobile-{side}").empty()
    with st.container(key="switch"):
        st.segmented_control("视图", ["地图", "列表"], default="地图", label_visibility="collapsed")
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
with st.container(key="standing"):
    st.html(
        f'<div class="standing"><span class="badge">示例数据</span><span>数据截至 2025-11-20</span></div>'
        f'<p hidden id="picked">{picked}</p><p hidden id="runs">{st.session_state["runs"]}</p>'
    )
