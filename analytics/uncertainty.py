"""How firm a rank is: drawn anew a thousand times within the stated margins of error. It never changes a grade.

Each draw moves every figure by a uniform part of its margin, the same for all indicators that use it, and takes one of
the panels that other apportioning rules would give. Baselines that the pool itself sets stay where they were, places
that a veto leaves are not filled again, and ties are not broken: a draw is an error, not a ranking.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.grading import NO_GRADE, last_ranks, vetoed_and_protected
from analytics.measures import Measure, clamped, points
from analytics.panel import Floats, Ints, Panel
from analytics.scoring import Scored
from domain.indicators import EVALUATED_TAX, LAND, LAND_FIGURES
from domain.scheme import MissingRule, Scheme
from domain.units import M2_PER_MU

DRAWS = 1000
#: Draws at a time, so that the columns of a thousand firms stay in the processor's cache.
_AT_ONCE = 50
#: Nine draws of ten lie inside the interval.
_INTERVAL = (5, 95)


@dataclass(frozen=True)
class Uncertainty:
    """Of each firm, in the panel's order, what the draws gave.

    `low_rank` and `high_rank` are the 5th and 95th of a hundred (0: not ranked), `same_grade_ratio` the share of draws
    with the very grade that it has (nan: not ranked). `seed` is made of scheme and panel.
    """

    seed: str
    draws: int
    low_rank: Ints
    high_rank: Ints
    same_grade_ratio: Floats

    def flipping(self, least_ratio: float = 0.05) -> Ints:
        """Rows whose grade is another in at least that share of draws, the least certain first."""
        other = 1 - np.nan_to_num(self.same_grade_ratio, nan=1.0)
        rows = np.flatnonzero(other >= least_ratio)
        return rows[np.argsort(-other[rows], kind="stable")]


def uncertainty(scored: Scored, *, draws: int = DRAWS, alternatives: Sequence[Panel] = ()) -> Uncertainty:
    """Rank intervals and grade shares of a result.

    `alternatives` are the same firms, in the same order, under other apportioning rules.
    """
    seed = hashlib.sha256(f"{scored.scheme.digest}{scored.panel.digest}".encode()).hexdigest()
    noise = np.random.default_rng(int(seed, 16))
    low, high = np.zeros((2, len(scored.panel)), dtype=np.int32)
    same = np.full(len(scored.panel), np.nan)
    for members in scored.members:
        rows = members[np.argsort(np.array(scored.panel.firm_ids)[members])]
        if len(rows):
            low[rows], high[rows], same[rows] = _drawn(scored, rows, noise, draws, alternatives)
    return Uncertainty(seed, draws, low, high, same)


def _drawn(
    scored: Scored, rows: Ints, noise: np.random.Generator, draws: int, alternatives: Sequence[Panel]
) -> tuple[Ints, Ints, Floats]:
    panels = [panel.take(rows) for panel in (scored.panel, *alternatives)]
    grade_of_rank = np.searchsorted(last_ranks(scored.scheme.classes, len(rows)), np.arange(len(rows) + 1))
    published, flags = scored.grade[rows], (scored.panel.is_vetoed[rows], scored.panel.is_protected[rows])
    ranks = np.empty((draws, len(rows)), dtype=np.int32)
    same = np.zeros(len(rows))
    for start in range(0, draws, _AT_ONCE):
        count = min(_AT_ONCE, draws - start)
        chosen = panels[noise.integers(len(panels))]
        scores = _scores(scored, rows, _moved(chosen, scored.scheme, noise, count))
        block = _ranks(np.broadcast_to(scores, (count, len(rows))))
        ranks[start : start + count] = block
        grades = vetoed_and_protected(grade_of_rank[block].astype(np.int8), scored.scheme, *flags)
        same += np.count_nonzero(grades == published, axis=0)
    low, high = np.percentile(ranks, _INTERVAL, axis=0, method="nearest")
    return low, high, np.where(published == NO_GRADE, np.nan, same / draws)


def _moved(panel: Panel, scheme: Scheme, noise: np.random.Generator, count: int) -> dict[str, Floats]:
    """Every figure `count` times over, each within its margin; land and tax by their formulas."""
    margins = {name: float(ratio) for name, ratio in scheme.margins}
    moved: dict[str, Floats] = {}
    for name in sorted({*scheme.figures, *LAND_FIGURES}):
        column = panel.or_none(name)
        if margin := margins.get(name):
            column = column * (1 + margin * (2 * noise.random((count, len(panel))) - 1))
        moved[name] = column
    moved[LAND] = _land(moved)
    moved[EVALUATED_TAX] = _tax(moved, scheme)
    return moved


def _land(moved: Mapping[str, Floats]) -> Floats:
    """用地面积 in 亩; a leased-out part that the margin makes larger than the whole leaves a hundredth of the land."""
    own, floor, ratio, out = (moved[name] for name in LAND_FIGURES)
    is_leased = floor > 0
    leased_in_m2 = np.where(is_leased, floor / np.where(is_leased, ratio, 1.0), 0.0)
    m2_per_mu = float(M2_PER_MU)
    return np.maximum(own + (leased_in_m2 - out) / m2_per_mu, (own + leased_in_m2 / m2_per_mu) / 100)


def _tax(moved: Mapping[str, Floats], scheme: Scheme) -> Floats:
    plus = [moved[name] for name in scheme.tax_plus]
    minus = [moved[name] for name in scheme.tax_minus]
    return np.asarray(sum(plus, start=np.zeros(1)) - sum(minus, start=np.zeros(1)))


def _scores(scored: Scored, rows: Ints, moved: Mapping[str, Floats]) -> Floats:
    """Scores by draw and firm."""
    total: Floats = scored.adjustment[rows][np.newaxis, :]
    for found in scored.measures:
        total = total + np.nan_to_num(_points(scored.scheme, found, rows, moved))
    return total


def _points(scheme: Scheme, found: Measure, rows: Ints, moved: Mapping[str, Floats]) -> Floats:
    numerator, denominator = (moved[name] for name in found.item.indicator.inputs)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = numerator / denominator
    raw = points(scheme, found.item, value, found.least[rows], found.baseline[rows], float)
    score = clamped(found.item, raw, float)
    is_missing = np.isnan(found.value[rows])
    if not is_missing.any():
        return score
    score = np.atleast_2d(score).copy()
    known = score[:, ~is_missing]
    is_mean = found.item.missing is MissingRule.POOL_MEAN and known.size
    score[:, is_missing] = known.mean(axis=1)[:, np.newaxis] if is_mean else 0.0
    return score


def _ranks(scores: Floats) -> Ints:
    """The rank of each firm in each draw, best first."""
    order = np.argsort(-scores, axis=1)
    ranks = np.empty(order.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, np.arange(1, order.shape[1] + 1, dtype=np.int32)[np.newaxis, :], axis=1)
    return ranks


def reliability(scored: Scored, unconfirmed: Mapping[str, Floats] | None = None) -> Floats:
    """0 to 1 per firm: the weight of the indicators whose figures are there and confirmed; an unconfirmed one is half.

    `unconfirmed` holds, by figure, 1 where the firm has not confirmed it. nan for a firm in no pool.
    """
    doubts = unconfirmed or {}
    total = np.zeros(len(scored.panel))
    for found in scored.measures:
        doubted = np.zeros(len(total), dtype=np.bool_)
        for name in _typed_figures(found, scored.scheme):
            doubted |= np.asarray(doubts.get(name, np.zeros(len(total)))) > 0
        part = np.where(np.isnan(found.value), 0.0, np.where(doubted, 0.5, 1.0))
        total = total + part * float(found.item.weight or 0) / 100
    return np.where(scored.pool_of >= 0, total, np.nan)


def _typed_figures(found: Measure, scheme: Scheme) -> tuple[str, ...]:
    derived = {LAND: LAND_FIGURES, EVALUATED_TAX: (*scheme.tax_plus, *scheme.tax_minus)}
    return tuple(name for part in found.item.indicator.inputs for name in derived.get(part, (part,)))
