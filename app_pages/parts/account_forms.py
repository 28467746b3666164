"""Accounts on the administrator's page: who there is, and the deeds on each. A password is shown once, kept nowhere."""

from collections.abc import Callable

import streamlit as st

from actions.accounts import Actor, add_user, change_roles, lock_user, reset_user, unlock_user
from app_pages.parts import sitting
from app_pages.parts.html import h, joined, tag
from app_pages.parts.session import office
from domain.accounts import ACCOUNT_ROLES
from domain.audience import Role
from register.access import Account
from wording import desk as words
from wording.sign_in import role_word

ONE_TIME = "admin_one_time"


def show_accounts() -> None:
    """The accounts as a table, one form for a new one, one for changing the one that is chosen."""
    accounts = office().accounts.access.accounts()
    names = {p["park_code"]: p["name"] for p in office().register.find("parks")}
    st.html(tag("section", tag("h2", h(words.ACCOUNTS())) + accounts_html(accounts, names), "office"))
    with st.container():
        if said := st.session_state.pop(ONE_TIME, None):
            st.html(f'<div class="desk-said" role="status">{h(said)}</div>')
    known, new = st.columns(2, gap="large")
    with known, st.container(key="accountchange"):
        if accounts:
            _change(accounts, names)
    with new, st.container(key="accountnew"):
        _add(names)


def accounts_html(accounts: list[Account], parks: dict[str, str]) -> str:
    """Name, roles, parks and state of each account."""
    if not accounts:
        return tag("p", h(words.NO_ACCOUNTS()), "desk-note")
    heads = joined(tag("th", h(word())) for word in (words.ACCOUNT, words.ROLES, words.PARKS, words.STATE))
    lines = joined(tag("tr", joined(tag("td", h(text)) for text in _cells(a, parks))) for a in accounts)
    return f'<table class="plain"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'


def _cells(account: Account, parks: dict[str, str]) -> tuple[str, ...]:
    state = words.IS_LOCKED if account.is_locked else words.MUST_CHANGE if account.must_change else words.IS_OPEN
    roles = "、".join(role_word(role) for role in sorted(account.roles))
    return account.name, roles, "、".join(parks.get(p, p) for p in account.parks), state()


def _add(parks: dict[str, str]) -> None:
    st.html(tag("h3", h(words.ADD_ACCOUNT())))
    st.text_input(words.ACCOUNT(), key="admin_new_name")
    _roles_and_parks("admin_new", parks, None)
    st.button(words.ADD_ACCOUNT(), key="admin_add", type="primary", on_click=_do, args=("add_user", _added))


def _change(accounts: list[Account], parks: dict[str, str]) -> None:
    st.html(tag("h3", h(words.CHANGE_ROLES())))
    name = st.selectbox(words.ACCOUNT(), [a.name for a in accounts], key="admin_name", filter_mode=None)
    account = next(a for a in accounts if a.name == name)
    _roles_and_parks(f"admin_{name}", parks, account)
    with st.container(horizontal=True):
        st.button(words.CHANGE_ROLES(), key="admin_roles", on_click=_do, args=("change_roles", _changed))
        st.button(words.RESET(), key="admin_reset", on_click=_do, args=("reset_user", _reset))
        if account.is_locked:
            st.button(words.UNLOCK(), key="admin_unlock", on_click=_do, args=("unlock_user", _unlocked))
        else:
            st.button(words.LOCK(), key="admin_lock", on_click=_do, args=("lock_user", _locked))


def _roles_and_parks(prefix: str, parks: dict[str, str], account: Account | None) -> None:
    roles = sorted(str(role) for role in ACCOUNT_ROLES)
    st.pills(
        words.ROLES(), roles, selection_mode="multi", key=f"{prefix}_roles", format_func=lambda r: role_word(Role(r)),
        default=sorted(str(r) for r in account.roles) if account else [],
    )  # fmt: skip
    st.pills(
        words.PARKS(), list(parks), selection_mode="multi", key=f"{prefix}_parks", format_func=lambda p: parks[p],
        default=[p for p in account.parks if p in parks] if account else [],
    )  # fmt: skip


def _do(deed: str, act: Callable[[Actor], str]) -> None:
    """One deed on an account inside a callback, then words."""

    def done() -> str:
        desk = sitting.desk()
        name = act(Actor(desk.person(), desk.origin))
        return words.ACCOUNT_SAVED(name=name, deed=words.DEEDS[deed]())

    sitting.do(done)


def _state(key: str) -> list[str]:
    return list(st.session_state.get(key) or [])


def _parks() -> list[str]:
    return [p["park_code"] for p in office().register.find("parks")]


def _added(actor: Actor) -> str:
    name = str(st.session_state["admin_new_name"])
    roles, parks = _state("admin_new_roles"), _state("admin_new_parks")
    password = add_user(office().accounts, actor, name, roles, parks, known_parks=_parks())
    st.session_state[ONE_TIME] = words.ONE_TIME(name=name, password=password)
    return name


def _changed(actor: Actor) -> str:
    name = _chosen()
    roles, parks = _state(f"admin_{name}_roles"), _state(f"admin_{name}_parks")
    change_roles(office().accounts, actor, name, roles, parks, known_parks=_parks())
    return name


def _reset(actor: Actor) -> str:
    name = _chosen()
    password = reset_user(office().accounts, actor, name)
    st.session_state[ONE_TIME] = words.ONE_TIME(name=name, password=password)
    return name


def _locked(actor: Actor) -> str:
    lock_user(office().accounts, actor, _chosen())
    return _chosen()


def _unlocked(actor: Actor) -> str:
    unlock_user(office().accounts, actor, _chosen())
    return _chosen()


def _chosen() -> str:
    return str(st.session_state["admin_name"])
