"""Canaries: a value planted in every column of rows in every state, and each audience finds exactly its own.

What each may see is worked out here from the grants, row by row, and not from the views under test.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from domain.audience import GRANTS, Line, Role, Scope, audience_of
from domain.columns import ColumnType, Entity
from domain.criteria import KINDS, Criteria
from domain.entities import ALL, ENTITIES
from register.snapshot import Snapshot
from register.store import Register
from tests.register import inventory

DAY = date(2025, 11, 20)
WHOLE, SHOWN, HIDDEN = "whole", "shown", "hidden"
STATES = ("offered", "reserved", "unlisted")
PEOPLE = {
    "visitor": (set(), ()),
    "investor": ({Role.INVESTOR}, ()),
    "officer of SQ": ({Role.OFFICER}, ("SQ",)),
    "officer of both": ({Role.OFFICER}, ("SQ", "YT")),
    "officer of no park": ({Role.OFFICER}, ()),
    "reviewer": ({Role.REVIEWER}, ()),
    "analyst": ({Role.ANALYST}, ()),
    "administrator": ({Role.ADMINISTRATOR}, ()),
    "officer of SQ and analyst": ({Role.OFFICER, Role.ANALYST}, ("SQ",)),
}


@dataclass(frozen=True)
class Planted:
    """One row as the grants see it. `for_staff` rows are for the staff of their park alone, whatever is published."""

    entity: str
    park: str | None
    openness: str
    values: Mapping[str, Any]
    for_staff: bool = False


class Planter:
    """Writes rows whose every free cell holds a value found nowhere else."""

    def __init__(self, writer: Any) -> None:
        self.writer, self.count, self.rows = writer, 0, []  # type: ignore[var-annotated]

    def add(self, entity: str, park: str | None, openness: str, fixed: Mapping[str, Any], **also: bool) -> int:
        values = {**fixed}
        for column in ENTITIES[entity].columns:
            if column.key == "provenance":
                values["provenance"] = {c.key: {"source": self._text()} for c in ENTITIES[entity].columns}
            elif column.key not in values and (value := self._canary(column.holds)) is not None:
                values[column.key] = value
        key: int = self.writer.insert(entity, {k: v for k, v in values.items() if v is not None})
        planted = {k: v for k, v in values.items() if k not in fixed and k != "provenance"}
        planted |= {f"provenance/{k}": told["source"] for k, told in values.get("provenance", {}).items()}
        self.rows.append(Planted(entity, park, openness, planted, **also))
        return key

    def _text(self) -> str:
        self.count += 1
        return f"canary{self.count:05d}"

    def _canary(self, holds: ColumnType) -> Any:
        self.count += 1
        return {
            ColumnType.TEXT: f"canary{self.count:05d}",
            ColumnType.NUMBER: 700_000 + self.count + 0.25,
            ColumnType.INTEGER: 500_000 + self.count,
            ColumnType.DAY: (date(1900, 1, 1) + timedelta(days=self.count)).isoformat(),
            ColumnType.OBJECT: {"note": f"canary{self.count:05d}"},
        }.get(holds)


def plant(register: Register) -> list[Planted]:
    """Two parks, and in each one plot and plant in every state of marketing with all that hangs on them."""
    with register.transaction(inventory.TRACE) as writer:
        planter = Planter(writer)
        district = planter.add("districts", None, WHOLE, {})
        for park_code in ("SQ", "YT"):
            park = planter.add("parks", park_code, WHOLE, {"park_code": park_code, "district_id": district})
            for state in STATES:
                _plant_land(planter, park_code, park, state)
        _plant_layers(planter)
        planter.add("closed_years", None, WHOLE, {"year": 2024})
        planter.add("import_batches", None, HIDDEN, {"imported_at": None})
    return list(planter.rows)


def _plant_land(planter: Planter, code: str, park: int, state: str) -> None:
    on_offer = WHOLE if state == "offered" else HIDDEN
    shown = {"offered": WHOLE, "reserved": SHOWN, "unlisted": HIDDEN}[state]
    place = STATES.index(state) + (10 if code == "YT" else 0)
    land = {"park_id": park, "stage": "cleared", "land_use": "100102", "shape": inventory.square(place)}
    parcel = planter.add("parcels", code, on_offer, {**land, "retired_on": None})
    planter.add("parcels", code, HIDDEN, {**land, "retired_on": "2020-01-01"}, for_staff=True)
    plot = planter.add("plots", code, shown, {"park_id": park, "marketing": state, "industries": ["36"]})
    planter.add("plot_parcels", code, shown, {"plot_id": plot, "parcel_id": parcel})
    plant_id = planter.add("plants", code, on_offer, {"park_id": park, "parcel_id": parcel, "fire_resistance": None})
    floor = planter.add("floors", code, on_offer, {"plant_id": plant_id, "fire_hazard": None})
    unit = {"floor_id": floor, "occupancy": "vacant"}
    planter.add("units", code, on_offer, {**unit, "marketing": state})
    if state == "offered":
        planter.add("units", code, SHOWN, {**unit, "marketing": "reserved"})
        planter.add("units", code, HIDDEN, {**unit, "marketing": "taken"})
        upper = planter.add("floors", code, HIDDEN, {"plant_id": plant_id, "fire_hazard": None})
        planter.add("units", code, HIDDEN, {"floor_id": upper, "occupancy": "in_use", "marketing": "taken"})
    for serves, openness in (
        ({"plot_id": plot}, on_offer),
        ({"plant_id": plant_id}, on_offer),
        ({"park_id": park}, WHOLE),
    ):
        none = dict.fromkeys(("park_id", "plot_id", "plant_id", "fed_by_id"))
        supply = planter.add("utility_supplies", code, openness, {**none, "utility": "power", **serves})
        planter.add("utility_prices", code, openness, {"supply_id": supply})
        planter.add("reservations", code, HIDDEN, {"supply_id": supply, "from_on": None, "until_on": None})
    _plant_firm(planter, code, park, parcel)
    _plant_findings(planter, code, parcel)
    for entity, record in (("plots", plot), ("plants", plant_id), ("parcels", parcel)):
        link = {"entity": entity, "record_id": record, "document_kind": "plan"}
        planter.add("documents", code, on_offer, {**link, "audience": "public"})
        planter.add("documents", code, HIDDEN, {**link, "audience": "staff"}, for_staff=True)


def _plant_firm(planter: Planter, code: str, park: int, parcel: int) -> None:
    firm = planter.add("enterprises", code, HIDDEN, {"park_id": park, "industry": "36", "scale": None})
    planter.add("occupations", code, HIDDEN, {"parcel_id": parcel, "enterprise_id": firm, "role": "tenant"})
    planter.add("enterprise_years", code, HIDDEN, {"enterprise_id": firm, "scale": None})
    planter.add("projects", code, HIDDEN, {"park_id": park})
    ranking = planter.add("rankings", None, HIDDEN, {"state": "closed"})
    planter.add("ranking_grades", code, HIDDEN, {"ranking_id": ranking, "enterprise_id": firm})
    planter.add("objections", code, HIDDEN, {"enterprise_id": firm, "state": "open"})


def _plant_findings(planter: Planter, code: str, parcel: int) -> None:
    window = {"published_on": "2025-11-01", "withdrawn_on": "2025-12-01"}
    recognised = {"parcel_id": parcel, "state": "recognised"}
    planter.add("idle_findings", code, WHOLE, {**recognised, **window})
    planter.add("idle_findings", code, HIDDEN, {**recognised, "published_on": "2025-11-21", "withdrawn_on": None})
    planter.add(
        "idle_findings", code, HIDDEN, {**recognised, "published_on": "2025-10-01", "withdrawn_on": "2025-11-20"}
    )
    planter.add("idle_findings", code, HIDDEN, {"parcel_id": parcel, "state": "suspected", **window}, for_staff=True)
    planter.add("underused_findings", code, HIDDEN, {"parcel_id": parcel, "state": "confirmed"})


def _plant_layers(planter: Planter) -> None:
    for audience in ("public", "staff"):
        layer = planter.add("reference_layers", None, WHOLE if audience == "public" else HIDDEN,
                            {"layer_kind": "zone", "audience": audience}, for_staff=audience == "staff")  # fmt: skip
        planter.add("reference_features", None, WHOLE if audience == "public" else HIDDEN,
                    {"layer_id": layer, "facility_kind": None}, for_staff=audience == "staff")  # fmt: skip


# --- what the grants say ---------------------------------------------------------------------------------------------


def granted(roles: set[Role], parks: tuple[str, ...], line: Line, row: Planted) -> bool:
    """Whether some grant opens this line on this row."""
    for grant in GRANTS:
        if grant.line is not line or (grant.role not in roles and grant.role is not Role.VISITOR):
            continue
        if grant.scope is Scope.ALL or (grant.scope is Scope.OWN_PARKS and row.park in parks):
            return True
        if grant.scope is Scope.PUBLISHED and row.openness == WHOLE:
            return True
    return False


def may_see_row(roles: set[Role], parks: tuple[str, ...], entity: Entity, row: Planted) -> bool:
    is_staff = granted(roles, parks, Line.STAFF, row)
    if row.park is None and row.for_staff:
        return any(grant.line is Line.STAFF for grant in GRANTS if grant.role in roles)
    if row.for_staff and not is_staff:
        return False
    return granted(roles, parks, entity.row_line, row) or row.openness == SHOWN


def may_see(roles: set[Role], parks: tuple[str, ...], row: Planted, key: str) -> bool:
    """Whether a cell opens on a row that is seen; of `provenance/column` both must."""
    lines = [ENTITIES[row.entity].by_key[part].line for part in key.split("/")]
    return all(line is Line.PUBLIC or granted(roles, parks, line, row) for line in lines)


def expected(roles: set[Role], parks: tuple[str, ...], rows: list[Planted]) -> set[str]:
    found = set()
    for row in rows:
        entity = ENTITIES[row.entity]
        if may_see_row(roles, parks, entity, row):
            found |= {json.dumps(value) for key, value in row.values.items() if may_see(roles, parks, row, key)}
    return found


def cells_of(row: Mapping[str, Any]) -> list[Any]:
    """The values of a row, and the sources that its provenance names."""
    return [*row.values(), *(told["source"] for told in (row.get("provenance") or {}).values())]


# --- the tests -------------------------------------------------------------------------------------------------------


@pytest.fixture
def planted(register: Register) -> list[Planted]:
    return plant(register)


@pytest.fixture
def snapshot(register: Register, planted: list[Planted]) -> Iterator[Snapshot]:
    copy = Snapshot(register)
    copy.refresh(DAY)
    yield copy
    copy.close()


def test_more_than_a_thousand_canaries_are_planted_on_every_line(planted: list[Planted]) -> None:
    assert sum(len(row.values) for row in planted) >= 1_000
    columns = {(row.entity, key) for row in planted for key in row.values}
    lines = {ENTITIES[entity].by_key[key.split("/")[-1]].line for entity, key in columns}
    assert lines == {Line.PUBLIC, Line.LISTING, Line.STAFF, Line.IDLE_NOTICE, Line.GRADE, Line.FIRM}


@pytest.mark.parametrize("who", PEOPLE)
def test_each_audience_finds_exactly_the_canaries_of_its_grants(
    snapshot: Snapshot, planted: list[Planted], who: str
) -> None:
    roles, parks = PEOPLE[who]
    reader = snapshot.reader(audience_of(roles, parks))
    canaries = {json.dumps(value) for row in planted for value in row.values.values()}
    cells = [v for e in ALL for row in reader.rows(e.key, "TRUE") for v in cells_of(row)]
    seen = {json.dumps(v) for v in cells} & canaries
    allowed = expected(roles, parks, planted)
    assert (seen - allowed, allowed - seen) == (set(), set())


@pytest.mark.parametrize("who", PEOPLE)
def test_no_answer_of_a_reader_holds_a_canary_of_others(snapshot: Snapshot, planted: list[Planted], who: str) -> None:
    roles, parks = PEOPLE[who]
    reader = snapshot.reader(audience_of(roles, parks))
    answers = [reader.figure_inputs(), reader.nearest(*inventory.centre(0))]
    for kind in KINDS:
        page = reader.page(Criteria(kind), page_size=500)
        answers += [page, reader.facets(Criteria(kind)), *(reader.related(kind, row["code"]) for row in page.rows)]
    x, y = 13009, 6812  # the tile of zoom 14 that holds the inventory
    tile = b"".join(reader.tile(Criteria("parcel"), 14, x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
    text = repr(answers) + tile.decode(errors="replace")
    hidden = {str(v) for row in planted for v in row.values.values()}
    hidden -= {str(json.loads(v)) for v in expected(roles, parks, planted)}
    assert [value for value in hidden if value in text] == []


def test_a_column_of_a_kind_that_nobody_declared_public_is_never_public() -> None:
    """A new column stands on a line by its declaration; these four must stay off the public lines."""
    for entity, key in (("parcels", "right_holder"), ("enterprise_years", "tax_10k_yuan"), ("plots", "reserved_for"),
                        ("reservations", "reserved_for")):  # fmt: skip
        assert ENTITIES[entity].by_key[key].line not in (Line.PUBLIC, Line.LISTING)
