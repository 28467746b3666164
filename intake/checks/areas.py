"""The certificate's area beside the shape's. The certificate governs; a gap is worth a look."""

from collections.abc import Iterator

from domain.issue import Issue, IssueKind
from intake.batch import Batch
from intake.policy import IntakePolicy


def area_differs(batch: Batch, policy: IntakePolicy) -> Iterator[Issue]:
    """A measured area further from the registered one than the policy's share of it."""
    registered = batch.column("registered_area_m2")
    for index, row in batch.standing():
        stated, measured = registered[index], batch.measured_m2[index]
        if stated and measured and abs(measured - stated) / stated > policy.area_tolerance_ratio:
            yield Issue(
                IssueKind.AREA_DIFFERS, policy.severity(IssueKind.AREA_DIFFERS), row, "registered_area_m2", f"{stated:g}",
                {"measured_m2": round(measured, 2), "zone": batch.zones[index], "ratio": round(measured / stated - 1, 4)},
            )  # fmt: skip
