"""Land claimed twice: by two rows of a file, or by a row and a parcel on record.

Neighbours touch, and their corners differ by the noise of surveying and rounding: only interiors that meet in more
than the policy's area count.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from domain.crs import measured_areas_m2
from domain.issue import Issue, IssueKind, Severity
from intake.batch import Batch, shape_keys
from intake.on_record import OnRecord
from intake.policy import IntakePolicy

_THREADS = 2
_CHUNK = 20_000

Pairs = NDArray[np.int64]


def overlaps_in_file(batch: Batch, policy: IntakePolicy) -> Iterator[Issue]:
    """The later of two rows that overlap, with area and share; above the policy's share it stays out."""
    places = [index for index, _ in batch.standing() if batch.shapes[index] is not None]
    shapes = batch.shapes[places]
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T
    pairs = pairs[pairs[:, 0] > pairs[:, 1]]
    later, earlier, shared = overlapping(shapes, shapes, pairs, batch.survey_crs, policy)
    out: set[int] = set()
    for place in np.lexsort((earlier, later)):
        one, other = int(later[place]), int(earlier[place])
        if one in out or other in out:
            continue
        smaller = min(batch.measured_m2[places[one]] or 0, batch.measured_m2[places[other]] or 0)
        issue = _issue(batch.rows[places[one]], shared[place], smaller, policy, first=batch.rows[places[other]])
        if issue.refuses:
            out.add(one)
        yield issue


def overlaps_on_record(batch: Batch, on_record: OnRecord, policy: IntakePolicy) -> Iterator[Issue]:
    """A row over parcels of the record that the file does not replace."""
    places = [index for index, _ in batch.standing() if batch.shapes[index] is not None]
    codes, keys = batch.column("parcel_code"), set(batch.shape_keys)
    replaced = {codes[index] for index in places}
    there = [p for p in on_record.parcels if p["shape"] is not None and not p["retired_on"]]
    there = [p for p in there if p["parcel_code"] not in replaced]
    if not places or not there:
        return
    parcels = np.array([p["shape"] for p in there], dtype=object)
    same = {place for place, key in enumerate(shape_keys(parcels)) if key in keys}
    pairs = shapely.STRtree(parcels).query(batch.shapes[places], predicate="intersects").T
    pairs = pairs[~np.isin(pairs[:, 1], list(same))] if same else pairs
    ours, theirs, shared = overlapping(batch.shapes[places], parcels, pairs, batch.survey_crs, policy)
    areas = _areas(parcels[theirs], batch.survey_crs)
    for place in np.lexsort((theirs, ours)):
        index = places[int(ours[place])]
        smaller = min(batch.measured_m2[index] or 0, float(areas[place]))
        code = there[int(theirs[place])]["parcel_code"]
        yield _issue(batch.rows[index], shared[place], smaller, policy, code=code)


def overlapping(
    ours: NDArray[np.object_], theirs: NDArray[np.object_], pairs: Pairs, survey_crs: str | None, policy: IntakePolicy
) -> tuple[Pairs, Pairs, NDArray[np.float64]]:
    """Of pairs that meet, those that share more than the least area: (ours, theirs, ㎡)."""
    chunks = [pairs[start : start + _CHUNK] for start in range(0, len(pairs), _CHUNK)]
    shapely.prepare(ours)

    def inside(chunk: Pairs) -> Pairs:
        return chunk[shapely.relate_pattern(ours[chunk[:, 0]], theirs[chunk[:, 1]], "T********")]

    with ThreadPoolExecutor(_THREADS) as workers:  # shapely lets go of the interpreter
        found = list(workers.map(inside, chunks))
    kept: Pairs = np.concatenate(found) if found else pairs[:0]
    common = _common(ours[kept[:, 0]], theirs[kept[:, 1]])
    areas = _areas(common, survey_crs)
    enough = areas >= policy.overlap_least_m2
    return kept[enough, 0], kept[enough, 1], areas[enough]


def _common(ours: NDArray[np.object_], theirs: NDArray[np.object_]) -> NDArray[np.object_]:
    try:
        found: NDArray[np.object_] = shapely.intersection(ours, theirs)
    except shapely.errors.GEOSException:
        found = shapely.intersection(ours, theirs, grid_size=1e-10)
    return found


def _areas(shapes: NDArray[np.object_], survey_crs: str | None) -> NDArray[np.float64]:
    return measured_areas_m2(shapes, survey_crs)[0] if len(shapes) else np.zeros(0)


def _issue(row: int, shared_m2: float, smaller_m2: float, policy: IntakePolicy, **where: Any) -> Issue:
    share = min(shared_m2 / smaller_m2, 1.0) if smaller_m2 else 1.0
    severity = Severity.ERROR if share > policy.overlap_share_ratio else Severity.WARNING
    details = {
        **where,
        "overlap_m2": round(float(shared_m2), 2),
        "share": f"{share:.2%}",
        "share_ratio": round(share, 6),
    }
    return Issue(IssueKind.OVERLAP, severity, row, details=details)
