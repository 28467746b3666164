"""The five headline figures above the map. Each that may be opened is a button and shows the records behind it."""

from collections.abc import Mapping

import streamlit as st

from actions.headline import Headline, headline
from app_pages.parts import url_state
from app_pages.parts.session import office
from app_pages.parts.table import Column, table
from domain.audience import Audience, Line
from register.reader import Reader
from wording import map as words, pages
from wording.figures import FIGURES, MISSING, NOT_LISTED, figure_text
from wording.numbers import number

SHOWN = ("available_land_mu", "idle_mu", "underused_mu", "vacant_plant_m2", "tax_10k_yuan_per_mu")
OPEN_KEY = "open"
AS_OF_KEY = "as_of"
#: Figure → the list that shows its records, and the value of that list's `figure` facet.
LISTED_AS = {
    "available_land_mu": ("parcel", "available_land"),
    "idle_mu": ("parcel", "idle"),
    "underused_mu": ("parcel", "underused"),
    "vacant_plant_m2": ("plant", "vacant_plant"),
}
COUNTED = {"vacant_plant_m2": "unit", "tax_10k_yuan_per_mu": "firm"}


def show_strip(reader: Reader, park_names: Mapping[str, str], chosen_park: str) -> None:
    """The strip, and the dialog of the figure that the URL names."""
    audience = reader.audience
    park = chosen_park if audience.is_staff and chosen_park in park_names else None
    found = {h.figure.key: h for h in headline(office().snapshot, audience, office().today(), park)}
    with st.container(horizontal=True, key="figures", gap=None):
        if audience.is_staff:
            _choose_park(park_names, park)
        for key in SHOWN:
            _show(found[key])
    opened = found.get(st.query_params.get(OPEN_KEY, ""))
    if opened and opened.opens:
        _open(reader, opened)


def own_park(audience: Audience) -> str:
    """Where a person's strip begins: an officer of one park with his own, everybody else with the district."""
    is_bound = len(audience.parks) == 1 and not audience.sees_all(Line.STAFF)
    return audience.parks[0] if is_bound else ""


def _choose_park(park_names: Mapping[str, str], park: str | None) -> None:
    key = "strip_park"
    st.session_state[key] = park or ""
    with st.container(key="strippark"):
        st.selectbox(
            words.PARK_OF_FIGURES(),
            ["", *park_names],
            key=key,
            format_func=lambda code: park_names.get(code) or pages.ALL_DISTRICT(),
            filter_mode=None,
            on_change=lambda: url_state.write(url_state.PARK_KEY, st.session_state[key] or "all"),
        )


def _show(line: Headline) -> None:
    figure = line.figure
    said = FIGURES[figure.key]
    quantity = figure_text(figure.key, figure.value, is_withheld=line.is_withheld)
    about = figure.as_of[:4] + " 年" if figure.key == "tax_10k_yuan_per_mu" and figure.as_of else ""
    if figure.record_ids:
        about = said.counted(n=f"{len(figure.record_ids):,}")
    label = f"{said.name()} :gray[{about}]\n**{quantity.text}** {quantity.unit}"
    if line.opens and figure.value is not None:
        st.button(label, key=f"figure_{figure.key}", width="stretch", on_click=_open_in_url, args=(figure.key,))
    else:
        with st.container(key=f"figure_{figure.key}"):
            st.markdown(label, help=said.rule())


def _open_in_url(key: str) -> None:
    """The link of an opened figure carries the day on which it was read."""
    st.query_params[OPEN_KEY] = key
    st.query_params[AS_OF_KEY] = office().today().isoformat()


def _close_in_url() -> None:
    for key in (OPEN_KEY, AS_OF_KEY):
        st.query_params.pop(key, None)


def _open(reader: Reader, line: Headline) -> None:
    figure = line.figure
    quantity = figure_text(figure.key, figure.value)

    @st.dialog(f"{FIGURES[figure.key].name()}　{quantity}", width="large", on_dismiss=_close_in_url)
    def opened() -> None:
        rows = reader.figure_rows(figure.key)
        rows = [r for r in rows if r["code"] in set(figure.record_ids)]
        _say_rule(line, len(rows))
        table(_columns(figure.key), rows, key=f"figure_rows_{figure.key}", height=340)
        rest = _not_listed(line, rows)
        if rest:
            st.caption(rest)
        if figure.key in LISTED_AS:
            st.button(words.ONLY_THESE(), type="primary", on_click=_list_these, args=(figure.key,))

    opened()


def _say_rule(line: Headline, shown_count: int) -> None:
    figure = line.figure
    summed = words.SUMMED[COUNTED.get(figure.key, "parcel")](n=shown_count)
    missing = MISSING(n=figure.missing_count) if figure.missing_count else ""
    as_of = pages.AS_OF(day=figure.as_of) if figure.as_of else ""
    st.caption(" ".join(filter(None, (summed, f"{pages.RULE()}：{FIGURES[figure.key].rule()}", missing, as_of))))


def _not_listed(line: Headline, rows: list[Mapping[str, object]]) -> str:
    """What is vacant but not on offer, as one line and without a name, for those who may not see the rest."""
    if line.figure.key != "vacant_plant_m2" or line.figure.value is None:
        return ""
    shown = sum(float(str(r["area"] or 0)) for r in rows)
    rest = float(line.figure.value) - shown
    return NOT_LISTED(area=number(rest, 0)) if rest > 0.5 else ""


def _list_these(figure_key: str) -> None:
    kind, value = LISTED_AS[figure_key]
    url_state.clear_criteria()
    url_state.switch_kind(kind)
    url_state.write_values("figure", [value])
    url_state.write(url_state.SELECTION_KEY, None)
    _close_in_url()


def _columns(figure_key: str) -> list[Column]:
    raise NotImplementedError(figure_key)
