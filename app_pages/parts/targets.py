"""The records behind what is selected that its keeper may change: the record itself and what belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from actions.desk import park_code_of
from app_pages.parts.session import office
from app_pages.parts.sitting import keeps
from domain.status import STATUS_FIELDS
from register.queries import TABLE_OF
from register.reader import Reader
from register.store import Row
from wording import pages
from wording.columns import ENTITIES
from wording.values import dotted


@dataclass(frozen=True)
class Target:
    """One record of a kind, and what people call it."""

    entity: str
    id: int
    word: str

    def row(self) -> Row | None:
        """The record as it stands now; None where it is gone, or is no longer this person's to keep."""
        register = office().register
        row = register.get(self.entity, self.id)
        return row if row and keeps(park_code_of(register, self.entity, row)) else None


def targets_of(reader: Reader, kind: str, code: str) -> list[Target]:
    """The selected record first, then what hangs on it; nothing where its keeper is somebody else."""
    found = reader.record(kind, code)
    if found is None or not keeps(found["park"]):
        return []
    return [Target(TABLE_OF[kind], found["id"], code), *_belonging(reader, kind, code)]


def with_status(targets: list[Target]) -> list[Target]:
    """Those that have a status which is moved by hand."""
    return [t for t in targets if t.entity in STATUS_FIELDS]


def _belonging(reader: Reader, kind: str, code: str) -> Iterator[Target]:
    around = reader.related(kind, code)
    if kind == "plant":
        numbers = {f["id"]: f["floor_no"] for f in around.floors}
        for floor in around.floors:
            yield Target("floors", floor["id"], dotted((_word("floors"), str(floor["floor_no"]))))
        for unit in around.units:
            place = pages.ON_FLOOR(floor=numbers[unit["floor_id"]])
            yield Target("units", unit["id"], dotted((_word("units"), place, unit["unit_code"])))
    if kind == "parcel":
        yield from _firms(reader, around.occupations)
    for supply in around.supplies:
        if supply[{"plot": "plot_id", "plant": "plant_id"}.get(kind, "park_id")] is not None and kind != "parcel":
            yield Target("utility_supplies", supply["id"], dotted((_word("utility_supplies"), supply["supply_code"])))


def _firms(reader: Reader, occupations: list[dict]) -> Iterator[Target]:
    """Who stands on a parcel: the relation, and the firm if its park is one's own."""
    for occupation in occupations:
        firm = office().register.get("enterprises", occupation["enterprise_id"])
        if firm is None:
            continue
        yield Target("occupations", occupation["id"], dotted((_word("occupations"), firm["name"])))
        if keeps(park_code_of(office().register, "enterprises", firm)):
            yield Target("enterprises", firm["id"], dotted((_word("enterprises"), firm["name"])))


def _word(entity: str) -> str:
    return ENTITIES[entity]()
