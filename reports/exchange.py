"""Whatever a person sees leaves as a file: one door to every format."""

from dataclasses import dataclass

import shapely

from domain.crs import STORAGE, known_crs, zone_at
from domain.errors import ExportRefused
from reports.exchange_dxf import drawing
from reports.exchange_formats import TRAITS, ExchangeFormat
from reports.exchange_gdal import written
from reports.exchange_geojson import feature_collection
from reports.exchange_sheets import comma_separated, workbook
from reports.exchange_source import Extract
from wording import gate as words


@dataclass(frozen=True)
class ExchangeOptions:
    """How it leaves. Left empty, the CRS is the record's own (or the format's), the encoding the format's first."""

    format: ExchangeFormat
    crs: str | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class Exported:
    """A finished file, and the notes that belong beside it where it cannot hold them itself."""

    content: bytes
    file_name: str
    media_type: str
    notes: str
    count: int


def exported(extract: Extract, options: ExchangeOptions) -> Exported:
    """The rows as a file. Raises ExportRefused where the format knows no such CRS or encoding."""
    format_ = options.format
    crs, encoding = settled_crs(extract, options), settled_encoding(options)
    if format_ is ExchangeFormat.XLSX:
        content = workbook(extract, crs)
    elif format_ is ExchangeFormat.CSV:
        content = comma_separated(extract, crs, encoding)
    elif format_ is ExchangeFormat.DXF:
        content = drawing(extract, crs)
    elif format_ is ExchangeFormat.GEOJSON:
        content = feature_collection(extract, crs)
    else:
        content = written(extract, format_, crs, encoding)
    notes = "\r\n".join(f"{key}：{value}" for key, value in (*extract.notes, (words.NOTE_CRS(), crs)))
    return Exported(content, file_name(extract, format_), TRAITS[format_].media_type, notes, extract.count)


def settled_crs(extract: Extract, options: ExchangeOptions) -> str:
    """The CRS of the file. For a format that knows only WGS 84, degrees of CGCS2000 are the same."""
    traits = TRAITS[options.format]
    asked = known_crs(options.crs) if options.crs else None
    if options.crs and asked is None:
        raise ExportRefused(reason="crs", crs=options.crs)
    if traits.fixed_crs:
        if asked not in (None, traits.fixed_crs, STORAGE):
            raise ExportRefused(reason="fixed_crs", crs=options.crs, format=options.format.value)
        return traits.fixed_crs
    if traits.needs_plane and asked in (None, STORAGE):
        return _zone_of(extract)
    return asked or STORAGE


def settled_encoding(options: ExchangeOptions) -> str:
    """The encoding of its text."""
    known = TRAITS[options.format].encodings
    asked = (options.encoding or known[0]).upper().replace("GB18030", "GBK").replace("UTF8", "UTF-8")
    if asked not in known:
        raise ExportRefused(reason="encoding", encoding=options.encoding, format=options.format.value)
    return asked


def file_name(extract: Extract, format_: ExchangeFormat) -> str:
    """What the file is called: 亩图-宗地-20251120.gpkg."""
    day = dict(extract.notes)[words.NOTE_DAY()].replace("-", "")
    return f"{words.FILE_STEM()}-{words.KIND_WORDS[extract.kind]()}-{day}.{format_.value}"


def _zone_of(extract: Extract) -> str:
    """The 3-degree zone in the middle of what is drawn."""
    west, _, east, _ = shapely.total_bounds([s for s in extract.shapes if s is not None] or [shapely.Point(105, 30)])
    return zone_at(float(west + east) / 2).crs
