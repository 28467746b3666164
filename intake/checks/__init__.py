"""The checks of the gate, one small function each. A check sees the rows that still stand and says what it finds.

A new check is a file beside these and a name in `PARCEL_CHECKS`, or in `RECORD_CHECKS` where it needs what the record
holds; the order is the order in which they run.
"""

from collections.abc import Callable, Iterable

from domain.issue import Issue
from intake.batch import Batch
from intake.checks.areas import area_differs, area_implausible
from intake.checks.codes import code_malformed, code_missing, real_estate_unit
from intake.checks.dates import dates_in_order
from intake.checks.district import outside_district
from intake.checks.duplicates import code_duplicate, shape_duplicate
from intake.checks.overlaps import overlaps_in_file, overlaps_on_record
from intake.checks.shapes import not_an_area, sliver
from intake.on_record import OnRecord
from intake.policy import IntakePolicy

Check = Callable[[Batch, IntakePolicy], Iterable[Issue]]
RecordCheck = Callable[[Batch, OnRecord, IntakePolicy], Iterable[Issue]]

PARCEL_CHECKS: tuple[Check, ...] = (
    not_an_area,
    code_missing,
    code_malformed,
    real_estate_unit,
    code_duplicate,
    shape_duplicate,
    sliver,
    area_implausible,
    area_differs,
    dates_in_order,
    overlaps_in_file,
)
RECORD_CHECKS: tuple[RecordCheck, ...] = (overlaps_on_record, outside_district)
