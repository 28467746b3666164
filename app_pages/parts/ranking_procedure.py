"""Confirm and publish: papers, frozen rankings, closing, objections."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from actions.close_ranking import close_ranking, draft_ranking
from actions.ranking_papers import FORMS
from app_pages.parts.html import h, joined, tag
from app_pages.parts.ranking_objections import show_objections
from app_pages.parts.ranking_state import RankingView, write
from app_pages.parts.session import office
from app_pages.parts.sitting import desk, do, show_refused, show_said
from app_pages.parts.table import Cell, Column, Row, table
from domain.audit import Basis
from domain.codes import RankingState
from wording import ranking_page as words
from wording.codes import code_word

_CHIPS = {"draft": "sample", "closed": "reserved", "released": "offered", "replaced": "stopped"}


def show_procedure(view: RankingView) -> None:
    """Papers and objections at the right, rankings at the left."""
    show_said()
    show_refused()
    rankings = office().register.find("rankings", year=view.year)
    with st.container(key="rkproc", horizontal=True, gap=None):
        with st.container(gap=None):
            _show_rankings(view, rankings)
        with st.container(gap=None):
            st.html(_papers_html(view))
            show_objections(view)


def _show_rankings(view: RankingView, rankings: Sequence[Mapping[str, Any]]) -> None:
    st.html(tag("h2", h(words.FREEZE()), "rk-h2") + tag("p", h(words.FREEZE_NOTE()), "rk-text"))
    st.button(words.MAKE_DRAFT(), on_click=lambda: do(lambda: _draft(view)), key="rk-draft")
    code = st.query_params.get("ranking", "")
    table(
        [_ranking_row(r) for r in reversed(rankings)],
        _COLUMNS,
        key=f"rankings_{view.year}",
        label=words.FREEZE(),
        empty=words.NO_RANKINGS(),
        selected=code or None,
        on_pick=lambda picked: write("ranking", picked),
        height_px=190,
    )
    chosen = next((r for r in rankings if r["ranking_code"] == code), None)
    if chosen:
        _show_chosen(chosen, rankings)


_COLUMNS = (
    Column("code", words.HEAD_CODE(), 74),
    Column("state", words.HEAD_STATE(), 80, "chip"),
    Column("scheme", words.HEAD_SCHEME(), 96),
    Column("count", words.HEAD_COUNT(), 54, "number"),
    Column("made", words.HEAD_MADE(), 92),
    Column("closed", words.HEAD_CLOSED(), 92),
    Column("released", words.HEAD_RELEASED(), 92),
)


def _ranking_row(row: Mapping[str, Any]) -> Row:
    state = row["state"]
    return Row(
        row["ranking_code"],
        [
            row["ranking_code"],
            Cell(code_word(RankingState, state), state, _CHIPS[state]),
            row["scheme"],
            Cell(str(row["firm_count"]), row["firm_count"]),
            row["made_on"] or "",
            row["closed_on"] or "",
            row["released_on"] or "",
        ],
    )


def _draft(view: RankingView) -> str:
    here = office()
    ranking = draft_ranking(desk(), here.paths.files, view.year, view.scheme)
    code = (here.register.get("rankings", ranking) or {})["ranking_code"]
    write("ranking", code)
    return words.DRAFT_MADE(code=code)


def _show_chosen(row: Mapping[str, Any], rankings: Sequence[Mapping[str, Any]]) -> None:
    code, state = row["ranking_code"], row["state"]
    st.html(tag("h2", h(words.CHOSEN_RANKING(code=code, state=code_word(RankingState, state))), "rk-h2 rk-below"))
    st.html(tag("p", joined(_links(row, rankings)), "rk-links"))
    if state == RankingState.DRAFT:
        _show_closing(row)


def _links(row: Mapping[str, Any], rankings: Sequence[Mapping[str, Any]]) -> list[str]:
    code = row["ranking_code"]
    links = [_link(f"/papers/ranking-archive/{code}.zip", words.ARCHIVE())]
    if row["state"] != RankingState.DRAFT:
        links += [
            _link(f"/papers/ranking-list/{code}.{f}", f"{words.LIST_PAPER()} {f.upper()}") for f in ("pdf", "docx")
        ]
    before = [r["ranking_code"] for r in rankings if r["id"] < row["id"]]
    if before:
        href = f"/papers/ranking-differences/{before[-1]}/{code}.pdf"
        links.append(_link(href, f"{words.DIFFERENCES(code=before[-1])} PDF"))
    return links


def _show_closing(row: Mapping[str, Any]) -> None:
    with st.container(key="rkclose", horizontal=True, vertical_alignment="bottom"):
        st.text_input(words.DOCUMENT(), key="rk-document", width=190)
        st.date_input(words.DOCUMENT_DAY(), value=office().today(), format="YYYY-MM-DD", key="rk-day", width=130)
        st.segmented_control(
            words.ORDER(),
            list(words.ORDERS),
            default="unordered",
            required=True,
            format_func=lambda key: words.ORDERS[key](),
            key="rk-order",
        )
        st.button(words.CLOSE(), type="primary", key="rk-close", on_click=lambda: do(lambda: _close(row)))


def basis_now() -> Basis:
    """Document and day as they stand in their fields at this moment; the last run of the script may be older."""
    day = st.session_state.get("rk-day")
    return Basis(str(st.session_state.get("rk-document") or ""), day.isoformat() if day else "")


def _close(row: Mapping[str, Any]) -> str:
    basis, is_ordered = basis_now(), st.session_state.get("rk-order") == "ordered"
    files = office().paths.files
    close_ranking(desk(), files, row["id"], row["version"], basis, is_ordered=is_ordered)
    return words.CLOSED_TOLD(code=row["ranking_code"])


def _papers_html(view: RankingView) -> str:
    lines = joined(
        tag("dt", h(words.PAPER_NAMES[paper]()))
        + tag("dd", joined(_paper_links(view, paper)) + tag("small", h(words.PAPER_NOTES[paper]())))
        for paper in ("slips", "workbook", "report")
    )
    return tag("h2", h(words.PAPERS()), "rk-h2") + tag("dl", lines, "rk-papers")


def _paper_links(view: RankingView, paper: str) -> list[str]:
    return [_link(f"/papers/ranking/{view.year}/{view.scheme}/{paper}.{f}", f.upper()) for f in FORMS[paper]]


def _link(href: str, text: str) -> str:
    return f'<a class="rk-paper" href="{h(href)}" target="_self" download>{h(text)}</a>'
