"""The filters of the list: search, quick chips, and the rest behind one button. Every value shows its live count."""

from collections.abc import Mapping

import streamlit as st

from app_pages.parts import url_state
from app_pages.parts.html import plain
from app_pages.parts.session import person
from domain.audience import Audience
from domain.criteria import FACETS, NO_DATA, SEARCH_KEY, Criteria, Facet, range_ends
from domain.criteria import facet as find_facet
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
            if opened := _popover(f"{key}_{kind}", facet_word(kind, key)):
                with opened:
                    _one(facets[key], criteria, counts, park_names)
                    if facets[key].is_range:
                        _own_range(facets[key], criteria)
                    _done(f"{key}_{kind}")
        if opened := _popover(f"more_{kind}", words.MORE()):
            with opened:
                for key, facet in facets.items():
                    if key not in (QUICK[kind], *OWN_BUTTONS[kind]):
                        _one(facet, criteria, counts, park_names)
                _done(f"more_{kind}")
    _chosen(criteria, park_names)


def _chosen(criteria: Criteria, park_names: Mapping[str, str]) -> None:
    """What is chosen behind the buttons, each with a cross to take it back, and one button for all.

    It stands here and not on the buttons: a button whose label changes would close what it opened.
    """
    told = {
        f"{key}:{value}": (key, value)
        for key, values in criteria.chosen
        if key != QUICK[criteria.kind]
        for value in values
    }
    if not told:
        return
    shown_key = f"chosen_{criteria.kind}"
    st.session_state[shown_key] = list(told)

    def take_back() -> None:
        kept = [told[token] for token in st.session_state[shown_key]]
        for key in {key for key, _ in told.values()}:
            url_state.write_values(key, [value for k, value in kept if k == key])

    with st.container(horizontal=True, key="chosen", gap="small"):
        st.pills(
            words.CHOSEN(),
            list(told),
            key=shown_key,
            selection_mode="multi",
            label_visibility="collapsed",
            format_func=lambda token: f"{_chosen_word(criteria.kind, *told[token], park_names)} ✕",
            on_change=take_back,
        )
        st.button(pages.CLEAR_FILTERS(), key="clear", type="tertiary", on_click=url_state.clear_criteria)


def _chosen_word(kind: str, key: str, value: str, park_names: Mapping[str, str]) -> str:
    known = find_facet(kind, key)
    if known is None:
        return value
    word = _word(known, value, park_names)
    return f"{facet_word(kind, key)} {word}" if known.is_range or value == NO_DATA else word


def _own_range(facet: Facet, criteria: Criteria) -> None:
    """Two ends of one's own, both included; written as a token `lo~hi` beside the ready-made ones."""
    own = next((v for v in criteria.values(facet.key) if "~" in v), "")
    ends = range_ends(own) or (None, None, True)
    keys = [f"{facet.key}_{criteria.kind}_{end}" for end in ("from", "to")]

    def write() -> None:
        low, high = (st.session_state[key] for key in keys)
        token = [f"{_plain(low)}~{_plain(high)}"] if low is not None or high is not None else []
        url_state.write_values(facet.key, [*(v for v in criteria.values(facet.key) if v != own), *token])

    with st.container(horizontal=True, gap="small"):
        for key, word, end in zip(keys, (words.RANGE_FROM, words.RANGE_TO), ends[:2], strict=True):
            st.session_state[key] = end
            unit = facet.unit or ""
            st.number_input(f"{word()} {unit}", min_value=0.0, key=key, placeholder="—", format="%g", on_change=write)


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:f}".rstrip("0").rstrip(".")


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


def _popover(name: str, label: str) -> st.delta_generator.DeltaGenerator | None:
    """A popover if it stands open, else None.

    What is closed is not drawn: hidden widgets would keep their old values in the browser and hand them in again after
    Back, so that cleared filters returned.
    """
    popover = st.popover(label, key=f"popover_{name}", on_change="rerun", wrap=False)
    return popover if popover.open else None


def _done(name: str) -> None:
    """Closes the popover it stands in, under the word that says so."""

    def close() -> None:
        st.session_state[f"popover_{name}"] = False

    st.button(words.DONE(), key=f"done_{name}", type="primary", on_click=close)


def _one(facet: Facet, criteria: Criteria, counts: Counts, park_names: Mapping[str, str]) -> None:
    if counts.get(facet.key):
        _values(facet, criteria, counts, park_names, is_labelled=True)


def _values(
    facet: Facet, criteria: Criteria, counts: Counts, park_names: Mapping[str, str], *, is_labelled: bool = False
) -> None:
    """The values of one facet as chips. A value without any row is left out unless it is chosen."""
    key = f"facet_{criteria.kind}_{facet.key}"
    chosen = criteria.values(facet.key)
    found = counts.get(facet.key, {})
    options = [v for v in _in_order(facet, found, chosen) if found.get(v) or v in chosen]
    st.session_state[key] = [v for v in options if v in chosen]
    st.pills(
        facet_word(criteria.kind, facet.key),
        options,
        key=key,
        selection_mode="multi",
        label_visibility="visible" if is_labelled else "collapsed",
        format_func=lambda v: f"{_word(facet, v, park_names)} :gray[{found.get(v, 0):,}]",
        on_change=lambda: url_state.write_values(facet.key, st.session_state[key]),
    )


def _in_order(facet: Facet, found: Mapping[str, int], chosen: tuple[str, ...]) -> list[str]:
    """Bins from low to high, own ranges after them, codes as counted, 无数据 last."""
    known = list(facet.bins or facet.codes or sorted(v for v in found if v != NO_DATA))
    return [*known, *(v for v in chosen if v not in known and v != NO_DATA), NO_DATA]


def _word(facet: Facet, value: str, park_names: Mapping[str, str]) -> str:
    if facet.key == "park" and value in park_names:
        return plain(park_names[value])
    if value == NO_DATA and not person().audience.is_staff:
        return words.NO_DATA_OR_WITHHELD()  # the terms of what is reserved are there, but not for everybody
    return plain(value_word(facet, value))
