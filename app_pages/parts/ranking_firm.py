"""One firm beside the table: what its score is made of, what its grade turned on, where it stands among its like."""

from collections.abc import Iterable

import numpy as np
import streamlit as st

from actions.rank_year import RankedYear
from analytics.explain import industry_ranks
from analytics.firm_years import FirmYear
from analytics.grading import last_ranks
from analytics.measures import Measure
from analytics.reasons import reasons
from app_pages.parts.html import h, joined, tag
from app_pages.parts.ranking_spread import show_spread
from app_pages.parts.ranking_state import RankingView, chooser, follow
from app_pages.parts.ranking_table import confirmed_word, firm_industry, rank_range
from app_pages.parts.ranking_way import way_up_html
from wording import ranking_page as words
from wording.numbers import NO_DATA, number
from wording.ranking import indicator_unit, indicator_word, reason_sentence


def show_firm(ranked: RankedYear, view: RankingView) -> None:
    """The panel of the chosen firm; without one, how to choose."""
    row = ranked.row_of.get(view.firm)
    if row is None:
        st.html(tag("p", h(words.CHOOSE_FIRM()), "rk-empty"))
        return
    st.html(_head(ranked, row))
    if not ranked.scored.rank[row]:
        st.html(_why(ranked, row) + _origin(ranked, row))
        return
    st.segmented_control(
        words.VIEW(),
        list(words.FIRM_TABS),
        key=chooser("tab", view.tab),
        required=True,
        label_visibility="collapsed",
        format_func=lambda key: words.FIRM_TABS[key](),
        on_change=follow,
        args=("tab",),
        width="stretch",
    )
    if view.tab == "spread":
        show_spread(ranked, row)
    elif view.tab == "path":
        st.html(_why(ranked, row) + way_up_html(ranked, row))
    else:
        st.html(_waterfall(ranked, row) + _table(ranked, row) + _origin(ranked, row))


def _head(ranked: RankedYear, row: int) -> str:
    scored, firm = ranked.scored, ranked.firm(row)
    grade = scored.grade_of(row)
    chip = tag("span", h(words.GRADE_NAMED(grade=grade)), f"chip chip-{grade}") if grade else ""
    name = tag("h2", h(firm.firm_name)) + chip
    also = [firm.park, firm_industry(firm), words.FORMERLY(names=firm.former_names) if firm.former_names else ""]
    told = tag("p", h("　".join(filter(None, also))), "quiet")
    if not scored.rank[row]:
        return tag("div", name + told, "rk-firm")
    count = scored.counts[scored.pool_of[row]]
    score = tag("span", h(number(float(scored.score[row]), 2)) + tag("small", h(words.POINTS())), "big")
    place = tag("span", h(words.RANK_OF(rank=int(scored.rank[row]), n=count)), "also")
    return tag("div", name + told + tag("p", score + place + tag("span", h(_to_next(ranked, row)), "also")), "rk-firm")


def _to_next(ranked: RankedYear, row: int) -> str:
    """How far below the line of the next better class the score lies."""
    lines = [(name, line) for name, line in _lines(ranked, row) if line > float(ranked.scored.score[row])]
    if not lines:
        return words.AT_TOP()
    name, line = min(lines, key=lambda found: found[1])
    return words.TO_NEXT(grade=name, gap=number(line - float(ranked.scored.score[row]), 2))


def _lines(ranked: RankedYear, row: int) -> list[tuple[str, float]]:
    """The least score that each class but the last still took in, by rank alone."""
    scored = ranked.scored
    rows = scored.members[scored.pool_of[row]]
    falling = -np.sort(-scored.score[rows])
    cuts = last_ranks(scored.scheme.classes, len(rows))[:-1]
    return [(name, float(falling[cut - 1])) for name, cut in zip(scored.scheme.grades, cuts, strict=False) if cut]


def _waterfall(ranked: RankedYear, row: int) -> str:
    """The score built up indicator by indicator, with the lines of the classes."""
    scored = ranked.scored
    lines = _lines(ranked, row)
    total = float(scored.score[row])
    whole = max([total, *(line for _, line in lines)]) * 1.08 or 1.0
    bars, reached = [], 0.0
    for measure in scored.measures:
        points = float(np.nan_to_num(measure.score[row]))
        bars.append(_bar(indicator_word(measure.key), reached, points, whole))
        reached += points
    bars.append(_bar(words.TOTAL(), 0.0, total, whole, "sum"))
    marks = joined(_mark(words.GRADE_LINE(grade=name), line / whole, n) for n, (name, line) in enumerate(lines))
    return tag("div", joined(bars) + tag("div", marks, "rk-marks"), "rk-fall")


def _bar(name: str, start: float, points: float, whole: float, kind: str = "") -> str:
    left, width = 100 * min(start, start + points) / whole, 100 * abs(points) / whole
    end = left + width
    side = f"right:{100 - left:.2f}%" if end > 84 and kind != "sum" else f"left:calc({end:.2f}% + 4px)"
    bar = f'<i style="left:{left:.2f}%;width:{width:.2f}%"></i><b style="{side}">{h(number(points, 2))}</b>'
    return tag("div", tag("span", h(name)) + tag("div", bar, "track"), f"fall {kind}")


def _mark(name: str, share: float, level: int) -> str:
    return f'<i style="left:{100 * share:.2f}%"><span class="l{level}">{h(name)}</span></i>'


def _table(ranked: RankedYear, row: int) -> str:
    heads = (
        (words.HEAD_INDICATOR(), ""),
        (words.HEAD_VALUE(), "num"),
        (words.HEAD_BASELINE(), "num"),
        (words.HEAD_WEIGHT(), "num"),
        (words.HEAD_SCORE(), "num"),
        (words.HEAD_POOL_RANK(), "num"),
        (words.HEAD_INDUSTRY_RANK(), "num"),
    )
    head = joined(f'<th scope="col" class="{side}">{h(name)}</th>' for name, side in heads)
    body = joined(_indicator_row(ranked, measure, row) for measure in ranked.scored.measures)
    return f'<table class="plain rk-parts"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _indicator_row(ranked: RankedYear, measure: Measure, row: int) -> str:
    score, note = float(measure.score[row]), _note(measure, row)
    name = h(indicator_word(measure.key)) + tag("small", h(" " + indicator_unit(measure.key)), "unit")
    cells = (
        indicator_text(measure.key, float(measure.value[row])),
        indicator_text(measure.key, float(measure.baseline[row])),
        number(measure.item.weight or 0),
    )
    plain = joined(tag("td", h(cell), "num") for cell in cells)
    points = tag("td", tag("b", h(number(score, 2))) + (tag("small", h(note), "was") if note else ""), "num")
    pool, industry = int(measure.rank[row]), int(industry_ranks(ranked.scored, measure.key)[row])
    ranks = joined(tag("td", h(str(r) if r else "—"), "num") for r in (pool, industry))
    return tag("tr", tag("td", name) + plain + points + ranks)


def _note(measure: Measure, row: int) -> str:
    if measure.is_substituted[row]:
        return words.SUBSTITUTED()
    raw, score = float(measure.raw[row]), float(measure.score[row])
    if raw == raw and raw > score + 1e-9:
        return words.CAPPED(raw=number(raw, 2))
    return words.FLOORED(raw=number(raw, 2)) if raw == raw and raw < score - 1e-9 else ""


def indicator_text(key: str, value: float) -> str:
    """A value as the field writes it: shares in percent, everything else with two decimals."""
    if value != value:
        return NO_DATA()
    return number(value * 100, 2) + "%" if not indicator_unit(key) else number(value, 2)


def _why(ranked: RankedYear, row: int) -> str:
    told = [reason_sentence(r) for r in reasons(ranked.scored, row)]
    if ranked.scored.rank[row] and ranked.scheme.margins:
        same = number(100 * float(ranked.uncertainty.same_grade_ratio[row]), 0)
        told.append(words.HOW_FIRM(range=rank_range(ranked, row), same=same))
    steps = joined(tag("li", h(line)) for line in told)
    return tag("h3", h(words.TURNED_ON())) + tag("ol", steps, "rk-why")


def _origin(ranked: RankedYear, row: int) -> str:
    firm = ranked.firm(row)
    parts = [_land(firm, float(ranked.scored.land_mu[row])), _parcels(firm)]
    parts.append(words.FIRM_SOURCE(source=firm.source, day=firm.as_of_on, state=confirmed_word(firm)))
    return tag("div", joined(tag("p", part if part.startswith("<") else h(part)) for part in parts), "rk-origin")


def _land(firm: FirmYear, land_mu: float) -> str:
    if firm.own_land_m2 is None or land_mu != land_mu:
        return f"{words.OPEN_LAND()} {NO_DATA()}"
    told = words.LAND_PARTS(land=number(land_mu, 2), own=number(firm.own_land_m2 * 0.0015, 2))
    if firm.leased_in_floor_m2 and firm.leased_in_floor_area_ratio:
        floor, ratio = number(firm.leased_in_floor_m2), number(firm.leased_in_floor_area_ratio)
        told += words.LAND_LEASED_IN(floor=floor, ratio=ratio)
    return told + (words.LAND_LEASED_OUT(out=number(firm.leased_out_land_m2)) if firm.leased_out_land_m2 else "")


def _parcels(firm: FirmYear) -> str:
    """The parcels, each opening on the map."""
    if not firm.holdings:
        return words.NO_PARCELS()
    return tag("span", h(words.ON_PARCELS()) + " ") + "、".join(_links(firm))


def _links(firm: FirmYear) -> Iterable[str]:
    for holding in firm.holdings:
        code = h(holding.parcel_code)
        yield f'<a href="/?sel=parcel:{code}" target="_self">{code}</a>'
