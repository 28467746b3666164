"""In which encoding MapInfo wrote its texts: its own head says so, in words of its own."""

import re
from pathlib import Path

from domain.issue import IssueKind
from intake.content import Content, Request
from intake.text import shown_encoding

_CHARSETS = {
    "GBK": "WindowsSimpChinese", "GB18030": "WindowsSimpChinese", "BIG5": "WindowsTradChinese", "UTF-8": "UTF-8",
    "CP1252": "WindowsLatin1", "ISO-8859-1": "WindowsLatin1", "CP1250": "WindowsLatin2", "SHIFT_JIS": "WindowsJapanese",
}  # fmt: skip
_BY_CHARSET = {charset.upper(): name for name, charset in reversed(_CHARSETS.items())}
_CHARSET = re.compile(rb'(charset[ \t]+"?)([\w\-]+)("?)', re.IGNORECASE)
_TABLES = (".dat", ".mid")


def settle_charset(path: Path, request: Request, content: Content) -> None:
    """Make our private copy name the charset that its text is in; GDAL then hands it out as UTF-8.

    It is the one that a person says, else the one that the file names, else what the bytes show, as a guess.
    """
    head = path.read_bytes()
    data = b"".join(p.read_bytes() for s in _TABLES if (p := path.with_suffix(s)).exists())
    named = _CHARSET.search(head)
    declared = _BY_CHARSET.get(named.group(2).decode("ascii").upper()) if named else None
    letters = bytes(b for b in head + data if b >= 0x80 or 0x20 <= b < 0x7F)
    found = declared or ("UTF-8" if letters.isascii() else shown_encoding(letters)[0] or "GB18030")
    content.encoding = request.encoding or found
    if request.encoding and request.encoding != found:
        content.note(IssueKind.ENCODING_OVERRIDDEN, declared=found, used=request.encoding)
    elif declared is None and not letters.isascii() and not request.encoding:
        content.note(IssueKind.ENCODING_GUESSED, encoding=found)
    charset = _CHARSETS.get(content.encoding, "Neutral").encode()
    path.write_bytes(_CHARSET.sub(rb"\1" + charset + rb"\3", head))
