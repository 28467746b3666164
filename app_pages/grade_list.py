"""等级名单: what a reviewer releases. Names and grades, no score: the rows hold none."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from actions.close_ranking import release_ranking
from actions.desk import require_role
from app_pages.parts.html import h, joined, tag
from app_pages.parts.ranking_procedure import basis_now
from app_pages.parts.ranking_state import chooser, follow
from app_pages.parts.session import office, person
from app_pages.parts.sitting import desk, do, show_refused, show_said
from app_pages.parts.table import Cell, Column, Row, table
from domain.audience import Role
from domain.codes import RankingState
from wording import ranking_page as words
from wording.codes import code_word


def show_list(row: Mapping[str, Any], grades: Sequence[Mapping[str, Any]]) -> None:
    """The counts, the names, and the papers of one list."""
    st.html(_about(row, grades))
    columns = (
        *((Column("place", words.RANK(), 60, "number"),) if row["is_ordered"] else ()),
        Column("grade", words.GRADE(), 90, "chip"),
        Column("firm", words.FIRM(), 320),
        Column("pool", words.POOL(), 90),
    )
    rows = [_row(g, is_ordered=bool(row["is_ordered"])) for g in grades]
    table(rows, columns, key=f"list_{row['id']}", label=words.GRADE_LIST(), empty=words.NO_LISTS(), height_px=400)


def _about(row: Mapping[str, Any], grades: Sequence[Mapping[str, Any]]) -> str:
    told = [code_word(RankingState, row["state"]), words.CLOSED_BY(day=row["closed_on"], who=row["closed_by"])]
    if row["released_on"]:
        told.append(words.RELEASED_BY(day=row["released_on"], who=row["released_by"]))
    told.append(words.ORDERS["ordered" if row["is_ordered"] else "unordered"]())
    links = joined(
        f'<a class="rk-paper" href="/papers/ranking-list/{h(row["ranking_code"])}.{f}" download>{f.upper()}</a>'
        for f in ("pdf", "docx")
    )
    counted = joined(tag("p", h(pool) + "　" + _counts(grades, pool), "rk-text") for pool in _pools(grades))
    return tag("p", h("　".join(told)), "rk-text") + counted + tag("p", links, "rk-links")


def _pools(grades: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted({g["pool"] or "" for g in grades})


def _counts(grades: Sequence[Mapping[str, Any]], pool: str) -> str:
    found = [g["grade"] or "" for g in grades if (g["pool"] or "") == pool]
    names = sorted({g for g in found if g}) + ([""] if "" in found else [])
    return joined(
        tag("span", h(f"{name or words.UNGRADED()} {found.count(name)}"), f"chip chip-{name}") for name in names
    )


def _row(grade: Mapping[str, Any], *, is_ordered: bool) -> Row:
    name = grade["grade"] or ""
    place = [Cell(str(grade["place"] or "—"), grade["place"])] if is_ordered else []
    chip = Cell(name or words.UNGRADED(), name or None, name)
    return Row(str(grade["id"]), [*place, chip, grade["firm_name"], grade["pool"] or ""])


def show_release(row: Mapping[str, Any]) -> None:
    """Document number and day, and the button."""
    with st.container(key="rkclose", horizontal=True, vertical_alignment="bottom"):
        st.text_input(words.DOCUMENT(), key="rk-document", width=220)
        st.date_input(words.DOCUMENT_DAY(), value=office().today(), format="YYYY-MM-DD", key="rk-day", width=140)
        st.button(words.RELEASE(), type="primary", key="rk-release", on_click=lambda: do(lambda: release(row)))


def release(row: Mapping[str, Any]) -> str:
    """Release the list that is shown."""
    release_ranking(desk(), row["id"], row["version"], basis_now())
    return words.RELEASED_TOLD(code=row["ranking_code"])


require_role(person(), "release_ranking", Role.REVIEWER)
register = office().register
shown = [r for r in register.find("rankings") if r["state"] in (RankingState.CLOSED, RankingState.RELEASED)]
with st.container(key="work", gap=None):
    st.html(tag("h1", h(words.GRADE_LIST()), "rk-title") + tag("p", h(words.GRADE_LIST_NOTE()), "rk-text"))
    show_said()
    show_refused()
    if not shown:
        st.html(tag("p", h(words.NO_LISTS()), "rk-text"))
        st.stop()
    codes = [r["ranking_code"] for r in reversed(shown)]
    asked = st.query_params.get("ranking", "")
    code = asked if asked in codes else codes[0]
    with st.container(key="gradechoice"):
        st.selectbox(
            words.HEAD_CODE(), codes, key=chooser("ranking", code), on_change=follow, args=("ranking",), width=160,
            label_visibility="collapsed",
        )  # fmt: skip
    chosen = next(r for r in shown if r["ranking_code"] == code)
    show_list(chosen, register.find("ranking_grades", ranking_id=chosen["id"]))
    if chosen["state"] == RankingState.CLOSED:
        show_release(chosen)
