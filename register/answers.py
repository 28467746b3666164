"""What a reader answers: records as plain mappings in the domain's words, and the sums and places around them."""

import json
import math
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from domain.columns import ColumnType
from domain.entities import ENTITIES
from register.lists import MASKS, unmask

Record = dict[str, Any]
Box = tuple[float, float, float, float]


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


def list_row(kind: str, prepared: Record, declared: Record, parks: dict[int, str]) -> Record:
    """A row of a list: declared columns, then prepared ones; several values as lists, the box in degrees."""
    row = {**declared, **prepared, "kind": kind, "park": parks.get(prepared["park_id"])}
    for key in ("industry", "supply_mode", "fire_hazard"):
        if key in row:
            row[key] = None if row[key] is None else unmask(row[key], MASKS[key])
    row["figure"] = unmask(row.get("figure"), MASKS.get(f"{kind}_figure", ()))
    for key in ("colour", "marketing", "occupancy", "stage", "land_use"):
        if row.get(key) is not None:
            row[key] = str(row[key])
    corners = [row.pop(name) for name in ("x0", "y0", "x1", "y1")]
    row["bbox"] = None if corners[0] is None else (*degrees(*corners[:2]), *degrees(*corners[2:]))
    return row


def decoded(entity: str, row: Record) -> Record:
    """A row of an entity as the domain reads it: lists and objects as such, days as ISO strings."""
    for column in ENTITIES[entity].of_type(ColumnType.CODES, ColumnType.OBJECT):
        if row.get(column.key) is not None:
            row[column.key] = json.loads(row[column.key])
    for column in ENTITIES[entity].of_type(ColumnType.DAY):
        row[column.key] = iso(row.get(column.key))
    return row


def with_park(row: Record, codes: dict[int, str]) -> Record:
    """A row that names its park by code."""
    row["park"] = codes.get(row.pop("park_id"))
    if "as_of_on" in row:
        row["as_of_on"] = iso(row["as_of_on"])
    return row


def iso(day: date | None) -> str | None:
    """A day as ISO string."""
    return day.isoformat() if day else None


def degrees(x: float, y: float) -> tuple[float, float]:
    """Degrees from web Mercator metres."""
    return x / 111319.49079327358, math.degrees(2 * math.atan(math.exp(y / 6378137)) - math.pi / 2)


def metres(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator metres from degrees."""
    return lon * 111319.49079327358, 6378137 * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
