"""Criteria as SQL over the views of one audience: conditions, facets and sort orders.

`{v}` in a statement is the schema of the audience's views, put in by the reader. Codes are compared only when they are
codes of ours, numbers only after `range_ends` read them, and what a person typed travels as a parameter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.codes import LandUse, MapColour, Marketing, Occupancy, Stage
from domain.criteria import FACETS, NO_DATA, Criteria, Facet
from register.lists import MASKS, range_sql, unmask

YES, NO = "yes", "no"
LIST_OF = {"plot": "plot_list", "plant": "plant_list", "parcel": "parcel_list"}
TABLE_OF = {"plot": "plots", "plant": "plants", "parcel": "parcels"}


@dataclass(frozen=True)
class Where:
    """A condition and what it takes."""

    sql: str = "TRUE"
    params: tuple[Any, ...] = ()

    def __and__(self, other: "Where") -> "Where":
        return Where(f"({self.sql}) AND ({other.sql})", self.params + other.params)


Decode = Callable[[Any], list[str]]


@dataclass(frozen=True)
class FacetSql:
    """How a facet is matched, grouped, and read back. `match` makes a condition of values without `none`."""

    column: str
    missing: str
    match: Callable[[tuple[str, ...]], str]
    decode: Decode

    def condition(self, values: tuple[str, ...]) -> str:
        """Any of the values; 无数据 among them."""
        sides = [self.missing] if NO_DATA in values else []
        if given := tuple(v for v in values if v != NO_DATA):
            sides.append(self.match(given))
        return f"({' OR '.join(sides)})"


def _one_of(column: str, codes: tuple[str, ...]) -> FacetSql:
    def match(values: tuple[str, ...]) -> str:
        known = ", ".join(f"'{v}'" for v in values if v in codes)
        return f"coalesce({column} IN ({known}), FALSE)" if known else "FALSE"

    return FacetSql(column, f"{column} IS NULL", match, lambda value: [NO_DATA if value is None else str(value)])


def _mask(column: str, codes: tuple[str, ...]) -> FacetSql:
    def match(values: tuple[str, ...]) -> str:
        return f"(coalesce({column}, 0) & {sum(1 << codes.index(v) for v in values if v in codes)}) <> 0"

    return FacetSql(column, f"coalesce({column}, 0) = 0", match, lambda value: unmask(value, codes) or [NO_DATA])


def _flag(column: str) -> FacetSql:
    def match(values: tuple[str, ...]) -> str:
        sides = {YES: column, NO: f"NOT {column}"}
        return " OR ".join(sides[v] for v in values if v in sides) or "FALSE"

    return FacetSql(column, f"{column} IS NULL", match, lambda v: [NO_DATA if v is None else YES if v else NO])


def _bins(facet: Facet) -> FacetSql:
    def match(values: tuple[str, ...]) -> str:
        numbers = ", ".join(str(facet.bins.index(v) + 1) for v in values if v in facet.bins)
        sides = [f"{facet.key}_bin IN ({numbers})"] if numbers else []
        sides += [f"coalesce({range_sql(v, facet.key)}, FALSE)" for v in values if v not in facet.bins]
        return " OR ".join(sides)

    return FacetSql(f"{facet.key}_bin", f"{facet.key} IS NULL", match, lambda n: [facet.bins[n - 1] if n else NO_DATA])


_CODES: dict[str, type[StrEnum]] = {
    "marketing": Marketing, "land_use": LandUse, "stage": Stage, "occupancy": Occupancy, "colour": MapColour,
}  # fmt: skip


def facet_sql(kind: str, facet: Facet, parks: Mapping[str, int]) -> FacetSql:
    """The SQL side of a facet; `parks` are the ids of the park codes."""
    if facet.is_range:
        return _bins(facet)
    if facet.key in _CODES:
        return _one_of(facet.key, tuple(_CODES[facet.key]))
    if facet.key == "park":
        return _park(parks)
    if facet.key == "figure":
        return _mask("figure", MASKS[f"{kind}_figure"])
    if facet.key in MASKS:
        return _mask(facet.key, MASKS[facet.key])
    return _flag(facet.key)


def _park(parks: Mapping[str, int]) -> FacetSql:
    codes = {number: code for code, number in parks.items()}

    def match(values: tuple[str, ...]) -> str:
        known = ", ".join(str(parks[v]) for v in values if v in parks)
        return f"coalesce(park_id IN ({known}), FALSE)" if known else "FALSE"

    return FacetSql("park_id", "park_id IS NULL", match, lambda number: [codes.get(number, NO_DATA)])


@dataclass(frozen=True)
class Conditions:
    """The conditions of criteria, apart, so that each facet can be counted without its own."""

    always: Where
    by_facet: dict[str, Where] = field(default_factory=dict)

    def all(self, but: str | None = None) -> Where:
        """All of them together, but one."""
        whole = self.always
        for key, where in self.by_facet.items():
            if key != but:
                whole &= where
        return whole


def conditions(criteria: Criteria, parks: Mapping[str, int], is_staff: bool) -> Conditions:
    """Criteria as conditions on the list's view. Retired parcels are left out unless asked for."""
    by_facet = {
        facet.key: Where(facet_sql(criteria.kind, facet, parks).condition(values))
        for facet in facets_of(criteria.kind, is_staff)
        if (values := criteria.values(facet.key))
    }
    if criteria.kind == "parcel" and "is_retired" not in by_facet:
        by_facet["is_retired"] = Where("NOT is_retired")
    return Conditions(_search(criteria), by_facet)


def facets_of(kind: str, is_staff: bool) -> list[Facet]:
    """The facets that an audience has."""
    return [facet for facet in FACETS[kind] if is_staff or not facet.is_staff_only]


# --- search: over the columns that this audience sees, as the others are NULL in its views --------------------------

_TEXTS = {
    "parcel": (
        "parcel_code", "short_number", "address", "name", "right_holder", "occupier", "certificate_number",
        "real_estate_unit_code",
    ),
    "plot": ("plot_code", "name", "address", "road", "summary", "reserved_for"),
    "plant": ("plant_code", "name", "address", "summary", "right_holder", "real_estate_unit_code"),
}  # fmt: skip
_FOUND_PARCELS = """
    SELECT id FROM {v}.parcels WHERE {texts}
    UNION SELECT o.parcel_id FROM {v}.occupations o JOIN {v}.enterprises e ON e.id = o.enterprise_id
          WHERE {firms}"""
_FOUND = {
    "parcel": "id IN ({parcels})",
    "plot": "id IN (SELECT id FROM {v}.plots WHERE {texts}"
    " UNION SELECT plot_id FROM {v}.plot_parcels WHERE parcel_id IN ({parcels}))",
    "plant": "id IN (SELECT id FROM {v}.plants WHERE {texts}) OR parcel_id IN ({parcels})",
}


def _search(criteria: Criteria) -> Where:
    words = criteria.words
    whole = Where()
    for word in words:
        whole &= _word(criteria.kind, word)
    return whole


def _word(kind: str, word: str) -> Where:
    own = "" if kind == "parcel" else _contains(_TEXTS[kind], word)
    parcels = _FOUND_PARCELS.replace("{texts}", _contains(_TEXTS["parcel"], word))
    parcels = parcels.replace("{firms}", _contains(("e.name", "e.credit_code"), word))
    sql = _FOUND[kind].replace("{parcels}", parcels).replace("{texts}", own)
    return Where(f"({sql})", (word,) * sql.count("?"))


def _contains(columns: tuple[str, ...], word: str) -> str:
    """Whether one of the columns holds the word. Without letters of two cases, texts are taken as they are: faster."""
    is_cased = word != word.upper()
    return " OR ".join(f"contains({f'lower({column})' if is_cased else column}, ?)" for column in columns)


#: The prepared columns that a list row carries beside the declared ones.
PREPARED = {
    "parcel": "park_id, code, short_number, area_m2, area_mu, marketing, plot_id, colour, has_plant, industry,"
    " is_retired, is_idle, is_underused, figure, x0, y0, x1, y1",
    "plot": "park_id, code, short_number, parcel_count, parcel_ids, area_m2, area_mu, land_use, stage, marketing,"
    " floor_area_ratio, price, power_kva, gas_m3_day, industry, supply_mode, has_plant, x0, y0, x1, y1",
    "plant": "park_id, parcel_id, code, area_m2, marketing, occupancy, vacant_m2, storey_height_m, load_kg_per_m2,"
    " crane_t, rent, rent_max, supply_mode, fire_hazard, figure, unit_count, power_kva, gas_m3_day, x0, y0, x1, y1",
}

# --- order -----------------------------------------------------------------------------------------------------------

_MARKETING_FIRST = (
    "CASE marketing WHEN 'offered' THEN 0 WHEN 'reserved' THEN 1 WHEN 'unlisted' THEN 2 WHEN 'taken' THEN 3 END"
)
#: What each list can be sorted by; `-key` turns it round. Rows without a value come last both ways.
SORTS: dict[str, dict[str, str]] = {
    "plot": {
        "marketing": _MARKETING_FIRST, "code": "code", "area": "area_m2", "floor_area_ratio": "floor_area_ratio",
        "price": "price", "power": "power_kva", "gas": "gas_m3_day", "park": "park_id",
    },
    "plant": {
        "marketing": _MARKETING_FIRST, "code": "code", "area": "area_m2", "vacant": "vacant_m2",
        "storey_height": "storey_height_m", "load": "load_kg_per_m2", "crane": "crane_t", "rent": "rent",
        "power": "power_kva", "park": "park_id",
    },
    "parcel": {"code": "code", "number": "short_number", "area": "area_m2", "stage": "stage", "park": "park_id",
               "colour": "colour"},
}  # fmt: skip
DEFAULT_SORT = {"plot": "marketing", "plant": "marketing", "parcel": "colour"}


@dataclass(frozen=True)
class Order:
    """A sort order; equal keys stand by id, so that pages never overlap."""

    key: str
    is_descending: bool

    @property
    def sql(self) -> str:
        """For ORDER BY."""
        return f"{self.key} {'DESC' if self.is_descending else 'ASC'} NULLS LAST, id"

    def is_before(self, row: str, mine: str) -> str:
        """Whether `row` stands before `mine`, both relations with `id` and the key as `k`."""
        sign = ">" if self.is_descending else "<"
        return (
            f"{row}.k {sign} {mine}.k OR ({mine}.k IS NULL AND {row}.k IS NOT NULL)"
            f" OR ({row}.k IS NOT DISTINCT FROM {mine}.k AND {row}.id < {mine}.id)"
        )


def order(kind: str, sort: str | None) -> Order:
    """The order that a token such as `-area` names; the list's own order for anything unknown."""
    token = sort or DEFAULT_SORT[kind]
    key = SORTS[kind].get(token.removeprefix("-"))
    if key is None:
        return Order(SORTS[kind][DEFAULT_SORT[kind]], False)
    return Order(key, token.startswith("-"))
