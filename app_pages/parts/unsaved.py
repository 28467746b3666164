"""The browser's own question before a page with unsaved changes is left."""

import streamlit as st

_JS = """
const state = window.mutuUnsaved ??= { count: 0 };
if (!state.ready) {
  state.ready = true;
  window.addEventListener("beforeunload", (event) => {
    if (state.count > 0) { event.preventDefault(); event.returnValue = ""; }
  });
}
export default ({ data }) => {
  const turn = (state.turn = (state.turn || 0) + 1);
  state.count = data.count;
  return () => { if (state.turn === turn) state.count = 0; };
};
"""

_guard = st.components.v2.component("mutu_unsaved", js=_JS)


def guard_unsaved(count: int) -> None:
    """Ask before the window is closed or loaded anew while this many changes are not saved."""
    _guard(data={"count": count}, key="unsaved", height="content")
