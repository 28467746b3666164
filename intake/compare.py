"""The file's rows beside the record's: new, changed field by field, unchanged, or refused."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from domain.entities import entity as declared
from domain.issue import Issue, IssueKind, Severity
from intake.batch import SAME_DEGREES, Batch, shape_keys
from intake.options import IntakeOptions
from intake.parks import Parks, only_park
from intake.policy import IntakePolicy
from intake.preview import Outcome, PreviewRow

Row = Mapping[str, Any]
_SAME_RATIO = 10.0**-SAME_DEGREES
#: Follow from the shape; they change with it alone.
_DERIVED = ("measured_area_m2", "measured_zone", "survey_crs")


def compared(
    batch: Batch, parcels: Sequence[Row], parks: Parks, options: IntakeOptions, policy: IntakePolicy
) -> list[PreviewRow]:
    """One preview row for each row of the batch, in its order; what the record refuses is noted in the batch."""
    by_code = {p["parcel_code"]: p for p in parcels}
    by_code |= _given_codes(batch, parcels, by_code)
    batch.note(_strangers(batch, by_code))
    batch.note(_stage_changes(batch, by_code))
    batch.note(_shapes_on_record(batch, parcels, by_code))
    new = {row for index, row in batch.standing() if batch.values["parcel_code"][index] not in by_code}
    _complete(batch, new, parks, options, policy)
    return [_compared(batch, index, row, by_code) for index, row in enumerate(batch.rows)]


def _given_codes(batch: Batch, parcels: Sequence[Row], by_code: Mapping[str, Row]) -> dict[str, Row]:
    """Codes that the file gives to shapes which the record keeps under a provisional code: the same parcels."""
    waiting = [p for p in parcels if p["is_code_provisional"] and p["shape"] is not None]
    by_shape = dict(zip(shape_keys(np.array([p["shape"] for p in waiting], dtype=object)), waiting, strict=True))
    codes = batch.column("parcel_code")
    found = {codes[index]: by_shape.get(batch.shape_keys[index]) for index, _ in batch.standing()}
    return {code: there for code, there in found.items() if there and code not in by_code}


def _strangers(batch: Batch, by_code: Mapping[str, Row]) -> Iterator[Issue]:
    """Rows of attributes alone whose parcel is not on record."""
    codes = batch.column("parcel_code")
    for index, row in list(batch.standing()):
        if batch.shapes[index] is None and codes[index] not in by_code:
            yield Issue(IssueKind.PARCEL_UNKNOWN, row=row, field="parcel_code", value=codes[index])


def _stage_changes(batch: Batch, by_code: Mapping[str, Row]) -> Iterator[Issue]:
    """A stage moves at the desk, with document number and date; an import does not carry them."""
    codes, stages = batch.column("parcel_code"), batch.column("stage")
    for index, row in list(batch.standing()):
        there = by_code.get(codes[index])
        if there and stages[index] and stages[index] != there["stage"]:
            details = {"code": codes[index], "from": there["stage"]}
            yield Issue(IssueKind.BASIS_MISSING, row=row, field="stage", value=stages[index], details=details)


def _shapes_on_record(batch: Batch, parcels: Sequence[Row], by_code: Mapping[str, Row]) -> Iterator[Issue]:
    """The shape of a parcel that the record keeps under another code."""
    drawn = [p for p in parcels if p["shape"] is not None and not p["retired_on"]]
    shapes = np.array([p["shape"] for p in drawn], dtype=object)
    code_by_shape = dict(zip(shape_keys(shapes), (p["parcel_code"] for p in drawn), strict=True))
    codes = batch.column("parcel_code")
    for index, row in list(batch.standing()):
        there = code_by_shape.get(batch.shape_keys[index])
        if there and there != codes[index] and codes[index] not in by_code:
            yield Issue(IssueKind.SHAPE_DUPLICATE, row=row, details={"code": there})


def _complete(batch: Batch, new: set[int], parks: Parks, options: IntakeOptions, policy: IntakePolicy) -> None:
    """What a new parcel needs and the file does not say: park, stage, source. Each gap that is filled is told."""
    fallback = only_park(parks)
    _fill(batch, new, "park_id", fallback)
    homeless = sum(row in new and park is None for row, park in zip(batch.rows, batch.column("park_id"), strict=True))
    if homeless:
        batch.note([Issue(IssueKind.PARK_UNDETERMINED, Severity.WARNING, details={"count": homeless})])
    filled = _fill(batch, new, "stage", (options.stage or policy.default_stage).value)
    if filled and not options.stage:
        details = {"count": filled, "used": policy.default_stage.value}
        batch.note([Issue(IssueKind.VALUE_MISSING, Severity.WARNING, field="stage", details=details)])
    _fill(batch, new, "source", options.source)
    _fill(batch, new, "as_of_on", options.as_of_on)


def _fill(batch: Batch, new: set[int], key: str, value: Any) -> int:
    """Put a value where new rows have none; returns how many."""
    column = list(batch.column(key))
    gaps = [index for index, row in enumerate(batch.rows) if row in new and column[index] is None]
    for index in gaps:
        column[index] = value
    batch.values[key] = column
    return len(gaps)


def _compared(batch: Batch, index: int, row: int, by_code: Mapping[str, Row]) -> PreviewRow:
    if row in batch.refused:
        return PreviewRow(row, Outcome.REFUSED)
    values = {key: column[index] for key, column in batch.values.items() if column[index] is not None}
    if batch.shapes[index] is not None:
        values |= {
            "shape": batch.shapes[index],
            "measured_area_m2": batch.measured_m2[index],
            "measured_zone": batch.zones[index],
            "survey_crs": batch.survey_crs,
        }
    code = values["parcel_code"]
    there = by_code.get(code)
    if there is None:
        return PreviewRow(row, Outcome.NEW, code, values, shown=values)
    differences = dict(_differences(values, there))
    differences |= {key: (there[key], None) for key in batch.cleared.get(index, ()) if there[key] is not None}
    outcome = Outcome.CHANGED if differences else Outcome.UNCHANGED
    changes = {key: new for key, (_, new) in differences.items()}
    return PreviewRow(row, outcome, code, changes, there["id"], there["version"], differences, {**there, **changes})


def _differences(values: Row, there: Row) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """(column, (old, new)); an empty cell leaves the record's value alone, derived values follow the shape."""
    is_moved = "shape" in values and _differs(there["shape"], values["shape"])
    for key in declared("parcels").by_key:
        if key not in values or (key in _DERIVED and not is_moved):
            continue
        if _differs(there[key], values[key]):
            yield key, (there[key], values[key])


def _differs(old: Any, new: Any) -> bool:
    if isinstance(new, float) and isinstance(old, (int, float)):
        return not math.isclose(old, new, rel_tol=_SAME_RATIO)
    if hasattr(new, "geom_type"):
        if old is None:
            return True
        keys = shape_keys(np.array([old, new], dtype=object))
        return keys[0] != keys[1]
    return bool(old != new)
