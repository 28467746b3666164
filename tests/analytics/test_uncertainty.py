"""Rank intervals, flipping grades, reliability; what if, and who moved between two results."""

import time
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from analytics.scoring import score
from analytics.uncertainty import reliability, uncertainty
from analytics.what_if import Moved, compared, with_baselines, with_quotas, with_weights
from domain.errors import InvalidValue
from register.schemes import read_scheme
from tests.firms import a_firm, a_panel, a_thousand, golden_rows

DEMO = read_scheme("hy-demo")
EXACT = replace(DEMO, margins=())


def test_without_margins_nothing_moves() -> None:
    scored = score(a_panel(golden_rows()), EXACT)
    found = uncertainty(scored, draws=50)
    assert found.low_rank.tolist() == found.high_rank.tolist() == scored.rank.tolist()
    assert found.same_grade_ratio.tolist() == [1.0] * 6
    assert found.flipping().tolist() == []


def test_firms_that_lie_close_change_places_and_those_apart_do_not() -> None:
    rows = [a_firm("far", tax_10k_yuan=0, rnd_10k_yuan=0)] + [
        a_firm(f"F{n}", tax_10k_yuan=240 + n / 100) for n in range(1, 5)
    ]
    scored = score(a_panel(rows), DEMO)
    found = uncertainty(scored, draws=400)
    assert (found.low_rank[0], found.high_rank[0], found.same_grade_ratio[0]) == (5, 5, 1.0)
    assert found.low_rank[1:].tolist() == [1, 1, 1, 1]
    assert found.high_rank[1:].tolist() == [4, 4, 4, 4]
    assert found.flipping().tolist() != []
    assert 0 not in found.flipping()


def test_same_scheme_and_panel_give_the_same_interval_whatever_the_order_of_rows() -> None:
    rows = golden_rows()
    first, again = (uncertainty(score(a_panel(r), DEMO), draws=100) for r in (rows, rows[::-1]))
    assert first.seed == again.seed
    assert first.high_rank.tolist() == again.high_rank[::-1].tolist()
    assert first.same_grade_ratio.tolist() == again.same_grade_ratio[::-1].tolist()
    other = uncertainty(score(a_panel(rows), replace(DEMO, version="2")), draws=100)
    assert other.seed != first.seed


def test_another_apportioning_rule_widens_the_interval() -> None:
    rows = [a_firm("F", tax_10k_yuan=200), a_firm("G", tax_10k_yuan=250)]
    scored = score(a_panel(rows), EXACT)
    shared = a_panel([rows[0] | {"own_land_mu": 5}, rows[1] | {"own_land_mu": 15}])
    found = uncertainty(scored, draws=1000, alternatives=[shared])
    assert (found.low_rank.tolist(), found.high_rank.tolist()) == ([1, 1], [2, 2])


def test_unrated_firm_has_no_interval() -> None:
    found = uncertainty(score(a_panel([a_firm("F"), a_firm("X", staff_count=None)]), DEMO), draws=20)
    assert found.high_rank.tolist() == [1, 0]
    assert np.isnan(found.same_grade_ratio[1])


def test_thousand_draws_over_a_thousand_firms_in_time() -> None:
    scored = score(a_thousand(), DEMO)
    start = time.process_time()
    found = uncertainty(scored)
    assert time.process_time() - start < 1.5  # 0.5 s on a quiet machine
    assert (found.low_rank <= scored.rank).mean() > 0.85


def test_reliability_is_the_weight_of_what_is_there_and_confirmed() -> None:
    scored = score(a_panel([a_firm("F"), a_firm("G", emission_t=None), a_firm("H")]), DEMO)
    doubts = {"tax_10k_yuan": np.array([0.0, 0.0, 1.0])}
    assert reliability(scored, doubts).tolist() == pytest.approx([1, 0.9, 0.85])  # 10 missing; half of 30


def test_who_moves_under_other_weights() -> None:
    rows = [a_firm("tax", tax_10k_yuan=360, rnd_10k_yuan=0), a_firm("rnd", tax_10k_yuan=0, rnd_10k_yuan=450)]
    halves = with_quotas(DEMO, {"A": Decimal(50), "B": Decimal(100), "C": Decimal(100)})
    before = score(a_panel(rows), halves)
    other = {"tax_per_mu": Decimal(10), "rnd_to_revenue": Decimal(30)}
    found = compared(before, score(a_panel(rows), with_weights(halves, other)))
    assert found.moved == (Moved("rnd", "B", "A", 2, 1), Moved("tax", "A", "B", 1, 2))
    assert found.transitions == {("B", "A"): 1, ("A", "B"): 1}
    assert found.rank_correlation == {"规上": pytest.approx(-1)}


def test_two_years_are_compared_over_the_firms_of_both() -> None:
    last = score(a_panel([a_firm(f"F{n}", tax_10k_yuan=n) for n in range(1, 6)]), DEMO)
    this = score(a_panel([a_firm(f"F{n}", tax_10k_yuan=n * n) for n in range(2, 7)]), DEMO)
    found = compared(last, this)
    assert (found.entered, found.left) == (("F6",), ("F1",))
    assert found.rank_correlation["规上"] == pytest.approx(1)
    assert found.moved == (Moved("F2", "B", "D", 4, 5), Moved("F5", "A", "B", 1, 2))


def test_weights_quotas_and_baselines_that_cannot_be_are_refused() -> None:
    for change in (
        lambda: with_weights(DEMO, {"tax_per_mu": Decimal(40)}),
        lambda: with_weights(DEMO, {"nothing": Decimal(0)}),
        lambda: with_baselines(DEMO, {"tax_per_mu": Decimal(0)}),
        lambda: with_quotas(DEMO, {"A": Decimal(90)}),
        lambda: with_quotas(DEMO, {"E": Decimal(90)}),
    ):
        with pytest.raises(InvalidValue):
            change()
    assert with_baselines(DEMO, {"tax_per_mu": Decimal(20)}).indicators[0].baseline.value == 20
