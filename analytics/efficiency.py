"""What a firm pays and stands on, as 亩均论英雄 counts it. Missing stays missing: None, never 0."""

from decimal import Decimal

from domain.units import exact, mu_from_m2

Amount = Decimal | float | None


def evaluated_tax_10k_yuan(tax_10k_yuan: Amount, exempt_credit_tax_10k_yuan: Amount) -> Decimal | None:
    """评价税收 in 万元: tax received in the calendar year plus 免抵调库 (an empty credit means none).

    >>> evaluated_tax_10k_yuan(1500, 120)
    Decimal('1620')
    """
    if tax_10k_yuan is None:
        return None
    return exact(tax_10k_yuan) + exact(exempt_credit_tax_10k_yuan or 0)


def evaluated_land_m2(
    own_land_m2: Amount,
    leased_in_floor_m2: Amount = None,
    leased_in_floor_area_ratio: Amount = None,
    leased_out_land_m2: Amount = None,
) -> Decimal | None:
    """用地面积 in ㎡: own + leased-in floor ÷ its FAR − leased-out. A leased floor without FAR makes it missing.

    >>> evaluated_land_m2(100000, 6000, 1.2, 12000)
    Decimal('93000')
    """
    if own_land_m2 is None:
        return None
    land = exact(own_land_m2) - exact(leased_out_land_m2 or 0)
    if not leased_in_floor_m2:
        return land
    if not leased_in_floor_area_ratio:
        return None
    return land + exact(leased_in_floor_m2) / exact(leased_in_floor_area_ratio)


def tax_10k_yuan_per_mu(tax_10k_yuan: Decimal, land_m2: Decimal) -> Decimal | None:
    """亩均税收 in 万元/亩; None on land of zero or less.

    >>> tax_10k_yuan_per_mu(Decimal(45), Decimal(2000))
    Decimal('15')
    """
    return tax_10k_yuan / mu_from_m2(land_m2) if land_m2 > 0 else None
