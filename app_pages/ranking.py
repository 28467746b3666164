"""亩均论英雄: the analyst's page. Scheme, year, pool, view and firm stand in the address and nowhere else."""

import streamlit as st

from actions.rank_year import RankedYear, rank_year
from actions.ranking_panel import panel_years
from analytics.reasons import reasons
from app_pages.parts.html import plain
from app_pages.parts.ranking_firm import show_firm
from app_pages.parts.ranking_head import classes_html, show_head, summary_html
from app_pages.parts.ranking_lists import show_groups, show_land
from app_pages.parts.ranking_procedure import show_procedure
from app_pages.parts.ranking_state import RankingView, read_ranking_view
from app_pages.parts.ranking_table import show_notes, show_ranking, show_unrated
from app_pages.parts.session import office, person
from domain.errors import SchemeIncomplete, SchemeInvalid
from register.schemes import scheme_ids
from wording import ranking_page as words
from wording.errors import sentence
from wording.ranking import reason_sentence


def unrated(ranked: RankedYear, pool: str) -> list[tuple[int, str]]:
    """The rows of a pool without a rank, each with its reasons in words."""
    rows = [r for r, firm in enumerate(ranked.panel.firms) if firm.pool == pool and not ranked.scored.rank[r]]
    return [(r, "".join(reason_sentence(reason) for reason in reasons(ranked.scored, r))) for r in rows]


def show_body(ranked: RankedYear, view: RankingView, pool: str, without: list[tuple[int, str]]) -> None:
    """What the address asks for, below the head."""
    st.html(summary_html(ranked, pool) + classes_html(ranked, pool))
    if view.view == "unrated":
        show_unrated(ranked, pool, without)
    elif view.view == "groups":
        show_groups(ranked, pool)
    elif view.view == "land":
        show_land(ranked, pool)
    elif view.view == "procedure":
        show_procedure(view)
    else:
        with st.container(key="rkbody", horizontal=True, gap=None):
            with st.container(key="rktable", gap=None):
                show_ranking(ranked, pool, view.firm)
                show_notes(ranked)
            with st.container(key="rkfirm", gap=None):
                show_firm(ranked, view)


here, somebody = office(), person()
years = panel_years(here.register, somebody)
schemes = scheme_ids()
with st.container(key="work", gap=None):
    if not years:
        st.info(words.NO_YEARS())
        st.stop()
    view = read_ranking_view(schemes, years)
    try:
        ranked = rank_year(here.register, somebody, view.year, view.scheme)
    except (SchemeIncomplete, SchemeInvalid) as refusal:
        show_head(view, schemes, years)
        st.warning(plain(sentence(refusal)))
        st.stop()
    pools = list(ranked.scored.panel.pools)
    pool = view.pool if view.pool in pools else pools[0]
    without = unrated(ranked, pool)
    show_head(view, schemes, years, pools, pool, len(without))
    show_body(ranked, view, pool, without)
