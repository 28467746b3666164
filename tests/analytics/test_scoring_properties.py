"""What holds for every panel: the same as by hand, whatever the order, monotone, within the quotas."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.panel import land_mu
from analytics.scoring import Scored, score
from domain.indicators import FIGURES
from domain.scheme import Scheme
from register.schemes import read_scheme
from tests.firms import a_panel
from tests.slow_ranking import ranked

DEMO = read_scheme("hy-demo")
NAMES = FIGURES[:12]
MONEY = ("tax_10k_yuan", "exempt_credit_tax_10k_yuan", "value_added_10k_yuan", "rnd_10k_yuan", "revenue_10k_yuan")


def amounts(least: int, most: int, places: int = 2) -> st.SearchStrategy[float]:
    """Numbers as a person writes them, few of them, so that firms come out equal and zeros happen."""
    wide = st.integers(least * 10**places, most * 10**places).map(lambda n: n / 10**places)
    return st.one_of(wide, st.sampled_from([float(least), float(most), 1.0]))


def maybe(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[float | None]:
    return st.one_of(numbers, numbers, numbers, numbers, st.none())


ROW = st.fixed_dictionaries(
    {
        "own_land_mu": maybe(amounts(1, 200)),
        "leased_in_floor_m2": st.one_of(st.none(), amounts(0, 20000)),
        "leased_in_far": amounts(1, 3, 1),
        "leased_out_land_m2": st.one_of(st.none(), amounts(0, 600)),
        "tax_10k_yuan": maybe(amounts(-500, 5000)),
        "exempt_credit_tax_10k_yuan": st.one_of(st.none(), amounts(0, 500)),
        "value_added_10k_yuan": maybe(amounts(-1000, 30000)),
        "energy_tce": maybe(amounts(0, 9000)),
        "emission_t": maybe(amounts(0, 9)),
        "staff_count": maybe(amounts(1, 900, 0)),
        "rnd_10k_yuan": maybe(amounts(0, 900)),
        "revenue_10k_yuan": maybe(amounts(0, 60000)),
        "is_vetoed": st.sampled_from([False, False, False, True]),
        "is_protected": st.sampled_from([False, False, False, True]),
        "pool": st.sampled_from(["规上", "规下"]),
    }
)


@st.composite
def panels(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to thirty firms with land, some of them multiples or copies of others, so that scores are equal."""
    rows = draw(st.lists(ROW, min_size=1, max_size=20))
    for row in list(rows):
        times = draw(st.sampled_from([0, 0, 0, 1, 3, 7]))
        if times:
            scaled = {n: None if row[n] is None else round(row[n] * times, 6) for n in NAMES if n != "leased_in_far"}
            rows.append(row | scaled)
    named = [row | {"firm_id": f"F{at:02}"} for at, row in enumerate(rows)]
    return [row for row, mu in zip(named, land_mu(a_panel(named)), strict=True) if not mu <= 0]


def outcome(found: Scored) -> dict[str, tuple[float, int, str | None, str | None]]:
    return {
        found.panel.firm_ids[r]: (float(found.score[r]), int(found.rank[r]), found.raw_grade_of(r), found.grade_of(r))
        for r in range(len(found.panel))
        if found.is_rated[r]
    }


@settings(max_examples=200, deadline=None)
@given(panels())
def test_slow_and_obvious_ranking_agrees(rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    expected = {k: v for pool in ("规上", "规下") for k, v in ranked([r for r in rows if r["pool"] == pool]).items()}
    found = outcome(score(a_panel(rows), DEMO))
    assert found.keys() == expected.keys()
    for firm, (points, rank, raw, grade) in expected.items():
        assert found[firm] == (pytest.approx(float(points), abs=1e-9), rank, raw, grade)


@settings(max_examples=60, deadline=None)
@given(panels(), st.randoms())
def test_order_of_rows_changes_nothing(rows: list[dict[str, Any]], shuffle: Any) -> None:
    if not rows:
        return
    mixed = rows.copy()
    shuffle.shuffle(mixed)
    before, after = score(a_panel(rows), DEMO), score(a_panel(mixed), DEMO)
    assert outcome(before) == outcome(after)
    assert [before.panel.firm_ids[r] for r in before.order] == [after.panel.firm_ids[r] for r in after.order]
    assert before.panel.digest == after.panel.digest


@settings(max_examples=60, deadline=None)
@given(panels(), st.data())
def test_more_tax_never_lowers_a_score_or_a_rank(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    paying = [at for at, row in enumerate(rows) if row["tax_10k_yuan"] is not None]
    if not paying:
        return
    at = data.draw(st.sampled_from(paying))
    more = rows.copy()
    more[at] = rows[at] | {"tax_10k_yuan": rows[at]["tax_10k_yuan"] + data.draw(amounts(0, 1000))}
    before, after = score(a_panel(rows), DEMO), score(a_panel(more), DEMO)
    if before.is_rated[at]:
        assert after.score[at] >= before.score[at]
        assert after.rank[at] <= before.rank[at]


def scaled_baselines(scheme: Scheme, times: Decimal) -> Scheme:
    """Money is the numerator of all indicators but R&D to revenue, which has it above and below."""
    return replace(
        scheme,
        indicators=tuple(
            i if i.key == "rnd_to_revenue" else replace(i, baseline=replace(i.baseline, times=times))
            for i in scheme.indicators
        ),
    )


@settings(max_examples=60, deadline=None)
@given(panels(), st.sampled_from([2, 10, 10000]))
def test_all_money_and_its_baselines_in_another_unit_change_nothing(rows: list[dict[str, Any]], times: int) -> None:
    if not rows:
        return
    scaled = [r | {n: None if r[n] is None else r[n] * times for n in MONEY} for r in rows]
    before = outcome(score(a_panel(rows), DEMO))
    after = outcome(score(a_panel(scaled), scaled_baselines(DEMO, Decimal(times))))
    assert {f: v[1:] for f, v in before.items()} == {f: v[1:] for f, v in after.items()}
    assert [v[0] for v in after.values()] == pytest.approx([v[0] for v in before.values()], abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(panels())
def test_grades_fall_with_the_score_and_keep_within_their_quotas(rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    found = score(a_panel(rows), DEMO)
    tied = {row for rows_ in found.ties for row in rows_}
    for members, count in zip(found.members, found.counts, strict=True):
        by_score = members[np.argsort(-found.score[members], kind="stable")]
        falls = np.diff(found.raw_grade[by_score])
        steps = -np.diff(found.score[by_score])
        assert (falls[steps > 1e-9] >= 0).all()
        for grade, percent in enumerate((20, 80, 95)):
            inside = [r for r in members if found.raw_grade[r] <= grade]
            if not tied.intersection(inside):
                assert 100 * len(inside) <= percent * count
