"""The words that the harness hands to the pieces."""

from layers.base_map import MapWords

WORDS = {
    "offered": "可供",
    "reserved": "预留",
    "idle": "闲置",
    "underused": "低效",
    "building": "在建",
    "supplied": "供地",
    "producing": "投产",
    "stopped": "停产",
    "cleared": "净地",
    "raw": "生地",
    "vacant": "空置厂房",
}
MAP_WORDS = MapWords(
    map="地图",
    zoom_in="放大",
    zoom_out="缩小",
    whole="全区",
    north="北",
    mu="亩",
    coordinates="CGCS2000　X {x}　Y {y}　{lat}°N　{lon}°E",
)
FAILED = "此处图形未能载入"
CREDIT = "示例数据，虚构图形 · CGCS2000 · 截至 2025-11-20"
