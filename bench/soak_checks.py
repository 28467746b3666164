"""What must hold of a record after anything that was done to it."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.audit import AuditEntry
from domain.entities import ENTITIES
from register.geopackage import GeoPackageRegister
from register.rows import for_trail

State = dict[int, tuple[int, dict[str, Any]]]


@dataclass
class Outcome:
    """What a run did and what went wrong; a run without faults has none."""

    name: str
    figures: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line for a person: the figures, then how many faults."""
        said = ", ".join(f"{value:g} {key}" for key, value in self.figures.items())
        return f"{self.name}: {said}; {len(self.faults)} faults"


def faults_of(record: Path, acknowledged: Iterable[str] = ()) -> list[str]:
    """Everything wrong with a record: the file, the chain, rows that differ from their trail, lost parcels.

    `acknowledged` are the codes of parcels whose commit had returned.
    """
    register = GeoPackageRegister(record)
    try:
        with register.reading():
            faults = [*_file_faults(record), *_trail_faults(register)]
            stored = {row["parcel_code"] for row in register.find("parcels")}
            return faults + [f"lost: {code}" for code in acknowledged if code not in stored]
    finally:
        register.close()


def parcels_of(register: GeoPackageRegister) -> State:
    """Version and filled columns of every parcel, as the trail writes them."""
    columns = [c.key for c in ENTITIES["parcels"].columns]
    return {
        row["id"]: (row["version"], for_trail({k: row[k] for k in columns if row[k] is not None}))
        for row in register.find("parcels")
    }


def replayed(entries: Iterable[AuditEntry]) -> State:
    """The parcels as the trail tells them from its first entry on."""
    state: State = {}
    for entry in entries:
        if entry.entity != "parcels":
            continue
        if entry.after is None:
            del state[entry.record_id]
            continue
        values = {**state.get(entry.record_id, (0, {}))[1], **entry.after}
        state[entry.record_id] = (entry.version, {k: v for k, v in values.items() if v is not None})
    return state


def _file_faults(record: Path) -> list[str]:
    connection = sqlite3.connect(record)
    try:
        answers = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    finally:
        connection.close()
    return [] if answers == ["ok"] else [f"integrity: {answer}" for answer in answers]


def _trail_faults(register: GeoPackageRegister) -> list[str]:
    broken = register.first_broken_entry()
    faults = [] if broken is None else [f"trail broken at {broken}"]
    told, stored = replayed(register.trail()), parcels_of(register)
    return faults + [
        f"parcel {i} differs from its trail" for i in told.keys() | stored.keys() if told.get(i) != stored.get(i)
    ]
