"""What belongs to a plot, a plant or a parcel, gathered from the views of one audience."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from register.answers import Record, Related
from register.queries import TABLE_OF

if TYPE_CHECKING:
    from register.reader_places import PlaceReader

_IN = "IN (SELECT unnest(?::BIGINT[]))"


def related(reader: "PlaceReader", kind: str, own: Record) -> Related:
    """All that belongs to a record that the audience sees."""
    parcel_ids, plot_ids, plant_ids = _around(reader, kind, own)
    floors = _some(reader, "floors", "plant_id", plant_ids, "plant_id, floor_no")
    supplies = _supplies(reader, kind, own)
    supply_ids = [row["id"] for row in supplies]
    return Related(
        parcels=_some(reader, "parcels", "id", parcel_ids),
        plots=_some(reader, "plots", "id", plot_ids),
        plants=_some(reader, "plants", "id", plant_ids),
        floors=floors,
        units=_some(reader, "units", "floor_id", [row["id"] for row in floors], "floor_id, unit_code"),
        supplies=supplies,
        prices=_some(reader, "utility_prices", "supply_id", supply_ids),
        reservations=_some(reader, "reservations", "supply_id", supply_ids),
        documents=reader.rows("documents", "entity = ? AND record_id = ?", (TABLE_OF[kind], own["id"])),
        idle_findings=_some(reader, "idle_findings", "parcel_id", parcel_ids),
        underused_findings=_some(reader, "underused_findings", "parcel_id", parcel_ids),
        occupations=_some(reader, "occupations", "parcel_id", parcel_ids),
    )


def _around(reader: "PlaceReader", kind: str, own: Record) -> tuple[list[int], list[int], list[int]]:
    """Ids of the parcels, plots and plants that go with a record."""
    if kind == "plot":
        plots = [own["id"]]
        parcels = [row["parcel_id"] for row in _some(reader, "plot_parcels", "plot_id", plots)]
    else:
        parcels = [own["id"]] if kind == "parcel" else [own["parcel_id"]] if own["parcel_id"] else []
        plots = [row["plot_id"] for row in _some(reader, "plot_parcels", "parcel_id", parcels)]
    if kind == "plant":
        return parcels, plots, [own["id"]]
    return parcels, plots, [row["id"] for row in _some(reader, "plants", "parcel_id", parcels)]


def _supplies(reader: "PlaceReader", kind: str, own: Record) -> list[Record]:
    """A record's own supplies and those of its park, with what is promised and what is left."""
    key = {"plot": "plot_id", "plant": "plant_id"}.get(kind)
    where = f"{key} = ? OR park_id = ?" if key else "park_id = ?"
    params = (own["id"], own["park_id"]) if key else (own["park_id"],)
    rows = reader.rows("utility_supplies", where, params, "utility, park_id NULLS FIRST, id")
    balances = reader.balances([row["id"] for row in rows])
    for row in rows:
        row["promised"], row["available"] = balances.get(row["id"], (None, None))
    return rows


def _some(reader: "PlaceReader", entity: str, key: str, ids: Sequence[int], by: str = "id") -> list[Record]:
    return reader.rows(entity, f"{key} {_IN}", (list(ids),), by) if ids else []
