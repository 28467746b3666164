"""The sample as plain rows by entity, before any store sees them; references are places in the lists, from 1."""

from collections.abc import Iterator
from typing import Any

from domain.columns import ColumnType
from domain.entities import ALL, entity

AS_OF = "2025-11-20"
SOURCE = "示例数据（虚构）"


class Rows:
    """Rows of every entity in the order in which they are added."""

    def __init__(self) -> None:
        self.by_entity: dict[str, list[dict[str, Any]]] = {e.key: [] for e in ALL}

    def add(self, entity_key: str, **values: Any) -> int:
        """Add a row; returns its place, by which other rows refer to it. Unknown columns are refused."""
        declared = entity(entity_key)
        unknown = values.keys() - declared.by_key.keys()
        if unknown:
            raise ValueError(f"{entity_key} has no column {sorted(unknown)}")
        if "source" in declared.by_key:
            values = {"source": SOURCE, "as_of_on": AS_OF} | values
        rows = self.by_entity[entity_key]
        rows.append(values)
        return len(rows)

    def get(self, entity_key: str, place: int) -> dict[str, Any]:
        """The row at a place."""
        return self.by_entity[entity_key][place - 1]

    def referred(self, entity_key: str, ids: dict[str, list[int]]) -> Iterator[dict[str, Any]]:
        """The rows of an entity with each reference replaced by the id that a store has given.

        One by one, so that a row may refer to an earlier one of its own kind.
        """
        references = {c.key: c.refers_to or "" for c in entity(entity_key).of_type(ColumnType.REFERENCE)}
        for row in self.by_entity[entity_key]:
            found = {k: ids[references[k]][row[k] - 1] for k in references if row.get(k) is not None}
            yield row | found
