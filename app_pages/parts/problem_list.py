"""问题—责任—销号 on the board: each problem with its two clocks, late ones said; the share that is closed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from app_pages.parts import sitting
from app_pages.parts.html import h, tag
from app_pages.parts.problem_deeds import show_problem_deeds, show_raise
from app_pages.parts.session import office
from app_pages.parts.table import Cell, Column, Row, table
from domain.clock import SHANGHAI
from domain.codes import ProblemState
from domain.workdays import Holidays, ProblemPolicy, closed_ratio, problem_clock
from register.policies import holidays, problem_policy
from wording import land_watch as words
from wording.codes import code_word
from wording.numbers import NO_DATA
from wording.values import bracketed, joined

PROBLEM_KEY = "problem"
_COLUMNS = (
    Column("code", words.PROBLEM_CODE(), 110),
    Column("number", words.NUMBER(), 66),
    Column("title", words.PROBLEM(), 280),
    Column("raised", words.RAISED_AT(), 140),
    Column("answer", words.ANSWER_BY(), 180),
    Column("solve", words.SOLVE_BY(), 160),
    Column("who", words.RESPONSIBLE(), 200),
    Column("state", words.PROBLEM_STATE(), 90, "chip"),
)


def show_problems(problems: Sequence[Mapping[str, Any]], parcels: Mapping[int, Mapping[str, Any]]) -> None:
    """The list with its title and the share closed."""
    policy, table_of_days, now = problem_policy(), holidays(), _now()
    share = closed_ratio([p["state"] == ProblemState.CLOSED for p in problems])
    about = words.PROBLEMS_ABOUT(
        share=NO_DATA() if share is None else words.cut_percent(share), least=words.cut_percent(policy.closed_ratio)
    )
    st.html(tag("h2", h(words.PROBLEMS()) + tag("span", h(about), "about"), "board-title"))
    rows = [_row(p, parcels[p["parcel_id"]], policy, table_of_days, now) for p in problems]
    table(
        rows, _COLUMNS, key="problem_table", label=words.PROBLEMS(), empty=words.NO_PROBLEM(),
        selected=st.query_params.get(PROBLEM_KEY), on_pick=_pick,
    )  # fmt: skip
    chosen = next((p for p in problems if p["problem_code"] == st.query_params.get(PROBLEM_KEY)), None)
    if chosen:
        show_problem_deeds(chosen, _now())
    show_raise(parcels, _now())


def _pick(code: str) -> None:
    st.query_params[PROBLEM_KEY] = code
    sitting.forget_refusal()


def _now() -> datetime:
    """The clock of the record: the end of its own day, where it lives on one, else now."""
    day, real = office().today(), datetime.now(UTC).astimezone(SHANGHAI)
    return real if day == real.date() else datetime(day.year, day.month, day.day, 18, tzinfo=SHANGHAI)


def _row(
    problem: Mapping[str, Any], parcel: Mapping[str, Any], policy: ProblemPolicy, days: Holidays, now: datetime
) -> Row:
    raised, answered = _instant(problem["raised_at"]), _instant(problem["answered_at"])
    if raised is None:
        answer, solve = NO_DATA(), NO_DATA()
    else:
        clock = problem_clock(raised, now, policy, days, answered_at=answered, solved_on=_day(problem["solved_on"]))
        answer = _said(_minutes(clock.answer_by), is_late=clock.is_answer_late)
        marked = bracketed(words.PROVISIONAL()) if clock.solve_by.is_provisional else ""
        solve = _said(f"{clock.solve_by.on}{marked}", is_late=clock.is_solution_late)
    who = joined(f"{r['unit']} {r['person']}" for r in problem["responsibilities"] or ())
    return Row(
        problem["problem_code"],
        [
            problem["problem_code"], parcel["short_number"] or "", problem["title"],
            _minutes(raised) if raised else NO_DATA(), answer, solve, who,
            Cell(code_word(ProblemState, problem["state"]), problem["state"], problem["state"]),
        ],
        [parcel["id"]],
    )  # fmt: skip


def _said(text: str, *, is_late: bool) -> str:
    return text + (f"　{words.LATE()}" if is_late else "")


def _minutes(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
