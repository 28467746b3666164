"""What every page wears at the right of its head: that the data are a sample, their day, and who is signed in."""

from html import escape

import streamlit as st

from app_pages.parts.session import office, person
from wording import pages
from wording.sign_in import role_word


def show_head() -> None:
    """The badge of the sample, the as-of day, and signing in or out by plain links."""
    here = office()
    day = here.today().isoformat()
    parts = []
    if here.is_sample:
        parts.append(f'<span class="badge">{pages.SAMPLE_DATA()}</span>')
        parts.append(f"<span>{pages.SAMPLE_DAY(day=day)}</span>")
    else:
        parts.append(f"<span>{pages.DATA_AS_OF(day=day)}</span>")
    parts.append(_who())
    with st.container(key="standing"):
        st.html(f'<div class="standing">{"".join(parts)}</div>')


def _who() -> str:
    somebody = person()
    if somebody.is_visitor:
        return f'<a href="/login" target="_self">{pages.SIGN_IN()}</a>'
    roles = "、".join(role_word(role) for role in sorted(somebody.roles))
    leave = f'<a href="/logout" target="_self">{pages.SIGN_OUT()}</a>'
    return f'<span title="{escape(somebody.name)}">{escape(roles)}</span>{leave}'
