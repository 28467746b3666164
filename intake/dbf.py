"""In which encoding the text of a shapefile is written. Neither GDAL nor Fiona can tell GBK without a .cpg."""

from dataclasses import dataclass
from pathlib import Path

_DECLARED = {"65001": "UTF-8", "UTF8": "UTF-8", "936": "GBK", "CP936": "GBK", "54936": "GB18030", "GB2312": "GBK"}
_SHX_HEADER, _SHX_RECORD = 100, 8
_LAST = "ISO-8859-1"  # decodes anything


@dataclass(frozen=True)
class Encoding:
    """The encoding of a file's text, and whether it had to be guessed."""

    name: str
    is_guessed: bool = False


def dbf_encoding(dbf: Path) -> Encoding:
    """What the .cpg declares, if the text bears it out; else UTF-8, else GB18030, as a guess.

    Text of ASCII alone is UTF-8 without a guess.
    """
    text = _text_bytes(dbf)
    declared = _declared(dbf.with_suffix(".cpg"))
    if declared and not _wrong_letters(text, declared):
        return Encoding(declared)
    if text.isascii():
        return Encoding("UTF-8")
    fewest = min(("UTF-8", "GB18030"), key=lambda name: _wrong_letters(text, name))
    share = _wrong_letters(text, fewest) / len(text)
    return Encoding(fewest if share < 0.01 else _LAST, is_guessed=True)


def _declared(cpg: Path) -> str | None:
    if not cpg.exists():
        return None
    word = cpg.read_bytes()[:40].decode("ascii", "ignore").strip().upper()
    name = _DECLARED.get(word, word)
    try:
        b"".decode(name)
    except (LookupError, ValueError):
        return None
    return name


def _text_bytes(dbf: Path) -> bytes:
    """Headings and records: all that a person typed, without the binary header."""
    data = dbf.read_bytes()
    start = int.from_bytes(data[8:10], "little")
    fields = data[32:start]
    names = [fields[i : i + 11].split(b"\0")[0] for i in range(0, len(fields) - 31, 32)]
    return b" ".join([*names, data[start:].rstrip(b"\x1a\0")])


def _wrong_letters(text: bytes, encoding: str) -> int:
    return text.decode(encoding, "replace").count("\ufffd")


def expected_records(shp: Path) -> int:
    """How many records a shapefile says it has, those marked as deleted left out.

    GDAL reads what a truncated table still holds and says nothing of the rest.
    """
    shx, dbf = shp.with_suffix(".shx"), shp.with_suffix(".dbf")
    shapes = (shx.stat().st_size - _SHX_HEADER) // _SHX_RECORD if shx.exists() else 0
    if not dbf.exists():
        return shapes
    data = dbf.read_bytes()
    start, width = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    rows = int.from_bytes(data[4:8], "little")
    deleted = data[start : start + rows * width : max(width, 1)].count(b"*")
    return max(shapes, rows) - deleted
