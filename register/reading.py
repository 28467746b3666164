"""How a reader asks: a statement of ours, filled with the schema of one audience's views, on this thread's cursor."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import duckdb

from domain.audience import Audience
from domain.columns import ColumnType
from domain.criteria import Criteria
from domain.entities import ENTITIES
from register.answers import Record, decoded
from register.queries import Conditions, conditions
from register.tile_cache import TileCache, TileEdition


class Reading:
    """One audience on one day. `{v}` in a statement stands for the schema of its views and for no other."""

    def __init__(
        self,
        cursor: Callable[[], duckdb.DuckDBPyConnection],
        schema: str,
        audience: Audience,
        day: date,
        edition: TileEdition,
        cache: TileCache,
    ) -> None:
        self._cursor, self._schema, self._cache = cursor, schema, cache
        self.audience, self.day = audience, day
        self.tile_edition, self.revision = edition, edition.revision
        self.parks: dict[str, int] = dict(self.all("SELECT park_code, id FROM {v}.parks ORDER BY id"))

    def all(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """The rows of a statement as tuples."""
        return self._cursor().execute(sql.replace("{v}", self._schema), list(params)).fetchall()

    def dicts(self, sql: str, params: Sequence[Any] = ()) -> list[Record]:
        """The rows of a statement by column name."""
        cursor = self._cursor().execute(sql.replace("{v}", self._schema), list(params))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def rows(self, entity: str, where: str, params: Sequence[Any] = (), order_by: str = "id") -> list[Record]:
        """Rows of an entity as the audience sees them, without shape; `where` is a statement of ours."""
        columns = ", ".join(c.key for c in ENTITIES[entity].columns if c.holds is not ColumnType.SHAPE)
        sql = f"SELECT id, version, {columns} FROM {{v}}.{entity} WHERE {where} ORDER BY {order_by}"
        return [decoded(entity, row) for row in self.dicts(sql, params)]

    @property
    def park_codes(self) -> dict[int, str]:
        """The codes of the parks by id."""
        return {number: code for code, number in self.parks.items()}

    def conditions(self, criteria: Criteria) -> Conditions:
        """The criteria as this audience may use them."""
        return conditions(criteria, self.parks, self.audience.is_staff)
