"""Entries of the trail on a page: who did what when, from what to what, on what basis."""

from collections.abc import Sequence

import streamlit as st

from actions.read_trail import Change, Trace, deed_word, read_trail, record_word
from app_pages.parts.html import h, joined, plain, tag
from app_pages.parts.session import office, person
from app_pages.parts.targets import Target
from wording import desk as words
from wording.numbers import NO_DATA
from wording.values import dotted

MOST_CHANGES = 6
MOST_SHOWN = 200


def open_trail_dialog(title: str, target: Target) -> None:
    """Open the trail of one record."""

    @st.dialog(f"{words.TRAIL()}　{plain(title)}", width="large")
    def opened() -> None:
        traces = read_trail(office().register, person(), entity=target.entity, record_id=target.id)
        st.html(traces_html(traces[:MOST_SHOWN], with_record=False))

    opened()


def traces_html(traces: Sequence[Trace], *, with_record: bool = True) -> str:
    """The entries, latest first, one below the other."""
    if not traces:
        return tag("div", h(words.NO_TRAIL()), "desk-note")
    return tag("div", joined(_entry(trace, with_record=with_record) for trace in traces), "trail")


def _entry(trace: Trace, *, with_record: bool) -> str:
    entry = trace.entry
    head = tag("b", h(deed_word(entry.trace.deed)))
    if with_record:
        head += tag("span", h(record_word(entry)), "trail-record")
    who = tag("span", h(entry.trace.actor), "trail-who")
    return tag(
        "article",
        tag("div", who + tag("span", h(f"{trace.at}  #{entry.seq}"), "source"), "trail-when")
        + tag("div", tag("div", head) + _changes(trace) + _basis(trace), "trail-what"),
    )


def _changes(trace: Trace) -> str:
    """What changed; of a new record only that it came."""
    entry = trace.entry
    if entry.before is None or entry.after is None:
        return tag("div", h(words.MADE() if entry.before is None else words.REMOVED()), "trail-change")
    lines = joined(_change(c) for c in trace.changes[:MOST_CHANGES])
    rest = len(trace.changes) - MOST_CHANGES
    return lines + (tag("div", h(words.MORE_COLUMNS(n=len(trace.changes))), "source") if rest > 0 else "")


def _change(change: Change) -> str:
    if change.is_withheld:
        values = tag("span", h(words.HIDDEN()), "missing")
    else:
        before, after = (h(text) if text else tag("i", h(NO_DATA())) for text in (change.before, change.after))
        values = f"<del>{before}</del><span>→</span><ins>{after}</ins>"
    return tag("div", tag("span", h(change.column), "name") + values, "trail-change")


def _basis(trace: Trace) -> str:
    basis = trace.entry.trace.basis
    said = dotted((basis.document, basis.on, basis.reason))
    return tag("div", h(said), "source") if said else ""
