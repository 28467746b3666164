"""Working days by the State Council's yearly notice (调休), and the clocks that run on them.

Nothing here asks for the time: instants and days are given. Past the last year of the table only weekends are known;
whatever is reckoned there is marked provisional (暂估).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

from domain.clock import SHANGHAI

_SATURDAY = 5


@dataclass(frozen=True)
class Holidays:
    """The table: days off that would be working days, weekend days that are worked, and the years it covers."""

    days_off: frozenset[date] = field(default_factory=frozenset)
    worked_weekends: frozenset[date] = field(default_factory=frozenset)
    years: frozenset[int] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day; beyond the table, whether it is Monday to Friday."""
        if day in self.worked_weekends:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def covers(self, first: date, last: date) -> bool:
        """Whether every year from the first to the last day stands in the table."""
        return self.years >= set(range(first.year, last.year + 1))


@dataclass(frozen=True)
class Deadline:
    """The last day on which something is in time; provisional where the table did not reach."""

    on: date
    is_provisional: bool


def after_working_days(start: date, count: int, holidays: Holidays) -> Deadline:
    """The `count`-th working day after `start`, which itself is not counted."""
    day = start
    for _ in range(count):
        day = next(_working_days_after(day, holidays))
    return Deadline(day, not holidays.covers(start, day))


def _working_days_after(day: date, holidays: Holidays) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        if holidays.is_working_day(day):
            yield day


@dataclass(frozen=True)
class ProblemPolicy:
    """The numbers of 问题—责任—销号: hours to answer, working days to solve, the share that must be closed."""

    answer_hours: int
    solve_working_days: int
    closed_ratio: Fraction


@dataclass(frozen=True)
class ProblemClock:
    """When a problem is to be answered and solved, and whether it is late now."""

    answer_by: datetime
    solve_by: Deadline
    is_answer_late: bool
    is_solution_late: bool


def problem_clock(
    raised_at: datetime,
    now: datetime,
    policy: ProblemPolicy,
    holidays: Holidays,
    *,
    answered_at: datetime | None = None,
    solved_on: date | None = None,
) -> ProblemClock:
    """The clocks of a problem: hours run through nights and holidays, working days do not.

    All instants carry their zone; the day on which a problem was raised is that of Asia/Shanghai.
    """
    answer_by = raised_at + timedelta(hours=policy.answer_hours)
    raised_on = raised_at.astimezone(SHANGHAI).date()
    solve_by = after_working_days(raised_on, policy.solve_working_days, holidays)
    today = now.astimezone(SHANGHAI).date()
    return ProblemClock(
        answer_by, solve_by, (answered_at or now) > answer_by, (solved_on or today) > solve_by.on
    )  # fmt: skip


def closed_ratio(are_closed: Sequence[bool]) -> Fraction | None:
    """The share of problems that are closed, exact; a reopened one is not. None where there is none."""
    return Fraction(sum(are_closed), len(are_closed)) if are_closed else None


def meets_closed_ratio(are_closed: Sequence[bool], policy: ProblemPolicy) -> bool | None:
    """Whether enough are closed (≥, exactly); None where there is nothing to count."""
    share = closed_ratio(are_closed)
    return None if share is None else share >= policy.closed_ratio
