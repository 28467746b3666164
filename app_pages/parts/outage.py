"""What a page says when something fails: a refusal in its own sentence, anything else with a number."""

import contextlib
import logging
import secrets
from collections.abc import Iterator

import streamlit as st

from app_pages.parts.html import plain
from domain.errors import LandError
from wording.errors import OUTAGE, sentence

log = logging.getLogger("mutu.pages")


@contextlib.contextmanager
def outages_told() -> Iterator[None]:
    """Run a page; what it raises is logged whole, and the person reads a sentence with the number of the entry."""
    try:
        yield
    except LandError as refusal:
        st.warning(plain(sentence(refusal)))
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("outage %s", reference)
        with st.container(key="doc"):
            st.error(OUTAGE(reference=reference))
