"""What may be taken back of a batch: a row stands as the batch left it, or it stays as it is now."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from domain.audit import AuditEntry


class KeptReason(StrEnum):
    """Why a row of a batch stays when the batch is undone."""

    CHANGED = "changed"  # somebody has worked on it since
    IN_USE = "in_use"  # another record refers to it
    GONE = "gone"  # somebody has taken it out since


def changed_since(later: Iterable[AuditEntry]) -> dict[str, AuditEntry]:
    """The columns of one record that differ from what they were before these entries, and who changed them last.

    A change that was itself taken back in between is none.
    """
    first: dict[str, Any] = {}
    last: dict[str, tuple[Any, AuditEntry]] = {}
    for entry in later:
        before, after = entry.before or {}, entry.after or {}
        for key in {*before, *after}:
            first.setdefault(key, before.get(key))
            last[key] = after.get(key), entry
    return {key: entry for key, (value, entry) in last.items() if value != first[key]}


def is_new(entry: AuditEntry) -> bool:
    """The entry brought the record into being."""
    return entry.before is None


def is_removal(entry: AuditEntry) -> bool:
    """The entry took the record out."""
    return entry.after is None


def parks_named(entry: AuditEntry) -> set[int | None]:
    """The parks that a change of a parcel touched, by id; empty where it left the park alone."""
    sides: tuple[Mapping[str, Any], ...] = (entry.before or {}, entry.after or {})
    named = {side["park_id"] for side in sides if "park_id" in side}
    return named | ({None} if is_new(entry) and not named else set())
