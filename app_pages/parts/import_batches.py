"""The batches that came in, and the dialog in which one is undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from actions.undo_import import Undoing, batches, undo_import, undo_preview
from app_pages.parts.deeds import attempt
from app_pages.parts.html import plain
from app_pages.parts.session import office, person
from app_pages.parts.table import Cell, Column, Row, table
from domain.audit import Trace
from domain.clock import SHANGHAI
from wording import gate as words
from wording.numbers import NO_DATA

MOST_BATCHES = 200
MOST_KEPT = 20
_CHOSEN, _TRIED = "batch", "undo_tried"
_COLUMNS = (
    Column("code", words.BATCH(), 64, "number"),
    Column("at", words.IMPORTED_AT(), 150),
    Column("file", words.FILE(), 260),
    Column("in", words.ROWS_IN(), 80, "number"),
    Column("refused", words.ROWS_REFUSED(), 80, "number"),
    Column("by", words.IMPORTED_BY(), 110),
    Column("state", words.STATE(), 230),
)


def show_batches() -> None:
    """The latest batches; a click opens what undoing one would do."""
    found = batches(office().register, person())[:MOST_BATCHES]
    st.html(f'<h2 class="worktitle">{words.BATCHES()} <small>{words.UNDO_HINT() if found else ""}</small></h2>')
    with st.container(key="batches"):
        table(
            [_row(b) for b in found],
            _COLUMNS,
            key="import_batches",
            label=words.BATCHES(),
            empty=words.NO_BATCHES(),
            height_px=260 if len(found) > 6 else None,
            on_pick=lambda code: st.session_state.update({_CHOSEN: int(code)}),
        )
    chosen = st.session_state.pop(_CHOSEN, None)
    if chosen is not None:
        _show_dialog(chosen)


def state_text(batch: Mapping[str, Any]) -> str:
    """Whether a batch stands."""
    if not batch["undone_on"]:
        return words.BATCH_STANDS()
    if batch["rows_kept"]:
        return words.BATCH_PARTLY_UNDONE(day=batch["undone_on"], n=batch["rows_kept"])
    return words.BATCH_UNDONE(day=batch["undone_on"])


def _row(batch: Mapping[str, Any]) -> Row:
    at = batch["imported_at"]
    local = f"{datetime.fromisoformat(at).astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else NO_DATA()
    return Row(
        str(batch["id"]),
        [
            Cell(str(batch["id"]), batch["id"]),
            Cell(local, at),
            batch["file_name"],
            Cell(f"{batch['rows_in'] or 0:,}", batch["rows_in"]),
            Cell(f"{batch['rows_refused'] or 0:,}", batch["rows_refused"]),
            batch["imported_by"] or "",
            state_text(batch),
        ],
    )


def _show_dialog(batch_id: int) -> None:
    st.dialog(words.UNDO_BATCH(code=batch_id))(_dialog)(batch_id)


def _dialog(batch_id: int) -> None:
    if st.session_state.pop(_TRIED, False):  # a click runs the dialog alone again; the page tells what came of it
        st.rerun()
    plan = undo_preview(office().register, batch_id, person=person())
    st.markdown(plain(_what(words.UNDO_WHAT, plan)))
    for row in plan.kept[:MOST_KEPT]:
        st.caption(plain(row.sentence()))
    st.button(
        words.UNDO(),
        type="primary",
        disabled=not plan.changes_anything,
        on_click=lambda: _try(batch_id),
        key="undo_batch",
    )


def _try(batch_id: int) -> None:
    attempt(lambda: _undo(batch_id))
    st.session_state[_TRIED] = True


def _undo(batch_id: int) -> str:
    somebody = person()
    done = undo_import(office().register, batch_id, person=somebody, trace=Trace(somebody.name, "undo_import", "page"))
    return _what(words.UNDONE if done.changes_anything else words.NOTHING_UNDONE, done)


def _what(word: Any, plan: Undoing) -> str:
    counts = {"removed": len(plan.removed), "restored": len(plan.restored), "kept": len(plan.kept)}
    return str(word(code=plan.batch["id"], **counts))
