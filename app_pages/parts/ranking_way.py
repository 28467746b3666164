"""How one firm could rise, and what a year changed: sentences, each with its figure."""

from decimal import Decimal

import numpy as np

from actions.rank_year import RankedYear, rank_year
from actions.ranking_panel import panel_years
from analytics.explain import Change, distance, year_on_year
from app_pages.parts.html import h, joined, tag
from app_pages.parts.session import office, person
from domain.indicators import OWN_LAND
from wording import ranking_page as words
from wording.columns import unit_word
from wording.numbers import number
from wording.ranking import figure_word, indicator_word

_UNITS = {OWN_LAND: "亩", "energy_tce": "吨标准煤", "emission_t": "吨"}


def way_up_html(ranked: RankedYear, row: int) -> str:
    """The distance to the next grade and the smallest single changes; then the year before."""
    return _next(ranked, row) + _last_year(ranked, row)


def _next(ranked: RankedYear, row: int) -> str:
    found = distance(ranked.scored, ranked.panel.firms[row].firm_id)
    if found.next_grade is None:
        return tag("h3", h(words.NO_NEXT()))
    title = tag("h3", h(words.NEXT_GRADE(grade=found.next_grade)))
    if found.is_barred:
        return title + tag("p", h(words.BARRED(grade=found.next_grade)), "rk-text")
    if not found.changes:
        return title + tag("p", h(words.NOT_BY_ONE()), "rk-text")
    lines = joined(tag("li", _change_html(change)) for change in found.changes)
    return title + tag("p", h(words.ONE_FIGURE()), "rk-text") + tag("ul", lines, "rk-why")


def _change_html(change: Change) -> str:
    unit = unit_word(_UNITS.get(change.figure, "万元"))
    word = words.INCREASE if change.by > 0 else words.DECREASE
    word = words.RELEASE_LAND if change.figure == OWN_LAND else word
    told = word(figure=figure_word(change.figure), by=number(abs(change.by)), unit=f" {unit}")
    return tag("b", h(told)) + h(words.BECOMES(before=change.before, after=change.after))


def _last_year(ranked: RankedYear, row: int) -> str:
    year, firm_id = ranked.panel.year - 1, ranked.panel.firms[row].firm_id
    if year not in panel_years(office().register, person()):
        return ""
    title = tag("h3", h(words.LAST_YEAR(year=year)))
    before = rank_year(office().register, person(), year, ranked.scheme.id)
    was = before.row_of.get(firm_id)
    if was is None or np.isnan(before.scored.score[was]):
        return title + tag("p", h(words.NOT_THERE_LAST_YEAR(year=year)), "rk-text")
    old, new = float(before.scored.score[was]), float(ranked.scored.score[row])
    lead = words.LAST_YEAR_SCORE(before=number(old, 2), after=number(new, 2), change=_signed(new - old))
    changes = year_on_year(before.scored, ranked.scored, firm_id)
    parts = joined(tag("li", h(f"{indicator_word(c.key)}　{_signed(c.points)}")) for c in changes)
    return title + tag("p", h(lead), "rk-text") + tag("ul", parts, "rk-two")


def _signed(value: float) -> str:
    text = number(Decimal(repr(value)), 2)
    return text.replace("-", "−") if value < 0 else f"+{text}"
