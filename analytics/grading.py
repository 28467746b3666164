"""Classes by quota, in integers, and what veto and protection change in them."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from analytics.panel import Flags, Ints
from domain.scheme import GradeClass, ProtectionKind, Scheme

#: No class: 不定等级, or set apart.
NO_GRADE = -1


def last_ranks(classes: Sequence[GradeClass], count: int) -> list[int]:
    """The last rank of each class among `count` firms: the greatest r with 100·r ≤ q·N; the last class takes the rest.

    >>> demo = [GradeClass(n, Decimal(q)) for n, q in zip("ABCD", (20, 80, 95, 100))]
    >>> last_ranks(demo, 7), last_ranks(demo, 73)
    ([1, 5, 6, 7], [14, 58, 69, 73])
    """
    cuts: list[int] = []
    above = 0
    for item in classes:
        cut = _share(item.cumulative_percent, count)
        if item.at_most_percent is not None:
            cut = min(cut, above + _share(item.at_most_percent, count))
        if item.at_least_percent is not None:
            cut = max(cut, above - _share(-item.at_least_percent, count))
        above = max(above, min(cut, count))
        cuts.append(above)
    least = classes[-1].at_least_percent
    highest = count if least is None else count + _share(-least, count)
    return [min(cut, highest) for cut in cuts[:-1]] + [count]


def _share(percent: Decimal | None, count: int) -> int:
    """⌊percent · count ÷ 100⌋, in whole numbers; of a negative percent the floor is the ceiling below zero."""
    numerator, denominator = (percent or Decimal(0)).as_integer_ratio()
    return numerator * count // (100 * denominator)


def raw_grades(ranks: Ints, members: Sequence[Ints], scheme: Scheme) -> Ints:
    """The class of each rank within its pool, before veto and protection; NO_GRADE without a rank."""
    grades = np.full(len(ranks), NO_GRADE, dtype=np.int8)
    for pool in members:
        grades[pool] = np.searchsorted(last_ranks(scheme.classes, len(pool)), ranks[pool])
    return grades


def final_grades(
    raw: Ints, ranks: Ints, members: Sequence[Ints], scheme: Scheme, is_vetoed: Flags, is_protected: Flags
) -> Ints:
    """The grades after backfilling, veto and protection."""
    grades = _backfilled(raw, ranks, members, scheme, is_vetoed) if scheme.is_backfilled else raw
    return vetoed_and_protected(grades, scheme, is_vetoed, is_protected)


def vetoed_and_protected(grades: Ints, scheme: Scheme, is_vetoed: Flags, is_protected: Flags) -> Ints:
    """Grades by quota after veto, then protection; the last axis is that of the firms."""
    has_grade = grades != NO_GRADE
    lowered = np.where(has_grade & is_vetoed, np.maximum(grades, worst_open(scheme)), grades)
    return _protected(lowered, scheme, has_grade, is_vetoed, is_protected)


def worst_open(scheme: Scheme) -> int:
    """The best class that a vetoed firm may have."""
    if scheme.veto.to is not None:
        return scheme.grades.index(scheme.veto.to)
    return len(scheme.veto.barred_from)


def _protected(grades: Ints, scheme: Scheme, has_grade: Flags, is_vetoed: Flags, is_protected: Flags) -> Ints:
    rule = scheme.protection
    if rule is None:
        return grades
    helped = is_protected & ~(is_vetoed & rule.is_lost_by_veto)
    if rule.kind is ProtectionKind.NOT_BELOW:
        assert rule.grade is not None
        worst = scheme.grades.index(rule.grade)
        return np.where(helped & has_grade, np.minimum(grades, worst), grades)
    apart = len(scheme.grades) if rule.kind is ProtectionKind.CLASS else NO_GRADE
    return np.where(helped, apart, grades)


def _backfilled(raw: Ints, ranks: Ints, members: Sequence[Ints], scheme: Scheme, is_vetoed: Flags) -> Ints:
    """Places of barred classes that vetoed firms leave go to the next in rank; lower classes keep their ranks."""
    barred = worst_open(scheme)
    grades = raw.copy()
    for pool in members:
        free = pool[~is_vetoed[pool]]
        taken = np.sort(ranks[pool[is_vetoed[pool]]])
        places = ranks[free] - np.searchsorted(taken, ranks[free], side="left")
        risen = np.searchsorted(last_ranks(scheme.classes, len(pool)), places)
        grades[free] = np.where(risen < barred, risen, raw[free])
    return grades
