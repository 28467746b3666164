"""The parcels on the map: a wish in plain data that our own tile layer in the browser carries out."""

from collections.abc import Mapping, Sequence

from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from layers.base_map import SCRIPTS, SHEETS
from layers.escape import literal
from wording.styles import PLANT_STYLES, map_styles

# Zoom from which the label of a colour code may be written; "*" is every other code, "area" the second line.
LABEL_FROM: Mapping[str, float] = {"offered": 14.5, "reserved": 15.5, "*": 15.5, "area": 16}


class ParcelTiles(JSCSSMixin, Layer):
    """Parcels, plants, their labels, hover, selection and legend.

    Put it into a `folium.FeatureGroup` handed to `st_folium(feature_group_to_add=[…])`: the browser makes
    the real layer once and takes later wishes as updates. A changed `selected`, `legend` or `focus` asks no
    tile, a changed `url` asks the visible ones and keeps the old picture until they are there.

    A click arrives in Python as `last_object_clicked_tooltip`: the numeric parcel id as text, `"0"` where
    no parcel lies; act on it only when `last_clicked` is new.

    Args:
        url: template of the tile route with `{z}`, `{x}`, `{y}`; audience, criteria and revision filled in.
        words: word of each colour code.
        failed: what a tile says that could not be loaded (此处图形未能载入).
        selected: numeric ids of the parcels outlined as selected.
        hidden: colour codes not drawn at first (and `vacant`); the person's own switches win, they stand
            in `?hide=` of the page's address.
        legend: the rows made by `layers.legend.legend`; None shows none.
        focus: west, south, east, north in degrees to move to gently; acted on when it differs from the last.
        results: the box of what a filter found; moved to only where nothing of it is in view.
        loading: what the map says while tiles take longer than a moment.
        tip: whether the pointer shows number, word and area.
        label_from: see LABEL_FROM.
    """

    default_js = SCRIPTS
    default_css = SHEETS
    _template = Template("""
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = new L.ParcelState({{ this.wanted }});
        {% endmacro %}
    """)

    def __init__(
        self,
        url: str,
        *,
        words: Mapping[str, str],
        failed: str,
        selected: Sequence[int] = (),
        hidden: Sequence[str] = (),
        legend: Mapping[str, object] | None = None,
        focus: Sequence[float] | None = None,
        results: Sequence[float] | None = None,
        loading: str = "",
        tip: bool = True,
        label_from: Mapping[str, float] = LABEL_FROM,
    ) -> None:
        super().__init__(name="parcels", overlay=True, control=False)
        self._name = "ParcelTiles"
        self.wanted = literal(
            {
                "url": url,
                "styles": map_styles(words),
                "plant": PLANT_STYLES,
                "failed": failed,
                "selected": [int(i) for i in selected],
                "hidden": list(hidden),
                "legend": legend,
                "focus": [float(v) for v in focus] if focus else None,
                "results": [float(v) for v in results] if results else None,
                "loading": loading,
                "tip": tip,
                "labelFrom": dict(label_from),
            }
        )
