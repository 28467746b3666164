"""Who sits before the page and what the office lets them read. Asked anew on every run: sessions end, roles change."""

import streamlit as st

from actions.office import Office, office_of
from domain.audience import Person
from register.reader import Reader
from settings import SAMPLE, settings


def office() -> Office:
    """The one office of this process."""
    now = settings()
    return office_of(now.record, SAMPLE if now.is_default_record else None)


def person() -> Person:
    """The person of the session row that the gate named; a visitor where there is none."""
    key = st.user.get("sid") or ""
    return office().accounts.person(str(key))


def reader() -> Reader:
    """What this person may read, as of the last commit."""
    return office().reader(person().audience)
