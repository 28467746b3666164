"""Reasons, distance to the next grade, smallest changes, and what a year changed."""

import time
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from analytics.explain import distance, industry_ranks, year_on_year
from analytics.reasons import reasons
from analytics.scoring import Scored, score
from domain.errors import UnknownFirm
from domain.ranking import Reason, ReasonKind
from domain.scheme import Protection, ProtectionKind, Veto
from register.schemes import read_scheme
from tests.firms import a_firm, a_panel, a_thousand, golden_rows
from wording.ranking import REASONS, reason_sentence

DEMO = read_scheme("hy-demo")


def five(**more: object) -> Scored:
    """Five average firms that pay 50, 100, … 250 万元: tax points 6.22, 12.45, 18.67, 24.90, 31.12."""
    return score(a_panel([a_firm(f"F{n}", tax_10k_yuan=50 * n) | more for n in range(1, 6)]), DEMO)


def why(scored: Scored, firm: str) -> list[Reason]:
    return list(reasons(scored, scored.panel.row(firm)))


def test_grade_turns_on_its_place_in_the_pool() -> None:
    assert why(five(), "F4") == [Reason(ReasonKind.QUOTA, {"rank": 2, "count": 5, "grade": "B", "last_rank": 4})]
    assert reason_sentence(why(five(), "F4")[0]) == "在 5 家参评企业中排第 2 名；B 类取至第 4 名。"


def test_veto_and_protection_are_steps_of_their_own() -> None:
    found = score(a_panel(golden_rows()), DEMO)
    assert [r.kind for r in why(found, "E2")] == [ReasonKind.QUOTA, ReasonKind.VETOED]
    assert why(found, "E2")[1].details == {"before": "B", "after": "C"}
    assert [r.kind for r in why(found, "E5")] == [ReasonKind.QUOTA, ReasonKind.PROTECTED]
    assert [r.kind for r in why(found, "E4")] == [ReasonKind.SUBSTITUTED, ReasonKind.QUOTA]


def test_unrated_firm_says_which_figure_is_missing() -> None:
    found = score(a_panel([a_firm("F", staff_count=None, own_land_mu=None), a_firm("G", energy_tce=0)]), DEMO)
    assert why(found, "F") == [Reason(ReasonKind.FIGURE_MISSING, {"figures": ("own_land_mu", "staff_count")})]
    assert why(found, "G") == [Reason(ReasonKind.RATIO_UNDEFINED, {"indicators": ("value_added_per_tce",)})]


def test_class_of_its_own_is_neither_ranked_nor_counted() -> None:
    apart = replace(DEMO, protection=Protection(ProtectionKind.CLASS, "T", counts_in_pool=False))
    found = score(a_panel([a_firm("F", is_protected=True), a_firm("G")]), apart)
    assert (found.grade_of(0), found.counts) == ("T", (1,))
    assert why(found, "F") == [Reason(ReasonKind.SET_APART, {"grade": "T"})]


def test_veto_straight_to_the_last_class() -> None:
    found = score(a_panel(golden_rows()), replace(DEMO, veto=Veto(to="D")))
    assert found.grade_of(found.panel.row("E2")) == "D"


@pytest.mark.parametrize("kind", list(ReasonKind))
def test_every_reason_has_its_sentence(kind: ReasonKind) -> None:
    assert REASONS[kind].zh.endswith("。")
    assert REASONS[kind].en.endswith(".")


def test_smallest_tax_that_reaches_the_next_grade() -> None:
    """F4 pays 200万元 on 10亩, F5 250: with 50 more they share the first rank, and its grade."""
    found = distance(five(), "F4")
    assert (found.grade, found.next_grade) == ("B", "A")
    assert found.points == pytest.approx(50 / 10 / 24.097 * 30)
    tax = {c.figure: c for c in found.changes}["tax_10k_yuan"]
    assert (tax.by, tax.before, tax.after, tax.indicators) == (Decimal("50.00"), "B", "A", ("tax_per_mu",))


def test_smallest_land_to_release_is_checked_on_the_whole_pool() -> None:
    land = {c.figure: c for c in distance(five(), "F4").changes}["own_land_mu"]
    assert land.by < 0
    assert land.indicators == ("tax_per_mu", "value_added_per_mu")
    for released, grade in ((land.by, "A"), (land.by + Decimal("0.01"), "B")):
        rows = [a_firm(f"F{n}", tax_10k_yuan=50 * n) for n in range(1, 6)]
        rows[3]["own_land_mu"] = float(10 + released)
        assert score(a_panel(rows), DEMO).grade_of(3) == grade


def test_firm_at_the_top_or_without_a_grade_has_no_next_one() -> None:
    assert distance(five(), "F5").next_grade is None
    assert distance(score(a_panel([a_firm("F", staff_count=None)]), DEMO), "F").next_grade is None
    with pytest.raises(UnknownFirm):
        distance(five(), "X")


def test_vetoed_firm_is_barred_whatever_it_does() -> None:
    found = distance(score(a_panel(golden_rows()), DEMO), "E2")
    assert (found.grade, found.next_grade, found.is_barred, found.changes) == ("C", "B", True, ())


def test_class_without_a_place_is_not_reached_by_anything() -> None:
    """Of four firms none is A: 20 % of 4 is less than one."""
    rows = [a_firm(f"F{n}", tax_10k_yuan=50 * n) for n in range(1, 5)]
    found = distance(score(a_panel(rows), DEMO), "F4")
    assert (found.next_grade, found.points, found.changes) == ("A", None, ())


def test_capped_indicator_does_not_lift_a_firm() -> None:
    rows = [a_firm(f"F{n}", tax_10k_yuan=1000, rnd_10k_yuan=100 * n) for n in range(1, 6)]
    figures = {c.figure for c in distance(score(a_panel(rows), DEMO), "F4").changes}
    assert "tax_10k_yuan" not in figures  # 100万元/亩 is beyond 1.5 times the baseline already
    assert "rnd_10k_yuan" in figures


def test_all_smallest_changes_of_one_firm_among_a_thousand_in_time() -> None:
    scored = score(a_thousand(), DEMO)
    firm = scored.panel.firm_ids[scored.members[0][np.argsort(scored.rank)[850]]]  # some way down in C
    start = time.process_time()
    found = distance(scored, firm)
    assert time.process_time() - start < 1.5  # 0.5 s on a quiet machine
    assert len(found.changes) >= 3


def test_changes_of_a_year_sum_to_the_change_of_the_score() -> None:
    last = score(a_panel([a_firm("F", tax_10k_yuan=120.485, rnd_10k_yuan=604)]), DEMO)
    this = score(a_panel([a_firm("F")]), DEMO)
    parts = {c.key: c.points for c in year_on_year(last, this, "F")}
    assert parts["tax_per_mu"] == pytest.approx(15)
    assert parts["rnd_to_revenue"] == pytest.approx(-5)  # from the cap of 15 to 10
    assert sum(parts.values()) == pytest.approx(float(this.score[0] - last.score[0]))


def test_rank_within_the_industry() -> None:
    rows = [a_firm(f"F{n}", tax_10k_yuan=n, industry="36" if n % 2 else "38") for n in range(1, 6)]
    found = score(a_panel(rows), DEMO)
    assert industry_ranks(found).tolist() == [3, 2, 2, 1, 1]
    assert industry_ranks(found, "tax_per_mu").tolist() == [3, 2, 2, 1, 1]
