"""The menu by which the list, or the record that is selected, leaves as a file: plain links, saved by the browser."""

from urllib.parse import quote, urlencode

import streamlit as st

from app_pages.parts.html import h, joined, tag
from app_pages.parts.url_state import View
from domain.criteria import Criteria
from reports.exchange_formats import ExchangeFormat
from wording import gate as words
from wording.pages import COUNTED


def export_menu(view: View, count: int) -> None:
    """One link for each format; a selected record leaves alone."""
    code = view.selection.code if view.selection else ""
    kind = view.selection.kind if view.selection else view.kind
    what = words.EXPORT_SELECTED(code=code) if code else words.EXPORT_WHAT(n=COUNTED[kind](n=f"{count:,}"))
    with st.popover(words.EXPORT(), key="export"):
        links = joined(_link(kind, format_, view, code) for format_ in map(ExchangeFormat, words.FORMATS))
        st.html(tag("div", tag("p", h(what)) + links, "exports"))


def _link(kind: str, format_: ExchangeFormat, view: View, code: str) -> str:
    criteria = Criteria(kind) if code else view.criteria
    query = {"code": code} if code else {"sort": view.sort} if view.sort else {}
    href = f"/export/{quote(criteria.token())}/{kind}.{format_}" + (f"?{urlencode(query)}" if query else "")
    name = words.FORMATS[format_]()
    return f'<a class="exportlink" href="{h(href)}" target="_self" download>{h(name)}<small>{h(format_)}</small></a>'
