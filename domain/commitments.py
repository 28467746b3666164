"""Commitments of 标准地: whether one is met, missed, due or not yet due on a day."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from domain.codes import Comparison
from domain.units import exact


class CommitmentStanding(StrEnum):
    """How a commitment stands; one that was due and not checked is overdue, not missed."""

    MET = "met"
    MISSED = "missed"
    OVERDUE = "overdue"
    OPEN = "open"


def standing(commitment: Mapping[str, Any], on: date) -> CommitmentStanding:
    """The standing on a day; the committed value itself meets the commitment, and the due day is still in time."""
    actual, due_on = commitment["actual_value"], commitment["due_on"]
    if actual is not None and commitment["checked_on"]:
        value, wanted = exact(actual), exact(commitment["committed_value"])
        is_met = value >= wanted if commitment["comparison"] == Comparison.AT_LEAST else value <= wanted
        return CommitmentStanding.MET if is_met else CommitmentStanding.MISSED
    last_day = date.fromisoformat(due_on) if isinstance(due_on, str) else due_on
    return CommitmentStanding.OVERDUE if last_day and on > last_day else CommitmentStanding.OPEN
