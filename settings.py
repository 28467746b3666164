"""What an operator can set, by environment (`MUTU_…`). Read by the doors only; everything else is handed its values."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

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
        services = {f"https://{urlsplit(s.url).hostname}" for s in self.tile_services}
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
