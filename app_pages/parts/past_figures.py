"""The headline figures as the page showed them on a past day, told again from the trail."""

from datetime import date

import streamlit as st

from actions.headline import Headline
from actions.past_day import figures_on
from app_pages.parts.html import h, joined, tag
from app_pages.parts.session import office, person
from wording import desk as words
from wording.figures import FIGURES, figure_text


def open_past_figures(day: date) -> None:
    """Open the dialog of a day's figures."""

    @st.dialog(f"{words.AS_IT_WAS()}　{day.isoformat()}", width="medium")
    def opened() -> None:
        then, found = figures_on(office().register, person(), day)
        st.html(past_html(found))
        st.caption(words.PAST_NOTE(day=then.isoformat()))

    opened()


def past_html(found: list[Headline]) -> str:
    """Each figure with its unit and the day of its values."""
    return tag("div", joined(_line(line) for line in found), "office-figures one")


def _line(line: Headline) -> str:
    said = figure_text(line.figure.key, line.figure.value, is_withheld=line.is_withheld)
    amount = tag("b", h(said.text)) + tag("span", h(said.unit), "unit")
    return tag("div", tag("span", h(FIGURES[line.figure.key].name())) + tag("span", amount))
