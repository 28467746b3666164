"""A parcel, registered and measured, as the panel of the map shows it."""

from domain.audience import Line
from domain.codes import IdleState, MapColour, UnderusedState
from reports.listing import area_note, area_quantities, area_rows, park_name, park_row
from reports.listing_findings import finding_blocks, notice_sections
from reports.listing_parts import Listing, Opens, Row, Rows, Section, Table
from reports.listing_reading import Reading
from reports.listing_records import ParcelRecords
from reports.listing_shared import sourced_parcel, staff_rows, staff_section
from reports.listing_space import space_of_plot
from wording import Language, pages
from wording.codes import code_word
from wording.numbers import Quantity
from wording.values import dotted


def listing_of_parcel(records: ParcelRecords, language: str = Language.ZH) -> Listing:
    """A parcel from what its reader may see: context for everybody, holder and findings for staff."""
    parcel = Reading("parcels", sourced_parcel(records.parcel, language), language)
    return Listing(
        kind="parcel",
        code=str(parcel.value("parcel_code")),
        name=str(parcel.value("short_number") or ""),
        chips=_chips(records, parcel),
        place=dotted([park_name(records.park), parcel.text("address"), parcel.text("land_use")]),
        areas=area_quantities([parcel.record], language),
        area_note=area_note([parcel.record], language),
        summary="",
        facts=(),
        notice="",
        sections=_sections(records, parcel),
    )


def _chips(records: ParcelRecords, parcel: Reading) -> tuple[tuple[str, str], ...]:
    codes = []
    if any(f.get("state") == IdleState.RECOGNISED for f in records.idle_findings):
        codes.append(MapColour.IDLE)
    if any(f.get("state") == UnderusedState.CONFIRMED for f in records.underused_findings):
        codes.append(MapColour.UNDERUSED)
    marketing = records.plot.get("marketing") if records.plot else None
    if marketing in list(MapColour):
        codes.append(MapColour(marketing))
    if parcel.has("stage"):
        codes.append(MapColour(parcel.value("stage")))
    return tuple((str(code), code_word(MapColour, code, parcel.language)) for code in codes)


def _sections(records: ParcelRecords, parcel: Reading) -> tuple[Section, ...]:
    language = parcel.language
    rows = (
        park_row(records.park, language),
        *parcel.rows("parcel_code", "land_use", "stage"),
        *([parcel.row("stage_since_on")] if parcel.knows_any(Line.STAFF) else []),
        *area_rows([parcel.record], language),
        *_plot_rows(records, language),
        *([parcel.row("retired_on")] if parcel.has("retired_on") else []),
    )
    firms = finding_blocks(records, language)
    staff = staff_rows([parcel])
    return (
        Section("land", pages.SECTION_LAND(language), (Rows(rows),)),
        *notice_sections([records], language),
        *_plants(records, language),
        *staff_section([*([Rows(staff)] if staff else []), *firms], language),
    )


def _plot_rows(records: ParcelRecords, language: str) -> tuple[Row, ...]:
    if records.plot is None:
        return ()
    plot = Reading("plots", records.plot, language)
    code = str(plot.value("plot_code"))
    note = plot.text("marketing")
    return (
        plot.made("plot", pages.KINDS["plot"](language), (Quantity(code),), (), note=note, opens=Opens("plot", code)),
    )


def _plants(records: ParcelRecords, language: str) -> tuple[Section, ...]:
    with_floors = [plant for plant in records.plants if plant.floors]
    if not with_floors:
        return ()
    table: Table = space_of_plot(with_floors, language)
    return (Section("plant", pages.SECTION_PLANT(language), (table,)),)
