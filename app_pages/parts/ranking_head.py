"""The head of the ranking page: which rules, which year, what the pool comes to, and how its classes fell."""

from collections.abc import Callable, Sequence

import streamlit as st

from actions.rank_year import RankedYear
from analytics.firm_years import FirmYear, sums
from analytics.grading import NO_GRADE, last_ranks
from app_pages.parts.html import h, joined, tag
from app_pages.parts.ranking_state import RankingView, chooser, follow
from register.schemes import read_scheme
from wording import ranking_page as words
from wording.numbers import NO_DATA, number

#: A narrower class has no room for its share; it stands in the tooltip.
_SMALLEST_TOLD = 0.08


def show_head(
    view: RankingView,
    schemes: Sequence[str],
    years: Sequence[int],
    pools: Sequence[str] = (),
    pool: str = "",
    unrated_count: int = 0,
) -> None:
    """Title and what is shown at the left, by which rules, of which year and pool at the right."""
    with st.container(key="rkhead", horizontal=True, vertical_alignment="bottom"):
        with st.container(key="rktitle", gap=None):
            st.html(tag("h1", h(words.TITLE()), "rk-title"))
        if pools:
            _show_views(view, unrated_count)
        st.space("stretch")
        _choose("scheme", words.SCHEME(), schemes, view.scheme, _scheme_name, 206)
        years_told = [str(y) for y in years]
        _choose("year", words.YEAR(), years_told, str(view.year), lambda y: words.YEAR_OF(year=y), 104)
        if not pools:
            return
        st.segmented_control(
            words.POOL(),
            pools,
            key=chooser("pool", pool),
            required=True,
            label_visibility="collapsed",
            on_change=follow,
            args=("pool",),
        )


def _show_views(view: RankingView, unrated_count: int) -> None:
    """The choice of what is shown below."""
    st.segmented_control(
        words.VIEW(),
        list(words.VIEWS),
        key=chooser("view", view.view),
        required=True,
        label_visibility="collapsed",
        format_func=lambda key: words.VIEWS[key](n=unrated_count),
        on_change=follow,
        args=("view",),
    )


def _scheme_name(scheme: str) -> str:
    return read_scheme(scheme).name_zh


def summary_html(ranked: RankedYear, pool: str) -> str:
    """What the pool comes to: counts, Σ tax ÷ Σ land, and whose parameters these are."""
    firms = [f for f in ranked.panel.firms if f.pool == pool]
    counted = _count(ranked, pool)
    parts = [words.RANKED(n=counted), words.UNRATED(n=len(firms) - counted), _sums(firms, pool)]
    label = "" if ranked.scheme.is_official else tag("span", h(words.NOT_OFFICIAL()), "chip chip-sample")
    told = joined(tag("span", h(part)) for part in parts)
    return tag("p", label + told, "rk-sums")


def classes_html(ranked: RankedYear, pool: str) -> str:
    """The classes as one bar, each as wide as its share, with the rule that cut it."""
    scored, at = ranked.scored, _pool_at(ranked, pool)
    count = _count(ranked, pool)
    if at is None or not count:
        return tag("p", h(words.NOBODY_RANKED()), "rk-note")
    grades = [scored.grade_of(row) for row in scored.members[at]]
    found = [(name, grades.count(name)) for name in scored.grade_names if name in grades]
    bars = joined(_class_html(name, n, count) for name, n in found)
    return tag("div", bars, "rk-classes") + tag("p", h(_rule(ranked, pool, count)), "rk-note")


def _choose(
    key: str, label: str, options: Sequence[str], value: str, word: Callable[[str], str], width_px: int
) -> None:
    st.selectbox(
        label,
        options,
        key=chooser(key, value),
        label_visibility="collapsed",
        format_func=word,
        on_change=follow,
        args=(key,),
        width=width_px,
    )


def _class_html(name: str, n: int, count: int) -> str:
    share = number(100 * n / count, 1)
    told = f"{words.CLASS_COUNT(n=n)}　{share}%" if n / count >= _SMALLEST_TOLD else words.CLASS_COUNT(n=n)
    inside = tag("b", h(name)) + tag("span", h(told))
    return f'<div class="rk-class chip-{h(name)}" style="flex:{n} 1 0" title="{h(name)} {n} · {share}%">{inside}</div>'


def _sums(firms: Sequence[FirmYear], pool: str) -> str:
    found = sums(firms)
    ratio = number(found.tax_10k_yuan_per_mu, 2) if found.tax_10k_yuan_per_mu is not None else NO_DATA()
    told = words.SUMS(pool=pool, tax=number(found.tax_10k_yuan, 2), land=number(found.land_mu, 2), ratio=ratio)
    return told + (words.SUMS_LEFT_OUT(n=found.left_out_count) if found.left_out_count else "")


def _rule(ranked: RankedYear, pool: str, count: int) -> str:
    scheme, scored = ranked.scheme, ranked.scored
    quotas = " / ".join(number(c.cumulative_percent) for c in scheme.classes if c.cumulative_percent is not None)
    cuts = "、".join(str(cut) for cut in last_ranks(scheme.classes, count)[:-1])
    rows = scored.members[_pool_at(ranked, pool) or 0]
    vetoed, protected = (int(flags[rows].sum()) for flags in (scored.panel.is_vetoed, scored.panel.is_protected))
    changed = int(((scored.raw_grade[rows] != scored.grade[rows]) & (scored.raw_grade[rows] != NO_GRADE)).sum())
    return (
        words.QUOTAS(quotas=quotas)
        + words.QUOTA_EXAMPLE(n=count, cuts=cuts)
        + words.VETOED_COUNT(n=vetoed)
        + words.PROTECTED_COUNT(n=protected)
        + words.CHANGED_COUNT(n=changed)
    )


def _pool_at(ranked: RankedYear, pool: str) -> int | None:
    pools = ranked.scored.pools
    return pools.index(pool) if pool in pools else None


def _count(ranked: RankedYear, pool: str) -> int:
    at = _pool_at(ranked, pool)
    return ranked.scored.counts[at] if at is not None else 0
