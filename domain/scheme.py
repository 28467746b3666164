"""A scheme of 亩均论英雄: whatever differs by place and year, typed.

A value of None whose path stands in `blanks` is not known yet.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from domain.errors import SchemeIncomplete
from domain.indicators import LAND_FIGURES, Indicator

#: The word of a policy file for what the office has still to fill in.
UNKNOWN = "unknown"
#: The word for a cap or floor that is known not to be.
NONE = "none"


class Strategy(StrEnum):
    """How values become points."""

    RATIO = "ratio"  # value ÷ baseline × weight
    MIN_MAX = "min_max"  # weight × (floor + (100 − floor) × place between the pool's least and most) ÷ 100
    RANK_ONLY = "rank_only"  # the value of one indicator is the score


class BaselineKind(StrEnum):
    """Where the figure that counts as full marks comes from. Means are Σ ÷ Σ, never means of ratios."""

    FIXED = "fixed"
    POOL_MEAN = "pool_mean"
    INDUSTRY_MEAN = "industry_mean"
    POOL_PERCENTILE = "pool_percentile"


class MissingRule(StrEnum):
    """What a firm gets for an indicator whose figures are missing."""

    UNRATED = "unrated"  # 不定等级: listed, without score, not counted
    POOL_MEAN = "pool_mean"  # the mean of the pool's capped scores of this indicator
    ZERO = "zero"


class ProtectionKind(StrEnum):
    """What protection does for a firm."""

    NOT_BELOW = "not_below"  # never below a class
    CLASS = "class"  # a class of its own, such as T
    UNGRADED = "ungraded"


@dataclass(frozen=True)
class Baseline:
    """`value` for a fixed one, `percent` for a percentile; the outcome is multiplied by `times`."""

    kind: BaselineKind = BaselineKind.FIXED
    value: Decimal | None = None
    percent: Decimal | None = None
    times: Decimal = Decimal(1)


@dataclass(frozen=True)
class WeightedIndicator:
    """One indicator in a scheme. `cap` is a multiple of the weight, `floor` in points; None: there is none."""

    indicator: Indicator
    weight: Decimal | None
    baseline: Baseline
    cap: Decimal | None
    floor: Decimal | None
    missing: MissingRule

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.indicator.key


@dataclass(frozen=True)
class GradeClass:
    """A class. `cumulative_percent` counts from the top; a share of its own may be bounded as well."""

    name: str
    cumulative_percent: Decimal | None
    at_least_percent: Decimal | None = None
    at_most_percent: Decimal | None = None


@dataclass(frozen=True)
class Veto:
    """Barred from some classes, or straight to one."""

    barred_from: tuple[str, ...] = ()
    to: str | None = None


@dataclass(frozen=True)
class Protection:
    """`grade` is the class not to fall below, or the class of its own. Whether the firm still counts in the pool."""

    kind: ProtectionKind
    grade: str | None = None
    is_lost_by_veto: bool = True
    counts_in_pool: bool = True


@dataclass(frozen=True)
class Adjustment:
    """A bonus (points above zero) or deduction per unit of a panel's column, a yes counting as one."""

    column: str
    name_zh: str
    points: Decimal | None
    at_most: Decimal | None = None


@dataclass(frozen=True)
class Scheme:
    """One version of one place's rules, with its source. `blanks` are the paths that nobody has filled in yet."""

    id: str
    version: str
    name_zh: str
    name_en: str
    is_official: bool
    source: str
    valid_from: date
    valid_until: date | None
    strategy: Strategy
    indicators: tuple[WeightedIndicator, ...]
    classes: tuple[GradeClass, ...]
    pools: tuple[str, ...] = ()  # none named: every pool
    is_split_by_industry: bool = False
    tax_plus: tuple[str, ...] = ("tax_10k_yuan", "exempt_credit_tax_10k_yuan")
    tax_minus: tuple[str, ...] = ()
    tie_breaks: tuple[str, ...] = ()
    min_max_floor: Decimal | None = None
    is_backfilled: bool = False
    veto: Veto = Veto()
    protection: Protection | None = None
    adjustments: tuple[Adjustment, ...] = ()
    margins: tuple[tuple[str, Decimal], ...] = ()  # of a figure: how far the truth may lie, as a ratio of it
    notes: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The classes from the best down."""
        return tuple(c.name for c in self.classes)

    @property
    def figures(self) -> frozenset[str]:
        """Every figure of a panel that a rank is made of."""
        asked = {*self.tie_breaks, *(name for item in self.indicators for name in item.indicator.inputs)}
        derived = {"evaluated_tax_10k_yuan": (*self.tax_plus, *self.tax_minus), "land_mu": LAND_FIGURES}
        return frozenset(figure for name in asked for figure in derived.get(name, (name,)))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a panel that its bonus and deduction items ask for."""
        return tuple(item.column for item in self.adjustments)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the whole scheme."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def require_complete(self) -> None:
        """Raise SchemeIncomplete naming the blanks, where there are any."""
        if self.blanks:
            raise SchemeIncomplete(scheme=self.id, blanks=list(self.blanks))
