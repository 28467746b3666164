"""The ratios by which 亩均论英雄 measures a firm, and the figures that they are made of."""

from dataclasses import dataclass

#: Derived by the scheme's own formulas, not typed.
EVALUATED_TAX = "evaluated_tax_10k_yuan"
LAND = "land_mu"

OWN_LAND, LEASED_IN_FLOOR, LEASED_IN_FAR, LEASED_OUT_LAND = LAND_FIGURES = (
    "own_land_mu", "leased_in_floor_m2", "leased_in_far", "leased_out_land_m2",
)  # fmt: skip

#: Figures of a firm and year as a panel names them; few schemes ask for the last two.
FIGURES = (
    *LAND_FIGURES,
    "tax_10k_yuan", "exempt_credit_tax_10k_yuan", "value_added_10k_yuan", "energy_tce", "emission_t", "staff_count",
    "rnd_10k_yuan", "revenue_10k_yuan", "power_10k_kwh", "renovation_10k_yuan",
)  # fmt: skip
#: An empty cell of these says that there is none; of any other, that nobody knows.
NONE_WHERE_EMPTY = frozenset({LEASED_IN_FLOOR, LEASED_OUT_LAND, "exempt_credit_tax_10k_yuan"})
#: Money that may be negative: refunds, losses.
MAY_BE_NEGATIVE = frozenset(
    {"tax_10k_yuan", "exempt_credit_tax_10k_yuan", "value_added_10k_yuan", "revenue_10k_yuan"}
)  # fmt: skip


@dataclass(frozen=True)
class Indicator:
    """numerator ÷ denominator, in `unit`; higher is better. Not defined where the denominator is zero or less."""

    key: str
    numerator: str
    denominator: str
    unit: str

    @property
    def inputs(self) -> tuple[str, str]:
        """The two figures it is made of."""
        return self.numerator, self.denominator


INDICATORS: dict[str, Indicator] = {
    i.key: i
    for i in (
        Indicator("tax_per_mu", EVALUATED_TAX, LAND, "万元/亩"),
        Indicator("value_added_per_mu", "value_added_10k_yuan", LAND, "万元/亩"),
        Indicator("value_added_per_tce", "value_added_10k_yuan", "energy_tce", "万元/吨标准煤"),
        Indicator("value_added_per_emission_t", "value_added_10k_yuan", "emission_t", "万元/吨"),
        Indicator("value_added_per_staff", "value_added_10k_yuan", "staff_count", "万元/人"),
        Indicator("rnd_to_revenue", "rnd_10k_yuan", "revenue_10k_yuan", "ratio"),
        Indicator("revenue_per_mu", "revenue_10k_yuan", LAND, "万元/亩"),
        Indicator("revenue_per_tce", "revenue_10k_yuan", "energy_tce", "万元/吨标准煤"),
        Indicator("revenue_per_emission_t", "revenue_10k_yuan", "emission_t", "万元/吨"),
        Indicator("renovation_per_mu", "renovation_10k_yuan", LAND, "万元/亩"),
        Indicator("tax_per_10k_kwh", EVALUATED_TAX, "power_10k_kwh", "万元/万千瓦时"),
        Indicator("revenue_per_10k_kwh", "revenue_10k_yuan", "power_10k_kwh", "万元/万千瓦时"),
    )
}

#: What a firm can move, the step in which it is counted, and which way is better: 1 up, −1 down. Fewer hands or less
#: revenue would help a ratio too, but that is no advice.
LEVERS: dict[str, tuple[str, int]] = {
    "tax_10k_yuan": ("0.01", 1),
    OWN_LAND: ("0.01", -1),
    "value_added_10k_yuan": ("0.01", 1),
    "energy_tce": ("0.01", -1),
    "emission_t": ("0.001", -1),
    "rnd_10k_yuan": ("0.01", 1),
    "revenue_10k_yuan": ("0.01", 1),
    "renovation_10k_yuan": ("0.01", 1),
}
