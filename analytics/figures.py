"""The headline figures of a district or park, each with its rule, its date and the very records behind it.

Areas and money are summed as decimals with one division at the end. A record without the figure is left out and
counted; a park without any record of a kind has no figure (None), one with records of which none qualifies has 0.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from analytics.efficiency import evaluated_land_m2, evaluated_tax_10k_yuan, tax_10k_yuan_per_mu
from domain.codes import Occupancy, Stage
from domain.units import exact_sum, mu_from_m2

#: A tax aggregate over fewer firms would give single firms away.
SMALLEST_PUBLIC_GROUP = 5


class ParcelFacts(NamedTuple):
    """What the land figures need of a parcel that is not retired."""

    code: str
    park: str | None
    registered_area_m2: float | None
    as_of_on: str | None
    stage: Stage
    is_offered: bool  # belongs to a plot on offer
    is_idle: bool  # recognised and not closed
    is_underused: bool  # confirmed and not closed


class UnitFacts(NamedTuple):
    """What the plant figure needs of a unit; `code` is PLANT/UNIT."""

    code: str
    park: str | None
    floor_area_m2: float | None
    as_of_on: str | None
    occupancy: Occupancy


class FirmYearFacts(NamedTuple):
    """What the tax figure needs of a firm in one year."""

    code: str
    park: str | None
    year: int
    is_above_scale: bool
    is_manufacturing: bool
    tax_10k_yuan: float | None
    exempt_credit_tax_10k_yuan: float | None
    own_land_m2: float | None
    leased_in_floor_m2: float | None
    leased_in_floor_area_ratio: float | None
    leased_out_land_m2: float | None

    @property
    def evaluated_tax_10k_yuan(self) -> Decimal | None:
        """评价税收 in 万元; None where it is missing."""
        return evaluated_tax_10k_yuan(self.tax_10k_yuan, self.exempt_credit_tax_10k_yuan)

    @property
    def evaluated_land_m2(self) -> Decimal | None:
        """用地面积 in ㎡; None where it is missing."""
        return evaluated_land_m2(
            self.own_land_m2, self.leased_in_floor_m2, self.leased_in_floor_area_ratio, self.leased_out_land_m2
        )


@dataclass(frozen=True)
class Figure:
    """One headline figure. `rule` names the rule; its sentence stands in `wording`."""

    key: str
    value: Decimal | None
    unit: str
    as_of: str | None
    rule: str
    record_ids: tuple[str, ...]
    missing_count: int


@dataclass(frozen=True)
class Inventory:
    """The facts of a district or of one park.

    Parcels and units that no figure can count may be left out of the lists; the counts say how many there are in all,
    so that a park without any parcel is told from one of whose parcels none qualifies. `closed_year` is the latest
    year that the analyst has closed.
    """

    parcels: Sequence[ParcelFacts]
    parcel_count: int
    units: Sequence[UnitFacts]
    unit_count: int
    firm_years: Sequence[FirmYearFacts]
    closed_year: int | None


def headline_figures(inventory: Inventory) -> list[Figure]:
    """The figures in their fixed order; without a closed year there is no tax figure."""
    year = inventory.closed_year
    return [
        _land("available_land_mu", inventory, lambda p: p.is_offered and p.stage == Stage.CLEARED and not p.is_idle),
        _land("idle_mu", inventory, lambda p: p.is_idle),
        _land("underused_mu", inventory, lambda p: p.is_underused and not p.is_idle),
        _land("idle_underused_mu", inventory, lambda p: p.is_idle or p.is_underused),
        _vacant_plant(inventory),
        _tax_per_mu([f for f in inventory.firm_years if f.year == year], year),
    ]


def _land(key: str, inventory: Inventory, qualifies: Callable[[ParcelFacts], bool]) -> Figure:
    chosen = [p for p in inventory.parcels if qualifies(p)]
    counted = [p for p in chosen if p.registered_area_m2 is not None]
    value = (
        mu_from_m2(exact_sum(p.registered_area_m2 for p in chosen if p.registered_area_m2 is not None))
        if inventory.parcel_count
        else None
    )
    return Figure(key, value, "亩", _oldest(counted), key, _codes(counted), len(chosen) - len(counted))


def _vacant_plant(inventory: Inventory) -> Figure:
    chosen = [u for u in inventory.units if u.occupancy == Occupancy.VACANT]
    counted = [u for u in chosen if u.floor_area_m2 is not None]
    value = exact_sum(u.floor_area_m2 for u in chosen if u.floor_area_m2 is not None) if inventory.unit_count else None
    key = "vacant_plant_m2"
    return Figure(key, value, "㎡", _oldest(counted), key, _codes(counted), len(chosen) - len(counted))


def _tax_per_mu(firm_years: Sequence[FirmYearFacts], year: int | None) -> Figure:
    chosen = [f for f in firm_years if f.is_above_scale and f.is_manufacturing]
    amounts = {f.code: (f.evaluated_tax_10k_yuan, f.evaluated_land_m2) for f in chosen}
    counted = {code: (tax, land) for code, (tax, land) in amounts.items() if tax is not None and land is not None}
    tax = exact_sum(t for t, _ in counted.values())
    land = exact_sum(a for _, a in counted.values())
    key = "tax_10k_yuan_per_mu"
    value = tax_10k_yuan_per_mu(tax, land)
    as_of = f"{year}-12-31" if counted else None
    return Figure(key, value, "万元/亩", as_of, key, tuple(sorted(counted)), len(chosen) - len(counted))


def _codes(facts: Iterable[ParcelFacts | UnitFacts]) -> tuple[str, ...]:
    return tuple(sorted(f.code for f in facts))


def _oldest(facts: Iterable[ParcelFacts | UnitFacts]) -> str | None:
    return min((f.as_of_on for f in facts if f.as_of_on), default=None)
