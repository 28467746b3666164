"""From grade to land: the firms of the lowest classes with what they hold, and the projects that could use it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.rank_year import RankedYear
from actions.ranking_panel import require_analyst
from analytics.firm_years import FirmYear
from domain.audience import Person
from domain.codes import IdleState, Occupancy, OccupationRole, UnderusedState
from domain.units import exact_sum, mu_from_m2
from register.store import Register, Row


@dataclass(frozen=True)
class HeldParcel:
    """A parcel that a firm holds, as it stands in the record."""

    parcel_id: int
    code: str
    stage: str
    area_m2: float | None
    is_idle: bool
    is_underused: bool
    granted_on: str | None
    term_years: int | None
    price_paid_10k_yuan: float | None
    floor_area_m2: float
    vacant_m2: float


@dataclass(frozen=True)
class LowGrade:
    """A firm of a low class with the parcels that it holds as right holder, and whose demand its land would meet.

    `projects` are the names of projects that want no more land than the firm holds, the largest demand first.
    """

    firm: FirmYear
    grade: str
    rank: int
    parcels: tuple[HeldParcel, ...]
    projects: tuple[str, ...]

    @property
    def land_mu(self) -> Decimal:
        """Σ registered area of the parcels in 亩, as far as they have one."""
        return mu_from_m2(exact_sum(p.area_m2 for p in self.parcels if p.area_m2 is not None))


def land_of_grades(
    register: Register, person: Person, ranked: RankedYear, pool: str, grades: Sequence[str]
) -> list[LowGrade]:
    """The firms of these classes in one pool, the worst rank first. Raises NotPermitted unless an analyst asks."""
    require_analyst(person, "rank")
    scored = ranked.scored
    rows = [r for r in scored.order.tolist() if scored.grade_of(r) in grades and scored.pool_name(r) == pool]
    with register.reading():
        held = _held_parcels(register)
        wanted = sorted(
            ((p["land_demand_mu"], p["name"]) for p in register.find("projects") if p["land_demand_mu"]), reverse=True
        )
    found = []
    for row in reversed(rows):
        firm = ranked.firm(row)
        parcels = tuple(held[h.parcel_id] for h in firm.holdings if h.role is OccupationRole.RIGHT_HOLDER)
        area_mu = mu_from_m2(exact_sum(p.area_m2 for p in parcels if p.area_m2 is not None))
        fitting = tuple(name for demand, name in wanted if demand <= area_mu)
        found.append(LowGrade(firm, scored.grade_of(row) or "", int(scored.rank[row]), parcels, fitting))
    return found


def _held_parcels(register: Register) -> Mapping[int, HeldParcel]:
    idle = _parcels_of(register, "idle_findings", IdleState.RECOGNISED)
    underused = _parcels_of(register, "underused_findings", UnderusedState.CONFIRMED)
    floor, vacant = _floor_and_vacant(register)
    return {
        p["id"]: HeldParcel(
            p["id"],
            p["parcel_code"],
            p["stage"],
            p["registered_area_m2"],
            p["id"] in idle,
            p["id"] in underused,
            p["granted_on"],
            p["term_years"],
            p["price_paid_10k_yuan"],
            floor.get(p["id"], 0.0),
            vacant.get(p["id"], 0.0),
        )
        for p in register.find("parcels")
    }


def _parcels_of(register: Register, entity: str, state: str) -> set[int]:
    return {f["parcel_id"] for f in register.find(entity, state=str(state))}


def _floor_and_vacant(register: Register) -> tuple[dict[int, float], dict[int, float]]:
    """Σ floor area of plants, and of their vacant units, by parcel."""
    plants: dict[int, Row] = {p["id"]: p for p in register.find("plants") if p["parcel_id"]}
    floor: dict[int, float] = {}
    for plant in plants.values():
        floor[plant["parcel_id"]] = floor.get(plant["parcel_id"], 0.0) + (plant["floor_area_m2"] or 0.0)
    plant_of = {f["id"]: f["plant_id"] for f in register.find("floors")}
    vacant: dict[int, float] = {}
    for unit in register.find("units", occupancy=str(Occupancy.VACANT)):
        found = plants.get(plant_of[unit["floor_id"]])
        if found:
            vacant[found["parcel_id"]] = vacant.get(found["parcel_id"], 0.0) + (unit["floor_area_m2"] or 0.0)
    return floor, vacant
