"""Whether land is idle on a day (闲置土地处置办法, 国土资源部令第53号): the decision table, pure and exact.

A case is judged as the record stood on the day: what happened later is not yet known. Years are calendar years, so
that a full year ends with the anniversary, and ratios are fractions: exactly one third is not “less than a third”.
The law's numbers come in as an `IdlePolicy`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from domain.errors import LandError

_Value = TypeVar("_Value")


class GovernmentCause(StrEnum):
    """Whether the delay is the government's (第八条): NO means that the officer found none, UNKNOWN not examined."""

    UNKNOWN = "unknown"
    NO = "no"
    YES = "yes"


class IdleOutcome(StrEnum):
    """What the table says of a case; the number of the row is `ROW_OF`."""

    NONE = "none"
    NOT_DUE = "not_due"
    OVERDUE = "overdue"
    SUSPECTED_IDLE = "suspected_idle"
    IDLE_HOLDER = "idle_holder"
    IDLE_TWO_YEARS = "idle_two_years"
    IDLE_GOVERNMENT = "idle_government"
    MAY_RECOGNISE = "may_recognise"
    NOT_IDLE = "not_idle"
    NOT_IDLE_COMPLETED = "not_idle_completed"


ROW_OF: dict[IdleOutcome, int] = {outcome: row for row, outcome in enumerate(IdleOutcome)}

#: What a finding is opened for; the other rows say that there is nothing to find yet, or nothing at all.
FINDABLE = frozenset(
    {
        IdleOutcome.SUSPECTED_IDLE,
        IdleOutcome.IDLE_HOLDER,
        IdleOutcome.IDLE_TWO_YEARS,
        IdleOutcome.IDLE_GOVERNMENT,
        IdleOutcome.MAY_RECOGNISE,
    }
)


class CaseIncomplete(LandError):  # noqa: N818 - a refusal, not a fault
    """The table needs `field`, which the case does not give."""


class NothingFound(LandError):  # noqa: N818
    """On this day the contract gives no ground for a finding, or not for this step; `outcome` says what it gives."""


class FindingOpen(LandError):  # noqa: N818
    """The parcel has a finding that is not closed: one parcel, one finding."""


class CauseUnexamined(LandError):  # noqa: N818
    """Nobody examined whether government caused the delay (第八条), on which fee and reclaiming depend."""


class ExtensionTooLong(LandError):  # noqa: N818
    """A supplementary agreement puts the start off by a year at most (第十二条): until `latest`."""


@dataclass(frozen=True)
class IdlePolicy:
    """The law's numbers: years without start, years of suspension, ratios, the fee, days to investigate."""

    idle_after_years: int
    reclaim_after_years: int
    suspended_years: int
    area_ratio: Fraction
    investment_ratio: Fraction
    fee_ratio: Fraction
    investigation_days: int
    extension_years: int


@dataclass(frozen=True)
class IdleCase:
    """What is known of one contract. `started_on` is the day on which 动工开发 was met (第三十条), not a ceremony.

    Ratios are those of 第二条第二款: developed ÷ due area, invested ÷ total investment (both without land price and
    taxes).
    """

    agreed_start_on: date | None = None
    price_10k_yuan: Decimal | None = None
    started_on: date | None = None
    developed_area_ratio: Fraction | None = None
    invested_ratio: Fraction | None = None
    suspended_on: date | None = None
    government_cause: GovernmentCause = GovernmentCause.UNKNOWN
    completed_on: date | None = None


@dataclass(frozen=True)
class IdleJudgement:
    """One case judged: the fee in 万元 (None where none applies or the price is not known) and the next deadline."""

    outcome: IdleOutcome
    fee_10k_yuan: Decimal | None = None
    due_on: date | None = None
    lacks_price: bool = False

    @property
    def row(self) -> int:
        """The row of the decision table, 0 to 9."""
        return ROW_OF[self.outcome]


def years_after(day: date, years: int) -> date:
    """The same calendar day so many years later; 29 February becomes 28 February.

    >>> years_after(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def judge(case: IdleCase, on: date, policy: IdlePolicy) -> IdleJudgement:
    """The first row of the table that holds on a day. Raises CaseIncomplete.

    The order is: completed (9), suspended (7, 8), unstarted (1 to 6), everything else (0).
    """
    known = as_known(case, on)
    if known.completed_on:
        return IdleJudgement(IdleOutcome.NOT_IDLE_COMPLETED)
    if known.started_on:
        return _started(known, on, policy)
    return _unstarted(known, on, policy)


def idle_from(case: IdleCase, on: date, policy: IdlePolicy) -> date | None:
    """The first day on which the land was idle: the day after the full year. None where nothing is found."""
    if judge(case, on, policy).outcome not in FINDABLE:
        return None
    known = as_known(case, on)
    if known.started_on and known.suspended_on:
        return years_after(known.suspended_on, policy.suspended_years) + timedelta(days=1)
    return years_after(_given(case.agreed_start_on, "agreed_start_on"), policy.idle_after_years) + timedelta(days=1)


def as_known(case: IdleCase, on: date) -> IdleCase:
    """The case without what happened after the day. The agreed start is a term of the contract and known before."""
    return replace(
        case,
        started_on=_until(case.started_on, on),
        suspended_on=_until(case.suspended_on, on),
        completed_on=_until(case.completed_on, on),
    )


def _until(day: date | None, on: date) -> date | None:
    return day if day and day <= on else None


def _started(case: IdleCase, on: date, policy: IdlePolicy) -> IdleJudgement:
    if case.suspended_on is None:
        return IdleJudgement(IdleOutcome.NONE)
    area = _given(case.developed_area_ratio, "developed_area_ratio")
    invested = _given(case.invested_ratio, "invested_ratio")
    if on <= years_after(case.suspended_on, policy.suspended_years):
        return IdleJudgement(IdleOutcome.NONE)
    is_short = area < policy.area_ratio or invested < policy.investment_ratio  # 或: one of the two is enough
    return IdleJudgement(IdleOutcome.MAY_RECOGNISE if is_short else IdleOutcome.NOT_IDLE)


def _unstarted(case: IdleCase, on: date, policy: IdlePolicy) -> IdleJudgement:
    agreed = _given(case.agreed_start_on, "agreed_start_on")
    if on <= agreed:
        return IdleJudgement(IdleOutcome.NOT_DUE, due_on=agreed)
    a_year = years_after(agreed, policy.idle_after_years)
    if on <= a_year:
        return IdleJudgement(IdleOutcome.OVERDUE, due_on=a_year)
    return _IDLE[case.government_cause](case, on, policy)


def _unexamined(_: IdleCase, on: date, policy: IdlePolicy) -> IdleJudgement:
    return IdleJudgement(IdleOutcome.SUSPECTED_IDLE, due_on=on + timedelta(days=policy.investigation_days))


def _governments(_: IdleCase, __: date, ___: IdlePolicy) -> IdleJudgement:
    return IdleJudgement(IdleOutcome.IDLE_GOVERNMENT, fee_10k_yuan=Decimal(0))


def _holders(case: IdleCase, on: date, policy: IdlePolicy) -> IdleJudgement:
    two_years = years_after(_given(case.agreed_start_on, "agreed_start_on"), policy.reclaim_after_years)
    if on > two_years:
        return IdleJudgement(IdleOutcome.IDLE_TWO_YEARS)
    fee = fee_10k_yuan(case.price_10k_yuan, policy)
    return IdleJudgement(IdleOutcome.IDLE_HOLDER, fee, two_years, lacks_price=fee is None)


_IDLE: dict[GovernmentCause, Callable[[IdleCase, date, IdlePolicy], IdleJudgement]] = {
    GovernmentCause.UNKNOWN: _unexamined,
    GovernmentCause.NO: _holders,
    GovernmentCause.YES: _governments,
}


def fee_10k_yuan(price_10k_yuan: Decimal | None, policy: IdlePolicy) -> Decimal | None:
    """The idle-land fee in 万元, once (第十四条第一项); None where the price is not known. Nothing is rounded."""
    if price_10k_yuan is None:
        return None
    return price_10k_yuan * policy.fee_ratio.numerator / policy.fee_ratio.denominator


def _given(value: _Value | None, field: str) -> _Value:
    if value is None:
        raise CaseIncomplete(field=field)
    return value
