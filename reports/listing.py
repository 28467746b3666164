"""The 要素清单 of a plot: what is decided here is read on the page, in the panel, on paper and in the brochure."""

from collections.abc import Sequence
from dataclasses import replace

from domain.audience import Line
from domain.codes import IdleState, MapColour, Marketing, Occupancy
from domain.units import exact_sum
from reports.listing_findings import finding_blocks, notice_sections
from reports.listing_parts import Listing, Opens, Row, Rows, Section
from reports.listing_reading import Reading, origin_of, row_of
from reports.listing_records import ParcelRecords, PlotRecords, Record
from reports.listing_shared import (
    contact_section,
    documents_section,
    nearby_section,
    sourced_parcel,
    staff_rows,
    staff_section,
    terms_table,
    text_row,
)
from reports.listing_space import space_of_plot
from reports.listing_utilities import utilities_section
from wording import Language, pages
from wording.codes import code_word
from wording.numbers import Quantity, between, floor_area, gap_percent, hectares, mu, number, square_metres
from wording.values import bracketed, dotted, joined


def listing_of_plot(records: PlotRecords, language: str = Language.ZH) -> Listing:
    """The listing of a plot from what its reader may see. A reserved plot without terms shows outline and area only."""
    plot = Reading("plots", records.plot, language)
    parcels = [sourced_parcel(p.parcel, language) for p in records.parcels]
    is_open = plot.knows_any(Line.LISTING)
    sections = _open_sections(records, plot, parcels) if is_open else _closed_sections(records, plot, parcels)
    code = str(plot.value("plot_code"))
    return with_completeness(
        Listing(
            kind="plot",
            code=code,
            name=str(plot.value("name") or ""),
            chips=_chips(records, language),
            place=dotted([park_name(records.park), plot.text("road"), *_land_uses(parcels, language)]),
            areas=area_quantities(parcels, language),
            area_note=area_note(parcels, language),
            summary=str(plot.value("summary") or ""),
            facts=verified(plot),
            notice="" if is_open or plot.value("marketing") != Marketing.RESERVED else pages.RESERVED_NOTE(language),
            sections=sections,
        ),
        language,
    )


def _open_sections(records: PlotRecords, plot: Reading, parcels: Sequence[Record]) -> tuple[Section, ...]:
    language = plot.language
    return (
        Section("place", pages.SECTION_PLACE(language), (Rows(_place_rows(records, plot, parcels)),)),
        Section("plan", pages.SECTION_PLAN(language), (Rows(_plan_rows(plot, parcels)),)),
        *notice_sections(records.parcels, language),
        *_space_sections(records, language),
        utilities_section(records.supplies, records.park_supplies, language),
        _supply_section(plot),
        nearby_section(records.facilities, pages.STRAIGHT_LINE, language),
        documents_section(records.documents, language),
        contact_section(plot, records.park, language),
        *_staff(records, plot),
    )


def _closed_sections(records: PlotRecords, plot: Reading, parcels: Sequence[Record]) -> tuple[Section, ...]:
    language = plot.language
    rows = (park_row(records.park, language), *area_rows(parcels, language), *_parcel_rows(parcels, language))
    return (
        Section("place", pages.SECTION_PLACE(language), (Rows(rows),)),
        contact_section(Reading("plots", {}, language), records.park, language),
    )


# --- head


def _chips(records: PlotRecords, language: str) -> tuple[tuple[str, str], ...]:
    marketing = str(records.plot.get("marketing") or "")
    word = code_word(MapColour if marketing in list(MapColour) else Marketing, marketing, language)
    findings = [code for code in (MapColour.IDLE, MapColour.UNDERUSED) if _has_finding(records.parcels, code)]
    chips = [(marketing, word), *((str(f), code_word(MapColour, f, language)) for f in findings)]
    if records.plants:
        vacant = vacant_area_m2(records)
        area = pages.VACANT_AREA(language, area=floor_area(vacant, language)) if vacant else ""
        chips.append(("with_plant", " ".join(x for x in (pages.WITH_PLANT(language), area) if x)))
    return tuple(chips)


def _has_finding(parcels: Sequence[ParcelRecords], colour: MapColour) -> bool:
    if colour is MapColour.IDLE:
        return any(f.get("state") == IdleState.RECOGNISED for p in parcels for f in p.idle_findings)
    return any(f.get("state") == "confirmed" for p in parcels for f in p.underused_findings)


def vacant_area_m2(records: PlotRecords) -> float:
    """Floor area of the vacant units on a plot, in ㎡."""
    units = [u for plant in records.plants for u in plant.units if u.get("occupancy") == Occupancy.VACANT]
    return float(exact_sum(u["floor_area_m2"] for u in units if u.get("floor_area_m2") is not None))


def verified(reading: Reading) -> tuple[tuple[str, str], ...]:
    """When and by whom the record was verified, as far as that is known."""
    keys = [key for key in ("verified_on", "verified_by") if reading.has(key)]
    return tuple((reading.word(key), reading.text(key)) for key in keys)


def with_completeness(listing: Listing, language: str) -> Listing:
    """The listing with the share of its named values that are on record."""
    if listing.notice:
        return listing
    rows = [row for section in listing.sections if not section.is_staff for row in _named(section)]
    known = pages.COMPLETENESS_OF(language, known=sum(rows), total=len(rows))
    return replace(listing, facts=(*listing.facts, (pages.COMPLETENESS(language), known)))


def _named(section: Section) -> list[bool]:
    rows = [row.is_known for block in section.blocks if isinstance(block, Rows) for row in block.rows]
    return rows + [u.is_known for block in section.blocks for u in getattr(block, "supplies", ())]


def park_name(park: Record | None) -> str:
    """The park's name, empty without one."""
    return str(park.get("name") or "") if park else ""


# --- area


def area_quantities(parcels: Sequence[Record], language: str) -> tuple[Quantity, ...]:
    """The registered area in 亩, ㎡ and 公顷; nothing if no parcel has one."""
    areas = _areas(parcels, "registered_area_m2")
    total = exact_sum(areas)
    return (mu(total, language), square_metres(total, language), hectares(total, language)) if areas else ()


def area_note(parcels: Sequence[Record], language: str) -> str:
    """Which area that is, from where, and what the shape measures."""
    registered, measured = row_registered(parcels, language), _areas(parcels, "measured_area_m2")
    if not registered.is_known:
        return dotted([pages.NO_AREA(language), registered.missing])
    of_shape = pages.AREA_MEASURED(language, area=mu(exact_sum(measured), language)) if measured else ""
    return dotted([registered.name, registered.source, registered.as_of, of_shape])


def area_rows(parcels: Sequence[Record], language: str) -> tuple[Row, ...]:
    """The certificate's area and the measured one beside it, with the gap between them."""
    return row_registered(parcels, language), _row_measured(parcels, language)


def row_registered(parcels: Sequence[Record], language: str) -> Row:
    """The registered area; parcels without one are counted."""
    values = area_quantities(parcels, language)
    lacking = len(parcels) - len(_areas(parcels, "registered_area_m2"))
    note = pages.LACKING_AREA(language, n=lacking) if values and lacking else ""
    origins = [origin_of(p, "registered_area_m2") for p in parcels]
    return row_of("registered_area_m2", pages.AREA_REGISTERED(language), values, origins, language, note)


def _row_measured(parcels: Sequence[Record], language: str) -> Row:
    measured, registered = _areas(parcels, "measured_area_m2"), _areas(parcels, "registered_area_m2")
    notes = []
    if measured and len(measured) == len(registered) == len(parcels):
        gap = gap_percent(exact_sum(measured), exact_sum(registered))
        notes.append(pages.GAP_TO_REGISTERED(language, gap=gap))
    zones = dict.fromkeys(str(p["measured_zone"]) for p in parcels if p.get("measured_zone"))
    notes += [pages.MEASURED_IN(language, zone=joined(zones, language))] if zones else []
    values = (mu(exact_sum(measured), language), square_metres(exact_sum(measured), language)) if measured else ()
    origins = [origin_of(p, "measured_area_m2") for p in parcels]
    name = Reading("parcels", {}, language).word("measured_area_m2")
    return row_of("measured_area_m2", name, values, origins, language, dotted(notes))


def _areas(parcels: Sequence[Record], key: str) -> list[float]:
    return [float(p[key]) for p in parcels if p.get(key) is not None]


# --- rows


def park_row(park: Record | None, language: str) -> Row:
    """The park's name as a row."""
    origins = [origin_of(park, "name")] if park else []
    return text_row("park", pages.PARK(language), park_name(park), origins, language)


def _place_rows(records: PlotRecords, plot: Reading, parcels: Sequence[Record]) -> tuple[Row, ...]:
    return (
        park_row(records.park, plot.language),
        *plot.rows("address", "road", "bounds"),
        *area_rows(parcels, plot.language),
        *_parcel_rows(parcels, plot.language),
        _frontage(plot),
        *plot.rows("slope_ratio", "site_condition"),
    )


def _parcel_rows(parcels: Sequence[Record], language: str) -> tuple[Row, ...]:
    return tuple(_parcel_row(Reading("parcels", p, language)) for p in parcels)


def _parcel_row(parcel: Reading) -> Row:
    code = str(parcel.value("parcel_code") or "")
    area = parcel.value("registered_area_m2")
    notes = [
        str(parcel.value("short_number") or ""),
        str(mu(area, parcel.language)) if area is not None else pages.NO_AREA(parcel.language),
        parcel.text("stage"),
        parcel.word("is_code_provisional") if parcel.value("is_code_provisional") else "",
    ]
    return parcel.row("parcel_code", note=dotted(notes), opens=Opens("parcel", code))


def _frontage(plot: Reading) -> Row:
    sides = [number(plot.value(k)) if plot.has(k) else "—" for k in ("frontage_m", "depth_m")]
    values = (Quantity(" × ".join(sides), "m"),) if sides != ["—", "—"] else ()
    return plot.made("frontage", pages.FRONTAGE_BY_DEPTH(plot.language), values, ("frontage_m", "depth_m"))


def _plan_rows(plot: Reading, parcels: Sequence[Record]) -> tuple[Row, ...]:
    language = plot.language
    land_use = joined(_land_uses(parcels, language, with_code=True), language)
    origins = [origin_of(p, "land_use") for p in parcels]
    return (
        text_row("land_use", Reading("parcels", {}, language).word("land_use"), land_use, origins, language),
        _limits(plot, "floor_area_ratio", pages.FLOOR_AREA_RATIO(language)),
        _limits(plot, "site_coverage_ratio", pages.SITE_COVERAGE(language), as_percent=True),
        _limits(plot, "green_ratio", pages.GREEN_RATIO(language), as_percent=True),
        _limits(plot, "office_land_ratio", pages.OFFICE_LAND(language), as_percent=True),
        plot.row("height_limit_m"),
        plot.row("industries"),
        _control_values(plot),
        plot.row("energy_limit"),
    )


def _limits(plot: Reading, stem: str, name: str, *, as_percent: bool = False) -> Row:
    keys = (f"{stem}_min", f"{stem}_max")
    text = between(plot.value(keys[0]), plot.value(keys[1]), as_percent=as_percent)
    return plot.made(stem, name, (Quantity(text),) if text else (), [k for k in keys if k in plot.record])


def _control_values(plot: Reading) -> Row:
    keys = ("investment_10k_yuan_per_mu_min", "tax_10k_yuan_per_mu_min")
    names = (pages.INVESTMENT_LEAST(plot.language), pages.TAX_LEAST(plot.language))
    values = [
        Quantity(f"{name} ≥ {plot.quantity(key).text}", plot.quantity(key).unit)
        for name, key in zip(names, keys, strict=True)
        if plot.has(key)
    ]
    return plot.made("control_values", pages.CONTROL_VALUES(plot.language), values, keys)


def _land_uses(parcels: Sequence[Record], language: str, *, with_code: bool = False) -> list[str]:
    words = []
    for parcel in parcels:
        reading = Reading("parcels", parcel, language)
        if reading.has("land_use"):
            code = str(reading.value("land_use"))
            words.append(reading.text("land_use") + (bracketed(code, language) if with_code and code.isdigit() else ""))
    return list(dict.fromkeys(words))


def _space_sections(records: PlotRecords, language: str) -> tuple[Section, ...]:
    with_floors = [plant for plant in records.plants if plant.floors]
    if not with_floors:
        return ()
    return (Section("plant", pages.SECTION_PLANT(language), (space_of_plot(with_floors, language),)),)


def _supply_section(plot: Reading) -> Section:
    table = terms_table([("", plot.record)], plot.language)
    rows = (*plot.rows("price_10k_yuan_per_mu", "deliverable_on"), _blocking(plot))
    title = pages.SECTION_SUPPLY(plot.language)
    if table is None:
        return Section("supply", title, (Rows((plot.row("supply_modes"), *rows)),))
    return Section("supply", title, (table, Rows(rows)))


def _blocking(plot: Reading) -> Row:
    """What blocks supply. Where the office looked and found nothing, its word for that is the value."""
    row, looked = plot.row("blocking_reason"), origin_of(plot.record, "blocking_reason")
    if row.is_known or not looked.missing:
        return row
    return replace(row, values=(Quantity(looked.missing),), source=looked.source, as_of=looked.as_of, missing="")


def _staff(records: PlotRecords, plot: Reading) -> tuple[Section, ...]:
    language = plot.language
    rows = staff_rows([plot, *(Reading("parcels", p.parcel, language) for p in records.parcels)])
    promises = [row for supply in records.supplies for row in _promises(supply.promises, language)]
    findings = [block for parcel in records.parcels for block in finding_blocks(parcel, language)]
    blocks = [*([Rows((*rows, *promises))] if rows or promises else []), *findings]
    return staff_section(blocks, language)


def _promises(promises: Sequence[Record], language: str) -> list[Row]:
    """For whom a utility is held, until when."""
    rows = []
    for promise in promises:
        reading = Reading("reservations", promise, language)
        note = dotted(
            [reading.text("amount"), pages.UNTIL(language, day=promise["until_on"]) if promise.get("until_on") else ""]
        )
        rows.append(replace(reading.row("reserved_for", note=note), name=pages.UTILITY_RESERVED(language)))
    return rows
