"""The ground under the parcels: outline, green, water, roads, rail, zones, facilities and their names."""

from collections.abc import Sequence

from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from layers.base_map import SCRIPTS, SHEETS
from layers.escape import literal
from wording.styles import GROUND_NAMES, GROUND_STYLE, LAND


class GroundTiles(JSCSSMixin, Layer):
    """Our own vector context, the default basemap; goes into a feature group like `ParcelTiles`.

    Args:
        url: template of the ground route with `{z}`, `{x}`, `{y}`.
        box: west, south, east, north of all ground, in degrees; no tile is asked for outside it, none without it.
        credit: the line at the bottom right: source, reference system, as-of date.
        show: False hides it, while a raster service stands in its place.
    """

    default_js = SCRIPTS
    default_css = SHEETS
    _template = Template("""
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = new L.GroundState({{ this.wanted }});
        {% endmacro %}
    """)

    def __init__(self, url: str, *, box: Sequence[float] | None, credit: str, show: bool = True) -> None:
        super().__init__(name="ground", overlay=True, control=False)
        self._name = "GroundTiles"
        self.wanted = literal(
            {
                "url": url,
                "box": [float(v) for v in box] if box else None,
                "style": GROUND_STYLE,
                "names": GROUND_NAMES,
                "land": LAND,
                "credit": credit,
                "show": show,
            }
        )
