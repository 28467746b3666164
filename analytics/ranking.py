"""Ranks within pools: floats first, and decimals of forty digits where floats lie too near to tell apart."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import numpy as np

from analytics.panel import Flags, Floats, Ints, Numbers

#: Scores nearer than this, relative to their size, are taken again exactly: far above the error of a float sum.
NEAR = 1e-10
#: Exact scores that differ by no more than this many points are equal. A pool's mean is itself a float.
SAME = Decimal("1e-12")
#: Values of an indicator that agree to so many parts share a rank.
_SAME_VALUE = 1e-12

#: Exact scores of some rows, and what breaks their ties, best first: greater is better, None is worst.
ExactKeys = Callable[[Ints], tuple[Numbers, Sequence[Sequence[Decimal | None]]]]


def value_ranks(values: Floats, members: Sequence[Ints]) -> Ints:
    """1, 2, 2, 4 within each pool, the greatest first; 0 for a missing value or no pool."""
    ranks = np.zeros(len(values), dtype=np.int32)
    for pool in members:
        below = -values[pool]
        order = np.argsort(below)[: len(below) - np.count_nonzero(np.isnan(below))]
        rising = below[order]
        is_new = np.ones(len(order), dtype=np.bool_)
        is_new[1:] = np.diff(rising) > _SAME_VALUE * np.abs(rising[1:])
        ranks[pool[order]] = shared_ranks(is_new)
    return ranks


def score_ranks(scores: Floats, members: Sequence[Ints], exact_keys: ExactKeys) -> Ints:
    """The same for scores, where equal ones are told by decimals and parted by the tie-breaks."""
    ranks = np.zeros(len(scores), dtype=np.int32)
    for pool in members:
        order, is_new = _ordered(scores, pool, exact_keys)
        ranks[order] = shared_ranks(is_new)
    return ranks


def shared_ranks(is_new: Flags) -> Ints:
    """1, 2, 2, 4 from the places where a new value begins.

    >>> shared_ranks(np.array([True, True, False, True])).tolist()
    [1, 2, 2, 4]
    """
    places = np.arange(1, len(is_new) + 1, dtype=np.int32)
    return np.maximum.accumulate(places * is_new)


def _ordered(scores: Floats, pool: Ints, exact_keys: ExactKeys) -> tuple[Ints, Flags]:
    """The pool's rows, best first, and where a firm differs from the one before it."""
    order = pool[np.argsort(-scores[pool])]
    falling = scores[order]
    is_near = falling[:-1] - falling[1:] <= NEAR * np.maximum(1.0, np.abs(falling[:-1]))
    is_new = np.ones(len(order), dtype=np.bool_)
    runs = list(_runs(is_near))
    if runs:
        places = np.concatenate([np.arange(start, stop) for start, stop in runs])
        exact, breaks = exact_keys(order[places])
        at = 0
        for start, stop in runs:
            end = at + stop - start
            by_key, is_new[start:stop] = _parted(exact[at:end], [column[at:end] for column in breaks])
            order[start:stop] = order[start:stop][by_key]
            at = end
    return order, is_new


def _runs(is_near: Flags) -> Iterator[tuple[int, int]]:
    """[start, stop) of each run of neighbours that lie near."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], is_near, [False])).astype(np.int8)))
    for start, last in edges.reshape(-1, 2).tolist():
        yield start, last + 1


def _parted(exact: Numbers, breaks: Sequence[Sequence[Decimal | None]]) -> tuple[list[int], list[bool]]:
    """The places of one run, best first, and which of them begin something new."""
    falling = sorted(range(len(exact)), key=lambda at: exact[at], reverse=True)
    group, groups = 0, {falling[0]: 0}
    for before, at in pairwise(falling):
        group += exact[before] - exact[at] > SAME
        groups[at] = group
    keys = [(groups[at], *(_worst_last(column[at]) for column in breaks)) for at in range(len(exact))]
    order = sorted(range(len(exact)), key=lambda at: keys[at])
    return order, [at == 0 or keys[order[at]] != keys[order[at - 1]] for at in range(len(order))]


def _worst_last(value: Decimal | None) -> tuple[bool, Decimal]:
    return (True, Decimal(0)) if value is None else (False, value.copy_negate())
