"""Two people changed one record: mine and theirs side by side, value by value, and what shall stay."""

from typing import Any

import streamlit as st

from actions.past import done_since, seen_row
from app_pages.parts import sitting
from app_pages.parts.differences import value_text
from app_pages.parts.draft import Draft, forget
from app_pages.parts.html import h, joined, tag
from app_pages.parts.targets import Target
from domain.entities import entity as declared
from domain.merging import Difference, Keep, differences, merged
from register.store import Row
from wording import desk as words
from wording.columns import column_word


def show_merge(target: Target, row: Row, draft: Draft) -> None:
    """Every value that either changed; only where both did is there something to choose."""
    from app_pages.parts.edit_form import ask_why, save

    entity, register = declared(target.entity), sitting.desk().register
    since = done_since(register, target.entity, target.id, draft.seen_version)
    who = "、".join(dict.fromkeys(entry.trace.actor for entry in since))
    base = seen_row(register, target.entity, target.id, draft.seen_version)
    st.html(f'<div class="desk-refused" role="alert">{h(words.CONFLICT(code=target.word, who=who))}</div>')
    found = differences(entity, base, draft.changes, row)
    st.html(_head())
    chosen = {d.key: _row(target, d) for d in found}
    ask_why(target, draft.turn)
    with st.container():
        sitting.show_refused()
    changes = merged(found, {key: keep for key, keep in chosen.items() if keep})
    args: tuple[Any, ...] = (target, draft, changes, row["version"])
    with st.container(horizontal=True):
        st.button(words.MERGE(), type="primary", key="edit_merge", on_click=save, args=args)
        st.button(words.DISCARD(), key="merge_discard", on_click=forget, args=(draft, row["version"]))


def _head() -> str:
    heads = (words.FIELD(), words.BASE(), words.THEIRS(), words.MINE(), words.KEEP_WHICH())
    return tag("div", joined(tag("span", h(word)) for word in heads), "merge-head")


def _row(target: Target, difference: Difference) -> Keep | None:
    """One value in its three states; returns what is chosen where something has to be."""
    register, column = sitting.desk().register, declared(target.entity).by_key[difference.key]
    texts = [value_text(register, column, v) for v in (difference.base, difference.theirs, difference.mine)]
    name = column_word(target.entity, difference.key)
    with st.container(horizontal=True, key=f"mergerow_{difference.key}", vertical_alignment="center"):
        st.html(tag("div", tag("b", h(name)) + joined(tag("span", h(text)) for text in texts), "merge-row"))
        if not difference.is_conflict:
            st.html(tag("div", h(_settled(difference)), "merge-settled"))
            return None
        keep = st.segmented_control(
            name, [str(k) for k in difference.choices], default=str(difference.choices[0]), required=True,
            key=f"edit_keep_{difference.key}", label_visibility="collapsed",
            format_func=lambda code: words.KEEP[code](),
        )  # fmt: skip
    return Keep(str(keep))


def _settled(difference: Difference) -> str:
    if difference.mine == difference.theirs:
        return words.AGREED()
    return words.ONLY_THEIRS() if difference.mine == difference.base else words.ONLY_MINE()
