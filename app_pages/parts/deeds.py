"""Deeds done by a click: whatever refuses them is told on the page's next run, and nothing is half done."""

import logging
import secrets
from collections.abc import Callable

import streamlit as st

from app_pages.parts.html import plain
from domain.errors import LandError
from wording.errors import OUTAGE, sentence

log = logging.getLogger("mutu.pages")
_TOLD = "told"


def attempt(deed: Callable[[], str | None]) -> None:
    """Do a deed inside a callback; its sentence, or that of its refusal, is kept for `show_told`."""
    try:
        said = deed()
        st.session_state[_TOLD] = ("success", said) if said else None
    except LandError as refusal:
        st.session_state[_TOLD] = ("warning", sentence(refusal))
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("outage %s", reference)
        st.session_state[_TOLD] = ("error", OUTAGE(reference=reference))


def show_told() -> None:
    """Say once what the last deed did, or why it was refused."""
    told = st.session_state.pop(_TOLD, None)
    if told:
        kind, text = told
        {"success": st.success, "warning": st.warning, "error": st.error}[kind](plain(text))
