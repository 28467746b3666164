"""A year's firms as columns, and the two figures that are derived before any scoring: 用地面积 and 评价税收."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import UnknownFirm
from domain.indicators import (
    EVALUATED_TAX,
    FIGURES,
    LAND,
    LEASED_IN_FAR,
    LEASED_IN_FLOOR,
    LEASED_OUT_LAND,
    NONE_WHERE_EMPTY,
    OWN_LAND,
)
from domain.scheme import Scheme
from domain.units import M2_PER_MU

Floats = NDArray[np.float64]
Ints = NDArray[np.signedinteger[Any]]
Flags = NDArray[np.bool_]
#: Numbers of one column: float64, or Decimals (dtype object) where scores lie too near for floats.
Numbers = NDArray[Any]

#: A difference this much smaller than its terms has lost digits; it is taken again exactly.
_CANCELLED = 1e-3


@dataclass(frozen=True)
class Panel:
    """One row a firm, columns of equal length; missing figures are nan.

    `figures` holds the figures as they were typed, by the names of `domain.indicators.FIGURES`; a figure not there is
    missing for all. `pool_of` and `industry_of` point into `pools` and `industries` (sorted; -1: none). `extras` are
    the columns that a scheme's bonus and deduction items ask for.
    """

    firm_ids: Sequence[str]
    firm_names: Sequence[str]
    pools: tuple[str, ...]
    pool_of: Ints
    figures: Mapping[str, Floats]
    is_vetoed: Flags
    is_protected: Flags
    industries: tuple[str, ...] = ()
    industry_of: Ints | None = None
    extras: Mapping[str, Floats] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.firm_ids)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each firm id."""
        return {firm_id: row for row, firm_id in enumerate(self.firm_ids)}

    def row(self, firm_id: str) -> int:
        """The row of a firm. Raises UnknownFirm."""
        try:
            return self.row_of[firm_id]
        except KeyError:
            raise UnknownFirm(firm=firm_id) from None

    def typed(self, name: str) -> Floats:
        """A figure as it was typed; nan for all where the panel has none such."""
        return self.figures[name] if name in self.figures else np.full(len(self), np.nan)

    def or_none(self, name: str) -> Floats:
        """A figure of which an empty cell says that there is none: 0 there."""
        column = self.typed(name)
        return np.where(np.isnan(column), 0.0, column) if name in NONE_WHERE_EMPTY else column

    def with_figure(self, name: str, values: Floats) -> "Panel":
        """The same firms with another column of one figure."""
        return replace(self, figures={**self.figures, name: values})

    def take(self, rows: Ints) -> "Panel":
        """Some of the firms."""
        return Panel(
            [self.firm_ids[r] for r in rows],
            [self.firm_names[r] for r in rows],
            self.pools,
            self.pool_of[rows],
            {name: column[rows] for name, column in self.figures.items()},
            self.is_vetoed[rows],
            self.is_protected[rows],
            self.industries,
            None if self.industry_of is None else self.industry_of[rows],
            {name: column[rows] for name, column in self.extras.items()},
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all that a score can depend on, in the order of firm ids."""
        order = np.array(sorted(range(len(self)), key=lambda r: self.firm_ids[r]), dtype=np.int64)
        seal = hashlib.sha256()
        for row in order:
            seal.update(f"{self.firm_ids[row]}\x1f{_name(self.pools, self.pool_of[row])}\x1f".encode())
            if self.industry_of is not None:
                seal.update(f"{_name(self.industries, self.industry_of[row])}\x1e".encode())
        for name in sorted(self.figures):
            seal.update(name.encode() + np.ascontiguousarray(self.figures[name][order] + 0.0).tobytes())
        for name in sorted(self.extras):
            seal.update(name.encode() + np.ascontiguousarray(self.extras[name][order] + 0.0).tobytes())
        seal.update(self.is_vetoed[order].tobytes() + self.is_protected[order].tobytes())
        return seal.hexdigest()


def _name(names: Sequence[str], at: int) -> str:
    return names[at] if at >= 0 else ""


def panel_of(
    firm_ids: Sequence[str],
    pools: Iterable[str | None],
    figures: Mapping[str, Iterable[Decimal | float | None]],
    *,
    firm_names: Sequence[str] | None = None,
    is_vetoed: Iterable[bool] | None = None,
    is_protected: Iterable[bool] | None = None,
    industries: Iterable[str | None] | None = None,
    extras: Mapping[str, Iterable[Decimal | float | None]] | None = None,
) -> Panel:
    """A panel from plain columns; None is missing. Figures are named as in `domain.indicators.FIGURES`."""
    if unknown := set(figures) - set(FIGURES):
        raise ValueError(f"no such figure: {sorted(unknown)}")
    count = len(firm_ids)
    pool_names, pool_of = _coded(pools)
    industry_names, industry_of = _coded(industries) if industries is not None else ((), None)
    return Panel(
        firm_ids,
        firm_names if firm_names is not None else [""] * count,
        pool_names,
        pool_of,
        {name: _floats(column) for name, column in figures.items()},
        _flags(is_vetoed, count),
        _flags(is_protected, count),
        industry_names,
        industry_of,
        {name: _floats(column) for name, column in (extras or {}).items()},
    )


def _coded(names: Iterable[str | None]) -> tuple[tuple[str, ...], Ints]:
    listed = list(names)
    known = tuple(sorted({n for n in listed if n}))
    place = {name: at for at, name in enumerate(known)}
    return known, np.array([place.get(n or "", -1) for n in listed], dtype=np.int64)


def _floats(column: Iterable[Decimal | float | None]) -> Floats:
    if isinstance(column, np.ndarray):
        return column.astype(np.float64, copy=False)
    return np.array([np.nan if v is None else float(v) for v in column], dtype=np.float64)


def _flags(column: Iterable[bool] | None, count: int) -> Flags:
    if column is None:
        return np.zeros(count, dtype=np.bool_)
    return np.asarray(column if isinstance(column, np.ndarray) else list(column), dtype=np.bool_)


def land_mu(panel: Panel) -> Floats:
    """用地面积 in 亩: own + leased-in floor ÷ its FAR − leased-out; nan where the own land or a floor's FAR is missing.

    1亩 = 2000/3㎡. Where the sum cancels almost all of its terms it is taken again in decimals, so that land of
    exactly nothing is 0 and not a rounding error above it.
    """
    own, floor, out = (panel.or_none(name) for name in (OWN_LAND, LEASED_IN_FLOOR, LEASED_OUT_LAND))
    ratio = np.where(floor == 0, 1.0, panel.typed(LEASED_IN_FAR))
    m2_per_mu = float(M2_PER_MU)
    with np.errstate(divide="ignore", invalid="ignore"):
        land = own + (floor / ratio - out) / m2_per_mu
        cancelled = np.abs(land) < _CANCELLED * (np.abs(own) + np.abs(out) / m2_per_mu)
    if cancelled.any():
        rows = np.flatnonzero(cancelled)
        land[rows] = exact_land_mu(panel, rows).astype(np.float64)
    return land


def exact_land_mu(panel: Panel, rows: Ints) -> Numbers:
    """用地面积 in 亩 of some firms as Decimals; all their figures of land must be there."""
    own, floor, out = (decimals(panel.or_none(name)[rows]) for name in (OWN_LAND, LEASED_IN_FLOOR, LEASED_OUT_LAND))
    ratio = decimals(np.where(panel.or_none(LEASED_IN_FLOOR) == 0, 1.0, panel.typed(LEASED_IN_FAR))[rows])
    land: Numbers = own + (floor / ratio - out) * 3 / 2000
    return land


def evaluated_tax_10k_yuan(panel: Panel, scheme: Scheme, rows: Ints | None = None) -> Numbers:
    """评价税收 in 万元 by the scheme's formula; as Decimals for chosen `rows`."""

    def column(name: str) -> Numbers:
        return panel.or_none(name) if rows is None else decimals(panel.or_none(name)[rows])

    plus = [column(name) for name in scheme.tax_plus]
    total = sum(plus[1:], start=plus[0])
    for name in scheme.tax_minus:
        total = total - column(name)
    return total


def figure(panel: Panel, scheme: Scheme, name: str) -> Floats:
    """A figure or one of the two derived ones; nan where it is missing."""
    if name == LAND:
        return land_mu(panel)
    return evaluated_tax_10k_yuan(panel, scheme) if name == EVALUATED_TAX else panel.or_none(name)


def exact_figure(panel: Panel, scheme: Scheme, name: str, rows: Ints) -> Numbers:
    """The same for some firms, as the Decimals that were typed; it must be there."""
    if name == LAND:
        return exact_land_mu(panel, rows)
    if name == EVALUATED_TAX:
        return evaluated_tax_10k_yuan(panel, scheme, rows)
    return decimals(panel.or_none(name)[rows])


def decimals(column: Floats) -> Numbers:
    """The decimals that a person typed: 0.1 is one tenth and not its nearest binary fraction."""
    exact = np.empty(len(column), dtype=object)
    exact[:] = [Decimal(repr(v)) for v in column.tolist()]
    return exact
