"""What a file is, by its bytes. Its name is only a hint that nobody has to keep to."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from domain.issue import IssueKind
from intake.formats import FORMATS, MAX_JSON_DEPTH, Format
from intake.refusal import Unreadable

_HEAD = 4096
_SHP_MAGIC = b"\x00\x00\x27\x0a"
_SQLITE_MAGIC = b"SQLite format 3\x00"
_ZIP_MAGIC = b"PK"
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_LINKED_CRS = re.compile(rb'"crs"(?=\s*:\s*\{(?:[^{}]|\{[^{}]*\})*"type"\s*:\s*"(?:link|url)")', re.IGNORECASE)
_CHUNK = 16_000_000


def is_zip(path: Path) -> bool:
    """Whether the file says that it is a zip archive."""
    return _head(path).startswith(_ZIP_MAGIC)


def sniffed(path: Path) -> Format:
    """The format that a file's bytes show. Raises Unreadable with FORMAT_UNKNOWN."""
    head = _head(path)
    if head.startswith(_SQLITE_MAGIC):
        return FORMATS["gpkg"]
    if head.startswith(_SHP_MAGIC):
        return FORMATS["shapefile"]
    if _without_bom(head).lstrip()[:1] == b"{":
        return FORMATS["geojson"]
    raise Unreadable(IssueKind.FORMAT_UNKNOWN)


@dataclass(frozen=True)
class PlainJson:
    """What was found in a GeoJSON: whether it pointed to its CRS by a link, and the encoding of its text."""

    has_linked_crs: bool
    encoding: str


def made_plain(path: Path) -> PlainJson:
    """Make our private copy of a GeoJSON safe to open: UTF-8, and no link that anything could follow.

    Raises Unreadable where the text nests too deep for a parser to survive, or is in no encoding that we know.
    """
    data = path.read_bytes()
    encoding, text = _as_utf8(data)
    _refuse_depth(text)
    plain, links = _LINKED_CRS.subn(b'"crz"', text)
    if plain is not data:
        path.write_bytes(plain)
    return PlainJson(bool(links), encoding)


def _as_utf8(data: bytes) -> tuple[str, bytes]:
    for encoding in ("UTF-8", "GB18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding, data if encoding == "UTF-8" else text.encode()
    raise Unreadable(IssueKind.FILE_DAMAGED, reason="encoding")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _without_bom(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf")


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
