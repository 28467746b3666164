"""Figures whose heading states no unit: areas are held against the shapes, money is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.columns import Entity
from domain.issue import Issue, IssueKind, Severity
from intake.mapping import AREA_UNITS, PARK, UNITS, Field
from intake.policy import IntakePolicy
from intake.values import is_empty, read_number


def settled(
    fields: Sequence[Field],
    entity: Entity,
    cells: Mapping[str, list[Any]],
    measured_m2: Sequence[float | None],
    policy: IntakePolicy,
    issues: list[Issue],
) -> tuple[Field, ...]:
    """The fields whose unit is known; each unit found by evidence, and each heading left out, is an issue."""
    kept = []
    for field in fields:
        column = entity.by_key.get(field.key)
        if field.key == PARK or column is None or not field.needs_unit(column):
            kept.append(field)
            continue
        unit = area_unit(cells[field.heading], measured_m2, policy) if column.unit == "㎡" else None
        kind = IssueKind.UNIT_FOUND if unit else IssueKind.UNIT_MISSING
        issues.append(Issue(kind, Severity.WARNING, field=field.heading, details={"column": field.key, "unit": unit}))
        if unit:
            kept.append(replace(field, unit=unit))
    return tuple(kept)


def area_unit(cells: Sequence[Any], measured_m2: Sequence[float | None], policy: IntakePolicy) -> str | None:
    """The one unit in which nearly all stated areas agree with the shapes, else None.

    ㎡, 亩 and 公顷 lie so far apart that two of them never agree at once.
    """
    pairs = [pair for pair in zip(cells, measured_m2, strict=True) if pair[1] and not is_empty(pair[0])]
    for unit in AREA_UNITS:
        agreeing = sum(_agree(cell, area, unit, policy.area_tolerance_ratio) for cell, area in pairs)
        if pairs and agreeing >= policy.unit_evidence_ratio * len(pairs):
            return unit
    return None


def _agree(cell: Any, measured_m2: float | None, unit: str, tolerance: float) -> bool:
    try:
        stated = read_number(cell, UNITS["㎡"][unit])
    except ValueError:
        return False
    return bool(stated) and abs((measured_m2 or 0) - stated) <= tolerance * stated
