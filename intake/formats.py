"""The formats that come in. A new format is a row here, a sign in `sniff` and, where GDAL cannot read it, a reader."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Format:
    """One kind of file. `driver` is the only GDAL driver that is left registered while such a file is open.

    `encodes_text` says that its text may be in any encoding; else it is UTF-8 by definition.
    """

    key: str
    driver: str
    suffix: str
    encodes_text: bool = False


FORMATS = {
    f.key: f
    for f in (
        Format("gpkg", "GPKG", ".gpkg"),
        Format("shapefile", "ESRI Shapefile", ".shp", encodes_text=True),
        Format("geojson", "GeoJSON", ".geojson"),
    )
}

#: What belongs to one shapefile, beside its .shp.
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
SHAPEFILE_NEEDED = (".shx", ".dbf", ".prj")

#: Limits on a stranger's file; the worker holds those on memory and time, `sniff` and `unzip` the others.
MAX_FILE_BYTES = 200 * MEGABYTE
MAX_UNZIPPED_BYTES = 1_000 * MEGABYTE
MAX_ZIP_ENTRIES = 2_000
MAX_ZIP_RATIO = 200
MAX_JSON_DEPTH = 32
MAX_NESTED_SHAPES = 8
MAX_VERTICES = 200_000
