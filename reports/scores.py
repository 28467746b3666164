"""A panel and its scores as CSV: one row a firm, by pool, then rank."""

import csv
import io
from collections.abc import Iterator, Sequence

import numpy as np

from analytics.panel import Panel
from analytics.scoring import Scored

#: Enough for every score that two firms can be told apart by on paper; ranks are taken from the exact ones.
DECIMALS = 10
#: A spreadsheet takes text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00")


def scores_csv(scored: Scored) -> bytes:
    """UTF-8 with LF. Numbers have ten decimals; a cell is empty where there is no score, rank, grade or value."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    keys = [f"{m.key}_{part}" for m in scored.measures for part in ("value", "score")]
    writer.writerow(["firm_id", "pool", "land_mu", "rank", "score", "grade", "raw_grade", *keys])
    writer.writerows(_rows(scored))
    return page.getvalue().encode()


def _rows(scored: Scored) -> Iterator[list[str]]:
    panel = scored.panel
    columns = [column for m in scored.measures for column in (m.value, m.score)]
    for row in scored.order.tolist():
        at = panel.pool_of[row]
        is_ranked = scored.rank[row] > 0
        yield [
            plain(panel.firm_ids[row]),
            plain(panel.pools[at] if at >= 0 else ""),
            number(scored.land_mu[row]),
            str(scored.rank[row]) if is_ranked else "",
            number(scored.score[row]),
            scored.grade_of(row) or "",
            scored.raw_grade_of(row) or "",
            *(number(column[row]) for column in columns),
        ]


def number(value: float) -> str:
    """A number with ten decimals, never minus zero; empty where it is missing."""
    return "" if np.isnan(value) else f"{round(float(value), DECIMALS) + 0.0:.{DECIMALS}f}"


def plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def panel_csv(panel: Panel) -> bytes:
    """The panel as `score` reads it, by firm id; figures with every digit that they have."""
    figures = [*panel.figures, *panel.extras]
    columns = [*panel.figures.values(), *panel.extras.values()]
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(["firm_id", "firm_name", "pool", "industry", *figures, "is_vetoed", "is_protected"])
    for row in sorted(range(len(panel)), key=lambda r: panel.firm_ids[r]):
        industry = panel.industry_of[row] if panel.industry_of is not None else -1
        names = (panel.firm_ids[row], panel.firm_names[row], _at(panel.pools, panel.pool_of[row]))
        cells = ["" if np.isnan(c[row]) else repr(float(c[row])) for c in columns]
        flags = [str(int(flag[row])) for flag in (panel.is_vetoed, panel.is_protected)]
        writer.writerow([*map(plain, names), plain(_at(panel.industries, industry)), *cells, *flags])
    return page.getvalue().encode()


def _at(names: Sequence[str], place: int) -> str:
    return names[place] if place >= 0 else ""
