"""The checks of the gate, one small function each. A check sees the rows that still stand and says what it finds.

A new check is a file beside these and a name in `PARCEL_CHECKS`; the order is the order in which they run.
"""

from collections.abc import Callable, Iterable

from domain.issue import Issue
from intake.batch import Batch
from intake.checks.areas import area_differs
from intake.checks.codes import code_malformed, code_missing
from intake.checks.duplicates import code_duplicate, shape_duplicate
from intake.checks.shapes import not_an_area
from intake.policy import IntakePolicy

Check = Callable[[Batch, IntakePolicy], Iterable[Issue]]

PARCEL_CHECKS: tuple[Check, ...] = (
    not_an_area,
    code_missing,
    code_malformed,
    code_duplicate,
    shape_duplicate,
    area_differs,
)
