"""Whether a shape can be a parcel. Missing and invalid ones were named by the worker, with the place."""

from collections.abc import Iterator

import shapely

from domain.issue import Issue, IssueKind
from intake.batch import Batch
from intake.policy import IntakePolicy


def not_an_area(batch: Batch, _: IntakePolicy) -> Iterator[Issue]:
    """Points and lines are no parcels."""
    kinds = shapely.get_type_id(batch.shapes)
    for index, row in batch.standing():
        if kinds[index] not in (3, 6):
            yield Issue(IssueKind.GEOMETRY_NOT_AREA, row=row, details={"shape": batch.shapes[index].geom_type})
