"""What a grade turned on, step by step, or why there is none."""

from collections.abc import Iterator

import numpy as np

from analytics.grading import last_ranks
from analytics.panel import figure
from analytics.scoring import Scored
from domain.indicators import LAND_FIGURES, LEASED_IN_FAR, LEASED_IN_FLOOR
from domain.ranking import Reason, ReasonKind
from domain.scheme import MissingRule, Scheme


def reasons(scored: Scored, row: int) -> tuple[Reason, ...]:
    """The steps from rank to grade of one firm, in the order in which they were taken."""
    if scored.pool_of[row] < 0:
        return (_without_pool(scored, row),)
    if not scored.is_rated[row]:
        return tuple(_unrated(scored, row))
    substituted = tuple(
        Reason(ReasonKind.SUBSTITUTED, {"indicator": m.key}) for m in scored.measures if m.is_substituted[row]
    )
    if not scored.rank[row]:
        return (*substituted, Reason(ReasonKind.SET_APART, {"grade": scored.grade_of(row)}))
    return (*substituted, *_graded(scored, row))


def missing_figures(scored: Scored, row: int) -> tuple[str, ...]:
    """The figures that keep a firm from being rated, in the order of the scheme."""
    scheme = scored.scheme
    needed = [item for item in scheme.indicators if item.missing is MissingRule.UNRATED]
    names = dict.fromkeys(name for item in needed for name in item.indicator.inputs)
    absent = [name for name in names if np.isnan(figure(scored.panel, scheme, name)[row])]
    return tuple(dict.fromkeys(typed for name in absent for typed in _typed(scored, scheme, name, row)))


def _typed(scored: Scored, scheme: Scheme, name: str, row: int) -> Iterator[str]:
    """The cells that are empty behind a derived figure."""
    parts = {"land_mu": LAND_FIGURES, "evaluated_tax_10k_yuan": (*scheme.tax_plus, *scheme.tax_minus)}
    for part in parts.get(name, (name,)):
        if part == LEASED_IN_FAR and not scored.panel.or_none(LEASED_IN_FLOOR)[row]:
            continue
        if np.isnan(scored.panel.or_none(part)[row]):
            yield part


def _without_pool(scored: Scored, row: int) -> Reason:
    at = scored.panel.pool_of[row]
    if at < 0:
        return Reason(ReasonKind.POOL_MISSING)
    return Reason(ReasonKind.POOL_NOT_COVERED, {"pool": scored.panel.pools[at]})


def _unrated(scored: Scored, row: int) -> Iterator[Reason]:
    if missing := missing_figures(scored, row):
        yield Reason(ReasonKind.FIGURE_MISSING, {"figures": missing})
        return
    undefined = [m.key for m in scored.measures if m.item.missing is MissingRule.UNRATED and np.isnan(m.score[row])]
    yield Reason(ReasonKind.RATIO_UNDEFINED, {"indicators": tuple(undefined)})


def _graded(scored: Scored, row: int) -> Iterator[Reason]:
    rank, raw, final = int(scored.rank[row]), scored.raw_grade_of(row), scored.grade_of(row)
    count = scored.counts[scored.pool_of[row]]
    last_rank = last_ranks(scored.scheme.classes, count)[scored.raw_grade[row]]
    yield Reason(ReasonKind.QUOTA, {"rank": rank, "count": count, "grade": raw, "last_rank": last_rank})
    if others := _same_rank(scored, row):
        yield Reason(ReasonKind.TIED, {"rank": rank, "firms": others})
    is_vetoed, is_protected = scored.panel.is_vetoed[row], scored.panel.is_protected[row]
    after_veto = _after_veto(scored, row) if is_vetoed else raw
    if is_vetoed and after_veto != raw:
        yield Reason(ReasonKind.VETOED, {"before": raw, "after": after_veto})
    elif is_vetoed:
        yield Reason(ReasonKind.VETO_WITHOUT_EFFECT, {"grade": raw})
    elif scored.scheme.is_backfilled and not is_protected and final != raw:
        yield Reason(ReasonKind.BACKFILLED, {"before": raw, "after": final})
    rule = scored.scheme.protection
    if is_protected and rule:
        if is_vetoed and rule.is_lost_by_veto:
            yield Reason(ReasonKind.PROTECTION_LOST, {"grade": final})
        elif final != after_veto:
            yield Reason(ReasonKind.PROTECTED, {"before": after_veto, "after": final})


def _after_veto(scored: Scored, row: int) -> str:
    names = scored.scheme.grades
    to = scored.scheme.veto.to
    worst = names.index(to) if to is not None else len(scored.scheme.veto.barred_from)
    return names[max(int(scored.raw_grade[row]), worst)]


def _same_rank(scored: Scored, row: int) -> tuple[str, ...]:
    pool = scored.members[scored.pool_of[row]]
    same = pool[scored.rank[pool] == scored.rank[row]]
    return tuple(sorted(scored.panel.firm_ids[r] for r in same if r != row))
