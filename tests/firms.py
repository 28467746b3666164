"""Panels for tests: the worked example, and firms that are average in all but what a test states."""

from typing import Any

import numpy as np

from analytics.panel import Panel, panel_of
from domain.indicators import FIGURES

GOLDEN_COLUMNS = (*FIGURES[:12], "is_vetoed", "is_protected")
#: 万元, 亩, ㎡, 吨标准煤, 吨, 人. E1 leases 6,000㎡ of floor in at FAR 1.2 (7.5亩) and 4,000㎡ of land (6亩) out.
GOLDEN: dict[str, tuple[Any, ...]] = {
    "E1": (50, 6000, 1.2, 4000, 1500, 120, 9000, 2500, 1.5, 400, 900, 30000, False, False),
    "E2": (30, None, None, None, 450, None, 3300, 1800, 1.2, 210, 300, 12000, True, False),
    "E3": (80, None, None, None, 640, None, 6400, 5200, 4.0, 520, 420, 28000, False, False),
    "E4": (20, None, None, None, 900, None, 4200, 700, None, 150, 650, 11000, False, False),
    "E5": (60, None, None, None, 180, None, -500, 900, 0.8, 130, 0, 2400, False, True),
    "E6": (100, None, None, None, 20, None, 150, 400, 0.5, 90, 20, 900, False, False),
}


def golden_rows() -> list[dict[str, Any]]:
    """The worked example of six firms."""
    return [{"firm_id": k, **dict(zip(GOLDEN_COLUMNS, v, strict=True))} for k, v in GOLDEN.items()]


def a_firm(firm_id: str, **figures: Any) -> dict[str, Any]:
    """A firm that stands at every baseline of the demonstration scheme but for what is stated: 100 points on 10亩."""
    plain = {
        "firm_id": firm_id, "own_land_mu": 10, "tax_10k_yuan": 240.97, "value_added_10k_yuan": 1361.6,
        "energy_tce": 1361.6 / 2.694, "emission_t": 1361.6 / 4929.81, "staff_count": 1361.6 / 18.14,
        "rnd_10k_yuan": 302, "revenue_10k_yuan": 10000,
    }  # fmt: skip
    return plain | figures


def a_panel(rows: list[dict[str, Any]], pool: str = "规上") -> Panel:
    """A panel of such rows; a row may name a pool and an industry of its own."""
    named = {name for row in rows for name in row if name in FIGURES}
    return panel_of(
        [r["firm_id"] for r in rows],
        [r.get("pool", pool) for r in rows],
        {name: [r.get(name) for r in rows] for name in named},
        is_vetoed=[bool(r.get("is_vetoed")) for r in rows],
        is_protected=[bool(r.get("is_protected")) for r in rows],
        industries=[r.get("industry") for r in rows],
    )


def a_thousand() -> Panel:
    """A thousand firms scattered around the baselines, the same each time."""
    noise = np.random.default_rng(7)
    names = ("tax_10k_yuan", "value_added_10k_yuan", "energy_tce", "staff_count", "rnd_10k_yuan", "own_land_mu")
    rows = []
    for n in range(1000):
        plain = a_firm(f"F{n:04}")
        rows.append(plain | {k: round(plain[k] * noise.lognormal(0, 0.5), 2) for k in names})
    return a_panel(rows)
