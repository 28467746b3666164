"""A headline figure opened: its rule, its date, and exactly the records that it counts."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from actions.headline import TAX, VACANT, Headline
from analytics.efficiency import tax_10k_yuan_per_mu
from analytics.figures import FirmYearFacts
from app_pages.parts import session, url_state
from app_pages.parts.html import h, joined, plain, tag
from app_pages.parts.table import Cell, Column, Row, table
from app_pages.parts.url_state import Selection
from domain.codes import LandUse, MapColour
from domain.criteria import Criteria
from register.reader import Reader
from wording import map as words
from wording import pages
from wording.codes import code_word
from wording.columns import unit_word
from wording.figures import FIGURES, MISSING, NOT_LISTED, figure_text
from wording.numbers import NO_DATA, mu, number, square_metres

OPEN_KEY = "open"
AS_OF_KEY = "as_of"
MOST_ROWS = 1_000
#: Figure → the list that shows its records, and the value of that list's `figure` facet.
LISTED_AS = {
    "available_land_mu": ("parcel", "available_land"),
    "idle_mu": ("parcel", "idle"),
    "underused_mu": ("parcel", "underused"),
    VACANT: ("plant", "vacant_plant"),
}
_PARCEL_COLUMNS = (
    Column("number", words.NUMBER(), 90),
    Column("area", pages.AREA_REGISTERED(), 110, "number", unit_word("亩")),
    Column("status", words.STATUS(), 80, "chip"),
    Column("use", words.LAND_USE(), 130),
    Column("park", words.PARK(), 130),
    Column("code", words.PARCEL_CODE(), 170),
)
_UNIT_COLUMNS = (
    Column("code", words.NUMBER(), 150),
    Column("plant", pages.SECTION_PLANT(), 190),
    Column("area", words.AREA_M2(), 110, "number"),
    Column("park", words.PARK(), 130),
)
_FIRM_COLUMNS = (
    Column("name", words.FIRM(), 220),
    Column("tax", words.TAX(), 120, "number", unit_word("万元")),
    Column("land", words.LAND(), 110, "number", unit_word("亩")),
    Column("ratio", words.TAX_PER_MU(), 130, "number", unit_word("万元/亩")),
    Column("park", words.PARK(), 120),
)


def show_dialog(reader: Reader, line: Headline, park_names: Mapping[str, str], park: str | None) -> None:
    """Open the dialog of a figure that this audience may open; closing it takes it out of the URL."""
    figure = line.figure
    title = f"{FIGURES[figure.key].name()}　{figure_text(figure.key, figure.value)}"

    @st.dialog(title, width="large" if line.shows_records else "small", on_dismiss=close_in_url)
    def opened() -> None:
        columns, rows, shown_area_m2 = _records(reader, line, park_names, park) if line.shows_records else ((), [], 0.0)
        st.html(_about(line, len(rows)))
        if line.shows_records:
            _show_rows(figure.key, columns, rows)
            if figure.key == VACANT:
                st.caption(_vacant_together(rows, shown_area_m2))
        for note in _notes(reader, line, len(rows), shown_area_m2):
            st.caption(note)
        if not line.shows_records or figure.key not in LISTED_AS:
            return
        if st.button(words.ONLY_THESE(), type="primary", on_click=_list_these, args=(figure.key, park)):
            st.rerun()  # a dialog runs alone; the list and the map behind it have to follow

    opened()


def _show_rows(key: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    picked = table(
        rows[:MOST_ROWS],
        columns,
        key=f"figure_rows_{key}",
        label=words.RECORDS(),
        empty=pages.NOTHING_FOUND(),
        height_px=340,
        on_pick=lambda row_id: _pick(key, row_id),
    )
    if picked and key != TAX:
        st.rerun()  # a dialog runs alone; the map behind it has to follow


def _pick(key: str, row_id: str) -> None:
    """A row opens its record on the map; a firm has no page."""
    if key == TAX:
        return
    plant, _, _ = row_id.partition("/")
    url_state.select(Selection("plant", plant) if key == VACANT else Selection("parcel", row_id))
    close_in_url()


def _vacant_together(rows: Sequence[Row], area_m2: float) -> str:
    """What is listed, summed; and the published total under whose name the sample shows its split."""
    listed = words.LISTED_UNITS(n=len(rows), area=number(area_m2, 0))
    published = session.office().register.meta().get("vacant_plant_note", "")
    return plain(" ".join(filter(None, (listed, published))))


def close_in_url() -> None:
    """Forget the opened figure."""
    for key in (OPEN_KEY, AS_OF_KEY):
        st.query_params.pop(key, None)


def _records(
    reader: Reader, line: Headline, park_names: Mapping[str, str], park: str | None
) -> tuple[Sequence[Column], list[Row], float]:
    """The columns and rows of the records counted, as far as this audience sees them, and the area of those shown."""
    counted = set(line.figure.record_ids)
    if line.figure.key == TAX:
        return _FIRM_COLUMNS, _firms(reader, counted, park_names), 0
    if line.figure.key == VACANT:
        units = [u for u in reader.figure_inputs().units if park is None or u["park"] == park]
        names = {p["plant_code"]: p["name"] for p in reader.find("plants")}
        return _UNIT_COLUMNS, [_unit(u, names, park_names) for u in units], sum(u["floor_area_m2"] or 0 for u in units)
    kind, value = LISTED_AS[line.figure.key]
    here = {"park": [park]} if park else {}
    page = reader.page(Criteria.of(kind, {"figure": [value], **here}), "code", 1, MOST_ROWS + 1)
    parcels = [p for p in page.rows if p["code"] in counted]
    return _PARCEL_COLUMNS, [_parcel(p, park_names) for p in parcels], float(page.total_area_m2)


def _parcel(row: Mapping[str, Any], park_names: Mapping[str, str]) -> Row:
    return Row(
        row["code"],
        [
            Cell(row["short_number"] or "", row["short_number"]),
            _amount(mu(row["area_m2"]).text if row["area_m2"] is not None else None, row["area_m2"]),
            Cell(code_word(MapColour, row["colour"]), row["colour"], row["colour"]),
            code_word(LandUse, row["land_use"]) if row["land_use"] else NO_DATA(),
            park_names.get(row["park"], ""),
            row["code"],
        ],
        [row["id"]],
    )


def _unit(row: Mapping[str, Any], names: Mapping[str, str], park_names: Mapping[str, str]) -> Row:
    area = row["floor_area_m2"]
    cell = _amount(square_metres(area).text if area is not None else None, area)
    plant = names.get(row["code"].partition("/")[0]) or ""
    return Row(row["code"], [row["code"], plant, cell, park_names.get(row["park"], "")])


def _firms(reader: Reader, counted: set[str], park_names: Mapping[str, str]) -> list[Row]:
    """Each firm with its evaluated tax, its land, and what comes of them."""
    inputs = reader.figure_inputs()
    names = {e["enterprise_code"]: e["name"] for e in reader.find("enterprises")}
    years = [FirmYearFacts(**f) for f in inputs.firm_years if f["year"] == inputs.closed_year and f["code"] in counted]
    return [_firm(facts, names, park_names) for facts in years]


def _firm(facts: FirmYearFacts, names: Mapping[str, str], park_names: Mapping[str, str]) -> Row:
    tax, land = facts.evaluated_tax_10k_yuan, facts.evaluated_land_m2
    ratio = tax_10k_yuan_per_mu(tax, land) if tax is not None and land is not None else None
    return Row(
        facts.code,
        [
            names.get(facts.code, facts.code),
            _amount(number(tax) if tax is not None else None, tax),
            _amount(mu(land).text if land is not None else None, land),
            _amount(number(ratio, 2) if ratio is not None else None, ratio),
            park_names.get(facts.park or "", ""),
        ],
    )


def _amount(text: str | None, value: Any) -> Cell:
    return Cell(text, float(value)) if text is not None else Cell(NO_DATA(), None, "missing")


def _about(line: Headline, shown_count: int) -> str:
    """Rule, source and day of the figure, and how many records stand behind it."""
    figure = line.figure
    summed = words.SUMMED[{VACANT: "unit", TAX: "firm"}.get(figure.key, "parcel")](n=f"{shown_count:,}")
    rows = [
        (pages.RULE(), FIGURES[figure.key].rule()),
        (words.SOURCE(), words.SOURCES[figure.key]()),
        (words.DAY(), figure.as_of or ""),
        (words.RECORDS_SHOWN(), summed if line.shows_records else ""),
        (words.NOT_COUNTED(), MISSING(n=figure.missing_count) if figure.missing_count else ""),
    ]
    told = joined(tag("dt", h(name)) + tag("dd", h(text)) for name, text in rows if text)
    return tag("dl", told, "about-figure")


def _notes(reader: Reader, line: Headline, shown_count: int, shown_area_m2: float) -> list[str]:
    """What the list does not show: vacant floor that is not on offer, as one sum without a name; an older link."""
    notes = [words.LIMIT_SHOWN(n=MOST_ROWS)] if shown_count > MOST_ROWS else []
    if line.shows_records and line.figure.key == VACANT and line.figure.value is not None:
        rest = float(line.figure.value) - shown_area_m2
        if rest > 0.005:
            notes.append(NOT_LISTED(area=number(rest, 0)))
    linked = st.query_params.get(AS_OF_KEY, "")
    if linked and linked != reader.day.isoformat():
        notes.append(words.OLDER_LINK(day=reader.day.isoformat()))
    return notes


def _list_these(figure_key: str, park: str | None) -> None:
    kind, value = LISTED_AS[figure_key]
    url_state.clear_criteria()
    url_state.switch_kind(kind)
    url_state.write_values("figure", [value])
    url_state.write("park", park)
    url_state.write(url_state.SELECTION_KEY, None)
    close_in_url()
