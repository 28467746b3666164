"""Whether a shape can be a parcel. Missing and invalid ones were named by the worker, with the place."""

import math
from collections.abc import Iterator

import shapely

from domain.issue import Issue, IssueKind
from intake.batch import Batch
from intake.policy import IntakePolicy


def not_an_area(batch: Batch, _: IntakePolicy) -> Iterator[Issue]:
    """Points and lines are no parcels."""
    kinds = shapely.get_type_id(batch.shapes)
    for index, row in batch.standing():
        if kinds[index] not in (3, 6) and batch.shapes[index] is not None:
            yield Issue(IssueKind.GEOMETRY_NOT_AREA, row=row, details={"shape": batch.shapes[index].geom_type})


def sliver(batch: Batch, policy: IntakePolicy) -> Iterator[Issue]:
    """A shape whose mean width, twice its area over its boundary, is below the policy's: a remnant of drawing."""
    severity = policy.severity(IssueKind.SLIVER)
    standing = [(i, row) for i, row in batch.standing() if batch.measured_m2[i]]
    shapes = batch.shapes[[i for i, _ in standing]]
    for (index, row), length, area in zip(standing, shapely.length(shapes), shapely.area(shapes), strict=True):
        area_m2 = batch.measured_m2[index]
        if area_m2 and area:
            boundary_m = length * math.sqrt(area_m2 / area)
            width_m = 2 * area_m2 / boundary_m
            if width_m < policy.sliver_width_m:
                yield Issue(IssueKind.SLIVER, severity, row, details={"width_m": round(width_m, 3)})
