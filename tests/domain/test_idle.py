"""The decision table of 闲置土地处置办法, each row on both sides of its line."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from domain.idle import ROW_OF, CaseIncomplete, GovernmentCause, IdleCase, IdleOutcome, judge, years_after
from register.policies import idle_policy

POLICY = idle_policy()
NO, YES, UNKNOWN = GovernmentCause.NO, GovernmentCause.YES, GovernmentCause.UNKNOWN


def unstarted(cause: GovernmentCause = UNKNOWN, **values) -> IdleCase:
    """Start agreed for 2022-06-30, 3,000万元 paid, nothing built."""
    return IdleCase(**{"agreed_start_on": date(2022, 6, 30), "price_10k_yuan": Decimal(3000)} | values,
                    government_cause=cause)  # fmt: skip


def suspended(area: str = "0.30", invested: str = "0.40", **values) -> IdleCase:
    """Started, and suspended since 2023-01-10."""
    ratios = {"developed_area_ratio": Fraction(area), "invested_ratio": Fraction(invested)}
    return IdleCase(**{"started_on": date(2022, 3, 1), "suspended_on": date(2023, 1, 10)} | ratios | values)


def row(case: IdleCase, on: str) -> int:
    return judge(case, date.fromisoformat(on), POLICY).row


def test_rows_are_numbered_as_the_table_prints_them() -> None:
    assert [str(o) for o in sorted(ROW_OF, key=ROW_OF.__getitem__)] == [
        "none", "not_due", "overdue", "suspected_idle", "idle_holder", "idle_two_years", "idle_government",
        "may_recognise", "not_idle", "not_idle_completed",
    ]  # fmt: skip


def test_start_is_overdue_on_the_day_after_the_agreed_one() -> None:
    assert row(unstarted(), "2022-06-30") == 1
    assert row(unstarted(), "2022-07-01") == 2


def test_parcel_one_day_short_of_a_year_is_not_yet_idle() -> None:
    assert row(unstarted(), "2023-06-30") == 2
    assert row(unstarted(), "2023-07-01") == 3


@pytest.mark.parametrize("cause", list(GovernmentCause))
def test_before_a_year_is_over_the_cause_does_not_matter(cause: GovernmentCause) -> None:
    assert [row(unstarted(cause), on) for on in ("2022-06-30", "2023-06-30")] == [1, 2]


def test_holder_pays_a_fifth_of_the_price_once_until_two_years_are_over() -> None:
    first, last = (judge(unstarted(NO), date(*day), POLICY) for day in ((2023, 7, 1), (2024, 6, 30)))
    assert (first.row, first.fee_10k_yuan, first.due_on) == (4, Decimal(600), date(2024, 6, 30))
    assert (last.row, last.fee_10k_yuan) == (4, Decimal(600))


def test_after_two_years_reclaiming_takes_the_place_of_the_fee() -> None:
    found = judge(unstarted(NO), date(2024, 7, 1), POLICY)
    assert (found.row, found.fee_10k_yuan, found.due_on, found.lacks_price) == (5, None, None, False)


@pytest.mark.parametrize("on", ["2023-07-01", "2024-06-30", "2024-07-01", "2031-01-01"])
def test_delay_by_government_costs_nothing_and_is_never_reclaimed(on: str) -> None:
    found = judge(unstarted(YES), date.fromisoformat(on), POLICY)
    assert (found.row, found.fee_10k_yuan, found.due_on) == (6, Decimal(0), None)


@pytest.mark.parametrize("on", ["2023-07-01", "2024-07-01", "2031-01-01"])
def test_unexamined_land_is_suspected_however_late_it_is(on: str) -> None:
    assert row(unstarted(), on) == 3


def test_each_step_has_its_deadline() -> None:
    due = [judge(unstarted(), date(*day), POLICY).due_on for day in ((2022, 6, 1), (2023, 1, 1), (2023, 7, 1))]
    assert due == [date(2022, 6, 30), date(2023, 6, 30), date(2023, 7, 31)]  # 30 days after 1 July


def test_year_from_the_leap_day_is_full_on_the_28th() -> None:
    case = unstarted(NO, agreed_start_on=date(2024, 2, 29))
    assert [row(case, on) for on in ("2025-02-28", "2025-03-01", "2026-02-28", "2026-03-01")] == [2, 4, 4, 5]
    assert judge(case, date(2025, 2, 28), POLICY).due_on == date(2025, 2, 28)


def test_year_that_holds_a_leap_day_is_no_day_shorter() -> None:
    """365 days from 2023-06-30 end on 2024-06-29; the year ends on the 30th."""
    case = unstarted(agreed_start_on=date(2023, 6, 30))
    assert [row(case, on) for on in ("2024-06-29", "2024-06-30", "2024-07-01")] == [2, 2, 3]


def test_leap_day_comes_back_after_four_years() -> None:
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_price_that_is_not_known_leaves_the_fee_open_and_says_so() -> None:
    found = judge(unstarted(NO, price_10k_yuan=None), date(2023, 7, 1), POLICY)
    assert (found.row, found.fee_10k_yuan, found.lacks_price) == (4, None, True)


def test_fee_keeps_every_digit() -> None:
    found = judge(unstarted(NO, price_10k_yuan=Decimal("1234.56")), date(2023, 7, 1), POLICY)
    assert found.fee_10k_yuan == Decimal("246.912")


def test_short_area_or_short_investment_is_enough_after_a_year_of_suspension() -> None:
    assert row(suspended("0.30", "0.40"), "2024-02-01") == 7
    assert row(suspended("0.40", "0.20"), "2024-02-01") == 7
    assert row(suspended("0.40", "0.30"), "2024-02-01") == 8


def test_suspension_of_exactly_a_year_is_not_yet_enough() -> None:
    assert row(suspended(), "2024-01-10") == 0
    assert row(suspended(), "2024-01-11") == 7


def test_suspension_from_the_leap_day() -> None:
    case = suspended(suspended_on=date(2024, 2, 29))
    assert [row(case, on) for on in ("2025-02-28", "2025-03-01")] == [0, 7]


def test_exactly_a_third_and_exactly_a_quarter_are_not_short() -> None:
    assert row(suspended("1/3", "1/4"), "2024-02-01") == 8
    assert row(suspended("1/3", "0.25"), "2024-02-01") == 8
    assert row(suspended("0.3333333333333333333333", "0.25"), "2024-02-01") == 7
    assert row(suspended("1/3", "0.2499999999999999999999"), "2024-02-01") == 7


@pytest.mark.parametrize("cause", list(GovernmentCause))
def test_suspended_land_has_no_fee_whatever_the_cause(cause: GovernmentCause) -> None:
    found = judge(suspended(government_cause=cause, price_10k_yuan=Decimal(3000)), date(2024, 2, 1), POLICY)
    assert (found.row, found.fee_10k_yuan, found.due_on) == (7, None, None)


def test_completed_factory_is_never_idle_land() -> None:
    """A plant that closed on built land is 闲置厂房, whatever else is known or unknown of it."""
    for case in (unstarted(NO), suspended(), IdleCase()):
        closed = IdleCase(**{**case.__dict__, "completed_on": date(2024, 2, 1)})
        assert row(closed, "2024-02-01") == 9


def test_what_happened_after_the_day_is_not_yet_known() -> None:
    assert row(unstarted(completed_on=date(2024, 2, 2)), "2024-02-01") == 3
    assert row(unstarted(started_on=date(2024, 2, 2)), "2024-02-01") == 3
    assert row(unstarted(started_on=date(2024, 2, 1)), "2024-02-01") == 0
    later = suspended(suspended_on=date(2024, 2, 2), developed_area_ratio=None)
    assert row(later, "2024-02-01") == 0


def test_started_land_needs_no_agreed_start() -> None:
    assert row(suspended(), "2024-02-01") == 7
    assert row(suspended("0.4", "0.4"), "2024-02-01") == 8
    assert row(IdleCase(started_on=date(2022, 1, 1)), "2024-02-01") == 0


def test_earthworks_without_permit_are_no_start_even_if_they_were_stopped() -> None:
    assert row(unstarted(suspended_on=date(2022, 9, 1)), "2023-07-01") == 3


@pytest.mark.parametrize("on", ["2024-01-10", "2024-02-01"])
@pytest.mark.parametrize("field", ["developed_area_ratio", "invested_ratio"])
def test_suspended_land_cannot_be_judged_without_both_ratios(field: str, on: str) -> None:
    with pytest.raises(CaseIncomplete) as refusal:
        row(suspended(**{field: None}), on)
    assert refusal.value.values["field"] == field


def test_unstarted_land_cannot_be_judged_without_its_agreed_start() -> None:
    for case in (IdleCase(), IdleCase(started_on=date(2024, 3, 1))):
        with pytest.raises(CaseIncomplete) as refusal:
            row(case, "2024-02-29")
        assert refusal.value.values["field"] == "agreed_start_on"


def test_policy_is_that_of_the_text() -> None:
    assert (POLICY.area_ratio, POLICY.investment_ratio, POLICY.fee_ratio) == (
        Fraction(1, 3), Fraction(1, 4), Fraction(1, 5),
    )  # fmt: skip
    assert IdleOutcome.NONE.value == "none"
