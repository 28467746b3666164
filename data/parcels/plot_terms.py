"""Planning indicators and supply terms of the sample's plots: invented figures within the published limits.

Terms follow 自然资发〔2022〕201号: leases of 5 to 20 years, lease before grant of at most 5, grants below 50.
"""

from typing import Any

from data.parcels.sample_firms import INDUSTRIES
from data.parcels.table import CHEMICAL, YOUTING


def indicators(park: str, nth: int) -> dict[str, Any]:
    """Planning indicators of a plot; a few are not stated in its conditions."""
    is_chemical = park == CHEMICAL
    return {
        "floor_area_ratio_min": 0.6 if is_chemical else (0.8, 1.0, 1.2)[nth % 3],
        "floor_area_ratio_max": 1.2 if is_chemical else (1.5, 2.0, 2.5)[nth % 3],
        "site_coverage_ratio_min": 0.3 if is_chemical else 0.4,
        "site_coverage_ratio_max": (0.55, 0.6, 0.65)[nth % 3],
        "green_ratio_max": (0.15, 0.2)[nth % 2],
        "office_land_ratio_max": 0.07 if nth % 6 else None,
        "height_limit_m": (24.0, 36.0, None)[nth % 3],
        "investment_10k_yuan_per_mu_min": (260.0, 300.0, 320.0, 350.0)[nth % 4] + (80.0 if is_chemical else 0.0),
        "tax_10k_yuan_per_mu_min": (12.0, 15.0, 18.0)[nth % 3],
        "energy_limit": "单位增加值能耗≤0.45吨标准煤/万元（示例）" if nth % 5 else None,
        "industries": sorted(set(INDUSTRIES[park][nth % 4 : nth % 4 + 3] or ("26",))) + (["27"] if is_chemical else []),
    }


def terms(park: str, nth: int, is_built: bool) -> dict[str, Any]:
    """Ways of supply with years and price; one plot in six is still being valued."""
    price = None if nth % 6 == 4 else (20.5 if park == CHEMICAL else 15.6 if park == YOUTING else 18.8) + nth % 5 * 0.4
    if is_built:
        return {
            "supply_modes": ["plant_sale", "plant_lease"],
            "price_10k_yuan_per_mu": None,
            "supply_terms": [
                {"mode": "plant_lease", "years": 5, "price": 10.5, "unit": "元/㎡·月", "note": "先租现有厂房（示例）"},
                {"mode": "plant_sale", "note": "房地一并转让，价格评估后议（示例）"},
            ],
        }
    ways = {
        "grant": {"mode": "grant", "years": 50, "price": price, "unit": "万元/亩", "note": "标准地挂牌（示例）"},
        "elastic_grant": {
            "mode": "elastic_grant",
            "years": 20,
            "price": price and round(price * 0.52, 2),
            "unit": "万元/亩",
            "note": "弹性年期，到期按约续期（示例）",
        },
        "long_lease": {
            "mode": "long_lease",
            "years": 20,
            "price": 0.62,
            "unit": "万元/亩·年",
            "note": "年租金，逐年缴纳（示例）",
        },
        "lease_then_grant": {
            "mode": "lease_then_grant",
            "years": 5,
            "price": 0.58,
            "unit": "万元/亩·年",
            "note": "租期3年考核达标后转让（示例）",
        },
    }
    modes = (
        ("grant", "elastic_grant"),
        ("elastic_grant", "lease_then_grant"),
        ("grant",),
        ("long_lease", "lease_then_grant"),
    )
    return {
        "supply_modes": list(modes[nth % 4]),
        "supply_terms": [ways[m] for m in modes[nth % 4]],
        "price_10k_yuan_per_mu": price,
    }
