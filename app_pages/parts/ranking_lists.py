"""The ranking seen by park and industry, and the land of the lowest classes."""

from collections.abc import Callable, Sequence

import streamlit as st

from actions.land_of_grades import HeldParcel, LowGrade, land_of_grades
from actions.rank_year import RankedYear
from analytics.firm_years import FirmYear
from analytics.ranking_groups import Group, grouped
from app_pages.parts.html import h, tag
from app_pages.parts.ranking_state import write
from app_pages.parts.ranking_table import firm_industry
from app_pages.parts.session import office, person
from app_pages.parts.table import Cell, Column, Row, table
from domain.codes import Stage
from domain.units import exact_sum
from wording import ranking_page as words
from wording.codes import code_word
from wording.columns import unit_word
from wording.numbers import NO_DATA, number


def show_groups(ranked: RankedYear, pool: str) -> None:
    """By park and by industry, side by side: Σ tax ÷ Σ land and how the grades fell."""
    firms = [f for f in ranked.panel.firms if f.pool == pool]
    grade_of = {f.firm_id: ranked.scored.grade_of(r) for r, f in enumerate(ranked.panel.firms)}
    with st.container(key="rkgroups", horizontal=True, gap=None):
        for key, title, by in _GROUPINGS:
            with st.container(gap=None):
                st.html(tag("h2", h(title), "rk-h2"))
                _group_table(ranked, grouped(firms, grade_of, by), key, title)
    st.caption(words.GROUPS_RULE())


_GROUPINGS: tuple[tuple[str, str, Callable[[FirmYear], str]], ...] = (
    ("park", words.BY_PARK(), lambda f: f.park or NO_DATA()),
    ("industry", words.BY_INDUSTRY(), firm_industry),
)


def _group_table(ranked: RankedYear, groups: Sequence[Group], key: str, title: str) -> None:
    names = ranked.scored.grade_names
    columns = (
        Column("name", title, 118),
        Column("count", words.FIRM_COUNT(), 48, "number"),
        Column("ratio", words.TAX_PER_MU(), 132, "bar", unit_word("万元/亩")),
        Column("tax", words.TAX(), 90, "number", unit_word("万元")),
        Column("land", words.LAND(), 78, "number", unit_word("亩")),
        *(Column(f"grade{name}", name, 32, "number") for name in names),
        Column("none", words.UNRATED_SHORT(), 46, "number"),
    )
    best = max((float(g.sums.tax_10k_yuan_per_mu or 0) for g in groups), default=0.0) or 1.0
    rows = [Row(g.name, _group_cells(g, names, best)) for g in groups]
    table(rows, columns, key=f"groups_{key}", label=title, empty=words.NOBODY_RANKED(), height_px=470)


def _group_cells(group: Group, names: Sequence[str], best: float) -> list[Cell | str]:
    ratio = group.sums.tax_10k_yuan_per_mu
    told = (
        Cell(number(ratio, 2), float(ratio), share=float(ratio) / best)
        if ratio is not None
        else Cell(NO_DATA(), None, "missing")
    )
    return [
        group.name,
        _count(len(group.firms)),
        told,
        Cell(number(group.sums.tax_10k_yuan, 2), float(group.sums.tax_10k_yuan)),
        Cell(number(group.sums.land_mu, 2), float(group.sums.land_mu)),
        *(_count(group.grades.get(name, 0)) for name in names),
        _count(group.grades.get(None, 0)),
    ]


def _count(n: int) -> Cell:
    return Cell(str(n) if n else "—", n)


def show_land(ranked: RankedYear, pool: str) -> None:
    """The land of the two lowest classes, each parcel opening on the map."""
    grades = ranked.scheme.grades[-2:]
    found = land_of_grades(office().register, person(), ranked, pool, grades)
    parcels = [p for low in found for p in low.parcels]
    area = exact_sum(float(low.land_mu) for low in found)
    st.html(
        tag(
            "p",
            h(
                words.LOW_LAND(
                    grades="、".join(grades),
                    n=len(found),
                    parcels=len(parcels),
                    area=number(area, 2),
                    floor=number(sum(p.floor_area_m2 for p in parcels), 0),
                    vacant=number(sum(p.vacant_m2 for p in parcels), 0),
                )
            ),
            "rk-lead",
        )
    )
    table(
        [_low_row(low) for low in found],
        _LOW_COLUMNS,
        key=f"low_{pool}",
        label=words.VIEWS["land"](),
        empty=words.NONE_LOW(),
        on_pick=_open,
        height_px=440,
    )
    st.caption(words.LOW_RULE())


_LOW_COLUMNS = (
    Column("grade", words.GRADE(), 46, "chip"),
    Column("rank", words.RANK(), 48, "number"),
    Column("firm", words.FIRM(), 206),
    Column("land", words.HELD_LAND(), 92, "number", unit_word("亩")),
    Column("floor", words.FLOOR(), 92, "number", unit_word("㎡")),
    Column("vacant", words.VACANT(), 82, "number", unit_word("㎡")),
    Column("stage", words.STAGE(), 76),
    Column("finding", words.FINDING(), 88),
    Column("contract", words.CONTRACT(), 196),
    Column("projects", words.PROJECTS_FIT(), 250),
)


def _open(code: str) -> None:
    write("firm", code)
    write("view", None)


def _low_row(low: LowGrade) -> Row:
    floor, vacant = (sum(getattr(p, key) for p in low.parcels) for key in ("floor_area_m2", "vacant_m2"))
    fits = low.projects
    return Row(
        low.firm.firm_id,
        [
            Cell(low.grade, low.grade, low.grade),
            Cell(str(low.rank), low.rank),
            low.firm.firm_name,
            Cell(number(low.land_mu, 2), float(low.land_mu)),
            Cell(number(floor, 0), floor),
            Cell(number(vacant, 0), vacant) if vacant else Cell("—", 0),
            "、".join(sorted({code_word(Stage, p.stage) for p in low.parcels})),
            _finding(low.parcels),
            "；".join(filter(None, (_contract(p) for p in low.parcels))) or NO_DATA(),
            words.PROJECTS_TOLD(n=len(fits), first=fits[0]) if fits else "—",
        ],
        [p.parcel_id for p in low.parcels],
    )


def _finding(parcels: Sequence[HeldParcel]) -> str:
    if any(p.is_idle for p in parcels):
        return words.IS_IDLE()
    return words.IS_UNDERUSED() if any(p.is_underused for p in parcels) else "—"


def _contract(parcel: HeldParcel) -> str:
    """Day, term and price of the grant, as far as they are known."""
    parts = [parcel.granted_on or ""]
    parts += [words.TERM(n=parcel.term_years)] if parcel.term_years else []
    parts += [f"{number(parcel.price_paid_10k_yuan)} {unit_word('万元')}"] if parcel.price_paid_10k_yuan else []
    return " ".join(filter(None, parts))
