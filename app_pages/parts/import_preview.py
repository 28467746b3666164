"""What an import would do, before it is done: counts, rows, issues, headings and the map."""

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from app_pages.parts.html import h, joined, tag
from app_pages.parts.table import Cell, Column, Row, table
from domain.entities import entity as declared
from domain.issue import Issue
from intake.mapping import PARK, open_columns
from intake.preview import Outcome, Preview, PreviewRow
from layers.preview_map import preview_map_svg
from layers.site_map import MapWords
from register.reader import Reader
from wording import gate as words
from wording.columns import column_word
from wording.numbers import NO_DATA, mu
from wording.values import joined as listed
from wording.values import shown

ENTITY = "parcels"
MOST_ROWS, MOST_ISSUES = 1_000, 300
_DERIVED = ("measured_area_m2", "measured_zone", "survey_crs")
_ROW_COLUMNS = (
    Column("row", words.ROW_NUMBER(), 56, "number"),
    Column("outcome", words.OUTCOME(), 70, "chip"),
    Column("code", words.PARCEL_CODE(), 180),
    Column("name", words.PARCEL_NAME(), 130),
    Column("area", words.AREA(), 110, "number", "亩"),
    Column("changes", words.WHAT_CHANGES(), 260, is_sortable=False),
)
_ISSUE_HEADS = (words.ROW_NUMBER, words.SEVERITY, words.FIELD, words.VALUE, words.WHAT_IS_WRONG)


def counts_html(preview: Preview) -> str:
    """The four numbers above everything else."""
    found = Counter(r.outcome for r in preview.rows)
    cells = [
        tag("div", f"<strong>{found[o]:,}</strong><span class='chip chip-{o}'>{h(words.OUTCOMES[o]())}</span>")
        for o in Outcome
    ]
    return tag("div", joined(cells), "counts")


def show_rows(preview: Preview, outcome: str | None) -> None:
    """Row by row, all or those of one outcome."""
    chosen = [r for r in preview.rows if outcome in (None, r.outcome)]
    _more_told(len(chosen), MOST_ROWS)
    table(
        [_row(r) for r in chosen[:MOST_ROWS]],
        _ROW_COLUMNS,
        key=f"import_rows_{outcome}",
        label=words.ROWS_TABLE(),
        empty=words.NO_ROWS(),
        height_px=420,
    )


def show_issues(issues: Sequence[Issue]) -> None:
    """Every issue in a sentence, whole; those of the whole file first."""
    ordered = sorted(issues, key=lambda i: (i.row is not None, i.row or 0))
    if not ordered:
        st.html(tag("p", h(words.NO_ISSUES()), "nothing"))
        return
    _more_told(len(ordered), MOST_ISSUES)
    heads = tag("tr", joined(tag("th", h(word())) for word in _ISSUE_HEADS))
    body = joined(_issue_html(issue) for issue in ordered[:MOST_ISSUES])
    with st.container(key="issues"):
        st.html(f'<table class="plain">{tag("thead", heads)}{tag("tbody", body)}</table>')


def show_headings(preview: Preview, correct: Callable[[str, str], None]) -> None:
    """Each heading with its first values and its column; `correct(heading, column)` where another is chosen."""
    st.caption(words.HEADINGS_LEAD())
    choices = ["", *open_columns(declared(ENTITY))]
    with st.container(key="headings", gap=None):
        for number, (heading, values) in enumerate(preview.samples.items()):
            _heading(number, heading, values, preview.mapping.get(heading, ""), choices, correct)


def map_html(reader: Reader, preview: Preview) -> str:
    """Where the rows would land, by what becomes of them."""
    shapes = [(r.shown["shape"], r.outcome.value) for r in preview.rows if r.comes_in and r.shown.get("shape")]
    drawn = preview_map_svg(reader, shapes, MapWords(words.MAP_OF_IMPORT(), words.NORTH(), words.MAP_CREDIT()))
    data = b64encode(drawn.encode()).decode()  # Streamlit takes drawings out of HTML, pictures it leaves
    picture = f'<img src="data:image/svg+xml;base64,{data}" alt="{h(words.MAP_OF_IMPORT())}">'
    return tag("div", picture if drawn else tag("p", h(words.MAP_OF_IMPORT_NONE()), "empty"), "importmap")


def change_text(key: str, before: Any, after: Any) -> str:
    """One changed cell: 登记面积：20,000㎡ → 21,000㎡."""
    if key == "shape":
        return words.NEW_SHAPE()
    column = declared(ENTITY).by_key[key]
    return words.CHANGE(
        field=column_word(ENTITY, key), before=str(shown(column, before)), after=str(shown(column, after))
    )


def _more_told(count: int, most: int) -> None:
    if count > most:
        st.caption(words.MORE_ROWS(n=f"{most:,}"))


def _row(row: PreviewRow) -> Row:
    values: Mapping[str, Any] = row.shown
    area = values.get("registered_area_m2")
    changes = [change_text(k, *sides) for k, sides in row.differences.items() if k not in _DERIVED]
    cells: list[Cell | str] = [
        Cell(f"{row.row:,}", row.row),
        Cell(words.OUTCOMES[row.outcome](), row.outcome, code=row.outcome),
        row.code or "",
        str(values.get("name") or ""),
        Cell(NO_DATA(), None, "missing") if area is None else Cell(mu(area).text, area),
        listed(changes),
    ]
    if not values:
        cells[4] = ""
    return Row(str(row.row), cells)


def _issue_html(issue: Issue) -> str:
    row = f"{issue.row:,}" if issue.row is not None else words.WHOLE_FILE()
    field = issue.field or ""
    word = column_word(ENTITY, field) if field in declared(ENTITY).by_key else field
    chip = tag("span", h(words.SEVERITIES[issue.severity]()), f"chip chip-{issue.severity}")
    cells = (h(row), chip, h(word), h(issue.value or ""), h(words.on_page(issue)))
    return tag("tr", joined(tag("td", cell) for cell in cells))


def _heading(
    number: int,
    heading: str,
    values: Sequence[str],
    key: str,
    choices: list[str],
    correct: Callable[[str, str], None],
) -> None:
    left, right = st.columns([3, 2], vertical_alignment="center")
    samples = listed(values) or NO_DATA()
    left.html(tag("div", tag("strong", h(heading)) + tag("span", h(samples)), "heading"))
    widget = f"heading_{number}_{key}"
    right.selectbox(
        words.COLUMN_OF(heading=heading),
        choices,
        index=choices.index(key) if key in choices else 0,
        key=widget,
        format_func=column_choice,
        label_visibility="collapsed",
        on_change=lambda: correct(heading, st.session_state[widget]),
    )


def column_choice(key: str) -> str:
    """The word of a column that a heading may fill."""
    if not key:
        return words.LEFT_OUT()
    return words.PARK() if key == PARK else column_word(ENTITY, key)
