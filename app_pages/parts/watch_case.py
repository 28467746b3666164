"""One contract: the law's clock, the ground and the next step, and what may be done about it here and now."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from actions.watch_land import Watched, case_of
from app_pages.parts import sitting
from app_pages.parts.html import anchor, h, joined, tag
from app_pages.parts.sheet import chip
from app_pages.parts.watch_deeds import show_deeds
from domain.codes import CheckStage, Comparison
from domain.commitments import CommitmentStanding, standing
from domain.idle import GovernmentCause, IdleOutcome, as_known, years_after
from register.reader import Reader
from wording import land_watch as words
from wording.codes import code_word
from wording.columns import column_word
from wording.numbers import NO_DATA, money, mu, number

Row = Mapping[str, Any]


def show_case(watched: Watched, parcel: Row, reader: Reader) -> None:
    """The panel of a contract."""
    commitments = reader.find("commitments", contract_id=watched.contract["id"])
    st.html(_head(watched, parcel) + _clock(watched, reader.day) + _facts(watched))
    st.html(tag("p", h(words.PROPOSED()), "source"))
    sitting.show_said()
    sitting.show_refused()
    show_deeds(watched, reader.park_codes.get(parcel["park_id"]))
    st.html(_promised(commitments, reader.day))


def _head(watched: Watched, parcel: Row) -> str:
    area = str(mu(parcel["registered_area_m2"])) if parcel["registered_area_m2"] is not None else NO_DATA()
    opens = anchor(f"/?sel=parcel:{parcel['parcel_code']}&kind=parcel", words.ON_MAP())
    judged = watched.judgement
    said = (
        chip(judged.outcome, code_word(IdleOutcome, judged.outcome))
        if judged
        else tag("span", h(words.LACKS(field=words.CASE_COLUMNS[watched.lacks]())), "missing")
    )
    title = tag("h2", h(parcel["short_number"] or parcel["parcel_code"]) + tag("span", h(area), "about"))
    holder = tag("div", h(watched.contract["right_holder"] or NO_DATA()), "watch-holder")
    return tag("div", tag("div", title + opens, "between") + holder + tag("div", said, "watch-said"), "watch-head")


def _clock(watched: Watched, today: date) -> str:
    """The years of the law as a bar: the first, the second, and where today stands."""
    case = as_known(case_of(watched.contract), today)
    if case.completed_on or (case.started_on and not case.suspended_on):
        return ""
    start = case.suspended_on if case.started_on else case.agreed_start_on
    if start is None:
        return ""
    first, second = years_after(start, 1), years_after(start, 2)
    left, right = min(start, today) - timedelta(days=60), max(second, today) + timedelta(days=60)

    def at(day: date) -> float:
        return round(100 * (day - left).days / (right - left).days, 2)

    def span(begin: date, end: date, classes: str) -> str:
        return f'<i class="{classes}" style="left:{at(begin)}%;width:{round(at(end) - at(begin), 2)}%"></i>'

    is_suspended = bool(case.started_on)
    bars = span(start, first, "first") + ("" if is_suspended else span(first, second, "second"))
    marks = joined(
        f'<span style="left:{at(day)}%">{h(day.isoformat())}</span>'
        for day in (start, first, *_end(second, is_suspended))
    )
    now = f'<b style="left:{at(today)}%"><em>{h(words.CLOCK_TODAY())}</em></b>'
    key = tag("span", h((words.CLOCK_SUSPENDED if is_suspended else words.CLOCK_FIRST)()), "first") + (
        "" if is_suspended else tag("span", h(words.CLOCK_SECOND()), "second")
    )
    parts = ((key, "watch-key"), (bars + now, "watch-bar"), (marks, "watch-marks"))
    return tag("div", joined(tag("div", inside, classes) for inside, classes in parts), "watch-clock")


def _end(second: date, is_suspended: bool) -> tuple[date, ...]:
    return () if is_suspended else (second,)


def _facts(watched: Watched) -> str:
    """Why, what next, and the days and shares that it rests on."""
    judged, contract = watched.judgement, watched.contract
    rows: list[tuple[str, str]] = []
    if judged:
        rows += [
            (words.CLAUSE(), words.clause_word(judged.outcome)),
            (words.NEXT(), words.next_step_words(judged)),
            (words.FEE(), "" if judged.fee_10k_yuan is None else str(money(judged.fee_10k_yuan))),
            (words.DUE(), judged.due_on.isoformat() if judged.due_on else ""),
        ]
    for key in ("agreed_start_on", "started_on", "suspended_on", "agreed_completion_on", "completed_on"):
        rows.append((column_word("contracts", key), str(contract[key] or "")))
    rows.append((words.PROGRESS(), _shares(watched)))
    cause = contract["government_cause"] or GovernmentCause.UNKNOWN
    rows.append((column_word("contracts", "government_cause"), code_word(GovernmentCause, cause)))
    rows += _on_record(watched.finding)
    told = joined(tag("div", tag("dt", h(name)) + tag("dd", h(text))) for name, text in rows if text)
    return tag("dl", told, "watch-facts")


def _shares(watched: Watched) -> str:
    case = case_of(watched.contract)
    area, invested = case.developed_area_ratio, case.invested_ratio
    if area is None or invested is None:
        return ""
    return words.RATIOS(area=words.cut_percent(area), invested=words.cut_percent(invested))


def _on_record(finding: Row | None) -> list[tuple[str, str]]:
    if finding is None:
        return []
    keys = ("notice_document", "notice_served_on", "recognition_document", "recognised_on", "cause", "published_on")
    return [(column_word("idle_findings", key), str(finding[key] or "")) for key in keys]


def _promised(commitments: Sequence[Row], today: date) -> str:
    """The commitments of 标准地: what, how much, until when, and how it stands."""
    if not commitments:
        return ""
    lines = joined(_commitment(c, today) for c in commitments)
    return tag("h3", h(words.COMMITMENTS()), "watch-deed") + tag("dl", lines, "watch-facts")


def _commitment(row: Row, today: date) -> str:
    wanted = words.COMMITTED(
        comparison=code_word(Comparison, row["comparison"]),
        value=number(row["committed_value"]),
        unit=row["value_unit"] or "",
    )
    stands = standing(row, today)
    due = f"{code_word(CheckStage, row['check_stage'])} {row['due_on'] or NO_DATA()}"
    said = tag("div", h(wanted) + chip(stands, code_word(CommitmentStanding, stands)), "between")
    return tag("div", tag("dt", h(row["indicator"])) + tag("dd", said + tag("div", h(due), "source")))
