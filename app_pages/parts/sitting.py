"""The desk as a page reaches it: who sits there is asked at every deed, and what came of it is said after commit."""

import logging
import secrets
from collections.abc import Callable

import streamlit as st

from actions.desk import Desk, may_change
from app_pages.parts.html import h, tag
from app_pages.parts.session import office, person
from domain.errors import LandError
from wording.errors import OUTAGE, sentence

SAID = "desk_said"
REFUSED = "desk_refused"
log = logging.getLogger("mutu.pages")


def desk() -> Desk:
    """The desk of this office, today, with whoever the session row names at the moment of the deed."""
    here = office()
    return Desk(here.register, person, here.today(), st.context.ip_address or "127.0.0.1")


def keeps(park: str | None) -> bool:
    """Whether the person before the page keeps the records of this park (code)."""
    return may_change(person(), park)


def do(deed: Callable[[], str]) -> bool:
    """Do a deed inside a callback; what it says is shown when the page runs again. Nothing is drawn before commit."""
    st.session_state.pop(REFUSED, None)
    try:
        said = deed()
    except LandError as refusal:
        st.session_state[REFUSED] = sentence(refusal)
        return False
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("outage %s", reference)
        st.session_state[REFUSED] = OUTAGE(reference=reference)
        return False
    st.session_state[SAID] = said
    return True


def has_said() -> bool:
    """Whether a deed was done that no page has told of yet."""
    return SAID in st.session_state


def show_said() -> None:
    """Tell once what was done."""
    if said := st.session_state.pop(SAID, None):
        st.html(f'<div class="desk-said" role="status">{h(said)}</div>')


def show_refused() -> None:
    """Tell why the last deed was refused, until the next one."""
    if refused := st.session_state.get(REFUSED):
        st.html(f'<div class="desk-refused" role="alert">{h(refused)}</div>')


def forget_refusal() -> None:
    """A new piece of work begins without the refusal of the last."""
    st.session_state.pop(REFUSED, None)


def note(text: str) -> None:
    """A quiet line."""
    st.html(tag("div", h(text), "desk-note"))
