"""变更状态: the allowed moves of a record, the document behind the move, what it will change. Saved in a callback."""

from typing import Any

import streamlit as st

from actions.change_status import StatusMove, allowed_moves, change_status
from actions.extend_reservation import extend_reservation
from actions.past import done_since
from app_pages.parts import sitting
from app_pages.parts.differences import preview_html
from app_pages.parts.html import h, plain
from app_pages.parts.sheet import chip
from app_pages.parts.targets import Target, with_status
from domain.audit import Basis
from domain.codes import Marketing, Stage
from domain.entities import entity as declared
from domain.status import STATUS_FIELDS
from register.store import Row
from wording import desk as words
from wording.codes import code_word
from wording.columns import column_word

_PREFIX = "move_"
#: Beside the moves of a reserved plot or unit: the same reservation, to a later day.
EXTEND = "extend"


def open_status_dialog(title: str, targets: list[Target]) -> None:
    """Open the dialog over the records of a selection that have a status."""
    sitting.forget_refusal()
    for key in [k for k in st.session_state if str(k).startswith(_PREFIX)]:
        del st.session_state[key]
    moving = with_status(targets)

    @st.dialog(f"{words.CHANGE_STATUS()}　{plain(title)}", width="medium")
    def opened() -> None:
        if sitting.has_said():
            st.rerun()  # it is saved: the dialog closes, map, list and figures follow
        _ask(_target(moving))

    opened()


def _target(targets: list[Target]) -> Target:
    if len(targets) == 1:
        return targets[0]
    by_id = {f"{t.entity}:{t.id}": t for t in targets}
    chosen = st.selectbox(
        words.WHICH(), by_id, key=f"{_PREFIX}which", format_func=lambda key: by_id[key].word, filter_mode=None
    )
    return by_id[chosen]


def _ask(target: Target) -> None:
    row = target.row()
    if row is None:
        return
    seen = st.session_state.setdefault(f"{_PREFIX}seen_{target.entity}_{target.id}", row["version"])
    with st.container():  # what comes and goes stands in boxes: a field that moves loses what is being typed
        if row["version"] != seen:
            _show_moved(target, seen, row)
    column = _column(target)
    moves = allowed_moves(sitting.desk().register, target.entity, row, column)
    if row[column] == Marketing.RESERVED:
        moves = [EXTEND, *moves]
    codes = STATUS_FIELDS[target.entity][column]
    st.html(
        f'<div class="desk-now"><span>{h(column_word(target.entity, column))} {h(words.NOW())}</span>'
        f"{chip(row[column], code_word(codes, row[column]))}</div>"
    )
    if not moves:
        sitting.note(words.NO_MOVE())
        return
    to = st.segmented_control(
        words.BECOMES(), moves, key=f"{_PREFIX}to_{column}", required=True, default=moves[0],
        format_func=lambda code: words.EXTEND() if code == EXTEND else code_word(codes, code),
    )  # fmt: skip
    with st.container():
        if column == "stage" and Stage.CLEARED not in moves and row[column] not in (Stage.RAW, Stage.CLEARED):
            sitting.note(words.BUILT_ON())
    move = _filled(target, seen, column, str(to))
    st.html(preview_html(sitting.desk().register, declared(target.entity), row, _shown_changes(move)))
    with st.container():
        sitting.show_refused()
    st.button(words.SAVE(), type="primary", key=f"{_PREFIX}save", on_click=_save, args=(target, seen, column))


def _column(target: Target) -> str:
    columns = list(STATUS_FIELDS[target.entity])
    if len(columns) == 1:
        return columns[0]
    chosen = st.segmented_control(
        words.FIELD(), columns, key=f"{_PREFIX}column", required=True, default=columns[0],
        format_func=lambda key: column_word(target.entity, key),
    )  # fmt: skip
    return str(chosen)


def _filled(target: Target, seen: int, column: str, to: str) -> StatusMove:
    """The fields under the move, as they are filled in now."""
    with st.container():
        if to in (Marketing.RESERVED, EXTEND):
            until, whom = st.columns(2)
            until.text_input(words.RESERVED_UNTIL(), key=f"{_PREFIX}until", placeholder="2026-03-31")
            if to == Marketing.RESERVED:
                whom.text_input(words.RESERVED_FOR(), key=f"{_PREFIX}for")
    number, on = st.columns([2, 1])
    number.text_input(words.DOCUMENT(), key=f"{_PREFIX}document")
    on.text_input(words.DOCUMENT_ON(), key=f"{_PREFIX}on", placeholder=sitting.desk().today.isoformat())
    st.text_input(words.REASON(), key=f"{_PREFIX}reason")
    return _move(target, seen, column, to)


def _move(target: Target, seen: int, column: str, to: str) -> StatusMove:
    basis = Basis(_typed("document"), _typed("on"), _typed("reason"))
    return StatusMove(target.entity, target.id, seen, column, to, basis, _typed("for"), _typed("until"))


def _typed(name: str) -> str:
    return str(st.session_state.get(f"{_PREFIX}{name}") or "").strip()


def _shown_changes(move: StatusMove) -> dict[str, Any]:
    """What the move is going to write, for the preview."""
    if move.to == EXTEND:
        return {"reserved_until_on": move.reserved_until_on or None}
    changes: dict[str, Any] = {move.column: move.to}
    if move.to == Marketing.RESERVED:
        changes |= {"reserved_for": move.reserved_for or None, "reserved_until_on": move.reserved_until_on or None}
    elif move.column == "stage":
        changes["stage_since_on"] = move.basis.on or None
    return changes


def _save(target: Target, seen: int, column: str) -> None:
    """One transaction, then words; nothing of Streamlit is drawn before it has committed.

    What is asked for is read from the fields now: the last run of the script may be older than the last click.
    """

    def deed() -> str:
        to = _typed(f"to_{column}")
        if to == EXTEND:
            return _extend(target, seen)
        change_status(sitting.desk(), _move(target, seen, column, to))
        codes = STATUS_FIELDS[target.entity][column]
        return words.SAVED(what=f"{target.word} {column_word(target.entity, column)} → {code_word(codes, to)}")

    if not sitting.has_said():  # a second click on the same button finds its work done
        sitting.do(deed)


def _extend(target: Target, seen: int) -> str:
    """The same reservation to a later day."""
    basis = Basis(_typed("document"), _typed("on"), _typed("reason"))
    extend_reservation(sitting.desk(), target.entity, target.id, seen, _typed("until"), basis)
    return words.SAVED(what=f"{target.word} {words.EXTEND()}")


def _show_moved(target: Target, seen: int, row: Row) -> None:
    """Somebody was here meanwhile: who, and how it stands now; only whoever has looked again may save."""
    since = done_since(sitting.desk().register, target.entity, target.id, seen)
    who = "、".join(dict.fromkeys(e.trace.actor for e in since))
    st.html(f'<div class="desk-refused" role="alert">{h(words.MOVED(code=target.word, who=who))}</div>')
    key = f"{_PREFIX}seen_{target.entity}_{target.id}"
    st.button(words.LOOK_AGAIN(), key=f"{_PREFIX}again", on_click=_look_again, args=(key, row["version"]))


def _look_again(key: str, version: int) -> None:
    st.session_state[key] = version
    sitting.forget_refusal()
    for name in [k for k in st.session_state if str(k).startswith(f"{_PREFIX}to_")]:
        del st.session_state[name]
