"""Floors and units of plants as tables: area, height, load, lifting, who may have it."""

from collections.abc import Iterable, Mapping, Sequence

from domain.codes import Marketing, Occupancy
from domain.units import exact_sum
from reports.listing_parts import Cell, Head, Opens, Table
from reports.listing_reading import Reading, joint_origin, origin_of
from reports.listing_records import PlantRecords, Record
from reports.listing_shared import noted_origin
from wording import pages
from wording.codes import code_word
from wording.columns import column_word, unit_word
from wording.numbers import number, square_metres
from wording.values import bracketed, clauses, joined


def floor_name(floor: Record, language: str) -> str:
    """`1`, `地下 1`, or the label that the record gives it."""
    if floor.get("label"):
        return str(floor["label"])
    number_ = int(floor.get("floor_no") or 0)
    return pages.BASEMENT(language, n=-number_) if number_ < 0 else str(number_)


def lifting(floor: Record, language: str) -> str:
    """Cranes and goods lift of a floor; empty if neither is on record."""
    parts = []
    if floor.get("crane_capacity_t") is not None:
        count = floor.get("crane_count") or 1
        word = pages.CRANES if count > 1 else pages.CRANE
        parts.append(word(language, load=number(floor["crane_capacity_t"]), count=count))
        if floor.get("crane_rail_height_m") is not None:
            parts.append(pages.RAIL_HEIGHT(language, height=number(floor["crane_rail_height_m"])))
    if floor.get("goods_lift_t") is not None:
        parts.append(pages.LIFT(language, load=number(floor["goods_lift_t"])))
    return joined(parts, language)


def space_of_plot(plants: Sequence[PlantRecords], language: str) -> Table:
    """Every unit of every plant on a plot, one line each; a floor without units has a line of its own."""
    lines, areas, vacant = [], [], []
    for of in plants:
        for floor, unit in _spaces(of):
            lines.append(_space(of, floor, unit, language))
            area = (unit or floor).get("floor_area_m2")
            areas += [area] if area is not None else []
            if unit and unit.get("occupancy") == Occupancy.VACANT and area is not None:
                vacant.append(area)
    heads = (
        Head(pages.HEAD_PLANT(language)),
        Head(pages.HEAD_FLOOR(language)),
        Head(pages.HEAD_UNIT(language)),
        _head("floor_area_m2", "㎡", language),
        _head("clear_height_m", "m", language),
        _head("load_kg_per_m2", "t/㎡", language),
        Head(pages.HEAD_LIFTING(language)),
        Head(column_word("units", "occupancy", language, short=True)),
    )
    word = (
        pages.SUM_VACANT(language, area=square_metres(exact_sum(vacant), language)) if vacant else pages.SUM(language)
    )
    total = (Cell(word), Cell(), Cell(), Cell(square_metres(exact_sum(areas)).text))
    floors = [floor for of in plants for floor in of.floors]
    return Table(heads, tuple(lines), total, _note(_OF_PLOT, floors, [u for of in plants for u in of.units], language))


def _spaces(of: PlantRecords) -> Iterable[tuple[Record, Record | None]]:
    for floor in of.floors:
        units = [u for u in of.units if u.get("floor_id") == floor.get("id")]
        yield from ((floor, unit) for unit in units) if units else ((floor, None),)


def _space(of: PlantRecords, floor: Record, unit: Record | None, language: str) -> tuple[Cell, ...]:
    reading = Reading("floors", floor, language)
    code = str(of.plant.get("plant_code"))
    return (
        Cell(str(of.plant.get("name") or code), opens=Opens("plant", code)),
        Cell(floor_name(floor, language)),
        Cell(str(unit.get("unit_code") or "")) if unit else Cell("—"),
        Cell(Reading("units" if unit else "floors", unit or floor, language).quantity("floor_area_m2").text),
        _figure(reading, "clear_height_m"),
        _figure(reading, "load_kg_per_m2"),
        Cell(lifting(floor, language) or "—"),
        state_cell(unit, language) if unit else Cell("—"),
    )


def floors_table(of: PlantRecords, language: str) -> Table:
    """The floors one by one."""
    heads = (
        Head(pages.HEAD_FLOOR(language)),
        _head("floor_area_m2", "㎡", language),
        _head("storey_height_m", "m", language),
        _head("clear_height_m", "m", language),
        _head("load_kg_per_m2", "t/㎡", language),
        Head(column_word("floors", "column_grid", language)),
        Head(pages.HEAD_LIFTING(language)),
        Head(pages.HEAD_FIRE(language)),
    )
    lines = tuple(_floor(Reading("floors", floor, language)) for floor in of.floors)
    areas = [f["floor_area_m2"] for f in of.floors if f.get("floor_area_m2") is not None]
    total = (Cell(pages.SUM(language)), Cell(square_metres(exact_sum(areas)).text)) if len(of.floors) > 1 else ()
    return Table(heads, lines, total, _note(_OF_FLOORS, of.floors, (), language))


def _floor(reading: Reading) -> tuple[Cell, ...]:
    figures = ("floor_area_m2", "storey_height_m", "clear_height_m", "load_kg_per_m2")
    return (
        Cell(floor_name(reading.record, reading.language)),
        *(_figure(reading, key) for key in figures),
        Cell(reading.text("column_grid")),
        Cell(lifting(reading.record, reading.language) or "—"),
        Cell(reading.text("fire_hazard")),
    )


def units_table(of: PlantRecords, language: str) -> Table:
    """The units one by one, with what they are let for."""
    heads = (
        Head(pages.HEAD_UNIT(language)),
        Head(pages.HEAD_FLOOR(language)),
        _head("floor_area_m2", "㎡", language),
        Head(column_word("units", "lettable_area_m2", language), "㎡", is_number=True),
        Head(column_word("units", "smallest_let_m2", language, short=True), "㎡", is_number=True),
        Head(column_word("units", "rent_yuan_per_m2_month", language), unit_word("元/㎡·月", language), is_number=True),
        Head(column_word("units", "deliverable_on", language)),
        Head(column_word("units", "occupancy", language, short=True)),
    )
    floors = {f.get("id"): f for f in of.floors}
    lines = tuple(_unit(Reading("units", u, language), floors.get(u.get("floor_id")), of.units) for u in of.units)
    return Table(heads, lines, note=_note(_OF_UNITS, (), of.units, language))


def _unit(reading: Reading, floor: Record | None, all_units: Sequence[Record]) -> tuple[Cell, ...]:
    return (
        Cell(_unit_name(reading, all_units)),
        Cell(floor_name(floor, reading.language) if floor else ""),
        *(_figure(reading, k) for k in ("floor_area_m2", "lettable_area_m2")),
        _figure(reading, "smallest_let_m2"),
        _figure(reading, "rent_yuan_per_m2_month"),
        Cell(reading.text("deliverable_on")),
        state_cell(reading.record, reading.language),
    )


def _unit_name(reading: Reading, all_units: Sequence[Record]) -> str:
    """The code; units that are let only together name one another."""
    code, group = str(reading.value("unit_code") or ""), reading.value("let_group")
    others = [str(u.get("unit_code")) for u in all_units if group and u.get("let_group") == group]
    others = [other for other in others if other != code]
    if not others:
        return code
    together = pages.LET_TOGETHER(reading.language, codes=joined(others, reading.language))
    return code + bracketed(together, reading.language)


def state_cell(unit: Record, language: str) -> Cell:
    """The one word for a unit: reserved, in use (until when), vacant, or what its marketing says."""
    marketing, occupancy = unit.get("marketing"), unit.get("occupancy")
    if marketing == Marketing.RESERVED:
        return Cell(code_word(Marketing, marketing, language), chip="reserved")
    if occupancy == Occupancy.IN_USE and unit.get("lease_ends_on"):
        return Cell(pages.IN_USE_UNTIL(language, day=unit["lease_ends_on"]), chip="in_use")
    if occupancy:
        return Cell(code_word(Occupancy, occupancy, language), chip=str(occupancy))
    return Cell(code_word(Marketing, str(marketing), language), chip=str(marketing)) if marketing else Cell()


def _head(key: str, unit: str, language: str) -> Head:
    return Head(column_word("floors", key, language, short=True), unit_word(unit, language), is_number=True)


def _figure(reading: Reading, key: str) -> Cell:
    return Cell(reading.quantity(key).text) if reading.has(key) else Cell()


#: Columns of each table in which a gap wants its reason below.
_OF_PLOT = {"floors": ("clear_height_m", "load_kg_per_m2"), "units": ("floor_area_m2",)}
_OF_FLOORS = {
    "floors": ("floor_area_m2", "storey_height_m", "clear_height_m", "load_kg_per_m2", "column_grid", "fire_hazard")
}
_OF_UNITS = {
    "units": ("floor_area_m2", "lettable_area_m2", "smallest_let_m2", "rent_yuan_per_m2_month", "deliverable_on")
}


def _note(keys: Mapping[str, tuple[str, ...]], floors: Sequence[Record], units: Sequence[Record], language: str) -> str:
    """Sources of the table, then the reason of each gap, said once for all places that share it."""
    rows = [*floors, *units]
    sources = noted_origin(joint_origin(origin_of(r, "floor_area_m2") for r in rows), language) if rows else ""
    places: dict[tuple[str, str], list[str]] = {}
    for entity, records in (("floors", floors), ("units", units)):
        for word, reason, place in _gaps(entity, keys.get(entity, ()), records, language):
            places.setdefault((word, reason), []).append(place)
    gaps = [
        pages.GAP(language, place=joined(dict.fromkeys(where), language), word=word, reason=reason)
        for (word, reason), where in places.items()
    ]
    return clauses([sources, *gaps], language)


def _gaps(entity: str, keys: Sequence[str], records: Sequence[Record], language: str) -> Iterable[tuple[str, str, str]]:
    for record in records:
        for key in keys:
            if record.get(key) is None:
                reason = origin_of(record, key).missing or pages.NOT_ENTERED(language)
                yield column_word(entity, key, language, short=True), reason, _place(entity, record, language)


def _place(entity: str, record: Record, language: str) -> str:
    if entity == "units":
        return str(record.get("unit_code"))
    return pages.ON_FLOOR(language, floor=floor_name(record, language))
