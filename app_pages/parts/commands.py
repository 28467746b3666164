"""Selection between Python and a list in the browser, without sending the list again at every click."""

import streamlit as st


def command(key: str, selected: str | None) -> dict[str, object]:
    """The last numbered command to the list `key`; a new number only when Python moved the selection itself.

    A pick in the browser is known there already: `picked` notes it, so the data of the list stay the same
    and nothing is sent.
    """
    state = st.session_state.setdefault(f"{key}:command", {"turn": 0, "id": None, "known": None})
    if selected != state["known"]:
        state.update(turn=state["turn"] + 1, id=selected, known=selected)
    return {"turn": state["turn"], "id": state["id"]}


def picked(key: str, value: str | None) -> None:
    """Note what the person picked in the list `key`."""
    if value is not None:
        st.session_state[f"{key}:command"]["known"] = value
