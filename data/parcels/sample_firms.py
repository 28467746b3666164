"""Fictional enterprises, the land they stand on, and their figures of 2023 and 2024, summed to the table."""

from decimal import Decimal
from random import Random
from typing import Any

from data.parcels.estate import PREFIX, Estate
from data.parcels.names import SOLAR_TERMS, STEM_BRANCH, credit_code, firm_name
from data.parcels.sample_parcels import Lot
from data.parcels.table import CHEMICAL, SHUANGQIAO, YOUTING

INDUSTRIES = {
    SHUANGQIAO: ("36", "36", "35", "39", "33", "34", "38", "36", "29", "39", "33", "35"),
    YOUTING: ("42", "32", "26", "42", "27", "33", "42", "30"),
    CHEMICAL: ("26",),
}
FIRMS = {SHUANGQIAO: (44, 16), YOUTING: (13, 8), CHEMICAL: (3, 0)}  # 规上, 规下
# 3,060亩, 1,120亩 and 220亩; the last cent lies so that the three make 4,400亩.
LAND_2023_M2 = {
    SHUANGQIAO: Decimal("2040000.00"),
    YOUTING: Decimal("746666.67"),
    CHEMICAL: Decimal("146666.66"),
}
TAX_10K_YUAN = {
    2024: {SHUANGQIAO: 31200, YOUTING: 9200, CHEMICAL: 2800},
    2023: {SHUANGQIAO: 27000, YOUTING: 8100, CHEMICAL: 2300},
}

# Land let by one firm above designated size to another of the same park: floor ㎡ and floor area ratio.
_LETTINGS = {SHUANGQIAO: ((6_000, "1.2"), (3_600, "0.9"), (4_800, "1.0")), YOUTING: ((2_400, "0.8"),)}
_CENT = Decimal("0.01")


def add_firms(estate: Estate) -> None:
    """All enterprises with their occupations and yearly figures; 2023 and 2024 are closed."""
    words_above, words_below = iter(STEM_BRANCH), iter(SOLAR_TERMS)
    for park, (above, below) in FIRMS.items():
        large = _firms(estate, park, "large", [next(words_above) for _ in range(above)])
        small = _firms(estate, park, "small", [next(words_below) for _ in range(below)])
        lettings = _let(estate, park, list(large), small)
        _years(estate, park, large, lettings)
        _small_years(estate, small)
    for year in (2023, 2024):
        estate.rows.add("closed_years", year=year, closed_on=f"{year + 1}-06-30", closed_by="统计口径关账（示例）")


Holdings = dict[int, Decimal]  # place of the enterprise → own land in ㎡


def _firms(estate: Estate, park: str, size: str, words: list[str]) -> Holdings:
    """One firm per parcel; where there are more parcels than firms, a neighbour takes the next one too."""
    lots = [lot for lot in estate.lots[park] if f"/{size}" in lot.stratum]
    homes, more = lots[: len(words)], lots[len(words) :]
    held: dict[int, list[Lot]] = {}
    for nth, (lot, word) in enumerate(zip(homes, words, strict=True)):
        held[_firm(estate, park, size, word, nth)] = [lot]
    for lot in more:
        nearest = min((f for f in held if len(held[f]) < 3), key=lambda f: (held[f][0].shape.distance(lot.shape), f))
        held[nearest].append(lot)
    for firm, own in held.items():
        for lot in own:
            _hold(estate, firm, lot)
    return {firm: sum((lot.registered_m2 or Decimal() for lot in own), Decimal()) for firm, own in held.items()}


def _firm(estate: Estate, park: str, size: str, word: str, nth: int) -> int:
    rng, industry = estate.rng, INDUSTRIES[park][nth % len(INDUSTRIES[park])]
    count = len(estate.rows.by_entity["enterprises"]) + 1
    gaps: dict[str, Any] = {} if nth % 9 else {"in_production_since_on": {"missing": "企业未填报"}}
    return estate.rows.add(
        "enterprises",
        enterprise_code=f"{PREFIX[park]}-E{count:03d}",
        name=firm_name(word, industry),
        credit_code=credit_code(rng) if nth % 13 != 12 else None,
        park_id=estate.parks[park],
        industry=industry,
        industry_detail=f"{industry}大类（示例）",
        scale="above_scale" if size == "large" else "below_scale",
        in_production_since_on=None if gaps else f"{rng.randrange(2009, 2022)}-{rng.randrange(1, 13):02d}-01",
        former_names=f"{word}实业（示例）" if nth % 11 == 3 else None,
        provenance=gaps | ({} if nth % 13 != 12 else {"credit_code": {"missing": "待企业提交营业执照"}}),
    )


def _hold(estate: Estate, firm: int, lot: Lot) -> None:
    name = estate.rows.get("enterprises", firm)["name"]
    parcel = estate.rows.get("parcels", estate.place(lot))
    parcel |= {"right_holder": name, "occupier": name}
    floor_m2 = 0.0
    for plant in estate.plants.get((lot.park, lot.number), []):
        row = estate.rows.get("plants", plant)
        row["right_holder"] = name
        floor_m2 += row["floor_area_m2"] or 0
    estate.rows.add(
        "occupations",
        parcel_id=estate.place(lot),
        enterprise_id=firm,
        role="right_holder",
        land_area_m2=parcel["registered_area_m2"],
        floor_area_m2=round(floor_m2, 2) or None,
        from_on=parcel.get("granted_on"),
        provenance={} if floor_m2 else {"floor_area_m2": {"missing": "无厂房记录"}},
    )


def _let(estate: Estate, park: str, large: list[int], small: Holdings) -> dict[int, dict[str, Any]]:
    """Lettings between firms, with tenants on the parcel and, once, a sub-tenant of few square metres."""
    changes: dict[int, dict[str, Any]] = {}
    for nth, (floor_m2, ratio) in enumerate(_LETTINGS.get(park, ())):
        landlord, tenant = large[nth * 3], large[nth * 3 + 1]
        home = next(o for o in estate.rows.by_entity["occupations"] if o["enterprise_id"] == landlord)
        land_m2 = Decimal(floor_m2) / Decimal(ratio)
        changes[landlord] = {"leased_out_land_m2": float(land_m2)}
        changes[tenant] = {"leased_in_floor_m2": float(floor_m2), "leased_in_floor_area_ratio": float(ratio)}
        lease = {"parcel_id": home["parcel_id"], "from_on": "2022-03-01", "until_on": "2027-02-28"}
        estate.rows.add(
            "occupations",
            **lease,
            enterprise_id=tenant,
            role="tenant",
            land_area_m2=float(land_m2),
            floor_area_m2=float(floor_m2),
        )
        estate.rows.get("parcels", home["parcel_id"])["occupier"] = "、".join(
            estate.rows.get("enterprises", f)["name"] for f in (landlord, tenant)
        )
        if nth == 0 and small:
            estate.rows.add(
                "occupations",
                **lease,
                enterprise_id=next(iter(small)),
                role="sub_tenant",
                floor_area_m2=600.0,
                provenance={"land_area_m2": {"missing": "转租面积小，不折算用地"}},
            )
    return changes


def _years(estate: Estate, park: str, held: Holdings, lettings: dict[int, dict[str, Any]]) -> None:
    """Figures of 规上 firms: land and tax of each year add up to the table; some other figures are missing."""
    rng = estate.rng
    yields = {firm: rng.lognormvariate(0, 0.75) * float(m2) for firm, m2 in held.items()}
    tax = {2024: share_out(Decimal(TAX_10K_YUAN[2024][park]), yields)}
    tax[2023] = share_out(
        Decimal(TAX_10K_YUAN[2023][park]), {f: float(t) * rng.uniform(0.8, 1.2) for f, t in tax[2024].items()}
    )
    land = {2024: held, 2023: _less(held, sum(held.values()) - LAND_2023_M2[park])}
    for year in (2023, 2024):
        for firm in held:
            estate.rows.add(
                "enterprise_years",
                enterprise_id=firm,
                year=year,
                scale="above_scale",
                is_manufacturing=True,
                own_land_m2=float(land[year][firm]),
                tax_10k_yuan=float(tax[year][firm]),
                exempt_credit_tax_10k_yuan=0.0,
                **_output(rng, float(tax[year][firm]), float(land[year][firm]), 2000),
                **lettings.get(firm, {}),
                source=f"{year}年度企业填报（虚构示例）",
                as_of_on=f"{year}-12-31",
            )


def _small_years(estate: Estate, held: Holdings) -> None:
    rng = estate.rng
    for year in (2023, 2024):
        for firm, m2 in held.items():
            tax = round(float(m2) * 0.0015 * rng.uniform(0.8, 4.5), 2)
            values = _output(rng, tax, float(m2), 0)
            values["revenue_10k_yuan"] = round(min(values["revenue_10k_yuan"], 1_950.0) * rng.uniform(0.4, 1), 2)
            estate.rows.add(
                "enterprise_years",
                enterprise_id=firm,
                year=year,
                scale="below_scale",
                is_manufacturing=True,
                own_land_m2=float(m2),
                tax_10k_yuan=tax,
                exempt_credit_tax_10k_yuan=0.0,
                **values,
                source=f"{year}年度企业填报（虚构示例）",
                as_of_on=f"{year}-12-31",
            )


def _output(rng: Random, tax: float, land_m2: float, floor_revenue: float) -> dict[str, Any]:
    revenue = max(floor_revenue * 1.1, tax * rng.uniform(14, 30) + land_m2 * 0.0015 * rng.uniform(60, 160))
    added = revenue * rng.uniform(0.17, 0.31)
    gaps: dict[str, Any] = {}
    emission = round(land_m2 / 30_000 * rng.uniform(0.2, 1.6), 3)
    if rng.random() < 0.16:
        emission, gaps["emission_t"] = None, {"missing": "未纳入排污统计"}  # type: ignore[assignment]
    rnd = round(revenue * rng.uniform(0.005, 0.045), 2)
    if rng.random() < 0.1:
        rnd, gaps["rnd_10k_yuan"] = None, {"missing": "企业未填报"}  # type: ignore[assignment]
    return {
        "revenue_10k_yuan": round(revenue, 2),
        "value_added_10k_yuan": round(added, 2),
        "rnd_10k_yuan": rnd,
        "energy_tce": round(added / rng.uniform(1.4, 4.2), 1),
        "emission_t": emission,
        "staff_count": max(8, round(added / rng.uniform(14, 34))),
        "is_vetoed": rng.random() < 0.03,
        "is_protected": rng.random() < 0.04,
        "is_confirmed": rng.random() < 0.9,
        "provenance": gaps,
    }


def share_out(total: Decimal, weights: dict[int, float]) -> dict[int, Decimal]:
    """`total` in cents by weight; the largest takes the remainder, so the parts add up exactly."""
    whole = sum(weights.values())
    parts = {k: (total * Decimal(str(w / whole))).quantize(_CENT) for k, w in weights.items()}
    parts[max(parts, key=lambda k: parts[k])] += total - sum(parts.values())
    return parts


def _less(held: Holdings, by: Decimal) -> Holdings:
    """Land a year earlier: the three largest had that much less between them."""
    first, second, third = sorted(held, key=lambda f: (-held[f], f))[:3]
    cut = (by / 3).quantize(_CENT)
    return held | {first: held[first] - cut, second: held[second] - cut, third: held[third] - (by - cut - cut)}
