"""The numbers of law and policy, read from `data/policy/*.toml` into the domain's records.

Each number stands with unit, clause, source and the day from which it holds; `to_confirm` marks those that were
remembered and not read in the text.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from domain.codes import DisposalState
from domain.disposal import DisposalPolicy, Route
from domain.entities.watch import DISPOSAL_CASES
from domain.errors import PolicyInvalid
from domain.idle import IdlePolicy
from domain.supply_terms import SupplyPolicy
from domain.workdays import Holidays, ProblemPolicy

FOLDER = Path(__file__).resolve().parent.parent / "data" / "policy"

Entry = Mapping[str, Any]


def entries(name: str, folder: Path = FOLDER) -> dict[str, Entry]:
    """The tables of one policy file. Raises PolicyInvalid where it is missing or no TOML."""
    path = folder / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise PolicyInvalid(file=path.name, key=str(fault)) from fault


def idle_policy(folder: Path = FOLDER) -> IdlePolicy:
    """The numbers of the idle-land law. Raises PolicyInvalid naming the key."""
    found = entries("idle", folder)
    return IdlePolicy(
        idle_after_years=whole(found, "idle_after_years"),
        reclaim_after_years=whole(found, "reclaim_after_years"),
        suspended_years=whole(found, "suspended_years"),
        area_ratio=ratio(found, "area_ratio"),
        investment_ratio=ratio(found, "investment_ratio"),
        fee_ratio=ratio(found, "fee_ratio"),
        investigation_days=whole(found, "investigation_days"),
        extension_years=whole(found, "extension_years"),
    )


def whole(found: Mapping[str, Entry], key: str) -> int:
    """A positive whole number. Raises PolicyInvalid."""
    number = _number(found, key)
    if not isinstance(number, int) or isinstance(number, bool) or number <= 0:
        raise PolicyInvalid(key=key)
    return number


def ratio(found: Mapping[str, Entry], key: str) -> Fraction:
    """A share between 0 and 1, exact: written as "1/3", or as a decimal in quotes. Raises PolicyInvalid."""
    number = _number(found, key)
    try:
        share = Fraction(number if isinstance(number, str) else int(number))
    except (TypeError, ValueError, ZeroDivisionError) as fault:
        raise PolicyInvalid(key=key) from fault
    if not 0 <= share <= 1:
        raise PolicyInvalid(key=key)
    return share


def _number(found: Mapping[str, Entry], key: str) -> Any:
    try:
        return found[key]["number"]
    except (KeyError, TypeError) as fault:
        raise PolicyInvalid(key=key) from fault


def holidays(folder: Path = FOLDER) -> Holidays:
    """The table of days off and worked weekends. Raises PolicyInvalid naming the year."""
    found = entries("holidays", folder)
    off: set[date] = set()
    worked: set[date] = set()
    for year, entry in found.items():
        try:
            off |= {day for first, last in entry["off"] for day in _days(first, last)}
            worked |= {date.fromisoformat(day) for day in entry["worked"]}
        except (KeyError, TypeError, ValueError) as fault:
            raise PolicyInvalid(key=year) from fault
    return Holidays(frozenset(off), frozenset(worked), frozenset(int(year) for year in found))


def _days(first: str, last: str) -> Iterator[date]:
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        yield day
        day += timedelta(days=1)


def problem_policy(folder: Path = FOLDER) -> ProblemPolicy:
    """The numbers of 问题—责任—销号. Raises PolicyInvalid naming the key."""
    found = entries("problems", folder)
    return ProblemPolicy(whole(found, "answer_hours"), whole(found, "solve_working_days"), ratio(found, "closed_ratio"))


def day_policy(folder: Path = FOLDER) -> tuple[int, int, int]:
    """Days ahead that a desk looks; days for which an offer and a utility stay fresh. Raises PolicyInvalid."""
    found = entries("desk", folder)
    return whole(found, "horizon_days"), whole(found, "verify_days"), whole(found, "supply_days")


def supply_policy(folder: Path = FOLDER) -> SupplyPolicy:
    """The bounds of lease and grant. Raises PolicyInvalid naming the key."""
    found = entries("supply", folder)
    return SupplyPolicy(
        lease_usual_min_years=whole(found, "lease_usual_min_years"),
        lease_max_years=whole(found, "lease_max_years"),
        first_lease_usual_max_years=whole(found, "first_lease_usual_max_years"),
        grant_max_years=whole(found, "grant_max_years"),
    )


def disposal_policy(folder: Path = FOLDER) -> DisposalPolicy:
    """The routes and the targets of 存量盘活. Raises PolicyInvalid."""
    found = entries("routes", folder)
    try:
        routes = {key: _route(key, entry) for key, entry in found["routes"].items()}
        targets = {
            (park, int(year)): float(entry["mu"])
            for park, years in found["targets"].items()
            for year, entry in years.items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise PolicyInvalid(key=str(fault)) from fault
    return DisposalPolicy(routes, targets)


def _route(key: str, entry: Entry) -> Route:
    required = {DisposalState(state): tuple(columns) for state, columns in entry.get("required", {}).items()}
    for column in (c for columns in required.values() for c in columns):
        DISPOSAL_CASES.by_key[column]  # a paper that no case has a place for would never be on file
    return Route(key, entry["zh"], entry["en"], required)
