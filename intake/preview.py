"""What an import would do, before anything is done: each row new, changed field by field, unchanged or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.issue import Issue
from intake.run import Source


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class PreviewRow:
    """One row of the file. `values` are the record's columns; of a changed row, the changed ones alone.

    `record_id` and `seen_version` name the record that is there already, `differences` its (old, new) by column.
    """

    row: int
    outcome: Outcome
    code: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    record_id: int | None = None
    seen_version: int = 0
    differences: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def comes_in(self) -> bool:
        """Whether the row is, or already was, part of the record."""
        return self.outcome is not Outcome.REFUSED


@dataclass(frozen=True)
class Preview:
    """The whole file: what it is, how its headings were read, its rows in order and all that was found.

    `samples` holds every heading with the first few values that stand under it.
    """

    source: Source
    mapping: Mapping[str, str]
    rows: tuple[PreviewRow, ...]
    issues: tuple[Issue, ...]
    content: bytes = field(default=b"", repr=False)
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, *outcomes: Outcome) -> list[PreviewRow]:
        """The rows with one of these outcomes."""
        return [r for r in self.rows if r.outcome in outcomes]

    @property
    def rows_in(self) -> int:
        """How many rows come in, those that change nothing included."""
        return sum(r.comes_in for r in self.rows)

    @property
    def rows_refused(self) -> int:
        """How many stay out."""
        return len(self.rows) - self.rows_in
