"""How far a firm is from the next grade, the smallest single changes that would reach it, and what a year changed.

A change is found by scoring the whole pool again with it, so that it holds whatever the scheme: means of the pool,
ties and quotas included.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from analytics.grading import last_ranks, worst_open
from analytics.panel import Ints, Panel
from analytics.ranking import value_ranks
from analytics.scoring import Scored, score
from domain.indicators import LAND, LEVERS, OWN_LAND
from domain.scheme import Scheme

#: Nobody can be asked for more than a thousandfold.
_MOST_TIMES = 1000


@dataclass(frozen=True)
class Change:
    """One figure moved by `by` (below zero: less of it) brings the firm from one grade to the next."""

    figure: str
    indicators: tuple[str, ...]
    by: Decimal
    before: str
    after: str


@dataclass(frozen=True)
class Distance:
    """What parts a firm from the next better grade.

    `next_grade` is None where there is none: the best class, no grade, a class of its own. `is_barred` says that a
    veto keeps the firm from it whatever it does. `points` is the gap to the firm on the class's last place, None where
    the class has no place in so small a pool. `changes` are the smallest single ones, one per figure; empty: not by one
    figure alone.
    """

    grade: str | None
    next_grade: str | None = None
    is_barred: bool = False
    points: float | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class IndicatorChange:
    """One indicator in two years; nan where a year has no value."""

    key: str
    value_before: float
    value_after: float
    score_before: float
    score_after: float

    @property
    def points(self) -> float:
        """What it adds to the change of the score; a missing score counts as none."""
        return float(np.nan_to_num(self.score_after) - np.nan_to_num(self.score_before))


def distance(scored: Scored, firm_id: str) -> Distance:
    """How far a firm is from the next better grade. Raises UnknownFirm."""
    row = scored.panel.row(firm_id)
    at = int(scored.grade[row])
    grade = scored.grade_of(row)
    if not 0 < at < len(scored.scheme.grades) or not scored.rank[row]:
        return Distance(grade)
    target = scored.scheme.grades[at - 1]
    if scored.panel.is_vetoed[row] and at - 1 < worst_open(scored.scheme):
        return Distance(grade, target, is_barred=True)
    return Distance(grade, target, points=_gap(scored, row, at - 1), changes=_changes(scored, row, at - 1))


def _gap(scored: Scored, row: int, target: int) -> float | None:
    """Points between the firm and the one on the last place of the class above."""
    pool = scored.members[scored.pool_of[row]]
    last = last_ranks(scored.scheme.classes, len(pool))[target]
    inside = pool[scored.rank[pool] <= last]
    return float(scored.score[inside].min() - scored.score[row]) if len(inside) else None


def _changes(scored: Scored, row: int, target: int) -> tuple[Change, ...]:
    """The smallest change of each figure that the scheme's indicators are made of, where there is one."""
    rows = np.flatnonzero(scored.pool_of == scored.pool_of[row])
    trial = _Trial(scored.panel.take(rows), scored.scheme, int(np.searchsorted(rows, row)), target)
    found = []
    for figure, (step, direction) in LEVERS.items():
        indicators = tuple(
            i.key for i in scored.scheme.indicators if _is_moved(scored.scheme, i.key, figure, direction)
        )
        steps = trial.fewest_steps(figure, Decimal(step) * direction) if indicators else None
        if steps is not None:
            by = Decimal(step) * direction * steps
            found.append(Change(figure, indicators, by, str(scored.grade_of(row)), scored.scheme.grades[target]))
    return tuple(found)


def _is_moved(scheme: Scheme, key: str, figure: str, direction: int) -> bool:
    """Whether the figure, moved that way, lifts the indicator."""
    indicator = next(i.indicator for i in scheme.indicators if i.key == key)
    derived = {OWN_LAND: LAND} | dict.fromkeys(scheme.tax_plus, "evaluated_tax_10k_yuan")
    part = indicator.numerator if direction > 0 else indicator.denominator
    return derived.get(figure, figure) == part


@dataclass(frozen=True)
class _Trial:
    """A pool in which one firm's figures are moved and everybody is scored again."""

    panel: Panel
    scheme: Scheme
    row: int
    target: int

    def fewest_steps(self, figure: str, step: Decimal) -> int | None:
        """The fewest steps that reach the target; None where none do. More steps never lower a score."""
        now = float(self.panel.typed(figure)[self.row])
        if np.isnan(now):
            return None
        high = self._most_steps(now, step)
        if high < 1 or not self._reaches(figure, step, high):
            return None
        low = 0
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._reaches(figure, step, middle) else (middle, high)
        return high

    def _most_steps(self, now: float, step: Decimal) -> int:
        """Down to the last step above zero, or up a thousandfold."""
        if step < 0:
            return int((Decimal(repr(now)) / -step).to_integral_value(rounding="ROUND_CEILING")) - 1
        return int(Decimal(repr(max(abs(now), 1000.0))) * _MOST_TIMES / step)

    def _reaches(self, figure: str, step: Decimal, steps: int) -> bool:
        column = self.panel.typed(figure).copy()
        column[self.row] = float(Decimal(repr(float(column[self.row]))) + step * steps)
        again = score(self.panel.with_figure(figure, column), self.scheme, with_ranks=False)
        return 0 <= int(again.grade[self.row]) <= self.target


def year_on_year(before: Scored, after: Scored, firm_id: str) -> tuple[IndicatorChange, ...]:
    """What each indicator added to the change of a firm's score; they sum to it, bonus and deduction apart.

    Raises UnknownFirm where it was not there in both years.
    """
    was, now = before.panel.row(firm_id), after.panel.row(firm_id)
    keys = dict.fromkeys([*before.by_key, *after.by_key])
    return tuple(IndicatorChange(key, *_at(before, after, key, was, now)) for key in keys)


def _at(before: Scored, after: Scored, key: str, was: int, now: int) -> tuple[float, float, float, float]:
    old, new = before.by_key.get(key), after.by_key.get(key)
    return (
        float(old.value[was]) if old else float("nan"), float(new.value[now]) if new else float("nan"),
        float(old.score[was]) if old else float("nan"), float(new.score[now]) if new else float("nan"),
    )  # fmt: skip


def industry_ranks(scored: Scored, key: str | None = None) -> Ints:
    """The rank of the score, or of one indicator's value, among the firms of the same pool and industry; 0 for none."""
    panel = scored.panel
    if panel.industry_of is None:
        return np.zeros(len(panel), dtype=np.int32)
    column = scored.score if key is None else scored.by_key[key].value
    groups = scored.pool_of * len(panel.industries) + panel.industry_of
    is_known = (scored.pool_of >= 0) & (panel.industry_of >= 0)
    chosen = [np.flatnonzero(is_known & (groups == g)) for g in np.unique(groups[is_known])]
    return value_ranks(column, chosen)
