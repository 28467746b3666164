"""Bring a stranger's file of plants into the record: footprints, or points that say in which parcel each stands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from actions.import_parcels import already_imported, asked, batch_row, earlier_batch, is_sample, require_importer
from actions.import_result import ImportResult, not_read, refused_whole
from domain.audience import Person, Role
from domain.audit import Trace
from domain.entities import entity as declared
from domain.errors import NotPermitted
from domain.issue import Issue, IssueKind, Severity
from intake.batch import Batch
from intake.checks.codes import provisional_code
from intake.options import IntakeOptions
from intake.parks import fill_parks, only_park
from intake.pipeline import laid_out, map_headings, read
from intake.policy import IntakePolicy
from intake.refusal import Unreadable
from intake.run import NotRead, Source, Taken, keep_original
from register.store import Register, Row

ENTITY = "plants"
_POLYGONS = (3, 6)


def import_plants(
    register: Register,
    files: Path,
    path: Path,
    options: IntakeOptions,
    policy: IntakePolicy,
    *,
    person: Person,
    trace: Trace,
    is_all_or_nothing: bool = False,
    is_sample_meant: bool = False,
) -> ImportResult:
    """Read, check and write a file of plants; a plant of the same code is changed where the file says otherwise.

    Raises NotPermitted unless the person is an administrator or an officer of every park that the file touches;
    StaleRecord where somebody else changed a plant meanwhile.
    """
    require_importer(person)
    if is_sample(register) and not is_sample_meant:
        return refused_whole(Source(path.name), Issue(IssueKind.RECORD_IS_SAMPLE), ENTITY)
    parks = register.find("parks")
    try:
        file, batch, headings = _looked_at(parks, register.find("parcels"), path, options, policy)
    except NotRead as failure:
        return not_read(failure, ENTITY)
    rows = [_values(batch, index) for index, _ in batch.standing()]
    there = {p["plant_code"]: p for p in register.find(ENTITY)}
    _require_parks(parks, person, [*rows, *(there[r["plant_code"]] for r in rows if r["plant_code"] in there)])
    source = replace(file.source, crs=batch.survey_crs)
    result = _result(source, batch, headings, file.damaged_rows)
    if earlier := earlier_batch(register, source, ENTITY, asked(options)):
        return replace(result, issues=(*result.issues, already_imported(earlier)))
    if is_all_or_nothing and result.rows_refused:
        return replace(result, rows_in=0, rows_refused=result.rows_read, records=())
    if not rows:
        return result
    keep_original(file.original, files)
    with register.transaction(trace) as writer:
        for values in rows:
            if known := there.get(values["plant_code"]):
                said = {key: value for key, value in values.items() if value is not None}
                writer.update(ENTITY, known["id"], known["version"], said)
            else:
                writer.insert(ENTITY, values)
        counts = result.rows_read, result.rows_refused
        batch_id = writer.insert("import_batches", batch_row(source, ENTITY, trace, headings, *counts, asked(options)))
    return replace(result, batch_id=batch_id)


def preview_plants(register: Register | None, path: Path, options: IntakeOptions, policy: IntakePolicy) -> ImportResult:
    """What the import would do, into a record or into none; nothing is written."""
    parks, parcels = (register.find("parks"), register.find("parcels")) if register else ([], [])
    try:
        file, batch, headings = _looked_at(parks, parcels, path, options, policy)
    except NotRead as failure:
        return not_read(failure, ENTITY)
    return _result(replace(file.source, crs=batch.survey_crs), batch, headings, file.damaged_rows)


def _looked_at(
    parks: list[Row], parcels: list[Row], path: Path, options: IntakeOptions, policy: IntakePolicy
) -> tuple[Taken, Batch, dict[str, str]]:
    file = read(path, options, declared(ENTITY))
    try:
        batch, _ = laid_out(file, options)
        headings = map_headings(batch, file, declared(ENTITY), policy, options.mapping)
        fill_parks(batch, parks, options.park)
    except Unreadable as refusal:
        raise NotRead(refusal.issue, file.source, file.issues) from refusal
    _stand_in_parcels(batch, parcels, only_park(parks))
    batch.note(list(_codes(batch)))
    batch.values.setdefault("source", [None] * len(batch.rows))
    batch.values["source"] = [s or options.source or path.name for s in batch.values["source"]]
    return file, batch, headings


def _stand_in_parcels(batch: Batch, parcels: list[Row], fallback: int | None) -> None:
    """Give each plant the parcel that it stands in, and from that its park; without any park it stays out."""
    drawn = [p for p in parcels if p["shape"] is not None and not p["retired_on"]]
    points = shapely.point_on_surface(batch.shapes)
    found: dict[int, Row] = {}
    if drawn:
        tree = shapely.STRtree(np.array([p["shape"] for p in drawn], dtype=object))
        found = {int(i): drawn[int(p)] for i, p in tree.query(points, predicate="within").T}
    park_ids = list(batch.column("park_id"))
    for index, row in list(batch.standing()):
        holder = found.get(index)
        park_ids[index] = park_ids[index] or (holder["park_id"] if holder else None) or fallback
        if park_ids[index] is None:
            batch.note([Issue(IssueKind.PARK_MISSING, row=row)])
    batch.values["park_id"] = park_ids
    batch.values["parcel_id"] = [found[i]["id"] if i in found else None for i in range(len(batch.rows))]


def _codes(batch: Batch) -> Iterator[Issue]:
    """Missing codes get a provisional one; of two rows with one code the first comes in."""
    codes = list(batch.column("plant_code"))
    seen: dict[str, int] = {}
    for index, row in list(batch.standing()):
        if codes[index] is None:
            codes[index] = provisional_code(batch.shape_keys[index])
            details = {"provisional": codes[index]}
            yield Issue(IssueKind.CODE_MISSING, Severity.WARNING, row, "plant_code", details=details)
        if seen.setdefault(codes[index], row) != row:
            details = {"first": seen[codes[index]]}
            yield Issue(IssueKind.CODE_DUPLICATE, row=row, field="plant_code", value=codes[index], details=details)
    batch.values["plant_code"] = codes


def _values(batch: Batch, index: int) -> dict[str, Any]:
    """What the record keeps of a row; a point has no footprint."""
    shape = batch.shapes[index]
    footprint = shape if shapely.get_type_id(shape) in _POLYGONS else None
    return {**{key: column[index] for key, column in batch.values.items()}, "shape": footprint}


def _require_parks(parks: list[Row], person: Person, rows: Iterable[Row]) -> None:
    """An officer imports into his own parks only, where the plants stand and where they go."""
    if Role.ADMINISTRATOR in person.roles:
        return
    codes = {p["id"]: p["park_code"] for p in parks}
    if strange := {codes[row["park_id"]] for row in rows} - set(person.parks):
        raise NotPermitted(deed="import", parks=sorted(strange))


def _result(source: Source, batch: Batch, headings: dict[str, str], damaged: list[int]) -> ImportResult:
    read_count, refused = len(batch.rows) + len(damaged), len(batch.refused | set(damaged))
    records = [_record(batch, index, row) for index, row in batch.standing()]
    counts = read_count, read_count - refused, refused
    return ImportResult(source, True, ENTITY, headings, *counts, tuple(batch.issues), records)


def _record(batch: Batch, index: int, row: int) -> dict[str, Any]:
    point = batch.shapes[index].representative_point()
    return {
        "row": row, "parcel_code": None, "plant_code": batch.values["plant_code"][index],
        "name": batch.column("name")[index], "lon": round(point.x, 9), "lat": round(point.y, 9),
        "registered_area_m2": None, "measured_area_m2": batch.measured_m2[index],
    }  # fmt: skip
