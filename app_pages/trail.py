"""留痕: who changed what, per day and per person; taking back one's own last change; the export."""

from datetime import date

import streamlit as st

from actions.read_trail import Trace, deed_word, read_trail, record_word, trail_csv
from actions.undo_change import LastDeed, last_deed, undo_change
from app_pages.parts import sitting
from app_pages.parts.html import h, tag
from app_pages.parts.past_figures import open_past_figures
from app_pages.parts.session import office, person
from app_pages.parts.trail_view import MOST_SHOWN, traces_html
from domain.clock import field_day
from domain.errors import NotPermitted
from wording import desk as words

DAY_KEY, WHO_KEY = "day", "who"


def chosen_day() -> date:
    """The day that the URL names, else the real one: instants of the trail are real."""
    try:
        return date.fromisoformat(st.query_params.get(DAY_KEY, ""))
    except ValueError:
        return field_day(None)


def write(key: str, widget: str) -> None:
    """Put what was chosen into the URL."""
    st.query_params[key] = st.session_state[widget] or ""


def show_filter(day: date, traces: list[Trace]) -> str:
    """Day and person; returns the person."""
    names = sorted({t.entry.trace.actor for t in traces})
    who = st.query_params.get(WHO_KEY, "")
    with st.container(horizontal=True, key="trailbar", vertical_alignment="bottom"):
        st.text_input(
            words.DAY(), value=day.isoformat(), key="trail_day", width=150, on_change=write, args=(DAY_KEY, "trail_day")
        )
        options = ["", *names] if who in ("", *names) else ["", who, *names]
        st.session_state["trail_who"] = who
        st.selectbox(
            words.PERSON(), options, key="trail_who", width=200, filter_mode=None,
            format_func=lambda name: name or words.EVERYBODY(), on_change=write, args=(WHO_KEY, "trail_who"),
        )  # fmt: skip
        st.download_button(words.EXPORT(), lambda: export(day, who), f"trail-{day.isoformat()}.csv", "text/csv")
        if st.button(words.AS_IT_WAS(), key="past_figures"):
            open_past_figures(day)
    return who


def export(day: date, who: str) -> bytes:
    """The day's entries as CSV, for whoever asks now."""
    return trail_csv(read_trail(office().register, person(), day=day, actor=who or None))


def show_undo(mine: LastDeed) -> None:
    """One's own last deed, and the button that takes it back."""
    entry = mine.entries[0]
    said = f"{deed_word(entry.trace.deed)} {record_word(entry)}"
    with st.container(horizontal=True, key="undobar", vertical_alignment="center"):
        st.html(tag("div", f"{h(words.MY_LAST())} {tag('b', h(said))}", "desk-note"))
        st.button(words.UNDO(), key="undo", on_click=undo, args=(mine.revision,))


def undo(revision: int) -> None:
    """Take it back, then say so."""
    sitting.do(lambda: words.UNDONE_N(n=undo_change(sitting.desk(), revision)))


somebody = person()
if somebody.is_visitor:
    raise NotPermitted(deed="trail")
with st.container(key="work", gap=None):
    st.html(tag("h1", h(words.TRAIL()), "work-title"))
    day = chosen_day()
    found = read_trail(office().register, somebody, day=day)
    who = show_filter(day, found)
    sitting.show_said()
    sitting.show_refused()
    if mine := last_deed(office().register, somebody.name):
        show_undo(mine)
    shown = [t for t in found if not who or t.entry.trace.actor == who]
    counted = words.TRAIL_SHOWN(n=len(shown), shown=MOST_SHOWN) if len(shown) > MOST_SHOWN else ""
    st.html(tag("div", h(counted or words.TRAIL_COUNT(n=len(shown))), "desk-note"))
    st.html(traces_html(shown[:MOST_SHOWN]))
