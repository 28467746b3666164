"""A firm's year as 亩均论英雄 takes it in: figures with their source, the land under the firm, sums of a group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from analytics.efficiency import evaluated_land_m2, evaluated_tax_10k_yuan, tax_10k_yuan_per_mu
from analytics.panel import Panel, panel_of
from domain.codes import OccupationRole
from domain.indicators import LAND_FIGURES
from domain.units import exact, exact_sum, mu_from_m2

#: Figures of a firm and year as the record keeps them, handed on as they are.
FIGURES = (
    "tax_10k_yuan",
    "exempt_credit_tax_10k_yuan",
    "value_added_10k_yuan",
    "energy_tce",
    "emission_t",
    "staff_count",
    "rnd_10k_yuan",
    "revenue_10k_yuan",
)
#: Columns in which an empty cell means none; anywhere else it is missing.
EMPTY_IS_NONE = frozenset({"leased_in_floor_m2", "leased_out_land_m2", "exempt_credit_tax_10k_yuan"})


@dataclass(frozen=True)
class Holding:
    """One parcel on which a firm stands, and in what right; areas in ㎡, None where the record has none."""

    parcel_id: int
    parcel_code: str
    role: OccupationRole
    land_area_m2: float | None
    floor_area_m2: float | None


@dataclass(frozen=True)
class FirmYear:
    """A firm in one year, with where its figures come from.

    Attributes:
        firm_id: the enterprise's code.
        pool: 规上 or 规下 in that year, as schemes and panel files name it.
        own_land_m2, leased_in_floor_m2, leased_in_floor_area_ratio, leased_out_land_m2: as entered; None is missing
            for own land and means none for the others.
        figures: the columns of `FIGURES` in their units.
        is_confirmed: whether the firm signed its 一企一单; None where the record does not say.
        missing: column → reason, where the record gives one.
    """

    firm_id: str
    firm_name: str
    pool: str
    park: str
    industry: str
    credit_code: str | None
    former_names: str | None
    own_land_m2: float | None
    leased_in_floor_m2: float | None
    leased_in_floor_area_ratio: float | None
    leased_out_land_m2: float | None
    figures: Mapping[str, float | None]
    is_vetoed: bool
    is_protected: bool
    is_confirmed: bool | None
    source: str
    as_of_on: str
    missing: Mapping[str, str]
    holdings: tuple[Holding, ...]

    @property
    def land_m2(self) -> Decimal | None:
        """用地面积 in ㎡; None where it is missing or a leased floor has no FAR."""
        return evaluated_land_m2(
            self.own_land_m2, self.leased_in_floor_m2, self.leased_in_floor_area_ratio, self.leased_out_land_m2
        )

    @property
    def tax_10k_yuan(self) -> Decimal | None:
        """评价税收 in 万元."""
        return evaluated_tax_10k_yuan(self.figures["tax_10k_yuan"], self.figures["exempt_credit_tax_10k_yuan"])

    @property
    def gaps(self) -> tuple[str, ...]:
        """The columns without a value where an empty one does not mean none."""
        land = () if self.own_land_m2 is not None else ("own_land_m2",)
        return (*land, *(k for k, v in self.figures.items() if v is None and k not in EMPTY_IS_NONE))


@dataclass(frozen=True)
class YearPanel:
    """The firms of a year. Every manufacturing firm of the record is in exactly one of `firms` and `without_figures`.

    Attributes:
        without_figures: code and name of firms that reported nothing for the year.
        without_parcel: codes of firms in `firms` that no occupation ties to a parcel; they are ranked all the same.
        outside: codes of firms that are not manufacturing in that year and are not ranked.
    """

    year: int
    firms: tuple[FirmYear, ...]
    without_figures: tuple[tuple[str, str], ...]
    without_parcel: tuple[str, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True)
class Sums:
    """Σ over a group of firms; the ratio is Σ tax ÷ Σ land, never a mean of ratios. 万元, 亩, 万元/亩."""

    firm_count: int
    tax_10k_yuan: Decimal
    land_mu: Decimal
    tax_10k_yuan_per_mu: Decimal | None
    left_out_count: int


def sums(firms: Sequence[FirmYear]) -> Sums:
    """Σ tax ÷ Σ land of the firms that have both; the others are counted, not guessed."""
    both = [(f.tax_10k_yuan, f.land_m2) for f in firms]
    counted = [(tax, land) for tax, land in both if tax is not None and land is not None]
    tax, land_m2 = exact_sum(t for t, _ in counted), exact_sum(a for _, a in counted)
    ratio = tax_10k_yuan_per_mu(tax, land_m2)
    return Sums(len(counted), tax, mu_from_m2(land_m2), ratio, len(firms) - len(counted))


def panel_row(firm: FirmYear) -> dict[str, Any]:
    """The firm as a line of the panel file that `cli.py score` reads; None is an empty cell."""
    return {
        "firm_id": firm.firm_id,
        "firm_name": firm.firm_name,
        "pool": firm.pool,
        "own_land_mu": None if firm.own_land_m2 is None else mu_from_m2(exact(firm.own_land_m2)),
        "leased_in_floor_m2": firm.leased_in_floor_m2,
        "leased_in_far": firm.leased_in_floor_area_ratio,
        "leased_out_land_m2": firm.leased_out_land_m2,
        **firm.figures,
        "is_vetoed": firm.is_vetoed,
        "is_protected": firm.is_protected,
    }


def engine_panel(firms: Sequence[FirmYear]) -> Panel:
    """The firms as the columns that are scored; what is missing stays missing."""
    rows = [panel_row(f) for f in firms]
    return panel_of(
        [f.firm_id for f in firms],
        [f.pool for f in firms],
        {name: [row[name] for row in rows] for name in (*LAND_FIGURES, *FIGURES)},
        firm_names=[f.firm_name for f in firms],
        is_vetoed=[f.is_vetoed for f in firms],
        is_protected=[f.is_protected for f in firms],
        industries=[f.industry for f in firms],
    )
