"""In which encoding MapInfo wrote its texts: its own head says so, in words of its own."""

import re
from pathlib import Path

from domain.issue import IssueKind
from intake.content import Content, Request
from intake.text import shown_encoding

_CHARSETS = {
    "WINDOWSSIMPCHINESE": "GBK", "WINDOWSTRADCHINESE": "BIG5", "WINDOWSLATIN1": "CP1252", "UTF-8": "UTF-8",
    "WINDOWSLATIN2": "CP1250", "WINDOWSJAPANESE": "SHIFT_JIS",
}  # fmt: skip
_CHARSET = re.compile(rb'charset\s+"([^"]+)"', re.IGNORECASE)
_TABLES = (".dat", ".mid", ".DAT", ".MID")


def mapinfo_encoding(path: Path, request: Request, content: Content) -> str:
    """The charset that the file names, if its text bears it out; else what the bytes show, as a guess."""
    head = path.read_bytes()[:20_000]
    data = b"".join(p.read_bytes() for s in _TABLES if (p := path.with_suffix(s)).exists())
    named = _CHARSET.search(head)
    declared = _CHARSETS.get(named.group(1).decode("ascii", "ignore").upper()) if named else None
    letters = bytes(b for b in head + data if b >= 0x80 or 0x20 <= b < 0x7F)
    shown = "UTF-8" if letters.isascii() else shown_encoding(letters)[0] or "GB18030"
    found = declared or shown
    content.encoding = request.encoding or found
    if request.encoding and request.encoding != found:
        content.note(IssueKind.ENCODING_OVERRIDDEN, declared=found, used=request.encoding)
    elif declared is None and not letters.isascii() and not request.encoding:
        content.note(IssueKind.ENCODING_GUESSED, encoding=found)
    return content.encoding
