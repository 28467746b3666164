"""The forms of the land watch: an officer records and closes, a reviewer recognises and publishes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from actions.close_finding import close_finding
from actions.confirm_finding import confirm_finding, publish_finding
from actions.record_finding import record_finding
from actions.watch_land import Watched
from app_pages.parts import sitting
from app_pages.parts.html import h, tag
from app_pages.parts.session import person
from domain.audience import Role
from domain.audit import Basis
from domain.codes import IdleState
from domain.errors import InvalidValue
from domain.idle import FINDABLE
from wording import Word
from wording import land_watch as words

_PREFIX = "watch_"


def show_deeds(watched: Watched, park: str | None) -> None:
    """The forms that this person may use on this contract now; else who is to act."""
    is_officer, is_reviewer = sitting.keeps(park), Role.REVIEWER in person().roles
    finding = watched.finding
    if finding is None:
        if watched.judgement and watched.judgement.outcome in FINDABLE:
            _record(watched) if is_officer else sitting.note(words.WAITS_FOR_OFFICER())
        return
    if finding["state"] == IdleState.SUSPECTED:
        _confirm(watched, finding) if is_reviewer else sitting.note(words.WAITS_FOR_REVIEWER())
    elif finding["published_on"] and not finding["withdrawn_on"]:
        sitting.note(words.ON_SHOW(day=finding["published_on"]))
    elif is_reviewer:
        _publish(watched, finding)
    if is_officer:
        _close(watched, finding)


def _record(watched: Watched) -> None:
    _heading(words.RECORD_TITLE)
    key = _basis(watched, "record", words.NOTICE_NUMBER, words.NOTICE_ON)
    st.text_input(words.SERVED_ON(), key=f"{key}served", placeholder=_today())

    def deed() -> None:
        record_finding(sitting.desk(), watched.contract["id"], _typed(f"{key}served"), _typed_basis(key))

    _button(words.RECORD_TITLE, key, deed, words.RECORDED(code=watched.contract["contract_code"]))


def _confirm(watched: Watched, finding: Mapping[str, Any]) -> None:
    _heading(words.CONFIRM_TITLE)
    key = _basis(watched, "confirm", words.RECOGNITION_NUMBER, words.RECOGNITION_ON)

    def deed() -> None:
        confirm_finding(sitting.desk(), finding["id"], finding["version"], _typed_basis(key))

    _button(words.CONFIRM_TITLE, key, deed, words.CONFIRMED(code=watched.contract["contract_code"]))


def _publish(watched: Watched, finding: Mapping[str, Any]) -> None:
    _heading(words.PUBLISH_TITLE)
    key = _basis(watched, "publish", words.PUBLISH_NUMBER, words.PUBLISH_ON)

    def deed() -> None:
        publish_finding(sitting.desk(), finding["id"], finding["version"], _typed_basis(key))

    _button(words.PUBLISH_TITLE, key, deed, words.PUBLISHED(code=watched.contract["contract_code"]))


def _close(watched: Watched, finding: Mapping[str, Any]) -> None:
    _heading(words.CLOSE_TITLE)
    key = _basis(watched, "close", words.CLOSE_NUMBER, words.CLOSE_ON)
    st.text_input(words.NEW_START(), key=f"{key}start")

    def deed() -> None:
        start = _day(_typed(f"{key}start"))
        close_finding(sitting.desk(), finding["id"], finding["version"], _typed_basis(key), new_start_on=start)

    _button(words.CLOSE_TITLE, key, deed, words.CLOSED(code=watched.contract["contract_code"]))


def _heading(word: Word) -> None:
    st.html(tag("h3", h(word()), "watch-deed"))


def _basis(watched: Watched, name: str, number: Word, on: Word) -> str:
    """The two fields of a paper; returns the beginning of their keys."""
    key = f"{_PREFIX}{name}_{watched.contract['id']}_"
    left, right = st.columns([3, 2])
    left.text_input(number(), key=f"{key}document")
    right.text_input(on(), key=f"{key}on", placeholder=_today())
    return key


def _typed_basis(key: str) -> Basis:
    return Basis(_typed(f"{key}document"), _typed(f"{key}on"))


def _button(word: Word, key: str, deed: Callable[[], None], said: str) -> None:
    """What is asked for is read from the fields in the callback; nothing is drawn before it has committed."""

    def work() -> str:
        deed()
        return said

    st.button(word(), key=f"{key}do", type="primary", on_click=lambda: sitting.do(work))


def _typed(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise InvalidValue(entity="contracts", column="agreed_start_on", value=text) from fault


def _today() -> str:
    return sitting.desk().today.isoformat()
