"""In which encoding the text of a shapefile is written. Neither GDAL nor Fiona can tell GBK without a .cpg."""

from dataclasses import dataclass
from pathlib import Path

_DECLARED = {"65001": "UTF-8", "UTF8": "UTF-8", "936": "GBK", "CP936": "GBK", "54936": "GB18030", "GB2312": "GBK"}
#: Letters cut in half at the end of a cell are no sign of a wrong encoding; text in another one is wrong in most.
_CUT_LETTERS = 0.2
_DBF_HEADER, _DBF_FIELD, _DBF_NAME = 32, 32, 11
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
    if declared and _wrong_share(text, declared) < _CUT_LETTERS:
        return Encoding(declared)
    if text.isascii():
        return Encoding("UTF-8")
    likeliest = min(("UTF-8", "GB18030"), key=lambda name: _wrong_share(text, name))
    return Encoding(likeliest if _wrong_share(text, likeliest) < _CUT_LETTERS else _LAST, is_guessed=True)


def mend_headings(dbf: Path, encoding: str) -> None:
    """Take half letters off the ends of headings in our private copy: ten bytes seldom end where a letter ends."""
    data = bytearray(dbf.read_bytes())
    start = int.from_bytes(data[8:10], "little")
    for at in range(_DBF_HEADER, start - _DBF_FIELD + 1, _DBF_FIELD):
        raw = bytes(data[at : at + _DBF_NAME]).split(b"\0")[0]
        whole = raw.decode(encoding, "ignore").encode(encoding)
        if whole != raw and raw.startswith(whole):
            data[at : at + _DBF_NAME] = whole.ljust(_DBF_NAME, b"\0")
    dbf.write_bytes(data)


def _declared(cpg: Path) -> str | None:
    if not cpg.exists():
        return None
    word = cpg.read_bytes()[:40].decode("ascii", "ignore").strip().upper()
    name = _DECLARED.get(word, word)
    try:
        b" ".decode(name)
    except (LookupError, ValueError):
        return None
    return name


def _text_bytes(dbf: Path) -> bytes:
    """Headings and records: all that a person typed, without the binary header."""
    data = dbf.read_bytes()
    start = int.from_bytes(data[8:10], "little")
    places = range(_DBF_HEADER, start - _DBF_FIELD + 1, _DBF_FIELD)
    names = [data[at : at + _DBF_NAME].split(b"\0")[0] for at in places]
    return b" ".join([*names, data[start:].rstrip(b"\x1a\0")])


def _wrong_share(text: bytes, encoding: str) -> float:
    """How many of the letters beyond ASCII an encoding does not explain."""
    foreign = len(text) - len(text.decode("ascii", "ignore"))
    return text.decode(encoding, "replace").count("\ufffd") / foreign if foreign else 0.0


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
