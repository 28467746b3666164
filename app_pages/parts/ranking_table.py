"""The firms of a pool: by rank with their grades, or 不定等级 with the reason."""

from collections.abc import Iterable

import streamlit as st

from actions.rank_year import RankedYear
from analytics.firm_years import FirmYear
from app_pages.parts.html import plain
from app_pages.parts.ranking_state import write
from app_pages.parts.table import Cell, Column, Row, table
from domain.codes import Industry
from wording import ranking_page as words
from wording.codes import code_word
from wording.columns import unit_word
from wording.numbers import NO_DATA, number
from wording.ranking import indicator_word

_COLUMNS = (
    Column("rank", words.RANK(), 48, "number"),
    Column("firm", words.FIRM(), 196),
    Column("grade", words.GRADE(), 46, "chip"),
    Column("score", words.SCORE(), 120, "bar"),
    Column("range", words.RANGE(), 66, is_sortable=False),
    Column("land", words.LAND(), 76, "number", unit_word("亩")),
    Column("ratio", indicator_word("tax_per_mu"), 108, "number", unit_word("万元/亩")),
    Column("state", words.CONFIRMED(), 60),
    Column("industry", words.INDUSTRY(), 92),
)
MOST_ROWS = 1000


def show_ranking(ranked: RankedYear, pool: str, firm: str) -> None:
    """The table of ranked firms; a click opens the firm beside it."""
    scored = ranked.scored
    rows = [r for r in scored.order.tolist() if scored.rank[r] > 0 and scored.pool_name(r) == pool]
    best = max((float(scored.score[r]) for r in rows), default=1.0) or 1.0
    table(
        [_row(ranked, r, best) for r in rows[:MOST_ROWS]],
        _COLUMNS,
        key=f"ranking_{pool}",
        label=words.TABLE(),
        empty=words.NOBODY_RANKED(),
        selected=firm or None,
        on_pick=lambda code: write("firm", code),
    )


def rank_range(ranked: RankedYear, r: int) -> str:
    """The ranks between which nine draws of ten lie; empty where the scheme states no margin of error."""
    if not ranked.scheme.margins:
        return ""
    low, high = (int(side[r]) for side in (ranked.uncertainty.low_rank, ranked.uncertainty.high_rank))
    return str(low) if low == high else f"{low}–{high}"


def firm_industry(firm: FirmYear) -> str:
    """The industry in its short word."""
    return code_word(Industry, firm.industry, short=True) if firm.industry else NO_DATA()


def confirmed_word(firm: FirmYear) -> str:
    """Whether the firm signed its slip."""
    if firm.is_confirmed is None:
        return words.UNKNOWN_CONFIRMED()
    return words.IS_CONFIRMED() if firm.is_confirmed else words.NOT_CONFIRMED()


def _row(ranked: RankedYear, r: int, best: float) -> Row:
    scored, firm = ranked.scored, ranked.firm(r)
    grade, score, land = scored.grade_of(r) or "", float(scored.score[r]), float(scored.land_mu[r])
    ratio = float(scored.evaluated_tax_10k_yuan[r]) / land
    state = confirmed_word(firm)
    return Row(
        firm.firm_id,
        [
            Cell(str(scored.rank[r]), int(scored.rank[r])),
            firm.firm_name,
            Cell(grade, grade, grade),
            Cell(number(score, 2), score, share=max(0.0, score / best)),
            rank_range(ranked, r),
            Cell(number(land, 2), land),
            Cell(number(ratio, 2), ratio),
            Cell(state, state, "" if firm.is_confirmed else "missing"),
            firm_industry(firm),
        ],
        [holding.parcel_id for holding in firm.holdings],
    )


def show_unrated(ranked: RankedYear, pool: str, reasons: Iterable[tuple[int, str]]) -> None:
    """The firms without a grade, each with its reason; none is dropped."""
    columns = (
        Column("firm", words.FIRM(), 240),
        Column("park", words.PARK(), 130),
        Column("industry", words.INDUSTRY(), 110),
        Column("land", words.LAND(), 90, "number", unit_word("亩")),
        Column("tax", words.TAX(), 110, "number", unit_word("万元")),
        Column("reason", words.REASON(), 520),
    )
    rows = [_unrated_row(ranked, r, reason) for r, reason in reasons]
    table(
        rows[:MOST_ROWS],
        columns,
        key=f"unrated_{pool}",
        label=words.VIEWS["unrated"](n=len(rows)),
        empty=words.NONE_UNRATED(),
        on_pick=lambda code: _open(code),
        height_px=520,
    )


def _open(code: str) -> None:
    write("firm", code)
    write("view", None)


def _unrated_row(ranked: RankedYear, r: int, reason: str) -> Row:
    firm, scored = ranked.firm(r), ranked.scored
    return Row(
        firm.firm_id,
        [
            firm.firm_name,
            firm.park,
            firm_industry(firm),
            _amount(float(scored.land_mu[r])),
            _amount(float(scored.evaluated_tax_10k_yuan[r])),
            reason,
        ],
    )


def _amount(value: float) -> Cell:
    return Cell(number(value, 2), value) if value == value else Cell(NO_DATA(), None, "missing")


def show_notes(ranked: RankedYear) -> None:
    """Firms that reported nothing or stand on no parcel of the record."""
    names = {f.firm_id: f.firm_name for f in ranked.panel.firms}
    if alone := ranked.panel.without_parcel:
        st.caption(plain(words.NO_PARCEL_COUNT(n=len(alone), names="、".join(names[code] for code in alone))))
    if silent := ranked.panel.without_figures:
        st.caption(plain(words.NO_FIGURES_COUNT(n=len(silent), names="、".join(name for _, name in silent))))
