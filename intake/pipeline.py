"""From a stranger's file to a preview, phase by phase: sniff → read → map → check → compare."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from domain.columns import Entity
from domain.crs import measured_areas_m2
from domain.entities import entity as declared
from domain.issue import Issue, IssueKind, Severity
from intake import cells, mapping, repairs, units
from intake.batch import Batch
from intake.checks import PARCEL_CHECKS, RECORD_CHECKS
from intake.compare import compared
from intake.on_record import OnRecord
from intake.options import IntakeOptions
from intake.parks import fill_parks
from intake.placing import crs_label, placed, settled_crs
from intake.policy import IntakePolicy
from intake.preview import Outcome, Preview, PreviewRow
from intake.refusal import Unreadable
from intake.round_trip import put_together, taken_apart
from intake.run import NotRead, Source, Taken, taken
from intake.values import is_empty

_POLYGON, _MULTIPOLYGON = 3, 6
_MOST_SAMPLES, _MOST_LOOKED_AT, _LONGEST_SAMPLE = 3, 50, 40


def preview(path: Path, on_record: OnRecord, options: IntakeOptions, policy: IntakePolicy) -> Preview:
    """What importing this file would do to the record's parcels. Raises NotRead where nothing can be read."""
    file, edits = taken_apart(read(path, options, declared("parcels")))
    source = file.source
    try:
        batch, source = joined(file) if may_join(file, options) else laid_out(file, options)
        headings = map_headings(batch, file, declared("parcels"), policy, options.mapping)
        fill_parks(batch, on_record.parks, options.park)
    except Unreadable as refusal:
        raise NotRead(refusal.issue, source, file.issues) from refusal
    for check in PARCEL_CHECKS:
        batch.note(list(check(batch, policy)))
    for hold in RECORD_CHECKS:
        batch.note(list(hold(batch, on_record, policy)))
    rows = compared(batch, on_record.parcels, on_record.parks, named(options, path), policy)
    rows = put_together(rows, edits, headings, batch)
    return Preview(source, headings, tuple(_with_damaged(rows, file)), tuple(batch.issues), file.original.content,
                   _samples(file.values))  # fmt: skip


def read(path: Path, options: IntakeOptions, entity: Entity) -> Taken:
    """The file's layer as plain tables. Raises NotRead, also where the mapping names no column of ours."""
    try:
        mapping.refuse_unknown(options.mapping, entity)
    except Unreadable as refusal:
        raise NotRead(refusal.issue, Source(path.name)) from refusal
    return taken(path, options.request(entity.key))


def may_join(file: Taken, options: IntakeOptions) -> bool:
    """Whether the rows have no shape but a code, by which the record's parcels can be found."""
    has_shapes = any(_is_bad_shape(i) for i in file.issues) or not shapely.is_missing(file.shapes).all()
    fields = mapping.mapped(file.values, declared("parcels"), corrections=options.mapping).fields
    codes = next((file.values[f.heading] for f in fields if f.key == "parcel_code"), [])
    return not has_shapes and not all(is_empty(code) for code in codes)


def joined(file: Taken) -> tuple[Batch, Source]:
    """Rows of attributes alone: their shapes, and the CRS of those, are the record's."""
    batch = Batch(file.rows.tolist(), file.shapes, {}, None)
    batch.note(i for i in file.issues if i.kind is not IssueKind.GEOMETRY_MISSING)
    batch.measured_m2, batch.zones = [None] * len(batch.rows), [None] * len(batch.rows)
    return batch, replace(file.source, crs=None)


def laid_out(file: Taken, options: IntakeOptions) -> tuple[Batch, Source]:
    """The rows in EPSG:4490 with what the worker found. Raises Unreadable without a CRS or without any shape."""
    issues = list(file.issues)
    if shapely.is_missing(file.shapes).all() and not any(_is_bad_shape(i) for i in issues):
        raise Unreadable(IssueKind.NO_GEOMETRY_AT_ALL, rows=len(file.rows))
    crs = settled_crs(file.source.crs, options.crs, issues)
    shapes, off_earth = placed(file.shapes, crs)
    rows = file.rows.tolist()
    batch = Batch(rows, shapes, {}, crs)
    batch.note(issues)
    mend_places(batch, file, off_earth, is_accepted=options.accept_repairs)
    batch.note(
        Issue(IssueKind.GEOMETRY_OFF_EARTH, row=rows[index], details={"crs": crs_label(crs)})
        for index in np.flatnonzero(off_earth)
        if rows[index] not in batch.refused
    )
    measure(batch)
    return batch, replace(file.source, crs=batch.survey_crs)


def mend_places(batch: Batch, file: Taken, off_earth: NDArray[np.bool_], *, is_accepted: bool) -> None:
    """Propose where shapes that do not fit their CRS would lie, or put them there; `off_earth` keeps the others."""
    crs = batch.survey_crs or ""
    found = {
        i: r for i, r in repairs.remedies(file.shapes, crs, off_earth).items() if batch.rows[i] not in batch.refused
    }
    batch.note(list(repairs.told(file.shapes, batch.rows, crs, found, is_accepted=is_accepted)))
    if found and is_accepted:
        batch.shapes = repairs.applied(file.shapes, batch.shapes, found)
        off_earth[list(found)] = False
        systems = {r.crs for r in found.values()}
        if len(systems) == 1 and len(found) == sum(1 for _ in batch.standing()):
            batch.survey_crs = systems.pop()


def measure(batch: Batch) -> None:
    """Area of every standing polygon in its 3-degree CGCS2000 zone; polygons become multipolygons of one part."""
    batch.measured_m2 = [None] * len(batch.rows)
    batch.zones = [None] * len(batch.rows)
    kinds = shapely.get_type_id(batch.shapes)
    chosen = [index for index, _ in batch.standing() if kinds[index] in (_POLYGON, _MULTIPOLYGON)]
    areas, labels = measured_areas_m2(batch.shapes[chosen], batch.survey_crs)
    single = [index for index in chosen if kinds[index] == _POLYGON]
    if single:
        batch.shapes[single] = shapely.multipolygons(batch.shapes[single], indices=np.arange(len(single)))
    for place, index in enumerate(chosen):
        batch.measured_m2[index] = float(areas[place])
        batch.zones[index] = labels[place]


def map_headings(
    batch: Batch, file: Taken, entity: Entity, policy: IntakePolicy, corrections: Mapping[str, str]
) -> dict[str, str]:
    """Fill the batch from the headings that name a column of ours; returns {heading: column}."""
    is_cut = file.source.driver == "ESRI Shapefile"
    found = mapping.mapped(file.values, entity, is_cut=is_cut, corrections=corrections)
    issues = [Issue(IssueKind.HEADING_UNUSED, Severity.WARNING, field=heading) for heading in found.unused]
    issues += [
        Issue(IssueKind.MAPPING_HEADING_MISSING, Severity.WARNING, field=heading)
        for heading in corrections
        if heading not in file.values and heading not in file.places
    ]
    fields = units.settled(found.fields, entity, file.values, batch.measured_m2, policy, issues)
    batch.note(issues)
    cells.fill(batch, entity, fields, file.values)
    return {**file.places, **{field.heading: field.key for field in fields}}


def named(options: IntakeOptions, path: Path) -> IntakeOptions:
    """A value that comes from a file names the file as its source, unless somebody says better."""
    return options if options.source else replace(options, source=path.name)


def _samples(values: Mapping[str, list[Any]]) -> dict[str, tuple[str, ...]]:
    """The first different values under each heading, for whoever corrects what it means."""
    found = {}
    for heading, column in values.items():
        first = (str(v)[:_LONGEST_SAMPLE] for v in column if v is not None and str(v).strip())
        found[heading] = tuple(islice(dict.fromkeys(islice(first, _MOST_LOOKED_AT)), _MOST_SAMPLES))
    return found


def _is_bad_shape(issue: Issue) -> bool:
    return issue.kind in (IssueKind.GEOMETRY_INVALID, IssueKind.GEOMETRY_NOT_AREA, IssueKind.GEOMETRY_TOO_COMPLEX)


def _with_damaged(rows: list[PreviewRow], file: Taken) -> list[PreviewRow]:
    """Records that nothing could read count as read and refused."""
    damaged = [PreviewRow(row, Outcome.REFUSED) for row in file.damaged_rows]
    return sorted([*rows, *damaged], key=lambda r: r.row)
