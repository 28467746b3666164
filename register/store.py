"""The promise every store keeps. Nothing here knows what kind of database stands behind it.

A record is a plain mapping of declared columns (`domain.entities`) and of those that every store keeps: `id`, `version`
(for stale edits) and `revision` (the last that touched it). Shapes are shapely geometries in EPSG:4490; lists and
objects are Python lists and dicts; days and instants are ISO strings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from domain.audit import AuditEntry, Trace

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Removed:
    """A row that is gone, so that a reading copy can follow."""

    entity: str
    id: int
    revision: int


class Writer(Protocol):
    """The only hands that change a record; each call leaves its entry in the trail of the same transaction."""

    revision: int

    def insert(self, entity: str, values: Row) -> int:
        """Add one record; returns its id. Raises InvalidValue where a value does not fit its column."""
        ...

    def insert_many(self, entity: str, rows: Iterable[Row]) -> list[int]:
        """Add many records, each with its own entry in the trail."""
        ...

    def update(self, entity: str, record_id: int, seen_version: int, changes: Row) -> int:
        """Change columns of one record; returns its new version.

        Raises StaleRecord (with `differences`) where the stored version is not the one seen, NoSuchRecord where there
        is no such id. Columns that already hold the value are left out; with nothing left, nothing is written.
        """
        ...

    def remove(self, entity: str, record_id: int, seen_version: int) -> None:
        """Take a row out; its last state stays in the trail. Parcels are retired instead."""
        ...

    def set_meta(self, key: str, value: str | None) -> None:
        """Set one property of the whole record (`is_sample`, `today_on`, `public_site`, …)."""
        ...


class Register(Protocol):
    """A record of land and factory space."""

    def revision(self) -> int:
        """The number of the last transaction; a reading copy compares it before every answer."""
        ...

    def meta(self) -> Mapping[str, str]:
        """The properties of the whole record."""
        ...

    def get(self, entity: str, record_id: int) -> Row | None:
        """One record by id."""
        ...

    def find(self, entity: str, /, **equal: Any) -> list[Row]:
        """The records whose columns equal these values, by id; all of them without any."""
        ...

    def count(self, entity: str) -> int:
        """How many records there are."""
        ...

    def rows_since(self, entity: str, revision: int) -> Iterator[Row]:
        """The records that a later revision touched, in their present state; `0` gives all."""
        ...

    def removed_since(self, revision: int) -> Sequence[Removed]:
        """The rows that went after a revision."""
        ...

    def trail(
        self,
        *,
        entity: str | None = None,
        record_id: int | None = None,
        actor: str | None = None,
        revision: int | None = None,
        after_seq: int = 0,
        since_at: str = "",
        before_at: str = "",
    ) -> Iterator[AuditEntry]:
        """The trail in order, of one record, person or transaction, or whole; `since_at` ≤ instant < `before_at`."""
        ...

    def last_revision_of(self, actor: str) -> int | None:
        """The revision of a person's last deed; None where there is none."""
        ...

    def head_before(self, instant: str) -> AuditEntry | None:
        """The last entry of the trail before an instant (ISO in UTC)."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """All reads inside see one state, whatever others commit meanwhile."""
        ...

    def transaction(self, trace: Trace) -> AbstractContextManager[Writer]:
        """All or nothing: records, trail and the raised revision commit together, or an error undoes them all."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...
