"""铜梁's 73 planned projects of 2021–2025 as demand data, for demonstration."""

import csv
from decimal import Decimal
from pathlib import Path

from data.parcels.estate import Estate
from data.parcels.table import TONGLIANG

_CSV = Path(__file__).with_name("tongliang_projects_2021_2025.csv")
_SOURCE = "铜梁区先进制造业“十四五”规划 表2（指导性），演示用"
_INDUSTRIES = {
    "装备": ["34", "35"],
    "汽车": ["36"],
    "电子": ["39"],
    "材料": ["30", "32"],
    "健康": ["27"],
    "医药": ["27"],
}


def add_projects(estate: Estate) -> None:
    """Every row of the plan's table; an output that the plan does not state stays empty."""
    with _CSV.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            output = row["annual_output_100m_yuan"]
            estate.rows.add(
                "projects",
                project_code=f"TL-P{int(row['project_no']):02d}",
                name=row["project_name"],
                park_id=estate.parks[TONGLIANG],
                sector=row["sector"],
                industries=_industries(row["sector"]),
                build_kind=row["build_kind"],
                years=row["years"],
                land_demand_mu=float(row["land_demand_mu"]),
                investment_10k_yuan=_10k(row["investment_100m_yuan"]),
                annual_output_10k_yuan=_10k(output) if output else None,
                is_demonstration=True,
                remark="规划项目，仅作演示，不代表现时需求",
                source=_SOURCE,
                as_of_on="2021-12-31",
                provenance={"floor_demand_m2": {"missing": "规划未列"}}
                | ({} if output else {"annual_output_10k_yuan": {"missing": "规划未列"}}),
            )


def _industries(sector: str) -> list[str]:
    return next((codes for word, codes in _INDUSTRIES.items() if word in sector), [])


def _10k(value_100m: str) -> float:
    """亿元 → 万元."""
    return float(Decimal(value_100m) * 10_000)
