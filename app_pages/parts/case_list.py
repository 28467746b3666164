"""The disposal cases behind the board, and the next step of the one that is chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from actions.dispose import CaseMove, move_case
from app_pages.parts import sitting
from app_pages.parts.html import h, joined, tag
from app_pages.parts.session import person
from app_pages.parts.table import Cell, Column, Row, table
from domain.audience import Role
from domain.audit import Basis
from domain.codes import DisposalState, LegalTrack
from domain.disposal import DisposalPolicy, missing_papers, next_state
from wording import land_watch as words
from wording.codes import code_word
from wording.columns import column_word, unit_word
from wording.numbers import NO_DATA, mu

CASE_KEY = "case"
_PREFIX = "case_"
_COLUMNS = (
    Column("code", words.CASE_CODE(), 110),
    Column("number", words.NUMBER(), 66),
    Column("area", words.AREA(), 84, "number", unit_word("亩")),
    Column("route", words.ROUTE(), 130),
    Column("state", words.CASE_STATE(), 80, "chip"),
    Column("since", words.SINCE(), 104),
    Column("track", words.TRACK(), 130),
    Column("responsible", words.RESPONSIBLE(), 90),
)
Parcels = Mapping[int, Mapping[str, Any]]


def show_cases(
    cases: Sequence[Mapping[str, Any]], parcels: Parcels, policy: DisposalPolicy, park_codes: Mapping[int, str]
) -> None:
    """The table, and beside it the case that the URL names."""
    st.html(tag("h2", h(words.CASES()), "board-title"))
    chosen = st.query_params.get(CASE_KEY, cases[0]["case_code"] if cases else "")
    with st.container(key="watch", horizontal=True, gap="medium"):
        with st.container(key="watchlist"):
            table(
                [_row(c, parcels[c["parcel_id"]], policy) for c in cases], _COLUMNS, key="case_table",
                label=words.CASES(), empty=words.NO_CASE(), selected=chosen or None, on_pick=_pick, height_px=420,
            )  # fmt: skip
        case = next((c for c in cases if c["case_code"] == chosen), None)
        if case:
            with st.container(key="watchcase", width=430):
                _show(case, policy, park_codes.get(parcels[case["parcel_id"]]["park_id"]))


def _pick(code: str) -> None:
    st.query_params[CASE_KEY] = code
    sitting.forget_refusal()


def _row(case: Mapping[str, Any], parcel: Mapping[str, Any], policy: DisposalPolicy) -> Row:
    area, since = parcel["registered_area_m2"], str(case["state_since_on"] or "")
    return Row(
        case["case_code"],
        [
            case["case_code"],
            parcel["short_number"] or "",
            Cell(mu(area).text, float(area)) if area is not None else Cell(NO_DATA(), None, "missing"),
            policy.routes[case["route"]].zh if case["route"] in policy.routes else words.NO_ROUTE(),
            Cell(code_word(DisposalState, case["state"]), list(DisposalState).index(case["state"]), case["state"]),
            Cell(since, since or None),
            code_word(LegalTrack, case["legal_track"]),
            case["responsible"] or NO_DATA(),
        ],
        [parcel["id"]],
    )


def _show(case: Mapping[str, Any], policy: DisposalPolicy, park: str | None) -> None:
    """How far the case is, what is on file, and the form of its next step for whoever may take it."""
    steps = joined(_step(state, DisposalState(case["state"])) for state in DisposalState)
    st.html(tag("h3", h(case["case_code"]), "board-case") + tag("ol", steps, "board-steps") + _on_file(case))
    sitting.show_said()
    sitting.show_refused()
    to = next_state(DisposalState(case["state"]))
    if to is None:
        sitting.note(words.FINISHED())
    elif to in (DisposalState.CLOSED, DisposalState.REVIEWED):
        _form(case, to, policy) if Role.REVIEWER in person().roles else sitting.note(words.BY_REVIEWER())
    elif sitting.keeps(park):
        _form(case, to, policy)


def _step(state: DisposalState, now: DisposalState) -> str:
    order = list(DisposalState)
    classes = "now" if state is now else "done" if order.index(state) < order.index(now) else ""
    return tag("li", h(code_word(DisposalState, state)), classes)


def _on_file(case: Mapping[str, Any]) -> str:
    keys = (
        "basis_document", "holder_consent", "valuation_document", "approval_document", "court_case_number",
        "seizure_order", "closed_evidence", "closed_by",
    )  # fmt: skip
    pairs = [(column_word("disposal_cases", key), case[key]) for key in keys if case[key]]
    told = joined(tag("div", tag("dt", h(name)) + tag("dd", h(text))) for name, text in pairs)
    return tag("dl", told, "watch-facts")


def _form(case: Mapping[str, Any], to: DisposalState, policy: DisposalPolicy) -> None:
    key = f"{_PREFIX}{case['id']}_{to}_"
    st.html(tag("h3", h(words.MOVE_TO(state=code_word(DisposalState, to))), "watch-deed"))
    papers = _papers(case, to, policy, key)
    left, right = st.columns([3, 2])
    left.text_input(words.PAPER_NUMBER(), key=f"{key}document")
    right.text_input(words.PAPER_ON(), key=f"{key}on", placeholder=sitting.desk().today.isoformat())

    def work() -> str:
        basis = Basis(_typed(f"{key}document"), _typed(f"{key}on"))
        filled = {column: _typed(f"{key}{column}") for column in papers}
        move_case(sitting.desk(), CaseMove(case["id"], case["version"], to, basis, filled))
        return words.MOVED(code=case["case_code"], state=code_word(DisposalState, to))

    label = words.MOVE_TO(state=code_word(DisposalState, to))
    st.button(label, key=f"{key}do", type="primary", on_click=lambda: sitting.do(work))


def _papers(case: Mapping[str, Any], to: DisposalState, policy: DisposalPolicy, key: str) -> list[str]:
    """The fields that this step fills: the route with the plan, then the papers of that route."""
    if to is DisposalState.PLANNED:
        st.selectbox(
            words.ROUTE(), list(policy.routes), key=f"{key}route", filter_mode=None,
            format_func=lambda route: policy.routes[route].zh,
        )  # fmt: skip
        return ["route"]
    route = policy.routes.get(case["route"] or "")
    missing = missing_papers(case, route, to) if route else []
    for column in missing:
        st.text_input(column_word("disposal_cases", column), key=f"{key}{column}")
    return missing


def _typed(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()
