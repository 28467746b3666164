"""What land is held to: contracts and commitments, and what is done about land that lies idle or underused."""

from domain.audience import Line
from domain.codes import (
    CheckStage,
    Comparison,
    ContractState,
    DisposalState,
    LegalTrack,
    ProblemState,
    SupplyMode,
)
from domain.columns import Entity, columns_on
from domain.idle import GovernmentCause

_staff = columns_on(Line.STAFF)

CONTRACTS = Entity(
    "contracts",
    (
        _staff.text("contract_code", is_required=True),  # 电子监管号, or the number of the contract
        _staff.reference("parcel_id", "parcels", is_required=True),
        _staff.code("state", ContractState, is_required=True),
        _staff.code("supply_mode", SupplyMode),
        _staff.text("right_holder"),
        _staff.day("signed_on"),
        _staff.number("price_10k_yuan", "万元"),
        _staff.integer("lease_years", "年"),
        _staff.integer("grant_years", "年"),
        _staff.number("rent_10k_yuan_per_year", "万元"),
        _staff.text("terms_reason"),  # why the terms leave the usual bounds
        _staff.flag("has_incentives"),  # 优惠: such a contract needs the review below
        _staff.text("review_document"),  # 公平竞争审查 result
        _staff.day("reviewed_on"),
        _staff.day("agreed_start_on"),  # 约定动工日期; never the day of signing
        _staff.day("agreed_completion_on"),
        _staff.day("started_on"),  # the test of 第三十条; never a ceremony
        _staff.text("start_evidence"),
        _staff.number("due_area_m2", "㎡"),  # 应动工开发面积
        _staff.number("developed_area_m2", "㎡"),
        _staff.number("due_investment_10k_yuan", "万元"),  # both without land price and taxes
        _staff.number("invested_10k_yuan", "万元"),
        _staff.day("suspended_on"),
        _staff.code("government_cause", GovernmentCause),
        _staff.text("government_cause_document"),
        _staff.day("completed_on"),
        _staff.text("remark"),
        *_staff.sourced(),
    ),
    code="contract_code",
    park=("parcel_id",),
    row_line=Line.STAFF,
)

COMMITMENTS = Entity(
    "commitments",
    (
        _staff.reference("contract_id", "contracts", is_required=True),
        _staff.text("indicator", is_required=True),  # 固定资产投资强度, 亩均税收 …
        _staff.code("comparison", Comparison, is_required=True),
        _staff.number("committed_value", None, is_required=True),
        _staff.text("value_unit"),
        _staff.code("check_stage", CheckStage, is_required=True),
        _staff.day("due_on"),
        _staff.number("actual_value", None, lowest=None),
        _staff.day("checked_on"),
        _staff.text("evidence"),
        _staff.text("breach_clause"),
        *_staff.sourced(),
    ),
    park=("contract_id",),
    row_line=Line.STAFF,
)

DISPOSAL_CASES = Entity(
    "disposal_cases",
    (
        _staff.text("case_code", is_required=True),
        _staff.reference("parcel_id", "parcels", is_required=True),
        _staff.code("legal_track", LegalTrack, is_required=True),
        _staff.text("route"),  # a key of data/policy/routes.toml
        _staff.code("state", DisposalState, is_required=True),
        _staff.day("state_since_on"),
        _staff.text("responsible"),  # account name: nobody closes his own case
        _staff.integer("target_year"),
        _staff.text("basis_document"),
        _staff.text("holder_consent"),  # number of the holder's consent
        _staff.text("encumbrance"),
        _staff.number("valuation_10k_yuan", "万元"),
        _staff.text("valuation_document"),
        _staff.number("compensation_10k_yuan", "万元"),
        _staff.text("approval_document"),
        _staff.text("court_case_number"),
        _staff.text("seizure_order"),
        _staff.object("milestones"),  # [{"name": …, "due_on": …, "done_on": …}]
        _staff.text("closed_evidence"),
        _staff.text("closed_by"),
        _staff.day("closed_on"),
        _staff.text("remark"),
        *_staff.sourced(),
    ),
    code="case_code",
    park=("parcel_id",),
    row_line=Line.STAFF,
)

PROBLEMS = Entity(
    "problems",
    (
        _staff.text("problem_code", is_required=True),
        _staff.reference("parcel_id", "parcels", is_required=True),
        _staff.text("title", is_required=True),
        _staff.code("state", ProblemState, is_required=True),
        _staff.instant("raised_at"),
        _staff.text("raised_by"),
        _staff.object("responsibilities"),  # [{"unit": …, "person": account, "due_on": …}], one at least
        _staff.instant("answered_at"),
        _staff.text("answer"),
        _staff.day("solved_on"),
        _staff.text("solution"),
        _staff.day("closed_on"),
        _staff.text("closed_by"),
        _staff.text("evidence"),
        _staff.integer("reopened_count", "次"),
        *_staff.sourced(),
    ),
    code="problem_code",
    park=("parcel_id",),
    row_line=Line.STAFF,
)
