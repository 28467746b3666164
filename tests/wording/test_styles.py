"""One table of colours: readable chips, codes told apart without colour vision, one source for the sheet."""

from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from wording.styles import CHIPS, LEGEND_ORDER, MAP_STYLES, PAPER, map_styles, swatch_svg, with_codes

CODES = {
    "idle",
    "underused",
    "offered",
    "reserved",
    "building",
    "producing",
    "stopped",
    "supplied",
    "cleared",
    "raw",
}
SHEET = Path(__file__).parents[2] / "app_pages" / "static" / "style.css"

# Viénot, Brettel, Mollon 1999, in linear RGB.
BLINDNESS = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def linear(colour: str) -> tuple[float, ...]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def luminance(colour: str) -> float:
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    r, g, b = (max(0.0, v) for v in rgb)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, blindness: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    return lab(tuple(sum(m * v for m, v in zip(row, rgb, strict=True)) for row in BLINDNESS[blindness]))


def distance(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("code", CHIPS)
def test_chip_text_stands_out_from_its_ground_and_from_paper(code: str):
    assert contrast(CHIPS[code].text, CHIPS[code].ground) >= 4.5
    assert contrast(CHIPS[code].text, PAPER) >= 4.5


def test_every_colour_code_has_a_style_a_place_in_the_legend_and_a_chip():
    assert set(MAP_STYLES) == set(LEGEND_ORDER) == CODES
    assert set(CHIPS) >= CODES


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize(("a", "b"), list(combinations(sorted(CODES), 2)))
def test_two_codes_differ_in_fill_pattern_or_dash_for_the_colour_blind(a: str, b: str, blindness: str):
    one, two = MAP_STYLES[a], MAP_STYLES[b]
    fills = distance(seen(one.fill, blindness), seen(two.fill, blindness))
    assert fills >= 6 or one.pattern != two.pattern or one.dash != two.dash


def test_a_pattern_can_be_seen_on_its_own_fill():
    for style in MAP_STYLES.values():
        if style.pattern:
            assert distance(lab(linear(style.ink)), lab(linear(style.fill))) >= 20


def test_a_code_without_a_word_is_refused():
    with pytest.raises(KeyError):
        map_styles({"offered": "可供"})


def test_styles_for_the_map_carry_the_word_and_keep_the_painting_order():
    styles = map_styles(dict.fromkeys(CODES, "词"))
    assert list(styles) == list(MAP_STYLES)
    assert styles["offered"]["word"] == "词"


@pytest.mark.parametrize("code", [*LEGEND_ORDER, "vacant"])
def test_a_swatch_is_a_well_formed_picture(code: str):
    assert ElementTree.fromstring(swatch_svg(code)).tag.endswith("svg")


def test_the_style_sheet_holds_the_rules_of_the_table():
    sheet = SHEET.read_text("utf-8")
    assert sheet == with_codes(sheet), "run python -m wording.styles app_pages/static/style.css"
