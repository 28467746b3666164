"""What the layers hand to folium: plain data that runs nothing, loads nothing from outside, and is stable."""

import json

import folium
import pytest
from branca.element import Element
from streamlit_folium import generate_js_hash, generate_leaflet_string

from layers.base_map import BaseMap, MapWords
from layers.basemaps import AMAP, OSM, RasterBase, offered_to, tianditu
from layers.escape import esc, literal
from layers.ground_tiles import GroundTiles
from layers.legend import legend
from layers.parcel_tiles import ParcelTiles
from wording.styles import LEGEND_ORDER, MAP_STYLES

HOSTILE = [
    "{{7*7}}",
    "{%for i in x%}",
    "{#",
    "</script><script>x()</script>",
    "`${x()}`",
    "'\"",
    "\u2028",
    "<img onerror=x()>",
]
WORDS = {**dict.fromkeys(MAP_STYLES, "词"), "vacant": "空置厂房"}
MAP_WORDS = MapWords("地图", "放大", "缩小", "全区", "北", "亩", "{x} {y} {zone} {lat} {lon}")
BOUNDS = (105.7, 29.5, 105.8, 29.6)


def parcels(**more: object) -> ParcelTiles:
    return ParcelTiles("/tiles/a/-/{z}/{x}/{y}.mvt?r=1", words=WORDS, failed="此处图形未能载入", **more)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_literal_says_the_same_text_and_opens_neither_script_nor_template(text: str):
    said = literal({"a": {"b": [text]}})
    assert json.loads(said) == {"a": {"b": [text]}}
    assert not any(opener in said for opener in ("<", "{{", "{%", "{#", "\u2028"))


def test_a_literal_without_a_number_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        literal(float("nan"))


def test_escaped_text_holds_no_markup_and_no_braces():
    assert esc("<b>{{7*7}}</b>`") == "&lt;b&gt;&#123;&#123;7*7&#125;&#125;&lt;/b&gt;&#96;"


def test_branca_says_a_string_instead_of_running_it():
    assert Element("{{7*7}}").render() == "{{7*7}}"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_every_argument_of_a_map_run_nothing(text: str):
    map_ = BaseMap(BOUNDS, MapWords(*[text] * 7), is_staff=True)
    group = folium.FeatureGroup().add_to(map_)
    ParcelTiles(text, words=dict.fromkeys(MAP_STYLES, text), failed=text).add_to(group)
    GroundTiles(text, box=None, credit=text).add_to(group)
    page = map_.get_root().render()
    assert "49" not in page.replace(map_.get_name(), "")[: page.find("L.map")]
    assert "<img onerror" not in page
    assert "</script><script>x()" not in page


def test_a_whole_map_names_no_other_host():
    map_ = BaseMap(BOUNDS, MAP_WORDS, is_staff=True)
    group = folium.FeatureGroup().add_to(map_)
    parcels(legend=legend("图例", WORDS, {"offered": 3})).add_to(group)
    GroundTiles("/ground/a/{z}/{x}/{y}.mvt?r=1", box=None, credit="示例").add_to(group)
    page = map_.get_root().render().replace("http://www.w3.org/2000/svg", "")
    assert "http" not in page.replace("http-equiv", "")


def test_the_frame_survives_selection_filter_and_revision():
    def key(**wish: object) -> str:
        map_ = BaseMap(BOUNDS, MAP_WORDS)
        map_.get_root().render()
        group = folium.FeatureGroup().add_to(map_)
        parcels(**wish).add_to(group)
        map_._children.pop(group.get_name())
        return generate_js_hash(generate_leaflet_string(map_), "map")

    assert key() == key(selected=[3], focus=BOUNDS)


def test_the_measuring_tool_and_the_coordinates_are_for_staff_only():
    assert "leaflet-measure" in BaseMap(BOUNDS, MAP_WORDS, is_staff=True).get_root().render()
    assert "leaflet-measure" not in BaseMap(BOUNDS, MAP_WORDS).get_root().render()


def test_a_visitor_is_offered_approved_services_only():
    approved = tianditu("key", "天地图", "GS(2024)0568号")
    unapproved = tianditu("key", "天地图", "")
    assert offered_to([approved, unapproved], is_staff=False) == [approved]
    assert offered_to([approved], is_staff=True) == [approved, OSM, AMAP]


def test_amap_is_moved_and_nothing_else_is():
    assert '"shift":true' in RasterBase(AMAP).wanted
    assert '"shift":false' in RasterBase(OSM).wanted
    assert '"layers":[]' in RasterBase(None).wanted


def test_tianditu_asks_the_map_and_its_names_with_the_key_and_shows_its_approval_number():
    wish = json.loads(RasterBase(tianditu("KEY", "天地图", "GS(2024)0568号")).wanted)
    assert ["LAYER=vec&" in wish["layers"][0]["url"], "LAYER=cva&" in wish["layers"][1]["url"]] == [
        True,
        True,
    ]
    assert wish["layers"][0]["url"].endswith("tk=KEY")
    assert wish["credit"] == "天地图 GS(2024)0568号"


def test_the_legend_leaves_out_what_is_not_there_or_not_to_be_seen():
    counts = {"offered": 11, "idle": 15, "producing": 1200}
    made = legend("图例与图层", WORDS, counts, codes=[c for c in LEGEND_ORDER if c != "idle"])
    assert [(r["code"], r["count"]) for r in made["rows"]] == [("offered", "11"), ("producing", "1,200")]
