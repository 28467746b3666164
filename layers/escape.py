"""What may enter a folium object, and the guard behind that rule.

folium hands every string to branca, and branca compiles it a second time as a template: a parcel named
`{{7*7}}` would be computed on the server. So typed text never goes into folium; values that must go
(addresses, words, attributions from settings) go through `literal`; and branca is held to literal strings,
so that even a slip shows the text instead of running it.
"""

import html
import json
import re

import branca.element

_OPENERS = re.compile(r"\{(?=[{%#])")


def esc(text: object) -> str:
    """Text that is safe inside HTML and inside a template: entities for `& < > " '` and for braces."""
    return html.escape(str(text)).replace("{", "&#123;").replace("}", "&#125;").replace("`", "&#96;")


def literal(value: object) -> str:
    """A JavaScript literal of plain data that neither ends a script nor opens a template.

    Within JSON `{{`, `{%` and `{#` can stand inside strings only, so the escapes change no structure.

    Raises:
        TypeError: the value holds something that JSON does not know.
        ValueError: the value holds NaN or an infinity.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return _OPENERS.sub(r"\\u007b", text)


class _Said:
    """Stands where branca would compile a string: says it back unchanged."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, *_: object, **__: object) -> str:
        return self.text


def hold_branca_to_literals() -> None:
    """From now on a string given to a branca element is said, not run.

    The templates of branca's and folium's own classes were compiled at import and stay templates.
    """
    setattr(branca.element, "Template", _Said)  # noqa: B010 (a module attribute of another type, on purpose)
