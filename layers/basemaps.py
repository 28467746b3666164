"""The choice of basemaps: our own ground, 天地图, the office's own services and, for staff, OSM and 高德.

高德 is published in GCJ-02. Its pictures are moved in the browser so that they fit under our shapes; no
coordinate of ours is ever expressed in GCJ-02, so none can be stored or exported.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from layers.base_map import SCRIPTS, SHEETS
from layers.escape import literal

OWN_GROUND = "ground"


@dataclass(frozen=True)
class RasterService:
    """One raster basemap that the office or the product offers.

    Attributes:
        code: stands in the address of the page.
        urls: templates with `{x}`, `{y}`, `{z}`, lowest first.
        credit: source and, for a public page, approval number (审图号), shown on the map.
        approval_number: the 审图号; without one a service is shown to staff only.
        is_gcj02: the pictures are moved for display.
        max_zoom: deepest level of the service; deeper views enlarge it.
    """

    code: str
    urls: tuple[str, ...]
    credit: str
    approval_number: str = ""
    is_gcj02: bool = False
    subdomains: tuple[str, ...] = field(default=())
    max_zoom: int = 18

    @property
    def is_public(self) -> bool:
        """Whether a public page may show it: only with its approval number (地图管理条例 第十五条)."""
        return bool(self.approval_number)


def tianditu(key: str, credit: str, approval_number: str) -> RasterService:
    """天地图: vector map and its names (vec_w, cva_w), in CGCS2000 by Web Mercator tiles; needs a key."""
    template = (
        "https://t{s}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
        "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk="
    )
    urls = tuple(template.replace("{layer}", layer) + key for layer in ("vec", "cva"))
    return RasterService("tianditu", urls, credit, approval_number, subdomains=tuple("01234567"))


OSM = RasterService("osm", ("https://tile.openstreetmap.org/{z}/{x}/{y}.png",), "© OpenStreetMap", max_zoom=19)
AMAP = RasterService(
    "amap",
    ("https://webrd0{s}.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}",),
    "© 高德地图",
    is_gcj02=True,
    subdomains=tuple("1234"),
)


def offered_to(services: Sequence[RasterService], *, is_staff: bool) -> list[RasterService]:
    """The services that this person may choose beside our own ground: staff all, others approved ones."""
    known = [*services, OSM, AMAP] if is_staff else list(services)
    return [s for s in known if is_staff or s.is_public]


class RasterBase(JSCSSMixin, Layer):
    """A raster service under the parcels; without a service it clears the one that stood there."""

    default_js = SCRIPTS
    default_css = SHEETS
    _template = Template("""
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = new L.RasterState({{ this.wanted }});
        {% endmacro %}
    """)

    def __init__(self, service: RasterService | None) -> None:
        super().__init__(name="raster", overlay=True, control=False)
        self._name = "RasterBase"
        urls = service.urls if service else ()
        self.wanted = literal(
            {
                "layers": [
                    {
                        "url": url,
                        "subdomains": list(service.subdomains) or ["a"],
                        "shift": service.is_gcj02,
                        "maxNativeZoom": service.max_zoom,
                    }
                    for url in urls
                    if service
                ],
                "credit": " ".join(filter(None, (service.credit, service.approval_number))) if service else None,
            }
        )
