"""Working days over holidays and 调休, and the clocks of 问题—责任—销号."""

from datetime import UTC, date, datetime

import pytest

from domain.clock import SHANGHAI
from domain.workdays import after_working_days, closed_ratio, meets_closed_ratio, problem_clock
from register.policies import holidays, problem_policy

TABLE, POLICY = holidays(), problem_policy()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_plain_week_has_its_weekend() -> None:
    # Monday 2025-06-09 → Tue 10, Wed 11, Thu 12, Fri 13, Mon 16, Tue 17, Wed 18
    assert after_working_days(date(2025, 6, 9), 7, TABLE).on == date(2025, 6, 18)


def test_national_day_and_the_worked_saturday_after_it() -> None:
    # 2025: 1 to 8 October off, Saturday 11 October worked.
    # Raised Monday 29 September → Tue 30 (1), Thu 9 (2), Fri 10 (3), Sat 11 (4), Mon 13 (5), Tue 14 (6), Wed 15 (7)
    assert after_working_days(date(2025, 9, 29), 7, TABLE).on == date(2025, 10, 15)
    assert after_working_days(date(2025, 9, 29), 4, TABLE).on == date(2025, 10, 11)


def test_worked_sunday_before_the_holiday_counts() -> None:
    # Friday 26 September 2025 → Sunday 28 (worked) is the first working day
    assert after_working_days(date(2025, 9, 26), 1, TABLE).on == date(2025, 9, 28)


@pytest.mark.parametrize(
    ("day", "works"),
    [("2025-10-01", False), ("2025-10-08", False), ("2025-10-09", True), ("2025-10-11", True), ("2025-10-12", False)],
)
def test_days_around_national_day(day: str, works: bool) -> None:
    assert TABLE.is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize("day", sorted(TABLE.worked_weekends))
def test_every_worked_day_of_the_table_is_a_weekend_outside_the_days_off(day: date) -> None:
    assert day.weekday() >= 5
    assert day not in TABLE.days_off


def test_past_the_table_weekends_alone_count_and_the_deadline_is_provisional() -> None:
    last = max(TABLE.years)
    inside = after_working_days(date(last, 3, 2), 7, TABLE)
    across = after_working_days(date(last, 12, 28), 7, TABLE)
    beyond = after_working_days(date(last + 1, 10, 1), 1, TABLE)
    assert [d.is_provisional for d in (inside, across, beyond)] == [False, True, True]
    assert beyond.on == date(2027, 10, 4)  # a Monday; the holiday of that year is not known


def test_answer_is_due_after_24_hours_also_on_a_holiday() -> None:
    clock = problem_clock(at("2025-10-01T09:00"), at("2025-10-02T09:00"), POLICY, TABLE)
    assert clock.answer_by == at("2025-10-02T09:00")
    assert not clock.is_answer_late
    assert problem_clock(at("2025-10-01T09:00"), at("2025-10-02T09:01"), POLICY, TABLE).is_answer_late


def test_answer_in_time_stays_in_time_and_a_late_one_late() -> None:
    raised, now = at("2025-10-01T09:00"), at("2025-12-01T09:00")
    for answered, is_late in (("2025-10-02T09:00", False), ("2025-10-02T09:01", True)):
        assert problem_clock(raised, now, POLICY, TABLE, answered_at=at(answered)).is_answer_late is is_late


def test_solution_is_in_time_until_the_end_of_the_seventh_working_day() -> None:
    raised = at("2025-09-29T17:00")
    assert not problem_clock(raised, at("2025-10-15T23:59"), POLICY, TABLE).is_solution_late
    assert problem_clock(raised, at("2025-10-16T00:00"), POLICY, TABLE).is_solution_late
    late = problem_clock(raised, at("2025-10-20T00:00"), POLICY, TABLE, solved_on=date(2025, 10, 15))
    assert not late.is_solution_late


def test_day_of_raising_is_that_of_shanghai() -> None:
    """16:30 UTC is 00:30 of the next day there."""
    raised = datetime(2025, 6, 9, 16, 30, tzinfo=UTC)
    assert problem_clock(raised, raised, POLICY, TABLE).solve_by.on == date(2025, 6, 19)


def test_nine_of_ten_closed_is_enough_and_eight_of_nine_is_not() -> None:
    assert meets_closed_ratio([True] * 9 + [False], POLICY) is True
    assert meets_closed_ratio([True] * 8 + [False], POLICY) is False
    assert meets_closed_ratio([], POLICY) is None
    assert closed_ratio([]) is None
