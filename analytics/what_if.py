"""What would be under other weights, quotas or baselines, and who moved between two results."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from analytics.scoring import Scored
from domain.errors import InvalidValue
from domain.scheme import Baseline, Scheme


@dataclass(frozen=True)
class Moved:
    """A firm whose grade is another; None is 不定等级 or not there."""

    firm_id: str
    before: str | None
    after: str | None
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True)
class Comparison:
    """Two results side by side, over firms of both. `transitions` counts firms by (grade before, grade after).

    `rank_correlation` is Spearman's by pool, over firms ranked in it both times; None where fewer than two were.
    """

    moved: tuple[Moved, ...]
    transitions: Mapping[tuple[str | None, str | None], int]
    rank_correlation: Mapping[str, float | None]
    entered: tuple[str, ...]
    left: tuple[str, ...]


def compared(before: Scored, after: Scored) -> Comparison:
    """Who moved between two years, or between two schemes on one panel."""
    was, now = before.panel.row_of, after.panel.row_of
    both = sorted(was.keys() & now.keys())
    pairs = [(before.grade_of(was[firm]), after.grade_of(now[firm])) for firm in both]
    moved = tuple(
        Moved(firm, old, new, int(before.rank[was[firm]]) or None, int(after.rank[now[firm]]) or None)
        for firm, (old, new) in zip(both, pairs, strict=True)
        if old != new
    )
    pools = dict.fromkeys([*before.pools, *after.pools])
    return Comparison(
        moved,
        dict(Counter(pairs)),
        {pool: _correlation(before, after, both, pool) for pool in pools},
        tuple(sorted(now.keys() - was.keys())),
        tuple(sorted(was.keys() - now.keys())),
    )


def _correlation(before: Scored, after: Scored, firms: list[str], pool: str) -> float | None:
    rows = [(before.panel.row_of[f], after.panel.row_of[f]) for f in firms]
    pairs = [
        (before.rank[b], after.rank[a])
        for b, a in rows
        if before.rank[b] and after.rank[a] and before.pool_name(b) == after.pool_name(a) == pool
    ]
    if len(pairs) < 2:
        return None
    old, new = (_mean_ranks(np.array(column)) for column in zip(*pairs, strict=True))
    spread = float(np.std(old) * np.std(new))
    return float(np.mean((old - old.mean()) * (new - new.mean())) / spread) if spread else None


def _mean_ranks(ranks: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Ranks among these alone, equal ones sharing their mean."""
    _, place, counts = np.unique(ranks, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means: np.ndarray[tuple[int], np.dtype[np.float64]] = (last - (counts - 1) / 2)[place]
    return means


def with_weights(scheme: Scheme, weights: Mapping[str, Decimal]) -> Scheme:
    """The scheme with other weights by indicator. Raises InvalidValue unless they sum to 100 and none is below zero."""
    _require_known(scheme, weights)
    items = tuple(replace(i, weight=weights.get(i.key, i.weight)) for i in scheme.indicators)
    given = [i.weight for i in items if i.weight is not None]
    if len(given) == len(items) and (sum(given) != 100 or min(given) < 0):
        raise InvalidValue(column="weight", value=str(sum(given)))
    return replace(scheme, indicators=items)


def with_baselines(scheme: Scheme, baselines: Mapping[str, Decimal]) -> Scheme:
    """The scheme with other fixed baselines by indicator. Raises InvalidValue for one that is not above zero."""
    _require_known(scheme, baselines)
    for value in baselines.values():
        if value <= 0:
            raise InvalidValue(column="baseline", value=str(value))
    items = tuple(
        replace(i, baseline=Baseline(value=baselines[i.key])) if i.key in baselines else i for i in scheme.indicators
    )
    return replace(scheme, indicators=items)


def with_quotas(scheme: Scheme, percents: Mapping[str, Decimal]) -> Scheme:
    """The scheme with other cumulative shares by class. Raises InvalidValue where they do not rise to 100."""
    classes = tuple(replace(c, cumulative_percent=percents.get(c.name, c.cumulative_percent)) for c in scheme.classes)
    shares = [c.cumulative_percent for c in classes if c.cumulative_percent is not None]
    if shares != sorted(shares) or min(shares) < 0 or shares[-1] != 100 or set(percents) - set(scheme.grades):
        raise InvalidValue(column="cumulative_percent", value=str([str(s) for s in shares]))
    return replace(scheme, classes=classes)


def _require_known(scheme: Scheme, given: Mapping[str, Decimal]) -> None:
    if unknown := set(given) - {i.key for i in scheme.indicators}:
        raise InvalidValue(column="indicator", value=", ".join(sorted(unknown)))
