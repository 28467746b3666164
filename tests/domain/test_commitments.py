"""Commitments on both sides of their value and of their day."""

from datetime import date

import pytest

from domain.commitments import CommitmentStanding, standing

DUE = "2025-12-31"


def a_commitment(**values):
    row = {"comparison": "at_least", "committed_value": 15.0, "actual_value": None, "checked_on": None, "due_on": DUE}
    return row | values


@pytest.mark.parametrize(
    ("comparison", "actual", "expected"),
    [("at_least", 15.0, "met"), ("at_least", 14.99, "missed"), ("at_most", 15.0, "met"), ("at_most", 15.01, "missed")],
)
def test_value_itself_meets_the_commitment(comparison: str, actual: float, expected: str) -> None:
    checked = a_commitment(comparison=comparison, actual_value=actual, checked_on="2025-11-01")
    assert standing(checked, date(2025, 11, 20)) == expected


def test_last_day_is_still_in_time() -> None:
    assert standing(a_commitment(), date(2025, 12, 31)) is CommitmentStanding.OPEN
    assert standing(a_commitment(), date(2026, 1, 1)) is CommitmentStanding.OVERDUE


def test_figure_that_nobody_checked_decides_nothing() -> None:
    assert standing(a_commitment(actual_value=20.0), date(2025, 11, 20)) is CommitmentStanding.OPEN


def test_commitment_without_a_day_is_never_overdue() -> None:
    assert standing(a_commitment(due_on=None), date(2099, 1, 1)) is CommitmentStanding.OPEN
