"""存量盘活: the order of a case's states, what each route must have on file, and who may close it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.codes import DisposalState, IdleState, LegalTrack, UnderusedState
from domain.errors import LandError

_ORDER = tuple(DisposalState)


class FilesMissing(LandError):  # noqa: N818 - a refusal, not a fault
    """The route asks for papers, named in `columns`, that the case does not hold yet."""


class NotDetermined(LandError):  # noqa: N818
    """认定 is passed only with a recognised idle or a confirmed underused finding on the parcel."""


class OwnCase(LandError):  # noqa: N818
    """Nobody closes what he himself answers for, nor confirms what he himself recorded."""


class RouteUnknown(LandError):  # noqa: N818
    """No route of that key in the policy; `routes` lists those that exist."""


@dataclass(frozen=True)
class Route:
    """One way back to use: its words, and the columns that must be filled before a state is reached."""

    key: str
    zh: str
    en: str
    required: Mapping[DisposalState, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class DisposalPolicy:
    """The routes by key, and the targets in 亩 by (park code, year)."""

    routes: Mapping[str, Route]
    targets_mu: Mapping[tuple[str, int], float]


def next_state(state: DisposalState) -> DisposalState | None:
    """The one state that follows; None after the last. No state is skipped and none goes back."""
    place = _ORDER.index(state) + 1
    return _ORDER[place] if place < len(_ORDER) else None


def is_determined(track: LegalTrack, idle: list[str], underused: list[str]) -> bool:
    """Whether 认定 is passed, by the states of the parcel's findings.

    The tracks of breach and bankruptcy rest on their own papers; on the other two a finding must stand.
    """
    if track is LegalTrack.IDLE:
        return IdleState.RECOGNISED in idle
    if track is LegalTrack.UNDERUSED:
        return UnderusedState.CONFIRMED in underused or IdleState.RECOGNISED in idle
    return True


def missing_papers(case: Mapping[str, Any], route: Route, to: DisposalState) -> list[str]:
    """The columns that the route wants filled by that state and that are empty: earlier states' papers included."""
    wanted = [c for state in _ORDER[: _ORDER.index(to) + 1] for c in route.required.get(state, ())]
    return [column for column in wanted if case.get(column) in (None, "")]
