"""Lists: pages, counts for each facet, places in a list, and the box around what was found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.criteria import Criteria
from register.answers import Box, Page, Record, degrees, list_row
from register.queries import LIST_OF, PREPARED, TABLE_OF, FacetSql, Where, facet_sql, facets_of, order
from register.reading import Reading


class ListReader(Reading):
    """The three lists as an audience sees them."""

    def page(self, criteria: Criteria, sort: str | None = None, page_no: int = 1, page_size: int = 50) -> Page:
        """A page (from 1) of the records that the criteria find, and sums over all of them."""
        where = self.conditions(criteria).all()
        area = "vacant_m2" if criteria.kind == "plant" else "area_m2"
        sums = f"count(*), sum({area}), count(*) - count({area})"
        count, total, missing = self.all(
            f"SELECT {sums} FROM {{v}}.{LIST_OF[criteria.kind]} WHERE {where.sql}", where.params
        )[0]
        by = order(criteria.kind, sort).sql
        rows = self.list_rows(criteria.kind, where, by, page_size, (page_no - 1) * page_size)
        return Page(rows, count, total or Decimal(0), missing)

    def facets(self, criteria: Criteria) -> dict[str, dict[str, int]]:
        """For each facet the number of records with each value, counted without the facet's own filter.

        Values that no record has are left out; 无数据 is `none`; truths are `yes` and `no`.
        """
        found = self.conditions(criteria)
        sides = {
            f.key: facet_sql(criteria.kind, f, self.parks) for f in facets_of(criteria.kind, self.audience.is_staff)
        }
        groups: dict[str | None, list[str]] = defaultdict(list)
        for key in sides:
            groups[key if key in found.by_facet else None].append(key)
        counts: dict[str, dict[str, int]] = {key: {} for key in sides}
        for own, keys in groups.items():
            chosen = {key: sides[key] for key in keys}
            for key, value, count in self._grouped(criteria.kind, chosen, found.all(but=own)):
                for word in sides[key].decode(value):
                    counts[key][word] = counts[key].get(word, 0) + count
        return counts

    def _grouped(self, kind: str, sides: Mapping[str, FacetSql], where: Where) -> list[tuple[str, Any, int]]:
        """(facet, stored value, count), all facets in one pass over the list."""
        keys, columns = list(sides), ", ".join(side.column for side in sides.values())
        sets = ", ".join(f"({side.column})" for side in sides.values())
        rows = self.all(
            f"SELECT GROUPING({columns}), {columns}, count(*) FROM {{v}}.{LIST_OF[kind]}"
            f" WHERE {where.sql} GROUP BY GROUPING SETS ({sets})",
            where.params,
        )
        places = {_grouping(i, len(keys)): i for i in range(len(keys))}
        return [(keys[i], row[1 + i], row[-1]) for row in rows for i in [places[row[0]]]]

    def position_of(self, criteria: Criteria, sort: str | None, code: str) -> tuple[int, int] | None:
        """(place from 1, how many there are) of a record in a sorted list; None if the criteria leave it out."""
        where, by = self.conditions(criteria).all(), order(criteria.kind, sort)
        found = f"SELECT id, code, {by.key} AS k FROM {{v}}.{LIST_OF[criteria.kind]} WHERE {where.sql}"
        rows = self.all(
            f"WITH found AS ({found}), mine AS (SELECT id, k FROM found WHERE code = ?)"
            f" SELECT count(*) FILTER ({by.is_before('found', 'mine')}) + 1, count(*) FROM found, mine"
            " HAVING count(*) > 0",
            (*where.params, code),
        )
        return rows[0] if rows else None

    def bbox(self, criteria: Criteria) -> Box | None:
        """(west, south, east, north) in degrees of all that the criteria find."""
        where = self.conditions(criteria).all()
        sql = f"SELECT min(x0), min(y0), max(x1), max(y1) FROM {{v}}.{LIST_OF[criteria.kind]} WHERE {where.sql}"
        x0, y0, x1, y1 = self.all(sql, where.params)[0]
        return None if x0 is None else (*degrees(x0, y0), *degrees(x1, y1))

    def list_rows(self, kind: str, where: Where, by: str, limit: int, offset: int) -> list[Record]:
        """Rows of a list, each with the declared columns of its record."""
        sql = (
            f"SELECT id, {PREPARED[kind]} FROM {{v}}.{LIST_OF[kind]} WHERE {where.sql} ORDER BY {by} LIMIT {int(limit)}"
        )
        chosen = self.dicts(f"{sql} OFFSET {int(offset)}", where.params)
        declared = self._declared(kind, [row["id"] for row in chosen])
        return [list_row(kind, row, declared.get(row["id"], {}), self.park_codes) for row in chosen]

    def _declared(self, kind: str, ids: Sequence[int]) -> dict[int, Record]:
        """Declared columns by id; a list of ids we made ourselves lets DuckDB skip most row groups."""
        if not ids:
            return {}
        return {row["id"]: row for row in self.rows(TABLE_OF[kind], f"id IN ({', '.join(map(str, ids))})")}


def _grouping(place: int, count: int) -> int:
    """What GROUPING() says of the set of one column: a bit for each column that is not in it, the first one highest."""
    return (1 << count) - 1 ^ 1 << count - 1 - place
