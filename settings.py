"""What an operator can set, by environment (`MUTU_…`). Read by the doors only; everything else is handed its values."""

from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent
SAMPLE = ROOT / "data" / "parcels" / "sample.gpkg"


class TileService(BaseModel):
    """A map service of the office's own: XYZ template or WMTS address, with what must be printed beside it."""

    name: str
    url: str
    attribution: str
    review_number: str = Field(default="", description="审图号, shown on the map; without it staff pages only")
    kind: str = Field(default="xyz", pattern="^(xyz|wmts)$")
    layer: str = ""
    matrix_set: str = Field(default="w", description="WMTS only: its Web Mercator tile matrix set, levels 0, 1 …")
    picture_format: str = "image/png"

    @property
    def template(self) -> str:
        """The address of one picture with {x} {y} {z}: an XYZ template as it is, WMTS as a GetTile request."""
        if self.kind == "xyz":
            return self.url
        glue = "&" if "?" in self.url else "?"
        return (
            f"{self.url}{glue}SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&STYLE=default&LAYER={quote(self.layer)}"
            f"&TILEMATRIXSET={quote(self.matrix_set)}&FORMAT={quote(self.picture_format)}"
            "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
        )

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser's policy names them."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


class Settings(BaseSettings):
    """`MUTU_RECORD=/data/record.gpkg`, `MUTU_URL=https://land.example.cn`, …"""

    model_config = SettingsConfigDict(env_prefix="MUTU_", env_nested_delimiter="__")

    record: Path = ROOT / "var" / "mutu.gpkg"
    address: str = "127.0.0.1"
    port: int = 8501
    url: str = Field(default="", description="the address that people type; fixes Host and Origin")
    plain_http: bool = Field(default=False, description="allow sign-in over http beyond this machine")
    trusted_proxies: list[str] = Field(default_factory=list)
    tianditu_key: str = ""
    tianditu_review_number: str = ""
    tile_services: list[TileService] = Field(default_factory=list)

    @property
    def map_image_hosts(self) -> tuple[str, ...]:
        """The hosts from which a browser may fetch basemap pictures; nothing else leaves the house."""
        services = {s.origin for s in self.tile_services}
        if self.tianditu_key:
            services.add("https://*.tianditu.gov.cn")
        return tuple(sorted(services | {"https://tile.openstreetmap.org", "https://*.is.autonavi.com"}))

    @property
    def is_default_record(self) -> bool:
        """The operator named no record: where the file is missing, the sample takes its place."""
        return self.record == ROOT / "var" / "mutu.gpkg"


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
