"""What the contracts on record come to on a day: proposals, from which an officer records a finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from domain.codes import ContractState, IdleState
from domain.idle import CaseIncomplete, GovernmentCause, IdleCase, IdleJudgement, IdlePolicy, judge
from domain.units import exact

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Watched:
    """A contract in force on a day: what the table says, or the column that it lacks; and the parcel's open finding."""

    contract: Row
    judgement: IdleJudgement | None
    lacks: str = ""
    finding: Row | None = None


def watched(contracts: Iterable[Row], findings: Iterable[Row], on: date, policy: IdlePolicy) -> list[Watched]:
    """Every contract in force with its judgement, in the order given."""
    open_ones = {f["parcel_id"]: f for f in findings if f["state"] != IdleState.CLOSED}
    return [
        _watched(contract, open_ones.get(contract["parcel_id"]), on, policy)
        for contract in contracts
        if contract["state"] == ContractState.ACTIVE
    ]


def _watched(contract: Row, finding: Row | None, on: date, policy: IdlePolicy) -> Watched:
    try:
        return Watched(contract, judge(case_of(contract), on, policy), finding=finding)
    except CaseIncomplete as refusal:
        return Watched(contract, None, refusal.values["field"], finding)


def case_of(contract: Row) -> IdleCase:
    """A contract's row as a case: ratios from areas and amounts, exact."""
    cause, price = contract["government_cause"], contract["price_10k_yuan"]
    return IdleCase(
        agreed_start_on=_day(contract["agreed_start_on"]),
        price_10k_yuan=None if price is None else exact(price),
        started_on=_day(contract["started_on"]),
        developed_area_ratio=_share(contract["developed_area_m2"], contract["due_area_m2"]),
        invested_ratio=_share(contract["invested_10k_yuan"], contract["due_investment_10k_yuan"]),
        suspended_on=_day(contract["suspended_on"]),
        government_cause=GovernmentCause(cause) if cause else GovernmentCause.UNKNOWN,
        completed_on=_day(contract["completed_on"]),
    )


def _share(part: float | None, whole: float | None) -> Fraction | None:
    return None if part is None or not whole else Fraction(exact(part)) / Fraction(exact(whole))


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
