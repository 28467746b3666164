"""HTML as text: whatever was typed passes `h` on its way in and stays data."""

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from reports.listing_parts import Opens

#: Characters that turn the reading direction: shown as they are they could reorder a whole line.
_TURNING = {ord(c): None for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"}


def h(text: object) -> str:
    """Text that is safe between tags and inside a quoted attribute."""
    return escape(str(text).translate(_TURNING))


def tag(name: str, inside: str, classes: str = "") -> str:
    """An element around HTML that is safe already."""
    return f'<{name} class="{h(classes)}">{inside}</{name}>' if classes else f"<{name}>{inside}</{name}>"


def anchor(href: str, text: str, classes: str = "") -> str:
    """A plain anchor in this window: filters in the address survive Back."""
    named = f' class="{h(classes)}"' if classes else ""
    return f'<a href="{h(href)}" target="_self"{named}>{h(text)}</a>'


def href_of(opens: Opens) -> str:
    """Where a record opens: plots and plants have a page, a parcel is selected on the map."""
    if opens.kind == "parcel":
        return f"/?sel=parcel:{quote(opens.code, safe='')}"
    return f"/{opens.kind}?code={quote(opens.code, safe='')}"


def joined(parts: Iterable[str]) -> str:
    """Parts of HTML one after the other."""
    return "".join(parts)


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:-])")


def plain(text: str) -> str:
    """Typed text for a label that Streamlit reads as Markdown: it is shown as it was typed."""
    return _MARKDOWN.sub(r"\\\1", text)
