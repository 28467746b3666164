"""The certificate's area beside the shape's. The certificate governs; a gap is worth a look."""

from collections.abc import Iterator

from domain.issue import Issue, IssueKind
from intake.batch import Batch
from intake.policy import IntakePolicy


def area_differs(batch: Batch, policy: IntakePolicy) -> Iterator[Issue]:
    """A measured area further from the registered one than the policy's share of it."""
    severity = policy.severity(IssueKind.AREA_DIFFERS)
    registered = batch.column("registered_area_m2")
    for index, row in batch.standing():
        stated, measured = registered[index], batch.measured_m2[index]
        if stated and measured and abs(measured - stated) / stated > policy.area_tolerance_ratio:
            details = {"measured_m2": round(measured, 2), "zone": batch.zones[index]}
            yield Issue(IssueKind.AREA_DIFFERS, severity, row, "registered_area_m2", f"{stated:.2f}", details)


def area_implausible(batch: Batch, policy: IntakePolicy) -> Iterator[Issue]:
    """A shape smaller or larger than any parcel: a wrong unit or CRS, or something that is no parcel."""
    severity = policy.severity(IssueKind.AREA_IMPLAUSIBLE)
    lowest, highest = policy.parcel_least_m2, policy.parcel_most_m2
    for index, row in list(batch.standing()):
        area_m2 = batch.measured_m2[index]
        if area_m2 is not None and not lowest <= area_m2 <= highest:
            details = {"measured_m2": f"{area_m2:.6g}", "lowest_m2": f"{lowest:g}", "highest_m2": f"{highest:.0f}"}
            yield Issue(IssueKind.AREA_IMPLAUSIBLE, severity, row, details=details)
