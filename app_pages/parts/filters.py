"""The filters of the list: search, quick chips, and the rest behind one button. Every value shows its live count."""

from collections.abc import Mapping

import streamlit as st

from app_pages.parts import url_state
from domain.audience import Audience
from domain.criteria import FACETS, NO_DATA, SEARCH_KEY, Criteria, Facet
from wording import map as words
from wording import pages
from wording.facets import facet_word, value_word

#: The facet whose values stand open in the panel, and those with a button of their own; the rest share one.
QUICK = {"plot": "marketing", "plant": "occupancy", "parcel": "colour"}
OWN_BUTTONS = {"plot": ("park", "area_mu"), "plant": ("park", "vacant_m2"), "parcel": ("park", "area_mu")}
HIDDEN = {"figure"}

Counts = Mapping[str, Mapping[str, int]]


def show_filters(criteria: Criteria, counts: Counts, park_names: Mapping[str, str], audience: Audience) -> None:
    """The search box and all filters of a kind of rows."""
    kind = criteria.kind
    _search(criteria, is_staff=audience.is_staff)
    facets = {f.key: f for f in FACETS[kind] if f.key not in HIDDEN and (audience.is_staff or not f.is_staff_only)}
    _values(facets[QUICK[kind]], criteria, counts, park_names)
    with st.container(horizontal=True, key="filterbuttons", gap="small"):
        for key in OWN_BUTTONS[kind]:
            with _popover(f"{key}_{kind}", _button_label(facets[key], criteria, park_names)):
                _one(f"{key}_{kind}", facets[key], criteria, counts, park_names)
                _done(f"{key}_{kind}")
        rest = [f for key, f in facets.items() if key not in (QUICK[kind], *OWN_BUTTONS[kind])]
        chosen_count = sum(bool(criteria.values(f.key)) for f in rest)
        label = words.MORE() + (f" **{chosen_count}**" if chosen_count else "")
        with _popover(f"more_{kind}", label):
            for facet in rest:
                _one(f"more_{kind}", facet, criteria, counts, park_names)
            _done(f"more_{kind}")
        if not criteria.is_empty:
            st.button(pages.CLEAR_FILTERS(), key="clear", type="tertiary", on_click=url_state.clear_criteria)


def _search(criteria: Criteria, *, is_staff: bool) -> None:
    key = "query"
    st.session_state[key] = criteria.search
    hint = words.SEARCH_HINT["parcel_staff" if is_staff and criteria.kind == "parcel" else criteria.kind]
    st.text_input(
        pages.SEARCH(),
        key=key,
        placeholder=hint(),
        icon=":material/search:",
        label_visibility="collapsed",
        max_chars=100,
        on_change=lambda: url_state.write(SEARCH_KEY, st.session_state[key].strip()),
    )


def _popover(name: str, label: str) -> st.delta_generator.DeltaGenerator:
    return st.popover(label, key=f"popover_{name}", on_change="rerun", wrap=False)


def _done(name: str) -> None:
    """Closes the popover it stands in, under the word that says so."""

    def close() -> None:
        st.session_state[f"popover_{name}"] = False

    st.button(words.DONE(), key=f"done_{name}", type="primary", on_click=close)


def _button_label(facet: Facet, criteria: Criteria, park_names: Mapping[str, str]) -> str:
    chosen = criteria.values(facet.key)
    name = facet_word(criteria.kind, facet.key)
    if not chosen:
        return name
    said = "、".join(_word(facet, v, park_names) for v in chosen)
    return f"{name} **{said}**"


def _one(name: str, facet: Facet, criteria: Criteria, counts: Counts, park_names: Mapping[str, str]) -> None:
    """A facet in the popover `name`, which stays open: its label names the choice, and a new label is a new popover."""
    st.caption(facet_word(criteria.kind, facet.key))
    _values(facet, criteria, counts, park_names, inside=f"popover_{name}")


def _values(
    facet: Facet, criteria: Criteria, counts: Counts, park_names: Mapping[str, str], *, inside: str = ""
) -> None:
    """The values of one facet as chips. A value without any row is left out unless it is chosen."""
    key = f"facet_{criteria.kind}_{facet.key}"
    chosen = criteria.values(facet.key)
    found = counts.get(facet.key, {})
    options = [v for v in _in_order(facet, found, chosen) if found.get(v) or v in chosen]
    st.session_state[key] = [v for v in options if v in chosen]

    def choose() -> None:
        url_state.write_values(facet.key, st.session_state[key])
        if inside:
            st.session_state[inside] = True

    st.pills(
        facet_word(criteria.kind, facet.key),
        options,
        key=key,
        selection_mode="multi",
        label_visibility="collapsed",
        format_func=lambda v: f"{_word(facet, v, park_names)} :gray[{found.get(v, 0):,}]",
        on_change=choose,
    )
    if not options and inside:
        st.caption("—")


def _in_order(facet: Facet, found: Mapping[str, int], chosen: tuple[str, ...]) -> list[str]:
    """Bins from low to high, own ranges after them, codes as counted, 无数据 last."""
    known = list(facet.bins or facet.codes or sorted(v for v in found if v != NO_DATA))
    return [*known, *(v for v in chosen if v not in known and v != NO_DATA), NO_DATA]


def _word(facet: Facet, value: str, park_names: Mapping[str, str]) -> str:
    if facet.key == "park" and value in park_names:
        return park_names[value]
    return value_word(facet, value)
