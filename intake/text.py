"""Text of strangers: in which encoding it is written, and the words themselves."""

import codecs
from dataclasses import dataclass

from domain.issue import IssueKind
from intake.refusal import Unreadable

_MARKS = ((codecs.BOM_UTF8, "UTF-8"), (codecs.BOM_UTF16_LE, "UTF-16LE"), (codecs.BOM_UTF16_BE, "UTF-16BE"))
#: Tried in this order where nothing says which; what Chinese software writes by itself.
_GUESSES = ("UTF-8", "GBK", "GB18030")
_BLANK_SHARE = 0.2
_USUAL = {
    "UTF8": "UTF-8", "UTF-8-SIG": "UTF-8", "CP936": "GBK", "GB2312": "GBK", "UTF16": "UTF-16",
    "LATIN1": "ISO-8859-1", "LATIN-1": "ISO-8859-1",
}  # fmt: skip


@dataclass(frozen=True)
class Decoded:
    """Text with the encoding that holds, what the file declares or shows, and whether that was a guess."""

    text: str
    encoding: str
    shown: str
    is_guessed: bool


def decoded(data: bytes, wanted: str | None = None) -> Decoded:
    """The text of a file: as a person says, else by its mark, else UTF-8, else GBK.

    Raises Unreadable where the wanted encoding is none, or none explains the bytes.
    """
    shown, is_guessed = shown_encoding(data)
    name = known_encoding(wanted) if wanted else shown
    if name is None:
        raise Unreadable(IssueKind.FILE_DAMAGED, reason="encoding")
    text = _without_mark(data, name).decode(name, "replace")
    return Decoded(text, name, shown or name, is_guessed and not wanted)


def shown_encoding(data: bytes) -> tuple[str | None, bool]:
    """The encoding that the bytes show, None for none, and whether it is a guess."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, False
    if wide := _wide(data):
        return wide, False
    for name in _GUESSES:
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name, name != "UTF-8"
    return None, True


def known_encoding(name: str) -> str:
    """An encoding's usual name. Raises Unreadable where nobody knows it."""
    plain = _USUAL.get(name.strip().upper().replace("_", "-"), name.strip().upper())
    try:
        codecs.lookup(plain).decode(b"text")
    except Exception as fault:  # codecs raise what they please
        raise Unreadable(IssueKind.ENCODING_UNKNOWN, encoding=name) from fault
    return plain


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII in it leaves a zero in every second byte."""
    head = data[:4096]
    if len(head) < 4 or b"\0" not in head:
        return None
    for name, zeros in (("UTF-16LE", head[1::2]), ("UTF-16BE", head[0::2])):
        if zeros.count(0) > _BLANK_SHARE * len(zeros) and zeros.count(0) > 2 * (head.count(0) - zeros.count(0)):
            try:
                data.decode(name)
            except UnicodeDecodeError:
                continue
            return name
    return None


def _without_mark(data: bytes, name: str) -> bytes:
    for mark, of in _MARKS:
        if name == of:
            return data.removeprefix(mark)
    return data
