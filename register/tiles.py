"""Vector tiles in SQL: shapes prepared for the zoom are moved into the tile, not clipped one by one.

Tile units are whole numbers from 0 to 4095, y downwards. `ST_AsMVT` cuts fractions off, hence the half unit added.
"""

from dataclasses import dataclass

from register.answers import Box, degrees
from register.lists import BAND_ZOOMS
from register.queries import Where

EARTH_M = 40075016.685578488
EXTENT = 4096
#: A tile with more shapes shows them gathered by colour.
MOST_SHAPES = 10_000
#: Side of a gathered square, in tile units (2 pixels of 256).
_CELL = 32
_MARGIN, _LOOSE = 64, 2048
LABEL_ZOOM, NUMBER_ZOOM, PLANT_ZOOM = 14, 13, 14
#: Bytes of a point's feature allow for about as many symbols.
_MOST_SYMBOLS = 10_000


@dataclass(frozen=True)
class Tile:
    """One square of the web Mercator pyramid, in metres."""

    z: int
    x: int
    y: int

    @property
    def width(self) -> float:
        return EARTH_M / float(2**self.z)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """left, bottom, right, top"""
        left = self.x * self.width - EARTH_M / 2
        top = EARTH_M / 2 - self.y * self.width
        return left, top - self.width, left + self.width, top

    @property
    def is_valid(self) -> bool:
        """Whether there is such a tile."""
        return 0 <= self.z <= 22 and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z

    def near(self, margin_units: int = _MARGIN) -> str:
        """Rows whose box comes near the tile."""
        left, bottom, right, top = self.box
        m = margin_units * self.width / EXTENT
        return f"x0 <= {right + m!r} AND x1 >= {left - m!r} AND y0 <= {top + m!r} AND y1 >= {bottom - m!r}"

    def holds(self, x: str, y: str) -> str:
        """Whether a point lies in the tile; each point lies in one tile of a zoom."""
        left, bottom, right, top = self.box
        return f"{x} >= {left!r} AND {x} < {right!r} AND {y} > {bottom!r} AND {y} <= {top!r}"

    def point(self, x: str, y: str) -> str:
        """A point in tile units."""
        left, _, _, top = self.box
        k = EXTENT / self.width
        return f"ST_Point(({x} - {left!r}) * {k!r} + .5, ({top!r} - {y}) * {k!r} + .5)"

    def moved(self, shape: str) -> str:
        """A prepared shape (web Mercator) in tile units; only what reaches far outside is clipped."""
        return self._drawn(shape, self.box)

    def from_degrees(self, shape: str) -> str:
        """A shape in degrees in tile units.

        Inside one tile web Mercator is as good as linear in latitude: at zoom 10 the difference is a quarter of a
        unit, and at each zoom half of that before. So no projection is needed, which would cost more than all else.
        ST_Normalize turns outer rings clockwise, as tiles want them; prepared shapes are so already.
        """
        left, bottom, right, top = self.box
        return self._drawn(f"ST_Normalize({shape})", (*degrees(left, bottom), *degrees(right, top)))

    def _drawn(self, shape: str, box: Box) -> str:
        left, bottom, right, top = _widened(self.box)
        inside = f"x0 >= {left!r} AND x1 <= {right!r} AND y0 >= {bottom!r} AND y1 <= {top!r}"
        return f"CASE WHEN {inside} THEN {_in_units(shape, box)} ELSE {_in_units(_clipped(shape, box), box)} END"


def _in_units(shape: str, box: Box) -> str:
    """Moved by an affine map; the half makes up for ST_AsMVT, which truncates."""
    left, bottom, right, top = box
    kx, ky = EXTENT / (right - left), EXTENT / (top - bottom)
    return f"ST_Affine({shape}, {kx!r}, 0, 0, {-ky!r}, {-left * kx + 0.5!r}, {top * ky + 0.5!r})"


def _clipped(shape: str, box: Box) -> str:
    """Cut at the wide box; what cannot be cut is drawn whole.

    By ST_Intersection and not by ST_AsMVTGeom, which fails on some sound shapes with "Buffer overflow" and then takes
    the whole database down. ST_Normalize turns outer rings clockwise again, as tiles want them.
    """
    wide = f"ST_MakeEnvelope({', '.join(repr(side) for side in _widened(box))})"
    cut = f"ST_CollectionExtract(ST_Intersection({shape}, {wide}), ST_Dimension({shape}) + 1)"
    return f"coalesce(TRY(ST_Normalize({cut})), {shape})"


def _widened(box: Box) -> Box:
    left, bottom, right, top = box
    dx, dy = (right - left) * _LOOSE / EXTENT, (top - bottom) * _LOOSE / EXTENT
    return left - dx, bottom - dy, right + dx, top + dy


def parcels_sql(tile: Tile, matched: str, *, is_banded: bool) -> str:
    """Layer `p`: one feature for each parcel. `matched` says whether the filter takes a row.

    `is_banded`: every shape of the tile has its band; else each is drawn from its outline, more slowly.
    """
    texts = ", l.short_number AS n, l.area_label AS a" if tile.z >= NUMBER_ZOOM else ""
    shape = tile.moved(f"l.g{tile.z}") if is_banded else tile.from_degrees("p.shape")
    outlines = "" if is_banded else "JOIN (SELECT id AS parcel, shape FROM {v}.parcels) p ON p.parcel = l.id"
    return f"""
WITH f AS (
    SELECT {shape} AS geom, l.id, CAST(l.colour AS VARCHAR) AS s, {_faded(matched)} AS d{texts}
    FROM {{v}}.parcel_list l {outlines} WHERE {tile.near()} AND NOT l.is_retired)
{_encoded("p")}"""


def gathered_sql(tile: Tile, matched: str) -> str:
    """Layer `p` of a crowded tile: land gathered into small squares, one shape for each colour; large parcels whole."""
    left, _, _, top = tile.box
    k = EXTENT / tile.width
    side_m = 2 * _CELL * tile.width / EXTENT
    large = f"(x1 - x0) > {side_m!r} AND (y1 - y0) > {side_m!r}"
    band = f"g{max(tile.z, BAND_ZOOMS[0])}"
    return f"""
WITH near AS (
    SELECT CAST(colour AS VARCHAR) AS s, {_faded(matched)} AS d, x0, y0, x1, y1, {large} AS is_large, {band} AS g,
           floor(((x0 + x1) / 2 - {left!r}) * {k!r} / {_CELL}) AS cx,
           floor(({top!r} - (y0 + y1) / 2) * {k!r} / {_CELL}) AS cy
    FROM {{v}}.parcel_list WHERE {tile.near()} AND NOT is_retired),
cells AS (
    SELECT cx, cy, s, d, sum((x1 - x0) * (y1 - y0)) AS weight FROM near
    WHERE NOT is_large OR g IS NULL GROUP BY ALL),
won AS (
    SELECT cx, cy, arg_max(s, (d IS NULL, weight)) AS s, arg_max(coalesce(d, 0), (d IS NULL, weight)) AS d
    FROM cells GROUP BY cx, cy),
squares AS (
    SELECT s, nullif(d, 0) AS d, ST_Affine(ST_Collect(list({_square()})), 1, 0, 0, -1, .5, .5) AS geom
    FROM won GROUP BY ALL),
f AS (
    SELECT geom, s, d FROM squares
    UNION ALL SELECT {tile.moved("g")}, s, d FROM near WHERE is_large AND g IS NOT NULL)
{_encoded("p", has_id=False)}"""


def _square() -> str:
    """A cell in tile units, still upside down: turning it over makes its ring an outer one."""
    return f"ST_MakeEnvelope(cx * {_CELL}, (-cy - 1) * {_CELL}, (cx + 1) * {_CELL}, -cy * {_CELL})"


def detailed_sql(tile: Tile, matched: str) -> str:
    """(parcels, those with a band, layer `p`, layer `l`) in one reading of the list, which costs more than the rest."""
    x, y = "coalesce(lx, (x0 + x1) / 2)", "coalesce(ly, (y0 + y1) / 2)"
    return f"""
WITH near AS MATERIALIZED (
    SELECT l.id, CAST(l.colour AS VARCHAR) AS s, {_faded(matched)} AS d, l.short_number AS n, l.area_label AS a,
           x0, y0, x1, y1, {x} AS lx, {y} AS ly, g{tile.z} AS g
    FROM {{v}}.parcel_list l WHERE {tile.near()} AND NOT l.is_retired),
p AS (SELECT {tile.moved("g")} AS geom, id, s, d, n, a FROM near),
l AS (SELECT {tile.point("lx", "ly")} AS geom, id, s, d, n, a FROM near WHERE {tile.holds("lx", "ly")})
SELECT (SELECT count(*) FROM near), (SELECT count(g) FROM near), ({_encoded("p", "p")}), ({_encoded("l", "l")})"""


def labels_sql(tile: Tile, matched: str) -> str:
    """Layer `l`: a point for each parcel, only in the tile that holds it."""
    x, y = "coalesce(lx, (x0 + x1) / 2)", "coalesce(ly, (y0 + y1) / 2)"
    return f"""
WITH f AS (
    SELECT {tile.point(x, y)} AS geom, id, CAST(colour AS VARCHAR) AS s, short_number AS n, area_label AS a,
           {_faded(matched)} AS d
    FROM {{v}}.parcel_list WHERE {tile.near(0)} AND {tile.holds(x, y)} AND NOT is_retired)
{_encoded("l")}"""


def plants_sql(tile: Tile) -> str:
    """Layer `b`: footprints of plants."""
    return f"""
WITH f AS (
    SELECT {tile.from_degrees("footprint")} AS geom, id, CASE WHEN figure <> 0 THEN 1 END AS v
    FROM {{v}}.plant_list WHERE {tile.near()} AND footprint IS NOT NULL)
{_encoded("b")}"""


def symbols_sql(tile: Tile) -> str:
    """Layer `v`: a point for each plant with a vacant unit."""
    x, y = "((x0 + x1) / 2)", "((y0 + y1) / 2)"
    return f"""
WITH f AS (
    SELECT {tile.point(x, y)} AS geom, id FROM {{v}}.plant_list
    WHERE {tile.holds(x, y)} AND figure <> 0 ORDER BY vacant_m2 DESC NULLS LAST, id LIMIT {_MOST_SYMBOLS})
{_encoded("v")}"""


def count_sql(tile: Tile) -> str:
    """How many parcels come near the tile, and how many of them have a shape for its zoom."""
    band = f"g{tile.z}" if tile.z in BAND_ZOOMS else "CASE WHEN FALSE THEN 1 END"
    return f"SELECT count(*), count({band}) FROM {{v}}.parcel_list WHERE {tile.near()} AND NOT is_retired"


def _encoded(layer: str, features: str = "f", *, has_id: bool = True) -> str:
    """Features as one layer; nothing at all where there are none, so that an empty tile is empty."""
    key = ", 'id'" if has_id else ""
    made = f"ST_AsMVT({features}, '{layer}', {EXTENT}, 'geom'{key})"
    drawn = f"{features}.geom IS NOT NULL AND NOT ST_IsEmpty({features}.geom)"
    return f"SELECT CASE WHEN count(*) > 0 THEN {made} END FROM {features} WHERE {drawn}"


def _faded(matched: str) -> str:
    """1 where the filter leaves a row out, else no property at all."""
    return f"CASE WHEN NOT coalesce({matched}, FALSE) THEN 1 END" if matched != "TRUE" else "CAST(NULL AS INTEGER)"


GROUND_LAYERS = ("outline", "green", "water", "road", "rail", "zone", "facility")


def ground_sql(tile: Tile, layer: str) -> str:
    """One layer of the ground; `layer` is one of GROUND_LAYERS."""
    return f"""
WITH f AS (
    SELECT {tile.moved("g")} AS geom, CAST(width_class AS INTEGER) AS w, facility_kind AS k FROM {{v}}.ground
    WHERE kind = '{layer}' AND {tile.near()})
{_encoded(layer, has_id=False)}"""


def names_sql(tile: Tile) -> str:
    """Names of the ground as points with their rotation."""
    return f"""
WITH f AS (
    SELECT {tile.point("name_x", "name_y")} AS geom, name AS n, rotation AS r,
           CASE WHEN park_id IS NOT NULL THEN 'park' ELSE coalesce(facility_kind, kind) END AS k,
           CAST(width_class AS INTEGER) AS w
    FROM {{v}}.ground WHERE name IS NOT NULL AND {tile.holds("name_x", "name_y")})
{_encoded("name", has_id=False)}"""


def is_detailed(zoom: int) -> bool:
    """Whether parcels and labels of this zoom come from one statement."""
    return LABEL_ZOOM <= zoom <= BAND_ZOOMS[-1]


def parcel_layers(tile: Tile, matched: Where, shape_count: int, band_count: int) -> list[Where]:
    """The layers of parcels, each a statement with what it takes; counts as by `count_sql`."""
    if tile.z < BAND_ZOOMS[0] or shape_count > MOST_SHAPES:
        return [Where(gathered_sql(tile, matched.sql), matched.params)]
    drawn = [parcels_sql(tile, matched.sql, is_banded=band_count == shape_count)] if shape_count else []
    if tile.z >= LABEL_ZOOM and shape_count:
        drawn.append(labels_sql(tile, matched.sql))
    return [Where(sql, matched.params) for sql in drawn]


def plant_layers(tile: Tile) -> list[Where]:
    """The layers of plants."""
    footprints = [Where(plants_sql(tile))] if tile.z >= PLANT_ZOOM else []
    return [*footprints, Where(symbols_sql(tile))]


def ground_layers(tile: Tile) -> list[Where]:
    """The layers of a tile of the ground."""
    if not tile.is_valid:
        return []
    return [*(Where(ground_sql(tile, layer)) for layer in GROUND_LAYERS), Where(names_sql(tile))]
