"""The formats that come in. A new format is a row here, a sign in `sniff` and, where GDAL cannot read it, a reader."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Format:
    """One kind of file. `driver` is the only GDAL driver that is left registered while such a file is open.

    `parts` are the suffixes that make one data set, the leading one first; `has_layers` says whether its layers have
    names that a person can choose by; `is_drawn` that it is made to hold shapes, so that a table beside it in an
    archive is only its companion.
    """

    key: str
    driver: str
    parts: tuple[str, ...]
    has_layers: bool = True
    is_drawn: bool = True

    @property
    def suffix(self) -> str:
        """The suffix under which GDAL opens it."""
        return self.parts[0]


SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
SHAPEFILE_NEEDED = (".shx", ".dbf", ".prj")

FORMATS = {
    f.key: f
    for f in (
        Format("gpkg", "GPKG", (".gpkg",)),
        Format("shapefile", "ESRI Shapefile", SHAPEFILE_PARTS),
        Format("geojson", "GeoJSON", (".geojson", ".json"), has_layers=False),
        Format("txt", "TXT", (".txt",), has_layers=False),
        Format("kml", "KML", (".kml",)),
        Format("dxf", "DXF", (".dxf",), has_layers=False),
        Format("filegdb", "OpenFileGDB", (".gdb",)),
        Format("tab", "MapInfo File", (".tab", ".dat", ".map", ".id", ".ind")),
        Format("mif", "MapInfo File", (".mif", ".mid")),
        Format("flatgeobuf", "FlatGeobuf", (".fgb",)),
        Format("gml", "GML", (".gml",)),
        Format("xlsx", "XLSX", (".xlsx", ".xlsm"), is_drawn=False),
        Format("xls", "XLS", (".xls",), is_drawn=False),
        Format("csv", "CSV", (".csv",), has_layers=False, is_drawn=False),
    )
}
#: Formats whose data set is several files beside one another; the first part leads, the others belong to it.
SPLIT = ("shapefile", "tab", "mif")

#: Limits on a stranger's file; the worker holds those on memory and time, `sniff` and `unzip` the others.
MAX_FILE_BYTES = 200 * MEGABYTE
MAX_UNZIPPED_BYTES = 1_000 * MEGABYTE
MAX_ZIP_ENTRIES = 2_000
MAX_ZIP_RATIO = 200
MAX_JSON_DEPTH = 32
MAX_NESTED_SHAPES = 8
MAX_VERTICES = 200_000
MAX_CELLS = 20_000_000
