"""What a person typed into a form and has not saved: kept in his session under the record and the edition he saw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from register.store import Row


@dataclass
class Draft:
    """Changes to one record as it was seen. `turn` gives the fields new keys after saving or discarding."""

    base: Row
    changes: dict[str, Any] = field(default_factory=dict)
    turn: int = 0

    @property
    def seen_version(self) -> int:
        """The edition that stands behind the form."""
        return int(self.base["version"])

    def key(self, name: str) -> str:
        """The session's key of a field of this form."""
        return f"edit_{self.base['id']}_{self.turn}_{name}"

    def typed(self, name: str) -> str:
        """What stands in a field of text now."""
        return str(st.session_state.get(self.key(name)) or "").strip()

    def take(self, values: Mapping[str, Any]) -> None:
        """What differs from the record as it was seen is the draft."""
        for key, value in values.items():
            if value != self.base[key]:
                self.changes[key] = value
            else:
                self.changes.pop(key, None)


def draft_of(entity: str, row: Row) -> Draft:
    """The draft of a record; one without changes follows the record as it stands."""
    drafts: dict[tuple[str, int], Draft] = st.session_state.setdefault("desk_drafts", {})
    draft = drafts.setdefault((entity, row["id"]), Draft(row))
    if not draft.changes and draft.seen_version != row["version"]:
        forget(draft, row)
    return draft


def forget(draft: Draft, row: Row) -> None:
    """The changes were saved or given up; the form begins again from the record as it stands."""
    draft.changes, draft.base, draft.turn = {}, row, draft.turn + 1
