"""系统管理: accounts, the site's openness, the record's sizes and backups, the policy in force."""

import streamlit as st

from actions.open_site import open_site
from actions.state_of_office import State, state_of_office
from app_pages.parts import sitting
from app_pages.parts.account_forms import show_accounts
from app_pages.parts.html import h, joined, tag
from app_pages.parts.session import office, person
from domain.audit import Trace
from domain.clock import SHANGHAI
from wording import desk as words
from wording.columns import ENTITIES
from wording.numbers import number


def show_site() -> None:
    """Whether visitors look in, and the switch."""
    is_open = office().is_public
    with st.container(horizontal=True, key="sitebar", vertical_alignment="center"):
        state = words.SITE_IS["1" if is_open else "0"]()
        st.html(f"<div><b>{h(words.SITE())}</b>　{h(state)}<div class='source'>{h(words.SITE_HELP())}</div></div>")
        word = words.CLOSE_SITE if is_open else words.OPEN_SITE
        st.button(word(), key="switch_site", on_click=switch_site, args=(not is_open,))


def switch_site(is_open: bool) -> None:
    """Open or close the site; told after commit."""

    def deed() -> str:
        desk = sitting.desk()
        somebody = desk.person()
        open_site(desk.register, somebody, Trace(somebody.name, "site", desk.origin), is_open=is_open)
        return words.SITE_SAVED()

    sitting.do(deed)


def record_html(state: State) -> str:
    """Revision, last backup, sizes and how many records of each kind."""
    backup = state.last_backup
    said = backup.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if backup else words.NO_BACKUP()
    rows = [(words.LAST_BACKUP(), said), (words.REVISION(), number(state.revision))]
    rows += [(words.SIZES[key](), words.BYTES(n=number(size / 1e6, 1))) for key, size in state.sizes.items()]
    rows += [(ENTITIES[key](), words.COUNTED(n=number(count))) for key, count in state.counts.items()]
    lines = joined(tag("div", tag("span", h(name)) + tag("span", h(text))) for name, text in rows)
    return tag("section", tag("h2", h(words.RECORD_OF())) + tag("div", lines, "office-figures"))


def policies_html(state: State) -> str:
    """Every number of the policies in force, with clause and source."""
    heads = (words.POLICY_CLAUSE, words.POLICY_VALUE, words.POLICY_SOURCE, words.POLICY_FROM)
    head = tag("tr", joined(tag("th", h(word())) for word in heads))
    lines = joined(
        tag("tr", joined(tag("td", h(text)) for text in (p.clause, p.value, p.source, p.effective_from)))
        for p in state.policies
    )
    table = f'<table class="plain policies"><thead>{head}</thead><tbody>{lines}</tbody></table>'
    return tag("section", tag("h2", h(words.POLICY())) + table)


somebody = person()
state = state_of_office(office().register, somebody)
with st.container(key="work", gap=None):
    st.html(tag("h1", h(words.ADMINISTRATION()), "work-title"))
    with st.container():
        sitting.show_said()
        sitting.show_refused()
    show_site()
    show_accounts()
    st.html(tag("div", record_html(state) + policies_html(state), "office"))
