"""Shapes that lie far from the district: usually a wrong CRS, sometimes another office's file."""

import math
from collections.abc import Iterator

import numpy as np
import shapely

from domain.issue import Issue, IssueKind
from intake.batch import Batch
from intake.on_record import OnRecord
from intake.policy import IntakePolicy

_KM_PER_DEGREE = 111.32


def outside_district(batch: Batch, on_record: OnRecord, policy: IntakePolicy) -> Iterator[Issue]:
    """A parcel further from the district's shapes than the policy's distance; nothing is said without such shapes."""
    standing = [(i, row) for i, row in batch.standing() if batch.shapes[i] is not None]
    if not on_record.district or not standing:
        return
    district = shapely.union_all(np.array(on_record.district, dtype=object))
    stretch = math.cos(math.radians(district.centroid.y))
    wide = shapely.transform(district, lambda xy: xy * (stretch, 1.0))
    points = shapely.centroid(batch.shapes[[i for i, _ in standing]])
    away = shapely.distance(shapely.transform(points, lambda xy: xy * (stretch, 1.0)), wide) * _KM_PER_DEGREE
    severity = policy.severity(IssueKind.OUTSIDE_DISTRICT)
    for place in np.flatnonzero(away > policy.outside_distance_m / 1000):
        yield Issue(
            IssueKind.OUTSIDE_DISTRICT, severity, standing[place][1], details={"distance_km": round(float(away[place]))}
        )
