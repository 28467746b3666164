"""From the register into the reading copy: a first fill, and later only the rows that changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from domain.entities import ALL, ENTITIES
from register import bulk_read, lists
from register.answers import metres
from register.band_keeper import BandKeeper
from register.ground import derive_ground
from register.snapshot_schema import as_arrow, insert_sql
from register.store import Register, Row
from register.transaction import transaction

#: Changed rows in one catch-up beyond which the lists are made anew as a whole.
_WHOLESALE = 50_000


@dataclass(frozen=True)
class Change:
    """Rows that were touched, and ids that went, by entity."""

    rows: Mapping[str, list[Row]]
    gone: Mapping[str, list[int]]

    def touches(self, *entities: str) -> bool:
        """Whether any of these entities changed."""
        return any(key in self.rows or key in self.gone for key in entities)

    def ids(self, entity: str) -> list[int]:
        """The ids that changed or went."""
        return [row["id"] for row in self.rows.get(entity, ())] + list(self.gone.get(entity, ()))

    @property
    def is_large(self) -> bool:
        """Too much to follow row by row."""
        return sum(len(rows) for rows in self.rows.values()) > _WHOLESALE


#: Which parcels' rows in the list depend on a changed row of another entity; `c` holds its ids.
_TOUCHED_PARCELS = {
    "parcels": "SELECT id FROM c",
    "plots": "SELECT parcel_id FROM main.plot_parcels WHERE plot_id IN (FROM c)",
    "plot_parcels": "SELECT parcel_id FROM main.plot_parcels WHERE id IN (FROM c)",
    "plants": "SELECT parcel_id FROM main.plants WHERE id IN (FROM c)",
    "floors": "SELECT p.parcel_id FROM main.floors f JOIN main.plants p ON p.id = f.plant_id WHERE f.id IN (FROM c)",
    "units": "SELECT p.parcel_id FROM main.units u JOIN main.floors f ON f.id = u.floor_id"
    " JOIN main.plants p ON p.id = f.plant_id WHERE u.id IN (FROM c)",
    "occupations": "SELECT parcel_id FROM main.occupations WHERE id IN (FROM c)",
    "enterprises": "SELECT parcel_id FROM main.occupations WHERE enterprise_id IN (FROM c)",
    "idle_findings": "SELECT parcel_id FROM main.idle_findings WHERE id IN (FROM c)",
    "underused_findings": "SELECT parcel_id FROM main.underused_findings WHERE id IN (FROM c)",
}
_TOUCHED_PLOTS = {
    "plots": "SELECT id FROM c",
    "plot_parcels": "SELECT plot_id FROM main.plot_parcels WHERE id IN (FROM c)",
    "utility_supplies": "SELECT id FROM main.plots",
    "reservations": "SELECT id FROM main.plots",
}
_TOUCHED_PLANTS = {
    "plants": "SELECT id FROM c",
    "floors": "SELECT plant_id FROM main.floors WHERE id IN (FROM c)",
    "units": "SELECT f.plant_id FROM main.units u JOIN main.floors f ON f.id = u.floor_id WHERE u.id IN (FROM c)",
    "parcels": "SELECT id FROM main.plants WHERE parcel_id IN (FROM c)",
    "utility_supplies": "SELECT id FROM main.plants",
    "reservations": "SELECT id FROM main.plants",
}
#: Parcels with a firm that counts on one of the copy's day and another day `$1`, but not on both.
_FIRMS_BETWEEN = """
SELECT o.parcel_id FROM main.occupations o, main.field_day d
WHERE o.until_on >= least(d.day, $1) AND o.until_on < greatest(d.day, $1)"""
_GROUND = ("reference_layers", "reference_features", "parks")


def fill(cursor: duckdb.DuckDBPyConnection, register: Register, day: date, record: Path | None) -> int:
    """Fill an empty copy; returns the revision that it stands at. `record` names the file for a large fill."""
    with transaction(cursor):
        return _fill(cursor, register, day, record)


def _fill(cursor: duckdb.DuckDBPyConnection, register: Register, day: date, record: Path | None) -> int:
    with register.reading():
        revision = register.revision()
        large = bulk_read.large_entities(register) if record else ()
        for entity in ALL:
            if entity.key not in large:
                insert_rows(cursor, entity.key, register.rows_since(entity.key, 0))
    if record and large:
        for key, batches in bulk_read.read_in_child(record, large):
            insert_table(cursor, key, batches)
    cursor.executemany("INSERT INTO main.colour_rules VALUES (?, ?, ?, ?, ?)", lists.colour_rules())
    _set_day(cursor, day)
    derive_all(cursor)
    return revision


def apply_change(
    cursor: duckdb.DuckDBPyConnection, change: Change, day: date, day_turned: bool, bands: BandKeeper
) -> None:
    """Take over what changed, in one transaction: readers see all of it or nothing."""
    with transaction(cursor):
        touched = _Touched(cursor)
        touched.collect(change)
        for key in ENTITIES:
            _delete(cursor, f"main.{key}", change.ids(key))
            insert_rows(cursor, key, change.rows.get(key, ()))
        if day_turned:
            touched.firms_between(day)
            _set_day(cursor, day)
        if change.is_large:
            derive_all(cursor)
        else:
            touched.collect(change)
            _derive_touched(cursor, touched, change, day_turned)
            bands.prepare_changed(cursor, change.rows.get("parcels", ()))


def insert_rows(cursor: duckdb.DuckDBPyConnection, key: str, rows: Iterable[Row]) -> None:
    """Add rows of one entity."""
    table = as_arrow(ENTITIES[key], rows)
    if table.num_rows:
        insert_table(cursor, key, table)


def insert_table(cursor: duckdb.DuckDBPyConnection, key: str, table: pa.Table | pa.RecordBatchReader) -> None:
    """Add rows of one entity from Arrow."""
    cursor.register("incoming", table)
    cursor.execute(insert_sql(ENTITIES[key], "incoming"))
    cursor.unregister("incoming")


def derive_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the lists anew. Parcels lie along a Hilbert curve, so that a tile reads few row groups."""
    _derive_balance(cursor)
    empty = ", ".join("NULL" for _ in lists.BAND_COLUMNS)
    place = f"ST_Hilbert((x0 + x1) / 2, (y0 + y1) / 2, {_box_of_all(cursor)})"
    cursor.execute("DELETE FROM main.parcel_list")
    cursor.execute(f"INSERT INTO main.parcel_list SELECT *, {empty} FROM main.derived_parcel_list ORDER BY {place}")
    for name in ("plot_list", "plant_list"):
        cursor.execute(f"DELETE FROM main.{name}")
        cursor.execute(f"INSERT INTO main.{name} FROM main.derived_{name}")
    derive_ground(cursor)


def _box_of_all(cursor: duckdb.DuckDBPyConnection) -> str:
    """The box around all parcels in web Mercator metres, for the Hilbert curve."""
    sides = [
        f"{fn}(ST_{side}(shape))" for fn, side in (("min", "XMin"), ("min", "YMin"), ("max", "XMax"), ("max", "YMax"))
    ]
    west, south, east, north = cursor.execute(f"SELECT {', '.join(sides)} FROM main.parcels").fetchall()[0]
    if west is None:
        west, south, east, north = -180.0, -85.0, 180.0, 85.0
    (x0, y0), (x1, y1) = metres(west, south), metres(east, north)
    return f"{{'min_x': {x0!r}, 'min_y': {y0!r}, 'max_x': {x1!r}, 'max_y': {y1!r}}}::BOX_2D"


def _derive_touched(cursor: duckdb.DuckDBPyConnection, touched: "_Touched", change: Change, day_turned: bool) -> None:
    if day_turned or change.touches("utility_supplies", "reservations"):
        _derive_balance(cursor)
    if touched.parcels:
        _renew_parcels(cursor, touched.parcels)
    if day_turned:
        touched.everything_with_supplies()
    touched.plots_of_parcels()
    for name, ids in (("plot_list", touched.plots), ("plant_list", touched.plants)):
        _delete(cursor, f"main.{name}", ids)
        if ids:
            cursor.execute(
                f"INSERT INTO main.{name} FROM main.derived_{name} WHERE id IN (SELECT unnest($1))", [list(ids)]
            )
    if change.touches(*_GROUND):
        derive_ground(cursor)


def _renew_parcels(cursor: duckdb.DuckDBPyConnection, ids: set[int]) -> None:
    """Change rows of the parcels' list where they lie, so that the order along the curve stays."""
    wanted = list(ids)
    _delete(cursor, "main.parcel_list", wanted, " AND id NOT IN (SELECT id FROM main.parcels)")
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE renewed AS FROM main.derived_parcel_list WHERE id IN (SELECT unnest($1))",
        [wanted],
    )
    names = [row[0] for row in cursor.execute("DESCRIBE renewed").fetchall() if row[0] != "id"]
    values = ", ".join(f"{name} = r.{name}" for name in names)
    cursor.execute(f"UPDATE main.parcel_list SET {values} FROM renewed r WHERE parcel_list.id = r.id")
    empty = ", ".join("NULL" for _ in lists.BAND_COLUMNS)
    cursor.execute(
        f"INSERT INTO main.parcel_list SELECT *, {empty} FROM renewed WHERE id NOT IN (SELECT id FROM main.parcel_list)"
    )
    cursor.execute("DROP TABLE renewed")


def _derive_balance(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute("DELETE FROM main.supply_balance")
    cursor.execute("INSERT INTO main.supply_balance FROM main.derived_balance")


def _set_day(cursor: duckdb.DuckDBPyConnection, day: date) -> None:
    cursor.execute("DELETE FROM main.field_day")
    cursor.execute("INSERT INTO main.field_day VALUES ($1)", [day])


def _delete(cursor: duckdb.DuckDBPyConnection, table: str, ids: Iterable[int], also: str = "") -> None:
    wanted = list(ids)
    if wanted:
        cursor.execute(f"DELETE FROM {table} WHERE id IN (SELECT unnest($1)){also}", [wanted])


class _Touched:
    """Rows of the lists that depend on what changed; asked before and after, as references may have moved."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self.parcels: set[int] = set()
        self.plots: set[int] = set()
        self.plants: set[int] = set()

    def collect(self, change: Change) -> None:
        for rules, found in (
            (_TOUCHED_PARCELS, self.parcels), (_TOUCHED_PLOTS, self.plots), (_TOUCHED_PLANTS, self.plants)
        ):  # fmt: skip
            for entity, sql in rules.items():
                if ids := change.ids(entity):
                    found |= self._ids(sql, ids)

    def plots_of_parcels(self) -> None:
        if self.parcels:
            self.plots |= self._ids("SELECT plot_id FROM main.plot_parcels WHERE parcel_id IN (FROM c)", self.parcels)

    def firms_between(self, day: date) -> None:
        """What an occupation's last day changes when the copy's day gives way to another."""
        self.parcels |= {row[0] for row in self._cursor.execute(_FIRMS_BETWEEN, [day]).fetchall()}

    def everything_with_supplies(self) -> None:
        self.plots |= self._ids("SELECT plot_id FROM main.utility_supplies", ())
        self.plants |= self._ids("SELECT plant_id FROM main.utility_supplies", ())

    def _ids(self, sql: str, ids: Iterable[int]) -> set[int]:
        rows = self._cursor.execute(f"WITH c AS (SELECT unnest($1::BIGINT[]) AS id) {sql}", [list(ids)]).fetchall()
        return {row[0] for row in rows if row[0] is not None}
