"""The URL is the one state of the map page: read at the top of each run, written by callbacks.

A widget shows what the URL says, because its session value is set from the URL before it is drawn; a click writes the
URL first. So a link, a reload, Back and Forward all restore the same view.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from domain.criteria import FACETS, KINDS, SEARCH_KEY, Criteria

SELECTION_KEY = "sel"
KIND_KEY = "kind"
SORT_KEY = "sort"
PAGE_KEY = "page"
PLACE_KEY = "at"
PARK_KEY = "strip"
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
    place: tuple[float, float, float] | None  # zoom, latitude, longitude
    strip_park: str

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
        page_no=int(params[PAGE_KEY]) if params.get(PAGE_KEY, "").isdecimal() else 1,
        place=_place(params.get(PLACE_KEY, "")),
        strip_park=params.get(PARK_KEY, ""),
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


def link(**changes: str | None) -> str:
    """The present URL with changes, as the `href` of a plain anchor: filters survive Back."""
    params = {**st.query_params.to_dict(), **changes}
    return "?" + urlencode({k: v for k, v in params.items() if v})


def _place(text: str) -> tuple[float, float, float] | None:
    try:
        zoom, lat, lon = (float(part) for part in text.split("/"))
    except ValueError:
        return None
    return (zoom, lat, lon) if 0 <= zoom <= 22 and -90 <= lat <= 90 and -180 <= lon <= 180 else None
