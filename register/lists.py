"""The three lists that pages filter: parcels, plots and plants, each one wide table prepared at fill.

Each list is derived by a view (`main.derived_…`) from the entities' tables, so that a first fill and a catch-up share
one rule. Facets are kept in forms that count fast: enumerations, bit masks for several values, numbers of bins.
A column `x_open` is what everybody may know where `x` is what the park's own staff know (see `register.views`).
"""

from enum import StrEnum

from domain.codes import (
    FireHazard,
    Industry,
    LandUse,
    MapColour,
    Marketing,
    Occupancy,
    Stage,
    SupplyMode,
)
from domain.colour import parcel_colour
from domain.criteria import FACETS, range_ends

#: Enumerated types of the lists; their order is also the order of the bits in masks.
ENUMS: dict[str, type[StrEnum]] = {
    "stage": Stage,
    "marketing": Marketing,
    "occupancy": Occupancy,
    "land_use": LandUse,
    "map_colour": MapColour,
}
#: Masks: one bit for each code, the first code being bit 0.
MASKS: dict[str, tuple[str, ...]] = {
    "industry": tuple(Industry),
    "supply_mode": tuple(SupplyMode),
    "fire_hazard": tuple(FireHazard),
    "parcel_figure": ("available_land", "idle", "underused"),
    "plant_figure": ("vacant_plant",),
}
MU_WORD = next(f.unit for f in FACETS["parcel"] if f.key == "area_mu")

#: Degrees to web Mercator metres, for the sides of boxes.
_X = "({lon} * 111319.49079327358)"
_Y = "(6378137 * ln(tan(pi() / 4 + radians({lat}) / 2)))"


def enum_types() -> list[str]:
    """The enumerated types."""
    return [f"CREATE TYPE {name} AS ENUM ({_quoted(codes)})" for name, codes in ENUMS.items()]


def colour_rules() -> list[tuple[str, str | None, bool, bool, str]]:
    """`domain.colour` written out as a table: every combination and its colour."""
    rules: list[tuple[str, str | None, bool, bool, str]] = []
    for stage in Stage:
        for marketing in (None, *Marketing):
            for is_idle in (False, True):
                for is_underused in (False, True):
                    colour = parcel_colour(stage, marketing, is_idle=is_idle, is_underused=is_underused)
                    rules.append((stage, marketing, is_idle, is_underused, colour))
    return rules


def unmask(value: int | None, codes: tuple[str, ...]) -> list[str]:
    """The codes whose bits are set."""
    return [str(code) for bit, code in enumerate(codes) if (value or 0) >> bit & 1]


def bin_sql(kind: str, key: str, value: str) -> str:
    """The number of the bin (from 1) into which a value falls; 0 without a value or below all bins."""
    tokens = next(f.bins for f in FACETS[kind] if f.key == key)
    steps = "".join(f" WHEN {range_sql(token, value)} THEN {i}" for i, token in enumerate(tokens, 1))
    return f"CAST(CASE WHEN {value} IS NULL THEN 0{steps} ELSE 0 END AS UTINYINT)"


def range_sql(token: str, value: str) -> str:
    """Whether a value lies in the range of a token. The token was checked when the criteria were made."""
    ends = range_ends(token)
    if ends is None:
        return "FALSE"
    lo, hi, is_closed = ends
    sides = [f"{value} >= {lo!r}"] if lo is not None else []
    sides += [f"{value} {'<=' if is_closed else '<'} {hi!r}"] if hi is not None else []
    return f"({' AND '.join(sides)})"


def _quoted(codes: type[StrEnum]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


def _mask(json_column: str, codes: type[StrEnum]) -> str:
    """Bits of the codes in a JSON list such as `["26","36"]`."""
    bits = " | ".join(f"""(contains({json_column}, '"{c}"')::INTEGER << {i})""" for i, c in enumerate(codes))
    return f"coalesce({bits}, 0)"


def _bit(condition: str, bit: int) -> str:
    return f"(coalesce({condition}, FALSE)::INTEGER << {bit})"


_BALANCE = """
CREATE VIEW main.derived_balance AS
WITH RECURSIVE feeds(supply_id, upper_id) AS (
    SELECT id, id FROM main.utility_supplies
    UNION
    SELECT f.supply_id, s.fed_by_id FROM feeds f JOIN main.utility_supplies s ON s.id = f.upper_id
    WHERE s.fed_by_id IS NOT NULL),
holding AS (
    SELECT r.supply_id, CAST(r.amount AS DECIMAL(18, 4)) AS amount
    FROM main.reservations r, main.field_day d
    WHERE (r.from_on IS NULL OR r.from_on <= d.day) AND (r.until_on IS NULL OR d.day <= r.until_on)
      AND (r.released_on IS NULL OR d.day < r.released_on)),
promised AS (
    SELECT f.upper_id AS id, sum(h.amount) AS amount FROM feeds f JOIN holding h USING (supply_id) GROUP BY ALL)
SELECT s.id, s.park_id, s.plot_id, s.plant_id, s.utility,
       CAST(coalesce(p.amount, 0) AS DOUBLE) AS promised,
       CAST(CAST(s.capacity AS DECIMAL(18, 4)) - coalesce(p.amount, 0) AS DOUBLE) AS available
FROM main.utility_supplies s LEFT JOIN promised p USING (id)
"""

_PARCELS = f"""
CREATE VIEW main.derived_parcel_list AS
WITH listed AS (
    SELECT pp.parcel_id, arg_min(pl.marketing, (rank.place, pl.id)) AS marketing,
           arg_min(pl.id, (rank.place, pl.id)) AS plot_id
    FROM main.plot_parcels pp JOIN main.plots pl ON pl.id = pp.plot_id
    JOIN (VALUES ('offered', 1), ('reserved', 2), ('unlisted', 3), ('taken', 4)) rank(code, place)
      ON rank.code = pl.marketing GROUP BY ALL),
built AS (
    SELECT h.parcel_id, TRUE AS has_plant, bool_or(coalesce(u.marketing = 'offered', FALSE)) AS has_plant_open
    FROM main.plants h LEFT JOIN main.floors f ON f.plant_id = h.id LEFT JOIN main.units u ON u.floor_id = f.id
    WHERE h.parcel_id IS NOT NULL GROUP BY ALL),
firms AS (
    SELECT o.parcel_id, bit_or({_mask("e.industry", Industry).replace('"', "")}) AS industry
    FROM main.occupations o JOIN main.enterprises e ON e.id = o.enterprise_id, main.field_day d
    WHERE o.until_on IS NULL OR d.day <= o.until_on GROUP BY ALL),
idle AS (
    SELECT DISTINCT parcel_id FROM main.idle_findings
    WHERE state = 'recognised' AND recognition_document IS NOT NULL AND recognised_on IS NOT NULL),
underused AS (SELECT DISTINCT parcel_id FROM main.underused_findings WHERE state = 'confirmed'),
facts AS (
    SELECT p.id, p.park_id, p.parcel_code AS code, p.short_number, p.shape, p.land_use, p.stage,
           p.retired_on IS NOT NULL AS is_retired,
           TRY_CAST(p.registered_area_m2 AS DECIMAL(18, 6)) AS area_m2,
           p.registered_area_m2 * 3 / 2000 AS area_mu,
           listed.marketing, listed.plot_id,
           coalesce(built.has_plant, FALSE) AS has_plant, coalesce(built.has_plant_open, FALSE) AS has_plant_open,
           coalesce(firms.industry, 0) AS industry,
           idle.parcel_id IS NOT NULL AS is_idle, underused.parcel_id IS NOT NULL AS is_underused
    FROM main.parcels p
    LEFT JOIN listed ON listed.parcel_id = p.id LEFT JOIN built ON built.parcel_id = p.id
    LEFT JOIN firms ON firms.parcel_id = p.id LEFT JOIN idle ON idle.parcel_id = p.id
    LEFT JOIN underused ON underused.parcel_id = p.id)
SELECT f.id, f.park_id, f.code, f.short_number, f.plot_id, f.area_m2, f.area_mu,
       {bin_sql("parcel", "area_mu", "f.area_mu")} AS area_mu_bin,
       CASE WHEN f.area_mu IS NOT NULL THEN printf('%.1f', f.area_mu) || '{MU_WORD}' END AS area_label,
       TRY_CAST(f.land_use AS land_use) AS land_use, TRY_CAST(f.stage AS stage) AS stage,
       TRY_CAST(f.marketing AS marketing) AS marketing,
       CAST(full_rule.colour AS map_colour) AS colour, CAST(notice_rule.colour AS map_colour) AS colour_notice,
       CAST(open_rule.colour AS map_colour) AS colour_open,
       f.has_plant, f.has_plant_open, f.industry, f.is_retired, f.is_idle, f.is_underused,
       CAST(CASE WHEN f.is_retired THEN 0 ELSE
            {_bit("f.marketing = 'offered' AND f.stage = 'cleared' AND NOT f.is_idle", 0)}
            | {_bit("f.is_idle", 1)} | {_bit("f.is_underused AND NOT f.is_idle", 2)} END AS UTINYINT) AS figure,
       {_X.format(lon="ST_XMin(f.shape)")} AS x0, {_Y.format(lat="ST_YMin(f.shape)")} AS y0,
       {_X.format(lon="ST_XMax(f.shape)")} AS x1, {_Y.format(lat="ST_YMax(f.shape)")} AS y1
FROM facts f
LEFT JOIN main.colour_rules full_rule ON full_rule.stage = f.stage AND full_rule.is_idle = f.is_idle
  AND full_rule.marketing IS NOT DISTINCT FROM f.marketing AND full_rule.is_underused = f.is_underused
LEFT JOIN main.colour_rules notice_rule ON notice_rule.stage = f.stage AND notice_rule.is_idle = f.is_idle
  AND notice_rule.marketing IS NOT DISTINCT FROM f.marketing AND NOT notice_rule.is_underused
LEFT JOIN main.colour_rules open_rule ON open_rule.stage = f.stage AND NOT open_rule.is_idle
  AND open_rule.marketing IS NOT DISTINCT FROM f.marketing AND NOT open_rule.is_underused
"""

_PLOTS = f"""
CREATE VIEW main.derived_plot_list AS
WITH land AS (
    SELECT pp.plot_id, count(*) AS parcel_count, list(l.id ORDER BY l.id) AS parcel_ids,
           arg_max(l.land_use, l.area_m2) AS land_use,
           arg_max(l.stage, l.area_m2) AS stage, arg_max(l.short_number, l.area_m2) AS short_number,
           CASE WHEN bool_and(l.area_m2 IS NOT NULL) THEN sum(l.area_m2) END AS area_m2,
           bool_or(l.has_plant) AS has_plant, bool_or(l.has_plant_open) AS has_plant_open,
           min(l.x0) AS x0, min(l.y0) AS y0, max(l.x1) AS x1, max(l.y1) AS y1
    FROM main.plot_parcels pp JOIN main.parcel_list l ON l.id = pp.parcel_id GROUP BY ALL),
supply AS (
    SELECT plot_id, sum(available) FILTER (utility = 'power') AS power_kva,
           sum(available) FILTER (utility = 'gas') AS gas_m3_day
    FROM main.supply_balance WHERE plot_id IS NOT NULL GROUP BY ALL),
facts AS (
    SELECT p.id, p.park_id, p.plot_code AS code, p.name, p.marketing, land.* EXCLUDE (plot_id),
           CAST(land.area_m2 AS DOUBLE) * 3 / 2000 AS area_mu,
           coalesce(p.floor_area_ratio_max, p.floor_area_ratio_min) AS floor_area_ratio,
           p.price_10k_yuan_per_mu AS price, supply.power_kva, supply.gas_m3_day,
           {_mask("p.industries", Industry)} AS industry, {_mask("p.supply_modes", SupplyMode)} AS supply_mode
    FROM main.plots p LEFT JOIN land ON land.plot_id = p.id LEFT JOIN supply ON supply.plot_id = p.id)
SELECT f.id, f.park_id, f.code, f.name, f.short_number, f.parcel_count, f.parcel_ids,
       CAST(f.area_m2 AS DECIMAL(18, 6)) AS area_m2, f.area_mu,
       {bin_sql("plot", "area_mu", "f.area_mu")} AS area_mu_bin,
       f.land_use, f.stage, TRY_CAST(f.marketing AS marketing) AS marketing,
       f.floor_area_ratio, {bin_sql("plot", "floor_area_ratio", "f.floor_area_ratio")} AS floor_area_ratio_bin,
       f.price, {bin_sql("plot", "price", "f.price")} AS price_bin,
       f.power_kva, {bin_sql("plot", "power_kva", "f.power_kva")} AS power_kva_bin,
       f.gas_m3_day, {bin_sql("plot", "gas_m3_day", "f.gas_m3_day")} AS gas_m3_day_bin,
       f.industry, f.supply_mode,
       coalesce(f.has_plant, FALSE) AS has_plant, coalesce(f.has_plant_open, FALSE) AS has_plant_open,
       f.x0, f.y0, f.x1, f.y1
FROM facts f
"""

#: What a plant's list row takes from its units: (column, aggregate over the units `u` on their floors `f`).
_PLANT_VALUES = {
    "vacant_m2": "sum(CAST(u.floor_area_m2 AS DECIMAL(18, 6))) FILTER (u.occupancy = 'vacant' AND {seen})",
    "storey_height_m": "max(f.storey_height_m) FILTER ({seen})",
    "load_kg_per_m2": "max(f.load_kg_per_m2) FILTER ({seen})",
    "crane_t": "max(f.crane_capacity_t) FILTER ({seen})",
    "rent": "min(u.rent_yuan_per_m2_month) FILTER ({seen})",
    "rent_max": "max(u.rent_yuan_per_m2_month) FILTER ({seen})",
    "supply_mode": f"coalesce(bit_or({_mask('u.supply_modes', SupplyMode)}) FILTER ({{seen}}), 0)",
    "fire_hazard": "coalesce(bit_or({mask}) FILTER ({{seen}}), 0)".format(
        mask=_mask("f.fire_hazard", FireHazard).replace('"', "")
    ),
    "figure": "CAST(coalesce(bool_or(u.occupancy = 'vacant') FILTER ({seen}), FALSE) AS UTINYINT)",
    "unit_count": "count(u.id) FILTER ({seen})",
}
_PLANT_BINS = ("vacant_m2", "storey_height_m", "load_kg_per_m2", "crane_t", "rent")
_OFFERED = "coalesce(u.marketing = 'offered', FALSE)"


def _plants() -> str:
    values = [f"{sql.format(seen='u.id IS NOT NULL')} AS {key}" for key, sql in _PLANT_VALUES.items()]
    values += [f"{sql.format(seen=_OFFERED)} AS {key}_open" for key, sql in _PLANT_VALUES.items()]
    bins = [
        f"{bin_sql('plant', key, f'g.{key}{end}')} AS {key}_bin{end}" for key in _PLANT_BINS for end in ("", "_open")
    ]
    kept = [f"g.{key}{end}" for key in _PLANT_VALUES for end in ("", "_open")]
    return f"""
CREATE VIEW main.derived_plant_list AS
WITH space AS (
    SELECT f.plant_id, {", ".join(values)},
           count(u.id) FILTER (u.occupancy = 'vacant') AS vacant_count,
           count(u.id) FILTER (u.occupancy = 'vacant' AND {_OFFERED}) AS vacant_count_open,
           arg_min(u.marketing, rank.place) AS marketing
    FROM main.floors f JOIN main.units u ON u.floor_id = f.id
    LEFT JOIN (VALUES ('offered', 1), ('reserved', 2), ('unlisted', 3), ('taken', 4)) rank(code, place)
      ON rank.code = u.marketing GROUP BY f.plant_id),
supply AS (
    SELECT plant_id, sum(available) FILTER (utility = 'power') AS power_kva,
           sum(available) FILTER (utility = 'gas') AS gas_m3_day
    FROM main.supply_balance WHERE plant_id IS NOT NULL GROUP BY ALL),
g AS (
    SELECT p.id, p.park_id, p.parcel_id, p.plant_code AS code, p.name, p.floor_area_m2, space.* EXCLUDE (plant_id),
           supply.power_kva, supply.gas_m3_day, p.shape AS footprint, coalesce(p.shape, l.shape) AS shape
    FROM main.plants p LEFT JOIN space ON space.plant_id = p.id LEFT JOIN supply ON supply.plant_id = p.id
    LEFT JOIN main.parcels l ON l.id = p.parcel_id)
SELECT g.id, g.park_id, g.parcel_id, g.code, g.name, g.footprint, CAST(g.floor_area_m2 AS DECIMAL(18, 6)) AS area_m2,
       {", ".join(kept)}, {", ".join(bins)},
       TRY_CAST(CASE WHEN g.vacant_count = 0 THEN 'in_use' WHEN g.vacant_count = g.unit_count THEN 'vacant'
                     WHEN g.vacant_count > 0 THEN 'partly_vacant' END AS occupancy) AS occupancy,
       TRY_CAST(CASE WHEN g.vacant_count_open = 0 THEN 'in_use' WHEN g.vacant_count_open = g.unit_count THEN 'vacant'
                     WHEN g.vacant_count_open > 0 THEN 'partly_vacant' END AS occupancy) AS occupancy_open,
       TRY_CAST(g.marketing AS marketing) AS marketing, coalesce(g.marketing = 'offered', FALSE) AS is_open,
       g.power_kva, {bin_sql("plant", "power_kva", "g.power_kva")} AS power_kva_bin,
       g.gas_m3_day, {bin_sql("plant", "gas_m3_day", "g.gas_m3_day")} AS gas_m3_day_bin,
       {_X.format(lon="ST_XMin(g.shape)")} AS x0, {_Y.format(lat="ST_YMin(g.shape)")} AS y0,
       {_X.format(lon="ST_XMax(g.shape)")} AS x1, {_Y.format(lat="ST_YMax(g.shape)")} AS y1
FROM g
"""


def derivations() -> list[str]:
    """The views that derive the lists, and the tables that hold them."""
    return [
        "CREATE TABLE main.field_day (day DATE)",
        "CREATE TABLE main.colour_rules (stage VARCHAR, marketing VARCHAR, is_idle BOOLEAN, is_underused BOOLEAN,"
        " colour VARCHAR)",
        _BALANCE,
        "CREATE TABLE main.supply_balance AS FROM main.derived_balance LIMIT 0",
        _PARCELS,
        f"CREATE TABLE main.parcel_list AS SELECT *, {_EMPTY_BANDS} FROM main.derived_parcel_list LIMIT 0",
        _PLOTS,
        "CREATE TABLE main.plot_list AS FROM main.derived_plot_list LIMIT 0",
        _plants(),
        "CREATE TABLE main.plant_list AS FROM main.derived_plant_list LIMIT 0",
    ]


BAND_ZOOMS = tuple(range(10, 17))
BAND_COLUMNS = ("lx", "ly", *(f"g{z}" for z in BAND_ZOOMS))
_EMPTY_BANDS = ", ".join(
    f"CAST(NULL AS {'GEOMETRY' if name.startswith('g') else 'DOUBLE'}) AS {name}" for name in BAND_COLUMNS
)
