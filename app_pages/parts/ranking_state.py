"""What the address of the ranking page says: scheme, year, pool, view, firm. Read at the top of each run."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

VIEWS = ("rank", "unrated", "groups", "land", "procedure")
TABS = ("parts", "path", "spread")
DEFAULT_SCHEME = "hy-demo"


@dataclass(frozen=True)
class RankingView:
    """What the address asks for; anything it does not know falls back to the first choice."""

    scheme: str
    year: int
    view: str
    pool: str
    firm: str
    tab: str


def read_ranking_view(schemes: Sequence[str], years: Sequence[int]) -> RankingView:
    """The view that the address describes; `years` are the record's, latest first, at least one."""
    params = st.query_params
    year = params.get("year", "")
    return RankingView(
        scheme=_one_of(params.get("scheme", ""), schemes, DEFAULT_SCHEME),
        year=int(_one_of(year, [str(y) for y in years], str(years[0]))),
        view=_one_of(params.get("view", ""), VIEWS, "rank"),
        pool=params.get("pool", ""),
        firm=params.get("firm", ""),
        tab=_one_of(params.get("tab", ""), TABS, "parts"),
    )


def write(key: str, value: str | None) -> None:
    """Set or clear one part of the address."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def chooser(key: str, value: str) -> str:
    """Set the session value of a widget from the address before it is drawn; returns its key."""
    name = f"ranking-{key}"
    st.session_state[name] = value
    return name


def follow(key: str) -> None:
    """A callback's work: write what its widget holds into the address."""
    value = st.session_state[f"ranking-{key}"]
    write(key, None if value is None else str(value))


def _one_of(value: str, known: Sequence[str], otherwise: str) -> str:
    return value if value in known else otherwise
