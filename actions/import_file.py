"""The one call that a door makes to import a file, whatever the file holds."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from actions.import_layer import LayerOptions, import_layer
from actions.import_parcels import import_parcels, on_record
from actions.import_plants import import_plants, preview_plants
from actions.import_result import ImportResult, not_read, refused_whole, result_of
from domain.audience import OPERATOR_ROLES, Person
from domain.audit import Trace
from domain.entities import ENTITIES
from domain.values import fitting
from intake.mapping_file import read_mapping
from intake.on_record import OnRecord
from intake.options import IntakeOptions
from intake.pipeline import preview
from intake.policy import IntakePolicy, read_policy
from intake.refusal import Unreadable
from intake.run import NotRead, Source
from register.store import Register

OPERATOR = Person("cli", OPERATOR_ROLES)


@dataclass(frozen=True)
class ImportOptions:
    """What was asked for. With `layer` the file is the office's ground, else parcels; `mapping` is a TOML file."""

    parcels: IntakeOptions = field(default_factory=IntakeOptions)
    layer: LayerOptions | None = None
    is_all_or_nothing: bool = False
    is_sample_meant: bool = False
    report: Path | None = None
    mapping: Path | None = None
    are_plants: bool = False


def import_file(
    register: Register,
    files_dir: Path,
    path: Path,
    options: ImportOptions,
    *,
    person: Person = OPERATOR,
    trace: Trace = Trace("cli", "import"),  # noqa: B008 - frozen
    policy: IntakePolicy | None = None,
) -> ImportResult:
    """Import a file and leave its report; `exit_code` of the result is that of the command.

    Raises NotPermitted, PolicyInvalid, InvalidValue; whatever is wrong with the file is in the result.
    """
    _check_days(options)
    rules = policy or read_policy()
    try:
        options = with_mapping(options)
    except Unreadable as refusal:
        return _reported(refused_whole(Source(path.name), refusal.issue), options)
    if options.layer is not None:
        result = import_layer(
            register, files_dir, path, options.layer, rules, person=person, trace=trace,
            is_all_or_nothing=options.is_all_or_nothing, is_sample_meant=options.is_sample_meant,
        )  # fmt: skip
    else:
        bring = import_plants if options.are_plants else import_parcels
        result = bring(
            register, files_dir, path, options.parcels, rules, person=person, trace=trace,
            is_all_or_nothing=options.is_all_or_nothing, is_sample_meant=options.is_sample_meant,
        )  # fmt: skip
    return _reported(result, options)


def preview_file(register: Register | None, path: Path, options: ImportOptions) -> ImportResult:
    """What importing a file of parcels would do, with its report; the record, if there is one, stays as it is."""
    _check_days(options)
    held = on_record(register) if register is not None else OnRecord((), ())
    try:
        options = with_mapping(options)
        if options.are_plants:
            return _reported(preview_plants(register, path, options.parcels, read_policy()), options)
        found = preview(path, held, options.parcels, read_policy())
    except Unreadable as refusal:
        return _reported(refused_whole(Source(path.name), refusal.issue), options)
    except NotRead as failure:
        return _reported(not_read(failure), options)
    is_kept_out = options.is_all_or_nothing and found.rows_refused > 0
    return _reported(result_of(found, in_rows=not is_kept_out), options)


def with_mapping(options: ImportOptions) -> ImportOptions:
    """The options with the mapping of their file. Raises Unreadable where it is none."""
    if options.mapping is None:
        return options
    return replace(options, parcels=replace(options.parcels, mapping=read_mapping(options.mapping)))


def _reported(result: ImportResult, options: ImportOptions) -> ImportResult:
    if options.report is not None:
        options.report.write_text(json.dumps(result.report(), ensure_ascii=False, indent=1), "utf-8")
    return result


def _check_days(options: ImportOptions) -> None:
    """A day that is none is refused before the file is opened, so that nothing of it is kept."""
    days = {"parcels": options.parcels.as_of_on, "reference_layers": options.layer and options.layer.as_of_on}
    for key, day in days.items():
        fitting(ENTITIES[key], ENTITIES[key].by_key["as_of_on"], day)
