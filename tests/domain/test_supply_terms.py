"""Terms of supply on both sides of each bound, cash flows and claw-back with sums done by hand."""

from decimal import Decimal

import pytest

from domain.codes import SupplyMode
from domain.issue import Severity
from domain.supply_terms import (
    ClawbackScope,
    RentWithCommitment,
    SupplyTerms,
    TermRule,
    check_terms,
    compare_terms,
    payments_10k_yuan,
    present_value_10k_yuan,
)
from register.policies import supply_policy

POLICY = supply_policy()


def rules(mode: SupplyMode, lease: int = 0, grant: int = 0) -> dict[TermRule, Severity]:
    terms = SupplyTerms(mode, lease, grant, Decimal(10), Decimal(500))
    return {f.rule: f.severity for f in check_terms(terms, POLICY)}


@pytest.mark.parametrize(
    ("mode", "lease", "grant", "said"),
    [
        (SupplyMode.LONG_LEASE, 4, 0, {TermRule.LEASE_SHORT: Severity.WARNING}),
        (SupplyMode.LONG_LEASE, 5, 0, {}),
        (SupplyMode.LONG_LEASE, 20, 0, {}),
        (SupplyMode.LONG_LEASE, 21, 0, {TermRule.LEASE_TOO_LONG: Severity.ERROR}),
        (SupplyMode.LONG_LEASE, 0, 0, {TermRule.LEASE_MISSING: Severity.ERROR}),
        (SupplyMode.LEASE_THEN_GRANT, 5, 45, {}),
        (SupplyMode.LEASE_THEN_GRANT, 6, 44, {TermRule.FIRST_LEASE_LONG: Severity.WARNING}),
        (SupplyMode.LEASE_THEN_GRANT, 5, 46, {TermRule.TOTAL_TOO_LONG: Severity.ERROR}),
        (SupplyMode.LEASE_THEN_GRANT, 5, 0, {TermRule.GRANT_MISSING: Severity.ERROR}),
        (SupplyMode.LEASE_THEN_GRANT, 5, 51, {TermRule.GRANT_TOO_LONG: Severity.ERROR}),
        (SupplyMode.ELASTIC_GRANT, 0, 1, {}),
        (SupplyMode.ELASTIC_GRANT, 0, 49, {}),
        (SupplyMode.ELASTIC_GRANT, 0, 50, {TermRule.GRANT_NOT_ELASTIC: Severity.ERROR}),
        (SupplyMode.GRANT, 0, 50, {}),
        (SupplyMode.GRANT, 0, 51, {TermRule.GRANT_TOO_LONG: Severity.ERROR}),
        (SupplyMode.PLANT_LEASE, 20, 0, {}),
        (SupplyMode.PLANT_LEASE, 21, 0, {TermRule.LEASE_TOO_LONG: Severity.ERROR}),
    ],
)
def test_each_bound_of_201_on_both_sides(mode: SupplyMode, lease: int, grant: int, said: dict) -> None:
    assert rules(mode, lease, grant) == said


def test_proposal_of_five_years_lease_then_twenty_fits() -> None:
    assert rules(SupplyMode.LEASE_THEN_GRANT, 5, 20) == {}


def test_rent_and_price_must_be_given() -> None:
    found = check_terms(SupplyTerms(SupplyMode.LEASE_THEN_GRANT, 5, 20), POLICY)
    assert {f.rule for f in found} == {TermRule.RENT_MISSING, TermRule.PRICE_MISSING}


def test_lease_then_grant_pays_rent_first_and_the_price_when_the_grant_begins() -> None:
    terms = SupplyTerms(SupplyMode.LEASE_THEN_GRANT, 3, 2, Decimal(20), Decimal(500))
    assert payments_10k_yuan(terms) == [20, 20, 20, 500, 0]


def test_rent_that_counts_towards_the_price_is_taken_off_it() -> None:
    terms = SupplyTerms(SupplyMode.LEASE_THEN_GRANT, 3, 2, Decimal(20), Decimal(500), deducts_rent=True)
    assert payments_10k_yuan(terms) == [20, 20, 20, 440, 0]
    dear = SupplyTerms(SupplyMode.LEASE_THEN_GRANT, 3, 2, Decimal(200), Decimal(500), deducts_rent=True)
    assert payments_10k_yuan(dear)[3] == 0


def test_ways_of_supply_side_by_side() -> None:
    """Two years at 110 a year, paid at the beginning: 220 in all; at 10 % 110 + 100 = 210 today."""
    lease, grant = (
        SupplyTerms(SupplyMode.LONG_LEASE, 2, 0, Decimal(110)),
        SupplyTerms(SupplyMode.GRANT, 0, 50, None, Decimal(500)),
    )
    one, other = compare_terms([lease, grant], user_discount_ratio=Decimal("0.1"), office_discount_ratio=Decimal(0))
    assert (one.first_year, one.total, one.user_present_value, one.office_present_value) == (110, 220, 210, 220)
    assert (other.first_year, other.total, other.total_per_year) == (500, 500, 10)


def test_present_value_without_interest_is_the_sum() -> None:
    assert present_value_10k_yuan([Decimal("0.1")] * 3, Decimal(0)) == Decimal("0.3")


#: 5,000㎡ at 12 元/㎡·月, discounts of 6, 4 and 2 元.
RENT = RentWithCommitment(Decimal(5000), Decimal(12), (Decimal(6), Decimal(4), Decimal(2)))
COMMITTED, ACTUAL = (Decimal(50), Decimal(100), Decimal(150)), (Decimal(60), Decimal(80), Decimal(160))


def test_rents_and_discounts_of_the_worked_example() -> None:
    assert RENT.rents_10k_yuan() == [36, 48, 60]
    assert RENT.discounts_10k_yuan() == [36, 24, 12]


def test_clawback_of_the_year_is_24_and_of_all_up_to_it_60() -> None:
    assert RENT.clawback_10k_yuan(COMMITTED, ACTUAL, ClawbackScope.YEAR) == 24
    # 60+80 = 140 < 150 at the end of year 2; 300 = 300 at the end of year 3 is met
    assert RENT.clawback_10k_yuan(COMMITTED, ACTUAL, ClawbackScope.CUMULATIVE) == 60


@pytest.mark.parametrize("scope", list(ClawbackScope))
def test_tax_that_is_met_exactly_claws_nothing_back(scope: ClawbackScope) -> None:
    assert RENT.clawback_10k_yuan(COMMITTED, COMMITTED, scope) == 0


def test_clawback_wants_a_tax_for_each_year() -> None:
    with pytest.raises(ValueError, match="each discount"):
        RENT.clawback_10k_yuan(COMMITTED, ACTUAL[:2], ClawbackScope.YEAR)
