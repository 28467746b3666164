"""The trail: who, when, from where, what, old and new, on what basis, chained so that no entry can be lost unseen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Basis:
    """What a change rests on: a document number, its day, and words."""

    document: str = ""
    on: str = ""
    reason: str = ""

    @property
    def is_named(self) -> bool:
        """Document number and day are both there."""
        return bool(self.document and self.on)


@dataclass(frozen=True)
class Trace:
    """Who does a deed, from where and why; one for each transaction."""

    actor: str
    deed: str
    origin: str = ""
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True)
class AuditEntry:
    """One record's change. `before` and `after` hold the changed columns only; a new record has no `before`."""

    seq: int
    at: str
    revision: int
    trace: Trace
    entity: str
    record_id: int
    code: str
    version: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    previous_hash: str
    hash: str = ""


def canonical_json(value: Any) -> str:
    """JSON with one way to write each value: sorted keys, no spaces, text as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over the entry and the hash of the one before it."""
    basis = entry.trace.basis
    parts = [
        entry.previous_hash,
        entry.seq,
        entry.at,
        entry.revision,
        entry.trace.actor,
        entry.trace.deed,
        entry.trace.origin,
        [basis.document, basis.on, basis.reason],
        entry.entity,
        entry.record_id,
        entry.code,
        entry.version,
        entry.before,
        entry.after,
    ]
    return sha256(canonical_json(parts).encode()).hexdigest()
