"""From a stranger's file to a preview, phase by phase: sniff → read → map → check → compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from domain.columns import Entity
from domain.crs import measured_areas_m2
from domain.entities import entity as declared
from domain.issue import Issue, IssueKind, Severity
from intake import cells, mapping, units
from intake.batch import Batch
from intake.checks import PARCEL_CHECKS
from intake.compare import compared
from intake.options import IntakeOptions
from intake.parks import Parks, fill_parks
from intake.placing import crs_label, placed, settled_crs
from intake.policy import IntakePolicy
from intake.preview import Outcome, Preview, PreviewRow
from intake.refusal import Unreadable
from intake.run import NotRead, Source, Taken, taken

_POLYGON, _MULTIPOLYGON = 3, 6
_MOST_SAMPLES, _MOST_LOOKED_AT, _LONGEST_SAMPLE = 3, 50, 40


@dataclass(frozen=True)
class OnRecord:
    """What the record holds already, as the comparison needs it."""

    parcels: Sequence[Mapping[str, Any]]
    parks: Parks


def preview(path: Path, on_record: OnRecord, options: IntakeOptions, policy: IntakePolicy) -> Preview:
    """What importing this file would do to the record's parcels. Raises NotRead where nothing can be read."""
    file = taken(path, options.layer)
    source = file.source
    try:
        batch, source = laid_out(file, options)
        headings = map_headings(batch, file, declared("parcels"), policy, options.mapping)
        fill_parks(batch, on_record.parks, options.park)
    except Unreadable as refusal:
        raise NotRead(refusal.issue, source) from refusal
    for check in PARCEL_CHECKS:
        batch.note(list(check(batch, policy)))
    rows = compared(batch, on_record.parcels, on_record.parks, named(options, path), policy)
    return Preview(source, headings, tuple(_with_damaged(rows, file)), tuple(batch.issues), file.original.content,
                   _samples(file.values))  # fmt: skip


def laid_out(file: Taken, options: IntakeOptions) -> tuple[Batch, Source]:
    """The rows in EPSG:4490 with what the worker found. Raises Unreadable without a CRS or without any shape."""
    issues = list(file.issues)
    crs = settled_crs(file.source.crs, options.crs, issues)
    if shapely.is_missing(file.shapes).all() and not any(_is_bad_shape(i) for i in issues):
        raise Unreadable(IssueKind.NO_GEOMETRY_AT_ALL, rows=len(file.rows))
    shapes, off_earth = placed(file.shapes, crs)
    rows = file.rows.tolist()
    batch = Batch(rows, shapes, {}, crs)
    batch.note(issues)
    batch.note(
        Issue(IssueKind.GEOMETRY_OFF_EARTH, row=rows[index], details={"crs": crs_label(crs)})
        for index in np.flatnonzero(off_earth)
        if rows[index] not in batch.refused
    )
    measure(batch)
    return batch, replace(file.source, crs=crs)


def measure(batch: Batch) -> None:
    """Area of every standing polygon in its 3-degree CGCS2000 zone; polygons become multipolygons of one part."""
    batch.measured_m2 = [None] * len(batch.rows)
    batch.zones = [None] * len(batch.rows)
    kinds = shapely.get_type_id(batch.shapes)
    chosen = [index for index, _ in batch.standing() if kinds[index] in (_POLYGON, _MULTIPOLYGON)]
    areas, labels = measured_areas_m2(batch.shapes[chosen], batch.survey_crs)
    for place, index in enumerate(chosen):
        batch.measured_m2[index] = float(areas[place])
        batch.zones[index] = labels[place]
        if kinds[index] == _POLYGON:
            batch.shapes[index] = shapely.MultiPolygon([batch.shapes[index]])


def map_headings(
    batch: Batch, file: Taken, entity: Entity, policy: IntakePolicy, said: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Fill the batch from the headings that name a column of ours; returns {heading: column}."""
    found = mapping.mapped(file.values, entity, is_cut=file.source.driver == "ESRI Shapefile")
    if said:
        found = mapping.corrected(found, said, entity)
    issues = [Issue(IssueKind.HEADING_UNUSED, Severity.WARNING, field=heading) for heading in found.unused]
    fields = units.settled(found.fields, entity, file.values, batch.measured_m2, policy, issues)
    batch.note(issues)
    cells.fill(batch, entity, fields, file.values)
    return {field.heading: field.key for field in fields}


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
