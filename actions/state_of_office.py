"""How the office stands, for whoever administers it: sizes, last backup, numbers of records, policy in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from actions.desk import require_role
from domain.audience import Person, Role
from domain.entities import ALL
from register.backup import last_backup_at
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths
from register.policies import FOLDER, entries


@dataclass(frozen=True)
class PolicyEntry:
    """One number of a policy with its clause, source and first day."""

    file: str
    key: str
    value: str
    clause: str
    source: str
    effective_from: str


@dataclass(frozen=True)
class State:
    """Sizes in bytes, records by kind, revision, and the last backup that was made."""

    sizes: dict[str, int]
    counts: dict[str, int]
    revision: int
    last_backup: datetime | None
    policies: list[PolicyEntry]


def state_of_office(register: GeoPackageRegister, person: Person) -> State:
    """The state of the office. Raises NotPermitted for whoever is no administrator."""
    require_role(person, "administration", Role.ADMINISTRATOR)
    paths = RecordPaths(register.path)
    return State(
        sizes={"record": _size(paths.record), "files": _size(paths.files), "backups": _size(paths.backups)},
        counts={kind.key: register.count(kind.key) for kind in ALL},
        revision=register.revision(),
        last_backup=last_backup_at(paths.backups),
        policies=list(_policies(FOLDER)),
    )


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.exists() else 0


def _policies(folder: Path) -> Iterator[PolicyEntry]:
    """Every entry that carries a number or a code; lists of days have a table of their own."""
    for path in sorted(folder.glob("*.toml")):
        for key, entry in entries(path.stem, folder).items():
            if isinstance(entry, dict) and (value := _value(entry)):
                yield PolicyEntry(path.stem, key, value, _text(entry, "clause"), _text(entry, "source"),
                                  _text(entry, "effective_from"))  # fmt: skip


def _value(entry: Any) -> str:
    value = entry.get("number", entry.get("code"))
    unit = entry.get("unit", "")
    return "" if value is None else f"{value} {unit if unit != 'ratio' else ''}".strip()


def _text(entry: Any, key: str) -> str:
    return str(entry.get(key, ""))
