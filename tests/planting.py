"""A copy of the sample in which every value that somebody typed is replaced by one of the test's own."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from domain.audit import Basis, Trace
from domain.columns import Column, ColumnType
from domain.entities import ALL
from register.geopackage import GeoPackageRegister

#: Texts by which the program finds its way, so that no record holds anything else in them.
WIRING = {("parks", "park_code"), ("documents", "entity"), ("documents", "sha256"), ("documents", "media_type")}
#: Figures that everybody may read (areas of parcels, years, sums of what is promised), or that number things.
OPEN_NUMBERS = {
    "registered_area_m2", "measured_area_m2", "year", "closed_on", "floor_no", "record_id", "size_bytes",
    "width_class", "disposal_year", "capacity", "amount", "rows_read", "rows_in", "rows_refused",
}  # fmt: skip

TextOf = Callable[[str, str, int], str]
NumberOf = Callable[[str, str, int], float | None]
Row = Mapping[str, Any]


def plant(record: Path, text_of: TextOf, number_of: NumberOf | None = None, *, actor: str = "test") -> None:
    """Write `text_of(entity, column, id)` into every text, and `number_of` into every figure that is not open."""
    register = GeoPackageRegister(record)
    rows = {entity.key: register.find(entity.key) for entity in ALL}
    basis = Basis(text_of("trail", "document", 0), "2025-11-01", text_of("trail", "reason", 0))
    with register.transaction(Trace(actor, "plant", text_of("trail", "origin", 0), basis)) as writer:
        for entity in ALL:
            for row in rows[entity.key]:
                changes = dict(_changes(entity.key, entity.columns, row, text_of, number_of))
                if changes:
                    writer.update(entity.key, row["id"], row["version"], changes)
    register.close()


def _told_of(columns: tuple[Column, ...]) -> list[str]:
    """Two columns of each line; where one comes from is as secret as the column."""
    by_line: dict[str, list[str]] = {}
    for column in columns:
        if column.holds is ColumnType.TEXT and column.key != "source":
            by_line.setdefault(column.line, []).append(column.key)
    return [key for keys in by_line.values() for key in keys[:2]]


def _changes(
    entity: str, columns: tuple[Column, ...], row: Row, text_of: TextOf, number_of: NumberOf | None
) -> Iterator[tuple[str, Any]]:
    for column in columns:
        place = (entity, column.key, int(row["id"]))
        if column.holds is ColumnType.TEXT and place[:2] not in WIRING:
            yield column.key, text_of(*place)
        elif column.key == "provenance":
            yield column.key, {key: {"source": text_of(entity, key, int(row["id"]))} for key in _told_of(columns)}
        elif column.key == "supply_terms" and row[column.key]:
            yield column.key, [{**term, "note": text_of(*place), "unit": text_of(*place)} for term in row[column.key]]
        elif column.holds in (ColumnType.NUMBER, ColumnType.INTEGER) and number_of and column.key not in OPEN_NUMBERS:
            value = number_of(*place)
            if value is not None:
                yield column.key, value
