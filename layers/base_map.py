"""The map itself: a folium map that loads nothing from outside and fills its frame."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import folium
from branca.element import MacroElement
from folium.template import Template

from layers.escape import hold_branca_to_literals, literal
from layers.map_script import map_script_url

hold_branca_to_literals()

STATIC = "/app/static"
SCRIPTS = [("mutu_map", map_script_url())]
SHEETS = [("leaflet_css", f"{STATIC}/vendor/leaflet/leaflet.css"), ("mutu_css", f"{STATIC}/style.css")]
MEASURE_SCRIPT = ("measure", f"{STATIC}/vendor/leaflet-measure/leaflet-measure.cn.js")
MEASURE_SHEET = ("measure_css", f"{STATIC}/vendor/leaflet-measure/leaflet-measure.css")


@dataclass(frozen=True)
class MapWords:
    """The words on the map's own controls; `coordinates` holds {x} {y} {zone} {lat} {lon}."""

    map: str
    zoom_in: str
    zoom_out: str
    whole: str
    north: str
    mu: str
    coordinates: str


class _Frame(MacroElement):
    """Controls, first view and the place in the address, set up by `mutu.frame` once the map stands."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        mutu.frame({{ this._parent.get_name() }}, {{ this.wanted }});
        {% endmacro %}
    """)

    def __init__(self, wanted: dict[str, object]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MutuFrame"
        self.wanted = literal(wanted)


class BaseMap(folium.Map):
    """An empty map of local assets alone: no jQuery, no marker fonts, no request to another host.

    The first view is `?at=z/lat/lon` of the page's address, else `bounds`. Its script depends on the
    arguments only, so the frame survives every rerun with the same arguments; all that changes goes into
    feature groups.

    Args:
        bounds: west, south, east, north in degrees of CGCS2000.
        words: the words on the controls.
        whole: what the button `words.whole` shows; no button without it.
        is_staff: shows the coordinates under the pointer and the measuring tool.
    """

    default_js = SCRIPTS
    default_css = SHEETS

    def __init__(
        self, bounds: Sequence[float], words: MapWords, *, whole: Sequence[float] | None = None, is_staff: bool = False
    ) -> None:
        west, south, east, north = (float(v) for v in bounds)
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            tiles=None,
            zoom_control=False,
            max_zoom=20,
            zoom_snap=0.5,
            wheel_px_per_zoom_level=90,
        )
        if is_staff:
            self.default_js = [*SCRIPTS, MEASURE_SCRIPT]
            self.default_css = [*SHEETS, MEASURE_SHEET]
        wanted: dict[str, object] = {
            "bounds": [west, south, east, north],
            "whole": [float(v) for v in whole] if whole else None,
            "words": asdict(words),
            "coordinates": is_staff,
            "measure": is_staff,
        }
        self.add_child(_Frame(wanted), name="frame")
