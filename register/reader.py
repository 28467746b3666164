"""Reading as one audience: every statement is a template of this room, filled with the names of its views."""

import json
import math
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import shapely

from domain.audience import Audience
from domain.columns import ColumnType
from domain.criteria import Criteria
from domain.crs import transform, zone_at
from domain.entities import ENTITIES
from register import tiles
from register.lists import MASKS
from register.queries import (
    LIST_OF,
    TABLE_OF,
    Conditions,
    Where,
    conditions,
    facet_sql,
    facets_of,
    order,
    unmask,
)

Record = dict[str, Any]
Box = tuple[float, float, float, float]
_TILES_KEPT = 2_000
_EMPTY_LAYER_BYTES = 0


@dataclass(frozen=True)
class Page:
    """A page of a list, with sums over all that the criteria find.

    `total_area_m2`: registered area of parcels and plots, floor area of vacant units of plants;
    `without_area_count`: how many of the records have none and stand outside the sum.
    """

    rows: list[Record]
    total_count: int
    total_area_m2: Decimal
    without_area_count: int


@dataclass(frozen=True)
class Selected:
    """What a click on the map means."""

    kind: str
    code: str


@dataclass(frozen=True)
class Facility:
    """Infrastructure near a place; the distance is a straight line on the ground, in metres."""

    name: str | None
    kind: str | None
    distance_m: float
    source: str | None
    as_of_on: str | None


@dataclass(frozen=True)
class Related:
    """What belongs to a plot, plant or parcel, as far as the audience sees it."""

    parcels: list[Record] = field(default_factory=list)
    plots: list[Record] = field(default_factory=list)
    plants: list[Record] = field(default_factory=list)
    floors: list[Record] = field(default_factory=list)
    units: list[Record] = field(default_factory=list)
    supplies: list[Record] = field(default_factory=list)
    prices: list[Record] = field(default_factory=list)
    reservations: list[Record] = field(default_factory=list)
    documents: list[Record] = field(default_factory=list)
    idle_findings: list[Record] = field(default_factory=list)
    underused_findings: list[Record] = field(default_factory=list)
    occupations: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class FigureInputs:
    """What the headline figures are made from. Parcels that no figure counts are only numbered, park by park."""

    parcels: list[Record]
    parcel_counts: dict[str | None, int]
    units: list[Record]
    unit_counts: dict[str | None, int]
    firm_years: list[Record]
    closed_year: int | None


class TileCache:
    """The bytes of tiles lately made, least used out first."""

    def __init__(self, most: int = _TILES_KEPT) -> None:
        self._most, self._lock = most, threading.Lock()
        self._kept: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()

    def get(self, key: tuple[Any, ...], make: Callable[[], bytes]) -> bytes:
        """The bytes of this key, made if need be."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


class Reader:
    """What one audience can read on one day. Cheap to make; make a new one for each request."""

    def __init__(
        self,
        cursor: Callable[[], duckdb.DuckDBPyConnection],
        schema: str,
        audience: Audience,
        revision: int,
        day: date,
        cache: TileCache,
    ) -> None:
        self._cursor, self._schema, self._cache = cursor, schema, cache
        self.audience, self.revision, self.day = audience, revision, day
        self.parks: dict[str, int] = dict(self._all("SELECT park_code, id FROM {v}.parks ORDER BY id"))

    # --- lists

    def page(self, criteria: Criteria, sort: str | None = None, page_no: int = 1, page_size: int = 50) -> Page:
        """A page (from 1) of the records that the criteria find, and sums over all of them."""
        where = self._where(criteria).all()
        area = "vacant_m2" if criteria.kind == "plant" else "area_m2"
        counted = self._all(
            f"SELECT count(*), sum({area}), count(*) - count({area}) FROM {{v}}.{LIST_OF[criteria.kind]}"
            f" WHERE {where.sql}",
            where.params,
        )[0]
        rows = self._list_rows(
            criteria.kind, where, order(criteria.kind, sort).sql, page_size, (page_no - 1) * page_size
        )
        return Page(rows, counted[0], counted[1] or Decimal(0), counted[2])

    def facets(self, criteria: Criteria) -> dict[str, dict[str, int]]:
        """For each facet the number of records with each value, counted without the facet's own filter."""
        found = self._where(criteria)
        groups: dict[str, list[str]] = defaultdict(list)
        known = facets_of(criteria.kind, self.audience.is_staff)
        for each in known:
            groups[each.key if each.key in found.by_facet else ""].append(each.key)
        sides = {each.key: facet_sql(criteria.kind, each, self.parks) for each in known}
        counts: dict[str, dict[str, int]] = {each.key: {} for each in known}
        for own, keys in groups.items():
            for key, value, count in self._grouped(criteria.kind, keys, sides, found.all(but=own or None)):
                for word in sides[key].decode(value):
                    counts[key][word] = counts[key].get(word, 0) + count
        return counts

    def _grouped(self, kind: str, keys: Sequence[str], sides: Any, where: Where) -> list[tuple[str, Any, int]]:
        columns = [sides[key].column for key in keys]
        sets = ", ".join(f"({column})" for column in columns)
        rows = self._all(
            f"SELECT GROUPING({', '.join(columns)}), {', '.join(columns)}, count(*) FROM {{v}}.{LIST_OF[kind]}"
            f" WHERE {where.sql} GROUP BY GROUPING SETS ({sets})",
            where.params,
        )
        full = (1 << len(keys)) - 1
        places = {full ^ (1 << (len(keys) - 1 - i)): i for i in range(len(keys))}
        return [(keys[i], row[1 + i], row[-1]) for row in rows for i in [places[row[0]]]]

    def position_of(self, criteria: Criteria, sort: str | None, code: str) -> tuple[int, int] | None:
        """(place from 1, how many there are) of a record in a sorted list; None if the criteria leave it out."""
        where, by = self._where(criteria).all(), order(criteria.kind, sort)
        view = f"{{v}}.{LIST_OF[criteria.kind]}"
        rows = self._all(
            f"WITH mine AS (SELECT id, {by.key} AS k FROM {view} WHERE code = ? AND ({where.sql}))"
            f" SELECT count(*) FILTER ({by.before('mine')}) + 1, count(*) FROM {view} l, mine WHERE {where.sql}"
            " HAVING count(*) > 0".replace("WHERE id", "WHERE l.id"),
            (code, *where.params, *where.params),
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def bbox(self, criteria: Criteria) -> Box | None:
        """(west, south, east, north) in degrees of all that the criteria find."""
        where = self._where(criteria).all()
        row = self._all(
            f"SELECT min(x0), min(y0), max(x1), max(y1) FROM {{v}}.{LIST_OF[criteria.kind]} WHERE {where.sql}",
            where.params,
        )[0]
        if row[0] is None:
            return None
        west, south = _degrees(row[0], row[1])
        east, north = _degrees(row[2], row[3])
        return west, south, east, north

    # --- single records

    def record(self, kind: str, code: str) -> Record | None:
        """One plot, plant or parcel by its code: declared columns and those of its list row; None if not seen."""
        found = self._list_rows(kind, Where("code = ?", (code,)), "id", 1, 0)
        return found[0] if found else None

    def outline(self, kind: str, code: str) -> dict[str, Any] | None:
        """The shape of a record as GeoJSON in degrees; a plot's is that of its parcels."""
        sql = {
            "plot": "SELECT p.shape FROM {v}.parcels p JOIN {v}.plot_parcels pp ON pp.parcel_id = p.id"
            " JOIN {v}.plots t ON t.id = pp.plot_id WHERE t.plot_code = ?",
            "plant": "SELECT shape FROM {v}.plants WHERE plant_code = ?",
            "parcel": "SELECT shape FROM {v}.parcels WHERE parcel_code = ?",
        }[kind]
        rows = self._all(f"SELECT ST_AsGeoJSON(shape) FROM ({sql}) WHERE shape IS NOT NULL", (code,))
        shapes = [json.loads(row[0]) for row in rows]
        if not shapes:
            return None
        return shapes[0] if len(shapes) == 1 else {"type": "GeometryCollection", "geometries": shapes}

    def related(self, kind: str, code: str) -> Related:
        """All that belongs to a record."""
        from register.relations import related

        return related(self, kind, code)

    def rows(self, entity: str, where: str = "TRUE", params: Sequence[Any] = (), order_by: str = "id") -> list[Record]:
        """Rows of an entity's view; for this room and `register.relations` only, `where` is a template of ours."""
        columns = ", ".join(c.key for c in ENTITIES[entity].columns if c.holds is not ColumnType.SHAPE)
        return [
            _decoded(entity, row)
            for row in self._dicts(
                f"SELECT id, version, {columns} FROM {{v}}.{entity} WHERE {where} ORDER BY {order_by}", params
            )
        ]

    def balances(self, supply_ids: Sequence[int]) -> dict[int, tuple[float, float | None]]:
        """(promised, available) of supplies."""
        rows = self._all(
            "SELECT id, promised, available FROM {v}.supply_balance WHERE id IN (SELECT unnest(?::BIGINT[]))",
            (list(supply_ids),),
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    # --- places

    def at(self, lon: float, lat: float, kind: str = "plot") -> Selected | None:
        """What lies at a place (degrees): the offered or reserved plot that holds the parcel, else the parcel.

        With `kind="parcel"` always the parcel, with `"plant"` the plant that stands there, if the audience sees one.
        """
        point = (lon, lat)
        if kind == "plant":
            rows = self._all(_AT_PLANT, point * 1)
            if rows:
                return Selected("plant", rows[0][0])
        x, y = _metres(lon, lat)
        rows = self._all(_AT_PARCEL, (x, x, y, y, lon, lat))
        if not rows:
            return None
        code, plot, marketing = rows[0]
        if kind != "parcel" and plot and marketing in ("offered", "reserved"):
            return Selected("plot", plot)
        return Selected("parcel", code)

    def code_of(self, kind: str, record_id: int) -> str | None:
        """The code of a plot, plant or parcel by its numeric id, as tiles carry it."""
        rows = self._all(f"SELECT code FROM {{v}}.{LIST_OF[kind]} WHERE id = ?", (record_id,))
        return rows[0][0] if rows else None

    def neighbours(self, parcel_code: str, within_m: float = 1.0) -> list[Record]:
        """Parcels whose box comes near a parcel's, with id, code and `outline` (GeoJSON)."""
        rows = self._dicts(_NEIGHBOURS, (within_m,) * 4 + (parcel_code,))
        return [{**row, "outline": json.loads(row["outline"])} for row in rows]

    def nearest(self, lon: float, lat: float) -> list[Facility]:
        """The nearest facility of each kind, by straight line in metres, nearest first."""
        rows = self._all(_FACILITIES)
        if not rows:
            return []
        zone = zone_at(lon).crs
        shapes = transform(shapely.from_wkb([bytes(row[2]) for row in rows]), "EPSG:4490", zone)
        here = transform(shapely.Point(lon, lat), "EPSG:4490", zone)
        best: dict[Any, Facility] = {}
        for (name, kind, _, source, as_of_on), distance in zip(rows, shapely.distance(shapes, here), strict=True):
            if kind not in best or distance < best[kind].distance_m:
                best[kind] = Facility(name, kind, float(distance), source, _iso(as_of_on))
        return sorted(best.values(), key=lambda facility: facility.distance_m)

    # --- tiles

    def tile(self, criteria: Criteria, z: int, x: int, y: int) -> bytes:
        """A vector tile of parcels and plants; empty where there is nothing. What the filter leaves out is faded."""
        key = ("p", self._schema, criteria.token(), z, x, y, self.revision)
        return self._cache.get(key, lambda: self._tile(criteria, tiles.Tile(z, x, y)))

    def ground_tile(self, z: int, x: int, y: int) -> bytes:
        """A vector tile of the ground."""
        key = ("g", self._schema, z, x, y, self.revision)
        return self._cache.get(key, lambda: self._ground_tile(tiles.Tile(z, x, y)))

    def _tile(self, criteria: Criteria, tile: tiles.Tile) -> bytes:
        if not tile.is_valid:
            return b""
        matched = self._matched(criteria)
        is_crowded = tile.z < 10 or self._all(tiles.count_sql(tile))[0][0] > tiles.MOST_SHAPES
        draw = tiles.gathered_sql if is_crowded else tiles.parcels_sql
        parts = [(draw(tile, matched.sql), matched.params)]
        if tile.z >= tiles.LABEL_ZOOM and not is_crowded:
            parts.append((tiles.labels_sql(tile, matched.sql), matched.params))
        if tile.z >= tiles.PLANT_ZOOM:
            parts.append((tiles.plants_sql(tile), ()))
        parts.append((tiles.symbols_sql(tile), ()))
        return b"".join(self._layer(sql, params) for sql, params in parts)

    def _ground_tile(self, tile: tiles.Tile) -> bytes:
        if not tile.is_valid:
            return b""
        layers = [self._layer(tiles.ground_sql(tile, layer)) for layer in tiles.GROUND_LAYERS]
        return b"".join([*layers, self._layer(tiles.names_sql(tile))])

    def _layer(self, sql: str, params: Sequence[Any] = ()) -> bytes:
        made = self._all(sql, params)[0][0]
        return bytes(made) if made else b""

    def _matched(self, criteria: Criteria) -> Where:
        """Whether a parcel's row belongs to what the criteria find, be they about parcels, plots or plants."""
        if criteria.is_empty:
            return Where()
        found = self._where(criteria)
        if criteria.kind == "parcel":
            found.by_facet.pop("is_retired", None)
            return found.all()
        where = found.all()
        inner = {
            "plot": "SELECT parcel_id FROM {v}.plot_parcels WHERE plot_id IN (SELECT id FROM {v}.plot_list WHERE ",
            "plant": "SELECT parcel_id FROM {v}.plant_list WHERE (",
        }[criteria.kind]
        return Where(f"id IN ({inner}{where.sql}))", where.params)

    # --- figures

    def figure_inputs(self) -> FigureInputs:
        """The facts behind the headline figures, as far as this audience sees them."""
        codes = {number: code for code, number in self.parks.items()}
        counts = self._all("SELECT park_id, count(*) FROM {v}.parcel_list WHERE NOT is_retired GROUP BY ALL")
        unit_counts = self._all(_UNIT_COUNTS)
        closed = self._all("SELECT max(year) FROM {v}.closed_years")[0][0]
        return FigureInputs(
            [_with_park(row, codes) for row in self._dicts(_FIGURE_PARCELS)],
            {codes.get(park): count for park, count in counts},
            [_with_park(row, codes) for row in self._dicts(_FIGURE_UNITS)],
            {codes.get(park): count for park, count in unit_counts},
            [_with_park(row, codes) for row in self._dicts(_FIGURE_FIRMS)],
            closed,
        )

    # --- beneath

    def _where(self, criteria: Criteria) -> Conditions:
        return conditions(criteria, self.parks, self.audience.is_staff)

    def _list_rows(self, kind: str, where: Where, by: str, limit: int, offset: int) -> list[Record]:
        view, entity = LIST_OF[kind], TABLE_OF[kind]
        columns = ", ".join(c.key for c in ENTITIES[entity].columns if c.holds is not ColumnType.SHAPE)
        prepared = _PREPARED[kind]
        chosen = self._dicts(
            f"SELECT id, {prepared} FROM {{v}}.{view} WHERE {where.sql} ORDER BY {by} LIMIT {int(limit)} OFFSET {int(offset)}",
            where.params,
        )
        ids = [row["id"] for row in chosen]
        full = {
            row["id"]: _decoded(entity, row)
            for row in self._dicts(
                f"SELECT id, version, {columns} FROM {{v}}.{entity} WHERE id IN (SELECT unnest(?::BIGINT[]))", (ids,)
            )
        }
        codes = {number: code for code, number in self.parks.items()}
        return [_list_row(kind, row, full.get(row["id"], {}), codes) for row in chosen]

    def _all(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        return self._cursor().execute(sql.replace("{v}", self._schema), list(params)).fetchall()

    def _dicts(self, sql: str, params: Sequence[Any] = ()) -> list[Record]:
        cursor = self._cursor().execute(sql.replace("{v}", self._schema), list(params))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


#: The prepared columns that a list row carries beside the declared ones.
_PREPARED = {
    "parcel": "park_id, code, short_number, area_m2, area_mu, marketing, plot_id, colour, has_plant, industry,"
    " is_retired, is_idle, is_underused, figure, x0, y0, x1, y1",
    "plot": "park_id, code, short_number, parcel_count, area_m2, area_mu, land_use, stage, marketing, floor_area_ratio,"
    " price, power_kva, gas_m3_day, industry, supply_mode, has_plant, x0, y0, x1, y1",
    "plant": "park_id, parcel_id, code, area_m2, marketing, occupancy, vacant_m2, storey_height_m, load_kg_per_m2,"
    " crane_t, rent, rent_max, supply_mode, fire_hazard, figure, unit_count, power_kva, gas_m3_day, x0, y0, x1, y1",
}
_MASKED = {"industry": "industry", "supply_mode": "supply_mode", "fire_hazard": "fire_hazard"}

_AT_PARCEL = """
SELECT p.parcel_code, t.plot_code, l.marketing FROM {v}.parcel_list l JOIN {v}.parcels p ON p.id = l.id
LEFT JOIN {v}.plots t ON t.id = l.plot_id
WHERE l.x0 <= ? AND l.x1 >= ? AND l.y0 <= ? AND l.y1 >= ? AND NOT l.is_retired AND ST_Intersects(p.shape, ST_Point(?, ?))
ORDER BY (l.x1 - l.x0) * (l.y1 - l.y0), l.id LIMIT 1"""
_AT_PLANT = """
SELECT plant_code FROM {v}.plants WHERE shape IS NOT NULL AND ST_Intersects(shape, ST_Point(?, ?)) ORDER BY id LIMIT 1"""
_NEIGHBOURS = """
WITH mine AS (
    SELECT id, x0 - ? AS x0, y0 - ? AS y0, x1 + ? AS x1, y1 + ? AS y1 FROM {v}.parcel_list WHERE code = ?)
SELECT l.id, l.code, ST_AsGeoJSON(p.shape) AS outline FROM {v}.parcel_list l JOIN {v}.parcels p ON p.id = l.id, mine
WHERE l.x0 <= mine.x1 AND l.x1 >= mine.x0 AND l.y0 <= mine.y1 AND l.y1 >= mine.y0 AND l.id <> mine.id
  AND NOT l.is_retired ORDER BY l.id"""
_FACILITIES = """
SELECT f.name, f.facility_kind, ST_AsWKB(f.shape), l.source, l.as_of_on
FROM {v}.reference_features f JOIN {v}.reference_layers l ON l.id = f.layer_id
WHERE l.layer_kind = 'facility' AND f.shape IS NOT NULL ORDER BY f.id"""
_FIGURE_PARCELS = """
SELECT l.code, l.park_id, p.registered_area_m2, p.as_of_on, CAST(l.stage AS VARCHAR) AS stage,
       coalesce(l.marketing = 'offered', FALSE) AS is_offered, l.is_idle, l.is_underused
FROM {v}.parcel_list l JOIN {v}.parcels p ON p.id = l.id WHERE l.figure <> 0 OR l.is_idle OR l.is_underused
ORDER BY l.code"""
_FIGURE_UNITS = """
SELECT h.plant_code || '/' || u.unit_code AS code, h.park_id, u.floor_area_m2, u.as_of_on, u.occupancy
FROM {v}.units u JOIN {v}.floors f ON f.id = u.floor_id JOIN {v}.plants h ON h.id = f.plant_id
WHERE u.occupancy = 'vacant' ORDER BY code"""
_UNIT_COUNTS = """
SELECT h.park_id, count(*) FROM {v}.units u JOIN {v}.floors f ON f.id = u.floor_id
JOIN {v}.plants h ON h.id = f.plant_id GROUP BY ALL"""
_FIGURE_FIRMS = """
SELECT e.enterprise_code AS code, e.park_id, y.year, coalesce(y.scale, e.scale) = 'above_scale' AS is_above_scale,
       coalesce(y.is_manufacturing, FALSE) AS is_manufacturing, y.tax_10k_yuan, y.exempt_credit_tax_10k_yuan,
       y.own_land_m2, y.leased_in_floor_m2, y.leased_in_floor_area_ratio, y.leased_out_land_m2
FROM {v}.enterprise_years y JOIN {v}.enterprises e ON e.id = y.enterprise_id ORDER BY code, y.year"""


def _list_row(kind: str, prepared: Record, declared: Record, parks: dict[int, str]) -> Record:
    row = {**declared, **prepared, "kind": kind, "park": parks.get(prepared["park_id"])}
    for key, codes in _MASKED.items():
        if key in row:
            row[key] = None if row[key] is None else unmask(row[key], MASKS[codes])
    row["figure"] = unmask(row.get("figure"), MASKS.get(f"{kind}_figure", ()))
    for key in ("colour", "marketing", "occupancy", "stage", "land_use"):
        if row.get(key) is not None:
            row[key] = str(row[key])
    corners = [row.pop(name) for name in ("x0", "y0", "x1", "y1")]
    row["bbox"] = None if corners[0] is None else (*_degrees(*corners[:2]), *_degrees(*corners[2:]))
    return row


def _decoded(entity: str, row: Record) -> Record:
    for column in ENTITIES[entity].of_type(ColumnType.CODES, ColumnType.OBJECT):
        if row.get(column.key) is not None:
            row[column.key] = json.loads(row[column.key])
    for column in ENTITIES[entity].of_type(ColumnType.DAY):
        row[column.key] = _iso(row.get(column.key))
    return row


def _with_park(row: Record, codes: dict[int, str]) -> Record:
    row["park"] = codes.get(row.pop("park_id"))
    if "as_of_on" in row:
        row["as_of_on"] = _iso(row["as_of_on"])
    return row


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _degrees(x: float, y: float) -> tuple[float, float]:
    return x / 111319.49079327358, math.degrees(2 * math.atan(math.exp(y / 6378137)) - math.pi / 2)


def _metres(lon: float, lat: float) -> tuple[float, float]:
    return lon * 111319.49079327358, 6378137 * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
