"""Deeds at the findings of a parcel: a reviewer recognises and publishes, its officer confirms and closes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import streamlit as st

from actions.close_finding import close_finding
from actions.confirm_finding import confirm_finding, publish_finding
from actions.confirm_underused import close_underused, confirm_underused
from actions.desk import Desk
from app_pages.parts import sitting
from app_pages.parts.html import h, plain
from app_pages.parts.session import person
from app_pages.parts.sheet import chip
from domain.audience import Role
from domain.audit import Basis
from domain.codes import IdleState, UnderusedState
from register.reader import Reader
from wording import desk as words
from wording.codes import code_word

Row = dict[str, Any]
Deed = Callable[[Desk, int, int, Basis], int]
_PREFIX = "finding_"


@dataclass(frozen=True)
class Step:
    """One deed that this person may do at one finding now."""

    deed: str
    finding: Row
    do: Deed
    state: str

    @property
    def key(self) -> str:
        """Tells it from every other step."""
        return f"{self.deed}:{self.finding['id']}"


def steps_of(reader: Reader, code: str) -> list[Step]:
    """What this person may do at the findings of a parcel."""
    around = reader.related("parcel", code)
    found = reader.record("parcel", code)
    is_keeper = found is not None and sitting.keeps(found["park"])
    is_reviewer = Role.REVIEWER in person().roles
    return [
        *(s for row in around.idle_findings for s in _idle_steps(row, is_keeper=is_keeper, is_reviewer=is_reviewer)),
        *(s for row in around.underused_findings for s in _underused_steps(row) if is_keeper),
    ]


def _idle_steps(row: Row, *, is_keeper: bool, is_reviewer: bool) -> Iterator[Step]:
    state = code_word(IdleState, row["state"])
    if is_reviewer and row["state"] == IdleState.SUSPECTED:
        yield Step("confirm_finding", row, confirm_finding, state)
    if is_reviewer and row["state"] == IdleState.RECOGNISED and not row["published_on"]:
        yield Step("publish_finding", row, publish_finding, state)
    if is_keeper and row["state"] != IdleState.CLOSED:
        yield Step("close_finding", row, close_finding, state)


def _underused_steps(row: Row) -> Iterator[Step]:
    state = code_word(UnderusedState, row["state"])
    if row["state"] == UnderusedState.FLAGGED:
        yield Step("confirm_underused", row, confirm_underused, state)
    if row["state"] != UnderusedState.CLOSED:
        yield Step("close_underused", row, close_underused, state)


def open_finding_dialog(title: str, steps: list[Step]) -> None:
    """Choose the deed, name its document, save."""
    sitting.forget_refusal()
    for key in [k for k in st.session_state if str(k).startswith(_PREFIX)]:
        del st.session_state[key]
    by_key = {step.key: step for step in steps}

    @st.dialog(f"{words.FINDINGS()}　{plain(title)}", width="medium")
    def opened() -> None:
        if sitting.has_said():
            st.rerun()
        chosen = st.segmented_control(
            words.DID(), by_key, key=f"{_PREFIX}step", required=True, default=steps[0].key,
            format_func=lambda key: words.DEEDS[by_key[key].deed](),
        )  # fmt: skip
        step = by_key[str(chosen)]
        now = chip(step.finding["state"], step.state)
        st.html(f'<div class="desk-now"><span>{h(words.NOW())}</span>{now}</div>')
        number, on = st.columns([2, 1])
        number.text_input(words.DOCUMENTS[step.deed](), key=f"{_PREFIX}document")
        on.text_input(words.DOCUMENT_ON(), key=f"{_PREFIX}on", placeholder=sitting.desk().today.isoformat())
        st.text_input(words.REASON(), key=f"{_PREFIX}reason")
        with st.container():
            sitting.show_refused()
        st.button(words.SAVE(), type="primary", key=f"{_PREFIX}save", on_click=_save, args=(title, by_key))

    opened()


def _save(title: str, by_key: dict[str, Step]) -> None:
    """One transaction, then words; which deed it is, is read from the field now."""

    def deed() -> str:
        step = by_key[_typed("step")]
        basis = Basis(_typed("document"), _typed("on"), _typed("reason"))
        step.do(sitting.desk(), step.finding["id"], step.finding["version"], basis)
        return words.SAVED(what=f"{title} {words.DEEDS[step.deed]()}")

    if not sitting.has_said():
        sitting.do(deed)


def _typed(name: str) -> str:
    return str(st.session_state.get(f"{_PREFIX}{name}") or "").strip()
