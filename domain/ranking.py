"""Why a firm has the grade it has, as data. `wording` makes the sentence at the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ReasonKind(StrEnum):
    """One step on the way to a grade, or to none."""

    QUOTA = "quota"  # rank, count, grade, last_rank: the last rank of the class
    TIED = "tied"  # rank, firms: those with the same rank
    VETOED = "vetoed"  # before, after
    VETO_WITHOUT_EFFECT = "veto_without_effect"  # grade
    BACKFILLED = "backfilled"  # before, after: a place that a veto left
    PROTECTED = "protected"  # before, after
    PROTECTION_LOST = "protection_lost"  # a veto takes it away
    SUBSTITUTED = "substituted"  # indicator: scored with the pool's mean
    FIGURE_MISSING = "figure_missing"  # figures, indicators: 不定等级
    RATIO_UNDEFINED = "ratio_undefined"  # indicators: a denominator of zero or less
    POOL_MISSING = "pool_missing"
    POOL_NOT_COVERED = "pool_not_covered"  # pool
    SET_APART = "set_apart"  # protected, and by the scheme neither ranked nor counted


@dataclass(frozen=True)
class Reason:
    """One step, with the figures of its sentence."""

    kind: ReasonKind
    details: Mapping[str, Any] = field(default_factory=dict)
