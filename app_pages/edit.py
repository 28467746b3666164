"""修改: the form of one record, `/edit?record=plots:12`, and of what belongs to it."""

import streamlit as st

from app_pages.parts import sitting
from app_pages.parts.edit_form import show_form
from app_pages.parts.html import anchor, h, tag
from app_pages.parts.session import person, reader
from app_pages.parts.targets import Target, targets_of
from domain.audience import Role
from domain.editing import EDITABLE
from domain.errors import NotPermitted
from register.queries import TABLE_OF
from wording import desk as words
from wording import pages

KIND_OF = {table: kind for kind, table in TABLE_OF.items()}


def asked() -> tuple[str, int] | None:
    """The record that the URL names."""
    entity, _, number = st.query_params.get("record", "").partition(":")
    return (entity, int(number)) if entity in EDITABLE and number.isascii() and number.isdecimal() else None


def siblings(entity: str, record_id: int) -> list[Target]:
    """The record with what belongs to it, where it is one that is selected on the map; else alone."""
    here = reader()
    if entity in KIND_OF:
        code = here.code_of(KIND_OF[entity], record_id)
        return targets_of(here, KIND_OF[entity], code) if code else []
    return [Target(entity, record_id, str(record_id))]


def choose(targets: list[Target]) -> Target:
    """Which of them is edited."""
    if len(targets) == 1:
        return targets[0]
    by_key = {f"{t.entity}:{t.id}": t for t in targets if t.entity in EDITABLE}
    key = st.selectbox(words.WHICH(), by_key, format_func=lambda k: by_key[k].word, key="edit_which", filter_mode=None)
    return by_key[key]


if not person().roles & {Role.OFFICER, Role.ADMINISTRATOR}:
    raise NotPermitted(deed="edit_record")
place = asked()
found = siblings(*place) if place else []
with st.container(key="work"):
    if not found:
        sitting.note(pages.NO_CODE())
    else:
        first = found[0]
        crumb = f"/?sel={KIND_OF.get(first.entity, 'parcel')}:{first.word}"
        st.html(tag("div", f"{anchor('/', pages.MAP())} / {anchor(crumb, first.word)} / {h(words.EDIT())}", "crumbs"))
        with st.container(horizontal=True, key="edithead", vertical_alignment="bottom"):
            st.html(tag("h1", h(words.EDIT_WHAT(code=first.word)), "work-title"))
            target = choose(found)
        show_form(target)
