"""The five headline figures above the map. Each that may be opened is a button and shows the records behind it."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from actions.headline import TAX, Headline
from app_pages.parts import url_state
from app_pages.parts.figure_dialog import AS_OF_KEY, OPEN_KEY, show_dialog
from app_pages.parts.session import office
from domain.audience import Audience, Line
from register.reader import Reader
from wording import map as words
from wording import pages
from wording.figures import FIGURES, figure_text

SHOWN = ("available_land_mu", "idle_mu", "underused_mu", "vacant_plant_m2", "tax_10k_yuan_per_mu")


def show_strip(reader: Reader, park_names: Mapping[str, str], chosen_park: str) -> None:
    """The strip, and the dialog of the figure that the URL names."""
    audience = reader.audience
    park = chosen_park if audience.is_staff and chosen_park in park_names else None
    found = {h.figure.key: h for h in office().headlines.before(audience, office().today(), park)}
    with st.container(horizontal=True, key="figures", gap=None):
        if audience.is_staff:
            _choose_park(park_names, park)
        for key in SHOWN:
            _show(found[key])
    opened = found.get(st.query_params.get(OPEN_KEY, ""))
    if opened and opened.opens:
        show_dialog(reader, opened, park_names, park)


def own_park(audience: Audience) -> str:
    """Where a person's strip begins: an officer with his (first) park, everybody else with the district."""
    is_bound = bool(audience.parks) and not audience.sees_all(Line.STAFF)
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
            label_visibility="collapsed",
            on_change=lambda: url_state.write(url_state.PARK_KEY, st.session_state[key] or "all"),
        )


def _show(line: Headline) -> None:
    figure = line.figure
    said = FIGURES[figure.key]
    quantity = figure_text(figure.key, figure.value, is_withheld=line.is_withheld)
    year = words.YEAR(year=figure.as_of[:4]) if figure.key == TAX and figure.as_of else ""
    count = said.counted(n=f"{len(figure.record_ids):,}") if figure.record_ids else ""
    about = " ".join(filter(None, (year, count)))
    if line.opens and figure.value is not None:
        label = f"{said.name()} :gray[{about}]\n**{quantity.text}** {quantity.unit}"
        st.button(label, key=f"figure_{figure.key}", width="stretch", on_click=_open_in_url, args=(figure.key,))
    else:
        st.html(
            f'<div class="figure" title="{escape(_told(line))}">{said.name()} <span>{about}</span>\n'
            f"<strong>{quantity.text}</strong> {quantity.unit}</div>"
        )


def _told(line: Headline) -> str:
    """Rule and day of a figure that does not open, for whoever points at it."""
    as_of = pages.AS_OF(day=line.figure.as_of) if line.figure.as_of else ""
    return f"{pages.RULE()}：{FIGURES[line.figure.key].rule()} {as_of}".strip()


def _open_in_url(key: str) -> None:
    """The link of an opened figure carries the day on which it was read."""
    st.query_params[OPEN_KEY] = key
    st.query_params[AS_OF_KEY] = office().today().isoformat()
