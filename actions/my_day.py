"""A person's day, from what he may read: his parks if he is an officer, every park if he reviews."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from actions.watch_land import watched
from analytics import my_day as measures
from analytics.my_day import DayPolicy, Item
from domain.audience import Person, Role
from domain.errors import NotPermitted
from register.policies import idle_policy
from register.reader import Reader

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Place:
    """Where an item is done: a record selected on the map or a contract under watch, and what people call it."""

    kind: str
    code: str
    title: str


@dataclass(frozen=True)
class Day:
    """What falls due, what waits to be confirmed, what is no longer fresh; `places` by entity and id."""

    deadlines: list[Item]
    to_confirm: list[Item]
    stale: list[Item]
    places: Mapping[tuple[str, int], Place]


def my_day(reader: Reader, person: Person, policy: DayPolicy) -> Day:
    """The person's day as of the reader's. Raises NotPermitted for whoever keeps and reviews nothing."""
    if not person.roles & {Role.OFFICER, Role.REVIEWER}:
        raise NotPermitted(deed="my_day")
    codes = {p["id"]: p["park_code"] for p in reader.find("parks")}
    own = set(codes) if Role.REVIEWER in person.roles else {i for i, code in codes.items() if code in person.parks}
    here = _Here(reader, own)
    today = reader.day
    items = [
        *measures.lapsing("plots", here.plots, "plot_code"),
        *measures.lapsing("units", here.units, "unit_code"),
        *measures.leases_ending(here.units),
        *measures.promises_lapsing(reader.find("reservations"), {s["id"]: s["supply_code"] for s in here.supplies}),
        *measures.findings_waiting(reader.find("idle_findings"), here.parcel_codes, today),
        *measures.underused_waiting(reader.find("underused_findings"), here.parcel_codes),
        *_contracts(reader, here),
        *measures.refused_imports(reader.find("import_batches")),
    ]
    due = measures.deadlines(items, today, policy)
    waiting = [item for item in items if item.kind in _CONFIRMED and item not in due]
    offered = [p for p in here.plots if p["marketing"] == "offered"]
    stale = [
        *measures.unverified("plots", offered, "plot_code", today, policy),
        *measures.unverified("plants", here.offered_plants, "plant_code", today, policy),
        *measures.old_supplies(here.supplies, today, policy),
    ]
    return Day(due, waiting, sorted(stale, key=lambda i: (i.due_on is not None, i.due_on)), here.places(codes))


def _contracts(reader: Reader, here: "_Here") -> Iterator[Item]:
    """The day by which each contract in force needs something, as the law's table says; a finding has its own."""
    for case in watched(here.contracts, reader.find("idle_findings"), reader.day, idle_policy()):
        if case.judgement and case.judgement.due_on and case.finding is None:
            contract, judged = case.contract, case.judgement
            code = contract["contract_code"]
            yield Item("contract", code, "contracts", contract["id"], judged.due_on, note=str(judged.outcome))


_CONFIRMED = frozenset({"confirm_idle", "publish", "withdraw", "confirm_underused", "import"})


class _Here:
    """The rows of one's parks, as far as the audience sees them."""

    def __init__(self, reader: Reader, parks: set[int]) -> None:
        self._parks = parks
        self.plots = self._own(reader.find("plots"))
        self.plants = self._own(reader.find("plants"))
        self.parcels = self._own(reader.find("parcels"))
        plant_ids = {p["id"] for p in self.plants}
        plant_of_floor = {f["id"]: f["plant_id"] for f in reader.find("floors") if f["plant_id"] in plant_ids}
        self.units = [u for u in reader.find("units") if u["floor_id"] in plant_of_floor]
        offered = {plant_of_floor[u["floor_id"]] for u in self.units if u["marketing"] == "offered"}
        self.offered_plants = [p for p in self.plants if p["id"] in offered]
        self.parcel_codes = {p["id"]: p["parcel_code"] for p in self.parcels}
        self.contracts = [c for c in reader.find("contracts") if c["parcel_id"] in self.parcel_codes]
        plot_ids = {p["id"] for p in self.plots}
        self.supplies = [
            s for s in reader.find("utility_supplies")
            if s["park_id"] in parks or s["plot_id"] in plot_ids or s["plant_id"] in plant_ids
        ]  # fmt: skip
        self._plant_of_unit = {u["id"]: plant_of_floor[u["floor_id"]] for u in self.units}

    def _own(self, rows: Rows) -> Rows:
        return [row for row in rows if row["park_id"] in self._parks]

    def places(self, parks: Mapping[int, str]) -> dict[tuple[str, int], Place]:
        """Where each record that an item may name is selected; a park's own supply is done at no place."""
        plots = {p["id"]: Place("plot", p["plot_code"], p["plot_code"]) for p in self.plots}
        plants = {p["id"]: Place("plant", p["plant_code"], p["plant_code"]) for p in self.plants}
        found = {("plots", i): place for i, place in plots.items()} | {("plants", i): p for i, p in plants.items()}
        for parcel in self.parcels:
            title = f"{parks[parcel['park_id']]}-{parcel['short_number']}" if parcel["short_number"] else None
            code = parcel["parcel_code"]
            found["parcels", parcel["id"]] = Place("parcel", code, title or code)
        for unit in self.units:
            plant = plants[self._plant_of_unit[unit["id"]]]
            found["units", unit["id"]] = Place("plant", plant.code, f"{plant.code} {unit['unit_code']}")
        for supply in self.supplies:
            place = plots.get(supply["plot_id"]) or plants.get(supply["plant_id"])
            if place:
                found["utility_supplies", supply["id"]] = Place(place.kind, place.code, supply["supply_code"])
        for contract in self.contracts:
            code = contract["contract_code"]
            found["contracts", contract["id"]] = Place("contract", code, found["parcels", contract["parcel_id"]].title)
        return found
