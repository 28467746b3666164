"""The list of the left panel: one card for each plot, plant or parcel, 62 px high."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from app_pages.parts.commands import command, picked
from wording.styles import codes_css

HERE = Path(__file__).parent
MOST_CARDS = 1000

_cards = st.components.v2.component(
    "mutu_cards",
    css="\n".join(((HERE / "rows.css").read_text("utf-8"), (HERE / "cards.css").read_text("utf-8"), codes_css())),
    js="\n".join(((HERE / "rows.js").read_text("utf-8"), (HERE / "cards.js").read_text("utf-8"))),
)


@dataclass(frozen=True)
class Card:
    """What one card says; every value is ready to read.

    Attributes:
        id: what a pick returns.
        title: code, bold.
        amount, unit: the figure at the right, `31.62` and `亩`.
        line: the grey second line.
        swatch: colour code of the square before the title; empty for none.
        chips: (code, word) after the title.
        parcels: numeric ids of the parcels that it lights on the map.
    """

    id: str
    title: str
    amount: str
    unit: str
    line: str
    swatch: str = ""
    chips: Sequence[tuple[str, str]] = ()
    parcels: Sequence[int] = ()


def cards(
    shown: Sequence[Card],
    *,
    key: str,
    label: str,
    empty: str,
    selected: str | None = None,
    on_pick: Callable[[str], None] | None = None,
) -> str | None:
    """Show the list and return the id of the card that was picked in this run, else None.

    It fills the height of its container and scrolls alone; put it into `st.container(key="list")`.

    Args:
        shown: at most 1,000 cards.
        key: names the list; scroll and selection are remembered under it, also while it is away.
        label: the list's name for a screen reader.
        empty: why there is nothing and what to do.
        selected: id of the selected card, brought into view when Python changed it.
        on_pick: called with the id before the script runs again.

    Raises:
        ValueError: more than 1,000 cards.
    """
    if len(shown) > MOST_CARDS:
        raise ValueError(f"{len(shown)} cards in one list; at most {MOST_CARDS}")
    data = {
        "key": key,
        "label": label,
        "empty": empty,
        "cards": [{**asdict(c), "chips": list(c.chips), "parcels": list(c.parcels)} for c in shown],
        "command": command(key, selected),
    }

    def note() -> None:
        value = st.session_state[key].picked
        picked(key, value)
        if on_pick and value is not None:
            on_pick(value)

    return _cards(key=key, data=data, on_picked_change=note, height="stretch").picked
