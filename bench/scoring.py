"""Scoring at a million firms beside naive pandas, and the small questions on a thousand: `python -m bench scoring`."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analytics.explain import distance
from analytics.panel import Panel, panel_of
from analytics.scoring import Scored, score
from analytics.uncertainty import uncertainty
from bench.measure import load, memory
from register.schemes import read_scheme

FIRMS, FEW = 1_000_000, 1_000
REPEATS = 3
DEMO = read_scheme("hy-demo")
#: indicator: numerator, denominator, weight, baseline
NAIVE = {
    "tax": ("tax", "land", 30, 24.097),
    "va": ("value_added_10k_yuan", "land", 20, 136.16),
    "energy": ("value_added_10k_yuan", "energy_tce", 20, 2.694),
    "emission": ("value_added_10k_yuan", "emission_t", 10, 4929.81),
    "staff": ("value_added_10k_yuan", "staff_count", 10, 18.14),
    "rnd": ("rnd_10k_yuan", "revenue_10k_yuan", 10, 0.0302),
}


def drawn(count: int, first_pool_ratio: float = 0.6) -> Panel:
    """Fictional firms in two pools, or one. One in ten lacks emissions, one in a hundred is vetoed, five protected."""
    noise = np.random.default_rng(1)

    def per_mu(mean: float, spread: float = 1.0) -> Any:
        return np.round(own * mean * noise.lognormal(0, spread, count), 2) + 0.01

    own = np.round(noise.lognormal(3, 1, count), 2) + 1
    figures = {
        "own_land_mu": own,
        "leased_in_floor_m2": np.where(noise.random(count) < 0.2, np.round(noise.random(count) * 9000, 2), np.nan),
        "leased_in_far": np.full(count, 1.2),
        "leased_out_land_m2": np.where(noise.random(count) < 0.1, np.round(own * 100, 2), np.nan),
        "tax_10k_yuan": per_mu(8),
        "exempt_credit_tax_10k_yuan": np.where(noise.random(count) < 0.1, 10.0, np.nan),
        "value_added_10k_yuan": per_mu(60),
        "energy_tce": per_mu(25),
        "emission_t": np.where(noise.random(count) < 0.9, per_mu(0.02), np.nan),
        "staff_count": np.ceil(per_mu(3)),
        "rnd_10k_yuan": per_mu(3),
        "revenue_10k_yuan": per_mu(150),
    }
    pools = np.where(noise.random(count) < first_pool_ratio, "规上", "规下").tolist()
    ids = [f"F{n:07}" for n in range(count)]
    return panel_of(ids, pools, figures, is_vetoed=noise.random(count) < 0.01, is_protected=noise.random(count) < 0.05)


def naive(panel: Panel) -> pd.DataFrame:
    """The same scores, ranks and grades as one would write them in pandas, floats throughout."""
    frame = pd.DataFrame(dict(panel.figures))
    frame["pool"] = panel.pool_of
    floor = frame.leased_in_floor_m2.fillna(0) / frame.leased_in_far
    frame["land"] = frame.own_land_mu + (floor - frame.leased_out_land_m2.fillna(0)) * 3 / 2000
    frame["tax"] = frame.tax_10k_yuan + frame.exempt_credit_tax_10k_yuan.fillna(0)
    frame["score"] = 0.0
    for key, (above, below, weight, baseline) in NAIVE.items():
        frame[f"{key}_value"] = frame[above] / frame[below]
        points = (frame[f"{key}_value"] / baseline * weight).clip(0, 1.5 * weight)
        frame[f"{key}_score"] = points.fillna(points.groupby(frame.pool).transform("mean"))
        frame[f"{key}_rank"] = frame.groupby("pool")[f"{key}_value"].rank(method="min", ascending=False)
        frame["score"] += frame[f"{key}_score"]
    frame = frame.sort_values(["pool", "score", "tax", "revenue_10k_yuan"], ascending=[True, False, False, False])
    frame["rank"] = frame.groupby("pool").cumcount() + 1
    share = frame["rank"] * 100 / frame.groupby("pool")["rank"].transform("size")
    frame["grade"] = np.select([share <= 20, share <= 80, share <= 95], ["A", "B", "C"], "D")
    vetoed = panel.is_vetoed[frame.index] & frame.grade.isin(["A", "B"])
    saved = panel.is_protected[frame.index] & ~panel.is_vetoed[frame.index] & (frame.grade == "D")
    frame.loc[vetoed | saved, "grade"] = "C"
    return frame.sort_index()


def main() -> None:
    """Ours and naive pandas in turn on the same firms, then the questions on a thousand."""
    panel = drawn(FIRMS)
    print(f"{load()}; {FIRMS:,} firms as columns: {memory()}")
    for _ in range(REPEATS):
        ours = _timed("ours", lambda: score(panel, DEMO))
        print(f"  {memory()}")
    for _ in range(REPEATS):
        theirs = _timed("naive pandas", lambda: naive(panel))
    print(f"  {memory()}")
    _compare(ours, theirs)
    few = score(drawn(FEW, 1.0), DEMO)
    for _ in range(REPEATS):
        _timed("1,000 draws on 1,000 firms", lambda: uncertainty(few))
    _changes(few)


def _timed(name: str, deed: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    outcome = deed()
    print(f"{name:30} wall {time.perf_counter() - wall:6.2f} s, CPU {time.process_time() - cpu:6.2f} s")
    return outcome


def _compare(ours: Scored, theirs: pd.DataFrame) -> None:
    grades = [ours.grade_of(row) for row in range(FIRMS)]
    print(
        f"scores apart by at most {np.abs(ours.score - theirs.score).max():.1e}, "
        f"{np.count_nonzero(ours.rank != theirs['rank'])} other ranks, {(theirs.grade != grades).sum()} other grades"
    )


def _changes(few: Scored) -> None:
    """All smallest changes of firms from every part of the list."""
    rows = few.order[: few.counts[0]][:: max(1, few.counts[0] // 20)]
    seconds = []
    for row in rows.tolist():
        start = time.perf_counter()
        distance(few, few.panel.firm_ids[row])
        seconds.append(time.perf_counter() - start)
    median, worst = np.median(seconds), max(seconds)
    print(f"smallest changes of one firm   median {median:.2f} s, worst {worst:.2f} s over {len(seconds)} firms")
