"""What a listing is made from: rows of the record as an audience may read them, None where it may not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Supply:
    """A utility supply with its prices; `record` also carries `promised` and `available`, sums over reservations.

    `promises` are the reservations themselves, which only staff read.
    """

    record: Record
    prices: tuple[Record, ...] = ()
    promises: tuple[Record, ...] = ()


@dataclass(frozen=True)
class PlantRecords:
    """A plant with what belongs to it. `facilities` carry `facility_kind`, `name` and `distance_m`."""

    plant: Record
    park: Record | None = None
    parcel: Record | None = None
    floors: tuple[Record, ...] = ()
    units: tuple[Record, ...] = ()
    supplies: tuple[Supply, ...] = ()
    park_supplies: tuple[Supply, ...] = ()
    facilities: tuple[Record, ...] = ()
    documents: tuple[Record, ...] = ()


@dataclass(frozen=True)
class ParcelRecords:
    """A parcel with its findings and the firms on it (`enterprise` row under `firm` in each occupation)."""

    parcel: Record
    park: Record | None = None
    plot: Record | None = None
    plants: tuple[PlantRecords, ...] = ()
    idle_findings: tuple[Record, ...] = ()
    underused_findings: tuple[Record, ...] = ()
    occupations: tuple[Record, ...] = ()
    facilities: tuple[Record, ...] = ()
    documents: tuple[Record, ...] = ()


@dataclass(frozen=True)
class PlotRecords:
    """A plot with its parcels, the plants on them, and what serves it."""

    plot: Record
    park: Record | None = None
    parcels: tuple[ParcelRecords, ...] = ()
    supplies: tuple[Supply, ...] = ()
    park_supplies: tuple[Supply, ...] = ()
    facilities: tuple[Record, ...] = ()
    documents: tuple[Record, ...] = ()

    @property
    def plants(self) -> tuple[PlantRecords, ...]:
        """The plants on all its parcels."""
        return tuple(plant for parcel in self.parcels for plant in parcel.plants)
