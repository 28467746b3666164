"""The forms of 问题—责任—销号: raise, answer, solve, close by another hand, reopen. Saved in callbacks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from actions.solve_problem import answer_problem, close_problem, raise_problem, reopen_problem, solve_problem
from app_pages.parts import sitting
from app_pages.parts.html import h, tag
from app_pages.parts.session import person
from domain.audience import Role
from domain.audit import Basis
from domain.codes import ProblemState
from wording import land_watch as words

_PREFIX = "problem_"
#: State → what comes next.
_NEXT = {
    ProblemState.RAISED: ("answer",),
    ProblemState.REOPENED: ("answer",),
    ProblemState.ANSWERED: ("solve",),
    ProblemState.SOLVED: ("close", "reopen"),
    ProblemState.CLOSED: ("reopen",),
}


def show_problem_deeds(problem: Mapping[str, Any], now: datetime) -> None:
    """What may be done about the chosen problem; closing is a reviewer's."""
    is_reviewer = Role.REVIEWER in person().roles
    with st.container(key="problemdeeds"):
        st.html(tag("h3", h(f"{problem['problem_code']}　{problem['title']}"), "watch-deed"))
        sitting.show_said()
        sitting.show_refused()
        for deed in _NEXT[ProblemState(problem["state"])]:
            if deed == "close" and not is_reviewer:
                sitting.note(words.BY_REVIEWER())
            else:
                _form(deed, problem, now)


def _form(deed: str, problem: Mapping[str, Any], now: datetime) -> None:
    key = f"{_PREFIX}{deed}_{problem['id']}_"
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}row"):
        st.text_input(words.PROBLEM_TEXTS[deed](), key=f"{key}text")
        if deed == "close":
            st.text_input(words.EVIDENCE_ON(), key=f"{key}on", width=160, placeholder=now.date().isoformat())

        def work() -> str:
            _do(deed, problem, _typed(f"{key}text"), _typed(f"{key}on"), now)
            return words.PROBLEM_DONE(code=problem["problem_code"], what=words.PROBLEM_DEEDS[deed]())

        st.button(
            words.PROBLEM_DEEDS[deed](), key=f"{key}do", type="primary" if deed != "reopen" else "secondary",
            on_click=lambda: sitting.do(work),
        )  # fmt: skip


def _do(deed: str, problem: Mapping[str, Any], text: str, on: str, now: datetime) -> None:
    desk, number, version = sitting.desk(), problem["id"], problem["version"]
    if deed == "answer":
        answer_problem(desk, number, version, text, at=now)
    elif deed == "solve":
        solve_problem(desk, number, version, text)
    elif deed == "close":
        close_problem(desk, number, version, Basis(text, on))
    else:
        reopen_problem(desk, number, version, text)


def show_raise(parcels: Mapping[int, Mapping[str, Any]], now: datetime) -> None:
    """A new problem on one of the parcels shown, with who answers for it."""
    with st.expander(words.RAISE()):
        place, what = st.columns([1, 3])
        place.selectbox(
            words.WHICH_PARCEL(), list(parcels), key=f"{_PREFIX}parcel",
            format_func=lambda number: parcels[number]["short_number"] or parcels[number]["parcel_code"],
        )  # fmt: skip
        what.text_input(words.WHAT(), key=f"{_PREFIX}what")
        unit, who, due, why = st.columns([2, 1, 1, 2])
        unit.text_input(words.UNIT(), key=f"{_PREFIX}unit")
        who.text_input(words.WHO(), key=f"{_PREFIX}who")
        due.text_input(words.DUE_ON(), key=f"{_PREFIX}due", placeholder=now.date().isoformat())
        why.text_input(words.OCCASION(), key=f"{_PREFIX}why")
        st.button(
            words.RAISE(), key=f"{_PREFIX}raise", type="primary", on_click=lambda: sitting.do(lambda: _raise(now))
        )


def _raise(now: datetime) -> str:
    answers = [{"unit": _typed(f"{_PREFIX}unit"), "person": _typed(f"{_PREFIX}who"), "due_on": _typed(f"{_PREFIX}due")}]
    parcel, what = int(st.session_state[f"{_PREFIX}parcel"]), _typed(f"{_PREFIX}what")
    raise_problem(sitting.desk(), parcel, what, answers, Basis(reason=_typed(f"{_PREFIX}why")), at=now)
    return words.PROBLEM_DONE(code=words.PROBLEMS(), what=what)


def _typed(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()
