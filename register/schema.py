"""The form of the file: GeoPackage's own tables, our numbered migrations, and the guards on every table.

Each migration runs with the record of itself in one transaction. A file newer than the program is refused.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pyproj import CRS

from domain.clock import utc_now
from domain.crs import STORAGE_EPSG
from domain.entities import ALL
from domain.errors import RecordTooNew, RecordUnreadable

MIGRATIONS = Path(__file__).parent / "migrations"
_APPLICATION_ID = 0x47504B47  # "GPKG"
_GEOPACKAGE_VERSION = 10300

_GEOPACKAGE_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY NOT NULL, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT PRIMARY KEY NOT NULL, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
    srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents (table_name), column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id),
    z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
CREATE TABLE schema_migrations (
    version INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, applied_at DATETIME NOT NULL);
"""


def steps() -> list[tuple[int, Path]]:
    """The numbered migrations, in order."""
    return sorted((int(p.name.split("_")[0]), p) for p in MIGRATIONS.glob("[0-9]*.sql"))


def newest_version() -> int:
    """The version that this program writes."""
    return steps()[-1][0]


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The version of an existing file. Raises RecordUnreadable where it is no record of ours."""
    try:
        row = connection.execute("SELECT max(version) FROM schema_migrations").fetchone()
    except sqlite3.DatabaseError as error:
        raise RecordUnreadable(path=str(path)) from error
    return row[0] or 0


def lay_foundation(connection: sqlite3.Connection) -> None:
    """What makes an empty file a GeoPackage."""
    connection.execute(f"PRAGMA application_id={_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={_GEOPACKAGE_VERSION}")
    connection.execute("BEGIN IMMEDIATE")
    for statement in _statements(_GEOPACKAGE_TABLES):
        connection.execute(statement)
    connection.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", None),
            ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
            ("WGS 84", 4326, "EPSG", 4326, CRS.from_epsg(4326).to_wkt("WKT1_GDAL"), None),
            ("CGCS2000", STORAGE_EPSG, "EPSG", STORAGE_EPSG, CRS.from_epsg(STORAGE_EPSG).to_wkt("WKT1_GDAL"), None),
        ],
    )
    connection.execute("COMMIT")


def migrate(connection: sqlite3.Connection, path: Path) -> list[int]:
    """Bring the file to the newest version; returns the versions applied. Raises RecordTooNew for a newer file."""
    present = version_of(connection, path)
    if present > newest_version():
        raise RecordTooNew(path=str(path), version=present, newest=newest_version())
    lacking = pending(connection)
    for version, file in lacking:
        _apply(connection, version, file)
    return [version for version, _ in lacking]


def pending(connection: sqlite3.Connection) -> list[tuple[int, Path]]:
    """The migrations that a file lacks; a lower number may have come later, from work that went on side by side."""
    done = {row[0] for row in connection.execute("SELECT version FROM schema_migrations")}
    return [step for step in steps() if step[0] not in done]


def _apply(connection: sqlite3.Connection, version: int, file: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements(file.read_text(encoding="utf-8")):
            connection.execute(statement)
        _list_contents(connection)
        _set_guards(connection)
        row = (version, file.stem, utc_now())
        connection.execute("INSERT INTO schema_migrations VALUES (?, ?, ?)", row)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [r["name"] for r in rows if not r["name"].startswith(("gpkg_", "sqlite_", "rtree_", "schema_"))]


def _list_contents(connection: sqlite3.Connection) -> None:
    """Every table appears in gpkg_contents: with a shape as features, without as attributes."""
    shapes = {e.key: e.shape_column for e in ALL if e.shape_column}
    for table in _tables(connection):
        shape = shapes.get(table)
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (table_name) DO NOTHING",
            (table, "features" if shape else "attributes", table, utc_now(), STORAGE_EPSG if shape else None),
        )
        if shape:
            connection.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?, 'shape', ?, ?, 0, 0) ON CONFLICT DO NOTHING",
                (table, shape.shape, STORAGE_EPSG),
            )


def _set_guards(connection: sqlite3.Connection) -> None:
    """Writes of other programs fail: they lack `mutu_actor()`. The trail can be appended to, never altered."""
    for table in _tables(connection):
        for verb in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER IF NOT EXISTS guard_{table}_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT mutu_actor(); END"
            )
    for verb in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER IF NOT EXISTS keep_audit_entries_{verb.lower()} BEFORE {verb} ON audit_entries "
            "BEGIN SELECT RAISE(ABORT, 'the trail is kept'); END"
        )
