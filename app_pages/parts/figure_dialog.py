"""A headline figure opened: its rule, its date, and exactly the records that it counts."""

from collections.abc import Mapping, Sequence

import streamlit as st

from actions.headline import TAX, VACANT, Headline
from app_pages.parts import url_state
from app_pages.parts.html import h, joined, tag
from app_pages.parts.table import Cell, Column, Row, table
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
    Column("code", words.NUMBER(), 150),
    Column("area", pages.AREA_REGISTERED(), 110, "number", unit_word("亩")),
    Column("status", words.STATUS(), 90, "chip"),
    Column("use", words.LAND_USE(), 130),
    Column("park", words.PARK(), 130),
)
_UNIT_COLUMNS = (
    Column("code", words.NUMBER(), 190),
    Column("area", words.AREA_M2(), 120, "number"),
    Column("park", words.PARK(), 150),
)
_FIRM_COLUMNS = (
    Column("code", words.NUMBER(), 140),
    Column("name", words.FIRM(), 320),
    Column("park", words.PARK(), 150),
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
        for note in _notes(reader, line, len(rows), shown_area_m2):
            st.caption(note)
        if not line.shows_records or figure.key not in LISTED_AS:
            return
        if st.button(words.ONLY_THESE(), type="primary", on_click=_list_these, args=(figure.key, park)):
            st.rerun()  # a dialog runs alone; the list and the map behind it have to follow

    opened()


def _show_rows(key: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    table(
        rows[:MOST_ROWS],
        columns,
        key=f"figure_rows_{key}",
        label=words.RECORDS(),
        empty=pages.NOTHING_FOUND(),
        height_px=340,
    )


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
        firms = [e for e in reader.find("enterprises") if e["enterprise_code"] in counted]
        parks = {p["id"]: p["name"] for p in reader.find("parks")}
        return _FIRM_COLUMNS, [_firm(f, parks) for f in firms], 0
    if line.figure.key == VACANT:
        units = [u for u in reader.figure_inputs().units if park is None or u["park"] == park]
        return _UNIT_COLUMNS, [_unit(u, park_names) for u in units], sum(u["floor_area_m2"] or 0 for u in units)
    kind, value = LISTED_AS[line.figure.key]
    here = {"park": [park]} if park else {}
    page = reader.page(Criteria.of(kind, {"figure": [value], **here}), "code", 1, MOST_ROWS + 1)
    parcels = [p for p in page.rows if p["code"] in counted]
    return _PARCEL_COLUMNS, [_parcel(p, park_names) for p in parcels], float(page.total_area_m2)


def _parcel(row: Mapping[str, object], park_names: Mapping[str, str]) -> Row:
    area = row["area_m2"]
    colour = str(row["colour"])
    return Row(
        str(row["code"]),
        [
            Cell(_named(row), str(row["code"])),
            Cell(mu(area).text if area is not None else NO_DATA(), float(area) if area is not None else None),
            Cell(code_word(MapColour, colour), colour, colour),
            code_word(LandUse, str(row["land_use"])) if row["land_use"] else NO_DATA(),
            park_names.get(str(row["park"]), ""),
        ],
        [int(str(row["id"]))],
    )


def _named(row: Mapping[str, object]) -> str:
    return " ".join(filter(None, (str(row["short_number"] or ""), str(row["code"]))))


def _unit(row: Mapping[str, object], park_names: Mapping[str, str]) -> Row:
    area = row["floor_area_m2"]
    cell = Cell(square_metres(area).text, float(str(area))) if area is not None else Cell(NO_DATA(), None)
    return Row(str(row["code"]), [str(row["code"]), cell, park_names.get(str(row["park"]), "")])


def _firm(row: Mapping[str, object], parks: Mapping[int, str]) -> Row:
    return Row(
        str(row["enterprise_code"]), [str(row["enterprise_code"]), str(row["name"]), parks.get(row["park_id"], "")]
    )


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
