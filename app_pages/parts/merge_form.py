"""Two people changed one record: mine and theirs side by side, value by value, and what shall stay."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from actions.past import done_since, seen_row
from app_pages.parts import sitting
from app_pages.parts.differences import value_text
from app_pages.parts.draft import Draft, forget
from app_pages.parts.html import h, joined, tag
from app_pages.parts.targets import Target
from app_pages.parts.why import ask_why, write
from domain.entities import entity as declared
from domain.merging import Difference, Keep, differences, merged
from register.store import Row
from wording import desk as words
from wording.columns import column_word


def show_merge(target: Target, row: Row, draft: Draft) -> None:
    """Every value that either changed; only where both did is there something to choose."""
    entity, register = declared(target.entity), sitting.desk().register
    since = done_since(register, target.entity, target.id, draft.seen_version)
    who = "、".join(dict.fromkeys(entry.trace.actor for entry in since))
    base = seen_row(register, target.entity, target.id, draft.seen_version)
    st.html(f'<div class="desk-refused" role="alert">{h(words.CONFLICT(code=target.word, who=who))}</div>')
    found = differences(entity, base, draft.changes, row)
    st.html(_head())
    for difference in found:
        _row(target, draft, difference)
    ask_why(target, draft)
    with st.container():
        sitting.show_refused()
    args: tuple[Any, ...] = (target, draft, found, row["version"])
    with st.container(horizontal=True):
        st.button(words.MERGE(), type="primary", key="edit_merge", on_click=_merge, args=args)
        st.button(words.DISCARD(), key="merge_discard", on_click=forget, args=(draft, row))


def _merge(target: Target, draft: Draft, found: Sequence[Difference], seen_version: int) -> None:
    """Write what was chosen, over the edition that was shown."""
    chosen = {d.key: Keep(draft.typed(f"keep_{d.key}")) for d in found if draft.typed(f"keep_{d.key}")}
    sitting.do(lambda: write(target, draft, merged(found, chosen), seen_version))


def _head() -> str:
    heads = (words.FIELD(), words.BASE(), words.THEIRS(), words.MINE(), words.KEEP_WHICH())
    return tag("div", joined(tag("span", h(word)) for word in heads), "merge-head")


def _row(target: Target, draft: Draft, difference: Difference) -> None:
    """One value in its three states, and a choice where both changed it."""
    register, column = sitting.desk().register, declared(target.entity).by_key[difference.key]
    texts = [value_text(register, column, v) for v in (difference.base, difference.theirs, difference.mine)]
    name = column_word(target.entity, difference.key)
    with st.container(horizontal=True, key=f"mergerow_{difference.key}", vertical_alignment="center"):
        st.html(tag("div", tag("b", h(name)) + joined(tag("span", h(text)) for text in texts), "merge-row"))
        if not difference.is_conflict:
            st.html(tag("div", h(_settled(difference)), "merge-settled"))
            return
        st.segmented_control(
            name, [str(k) for k in difference.choices], default=str(difference.choices[0]), required=True,
            key=draft.key(f"keep_{difference.key}"), label_visibility="collapsed",
            format_func=lambda code: words.KEEP[code](),
        )  # fmt: skip


def _settled(difference: Difference) -> str:
    if difference.mine == difference.theirs:
        return words.AGREED()
    return words.ONLY_THEIRS() if difference.mine == difference.base else words.ONLY_MINE()
