"""The one call that a door makes to import a file, whatever the file holds."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from actions.import_layer import LayerOptions, import_layer
from actions.import_parcels import import_parcels
from actions.import_result import ImportResult
from domain.audience import OPERATOR_ROLES, Person
from domain.audit import Trace
from domain.entities import ENTITIES
from domain.values import fitting
from intake.options import IntakeOptions
from intake.policy import IntakePolicy, read_policy
from register.store import Register

OPERATOR = Person("cli", OPERATOR_ROLES)


@dataclass(frozen=True)
class ImportOptions:
    """What was asked for. With `layer` the file is the office's ground, else parcels."""

    parcels: IntakeOptions = field(default_factory=IntakeOptions)
    layer: LayerOptions | None = None
    is_all_or_nothing: bool = False
    is_sample_meant: bool = False
    report: Path | None = None


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
    if options.layer is not None:
        result = import_layer(
            register, files_dir, path, options.layer, rules, person=person, trace=trace,
            is_all_or_nothing=options.is_all_or_nothing, is_sample_meant=options.is_sample_meant,
        )  # fmt: skip
    else:
        result = import_parcels(
            register, files_dir, path, options.parcels, rules, person=person, trace=trace,
            is_all_or_nothing=options.is_all_or_nothing, is_sample_meant=options.is_sample_meant,
        )  # fmt: skip
    if options.report is not None:
        options.report.write_text(json.dumps(result.report(), ensure_ascii=False, indent=1), "utf-8")
    return result


def _check_days(options: ImportOptions) -> None:
    """A day that is none is refused before the file is opened, so that nothing of it is kept."""
    days = {"parcels": options.parcels.as_of_on, "reference_layers": options.layer and options.layer.as_of_on}
    for key, day in days.items():
        fitting(ENTITIES[key], ENTITIES[key].by_key["as_of_on"], day)
