"""土地动态监测: what each contract comes to today, why, and what is to be done by whom."""

from collections.abc import Sequence

import streamlit as st

from actions.watch_land import Watched, watched
from app_pages.parts import sitting
from app_pages.parts.html import h, tag
from app_pages.parts.session import office, person, reader
from app_pages.parts.watch_case import show_case
from app_pages.parts.watch_list import needs_doing, urgency, watch_table
from domain.audience import Role
from domain.codes import IdleState
from domain.errors import NotPermitted
from domain.idle import FINDABLE
from register.policies import idle_policy
from wording import land_watch as words

CONTRACT_KEY, SHOW_KEY = "contract", "show"


def summary(found: Sequence[Watched]) -> str:
    """How many there are, and how many wait for whom."""
    states = [w.finding["state"] if w.finding else None for w in found]
    return words.SUMMARY(
        day=office().today().isoformat(),
        n=len(found),
        open=sum(bool(w.judgement) and w.judgement.outcome in FINDABLE and w.finding is None for w in found),
        suspected=states.count(IdleState.SUSPECTED),
        recognised=states.count(IdleState.RECOGNISED),
    )


def write(key: str, value: str) -> None:
    """Put what was chosen into the URL."""
    st.query_params[key] = value
    sitting.forget_refusal()


def shown() -> str:
    """Which rows: those that need doing, or all; the URL says it."""
    chosen = st.query_params.get(SHOW_KEY, "todo")
    st.session_state["watch_show"] = chosen if chosen in words.SHOW else "todo"
    st.segmented_control(
        words.CONTRACTS(), list(words.SHOW), key="watch_show", label_visibility="collapsed", required=True,
        format_func=lambda key: words.SHOW[key](),
        on_change=lambda: write(SHOW_KEY, st.session_state["watch_show"]),
    )  # fmt: skip
    return str(st.session_state["watch_show"])


if not person().roles & {Role.OFFICER, Role.REVIEWER}:
    raise NotPermitted(deed="land_watch")
here = reader()
found = watched(here.find("contracts"), here.find("idle_findings"), office().today(), idle_policy())
parcels = {p["id"]: p for p in here.find("parcels")}
with st.container(key="work", gap=None):
    with st.container(key="watchhead", horizontal=True, vertical_alignment="bottom"):
        st.html(tag("h1", h(words.PAGE()), "work-title") + tag("p", h(summary(found)), "day-summary"))
        which = shown()
    rows = sorted((w for w in found if which == "all" or needs_doing(w)), key=urgency)
    chosen = st.query_params.get(CONTRACT_KEY) or (rows[0].contract["contract_code"] if rows else "")
    with st.container(key="watch", horizontal=True, gap="medium"):
        with st.container(key="watchlist"):
            watch_table(rows, parcels, chosen, lambda code: write(CONTRACT_KEY, code), is_empty=not found)
        with st.container(key="watchcase", width=470):
            case = next((w for w in found if w.contract["contract_code"] == chosen), None)
            if case:
                show_case(case, parcels[case.contract["parcel_id"]], here)
            else:
                sitting.note(words.CHOOSE())
