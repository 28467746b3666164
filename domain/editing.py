"""Which columns of a record a person edits by form; all others are changed by deeds of their own."""

from collections.abc import Mapping
from typing import Any

from domain.columns import Column, ColumnType, Entity

_SHAPED = frozenset({"measured_area_m2", "measured_zone", "survey_crs"})  # follow the shape
_RESERVED = frozenset({"marketing", "reserved_for", "reserved_until_on"})

#: Kind of record → the columns that its form leaves out, since a move or a drawing changes them.
EDITABLE: dict[str, frozenset[str]] = {
    "parcels": frozenset({"stage", "stage_since_on", "retired_on"}) | _SHAPED,
    "plots": _RESERVED,
    "plants": frozenset(),
    "floors": frozenset(),
    "units": _RESERVED | {"occupancy", "vacant_since_on"},
    "enterprises": frozenset(),
    "occupations": frozenset(),
    "utility_supplies": frozenset(),
    "utility_prices": frozenset(),
}
#: What a form does not hold: shapes are drawn, objects have editors of their own, origins are asked once for the edit.
_NO_FIELD = (ColumnType.SHAPE, ColumnType.OBJECT, ColumnType.INSTANT)
_ORIGIN = ("source", "as_of_on")


def form_columns(entity: Entity) -> tuple[Column, ...]:
    """The columns of a kind's form, in declared order; none where it has no form."""
    left_out = EDITABLE.get(entity.key)
    if left_out is None:
        return ()
    return tuple(c for c in entity.columns if c.holds not in _NO_FIELD and c.key not in (*left_out, *_ORIGIN))


def has_origins(entity: Entity) -> bool:
    """Whether values of this kind carry their source and day."""
    return "provenance" in entity.by_key


def with_origins(row: Mapping[str, Any], changed: Mapping[str, Any], source: str, as_of_on: str) -> dict[str, Any]:
    """The row's `provenance` after these columns got new values from this source, as of this day.

    A value whose origin is the row's own needs no word of its own; one that was taken out has none.

    >>> with_origins({"source": "证", "as_of_on": "2025-01-01"}, {"depth_m": 9.0}, "测", "2025-02-02")
    {'depth_m': {'source': '测', 'as_of_on': '2025-02-02'}}
    """
    kept = {k: v for k, v in (row.get("provenance") or {}).items() if k not in changed}
    if (source, as_of_on) == (row.get("source"), row.get("as_of_on")):
        return kept
    return kept | {k: {"source": source, "as_of_on": as_of_on} for k, v in changed.items() if v not in (None, "", [])}
