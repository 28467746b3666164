"""Findings on parcels: idle in the legal sense, and underused by a measure that an officer confirms."""

from typing import Any

from data.parcels.estate import PREFIX, Estate
from data.parcels.sample_parcels import Lot
from data.parcels.table import SHUANGQIAO, YOUTING

_CLAUSES = ("《闲置土地处置办法》第二条第一款", "《闲置土地处置办法》第二条第二款")
_CAUSES = ("企业原因：资金未到位", "企业原因：项目调整", "政府原因：规划调整（第八条）", "企业原因：市场变化")
_MEASURES = (
    ("停产时间", "14个月", "≥12个月", "示例参数(非官方)"),
    ("亩均税收占园区平均比例", "18%", "<30%", "示例参数(非官方)"),
    ("容积率", "0.41", "<0.60", "示例参数(非官方)"),
    ("投资强度占合同比例", "46%", "<60%", "示例参数(非官方)"),
)


def add_findings(estate: Estate) -> None:
    """The recognised and confirmed ones of the table, and a few that are only suspected, flagged, or closed."""
    for park in (SHUANGQIAO, YOUTING):
        for nth, lot in enumerate(estate.in_row(park, "idle")):
            estate.rows.add("idle_findings", **_recognised(estate, lot, nth))
        for nth, lot in enumerate(estate.in_row(park, "underused")):
            estate.rows.add("underused_findings", **_confirmed(estate, lot, nth))
    _unfinished_idle(estate)
    _unfinished_underused(estate)


def _disposal_year(lot: Lot) -> int | None:
    """邮亭's list of 2025 covers 450亩; for 双桥 no list by year is published."""
    return 2025 if lot.stratum.endswith("/listed") else 2026 if lot.park == YOUTING else None


def _recognised(estate: Estate, lot: Lot, nth: int) -> dict[str, Any]:
    parcel = estate.rows.get("parcels", estate.place(lot))
    year = 2023 + nth % 3
    published = f"{year}-{3 + nth % 6:02d}-20" if nth % 3 != 2 else None
    gap = {} if published else {"published_on": {"missing": "公示材料审核中"}}
    is_second = parcel["stage"] == "building"
    return {
        "parcel_id": estate.place(lot),
        "state": "recognised",
        "clause": _CLAUSES[is_second],
        "cause": _CAUSES[nth % 4],
        "found_on": f"{year}-01-{5 + nth:02d}",
        "idle_from_on": f"{year - 1}-{1 + nth % 11:02d}-16",
        "right_holder": parcel["right_holder"],
        "recognition_document": f"双经规资闲认〔{year}〕{PREFIX[lot.park]}{nth + 1:02d}号（示例）",
        "recognised_on": f"{year}-{2 + nth % 6:02d}-{10 + nth % 15:02d}",
        "published_on": published,
        "withdrawn_on": "2025-10-15" if nth == 6 else None,
        "disposal_year": _disposal_year(lot),
        "remark": "公示期满后撤回，处置协议商谈中（示例）" if nth == 6 else None,
        "provenance": gap,
    }


def _confirmed(estate: Estate, lot: Lot, nth: int) -> dict[str, Any]:
    stopped = estate.rows.get("parcels", estate.place(lot))["stage"] == "stopped"
    measure, value, threshold, source = _MEASURES[0 if stopped else 1 + nth % 3]
    return {
        "parcel_id": estate.place(lot),
        "state": "confirmed",
        "measure": measure,
        "measured_value": value,
        "threshold": threshold,
        "threshold_source": source,
        "flagged_on": f"2024-{3 + nth % 9:02d}-12",
        "confirmed_by": "园区经办人（示例）",
        "confirmed_on": f"2025-{1 + nth % 9:02d}-{8 + nth % 18:02d}",
        "disposal_year": _disposal_year(lot),
        "provenance": {} if _disposal_year(lot) else {"disposal_year": {"missing": "尚未列入年度处置计划"}},
    }


def _unfinished_idle(estate: Estate) -> None:
    supplied, building = estate.in_row(SHUANGQIAO, "supplied"), estate.in_row(SHUANGQIAO, "building")
    for lot in (supplied[0], building[-1], estate.in_row(YOUTING, "supplied")[0]):
        estate.rows.add(
            "idle_findings",
            parcel_id=estate.place(lot),
            state="suspected",
            clause=_CLAUSES[lot.row == "building"],
            found_on="2025-10-28",
            provenance={"recognition_document": {"missing": "疑似，尚未认定"}},
            right_holder=estate.rows.get("parcels", estate.place(lot))["right_holder"],
        )
    closed = estate.in_row(SHUANGQIAO, "building")[0]
    estate.rows.add(
        "idle_findings",
        parcel_id=estate.place(closed),
        state="closed",
        clause=_CLAUSES[0],
        cause=_CAUSES[1],
        found_on="2022-05-09",
        idle_from_on="2021-03-02",
        recognition_document="双经规资闲认〔2022〕SQ90号（示例）",
        recognised_on="2022-07-18",
        published_on="2022-07-25",
        withdrawn_on="2023-09-11",
        closed_on="2023-09-08",
        closed_basis="补充协议重新约定动工日期并已动工（示例）",
        right_holder=estate.rows.get("parcels", estate.place(closed))["right_holder"],
    )


def _unfinished_underused(estate: Estate) -> None:
    places = [
        estate.place(lot) for park in (SHUANGQIAO, YOUTING) for lot in estate.in_row(park, "producing/large")[4:40:7]
    ]
    for nth, place in enumerate(places):
        measure, value, threshold, source = _MEASURES[1 + nth % 3]
        estate.rows.add(
            "underused_findings",
            parcel_id=place,
            state="flagged" if nth else "closed",
            measure=measure,
            measured_value=value,
            threshold=threshold,
            threshold_source=source,
            flagged_on="2025-09-30",
            closed_on=None if nth else "2025-11-03",
            remark=None if nth else "复核后不属低效（示例）",
            provenance={"confirmed_on": {"missing": "待经办人确认" if nth else "未确认即销号"}},
        )
