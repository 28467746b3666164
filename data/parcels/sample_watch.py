"""Contracts with commitments, disposal cases and problems: what the land watch and the board have to show.

Days are chosen around the record's day, so that every row of the decision table occurs. Nothing here changes an area, a
finding that counts or any other row of the reconciling table.
"""

from datetime import date, timedelta
from typing import Any

from data.parcels.estate import Estate
from data.parcels.rows import AS_OF
from data.parcels.sample_parcels import Lot
from data.parcels.table import SHUANGQIAO, YOUTING

_OFFICER = "officer"
_RENEWED = "补充协议重新约定动工日期（示例）"
#: Unstarted land, in the order of the lots: the first of 双桥 and of 邮亭 have suspected findings.
_UNSTARTED: dict[str, tuple[dict[str, Any], ...]] = {
    SHUANGQIAO: (
        {"agreed_start_on": "2024-09-30", "government_cause": "unknown"},
        {"agreed_start_on": "2025-06-30", "government_cause": "unknown"},
        {"agreed_start_on": "2026-03-31", "government_cause": "unknown"},
    ),
    YOUTING: ({"agreed_start_on": "2024-05-15", "government_cause": "no"},),
}  # fmt: skip
_AT_WORK = {"started_on": "2024-06-18", "start_evidence": "施工许可证、桩基验收记录（示例）"}
_SHORT = {"developed": 0.28, "invested": 0.31, "suspended_on": "2024-10-08"}
_ENOUGH = {"developed": 0.55, "invested": 0.40, "suspended_on": "2024-09-02"}
_RESTING = {"developed": 0.40, "invested": 0.22, "suspended_on": "2025-08-11"}
_GOING_ON = {"developed": 0.70, "invested": 0.58, "suspended_on": None}

_ROUTES = ("recovery_by_agreement", "joint_redevelopment", "judicial_auction", "technical_upgrade",
           "asset_restructuring")  # fmt: skip
_STATES = ("executing", "planned", "approved", "executing", "filed", "determined", "approved")
_PAPERS = {
    "recovery_by_agreement": {"holder_consent": "同意书（示例）", "valuation_document": "评估报告（示例）",
                              "approval_document": "双经管函〔2025〕31号（示例）"},
    "joint_redevelopment": {"holder_consent": "三方协议（示例）", "approval_document": "双经管函〔2025〕32号（示例）"},
    "judicial_auction": {"court_case_number": "（2025）示例执 01 号", "seizure_order": "（2025）示例执 01 号之一"},
    "technical_upgrade": {"approval_document": "技改备案（示例）"},
    "asset_restructuring": {"approval_document": "重整计划批准（示例）"},
}  # fmt: skip


def add_watch(estate: Estate) -> None:
    """Everything that the land watch and the board look at."""
    for park, terms in _UNSTARTED.items():
        for lot, term in zip(estate.in_row(park, "supplied"), terms, strict=False):
            _contract(estate, lot, term)
        _building(estate, park)
        _recognised(estate, park)
    _link_findings(estate)
    _cases(estate)
    _problems(estate)


def _building(estate: Estate, park: str) -> None:
    """The last lot has a suspected finding where it is 双桥's: suspended, with too little done."""
    lots = estate.in_row(park, "building")
    progress = {1: _ENOUGH, 2: _RESTING} | ({3: _SHORT, len(lots) - 1: _SHORT} if park == SHUANGQIAO else {})
    for nth, lot in enumerate(lots):
        _contract(estate, lot, {"agreed_start_on": "2024-06-30"} | _work(estate, lot, progress.get(nth, _GOING_ON)))


def _recognised(estate: Estate, park: str) -> None:
    """Contracts behind recognised findings, where the parcel was granted in time for the period of the finding."""
    findings = {f["parcel_id"]: f for f in estate.rows.by_entity["idle_findings"] if f["state"] == "recognised"}
    for lot in estate.in_row(park, "idle"):
        finding = findings[estate.place(lot)]
        idle_from = date.fromisoformat(finding["idle_from_on"])
        a_year_before = (idle_from.replace(year=idle_from.year - 1) - timedelta(days=1)).isoformat()
        if str(_parcel(estate, lot)["granted_on"]) >= a_year_before:
            continue
        cause = {"government_cause": "yes" if finding["cause"].startswith("政府") else "no"}
        if _parcel(estate, lot)["stage"] == "building":
            began = {"started_on": _parcel(estate, lot)["granted_on"], "agreed_start_on": a_year_before}
            short = _SHORT | {"suspended_on": a_year_before}
            _contract(estate, lot, _work(estate, lot, short) | began | cause)
        else:
            _contract(estate, lot, {"agreed_start_on": a_year_before} | cause)
        finding["contract_id"] = len(estate.rows.by_entity["contracts"])


def _work(estate: Estate, lot: Lot, done: dict[str, Any]) -> dict[str, Any]:
    due_m2 = float(_parcel(estate, lot)["registered_area_m2"])
    total = round(due_m2 * 3 / 2000 * 300)  # 300万元/亩
    return _AT_WORK | {
        "due_area_m2": due_m2,
        "developed_area_m2": round(due_m2 * done["developed"], 2),
        "due_investment_10k_yuan": float(total),
        "invested_10k_yuan": round(total * done["invested"], 2),
        "suspended_on": done["suspended_on"],
    }


def _contract(estate: Estate, lot: Lot, values: dict[str, Any]) -> None:
    parcel, code = _parcel(estate, lot), estate.code(lot)
    renewed = str(parcel.get("granted_on") or "") < "2023-06-01"
    number = estate.rows.add(
        "contracts",
        contract_code=f"示例-{code}",
        parcel_id=estate.place(lot),
        state="active",
        supply_mode="grant",
        grant_years=50,
        right_holder=parcel["right_holder"],
        signed_on=parcel.get("granted_on"),
        price_10k_yuan=parcel.get("price_paid_10k_yuan"),
        agreed_completion_on=f"{int(values['agreed_start_on'][:4]) + 2}-12-31",
        remark=_RENEWED if renewed else None,
        **values,
    )
    for indicator, value, stage in (("固定资产投资强度", 300.0, "completion"), ("亩均税收", 15.0, "full_output")):
        estate.rows.add(
            "commitments", contract_id=number, indicator=indicator, comparison="at_least", committed_value=value,
            value_unit="万元/亩", check_stage=stage, breach_clause="合同第二十条（示例）",
            due_on=f"{int(values['agreed_start_on'][:4]) + (2 if stage == 'completion' else 4)}-12-31",
        )  # fmt: skip


def _link_findings(estate: Estate) -> None:
    """A suspected finding rests on the contract of its parcel, and bears its notice."""
    contracts = {c["parcel_id"]: place for place, c in enumerate(estate.rows.by_entity["contracts"], 1)}
    for nth, finding in enumerate(f for f in estate.rows.by_entity["idle_findings"] if f["state"] == "suspected"):
        finding["contract_id"] = contracts[finding["parcel_id"]]
        finding["notice_document"] = f"双经规资闲调〔2025〕{nth + 11}号（示例）"
        finding["notice_served_on"] = "2025-10-31"


def _cases(estate: Estate) -> None:
    """邮亭's list of 2025, all under way, and the first findings of 双桥."""
    listed = [lot for lot in estate.lots[YOUTING] if lot.stratum.endswith("/listed")]
    others = [*estate.in_row(SHUANGQIAO, "idle")[:4], *estate.in_row(SHUANGQIAO, "underused")[:6]]
    for nth, lot in enumerate([*listed, *others]):
        route = _ROUTES[nth % len(_ROUTES) if lot.park == YOUTING else nth % 3]
        state = _STATES[nth % len(_STATES)]
        is_planned = state in ("planned", "approved", "executing")
        papers = _PAPERS[route] if state in ("approved", "executing") else {}
        estate.rows.add(
            "disposal_cases",
            case_code=f"PH2025-{nth + 1:03d}",
            parcel_id=estate.place(lot),
            legal_track="idle" if lot.row == "idle" else "underused",
            route=route if is_planned else None,
            state=state,
            state_since_on=f"2025-{4 + nth % 7:02d}-{6 + nth % 20:02d}",
            responsible=_OFFICER,
            target_year=2025,
            basis_document="双经管发〔2025〕8号（示例）",
            milestones=[{"name": "签订协议", "due_on": f"2025-12-{5 + nth % 20:02d}"}],
            **papers,
        )


def _problems(estate: Estate) -> None:
    """Three problems: just raised, answered with its solution due, and closed."""
    lots = estate.in_row(SHUANGQIAO, "producing/large")[:3]
    answer = {"answered_at": "2025-11-13T03:20:00Z", "answer": "已联系供电所（示例）"}
    done = {"solved_on": "2025-10-15", "solution": "已完成（示例）", "closed_on": "2025-10-16", "closed_by": "reviewer",
            "evidence": "现场照片（示例）"}  # fmt: skip
    told: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("雨水管网堵塞，厂区积水（示例）", "2025-11-19T07:30:00Z", {"state": "raised"}),
        ("变压器扩容手续未办结（示例）", "2025-11-12T06:00:00Z", {"state": "answered"} | answer),
        ("门前道路破损（示例）", "2025-09-29T02:00:00Z",
         {"state": "closed", "answered_at": "2025-09-29T09:00:00Z", "answer": "已派工（示例）"} | done),
    )  # fmt: skip
    for nth, (lot, (title, raised_at, values)) in enumerate(zip(lots, told, strict=True), 1):
        estate.rows.add(
            "problems", problem_code=f"WT2025-{nth:03d}", parcel_id=estate.place(lot), title=title,
            raised_at=raised_at, raised_by=_OFFICER, reopened_count=0,
            responsibilities=[{"unit": "园区服务中心（示例）", "person": _OFFICER, "due_on": AS_OF}], **values,
        )  # fmt: skip


def _parcel(estate: Estate, lot: Lot) -> dict[str, Any]:
    return estate.rows.get("parcels", estate.place(lot))
