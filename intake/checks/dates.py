"""Dates that follow one another in the life of a parcel."""

from collections.abc import Iterator

from domain.issue import Issue, IssueKind
from intake.batch import Batch
from intake.policy import IntakePolicy

#: (earlier, later): what is granted is granted before its stage begins, is known, or is retired.
_IN_ORDER = (
    ("granted_on", "retired_on"),
    ("granted_on", "as_of_on"),
    ("stage_since_on", "retired_on"),
    ("stage_since_on", "as_of_on"),
)


def dates_in_order(batch: Batch, policy: IntakePolicy) -> Iterator[Issue]:
    """A date after one that it must precede; ISO days compare as text."""
    severity = policy.severity(IssueKind.DATES_OUT_OF_ORDER)
    for earlier, later in _IN_ORDER:
        firsts, seconds = batch.column(earlier), batch.column(later)
        for index, row in list(batch.standing()):
            if firsts[index] and seconds[index] and firsts[index] > seconds[index]:
                details = {"later": later, "later_on": seconds[index]}
                yield Issue(IssueKind.DATES_OUT_OF_ORDER, severity, row, earlier, firsts[index], details)
