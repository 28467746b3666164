"""What is recorded of a vacant plant: its floors, its units and what their offers say."""

from dataclasses import dataclass, field
from typing import Any

SPLIT_SOURCE = "示例拆分：合计11.8万㎡为公开数字，单个面积均为虚构示例"


@dataclass(frozen=True)
class Unit:
    """A unit: the tail of its code, ㎡, occupancy and marketing, and what an offer says of it."""

    tail: str
    area_m2: float
    occupancy: str = "vacant"
    marketing: str = "offered"
    rent_yuan: float | None = 12.0
    group: str | None = None
    smallest_m2: float | None = None
    blocking: str | None = None
    staff: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class VacantPlant:
    """A plant with vacant units, the row of the table its parcel stands in, and its floors."""

    name: str
    row: str
    floors: tuple[dict[str, Any], ...]
    summary: str
    ownership: str
    source: str = SPLIT_SOURCE

    @property
    def ground_m2(self) -> float:
        return float(self.floors[0]["floor_area_m2"])

    @property
    def floor_area_m2(self) -> float:
        return float(round(sum(f["floor_area_m2"] for f in self.floors), 2))

    def listing(self, telephone: str) -> dict[str, Any]:
        """What the plant's advertisement says."""
        return {
            "summary": self.summary,
            "ownership": self.ownership,
            "contact_name": "园区招商服务（示例）",
            "contact_phone": telephone,
        }

    def unit(self, unit: Unit, floor_no: int) -> dict[str, Any]:
        """One unit as a row."""
        is_offer = unit.marketing == "offered"
        gaps = (
            {}
            if is_offer and unit.rent_yuan
            else {"rent_yuan_per_m2_month": {"missing": "面议" if is_offer else "未推介"}}
        )
        if unit.occupancy == "in_use":
            gaps["vacant_since_on"] = {"missing": "在用"}
        return {
            "unit_code": f"{floor_no}F-{unit.tail}",
            "marketing": unit.marketing,
            "occupancy": unit.occupancy,
            "floor_area_m2": unit.area_m2,
            "lettable_area_m2": round(unit.area_m2 * 0.97, 2),
            "smallest_let_m2": unit.smallest_m2,
            "let_group": unit.group,
            "supply_modes": ["plant_lease"] if unit.group or unit.area_m2 < 9_000 else ["plant_lease", "plant_sale"],
            "rent_yuan_per_m2_month": unit.rent_yuan if is_offer else None,
            "rent_note": "含税，不含物业费（示例）" if is_offer else None,
            "supply_terms": [
                {
                    "mode": "plant_lease",
                    "years": 5,
                    "price": unit.rent_yuan,
                    "unit": "元/㎡·月",
                    "note": "首三年优惠按协议，未达承诺补齐（示例）",
                }
            ]
            if is_offer and unit.rent_yuan
            else None,
            "deliverable_on": "2026-01-15" if is_offer else None,
            "vacant_since_on": None if unit.occupancy == "in_use" else "2023-10-31",
            "blocking_reason": unit.blocking,
            "source": self.source,
            "provenance": gaps,
            **unit.staff,
        }


def floor_of(
    no: int, area: float, height: float | None, load: float | None, *units: Unit, **more: Any
) -> dict[str, Any]:
    """A floor with its units; clear height follows the storey height where that is known."""
    clear = round(height - 1.2, 1) if height else None
    return {
        "floor_no": no,
        "floor_area_m2": area,
        "storey_height_m": height,
        "clear_height_m": clear,
        "load_kg_per_m2": load,
        "column_grid": "8 m × 24 m",
        "units": units,
        "fire_hazard": "ding",
    } | more
