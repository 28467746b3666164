"""Text on its way into a cell: a spreadsheet takes some beginnings for a formula, and cannot hold some characters."""

#: What Excel, LibreOffice and WPS read as the beginning of a formula or of a command.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")
#: Control characters that XML, and so a workbook, cannot hold.
_UNWRITABLE = {c: None for c in range(32) if chr(c) not in "\t\n\r"}


def safe_text(text: str) -> str:
    """The text with an apostrophe before whatever could be taken for a formula.

    >>> safe_text("=1+1"), safe_text("A02"), safe_text("-5 m")
    ("'=1+1", 'A02', "'-5 m")
    """
    plain = text.translate(_UNWRITABLE)
    return f"'{plain}" if text.startswith(_FORMULA_STARTS) else plain


def plain_text(text: str) -> str:
    """The text as it was before `safe_text`.

    >>> plain_text("'=1+1"), plain_text("A02"), plain_text("'quoted'")
    ('=1+1', 'A02', "'quoted'")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text
