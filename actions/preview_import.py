"""Look at a file before it comes in: what it would do, under the rights of the person who would do it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from actions.import_parcels import preview_parcels as preview_of
from actions.import_parcels import require_importer, require_parks
from domain.audience import Person
from domain.audit import Trace, canonical_json
from domain.clock import utc_now
from intake.options import IntakeOptions
from intake.policy import IntakePolicy, read_policy
from intake.preview import Preview
from register.store import Register, Row

ENTITY = "parcels"


@dataclass(frozen=True)
class Look:
    """What an import would do, the options it was reckoned with, and whether a remembered mapping was among them."""

    preview: Preview
    options: IntakeOptions
    is_remembered: bool = False


def look_at(
    register: Register, path: Path, options: IntakeOptions, *, person: Person, policy: IntakePolicy | None = None
) -> Look:
    """What importing this file would do; nothing is written.

    Where nobody says how its headings are read, the way is taken that was remembered for a file with the same ones.
    Raises NotPermitted as the import itself would, so that nobody reads other parks' values in a comparison; NotRead.
    """
    require_importer(person)
    rules = policy or read_policy()
    found = preview_of(register, path, options, rules)
    known = remembered(register, found.samples) if not options.mapping else None
    if known:
        options = replace(options, mapping=known["mapping"] or {})
        found = preview_of(register, path, options, rules)
    require_parks(register, person, found)
    return Look(found, options, is_remembered=bool(known))


def remember_mapping(register: Register, look: Look, *, person: Person, trace: Trace) -> None:
    """Keep how a person said this file's headings are read, for the next file with the same ones."""
    require_importer(person)
    said = look.options.mapping
    if not said:
        return
    values = {"mapping": dict(said), "remembered_by": person.name, "remembered_at": utc_now()}
    there = remembered(register, look.preview.samples)
    with register.transaction(trace) as writer:
        if there is None:
            fixed = {"headings_sha256": headings_sha256(look.preview.samples), "entity": ENTITY}
            writer.insert("heading_mappings", values | fixed)
        elif there["mapping"] != values["mapping"]:
            writer.update("heading_mappings", there["id"], there["version"], values)


def remembered(register: Register, headings: Mapping[str, object]) -> Row | None:
    """How a person said that a file with these very headings is read, if anybody did."""
    found = register.find("heading_mappings", headings_sha256=headings_sha256(headings), entity=ENTITY)
    return next(iter(found), None)


def headings_sha256(headings: Mapping[str, object]) -> str:
    """What two files with the same headings share, in whatever order they stand."""
    return sha256(canonical_json(sorted(headings)).encode()).hexdigest()
