"""The small map of a document: what it draws, how far it sees, and that no two labels overlap."""

import re

import pytest
from shapely import LineString, box

from layers.site_map import MapGround, MapParcel, MapPlant, MapWords, Site, reach_m, site_map_svg

WORDS = MapWords("位置图", "北", "示例数据 · CGCS2000")


def labels(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</text>", svg)


def test_map_of_a_small_plot_reaches_four_hundred_metres_to_either_side() -> None:
    assert reach_m(box(0, 0, 100, 100)) == pytest.approx(400)


def test_map_of_a_large_plot_keeps_it_within_half_of_the_frame() -> None:
    # 1,000 m north to south may take 129 of 258 px: 0.129 px a metre, so 200 px are 1,550 m
    assert reach_m(box(0, 0, 500, 1000)) == pytest.approx(200 / 0.129)


def test_each_colour_has_its_pattern_and_the_subject_is_labelled() -> None:
    parcels = [MapParcel(box(-100, -50, 0, 50), "idle", "A01"), MapParcel(box(0, -50, 100, 50), "offered", "A02")]
    svg = site_map_svg(Site(box(0, -50, 100, 50), "A02", parcels, [MapPlant(box(10, -10, 30, 10), True)]), WORDS)
    assert 'fill="url(#site-idle)"' in svg
    assert 'fill="#5DBB9E"' in svg
    assert labels(svg) == ["A02", "A01", "北", "200 m", "示例数据 · CGCS2000"]


def test_parcel_too_small_for_its_number_bears_none() -> None:
    tiny = MapParcel(box(200, 100, 210, 110), "raw", "Z99")
    assert "Z99" not in labels(site_map_svg(Site(box(0, 0, 80, 80), "A", [tiny]), WORDS))


def test_road_is_named_once_along_its_line() -> None:
    pieces = [MapGround(LineString([(-900, y), (900, y + 200)]), "road", "工业大道", 1) for y in (100, 130)]
    svg = site_map_svg(Site(box(-40, -40, 40, 40), "A", (), (), pieces), WORDS)
    assert labels(svg).count("工业大道") == 1
    assert "rotate(-6.3" in svg  # 200 m up over 1,800 m


def test_what_lies_outside_the_frame_is_cut_off() -> None:
    far = MapParcel(box(5000, 5000, 6000, 6000), "raw", "F")
    svg = site_map_svg(Site(box(0, 0, 80, 80), "", [far]), WORDS)
    assert not re.search(r"\d{4,}\.\d", svg)
