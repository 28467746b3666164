"""The formats in which what a person sees can leave, and what each cannot carry."""

from dataclasses import dataclass
from enum import StrEnum


class ExchangeFormat(StrEnum):
    """By the suffix under which a file of it is saved; a shapefile leaves as an archive of its parts."""

    GPKG = "gpkg"
    GEOJSON = "geojson"
    SHAPEFILE = "zip"
    FLATGEOBUF = "fgb"
    KML = "kml"
    DXF = "dxf"
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class Traits:
    """What a format is like.

    `driver` is GDAL's name, None where we write it ourselves; `fixed_crs` the only CRS that it knows; `is_typed`
    whether it holds days as days; `needs_plane` whether degrees make no sense in it; `encodings` the first is default.
    """

    media_type: str
    driver: str | None = None
    fixed_crs: str | None = None
    is_typed: bool = False
    needs_plane: bool = False
    encodings: tuple[str, ...] = ("UTF-8",)


#: What WGS 84 and CGCS2000 differ by is less than the accuracy of either; both name the same degrees here.
WGS84 = "EPSG:4326"

TRAITS: dict[ExchangeFormat, Traits] = {
    ExchangeFormat.GPKG: Traits("application/geopackage+sqlite3", "GPKG", is_typed=True),
    ExchangeFormat.GEOJSON: Traits("application/geo+json", fixed_crs=WGS84),
    ExchangeFormat.SHAPEFILE: Traits("application/zip", "ESRI Shapefile", is_typed=True, encodings=("UTF-8", "GBK")),
    ExchangeFormat.FLATGEOBUF: Traits("application/octet-stream", "FlatGeobuf"),
    ExchangeFormat.KML: Traits("application/vnd.google-earth.kml+xml", "LIBKML", fixed_crs=WGS84),
    ExchangeFormat.DXF: Traits("image/vnd.dxf", needs_plane=True),
    ExchangeFormat.XLSX: Traits("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ExchangeFormat.CSV: Traits("text/csv; charset=utf-8", encodings=("UTF-8", "GBK")),
}
