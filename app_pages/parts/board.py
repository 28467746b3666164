"""The board of 存量盘活: one row for each route, one column for each state; every number opens its parcels."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import streamlit as st

from analytics.disposal import Board, Cell
from app_pages.parts.html import anchor, h, joined, plain, tag
from domain.codes import DisposalState
from domain.disposal import DisposalPolicy
from wording import land_watch as words
from wording.codes import code_word
from wording.numbers import NO_DATA, mu, number

Parcels = Mapping[str, Mapping[str, Any]]


def target_html(board: Board, target_mu: float | None) -> str:
    """What is closed and what is under way against the year's target."""
    if not target_mu:
        return tag("div", tag("span", h(words.NO_TARGET())), "board-said")
    done, whole = float(board.disposed.area_mu), float(board.total.area_mu)
    shares = [min(100.0, 100 * part / target_mu) for part in (done, whole - done)]
    bar = "".join(f'<i class="{c}" style="width:{s:.2f}%"></i>' for c, s in zip(("done", "way"), shares, strict=True))
    closed = words.DISPOSED(
        area=number(done, 2), share=words.cut_percent(Fraction(board.disposed.area_mu) / Fraction(target_mu))
    )
    rest = words.REMAINS(area=number(max(target_mu - done, 0), 2), under_way=number(whole - done, 2))
    missing = board.total.missing_count
    if missing:
        rest += f"　{words.MISSING_AREA(n=missing)}"
    said = tag("b", h(words.TARGET(target=number(target_mu)))) + f"　{h(closed)}"
    return tag("div", tag("span", said) + tag("span", h(rest)), "board-said") + tag("div", bar, "board-bar")


def show_board(board: Board, policy: DisposalPolicy, parcels: Parcels) -> None:
    """The grid. A cell without a case stays empty: it is no zero that could be opened."""
    names: dict[str | None, str] = {key: route.zh for key, route in policy.routes.items()}
    if None in board.by_route:
        names[None] = words.NO_ROUTE()
    with st.container(key="boardgrid"):
        _heads()
        for place, (route, name) in enumerate(names.items()):
            cells = {state: board.cells.get((route, state)) for state in DisposalState}
            _row(f"{place}", name, cells, board.by_route.get(route), parcels)
        _row("all", words.TOTAL(), {s: board.by_state.get(s) for s in DisposalState}, board.total, parcels)


def _heads() -> None:
    with st.container(key="boardrow_head", horizontal=True):
        for text in (words.ROUTE(), *(code_word(DisposalState, s) for s in DisposalState), words.TOTAL()):
            st.html(h(text))


def _row(key: str, name: str, cells: Mapping[DisposalState, Cell | None], total: Cell | None, parcels: Parcels) -> None:
    with st.container(key=f"boardrow_{key}", horizontal=True):
        st.html(h(name))
        for state, cell in cells.items():
            _number(f"board_{key}_{state}", f"{name} · {code_word(DisposalState, state)}", cell, parcels)
        _number(f"board_{key}_total", name, total, parcels, is_bold=True)


def _number(key: str, what: str, cell: Cell | None, parcels: Parcels, *, is_bold: bool = False) -> None:
    if cell is None or not cell.parcels:
        st.html("&nbsp;")
        return
    said = number(cell.area_mu, 2)
    label = f"**{said}**" if is_bold else said
    if st.button(label, key=key, help=None):
        _open(what, cell, parcels)


def _open(what: str, cell: Cell, parcels: Parcels) -> None:
    title = words.OPEN_PARCELS(what=what, n=len(cell.parcels), area=number(cell.area_mu, 2))

    @st.dialog(plain(title), width="medium")
    def opened() -> None:
        st.html(tag("ul", joined(_line(parcels[code]) for code in cell.parcels), "board-parcels"))

    opened()


def _line(parcel: Mapping[str, Any]) -> str:
    area = parcel["registered_area_m2"]
    code = parcel["parcel_code"]
    opens = anchor(f"/?sel=parcel:{code}&kind=parcel", parcel["short_number"] or code)
    said = tag("span", h(parcel["right_holder"] or NO_DATA()))
    return tag("li", opens + said + tag("b", h(str(mu(area)) if area is not None else NO_DATA())))
