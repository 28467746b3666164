"""Bring a stranger's file of parcels into the record: one transaction, one batch, the original file kept."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from actions.import_result import ImportResult, not_read, refused_whole, result_of
from domain.audience import Person, Role
from domain.audit import Trace
from domain.clock import utc_now
from domain.codes import LayerKind
from domain.errors import NotPermitted, StaleRecord
from domain.issue import Issue, IssueKind, Severity
from intake.gather import Original
from intake.on_record import OnRecord
from intake.options import IntakeOptions
from intake.pipeline import preview
from intake.policy import IntakePolicy
from intake.preview import Outcome, Preview
from intake.run import NotRead, Source, keep_original
from register.store import Register, Row, Writer

_ATTEMPTS = 3


def preview_parcels(register: Register, path: Path, options: IntakeOptions, policy: IntakePolicy) -> Preview:
    """What the import would do; nothing is written. Raises NotRead."""
    return preview(path, on_record(register), options, policy)


def on_record(register: Register) -> OnRecord:
    """What checks and comparison need of the record; the district is bounded by its outlines, else by its parks."""
    parks = register.find("parks")
    layers = register.find("reference_layers", layer_kind=LayerKind.OUTLINE.value)
    features = [f for layer in layers for f in register.find("reference_features", layer_id=layer["id"])]
    outlines = [f["shape"] for f in features if f["shape"] is not None and f["shape"].area]
    district = outlines or [park["shape"] for park in parks if park["shape"] is not None]
    return OnRecord(register.find("parcels"), parks, district)


def import_parcels(
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
    """Read, check and write a file of parcels; the same file a second time changes nothing.

    `files` is the folder of originals beside the record. Where somebody writes between reading and committing, the
    file is compared anew. Raises NotPermitted unless the person is an administrator or an officer of every park
    that the file touches; StaleRecord where the record would not hold still.
    """
    require_importer(person)
    if is_sample(register) and not is_sample_meant:
        return refused_whole(Source(path.name), Issue(IssueKind.RECORD_IS_SAMPLE))
    for _ in range(_ATTEMPTS):
        seen_revision = register.revision()
        try:
            found = preview_parcels(register, path, options, policy)
        except NotRead as failure:
            return not_read(failure)
        require_parks(register, person, found)
        if earlier := earlier_batch(register, found.source, "parcels", asked(options)):
            return _with(result_of(found), already_imported(earlier))
        if is_all_or_nothing and found.rows_refused:
            return result_of(found, in_rows=False)
        if not found.rows_in:
            return result_of(found)
        keep_original(Original(found.content, found.source.sha256), files)
        batch_id = _committed(register, found, trace, seen_revision, asked(options))
        if batch_id is not None:
            return result_of(found, batch_id=batch_id)
    raise StaleRecord(code=path.name, differences={})


def require_importer(person: Person) -> None:
    """Raise NotPermitted unless the person may import at all."""
    if not person.roles & {Role.ADMINISTRATOR, Role.OFFICER}:
        raise NotPermitted(deed="import")


def is_sample(register: Register) -> bool:
    """Whether the record is the sample, which keeps its published sums unless somebody means it."""
    return register.meta().get("is_sample") == "1"


def asked(options: IntakeOptions) -> dict[str, Any] | None:
    """What of the options decides what a file brings in; None where nothing was asked for."""
    said = {
        "park": options.park, "stage": options.stage and options.stage.value, "encoding": options.encoding,
        "mapping": dict(options.mapping), "accept_repairs": options.accept_repairs,
        "source": options.source, "as_of_on": options.as_of_on,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value} or None


def earlier_batch(register: Register, source: Source, entity: str, options: dict[str, Any] | None = None) -> Row | None:
    """The standing batch of this very file and layer, asked for alike and read in this very CRS."""
    batches = register.find("import_batches", sha256=source.sha256, undone_on=None)
    wanted = (entity, source.layer, source.crs, options)
    return next((b for b in batches if (b["entity"], b["layer"], b["crs"], b["options"]) == wanted), None)


def already_imported(batch: Row) -> Issue:
    """The word on a file that came in before."""
    return Issue(IssueKind.ALREADY_IMPORTED, Severity.WARNING, details={"imported_at": batch["imported_at"]})


def batch_row(
    source: Source, entity: str, trace: Trace, mapping: dict[str, str], read: int, refused: int,
    options: dict[str, Any] | None = None,
) -> Row:  # fmt: skip
    """The row of the batch, by which the file can be found again."""
    return {
        "file_name": source.file, "sha256": source.sha256, "entity": entity, "layer": source.layer,
        "driver": source.driver, "encoding": source.encoding, "crs": source.crs, "mapping": mapping or None,
        "options": options,
        "rows_read": read, "rows_in": read - refused, "rows_refused": refused,
        "imported_at": utc_now(), "imported_by": trace.actor,
    }  # fmt: skip


def _committed(
    register: Register, found: Preview, trace: Trace, seen_revision: int, options: dict[str, Any] | None
) -> int | None:
    """All rows and the batch in one transaction; None where the record moved since it was compared."""
    with register.transaction(trace) as writer:
        if writer.revision != seen_revision + 1:
            return None
        _write(writer, found)
        counts = len(found.rows), found.rows_refused
        row = batch_row(found.source, "parcels", trace, dict(found.mapping), *counts, options)
        return writer.insert("import_batches", row)


def _write(writer: Writer, found: Preview) -> None:
    writer.insert_many("parcels", (r.values for r in found.of(Outcome.NEW)))
    for row in found.of(Outcome.CHANGED):
        assert row.record_id is not None  # a changed row has its record
        writer.update("parcels", row.record_id, row.seen_version, row.values)


def require_parks(register: Register, person: Person, found: Preview) -> None:
    """An officer imports into his own parks only, where the parcels stand and where they go."""
    if Role.ADMINISTRATOR in person.roles:
        return
    codes = {p["id"]: p["park_code"] for p in register.find("parks")}
    touched = {codes.get(park) for park in _parks_touched(found)}
    if strange := touched - set(person.parks):
        raise NotPermitted(deed="import", parks=sorted(code or "" for code in strange))


def _parks_touched(found: Preview) -> Iterable[int | None]:
    """The parks of every record that a row names: to be told "unchanged" or "stale" is to read it, too."""
    for row in found.rows:
        if row.record_id is None and row.outcome is not Outcome.NEW:
            continue
        yield row.shown.get("park_id")
        if "park_id" in row.differences:
            yield row.differences["park_id"][0]


def _with(result: ImportResult, issue: Issue) -> ImportResult:
    return replace(result, issues=(*result.issues, issue))
