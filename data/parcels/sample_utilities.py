"""Water, power, gas, steam and sewage: what each park can give, what reaches single plots and plants, at what price.

Reservations are few and small, so that no sum passes the capacity of its supply or of one that feeds it.
"""

from typing import Any

from data.parcels.estate import PREFIX, Estate
from data.parcels.names import MANSIONS
from data.parcels.table import CHEMICAL, SHUANGQIAO, YOUTING

UNITS = {"power": "kVA", "water": "吨/日", "gas": "m³/日", "steam": "t/h", "sewage": "吨/日"}
_WORD = {"power": "供电", "water": "供水", "gas": "供气", "steam": "供汽", "sewage": "污水"}
_CAPACITY: dict[str, dict[str, float | None]] = {
    SHUANGQIAO: {"power": 320_000, "water": 60_000, "gas": 180_000, "steam": None, "sewage": 40_000},
    YOUTING: {"power": 160_000, "water": 30_000, "gas": 90_000, "steam": 60, "sewage": 20_000},
    CHEMICAL: {"power": 240_000, "water": 50_000, "gas": 220_000, "steam": 150, "sewage": None},
}
_CONDITION = {
    "power": "110kV 变电站出线，10kV 接入",
    "water": "DN500 环网，0.28 MPa",
    "gas": "中压 0.35 MPa，DN200",
    "steam": "1.0 MPa，240 ℃",
    "sewage": "纳管执行园区接管标准",
}
_MISSING = {"steam": "园区无集中供汽", "sewage": "污水处理厂在建，处理能力待验收"}
_PLOT_SHARE = {
    "power": (4_000, 6_300, 8_000, 10_000),
    "water": (400, 600, 900),
    "gas": (3_000, 5_000, 8_000),
    "sewage": (300, 500, 700),
}
_SUPPLIER = "公用事业单位（示例）"


def add_utilities(estate: Estate, plots: dict[str, int]) -> None:
    """Park supplies with prices and reservations, then supplies of offered plots and of vacant plants."""
    mains = {park: _mains(estate, park) for park in _CAPACITY}
    offered = [(code, place) for code, place in plots.items() if _is_on_offer(estate, place)]
    for nth, (code, place) in enumerate(offered):
        park = next(p for p in PREFIX if PREFIX[p] == code[:2])
        _branches(estate, mains[park], code, {"plot_id": place}, nth)
    named = [(i, p) for i, p in enumerate(estate.rows.by_entity["plants"], 1) if p["name"]]
    for nth, (place, plant) in enumerate(named):
        park = next(p for p in PREFIX if PREFIX[p] == plant["plant_code"][:2])
        _plant_supply(estate, mains[park], place, plant, nth)


def _is_on_offer(estate: Estate, plot: int) -> bool:
    return bool(estate.rows.get("plots", plot)["marketing"] == "offered")


def _mains(estate: Estate, park: str) -> dict[str, int]:
    places = {}
    for kind, capacity in _CAPACITY[park].items():
        gaps: dict[str, Any] = {} if capacity else {"capacity": {"missing": _MISSING[kind]}}
        places[kind] = estate.rows.add(
            "utility_supplies",
            supply_code=f"{PREFIX[park]}-{kind}",
            utility=kind,
            name=f"{park}{_WORD[kind]}（示例）",
            park_id=estate.parks[park],
            capacity=float(capacity) if capacity else None,
            capacity_unit=UNITS[kind],
            conditions=_CONDITION[kind] if capacity else None,
            supplier=_SUPPLIER,
            as_of_on="2025-09-30",
            source="示例数据（虚构），非公布能力",
            provenance=gaps,
        )
        for price in _prices(kind, park) if capacity else ():
            estate.rows.add(
                "utility_prices",
                supply_id=places[kind],
                **price,
                valid_from_on="2025-01-01",
                source="示例价格（虚构），以公布为准",
                as_of_on="2025-01-01",
            )
        if capacity:
            _reserve_on_main(estate, places[kind], capacity, len(places))
    return places


def _reserve_on_main(estate: Estate, supply: int, capacity: float, nth: int) -> None:
    for k, share in enumerate((0.22, 0.13, 0.06)):
        estate.rows.add(
            "reservations",
            supply_id=supply,
            amount=round(capacity * share),
            from_on="2024-06-01",
            until_on=(None, "2026-12-31", "2025-12-31")[k],
            reserved_for=f"{MANSIONS[(nth * 3 + k) % 28]}项目（示例）",
            released_on="2025-08-31" if k == 2 and nth == 2 else None,
            basis=f"供应意向书第{nth}{k}号（示例）",
        )


def _branches(estate: Estate, mains: dict[str, int], code: str, scope: dict[str, int], nth: int) -> None:
    """What reaches a plot: power, water and sewage always, gas mostly; what does not reach it says why."""
    for kind, choices in _PLOT_SHARE.items():
        capacity = (
            None
            if (kind == "gas" and nth % 4 == 2) or (kind == "sewage" and nth % 5 == 3)
            else choices[nth % len(choices)]
        )
        place = estate.rows.add(
            "utility_supplies",
            supply_code=f"{code}-{kind}",
            utility=kind,
            name=f"{code}地块{_WORD[kind]}（示例）",
            **scope,
            capacity=float(capacity) if capacity else None,
            capacity_unit=UNITS[kind],
            fed_by_id=mains[kind],
            conditions=f"管线已至红线外{5 + nth % 4 * 10}米" if capacity else None,
            supplier=_SUPPLIER,
            as_of_on="2025-10-15",
            provenance={} if capacity else {"capacity": {"missing": "支管未到地块，待投资计划"}},
        )
        if capacity and kind == "power" and nth % 3 == 0:
            estate.rows.add(
                "reservations",
                supply_id=place,
                amount=round(capacity * 0.3),
                from_on="2025-07-01",
                until_on="2025-12-31",
                reserved_for=f"{MANSIONS[nth % 28]}项目（示例）",
                basis="用电意向登记（示例）",
            )


def _plant_supply(estate: Estate, mains: dict[str, int], place: int, plant: dict[str, Any], nth: int) -> None:
    power, water = plant["transformer_kva"], (80.0, 120.0, 200.0)[nth % 3]
    for kind, capacity in (("power", power), ("water", water), ("gas", None if nth % 2 else 1_200.0)):
        estate.rows.add(
            "utility_supplies",
            supply_code=f"{plant['plant_code']}-{kind}",
            utility=kind,
            plant_id=place,
            capacity=capacity,
            name=f"{plant['plant_code']}厂房{_WORD[kind]}（示例）",
            capacity_unit=UNITS[kind],
            fed_by_id=mains[kind],
            conditions="厂区自有变压器" if kind == "power" else None,
            supplier=_SUPPLIER,
            as_of_on="2025-10-15",
            provenance={} if capacity else {"capacity": {"missing": "原用气合同已注销，未复通"}},
        )


def _prices(kind: str, park: str) -> list[dict[str, Any]]:
    tax = {"is_tax_included": True, "is_sewage_included": False}
    if kind == "power":
        charge = "需量 40 元/kW·月（示例）"
        amounts = (("尖峰", 1.18), ("峰", 0.98), ("平", 0.64), ("谷", 0.29))
        return [
            {"amount": a, "unit": "元/kWh", "user_class": "大工业 10kV", "period": p, "basic_charge": charge, **tax}
            for p, a in amounts
        ]
    if kind == "gas":
        tiers = ((0.0, 200_000.0, 3.42), (200_000.0, 1_000_000.0, 3.36), (1_000_000.0, None, 3.28))
        return [
            {
                "amount": a,
                "unit": "元/m³",
                "user_class": "工业",
                "tier_from": low,
                "tier_to": high,
                "tier_unit": "m³/年",
                **tax,
            }
            for low, high, a in tiers
        ]
    if kind == "steam":
        return [{"amount": 235.0 if park == CHEMICAL else 248.0, "unit": "元/吨", "user_class": "工业", **tax}]
    amount, unit = (4.15, "元/吨") if kind == "water" else (2.6, "元/吨")
    return [{"amount": amount, "unit": unit, "user_class": "工业", **tax}]
