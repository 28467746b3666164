"""What each audience may read: views made from the declarations and the grants, one schema for each audience and day.

A row that may not be seen is not in the view; a column that may not be seen is NULL there. Everything is refused
unless a grant of `domain.audience` says otherwise. Nothing typed enters this SQL: parks come in as ids.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from domain.audience import Audience, Line, Scope
from domain.columns import Column, Entity
from domain.entities import ALL, ENTITIES
from register.lists import BAND_COLUMNS

_OFFERED_PLOT = "SELECT id FROM main.plots WHERE marketing = 'offered'"
_OFFERED_PLANT = (
    "SELECT f.plant_id FROM main.floors f JOIN main.units u ON u.floor_id = f.id WHERE u.marketing = 'offered'"
)
_OFFERED_FLOOR = "SELECT u.floor_id FROM main.units u WHERE u.marketing = 'offered'"
_OPEN_SUPPLY = f"(t.park_id IS NOT NULL OR t.plot_id IN ({_OFFERED_PLOT}) OR t.plant_id IN ({_OFFERED_PLANT}))"

#: Rows on a PUBLISHED grant that are there at all; with them come their public columns (预留: outline, area, the word).
_SHOWN = {
    "plots": "t.marketing IN ('offered', 'reserved')",
    "plot_parcels": "t.plot_id IN (SELECT id FROM main.plots WHERE marketing IN ('offered', 'reserved'))",
    "plants": f"t.id IN ({_OFFERED_PLANT})",
    "floors": f"t.id IN ({_OFFERED_FLOOR})",
    "units": f"t.marketing IN ('offered', 'reserved') AND a1.plant_id IN ({_OFFERED_PLANT})",
    "utility_supplies": _OPEN_SUPPLY,
    "utility_prices": f"t.supply_id IN (SELECT t.id FROM main.utility_supplies t WHERE {_OPEN_SUPPLY})",
    "idle_findings": "t.state = 'recognised' AND t.published_on <= {day} AND (t.withdrawn_on IS NULL OR {day} <"
    " t.withdrawn_on)",
    "documents": f"""(CASE t.entity
        WHEN 'plots' THEN t.record_id IN ({_OFFERED_PLOT})
        WHEN 'plants' THEN t.record_id IN ({_OFFERED_PLANT})
        WHEN 'parcels' THEN t.record_id IN (
            SELECT parcel_id FROM main.plot_parcels WHERE plot_id IN ({_OFFERED_PLOT}))
        ELSE t.entity = 'parks' END)""",
}
#: Where a row can be shown without being advertised whole: when its columns on the PUBLISHED lines open as well.
_WHOLE = {
    "parcels": f"t.id IN (SELECT parcel_id FROM main.plot_parcels WHERE plot_id IN ({_OFFERED_PLOT}))",
    "plots": "t.marketing = 'offered'",
    "units": "t.marketing = 'offered'",
}
#: What the park's own staff see beyond others: for everybody else a row must also pass this.
_FOR_OTHERS = {
    "parcels": "t.retired_on IS NULL",
    "idle_findings": "t.state = 'recognised'",
    "documents": "t.audience = 'public'",
    "reference_layers": "t.audience = 'public'",
    "reference_features": "t.layer_id IN (SELECT id FROM main.reference_layers WHERE audience = 'public')",
}
#: Documents name their record by entity and id; these entities lead to a park.
_DOCUMENT_PARK = """(CASE t.entity
    WHEN 'plots' THEN (SELECT x.park_id FROM main.plots x WHERE x.id = t.record_id)
    WHEN 'plants' THEN (SELECT x.park_id FROM main.plants x WHERE x.id = t.record_id)
    WHEN 'parcels' THEN (SELECT x.park_id FROM main.parcels x WHERE x.id = t.record_id)
    WHEN 'parks' THEN t.record_id END)"""


class Sight:
    """What one audience sees on one day, as SQL conditions. `park_ids` are the ids of its parks."""

    def __init__(self, audience: Audience, day: date, park_ids: Mapping[str, int]) -> None:
        self.audience = audience
        self.day = f"DATE '{day.isoformat()}'"
        self._own = ", ".join(str(park_ids[code]) for code in audience.parks if code in park_ids)

    def here(self, line: Line, park: str) -> str:
        """Whether the line is granted on the whole or on the row's park."""
        if self.audience.sees_all(line):
            return "TRUE"
        if self.audience.holds(line, Scope.OWN_PARKS) and self._own:
            return f"coalesce({park} IN ({self._own}), FALSE)"
        return "FALSE"

    def published(self, line: Line, condition: str | None) -> str:
        """Whether the line is granted because the row is published."""
        if condition is None or not self.audience.holds(line, Scope.PUBLISHED):
            return "FALSE"
        return f"coalesce({condition.format(day=self.day)}, FALSE)"


def schema_name(audience: Audience, day: date) -> str:
    """The schema that holds the views of one audience on one day."""
    return f"a_{audience.digest}_{day:%Y%m%d}"


def day_of(schema: str) -> date | None:
    """The day of a schema of views, None for any other schema."""
    found = re.fullmatch(r"a_[0-9a-f]{16}_(\d{8})", schema)
    return date.fromisoformat(found[1]) if found else None


def view_statements(audience: Audience, day: date, park_ids: Mapping[str, int]) -> Iterator[str]:
    """All statements that lay the views of one audience."""
    schema = schema_name(audience, day)
    sight = Sight(audience, day, park_ids)
    yield f"CREATE SCHEMA IF NOT EXISTS {schema}"
    for entity in ALL:
        yield f"CREATE OR REPLACE VIEW {schema}.{entity.key} AS {entity_select(entity, sight)}"
    yield f"CREATE OR REPLACE VIEW {schema}.ground AS {_ground(schema)}"
    yield f"CREATE OR REPLACE VIEW {schema}.supply_balance AS {_balance(schema)}"
    for name, statement in list_selects(sight).items():
        yield f"CREATE OR REPLACE VIEW {schema}.{name} AS {statement}"


def entity_select(entity: Entity, sight: Sight) -> str:
    """One entity as an audience sees it; whether a line is open is asked once for each row, not for each column."""
    joins, park = park_of(entity)
    shown, whole = _SHOWN.get(entity.key), _WHOLE.get(entity.key, _SHOWN.get(entity.key))
    lines = {column.line for column in entity.columns}
    opened = [f"({sight.here(line, park)} OR {sight.published(line, whole)}) AS sees_{line}" for line in sorted(lines)]
    row = f"({sight.here(entity.row_line, park)} OR {sight.published(entity.row_line, shown)})"
    if others := _FOR_OTHERS.get(entity.key):
        row += f" AND ({_own_staff(entity, park, sight)} OR {others})"
    columns = [
        f"CASE WHEN sees_{column.line} THEN {_value(entity, column)} END AS {column.key}" for column in entity.columns
    ]
    rows = f"SELECT t.*, {', '.join(opened)} FROM main.{entity.key} t {joins} WHERE {row}"
    return f"SELECT id, version, revision, {', '.join(columns)} FROM ({rows})"


def _value(entity: Entity, column: Column) -> str:
    """A column's value; `provenance` tells only of the columns that are open on the row."""
    if column.key != "provenance":
        return column.key
    keys: dict[Line, list[str]] = {}
    for other in entity.columns:
        keys.setdefault(other.line, []).append(f"'{other.key}'")
    told = " OR ".join(f"(sees_{line} AND k IN ({', '.join(names)}))" for line, names in sorted(keys.items()))
    pairs = f"[(k, json_extract(provenance, '$.' || k)) FOR k IN json_keys(provenance) IF {told}]"
    return f"CAST(to_json(map_from_entries({pairs})) AS VARCHAR)"


def park_of(entity: Entity) -> tuple[str, str]:
    """The joins that lead from a row `t` to its park, and the park's id; NULL where the district owns the row."""
    if entity.key == "parks":
        return "", "t.id"
    if entity.key == "documents":
        return "", _DOCUMENT_PARK
    joins: list[str] = []
    ends = _park_ends(entity, "t", joins)
    return " ".join(joins), f"coalesce({', '.join(ends)}, NULL)"


def _park_ends(entity: Entity, alias: str, joins: list[str]) -> list[str]:
    ends = []
    for reference in entity.park:
        target = ENTITIES[entity.by_key[reference].refers_to or ""]
        if target.key == "parks":
            ends.append(f"{alias}.{reference}")
            continue
        step = f"a{len(joins) + 1}"
        joins.append(f"LEFT JOIN main.{target.key} {step} ON {step}.id = {alias}.{reference}")
        ends += _park_ends(target, step, joins)
    return ends or ["NULL"]


def _own_staff(entity: Entity, park: str, sight: Sight) -> str:
    if entity.park or entity.key == "documents":
        return sight.here(Line.STAFF, park)
    return "TRUE" if sight.audience.is_staff else "FALSE"


def _ground(schema: str) -> str:
    return f"FROM main.ground WHERE park_id IS NOT NULL OR layer_id IN (SELECT id FROM {schema}.reference_layers)"


def _balance(schema: str) -> str:
    """What is promised and what is left of the supplies that the audience sees: sums only, never for whom."""
    return f"SELECT b.* FROM main.supply_balance b WHERE b.id IN (SELECT id FROM {schema}.utility_supplies)"


# --- the three lists -------------------------------------------------------------------------------------------------

_PLAIN, _LISTED, _PAIRED, _STAFF = "plain", "listed", "paired", "staff"

#: How a list's columns open. plain: with the row; listed: own park or offered; paired: own park `x`, else `x_open`;
#: staff: own park only.
LIST_COLUMNS: dict[str, dict[str, str]] = {
    "parcel_list": {
        **dict.fromkeys(("id", "park_id", "code", "short_number", "area_m2", "area_mu", "area_mu_bin"), _PLAIN),
        **dict.fromkeys(("area_label", "land_use", "stage", "is_retired", "x0", "y0", "x1", "y1"), _PLAIN),
        **dict.fromkeys(BAND_COLUMNS, _PLAIN),
        **dict.fromkeys(("has_plant",), _PAIRED),
        **dict.fromkeys(("industry", "is_idle", "is_underused"), _STAFF),
    },
    "plot_list": {
        **dict.fromkeys(("id", "park_id", "code", "short_number", "parcel_count", "parcel_ids"), _PLAIN),
        **dict.fromkeys(("marketing", "area_m2", "area_mu", "area_mu_bin", "land_use", "stage"), _PLAIN),
        **dict.fromkeys(("x0", "y0", "x1", "y1"), _PLAIN),
        **dict.fromkeys(("name", "floor_area_ratio", "floor_area_ratio_bin", "price", "price_bin"), _LISTED),
        **dict.fromkeys(("power_kva", "power_kva_bin", "gas_m3_day", "gas_m3_day_bin"), _LISTED),
        **dict.fromkeys(("industry", "supply_mode"), _LISTED),
        **dict.fromkeys(("has_plant",), _PAIRED),
    },
    "plant_list": {
        **dict.fromkeys(("id", "park_id", "parcel_id", "code", "name", "area_m2", "marketing", "footprint"), _PLAIN),
        **dict.fromkeys(("power_kva", "power_kva_bin", "gas_m3_day", "gas_m3_day_bin"), _PLAIN),
        **dict.fromkeys(("x0", "y0", "x1", "y1"), _PLAIN),
        **dict.fromkeys(("vacant_m2", "storey_height_m", "load_kg_per_m2", "crane_t", "rent", "rent_max"), _PAIRED),
        **dict.fromkeys(("supply_mode", "fire_hazard", "figure", "unit_count", "occupancy"), _PAIRED),
    },
}
_PAIRED_BINS = ("vacant_m2", "storey_height_m", "load_kg_per_m2", "crane_t", "rent")


def list_selects(sight: Sight) -> dict[str, str]:
    """The lists as an audience sees them."""
    listed, staff = sight.here(Line.LISTING, "t.park_id"), sight.here(Line.STAFF, "t.park_id")
    offered = sight.published(Line.LISTING, "t.marketing = 'offered'")
    shown = sight.published(Line.LISTING, "t.marketing IN ('offered', 'reserved')")
    open_plant = sight.published(Line.LISTING, "t.is_open")
    notice = "TRUE" if sight.audience.sees_all(Line.IDLE_NOTICE) else "FALSE"
    parcels = [
        *_columns("parcel_list", listed, staff, offered),
        f"CASE WHEN {listed} OR {shown} THEN t.marketing END AS marketing",
        f"CASE WHEN {listed} OR {shown} THEN t.plot_id END AS plot_id",
        f"CASE WHEN {staff} THEN t.colour WHEN {notice} THEN t.colour_notice ELSE t.colour_open END AS colour",
        f"CAST(CASE WHEN {staff} THEN t.figure ELSE t.figure & 1 END AS UTINYINT) AS figure",
    ]
    plants = [
        *_columns("plant_list", listed, staff, open_plant),
        *(_paired(f"{k}_bin", listed, k) for k in _PAIRED_BINS),
    ]
    plots = _columns("plot_list", listed, staff, offered)
    return {
        "parcel_list": f"SELECT {', '.join(parcels)} FROM main.parcel_list t WHERE {staff} OR NOT t.is_retired",
        "plot_list": f"SELECT {', '.join(plots)} FROM main.plot_list t WHERE {listed} OR {shown}",
        "plant_list": f"SELECT {', '.join(plants)} FROM main.plant_list t WHERE {listed} OR {open_plant}",
    }


def _columns(name: str, listed: str, staff: str, offered: str) -> list[str]:
    forms = {
        _PLAIN: "t.{0}",
        _LISTED: f"CASE WHEN {listed} OR {offered} THEN t.{{0}} END AS {{0}}",
        _PAIRED: f"CASE WHEN {listed} THEN t.{{0}} ELSE t.{{0}}_open END AS {{0}}",
        _STAFF: f"CASE WHEN {staff} THEN t.{{0}} END AS {{0}}",
    }
    return [forms[how].format(key) for key, how in LIST_COLUMNS[name].items()]


def _paired(key: str, listed: str, value: str) -> str:
    return f"CASE WHEN {listed} THEN t.{value}_bin ELSE t.{value}_bin_open END AS {key}"
