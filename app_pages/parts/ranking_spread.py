"""Where a firm stands among its pool in one indicator: one dot a firm, the firm marked, the baseline drawn."""

from typing import Any

import altair as alt
import numpy as np
import streamlit as st

from actions.rank_year import RankedYear
from analytics.measures import Measure
from app_pages.parts.html import plain
from app_pages.parts.ranking_state import chooser, follow
from wording import ranking_page as words
from wording.numbers import number
from wording.ranking import indicator_unit, indicator_word

TEAL, PALE, INK, OCHRE = "#0B6E75", "#A9CDD0", "#1F2A33", "#C47F17"
_PLACES = 36


def show_spread(ranked: RankedYear, row: int) -> None:
    """The chart of the indicator that the address names, and the choice among them."""
    keys = [m.key for m in ranked.scored.measures]
    asked = st.query_params.get("ind", "")
    key = asked if asked in keys else keys[0]
    st.selectbox(
        words.CHOOSE_INDICATOR(),
        keys,
        key=chooser("ind", key),
        label_visibility="collapsed",
        format_func=indicator_word,
        on_change=follow,
        args=("ind",),
    )
    measure = ranked.scored.by_key[key]
    pool = ranked.scored.pool_of[row]
    rows = np.flatnonzero(ranked.scored.pool_of == pool)
    known = [int(r) for r in rows if not np.isnan(measure.value[r])]
    st.altair_chart(_chart(ranked, measure, known, row), width="stretch", theme=None)
    caption = words.SPREAD_CAPTION(pool=ranked.scored.pools[pool], n=len(known), missing=len(rows) - len(known))
    st.caption(plain(caption))


def _chart(ranked: RankedYear, measure: Measure, rows: list[int], row: int) -> alt.Chart:
    scale = 1.0 if indicator_unit(measure.key) else 100.0
    dots = _stacked(ranked, measure, rows, row, scale)
    unit = indicator_unit(measure.key) or "%"
    axis = alt.Axis(title=words.SPREAD_OF(name=indicator_word(measure.key), unit=unit), **_AXIS)
    base = alt.Chart(alt.Data(values=dots))
    points = base.mark_circle(opacity=1, stroke="white", strokeWidth=0.6).encode(
        x=alt.X("x:Q", axis=axis, scale=alt.Scale(nice=False, padding=10)),
        y=alt.Y("height:Q", axis=None, scale=alt.Scale(domain=[0, max(d["height"] for d in dots) + 1.5])),
        color=alt.Color("is_here:N", legend=None, scale=alt.Scale(domain=[True, False], range=[TEAL, PALE])),
        size=alt.Size("is_here:N", legend=None, scale=alt.Scale(domain=[True, False], range=[170, 64])),
        tooltip=[
            alt.Tooltip("firm:N", title=words.FIRM()),
            alt.Tooltip("told:N", title=indicator_word(measure.key)),
            alt.Tooltip("rank:N", title=words.HEAD_POOL_RANK()),
        ],
    )
    line = alt.Chart(alt.Data(values=[{"x": float(measure.baseline[row]) * scale}]))
    rule = line.mark_rule(color=OCHRE, strokeDash=[4, 3], strokeWidth=1.5).encode(x="x:Q")
    return (
        (points + rule)
        .properties(height=230, padding={"left": 4, "right": 4, "top": 4, "bottom": 4})
        .configure_view(stroke=None)
    )


_AXIS: dict[str, Any] = {
    "grid": False,
    "domainColor": "#9AA5AA",
    "tickColor": "#9AA5AA",
    "labelColor": "#5B6770",
    "titleColor": "#5B6770",
    "titleFontWeight": "normal",
    "labelFontSize": 11,
    "titleFontSize": 12,
    "tickCount": 6,
}


def _stacked(ranked: RankedYear, measure: Measure, rows: list[int], row: int, scale: float) -> list[dict[str, Any]]:
    """One dot a firm, piled up where values lie near."""
    values = measure.value[rows] * scale
    step = (float(values.max()) - float(values.min())) / _PLACES or 1.0
    heights: dict[int, int] = {}
    dots = []
    for r, value in zip(rows, values.tolist(), strict=True):
        place = round(value / step)
        heights[place] = heights.get(place, 0) + 1
        dots.append(
            {
                "x": place * step,
                "height": heights[place],
                "firm": ranked.firm(r).firm_name,
                "told": number(value, 2),
                "rank": int(measure.rank[r]),
                "is_here": r == row,
            }
        )
    return sorted(dots, key=lambda d: d["is_here"])
