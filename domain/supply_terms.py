"""How land and plant may be supplied (自然资发〔2022〕201号), what each way costs, and rent against a tax commitment.

Pure rules on decimals: years in, findings and yearly payments in 万元 out. The bounds come in as `SupplyPolicy`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.codes import SupplyMode
from domain.errors import LandError
from domain.issue import Severity

_MONTHS = 12
_YUAN_PER_10K_YUAN = 10_000


class ReviewMissing(LandError):  # noqa: N818 - a refusal, not a fault
    """A contract with incentives goes into force only with the result of its 公平竞争审查 (effective 2024-08-01)."""


class TermsRefused(LandError):  # noqa: N818
    """The terms break a bound, or leave a usual one without a reason; `findings` say which."""


class TermRule(StrEnum):
    """What is wrong or unusual with the terms of a supply."""

    LEASE_MISSING = "lease_missing"
    LEASE_SHORT = "lease_short"
    LEASE_TOO_LONG = "lease_too_long"
    FIRST_LEASE_LONG = "first_lease_long"
    GRANT_MISSING = "grant_missing"
    GRANT_NOT_ELASTIC = "grant_not_elastic"
    GRANT_TOO_LONG = "grant_too_long"
    TOTAL_TOO_LONG = "total_too_long"
    RENT_MISSING = "rent_missing"
    PRICE_MISSING = "price_missing"


@dataclass(frozen=True)
class SupplyPolicy:
    """Bounds in years: the usual ones (“一般”) warn, those of the law refuse."""

    lease_usual_min_years: int
    lease_max_years: int
    first_lease_usual_max_years: int
    grant_max_years: int


@dataclass(frozen=True)
class SupplyTerms:
    """The terms of one supply. Rent and price in 万元, for the whole parcel; the rent has no formula of its own.

    `deducts_rent`: the contract lets rent paid count towards the price of the grant that follows.
    """

    mode: SupplyMode
    lease_years: int = 0
    grant_years: int = 0
    rent_10k_yuan_per_year: Decimal | None = None
    price_10k_yuan: Decimal | None = None
    deducts_rent: bool = False

    @property
    def years(self) -> int:
        """How long the land is used."""
        return self.lease_years + self.grant_years


@dataclass(frozen=True)
class TermFinding:
    """One thing to say of the terms: errors refuse them, warnings want a reason."""

    rule: TermRule
    severity: Severity
    years: int | None = None
    bound: int | None = None


def check_terms(terms: SupplyTerms, policy: SupplyPolicy) -> list[TermFinding]:
    """What is wrong or unusual; an empty list is in order."""
    return [*_CHECKS[terms.mode](terms, policy), *_amounts(terms)]


def _error(rule: TermRule, years: int | None = None, bound: int | None = None) -> TermFinding:
    return TermFinding(rule, Severity.ERROR, years, bound)


def _warning(rule: TermRule, years: int, bound: int) -> TermFinding:
    return TermFinding(rule, Severity.WARNING, years, bound)


def _lease(terms: SupplyTerms, policy: SupplyPolicy) -> Iterator[TermFinding]:
    if terms.lease_years <= 0:
        yield _error(TermRule.LEASE_MISSING)
    elif terms.lease_years > policy.lease_max_years:  # 民法典第七百零五条
        yield _error(TermRule.LEASE_TOO_LONG, terms.lease_years, policy.lease_max_years)


def _long_lease(terms: SupplyTerms, policy: SupplyPolicy) -> Iterator[TermFinding]:
    yield from _lease(terms, policy)
    if 0 < terms.lease_years < policy.lease_usual_min_years:
        yield _warning(TermRule.LEASE_SHORT, terms.lease_years, policy.lease_usual_min_years)


def _lease_then_grant(terms: SupplyTerms, policy: SupplyPolicy) -> Iterator[TermFinding]:
    yield from _lease(terms, policy)
    if policy.first_lease_usual_max_years < terms.lease_years <= policy.lease_max_years:
        yield _warning(TermRule.FIRST_LEASE_LONG, terms.lease_years, policy.first_lease_usual_max_years)
    yield from _grant(terms, policy)
    if terms.grant_years <= policy.grant_max_years < terms.years:
        yield _error(TermRule.TOTAL_TOO_LONG, terms.years, policy.grant_max_years)


def _grant(terms: SupplyTerms, policy: SupplyPolicy) -> Iterator[TermFinding]:
    if terms.grant_years <= 0:
        yield _error(TermRule.GRANT_MISSING)
    elif terms.grant_years > policy.grant_max_years:
        yield _error(TermRule.GRANT_TOO_LONG, terms.grant_years, policy.grant_max_years)


def _elastic_grant(terms: SupplyTerms, policy: SupplyPolicy) -> Iterator[TermFinding]:
    yield from _grant(terms, policy)
    if terms.grant_years == policy.grant_max_years:  # elastic is less than the statutory term
        yield _error(TermRule.GRANT_NOT_ELASTIC, terms.grant_years, policy.grant_max_years)


def _none(_: SupplyTerms, __: SupplyPolicy) -> Iterator[TermFinding]:
    yield from ()


_CHECKS = {
    SupplyMode.GRANT: _grant,
    SupplyMode.ELASTIC_GRANT: _elastic_grant,
    SupplyMode.LONG_LEASE: _long_lease,
    SupplyMode.LEASE_THEN_GRANT: _lease_then_grant,
    SupplyMode.PLANT_LEASE: _lease,
    SupplyMode.PLANT_SALE: _none,
}


def _amounts(terms: SupplyTerms) -> Iterator[TermFinding]:
    """Rent and price are typed in: neither has a published formula."""
    if terms.lease_years > 0 and terms.rent_10k_yuan_per_year is None:
        yield _error(TermRule.RENT_MISSING)
    if terms.grant_years > 0 and terms.price_10k_yuan is None:
        yield _error(TermRule.PRICE_MISSING)


def payments_10k_yuan(terms: SupplyTerms) -> list[Decimal]:
    """What the user pays the office at the beginning of each year, the first year first.

    The price of a grant is paid whole when it begins; rent that counts towards it never makes it negative.
    """
    rent, price = terms.rent_10k_yuan_per_year or Decimal(0), terms.price_10k_yuan or Decimal(0)
    paid = [rent] * terms.lease_years
    if terms.grant_years > 0:
        deducted = sum(paid, Decimal(0)) if terms.deducts_rent else Decimal(0)
        paid += [max(price - deducted, Decimal(0))] + [Decimal(0)] * (terms.grant_years - 1)
    return paid


def present_value_10k_yuan(payments: Sequence[Decimal], discount_ratio: Decimal) -> Decimal:
    """The payments as one sum today, each discounted for the whole years until it is due.

    >>> present_value_10k_yuan([Decimal(100), Decimal(110)], Decimal("0.1"))
    Decimal('200')
    """
    factor = 1 + discount_ratio
    return sum((paid / factor**year for year, paid in enumerate(payments)), Decimal(0))


@dataclass(frozen=True)
class TermsCompared:
    """One way of supply for both sides, in 万元: the user pays what the office receives, each with its own interest."""

    terms: SupplyTerms
    payments: list[Decimal]
    first_year: Decimal
    total: Decimal
    user_present_value: Decimal
    office_present_value: Decimal

    @property
    def total_per_year(self) -> Decimal:
        """Payments for each year of use, so that terms of different length can be laid side by side."""
        return self.total / self.terms.years


def compare_terms(
    offers: Sequence[SupplyTerms], *, user_discount_ratio: Decimal, office_discount_ratio: Decimal
) -> list[TermsCompared]:
    """The ways of supply side by side; terms without years are left to `check_terms`."""
    return [_compared(t, user_discount_ratio, office_discount_ratio) for t in offers if t.years > 0]


def _compared(terms: SupplyTerms, user: Decimal, office: Decimal) -> TermsCompared:
    paid = payments_10k_yuan(terms)
    return TermsCompared(
        terms,
        paid,
        paid[0],
        sum(paid, Decimal(0)),
        present_value_10k_yuan(paid, user),
        present_value_10k_yuan(paid, office),
    )


class ClawbackScope(StrEnum):
    """Which discounts come back where the committed tax was missed: the contract must say it."""

    YEAR = "year"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True)
class RentWithCommitment:
    """对赌租金 of state-owned plant: floor in ㎡, rents in 元/㎡·月, one discount for each year, taxes in 万元."""

    floor_area_m2: Decimal
    list_rent_yuan_per_m2_month: Decimal
    discounts_yuan_per_m2_month: Sequence[Decimal]

    def rents_10k_yuan(self) -> list[Decimal]:
        """The rent of each year."""
        return [self._yearly(self.list_rent_yuan_per_m2_month - d) for d in self.discounts_yuan_per_m2_month]

    def discounts_10k_yuan(self) -> list[Decimal]:
        """What each year's discount is worth."""
        return [self._yearly(d) for d in self.discounts_yuan_per_m2_month]

    def _yearly(self, yuan_per_m2_month: Decimal) -> Decimal:
        return self.floor_area_m2 * _MONTHS * yuan_per_m2_month / _YUAN_PER_10K_YUAN

    def clawback_10k_yuan(
        self, committed_tax: Sequence[Decimal], actual_tax: Sequence[Decimal], scope: ClawbackScope
    ) -> Decimal:
        """The discounts to be paid back in 万元.

        YEAR: those of the years whose tax was missed. CUMULATIVE: all up to the last year at whose end the tax since
        the beginning was missed.

        Raises ValueError unless there is one committed and one actual tax for each discount.
        """
        if not len(committed_tax) == len(actual_tax) == len(self.discounts_yuan_per_m2_month):
            raise ValueError("one committed and one actual tax for each discount")
        missed = _MISSED[scope](committed_tax, actual_tax)
        return sum((d for year, d in enumerate(self.discounts_10k_yuan()) if year in missed), Decimal(0))


def _missed_years(committed: Sequence[Decimal], actual: Sequence[Decimal]) -> set[int]:
    return {year for year, (due, paid) in enumerate(zip(committed, actual, strict=True)) if paid < due}


def _missed_since_the_beginning(committed: Sequence[Decimal], actual: Sequence[Decimal]) -> set[int]:
    ends = range(1, len(committed) + 1)
    missed = [end for end in ends if sum(actual[:end]) < sum(committed[:end])]
    return set(range(max(missed, default=0)))


_MISSED = {ClawbackScope.YEAR: _missed_years, ClawbackScope.CUMULATIVE: _missed_since_the_beginning}
