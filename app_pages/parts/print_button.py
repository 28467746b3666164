"""The button that prints the page. Printing is the browser's deed, so the button is a component, not a rerun."""

import streamlit as st

_CSS = """
button { height: 34px; padding: 0 14px; border: 1px solid #0b6e75; border-radius: 4px; background: #0b6e75; color: #fff;
  font: 400 14px/1 inherit; font-family: inherit; cursor: pointer; }
button:hover { background: #095b61; }
button:focus-visible { outline: 2px solid #0b6e75; outline-offset: 2px; }
@media print { button { display: none; } }
"""

_JS = """
export default ({ data, parentElement }) => {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.onclick = () => window.print();
    parentElement.append(button);
  }
  button.textContent = data.word;
};
"""

_button = st.components.v2.component("mutu_print", css=_CSS, js=_JS)


def print_button(word: str, key: str = "print") -> None:
    """A button with this word; a click opens the browser's own print dialog."""
    _button(data={"word": word}, key=key, width="content", height="content")
