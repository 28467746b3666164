"""The URL is the one state of the map page: read at the top of each run, written by callbacks.

A widget shows what the URL says, because its session value is set from the URL before it is drawn; a click writes the
URL first. So a link, a reload, Back and Forward all restore the same view.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from domain.criteria import FACETS, KINDS, SEARCH_KEY, Criteria

SELECTION_KEY = "sel"
KIND_KEY = "kind"
SORT_KEY = "sort"
PAGE_KEY = "page"
PLACE_KEY = "at"
PARK_KEY = "strip"
#: In the session: the selection that was clicked on the map, which need not move to it.
PICKED_ON_MAP = "picked_on_map"
_FACET_KEYS = {facet.key for facets in FACETS.values() for facet in facets}


@dataclass(frozen=True)
class Selection:
    """What is picked: `plot:SQ-A02`, `plant:…` or `parcel:…`."""

    kind: str
    code: str

    @classmethod
    def parse(cls, text: str | None) -> "Selection | None":
        """From the URL; anything malformed is no selection."""
        kind, _, code = (text or "").partition(":")
        return cls(kind, code) if kind in KINDS and code else None

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True)
class View:
    """What the URL asks the map page to show."""

    criteria: Criteria
    selection: Selection | None
    sort: str
    page_no: int

    @property
    def kind(self) -> str:
        """Which rows the list shows."""
        return self.criteria.kind


def read_view(default_kind: str) -> View:
    """The view that the URL describes."""
    params = st.query_params
    kind = params.get(KIND_KEY, default_kind)
    kind = kind if kind in KINDS else default_kind
    chosen = {key: params[key].split(",") for key in _FACET_KEYS if key in params}
    return View(
        criteria=Criteria.of(kind, chosen, params.get(SEARCH_KEY, "")),
        selection=Selection.parse(params.get(SELECTION_KEY)),
        sort=params.get(SORT_KEY, ""),
        page_no=_page_no(params.get(PAGE_KEY, "")),
    )


def write(key: str, value: str | None) -> None:
    """Set or clear one part of the URL; a change of what is listed starts at the first page again."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)
    if key not in (SELECTION_KEY, PAGE_KEY, PLACE_KEY):
        st.query_params.pop(PAGE_KEY, None)


def write_values(key: str, values: Iterable[str]) -> None:
    """Set the chosen values of a facet."""
    write(key, ",".join(sorted(values)))


def clear_criteria() -> None:
    """Forget every filter; the selection, the kind of rows and the map's place stay."""
    for key in (*_FACET_KEYS, SEARCH_KEY, PAGE_KEY):
        st.query_params.pop(key, None)


def switch_kind(kind: str) -> None:
    """List other rows; filters that the new rows do not know are dropped when the URL is read."""
    write(KIND_KEY, kind)
    st.query_params.pop(SORT_KEY, None)


def select(selection: Selection | None, *, is_from_map: bool = False) -> None:
    """Select a record, or none. The map moves to a selection that was not made on it."""
    write(SELECTION_KEY, str(selection) if selection else None)
    st.session_state[PICKED_ON_MAP] = str(selection) if is_from_map else None


def _page_no(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) <= 6 else 1
