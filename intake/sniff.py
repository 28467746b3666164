"""What a file is, by its bytes. Its name is only a hint that nobody has to keep to."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from domain.issue import IssueKind
from intake.formats import FORMATS, MAX_JSON_DEPTH, Format
from intake.refusal import Unreadable
from intake.text import shown_encoding
from intake.unzip import members

_HEAD = 65_536
_SHP_MAGIC = b"\x00\x00\x27\x0a"
_ZIP_MAGIC = b"PK"
_MAGICS = (
    (b"SQLite format 3\x00", "gpkg"),
    (_SHP_MAGIC, "shapefile"),
    (b"fgb\x03", "flatgeobuf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
)
#: Signs in the text of a file, the first that holds; `(?s)` because a head is one string.
_SIGNS = tuple(
    (re.compile(sign, re.IGNORECASE | re.DOTALL), key)
    for sign, key in (
        (r"^[\s\x1e]*\{", "geojson"),
        (r"^\s*(<\?xml.*?\?>)?\s*(<!--.*?-->\s*)*<(\w+:)?kml\b", "kml"),
        (r"^\s*<.{0,3000}?\bhttp://www\.opengis\.net/gml\b", "gml"),
        (r"^\s*!table\b", "tab"),
        (r"^\s*version\s+\d+\s.*?\bcolumns\s+\d+", "mif"),
        (r"^(\s*999\s*\n[^\n]*\n)*\s*0\s*\r?\n\s*SECTION\b", "dxf"),
        (r"(^|\n)\s*[\[［【]\s*(属性描述|地块坐标|界址点坐标|宗地坐标)\s*[\]］】]", "txt"),
    )
)
_STRANGERS = re.compile(r"^\s*<\s*(OGRVRT|OGRWFS|OGRWMS|WFS|html|!DOCTYPE)", re.IGNORECASE)
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_LINKED_CRS = re.compile(rb'"crs"(?=\s*:\s*\{(?:[^{}]|\{[^{}]*\})*"type"\s*:\s*"(?:link|url)")', re.IGNORECASE)
_XML_LINK = re.compile(rb"(schemaLocatio|xlink:hre)[nf](\s*=)")
_CHUNK = 16_000_000


def is_zip(path: Path) -> bool:
    """Whether the file says that it is a zip archive."""
    return _head(path).startswith(_ZIP_MAGIC)


def is_workbook(path: Path) -> bool:
    """Whether an archive is an Excel workbook."""
    return any(name.startswith("xl/workbook") for name in members(path))


def sniffed(path: Path) -> Format:
    """The format that a file's bytes show. Raises Unreadable with FORMAT_UNKNOWN."""
    if path.is_dir():  # only our own unpacking makes one
        return FORMATS["filegdb"]
    head = _head(path)
    if head.startswith(_ZIP_MAGIC):  # the archives of others were unpacked before
        return FORMATS["xlsx"]
    for magic, key in _MAGICS:
        if head.startswith(magic):
            return FORMATS[key]
    text = _text(head)
    if text and not _STRANGERS.match(text):
        for sign, key in _SIGNS:
            if sign.search(text):
                return FORMATS[key]
        if _is_table(text):
            return FORMATS["csv"]
    raise Unreadable(IssueKind.FORMAT_UNKNOWN)


def _text(head: bytes) -> str:
    """The head as text, empty where it is none. A letter that the head's end cuts in half does not count.

    Text that mixes encodings still shows the signs of its format, which are ASCII.
    """
    for cut in range(4):
        part = head[: len(head) - cut]
        name, _ = shown_encoding(part)
        if name and ("\0" not in (text := part.decode(name, "ignore"))):
            return text.lstrip("\ufeff")
    return "" if b"\0" in head else head.decode("latin-1")


def _is_table(text: str) -> bool:
    """Two lines or more of which most are parted by the same sign."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    marks = (",", "\t", ";", "，", "|")
    parted = max(sum(mark in line for line in lines) for mark in marks) if lines else 0
    return not text.lstrip().startswith("<") and len(lines) >= 2 and parted >= 2


@dataclass(frozen=True)
class PlainJson:
    """What was found in a GeoJSON: whether it pointed to its CRS by a link, and the encoding of its text."""

    has_linked_crs: bool
    encoding: str


def made_plain(path: Path, wanted: str | None = None) -> PlainJson:
    """Make our private copy of a GeoJSON safe to open: UTF-8, one collection, and no link that anything could follow.

    Raises Unreadable where the text nests too deep for a parser to survive, or is in no encoding that we know.
    """
    data = path.read_bytes()
    encoding, text = _as_utf8(data, wanted)
    _refuse_depth(text)
    plain, links = _LINKED_CRS.subn(b'"crz"', text)
    plain = _collected(plain)
    if plain is not data:
        path.write_bytes(plain)
    return PlainJson(bool(links), encoding)


def without_links(path: Path) -> None:
    """Make our private copy of a GML safe to open: nothing in it names another file. Raises Unreadable."""
    data = path.read_bytes()
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise Unreadable(IssueKind.FILE_UNSAFE, reason="entity")
    path.write_bytes(_XML_LINK.sub(rb"\1_\2", data))


def _collected(text: bytes) -> bytes:
    """A sequence of features, one after the other, as the one collection that GDAL reads whole."""
    start = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith((b"\x1e", b'{"geometry"', b'{"type": "Feature"', b'{"type":"Feature"')):
        return text
    words, decoder, at = start.decode("utf-8", "replace"), json.JSONDecoder(), 0
    features: list[str] = []
    while at < len(words):
        if words[at] in " \t\r\n\x1e":
            at += 1
            continue
        try:
            found, end = decoder.raw_decode(words, at)
        except (ValueError, RecursionError):
            return text
        if not isinstance(found, dict) or found.get("type") != "Feature":
            return text
        features.append(words[at:end])
        at = end
    return ('{"type":"FeatureCollection","features":[' + ",".join(features) + "]}").encode()


def _as_utf8(data: bytes, wanted: str | None) -> tuple[str, bytes]:
    for encoding in (wanted,) if wanted else ("UTF-8", "GB18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding, data if encoding == "UTF-8" else text.encode()
    raise Unreadable(IssueKind.FILE_DAMAGED, reason="encoding")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _refuse_depth(data: bytes) -> None:
    """Raise Unreadable where brackets outside strings nest deeper than a shape file ever does."""
    marks = np.frombuffer(_STRING.sub(b"", data), dtype=np.uint8)
    depth = 0
    for start in range(0, len(marks), _CHUNK):
        part = marks[start : start + _CHUNK]
        steps = ((part == ord("[")) | (part == ord("{"))).astype(np.int32)
        steps -= (part == ord("]")) | (part == ord("}"))
        levels = depth + np.cumsum(steps)
        if len(levels) and levels.max() > MAX_JSON_DEPTH:
            raise Unreadable(IssueKind.GEOMETRY_TOO_COMPLEX, depth=int(levels.max()), limit=MAX_JSON_DEPTH)
        depth = int(levels[-1]) if len(levels) else depth
