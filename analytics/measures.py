"""One indicator over all firms: value, baseline, raw and capped points, and what a missing figure gets."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from analytics.panel import Flags, Floats, Ints, Numbers, Panel, decimals, exact_figure
from analytics.ranking import value_ranks
from domain.scheme import BaselineKind, MissingRule, Scheme, Strategy, WeightedIndicator

#: A raw score so far beyond its bound stands on it whatever its last digits are.
_CLEARLY = 1e-9


@dataclass(frozen=True)
class Measure:
    """The columns of one indicator; nan where a figure is missing or the ratio is not defined.

    `baseline` counts as full marks (the pool's greatest value under min–max, where `least` is its smallest). `raw` is
    the score before cap and floor, `score` what counts, also where it was substituted. `rank` is that of the value in
    its pool, 0 for none.
    """

    item: WeightedIndicator
    value: Floats
    baseline: Floats
    least: Floats
    raw: Floats
    score: Floats
    rank: Ints

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.item.key

    @property
    def is_substituted(self) -> Flags:
        """Whether the score stands for a missing value."""
        return np.isnan(self.raw) & ~np.isnan(self.score)


def measure(
    scheme: Scheme,
    item: WeightedIndicator,
    panel: Panel,
    columns: Mapping[str, Floats],
    members: Sequence[Ints],
    *,
    with_ranks: bool = True,
) -> Measure:
    """The indicator over the panel; `members` are the rows of each pool, `columns` the figures by name."""
    numerator, denominator = (columns[name] for name in item.indicator.inputs)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(denominator > 0, numerator / denominator, np.nan)
    least, baseline = _bounds(scheme, item, panel, value, (numerator, denominator), members)
    raw = points(scheme, item, value, least, baseline, float)
    score = clamped(item, raw, float)
    if item.missing is not MissingRule.UNRATED:
        score = _substituted(item, score, members)
    rank = value_ranks(value, members) if with_ranks else np.zeros(len(value), dtype=np.int32)
    return Measure(item, value, baseline, least, raw, score, rank)


def points(
    scheme: Scheme,
    item: WeightedIndicator,
    value: Numbers,
    least: Numbers,
    baseline: Numbers,
    number: Callable[..., Any],
) -> Numbers:
    """Points before cap and floor; `number` is float, or Decimal for exact columns."""
    if scheme.strategy is Strategy.RANK_ONLY:
        return value
    weight = number(item.weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        if scheme.strategy is Strategy.RATIO:
            return np.asarray(value / baseline * weight)
        floor = number(scheme.min_max_floor)
        spread = baseline - least
        # Where all are equal, all are the best.
        place = np.where(spread == 0, number(1), (value - least) / np.where(spread == 0, number(1), spread))
        return np.asarray(weight * (floor + (100 - floor) * place) / 100)


def clamped(item: WeightedIndicator, raw: Numbers, number: Callable[..., Any]) -> Numbers:
    """Points after cap (a multiple of the weight) and floor (points)."""
    if item.cap is not None and item.weight is not None:
        raw = np.asarray(np.minimum(raw, number(item.cap * item.weight)))
    return raw if item.floor is None else np.asarray(np.maximum(raw, number(item.floor)))


def exact_points(scheme: Scheme, found: Measure, chosen: Panel, rows: Ints) -> Numbers:
    """The points of the `chosen` firms as Decimals, which are the measure's `rows`.

    What a missing figure got, and what stands clearly on a bound, is taken as it is.
    """
    exact = decimals(np.nan_to_num(found.score[rows]))
    raw, score = found.raw[rows], found.score[rows]
    is_free = ~np.isnan(raw) & (np.abs(raw - score) <= _CLEARLY * np.maximum(1.0, np.abs(raw)))
    if is_free.any():
        free, places = rows[is_free], np.flatnonzero(is_free)
        numerator, denominator = (exact_figure(chosen, scheme, name, places) for name in found.item.indicator.inputs)
        least, baseline = decimals(np.nan_to_num(found.least[free])), _exact_baseline(found, free)
        exact[is_free] = clamped(
            found.item, points(scheme, found.item, numerator / denominator, least, baseline, Decimal), Decimal
        )
    return exact


def _exact_baseline(found: Measure, rows: Ints) -> Numbers:
    fixed = found.item.baseline
    if fixed.kind is BaselineKind.FIXED and fixed.value is not None:
        return np.array([fixed.value * fixed.times] * len(rows), dtype=object)
    return decimals(np.nan_to_num(found.baseline[rows]))


def _bounds(
    scheme: Scheme,
    item: WeightedIndicator,
    panel: Panel,
    value: Floats,
    parts: tuple[Floats, Floats],
    members: Sequence[Ints],
) -> tuple[Floats, Floats]:
    """(least, baseline) of every row; the least matters under min–max only."""
    nothing = np.broadcast_to(np.nan, len(value))
    if scheme.strategy is Strategy.RANK_ONLY:
        return nothing, nothing
    if scheme.strategy is Strategy.MIN_MAX:
        return _per_group(value, members, np.min), _per_group(value, members, np.max)
    if item.baseline.kind is BaselineKind.FIXED:
        return nothing, np.broadcast_to(
            float((item.baseline.value or Decimal("NaN")) * item.baseline.times), len(value)
        )
    found = _drawn_baseline(item, panel, value, parts, members) * float(item.baseline.times)
    return nothing, np.where(found > 0, found, np.nan)


def _drawn_baseline(
    item: WeightedIndicator, panel: Panel, value: Floats, parts: tuple[Floats, Floats], members: Sequence[Ints]
) -> Floats:
    """A baseline drawn from the panel itself."""
    rule = item.baseline
    if rule.kind is BaselineKind.POOL_PERCENTILE:
        percent = float(rule.percent or 0)
        return _per_group(value, members, lambda column: np.percentile(column, percent))
    groups = members if rule.kind is BaselineKind.POOL_MEAN else _by_industry(panel, members)
    means = np.full(len(value), np.nan)
    for rows in groups:
        known = rows[~np.isnan(value[rows])]
        below = math.fsum(parts[1][known])
        means[rows] = math.fsum(parts[0][known]) / below if below else np.nan
    return means


def _by_industry(panel: Panel, members: Sequence[Ints]) -> list[Ints]:
    """The rows of each industry within each pool."""
    if panel.industry_of is None:
        return []
    industries = range(len(panel.industries))
    return [rows[panel.industry_of[rows] == at] for rows in members for at in industries]


def _per_group(value: Floats, members: Sequence[Ints], take: Callable[[Floats], Any]) -> Floats:
    """One figure per pool, drawn from the values that are there."""
    found = np.full(len(value), np.nan)
    for rows in members:
        known = value[rows]
        known = known[~np.isnan(known)]
        if len(known):
            found[rows] = take(known)
    return found


def _substituted(item: WeightedIndicator, score: Floats, members: Sequence[Ints]) -> Floats:
    """Missing scores by the scheme's rule; a pool without a single score has no mean, and none is given."""
    filled = score.copy()
    for rows in members:
        is_missing = np.isnan(score[rows])
        if item.missing is MissingRule.ZERO:
            filled[rows[is_missing]] = 0.0
        elif is_missing.any() and not is_missing.all():
            filled[rows[is_missing]] = math.fsum(score[rows[~is_missing]]) / np.count_nonzero(~is_missing)
    return filled
