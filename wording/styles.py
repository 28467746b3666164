"""Colour, outline and pattern of each code: the one table from which map, chip, swatch and legend are made.

Fills alone do not carry the meaning: simulated colour-blindness leaves some of them 3 to 5 ΔE apart, so
each of the neighbours bears a pattern too, and every place that shows a colour also shows its word.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

INK = "#1F2A33"
PAPER = "#FFFFFF"
LAND = "#F6F6F1"


@dataclass(frozen=True)
class Chip:
    """Text and ground of a small label; their contrast is at least 4.5:1."""

    text: str
    ground: str


GREEN = Chip("#00583F", "#DDF1EA")
BLUE = Chip("#185B87", "#DFEFF9")
ORANGE = Chip("#9A3F00", "#FBE6D8")
YELLOW = Chip("#6E4E00", "#F9EBC6")
VIOLET = Chip("#81395E", "#F4E4EC")
PURPLE = Chip("#4F4370", "#ECE9F3")
GREY = Chip("#46525A", "#EDF0F1")
OCHRE = Chip("#8A5A0B", "#FFF9EC")
TEAL = Chip("#0B6E75", "#E3F0F0")


@dataclass(frozen=True)
class MapStyle:
    """How a parcel of one colour code is drawn.

    Attributes:
        fill, line: colours of the surface and of the outline.
        pattern: `diagonal`, `dots`, `horizontal`, `vertical` or empty; `ink` is the colour of its motif.
        dash: lengths of the outline's strokes and gaps in px; empty is a full line.
        width_px: width of the outline from zoom 15.
        is_bold: the label is bold, is written first and always with the area.
    """

    fill: str
    line: str
    chip: Chip
    pattern: str = ""
    ink: str = ""
    dash: tuple[int, ...] = ()
    width_px: float = 1.0
    is_bold: bool = False


# In the order in which they are painted: what matters most comes last, so no neighbour covers its outline.
MAP_STYLES: Mapping[str, MapStyle] = {
    "raw": MapStyle("#FBFBF8", "#A9B0AB", GREY, dash=(2, 3)),
    "cleared": MapStyle("#E9F2EC", "#8FAE9E", GREY),
    "supplied": MapStyle("#F1EEF7", "#6B5B8C", PURPLE, pattern="vertical", ink="#B9AED2"),
    "producing": MapStyle("#DCE1E3", "#B4BDC2", GREY),
    "stopped": MapStyle("#C2C9CE", "#6F7B83", GREY),
    "building": MapStyle("#F1E0E9", "#96466F", VIOLET, pattern="horizontal", ink="#C58FAC"),
    "reserved": MapStyle("#B5DBF2", "#1F6FA3", BLUE, dash=(5, 3), width_px=1.2),
    "underused": MapStyle("#FAEBC6", "#8A6100", YELLOW, pattern="dots", ink="#A87A0A", width_px=1.2),
    "idle": MapStyle("#FCEADF", "#B34A00", ORANGE, pattern="diagonal", ink="#D4753B", width_px=1.4),
    "offered": MapStyle("#5DBB9E", "#006B4F", GREEN, width_px=1.6, is_bold=True),
}

# In the order of a legend: what a visitor looks for comes first.
LEGEND_ORDER = (
    "offered",
    "reserved",
    "idle",
    "underused",
    "building",
    "supplied",
    "producing",
    "stopped",
    "cleared",
    "raw",
)

PLANT_STYLES = {
    "plain": {"fill": "#BFC8CD", "line": "#9DA8AE", "width": 0.7},
    "vacant": {"fill": PAPER, "line": INK, "width": 1.3},
}

# Chips of codes that are no colours of the map; what is not listed is grey.
CHIPS: Mapping[str, Chip] = {
    **{code: style.chip for code, style in MAP_STYLES.items()},
    "vacant": ORANGE,
    "partly_vacant": ORANGE,
    "recognised": ORANGE,
    "suspected": ORANGE,
    "flagged": YELLOW,
    "confirmed": YELLOW,
    "overdue": YELLOW,
    "suspected_idle": ORANGE,
    "idle_holder": ORANGE,
    "idle_two_years": ORANGE,
    "idle_government": BLUE,
    "may_recognise": ORANGE,
    "executing": BLUE,
    "closed": TEAL,
    "reviewed": TEAL,
    "reopened": ORANGE,
    "met": TEAL,
    "missed": ORANGE,
    "A": GREEN,
    "B": BLUE,
    "C": YELLOW,
    "D": ORANGE,
    "new": GREEN,
    "changed": YELLOW,
    "refused": ORANGE,
    "error": ORANGE,
    "warning": YELLOW,
    "sample": OCHRE,
    "done": TEAL,
}


@dataclass(frozen=True)
class AreaStyle:
    """A surface and its outline."""

    fill: str
    line: str


#: What becomes of a row of a file, on the map of its preview.
OUTCOME_STYLES: Mapping[str, AreaStyle] = {
    "new": AreaStyle("#8FD0BA", "#006B4F"),
    "changed": AreaStyle("#F6DFA4", "#8A6100"),
    "unchanged": AreaStyle("#E4E8EA", "#87949B"),
}

GROUND_STYLE: Mapping[str, object] = {
    "outline": {"fill": "#FBFBF7", "line": "#8E989C", "width": 1.2, "dash": [10, 4, 2, 4]},
    "green": {"fill": "#E6EFDD"},
    "water": {"fill": "#CFE3EF", "line": "#A9CBDD", "width": 1},
    "road": {
        3: {"metres": 9, "least": 0.8, "casing": "#DADEDC", "surface": PAPER},
        2: {"metres": 18, "least": 1.4, "casing": "#D3D8D6", "surface": PAPER},
        1: {"metres": 32, "least": 2.2, "casing": "#DDD6C3", "surface": "#FFFBF0", "centre": "#E9D9B4"},
    },
    "rail": [
        {"line": "#A9B1B5", "width": 3.2},
        {"line": PAPER, "width": 1.8, "dash": [9, 9]},
    ],
    "zone": {"line": "#9AA5AA", "width": 1, "dash": [6, 5]},
    "facility": {"fill": "#E7E5EE", "line": "#7A7391", "width": 0.8},
}

_NAME = {"size": 12, "spacing": 0, "from": 15, "mainFrom": 13, "halo": "rgba(255,255,255,.9)"}
#: Of a whole park: seen from afar, written where there is room.
_AREA_NAME = {
    **_NAME,
    "colour": "#46525A",
    "size": 13,
    "from": 9,
    "mainFrom": 9,
    "until": 14.5,
    "rank": 7.5,
    "moves": [0, -26, 26, -44, 44],
}
GROUND_NAMES: Mapping[str, Mapping[str, object]] = {
    "road": {**_NAME, "colour": "#5B6770", "spacing": 1},
    "rail": {**_NAME, "colour": "#5B6770", "spacing": 1},
    "water": {**_NAME, "colour": "#3F7791", "spacing": 5, "from": 14, "halo": "rgba(255,255,255,.75)"},
    "green": {**_NAME, "colour": "#4F7350", "from": 14, "halo": "rgba(255,255,255,.75)"},
    "outline": _AREA_NAME,
    "park": _AREA_NAME,
    "*": {**_NAME, "colour": "#5B6770"},
}


def map_styles(words: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """The styles as the map's script takes them, each with its word, in painting order."""
    return {
        code: {
            "fill": s.fill,
            "line": s.line,
            "width": s.width_px,
            "dash": list(s.dash),
            "pattern": s.pattern,
            "ink": s.ink,
            "bold": s.is_bold,
            "word": words[code],
        }
        for code, s in MAP_STYLES.items()
    }


def chip_of(code: str) -> Chip:
    """The chip of a code; grey for a code without a colour of its own."""
    return CHIPS.get(code, GREY)


_MOTIFS = {
    "diagonal": '<path d="M2 10 10 2M2 16 16 2M8 16l8-8" stroke="{ink}" stroke-width="1.6"/>',
    "horizontal": '<path d="M3 6h12M3 9h12M3 12h12" stroke="{ink}" stroke-width="1.1"/>',
    "vertical": '<path d="M6 3v12M9 3v12M12 3v12" stroke="{ink}" stroke-width="1.1"/>',
    "dots": '<g fill="{ink}"><circle cx="6" cy="6" r="1.1"/><circle cx="12" cy="6" r="1.1"/>'
    '<circle cx="6" cy="12" r="1.1"/><circle cx="12" cy="12" r="1.1"/><circle cx="9" cy="9" r="1.1"/></g>',
    "": "",
}

_WORKS = (
    f'<circle cx="9" cy="9" r="8" fill="{INK}"/>'
    f'<path d="M4.5 12.5V5.8h1.8v2.3L9 6.2v1.9l2.7-1.9v1.9l1.8-1.2v5.6Z" fill="{PAPER}"/>'
)


def swatch_svg(code: str) -> str:
    """A picture of 18 × 18 px of a colour code, or of the mark `vacant`, for legends and lists."""
    if code == "vacant":
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18">{_WORKS}</svg>'
    style = MAP_STYLES[code]
    frame = f'x="2.5" y="2.5" width="13" height="13" rx="2.5" stroke="{style.line}" stroke-width="1.5"'
    dash = f' stroke-dasharray="{3 if style.dash[0] > 2 else 1.6} 2"' if style.dash else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18">'
        f'<rect {frame} fill="{style.fill}" stroke-opacity="0"/>'
        f"{_MOTIFS[style.pattern].format(ink=style.ink)}"
        f'<rect {frame} fill="none"{dash}/></svg>'
    )


def swatch_uri(code: str) -> str:
    """The swatch as a `data:` address, for `<img src>` and CSS."""
    return "data:image/svg+xml," + quote(swatch_svg(code), safe="/:=' ,.-")


def codes_css() -> str:
    """Rules `.chip-CODE` and `.sw-CODE` of every code, the same on pages and inside components."""
    chips = [f".chip-{code}{{color:{c.text};background:{c.ground}}}" for code, c in CHIPS.items()]
    swatches = [f'.sw-{code}{{background-image:url("{swatch_uri(code)}")}}' for code in (*LEGEND_ORDER, "vacant")]
    return "\n".join([*chips, *swatches]) + "\n"


BEGIN, END = "/* codes: begin (written by python -m wording.styles FILE) */\n", "/* codes: end */\n"


def with_codes(sheet: str) -> str:
    """The style sheet with the rules of the codes written anew between their two marks."""
    before, rest = sheet.split(BEGIN)
    return before + BEGIN + codes_css() + END + rest.split(END)[1]


def main() -> None:
    """Write the rules of the codes into the style sheet named on the command line."""
    sheet = Path(sys.argv[1])
    sheet.write_text(with_codes(sheet.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
