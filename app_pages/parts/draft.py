"""What a person typed into a form and has not saved: kept in his session under the record and the edition he saw."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from register.store import Row


@dataclass
class Draft:
    """Changes to one record as it was seen. `turn` gives the fields new keys after saving or discarding."""

    seen_version: int
    changes: dict[str, Any] = field(default_factory=dict)
    turn: int = 0


def draft_of(entity: str, row: Row) -> Draft:
    """The draft of a record; one without changes follows the record as it stands."""
    drafts: dict[tuple[str, int], Draft] = st.session_state.setdefault("desk_drafts", {})
    draft = drafts.setdefault((entity, row["id"]), Draft(row["version"]))
    if not draft.changes and draft.seen_version != row["version"]:
        draft.seen_version, draft.turn = row["version"], draft.turn + 1
    return draft


def forget(draft: Draft, version: int) -> None:
    """The changes were saved or given up; the form begins again from this edition."""
    draft.changes, draft.seen_version, draft.turn = {}, version, draft.turn + 1
