"""Scores, ranks and grades of a panel under a scheme: one pass over columns, the same for six firms and a million."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Any

import numpy as np

from analytics.grading import NO_GRADE, final_grades, raw_grades
from analytics.measures import Measure, exact_points, measure
from analytics.panel import Flags, Floats, Ints, Numbers, Panel, decimals, exact_figure, figure
from analytics.ranking import score_ranks
from domain.indicators import EVALUATED_TAX, LAND
from domain.scheme import MissingRule, Scheme

#: Of a score that is taken again: some thirty digits finer than what floats leave in doubt.
_DIGITS = 40


@dataclass(frozen=True)
class Scored:
    """The outcome, in the panel's order of rows.

    `score` is nan, `rank` 0 and the grades NO_GRADE for a firm that is 不定等级 or set apart. Grades point into
    `grade_names`. `pool_of` is the pool of comparison (-1: none), `counts` the number of ranked firms in each.
    """

    scheme: Scheme
    panel: Panel
    land_mu: Floats
    evaluated_tax_10k_yuan: Floats
    measures: tuple[Measure, ...]
    adjustment: Floats
    pools: tuple[str, ...]
    pool_of: Ints
    is_rated: Flags
    score: Floats
    rank: Ints
    raw_grade: Ints
    grade: Ints

    @cached_property
    def raw_score(self) -> Floats:
        """The score without cap and floor; what was given for a missing figure stays."""
        points = [np.where(m.is_substituted, m.score, m.raw) for m in self.measures]
        total = sum((np.nan_to_num(p) for p in points[1:]), start=np.nan_to_num(points[0]))
        return np.where(self.is_rated, total + self.adjustment, np.nan)

    @cached_property
    def grade_names(self) -> tuple[str, ...]:
        """The scheme's classes, then the class of protected firms where there is one."""
        rule = self.scheme.protection
        apart = (rule.grade,) if rule and rule.grade and rule.grade not in self.scheme.grades else ()
        return (*self.scheme.grades, *apart)

    @cached_property
    def members(self) -> tuple[Ints, ...]:
        """The ranked rows of each pool."""
        return _members(self.pool_of, self.rank > 0, len(self.pools))

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """N of each pool: the firms that were ranked."""
        return tuple(len(rows) for rows in self.members)

    @cached_property
    def by_key(self) -> dict[str, Measure]:
        """The indicators by their keys, in the scheme's order."""
        return {m.key: m for m in self.measures}

    def grade_of(self, row: int) -> str | None:
        """The final class of a row; None where it has none."""
        return self._named(self.grade[row])

    def raw_grade_of(self, row: int) -> str | None:
        """The class by quota alone."""
        return self._named(self.raw_grade[row])

    def pool_name(self, row: int) -> str:
        """The pool in which the row is compared; empty where it has none."""
        return self.pools[self.pool_of[row]] if self.pool_of[row] >= 0 else ""

    def _named(self, grade: int) -> str | None:
        return None if grade == NO_GRADE else self.grade_names[grade]

    @cached_property
    def order(self) -> Ints:
        """Rows by pool, then rank, then firm id; those without a rank last in their pool, without a pool at the end."""
        columns = (self.panel.pool_of, self.pool_of, self.rank, self.panel.firm_ids)
        keys = [(p < 0, p, q, r < 1, r, firm) for p, q, r, firm in zip(*map(_listed, columns), strict=True)]
        return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)

    @cached_property
    def ties(self) -> tuple[tuple[int, ...], ...]:
        """Groups of rows that share a rank in their pool, in the order of the list."""
        groups: dict[tuple[int, int], list[int]] = {}
        for row in self.order[self.rank[self.order] > 0].tolist():
            groups.setdefault((int(self.pool_of[row]), int(self.rank[row])), []).append(row)
        return tuple(tuple(rows) for rows in groups.values() if len(rows) > 1)


def score(panel: Panel, scheme: Scheme, *, with_ranks: bool = True) -> Scored:
    """Score, rank and grade every firm of a panel.

    `with_ranks` may be switched off where no rank per indicator is asked for. Raises SchemeIncomplete.
    """
    scheme.require_complete()
    pools, pool_of = _pools(panel, scheme)
    members = _members(pool_of, pool_of >= 0, len(pools))
    columns = {name: figure(panel, scheme, name) for name in _asked(scheme)}
    measures = tuple(
        measure(scheme, item, panel, columns, members, with_ranks=with_ranks) for item in scheme.indicators
    )
    adjustment = _adjustment(panel, scheme)
    is_rated = (pool_of >= 0) & _is_measured(measures, len(panel))
    points = sum((np.nan_to_num(m.score) for m in measures[1:]), start=np.nan_to_num(measures[0].score))
    total = np.where(is_rated, points + adjustment, np.nan)
    is_ranked = is_rated & ~_is_set_apart(panel, scheme)
    ranked = _members(pool_of, is_ranked, len(pools))
    rank = score_ranks(total, ranked, lambda rows: _exact_keys(panel, scheme, measures, adjustment, rows))
    raw = raw_grades(rank, ranked, scheme)
    grade = final_grades(raw, rank, ranked, scheme, panel.is_vetoed, panel.is_protected & is_rated)
    return Scored(
        scheme, panel, columns[LAND], columns[EVALUATED_TAX], measures, adjustment,
        pools, pool_of, is_rated, total, rank, raw, grade,
    )  # fmt: skip


def _listed(column: Any) -> list[Any]:
    return column.tolist() if isinstance(column, np.ndarray) else list(column)


def _asked(scheme: Scheme) -> set[str]:
    return {LAND, EVALUATED_TAX} | {name for item in scheme.indicators for name in item.indicator.inputs}


def _pools(panel: Panel, scheme: Scheme) -> tuple[tuple[str, ...], Ints]:
    """The pools of comparison; -1 for a firm without one, or in one that the scheme does not cover."""
    covered = np.array([not scheme.pools or name in scheme.pools for name in panel.pools] + [False])
    pool_of = np.where(covered[panel.pool_of], panel.pool_of, -1)
    if not scheme.is_split_by_industry:
        return panel.pools, pool_of
    industries = panel.industries or ("",)
    industry_of = panel.industry_of if panel.industry_of is not None else np.full(len(panel), -1)
    names = tuple(f"{pool} / {industry}" for pool in panel.pools for industry in industries)
    return names, np.where((pool_of < 0) | (industry_of < 0), -1, pool_of * len(industries) + industry_of)


def _members(pool_of: Ints, chosen: Flags, count: int) -> tuple[Ints, ...]:
    if count == 1:
        return (np.flatnonzero(chosen),)
    return tuple(np.flatnonzero(chosen & (pool_of == at)) for at in range(count))


def _is_measured(measures: Sequence[Measure], count: int) -> Flags:
    """Whether every indicator that must be there is there."""
    needed = [~np.isnan(m.score) for m in measures if m.item.missing is MissingRule.UNRATED]
    return np.logical_and.reduce(needed) if needed else np.ones(count, dtype=np.bool_)


def _is_set_apart(panel: Panel, scheme: Scheme) -> Flags:
    rule = scheme.protection
    if rule is None or rule.counts_in_pool:
        return np.zeros(len(panel), dtype=np.bool_)
    return panel.is_protected & ~(panel.is_vetoed & rule.is_lost_by_veto)


def _adjustment(panel: Panel, scheme: Scheme) -> Floats:
    """Points of bonus and deduction items; an item of which the panel has no column counts for nobody."""
    points = np.zeros(len(panel))
    for item in scheme.adjustments:
        if item.column in panel.extras:
            units = np.nan_to_num(panel.extras[item.column])
            each = units * float(item.points or 0)
            limit = np.inf if item.at_most is None else abs(float(item.at_most))
            points = points + np.clip(each, -limit, limit)
    return points


def _exact_keys(
    panel: Panel, scheme: Scheme, measures: Sequence[Measure], adjustment: Floats, rows: Ints
) -> tuple[Numbers, list[list[Decimal | None]]]:
    chosen = panel.take(rows)
    with localcontext(prec=_DIGITS):
        points = [exact_points(scheme, m, chosen, rows) for m in measures]
        total = sum(points, start=decimals(adjustment[rows]))
        return total, [_exact_or_none(chosen, scheme, name) for name in scheme.tie_breaks]


def _exact_or_none(chosen: Panel, scheme: Scheme, name: str) -> list[Decimal | None]:
    known = np.flatnonzero(~np.isnan(figure(chosen, scheme, name)))
    values: list[Any] = [None] * len(chosen)
    for at, value in zip(known.tolist(), exact_figure(chosen, scheme, name, known), strict=True):
        values[at] = value
    return values
