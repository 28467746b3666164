"""The 要素清单 of a plant: building, floors, units, utilities, terms."""

from collections.abc import Iterator, Sequence

from domain.codes import Marketing, Occupancy
from domain.units import exact_sum
from reports.listing import park_name, park_row, verified, with_completeness
from reports.listing_parts import Listing, Opens, Row, Rows, Section, Table
from reports.listing_reading import Reading
from reports.listing_records import PlantRecords, Record
from reports.listing_shared import (
    contact_section,
    documents_section,
    nearby_section,
    staff_rows,
    staff_section,
    terms_table,
)
from reports.listing_space import floors_table, units_table
from reports.listing_utilities import utilities_section
from wording import Language, pages
from wording.codes import code_word
from wording.numbers import Quantity, mu, square_metres
from wording.values import dotted, joined


def listing_of_plant(records: PlantRecords, language: str = Language.ZH) -> Listing:
    """The listing of a plant from what its reader may see."""
    plant = Reading("plants", records.plant, language)
    return with_completeness(
        Listing(
            kind="plant",
            code=str(plant.value("plant_code")),
            name=str(plant.value("name") or ""),
            chips=_chips(records, language),
            place=dotted([park_name(records.park), plant.text("address"), plant.text("structure")]),
            areas=_areas(records, language),
            area_note=_area_note(records, plant),
            summary=str(plant.value("summary") or ""),
            facts=verified(plant),
            notice="",
            sections=_sections(records, plant),
        ),
        language,
    )


def occupancy_of(records: PlantRecords) -> Occupancy | None:
    """In use, vacant, or partly vacant, derived from the units on record."""
    seen = {Occupancy(u["occupancy"]) for u in records.units if u.get("occupancy")}
    if not seen:
        return None
    return Occupancy.PARTLY_VACANT if len(seen) > 1 else seen.pop()


def vacant_m2(records: PlantRecords) -> float | None:
    """Floor area of the vacant units in ㎡, None where none is vacant."""
    vacant = [
        u["floor_area_m2"] for u in records.units if u.get("occupancy") == Occupancy.VACANT and u.get("floor_area_m2")
    ]
    return float(exact_sum(vacant)) if vacant else None


def _chips(records: PlantRecords, language: str) -> tuple[tuple[str, str], ...]:
    occupancy = occupancy_of(records)
    chips = [(str(occupancy), code_word(Occupancy, occupancy, language))] if occupancy else []
    if any(u.get("marketing") == Marketing.OFFERED for u in records.units):
        chips.insert(0, ("offered", code_word(Marketing, Marketing.OFFERED, language)))
    return tuple(chips)


def _areas(records: PlantRecords, language: str) -> tuple[Quantity, ...]:
    """What is vacant, else the whole floor area."""
    area = vacant_m2(records) or records.plant.get("floor_area_m2")
    return (square_metres(area, language),) if area is not None else ()


def _area_note(records: PlantRecords, plant: Reading) -> str:
    area = plant.row("floor_area_m2")
    if vacant_m2(records) is None:
        return dotted([area.name, area.source or area.missing, area.as_of])
    whole = pages.WHOLE_FLOOR_AREA(plant.language, area=area.values[0]) if area.is_known else ""
    return dotted([pages.VACANT_FLOOR_AREA(plant.language), whole, area.source, area.as_of])


def _sections(records: PlantRecords, plant: Reading) -> tuple[Section, ...]:
    language = plant.language
    return (
        Section("place", pages.SECTION_BUILDING(language), (Rows(_building_rows(records, plant)),)),
        Section("floors", pages.SECTION_FLOORS(language), (_floors(records, language),)),
        Section("units", pages.SECTION_UNITS(language), (_units(records, language),)),
        utilities_section(records.supplies, records.park_supplies, language),
        _supply_section(records, language),
        nearby_section(records.facilities, pages.STRAIGHT_LINE_PLANT, language),
        documents_section(records.documents, language),
        contact_section(plant, records.park, language),
        *_staff(records, plant),
    )


def _building_rows(records: PlantRecords, plant: Reading) -> tuple[Row, ...]:
    keys = (
        "structure",
        "built_year",
        "floor_count",
        "eaves_height_m",
        "fire_resistance",
        "transformer_kva",
        "ownership",
    )
    return (
        park_row(records.park, plant.language),
        plant.row("address"),
        _parcel_row(records, plant),
        plant.row("floor_area_m2"),
        *plant.rows(*keys),
    )


def _parcel_row(records: PlantRecords, plant: Reading) -> Row:
    name = pages.ON_PARCEL(plant.language)
    if records.parcel is None:
        return plant.made("on_parcel", name, (), ["parcel_id"])
    code, area = str(records.parcel.get("parcel_code") or ""), records.parcel.get("registered_area_m2")
    note = dotted(
        [str(records.parcel.get("short_number") or ""), str(mu(area, plant.language)) if area is not None else ""]
    )
    return plant.made("on_parcel", name, (Quantity(code),), ["parcel_id"], note=note, opens=Opens("parcel", code))


def _floors(records: PlantRecords, language: str) -> Rows | Table:
    if records.floors:
        return floors_table(records, language)
    return Rows((Row("floors", pages.SECTION_FLOORS(language), missing=pages.NO_FLOORS(language)),))


def _units(records: PlantRecords, language: str) -> Rows | Table:
    if records.units:
        return units_table(records, language)
    return Rows((Row("units", pages.SECTION_UNITS(language), missing=pages.NO_UNITS(language)),))


def _supply_section(records: PlantRecords, language: str) -> Section:
    """Terms of every unit that has some; rents stand in the table of units."""
    title = pages.SECTION_SUPPLY(language)
    on_offer = [u for u in records.units if u.get("supply_terms")]
    table = terms_table([(str(u.get("unit_code") or ""), u) for u in on_offer], language)
    gap = Row("supply_terms", title, missing=pages.NO_TERMS(language))
    notes = tuple(row for key in ("rent_note", "blocking_reason") for row in _unit_rows(records.units, key, language))
    rows = (Rows(notes),) if notes else ()
    return Section("supply", title, ((table or Rows((gap,))), *rows))


def _unit_rows(units: Sequence[Record], key: str, language: str) -> Iterator[Row]:
    """What is said of units, once for all units of which the same is said."""
    said: dict[str, list[Record]] = {}
    for unit in units:
        if unit.get(key):
            said.setdefault(str(unit[key]), []).append(unit)
    for same in said.values():
        codes = joined((str(u.get("unit_code")) for u in same), language)
        yield Reading("units", same[0], language).row(key, note=codes)


def _staff(records: PlantRecords, plant: Reading) -> tuple[Section, ...]:
    rows = staff_rows([plant])
    for unit in records.units:
        rows += tuple(r for r in staff_rows([Reading("units", unit, plant.language)]) if r.is_known)
    return staff_section([Rows(rows)] if rows else [], plant.language)
