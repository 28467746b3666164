"""The worked example of six firms, and what a score, a rank and a grade are, with sums done by hand."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest

from analytics.grading import last_ranks
from analytics.panel import land_mu
from analytics.scoring import Scored, score
from domain.errors import SchemeIncomplete
from register.schemes import read_scheme
from tests.firms import a_firm, a_panel, golden_rows

DEMO = read_scheme("hy-demo")
#: tax, value added, energy, emission, labour, R&D, total
POINTS = {
    "E4": (45.0000, 30.0000, 30.0000, 4.3207, 15.0000, 15.0000, 139.3207),
    "E1": (39.1621, 25.6694, 26.7261, 12.1709, 12.4035, 9.9338, 126.0657),
    "E2": (18.6745, 16.1575, 13.6105, 5.5783, 8.6628, 8.2781, 70.9617),
    "E3": (9.9597, 11.7509, 9.1371, 3.2456, 6.7848, 4.9669, 45.8450),
    "E6": (0.2490, 0.2203, 2.7840, 0.6085, 0.9188, 7.3584, 12.1390),
    "E5": (3.7349, 0.0, 0.0, 0.0, 0.0, 0.0, 3.7349),
}


def grades(found: Scored) -> dict[str, str | None]:
    return {firm: found.grade_of(row) for row, firm in enumerate(found.panel.firm_ids)}


def ranks(found: Scored) -> dict[str, int]:
    return dict(zip(found.panel.firm_ids, found.rank.tolist(), strict=True))


def test_worked_example_to_four_decimals() -> None:
    found = score(a_panel(golden_rows()), DEMO)
    assert [found.panel.firm_ids[row] for row in found.order] == list(POINTS)
    for row in found.order:
        expected = POINTS[found.panel.firm_ids[row]]
        assert [m.score[row] for m in found.measures] == pytest.approx(expected[:-1], abs=5e-5)
        assert found.score[row] == pytest.approx(expected[-1], abs=5e-5)
    assert found.rank[found.order].tolist() == [1, 2, 3, 4, 5, 6]


def test_worked_example_before_and_after_veto_and_protection() -> None:
    found = score(a_panel(golden_rows()), DEMO)
    raw = {firm: found.raw_grade_of(row) for row, firm in enumerate(found.panel.firm_ids)}
    assert raw == {"E4": "A", "E1": "B", "E2": "B", "E3": "B", "E6": "C", "E5": "D"}
    assert grades(found) == {"E4": "A", "E1": "B", "E3": "B", "E2": "C", "E6": "C", "E5": "C"}


def test_worked_example_without_cap_and_floor() -> None:
    """The missing emission keeps the mean of the capped scores."""
    found = score(a_panel(golden_rows()), DEMO)
    assert found.raw_score[found.panel.row("E4")] == pytest.approx(170.7357, abs=5e-5)
    assert found.raw_score[found.panel.row("E5")] == pytest.approx(-5.0016, abs=5e-5)


def test_park_is_sum_over_sum_and_not_the_mean_of_ratios() -> None:
    found = score(a_panel(golden_rows()), DEMO)
    assert found.evaluated_tax_10k_yuan.sum() / found.land_mu.sum() == pytest.approx(11.1567, abs=5e-5)  # 3810 ÷ 341.5
    assert found.by_key["tax_per_mu"].value.mean() == pytest.approx(17.1094, abs=5e-5)


@pytest.mark.parametrize(
    ("count", "sizes"), [(5, [1, 3, 0, 1]), (7, [1, 4, 1, 1]), (13, [2, 8, 2, 1]), (73, [14, 44, 11, 4])]
)
def test_class_counts_by_whole_numbers(count: int, sizes: list[int]) -> None:
    cuts = last_ranks(DEMO.classes, count)
    assert [b - a for a, b in pairwise([0, *cuts])] == sizes
    found = score(a_panel([a_firm(f"F{n}", tax_10k_yuan=n + 1) for n in range(count)]), DEMO)
    assert [list(grades(found).values()).count(g) for g in "ABCD"] == sizes


def test_land_is_own_plus_leased_in_less_leased_out() -> None:
    assert land_mu(a_panel(golden_rows()))[0] == 51.5  # 50 + 6000㎡ ÷ 1.2 = 7.5亩 − 4000㎡ = 6亩


def test_land_of_exactly_nothing_is_nothing() -> None:
    """0.1亩 own, 300㎡ ÷ 1.5 = 0.3亩 leased in, 0.4亩 leased out: as floats the sum stays a little above 0."""
    row = a_firm("F", own_land_mu=0.1, leased_in_floor_m2=300, leased_in_far=1.5, leased_out_land_m2=800 / 3)
    assert land_mu(a_panel([row | {"leased_in_floor_m2": 300.1, "leased_out_land_m2": 266.7}]))[0] > 0
    exact = [(0.3, 200), (0.9, 600), (1.1, None)]
    rows = [a_firm("F", own_land_mu=own, leased_out_land_m2=out) for own, out in exact]
    assert land_mu(a_panel(rows)).tolist() == [0.0, 0.0, 1.1]


def test_scheme_with_blanks_does_not_score() -> None:
    with pytest.raises(SchemeIncomplete) as refusal:
        score(a_panel(golden_rows()), replace(DEMO, blanks=("indicators[1].weight",)))
    assert refusal.value.values["blanks"] == ["indicators[1].weight"]


def test_missing_figure_leaves_a_firm_unrated_and_uncounted() -> None:
    rows = [a_firm(f"F{n}", tax_10k_yuan=n) for n in range(1, 6)] + [a_firm("X", staff_count=None)]
    found = score(a_panel(rows), DEMO)
    assert found.counts == (5,)
    assert grades(found) == {"F5": "A", "F4": "B", "F3": "B", "F2": "B", "F1": "D", "X": None}
    assert np.isnan(found.score[5])
    assert found.rank[5] == 0


def test_pool_without_any_emission_gives_no_emission_score() -> None:
    found = score(a_panel([a_firm("F1", emission_t=None), a_firm("F2", emission_t=None, tax_10k_yuan=0)]), DEMO)
    assert found.score.tolist() == pytest.approx([90, 60])  # 100 − 10 for emission; − 30 for tax
    assert np.isnan(found.by_key["value_added_per_emission_t"].score).all()


def test_emission_mean_is_that_of_the_own_pool_after_the_cap() -> None:
    rows = [
        a_firm("F1", emission_t=1361.6 / 4929.81 / 5),  # fifty points, capped at 15
        a_firm("F2"),  # 10
        a_firm("F3", emission_t=None),
        a_firm("G1", pool="规下", emission_t=1361.6 / 4929.81 * 10),  # 1
        a_firm("G2", pool="规下", emission_t=None),
    ]
    emission = score(a_panel(rows), DEMO).by_key["value_added_per_emission_t"].score
    assert emission.tolist() == pytest.approx([15, 10, 12.5, 1, 1])


def test_each_pool_is_ranked_apart() -> None:
    rows = [a_firm(f"{pool}{n}", pool=pool, tax_10k_yuan=n) for pool in ("规上", "规下") for n in (1, 2)]
    assert ranks(score(a_panel(rows), DEMO)) == {"规上1": 2, "规上2": 1, "规下1": 2, "规下2": 1}


def test_equal_scores_go_by_tax_then_by_revenue() -> None:
    """All are twice one another in everything, so all score alike; the larger firm pays more tax."""
    small = a_firm("small")
    double = {k: v * 3 for k, v in small.items() if k != "firm_id"}
    richer = small | {"firm_id": "richer", "rnd_10k_yuan": 604, "revenue_10k_yuan": 20000}
    found = score(a_panel([small, richer, double | {"firm_id": "large"}]), DEMO)
    assert ranks(found) == {"large": 1, "richer": 2, "small": 3}


def test_firms_still_equal_share_the_better_rank_and_its_grade() -> None:
    rows = [
        a_firm("F1", tax_10k_yuan=300),
        a_firm("F2"),
        a_firm("F3"),
        a_firm("F4", tax_10k_yuan=1),
        a_firm("F5", tax_10k_yuan=0),
    ]
    found = score(a_panel(rows), DEMO)
    assert ranks(found) == {"F1": 1, "F2": 2, "F3": 2, "F4": 4, "F5": 5}
    assert [[found.panel.firm_ids[r] for r in rows] for rows in found.ties] == [["F2", "F3"]]
    assert grades(found)["F3"] == grades(found)["F2"] == "B"


def test_vetoed_and_protected_firm_stays_at_the_bottom() -> None:
    rows = [a_firm(f"F{n}", tax_10k_yuan=n) for n in range(1, 6)]
    rows[0] |= {"is_protected": True, "is_vetoed": True}
    assert grades(score(a_panel(rows), DEMO))["F1"] == "D"


def test_nobody_moves_up_into_a_place_that_a_veto_leaves() -> None:
    rows = [a_firm(f"F{n}", tax_10k_yuan=n, is_vetoed=n == 5) for n in range(1, 6)]
    assert grades(score(a_panel(rows), DEMO)) == {"F5": "C", "F4": "B", "F3": "B", "F2": "B", "F1": "D"}
    filled = score(a_panel(rows), replace(DEMO, is_backfilled=True))
    assert grades(filled) == {"F5": "C", "F4": "A", "F3": "B", "F2": "B", "F1": "B"}


def test_own_shares_bound_a_class_from_below_and_above() -> None:
    a, b, c, d = DEMO.classes
    assert last_ranks((replace(a, at_least_percent=Decimal(10)), b, c, d), 4) == [1, 3, 3, 4]  # 10 % of 4: one at least
    assert last_ranks((a, replace(b, at_most_percent=Decimal(50)), c, d), 10) == [2, 7, 9, 10]
    assert last_ranks((a, b, c, replace(d, at_least_percent=Decimal(10))), 73) == [14, 58, 65, 73]  # eight at least
