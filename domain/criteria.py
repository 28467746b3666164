"""What a person looks for: filters as codes, the same in the URL, in the path of a tile and in a query.

A choice facet holds codes; a range facet holds tokens `lo-hi` (lo ≤ x < hi) or `lo~hi` (both ends in), either end
open. A row matches a facet if it matches any of its values; a row without a value matches only `none` (无数据).
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from domain.codes import FireHazard, Industry, LandUse, MapColour, Marketing, Occupancy, Stage, SupplyMode

NO_DATA = "none"
SEARCH_KEY = "q"
_SEARCH_LIMIT = 100
_MOST_VALUES = 20
_MOST_WORDS = 6
_LONGEST_TOKEN = 2_000
_NUMBER = r"([0-9]{1,12}(?:\.[0-9]{1,6})?)?"
_RANGE = re.compile(f"{_NUMBER}([-~]){_NUMBER}")
_CODE = re.compile(r"[\w.~-]{1,64}")


@dataclass(frozen=True)
class Facet:
    """One thing to filter by. `bins` makes it a range facet: tokens offered with counts; `codes` orders a choice."""

    key: str
    bins: tuple[str, ...] = ()
    unit: str | None = None
    codes: type[StrEnum] | None = None
    is_staff_only: bool = False

    @property
    def is_range(self) -> bool:
        """Filtered by lower and upper end rather than by codes."""
        return bool(self.bins)


_AREA = Facet("area_mu", ("-10", "10-20", "20-50", "50-100", "100-"), "亩")

#: What each list can be filtered by, in the order in which the panel shows it.
FACETS: dict[str, tuple[Facet, ...]] = {
    "plot": (
        Facet("marketing", codes=Marketing),
        Facet("park"),
        _AREA,
        Facet("land_use", codes=LandUse),
        Facet("stage", codes=Stage),
        Facet("industry", codes=Industry),
        Facet("supply_mode", codes=SupplyMode),
        Facet("floor_area_ratio", ("-1", "1-1.5", "1.5-2", "2-"), None),
        Facet("price", ("-10", "10-15", "15-20", "20-"), "万元/亩"),
        Facet("power_kva", ("-1000", "1000-3000", "3000-5000", "5000-"), "kVA"),
        Facet("gas_m3_day", ("-1000", "1000-5000", "5000-10000", "10000-"), "m³/日"),
        Facet("has_plant"),
    ),
    "plant": (
        Facet("occupancy", codes=Occupancy),
        Facet("marketing", codes=Marketing),
        Facet("park"),
        Facet("vacant_m2", ("-2000", "2000-5000", "5000-10000", "10000-"), "㎡"),
        Facet("storey_height_m", ("-6", "6-8", "8-10", "10-"), "m"),
        Facet("load_kg_per_m2", ("-1000", "1000-2000", "2000-3000", "3000-"), "kg/㎡"),
        Facet("crane_t", ("-5", "5-10", "10-20", "20-"), "t"),
        Facet("rent", ("-8", "8-12", "12-16", "16-"), "元/㎡·月"),
        Facet("supply_mode", codes=SupplyMode),
        Facet("power_kva", ("-1000", "1000-3000", "3000-5000", "5000-"), "kVA"),
        Facet("gas_m3_day", ("-1000", "1000-5000", "5000-10000", "10000-"), "m³/日"),
        Facet("fire_hazard", codes=FireHazard),
        Facet("figure"),
    ),
    "parcel": (
        Facet("colour", codes=MapColour),
        Facet("park"),
        _AREA,
        Facet("land_use", codes=LandUse),
        Facet("stage", codes=Stage),
        Facet("marketing", codes=Marketing),
        Facet("has_plant"),
        Facet("industry", codes=Industry, is_staff_only=True),
        Facet("is_retired", is_staff_only=True),
        Facet("figure"),  # the records behind an opened headline figure
    ),
}
KINDS = tuple(FACETS)


def facet(kind: str, key: str) -> Facet | None:
    """The facet of a list by its key."""
    return next((f for f in FACETS[kind] if f.key == key), None)


def range_ends(token: str) -> tuple[float | None, float | None, bool] | None:
    """(lo, hi, whether hi is in) of a range token; None if it is none.

    >>> range_ends("20-50"), range_ends("8-"), range_ends("20~80")
    ((20.0, 50.0, False), (8.0, None, False), (20.0, 80.0, True))
    """
    match = _RANGE.fullmatch(token)
    if not match or not (match.group(1) or match.group(3)):
        return None
    lo, dash, hi = match.groups()
    return (float(lo) if lo else None, float(hi) if hi else None, dash == "~")


@dataclass(frozen=True)
class Criteria:
    """Filters of one list. `chosen` maps facet keys to values, sorted; `search` is free text as the person typed it."""

    kind: str
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    search: str = ""

    @classmethod
    def of(cls, kind: str, chosen: Mapping[str, list[str] | tuple[str, ...]], search: str = "") -> "Criteria":
        """From a mapping such as the URL's; unknown facets, malformed values and what is too much are dropped."""
        kept = {}
        for key, values in chosen.items():
            known = facet(kind, key)
            if not known:
                continue
            good = {v for v in values if v == NO_DATA or (range_ends(v) if known.is_range else _CODE.fullmatch(v))}
            if good:
                kept[key] = tuple(sorted(good)[:_MOST_VALUES])
        return cls(kind, tuple(sorted(kept.items())), " ".join(search[:_SEARCH_LIMIT].split()))

    @property
    def words(self) -> list[str]:
        """What is looked for: each of the first six words must be found."""
        return self.search.lower().split()[:_MOST_WORDS]

    @property
    def is_empty(self) -> bool:
        """Nothing is filtered."""
        return not self.chosen and not self.search

    def values(self, key: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return dict(self.chosen).get(key, ())

    def token(self) -> str:
        """One path segment that stands for these criteria; `-` when nothing is filtered."""
        if self.is_empty:
            return "-"
        pairs = [("kind", self.kind), *((k, v) for k, values in self.chosen for v in values)]
        if self.search:
            pairs.append((SEARCH_KEY, self.search))
        return base64.urlsafe_b64encode(urlencode(pairs).encode()).decode().rstrip("=")

    @classmethod
    def from_token(cls, token: str) -> "Criteria":
        """The criteria of a tile's path. Raises ValueError if the segment is none of ours."""
        if token == "-":
            return cls("parcel")
        if len(token) > _LONGEST_TOKEN:
            raise ValueError("too long")
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        chosen: dict[str, list[str]] = {}
        for key, value in parse_qsl(text, strict_parsing=True):
            chosen.setdefault(key, []).append(value)
        kind = chosen.pop("kind", ["parcel"])[0]
        search = chosen.pop(SEARCH_KEY, [""])[0]
        if kind not in FACETS:
            raise ValueError(kind)
        return cls.of(kind, chosen, search)
