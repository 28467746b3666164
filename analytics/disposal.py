"""The board of 存量盘活: 亩 by route and state, and what is disposed of against the year's target."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.codes import DisposalState
from domain.units import exact_sum, mu_from_m2

DISPOSED = frozenset({DisposalState.CLOSED, DisposalState.REVIEWED})


@dataclass(frozen=True)
class CaseFacts:
    """One case: its parcel's code and registered area in ㎡ (None: not on record), route (None: none yet), state."""

    parcel: str
    area_m2: float | None
    route: str | None
    state: DisposalState
    year: int | None = None


@dataclass(frozen=True)
class Cell:
    """Σ registered area in 亩 with the parcels behind it; parcels without area are left out and counted."""

    area_mu: Decimal
    parcels: tuple[str, ...]
    missing_count: int = 0


@dataclass(frozen=True)
class Board:
    """`cells` by (route, state), the sums of each route and state, and the whole; disposed of is closed or reviewed."""

    cells: Mapping[tuple[str | None, DisposalState], Cell]
    by_route: Mapping[str | None, Cell]
    by_state: Mapping[DisposalState, Cell]
    disposed: Cell
    total: Cell


def board(cases: Iterable[CaseFacts], year: int | None = None) -> Board:
    """Sum the cases of a target year (all of them without one).

    A parcel counts once, with the case that is furthest: two cases never make two parcels of one.
    """
    kept = _once(c for c in cases if year is None or c.year == year)
    cells: dict[tuple[str | None, DisposalState], list[CaseFacts]] = defaultdict(list)
    routes: dict[str | None, list[CaseFacts]] = defaultdict(list)
    states: dict[DisposalState, list[CaseFacts]] = defaultdict(list)
    for case in kept:
        cells[case.route, case.state].append(case)
        routes[case.route].append(case)
        states[case.state].append(case)
    return Board(
        {key: _cell(group) for key, group in cells.items()},
        {key: _cell(group) for key, group in routes.items()},
        {key: _cell(group) for key, group in states.items()},
        _cell([c for c in kept if c.state in DISPOSED]),
        _cell(kept),
    )


def _once(cases: Iterable[CaseFacts]) -> list[CaseFacts]:
    order = list(DisposalState)
    furthest: dict[str, CaseFacts] = {}
    for case in cases:
        known = furthest.get(case.parcel)
        if known is None or order.index(case.state) > order.index(known.state):
            furthest[case.parcel] = case
    return list(furthest.values())


def _cell(cases: list[CaseFacts]) -> Cell:
    areas = [c.area_m2 for c in cases if c.area_m2 is not None]
    return Cell(mu_from_m2(exact_sum(areas)), tuple(c.parcel for c in cases), len(cases) - len(areas))
