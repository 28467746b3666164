"""Bring the office's own ground into the record: boundary, roads, water, planning zones, facilities."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from actions.import_parcels import already_imported, batch_row, is_sample
from actions.import_result import ImportResult, not_read, refused_whole
from domain.audience import Person, Role
from domain.audit import Trace
from domain.codes import LayerKind, RowAudience
from domain.entities import entity as declared
from domain.errors import NotPermitted
from domain.issue import Issue, IssueKind
from intake import cells, units
from intake.batch import Batch
from intake.content import Request
from intake.mapping import mapped
from intake.options import IntakeOptions
from intake.pipeline import laid_out
from intake.policy import IntakePolicy
from intake.refusal import Unreadable
from intake.run import NotRead, Source, Taken, keep_original, taken
from register.store import Register, Row, Writer

ENTITY = "reference_features"


@dataclass(frozen=True)
class LayerOptions:
    """What the layer is. `audience` decides whether visitors see it; source and date stand in its legend."""

    name: str
    kind: LayerKind
    audience: RowAudience = RowAudience.STAFF
    source: str | None = None
    as_of_on: str | None = None
    layer: str | None = None
    crs: str | None = None


def import_layer(
    register: Register,
    files: Path,
    path: Path,
    options: LayerOptions,
    policy: IntakePolicy,
    *,
    person: Person,
    trace: Trace,
    is_all_or_nothing: bool = False,
    is_sample_meant: bool = False,
) -> ImportResult:
    """Put a file's shapes under the parcels; a layer of the same name is replaced, its last state kept in the trail.

    Raises NotPermitted unless the person is an administrator, InvalidValue (a date or text that does not fit).
    """
    if Role.ADMINISTRATOR not in person.roles:  # a layer lies under every park of the district
        raise NotPermitted(deed="import")
    if is_sample(register) and not is_sample_meant:
        return refused_whole(Source(path.name), Issue(IssueKind.RECORD_IS_SAMPLE), ENTITY)
    try:
        file, batch, headings = _read(path, options, policy)
    except NotRead as failure:
        return not_read(failure, ENTITY)
    source = replace(file.source, crs=batch.survey_crs)
    result = _result(source, batch, headings, file.damaged_rows)
    if earlier := _earlier(register, source, options):
        return replace(result, issues=(*result.issues, already_imported(earlier)))
    if is_all_or_nothing and result.rows_refused:
        return replace(result, rows_in=0, rows_refused=result.rows_read)
    if not result.rows_in:
        return result
    keep_original(file.original, files)
    rows = list(_features(batch, file, headings))
    with register.transaction(trace) as writer:
        layer_id = _laid(register, writer, options, source)
        writer.insert_many(ENTITY, ({**row, "layer_id": layer_id} for row in rows))
        row = batch_row(source, _batch_entity(options), trace, headings, result.rows_read, result.rows_refused)
        batch_id = writer.insert("import_batches", row)
    return replace(result, batch_id=batch_id)


def _read(path: Path, options: LayerOptions, policy: IntakePolicy) -> tuple[Taken, Batch, dict[str, str]]:
    file = taken(path, Request(layer=options.layer))
    try:
        batch, _ = laid_out(file, IntakeOptions(crs=options.crs))
    except Unreadable as refusal:
        raise NotRead(refusal.issue, file.source, file.issues) from refusal
    fields = units.settled(mapped(file.values, declared(ENTITY)).fields, declared(ENTITY), file.values,
                           batch.measured_m2, policy, batch.issues)  # fmt: skip
    cells.fill(batch, declared(ENTITY), fields, file.values)
    return file, batch, {f.heading: f.key for f in fields}


def _result(source: Source, batch: Batch, headings: dict[str, str], damaged: list[int]) -> ImportResult:
    read, refused = len(batch.rows) + len(damaged), len(batch.refused)
    return ImportResult(source, True, ENTITY, headings, read, read - refused, refused, tuple(batch.issues))


def _features(batch: Batch, file: Taken, headings: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One row for each shape that stands; what has no column of ours is kept among its properties."""
    others = [heading for heading in file.values if heading not in headings]
    for index, _ in batch.standing():
        own = {key: column[index] for key, column in batch.values.items()}
        rest = {h: _plain(file.values[h][index]) for h in others if file.values[h][index] is not None}
        yield {**own, "properties": rest or None, "shape": batch.shapes[index]}


def _plain(value: Any) -> Any:
    """A value that JSON can keep."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return str(value)
    return value


def _laid(register: Register, writer: Writer, options: LayerOptions, source: Source) -> int:
    """The layer's id: a new row, or that of the same name, emptied."""
    values = {
        "name": options.name, "layer_kind": options.kind.value, "audience": options.audience.value,
        "source": options.source or source.file, "as_of_on": options.as_of_on,
    }  # fmt: skip
    there = next(iter(register.find("reference_layers", name=options.name)), None)
    if there is None:
        mark = sha256(f"{source.sha256} {options.name}".encode()).hexdigest()[:8]  # one file may stand under two names
        code = f"{options.kind.value}-{mark}"
        return writer.insert("reference_layers", {**values, "layer_code": code})
    for feature in register.find(ENTITY, layer_id=there["id"]):
        writer.remove(ENTITY, feature["id"], feature["version"])
    writer.update("reference_layers", there["id"], there["version"], values)
    return int(there["id"])


def _batch_entity(options: LayerOptions) -> str:
    """The same file may stand under several names."""
    return f"reference_layers:{options.name}"


def _earlier(register: Register, source: Source, options: LayerOptions) -> Row | None:
    """The latest batch of this layer, if it was this very file."""
    batches = [b for b in register.find("import_batches") if b["entity"] == _batch_entity(options)]
    latest = max(batches, key=lambda b: int(b["id"]), default=None)
    is_same = latest and (latest["sha256"], latest["layer"], latest["crs"]) == (source.sha256, source.layer, source.crs)
    return latest if is_same else None
