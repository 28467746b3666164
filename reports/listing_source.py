"""Gathers what a listing is made from out of the reading copy, as one audience may read it."""

from collections.abc import Sequence
from typing import Any

import shapely

from register.answers import Related
from register.reader import Reader
from reports.listing_records import ParcelRecords, PlantRecords, PlotRecords, Record, Supply


def plot_records(reader: Reader, code: str) -> PlotRecords | None:
    """A plot with all that belongs to it; None where the audience sees no such plot."""
    plot = reader.record("plot", code)
    if plot is None:
        return None
    found = reader.related("plot", code)
    plants = _plants(found)
    firms = _with_firms(reader, found.occupations)
    return PlotRecords(
        plot=plot,
        park=_park(reader, plot),
        parcels=tuple(_parcel(p, found, plants, firms) for p in found.parcels),
        supplies=_supplies(found, "plot_id"),
        park_supplies=_supplies(found, "park_id"),
        facilities=_nearest(reader, "plot", code),
        documents=tuple(found.documents),
    )


def plant_records(reader: Reader, code: str) -> PlantRecords | None:
    """A plant with its floors and units; None where the audience sees no such plant."""
    plant = reader.record("plant", code)
    if plant is None:
        return None
    found = reader.related("plant", code)
    return PlantRecords(
        plant=plant,
        park=_park(reader, plant),
        parcel=found.parcels[0] if found.parcels else None,
        floors=tuple(found.floors),
        units=tuple(found.units),
        supplies=_supplies(found, "plant_id"),
        park_supplies=_supplies(found, "park_id"),
        facilities=_nearest(reader, "plant", code),
        documents=tuple(found.documents),
    )


def parcel_records(reader: Reader, code: str) -> ParcelRecords | None:
    """A parcel with its plot, plants, findings and firms; None where the audience sees no such parcel."""
    parcel = reader.record("parcel", code)
    if parcel is None:
        return None
    found = reader.related("parcel", code)
    return ParcelRecords(
        parcel=parcel,
        park=_park(reader, parcel),
        plot=found.plots[0] if found.plots else None,
        plants=_plants(found),
        idle_findings=tuple(found.idle_findings),
        underused_findings=tuple(found.underused_findings),
        occupations=tuple(_with_firms(reader, found.occupations)),
        documents=tuple(found.documents),
    )


def _parcel(
    parcel: Record, found: Related, plants: Sequence[PlantRecords], occupations: Sequence[Record]
) -> ParcelRecords:
    def mine(rows: Sequence[Record]) -> tuple[Record, ...]:
        return tuple(row for row in rows if row["parcel_id"] == parcel["id"])

    return ParcelRecords(
        parcel=parcel,
        plants=tuple(p for p in plants if p.plant["parcel_id"] == parcel["id"]),
        idle_findings=mine(found.idle_findings),
        underused_findings=mine(found.underused_findings),
        occupations=mine(occupations),
    )


def _plants(found: Related) -> tuple[PlantRecords, ...]:
    return tuple(_plant(plant, found) for plant in found.plants)


def _plant(plant: Record, found: Related) -> PlantRecords:
    floors = tuple(f for f in found.floors if f["plant_id"] == plant["id"])
    ids = {f["id"] for f in floors}
    return PlantRecords(plant, floors=floors, units=tuple(u for u in found.units if u["floor_id"] in ids))


def _supplies(found: Related, serves: str) -> tuple[Supply, ...]:
    return tuple(_supply(row, found) for row in found.supplies if row.get(serves) is not None)


def _supply(row: Record, found: Related) -> Supply:
    prices = tuple(p for p in found.prices if p["supply_id"] == row["id"])
    promises = tuple(r for r in found.reservations if r["supply_id"] == row["id"])
    return Supply(row, prices, promises)


def _park(reader: Reader, record: Record) -> Record | None:
    rows = reader.rows("parks", "id = ?", (record["park_id"],)) if record.get("park_id") else []
    return rows[0] if rows else None


def _with_firms(reader: Reader, occupations: Sequence[Record]) -> list[Record]:
    """Each occupation with its enterprise's row under `firm`, as far as the audience sees it."""
    ids = [o["enterprise_id"] for o in occupations]
    firms = reader.rows("enterprises", "id IN (SELECT unnest(?::BIGINT[]))", (ids,)) if ids else []
    by_id = {firm["id"]: firm for firm in firms}
    return [{**o, "firm": by_id.get(o["enterprise_id"])} for o in occupations]


def _nearest(reader: Reader, kind: str, code: str) -> tuple[dict[str, Any], ...]:
    """The nearest facility of each kind from the middle of the shape."""
    outline = reader.outline(kind, code)
    if outline is None:
        return ()
    middle = shapely.geometry.shape(outline).centroid
    return tuple(
        {
            "facility_kind": f.kind,
            "name": f.name,
            "distance_m": f.distance_m,
            "source": f.source,
            "as_of_on": f.as_of_on,
        }
        for f in reader.nearest(middle.x, middle.y)
    )
