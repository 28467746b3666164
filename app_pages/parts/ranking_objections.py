"""What firms object to: listed, recorded with evidence, decided."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from actions.object_to_figure import CONTESTABLE, decide_objection, record_objection
from app_pages.parts.html import h, tag
from app_pages.parts.ranking_state import RankingView, write
from app_pages.parts.session import office
from app_pages.parts.sitting import desk, do
from app_pages.parts.table import Cell, Column, Row, table
from domain.codes import ObjectionState
from wording import ranking_page as words
from wording.codes import code_word
from wording.columns import column_word
from wording.numbers import NO_DATA, number

_COLUMNS = (
    Column("firm", words.FIRM(), 190),
    Column("figure", words.HEAD_FIGURE(), 110),
    Column("stated", words.HEAD_STATED(), 84, "number"),
    Column("claimed", words.HEAD_CLAIMED(), 84, "number"),
    Column("state", words.HEAD_OUTCOME(), 70, "chip"),
)
_CHIPS = {"open": "flagged", "upheld": "offered", "rejected": "stopped"}


def show_objections(view: RankingView) -> None:
    """The objections of the year, and the forms."""
    register = office().register
    names = {e["id"]: (e["enterprise_code"], e["name"]) for e in register.find("enterprises")}
    found = register.find("objections", year=view.year)
    st.html(tag("h2", h(words.OBJECTIONS()), "rk-h2 rk-below"))
    chosen = st.query_params.get("objection", "")
    table(
        [_row(o, names[o["enterprise_id"]][1]) for o in found],
        _COLUMNS,
        key=f"objections_{view.year}",
        label=words.OBJECTIONS(),
        empty=words.NO_OBJECTIONS(),
        selected=chosen or None,
        on_pick=lambda picked: write("objection", picked),
        height_px=150,
    )
    row = next((o for o in found if str(o["id"]) == chosen and o["state"] == ObjectionState.OPEN), None)
    if row:
        _show_decision(row)
    with st.popover(words.NEW_OBJECTION()):
        _show_form(view, dict(names.values()))


def _row(objection: Mapping[str, Any], firm: str) -> Row:
    state = objection["state"]
    return Row(
        str(objection["id"]),
        [
            firm,
            column_word("enterprise_years", objection["figure"], short=True),
            _amount(objection["stated"]),
            _amount(objection["claimed"]),
            Cell(code_word(ObjectionState, state), state, _CHIPS[state]),
        ],
    )


def _amount(value: float | None) -> Cell:
    return Cell(number(value), value) if value is not None else Cell(NO_DATA(), None, "missing")


def _show_decision(row: Mapping[str, Any]) -> None:
    with st.container(key="rkdecide", horizontal=True, vertical_alignment="bottom"):
        st.text_input(words.DECISION(), key=f"rk-decision-{row['id']}")
        for is_upheld, word in ((True, words.UPHOLD), (False, words.REJECT)):
            st.button(
                word(),
                key=f"rk-decide-{is_upheld}",
                on_click=lambda upheld=is_upheld: do(lambda: _decide(row, upheld)),
            )


def _decide(row: Mapping[str, Any], is_upheld: bool) -> str:
    decision = str(st.session_state.get(f"rk-decision-{row['id']}") or "")  # as it stands now, not as last drawn
    decide_objection(desk(), row["id"], row["version"], is_upheld=is_upheld, decision=decision)
    return words.DECIDED_TOLD()


def _show_form(view: RankingView, firms: Mapping[str, str]) -> None:
    firm = st.selectbox(
        words.FIRM(), list(firms), index=None, format_func=firms.get, placeholder=words.FIRM(), key="rk-firm"
    )
    figure = st.selectbox(
        words.HEAD_FIGURE(), CONTESTABLE, format_func=lambda k: column_word("enterprise_years", k), key="rk-figure"
    )
    claimed = st.number_input(words.CLAIMED(), value=None, key="rk-claimed", placeholder="")
    evidence = st.text_input(words.EVIDENCE(), key="rk-evidence")
    reason = st.text_input(words.OBJECTION_REASON(), key="rk-reason")
    st.button(
        words.RECORD_IT(),
        type="primary",
        key="rk-record",
        disabled=firm is None or claimed is None,
        on_click=lambda: do(lambda: _record(view, firm or "", figure, claimed or 0.0, reason, evidence)),
    )


def _record(view: RankingView, firm: str, figure: str, claimed: float, reason: str, evidence: str) -> str:
    record_objection(desk(), firm, view.year, figure, claimed, reason=reason, evidence=evidence)
    return words.OBJECTION_TOLD()
