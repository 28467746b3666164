"""The table that a person sees: our own words, right-aligned figures, keyboard, print, rows that light the map."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from app_pages.parts.commands import command, picked
from wording.styles import codes_css

HERE = Path(__file__).parent
MOST_ROWS = 1000

_table = st.components.v2.component(
    "mutu_table",
    css="\n".join(((HERE / "rows.css").read_text("utf-8"), (HERE / "table.css").read_text("utf-8"), codes_css())),
    js="\n".join(((HERE / "rows.js").read_text("utf-8"), (HERE / "table.js").read_text("utf-8"))),
)


@dataclass(frozen=True)
class Column:
    """One column: its head in words, its unit small and grey, its width in px at least."""

    key: str
    head: str
    width_px: int
    kind: Literal["text", "number", "chip", "swatch", "bar"] = "text"
    unit: str = ""
    is_sortable: bool = True


@dataclass(frozen=True)
class Cell:
    """A value ready to read, with what it is sorted by.

    Attributes:
        text: the value in words, escaped nowhere and set as text only.
        sort: the value behind it; None is missing and stays last whichever way.
        code: of the chip or swatch; `missing` makes 无数据 grey.
        share: length of a bar, 0 to 1.
    """

    text: str
    sort: float | str | None = None
    code: str = ""
    share: float | None = None


@dataclass(frozen=True)
class Row:
    """One row: its id as text, its cells, and the numeric ids of the parcels that it lights on the map."""

    id: str
    cells: Sequence[Cell | str]
    parcels: Sequence[int] = ()


def table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    *,
    key: str,
    label: str,
    empty: str,
    selected: str | None = None,
    order: tuple[str, bool] | None = None,
    on_sort: Callable[[str, bool], None] | None = None,
    on_pick: Callable[[str], None] | None = None,
    first: int = 0,
    total: int | None = None,
    height_px: int | None = None,
) -> str | None:
    """Show a table and return the id of the row that was picked in this run, else None.

    Args:
        rows: at most 1,000; more than that come as pages of 200 from the server.
        key: names the table; its scroll, order and selection are remembered under it.
        label: the table's name for a screen reader.
        empty: why there is nothing and what to do.
        selected: id of the row to show as selected; a command goes out only when Python changed it.
        order: key of the sorted column and whether it descends.
        on_sort: for pages of the server: called with (column, is_descending); the table then sorts nothing
            itself. Without it the table sorts its own rows.
        on_pick: called with the id before the script runs again.
        first, total: number of the first row and of all rows, where this is one page of many.
        height_px: scrolls beyond this height under a head that stays; None shows all rows.

    Raises:
        ValueError: more than 1,000 rows, or a column without a width.
    """
    if len(rows) > MOST_ROWS:
        raise ValueError(f"{len(rows)} rows in one page; at most {MOST_ROWS}")
    if any(c.width_px <= 0 for c in columns):
        raise ValueError("every column needs a width: an unsized one shrinks to nothing")
    data = {
        "key": key,
        "label": label,
        "empty": empty,
        "columns": [
            {
                "key": c.key,
                "head": c.head,
                "unit": c.unit,
                "kind": c.kind,
                "width": c.width_px,
                "sortable": c.is_sortable,
            }
            for c in columns
        ],
        "rows": [{"id": r.id, "parcels": list(r.parcels), "cells": [_plain(c) for c in r.cells]} for r in rows],
        "order": list(order) if order else None,
        "server": on_sort is not None,
        "first": first,
        "total": total if total is not None else len(rows),
        "height": height_px,
        "command": command(key, selected),
    }
    result = _table(
        key=key,
        data=data,
        on_picked_change=lambda: _pick(key, on_pick),
        on_sorted_change=lambda: on_sort(*st.session_state[key].sorted) if on_sort else None,
    )
    return result.picked


def _plain(cell: Cell | str) -> object:
    if isinstance(cell, str):
        return cell
    return [cell.text, cell.sort, cell.code, cell.share]


def _pick(key: str, on_pick: Callable[[str], None] | None) -> None:
    value = st.session_state[key].picked
    picked(key, value)
    if on_pick and value is not None:
        on_pick(value)
