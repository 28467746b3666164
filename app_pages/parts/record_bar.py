"""What a keeper can do at a selected record: change its status, edit it, read its trail."""

import streamlit as st

from app_pages.parts.finding_dialog import open_finding_dialog, steps_of
from app_pages.parts.html import anchor
from app_pages.parts.status_dialog import open_status_dialog
from app_pages.parts.targets import Target, targets_of, with_status
from app_pages.parts.trail_view import open_trail_dialog
from domain.audience import Line
from register.queries import TABLE_OF
from register.reader import Reader
from wording import desk as words


def show_record_bar(reader: Reader, kind: str, code: str) -> None:
    """The buttons, as many as this person may use: none for a visitor."""
    targets = targets_of(reader, kind, code)
    if with_status(targets) and st.button(words.CHANGE_STATUS(), key="do_status"):
        open_status_dialog(code, targets)
    if targets:
        st.html(anchor(f"/edit?record={targets[0].entity}:{targets[0].id}", words.EDIT(), "act quiet"))
    steps = steps_of(reader, code) if kind == "parcel" else []
    if steps and st.button(words.FINDINGS(), key="do_finding"):
        open_finding_dialog(code, steps)
    trail = _trail_of(reader, kind, code)
    if trail and st.button(words.TRAIL(), key="do_trail"):
        open_trail_dialog(code, trail)


def _trail_of(reader: Reader, kind: str, code: str) -> Target | None:
    """The record whose trail this person may read."""
    found = reader.record(kind, code)
    if found is None or not reader.audience.sees(Line.TRAIL, found["park"]):
        return None
    return Target(TABLE_OF[kind], found["id"], code)
