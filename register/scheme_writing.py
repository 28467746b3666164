"""A scheme as the TOML that reads back as the very same scheme: how a draft is kept and a result frozen."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from domain.scheme import NONE, UNKNOWN, Baseline, BaselineKind, Scheme, Strategy, WeightedIndicator


def scheme_toml(scheme: Scheme) -> str:
    """The scheme as a policy file; blanks are written as `unknown`."""
    return "\n".join(_lines(scheme)) + "\n"


def _lines(scheme: Scheme) -> Iterator[str]:
    blanks = frozenset(scheme.blanks)
    yield from _pairs(
        id=scheme.id, version=scheme.version, name_zh=scheme.name_zh, name_en=scheme.name_en,
        is_official=scheme.is_official, source=scheme.source, valid_from=scheme.valid_from,
        valid_until=scheme.valid_until, strategy=scheme.strategy.value, pools=scheme.pools,
        is_split_by_industry=scheme.is_split_by_industry, tie_breaks=scheme.tie_breaks,
        is_backfilled=scheme.is_backfilled, notes=scheme.notes,
    )  # fmt: skip
    if scheme.strategy is Strategy.MIN_MAX:
        yield f"min_max_floor = {_number(scheme.min_max_floor, 'min_max_floor', blanks)}"
    yield from _table("tax", plus=scheme.tax_plus, minus=scheme.tax_minus)
    for at, item in enumerate(scheme.indicators, 1):
        yield from _indicator(scheme, item, f"indicators[{at}]", blanks)
    for at, grade in enumerate(scheme.classes, 1):
        path = f"classes[{at}]"
        yield from _row("classes", name=grade.name)
        yield f"cumulative_percent = {_number(grade.cumulative_percent, f'{path}.cumulative_percent', blanks)}"
        for key in ("at_least_percent", "at_most_percent"):
            yield from _optional(key, getattr(grade, key), f"{path}.{key}", blanks)
    yield from _table("veto", barred_from=scheme.veto.barred_from, to=scheme.veto.to)
    yield from _protection(scheme)
    for at, adjustment in enumerate(scheme.adjustments, 1):
        path = f"adjustments[{at}]"
        yield from _row("adjustments", column=adjustment.column, name_zh=adjustment.name_zh)
        yield f"points = {_number(adjustment.points, f'{path}.points', blanks)}"
        yield from _optional("at_most", adjustment.at_most, f"{path}.at_most", blanks)
    if scheme.margins:
        yield from _table("margins", **dict(scheme.margins))


def _indicator(scheme: Scheme, item: WeightedIndicator, path: str, blanks: frozenset[str]) -> Iterator[str]:
    yield from _row("indicators", key=item.key, missing=item.missing.value)
    yield f"weight = {_number(item.weight, f'{path}.weight', blanks)}"
    if scheme.strategy is Strategy.RATIO:
        yield f"baseline = {_baseline(item.baseline, f'{path}.baseline', blanks)}"
        yield f"cap = {_number(item.cap, f'{path}.cap', blanks)}"
        yield f"floor = {_number(item.floor, f'{path}.floor', blanks)}"


def _baseline(baseline: Baseline, path: str, blanks: frozenset[str]) -> str:
    if baseline.kind is BaselineKind.FIXED and baseline.times == 1 and f"{path}.value" not in blanks:
        return _number(baseline.value, path, blanks)
    parts = [f'kind = "{baseline.kind.value}"', f"times = {_number(baseline.times, f'{path}.times', blanks)}"]
    if baseline.kind is BaselineKind.FIXED:
        parts.append(f"value = {_number(baseline.value, f'{path}.value', blanks)}")
    if baseline.kind is BaselineKind.POOL_PERCENTILE:
        parts.append(f"percent = {_number(baseline.percent, f'{path}.percent', blanks)}")
    return "{ " + ", ".join(parts) + " }"


def _protection(scheme: Scheme) -> Iterator[str]:
    rule = scheme.protection
    if rule is None:
        return
    yield from _table("protection", kind=rule.kind.value, is_lost_by_veto=rule.is_lost_by_veto)
    yield f"counts_in_pool = {_value(rule.counts_in_pool)}"
    if rule.grade is not None:
        yield f"class = {_value(rule.grade)}"


def _table(name: str, /, **values: Any) -> Iterator[str]:
    yield from ("", f"[{name}]")
    yield from _pairs(**values)


def _row(name: str, /, **values: Any) -> Iterator[str]:
    yield from ("", f"[[{name}]]")
    yield from _pairs(**values)


def _pairs(**values: Any) -> Iterator[str]:
    for key, value in values.items():
        if value is not None:
            yield f"{key} = {_value(value)}"


def _optional(key: str, number: Decimal | None, path: str, blanks: frozenset[str]) -> Iterator[str]:
    if number is not None or path in blanks:
        yield f"{key} = {_number(number, path, blanks)}"


def _number(number: Decimal | None, path: str, blanks: frozenset[str]) -> str:
    if path in blanks:
        return f'"{UNKNOWN}"'
    return f'"{NONE}"' if number is None else f"{number:f}"


def _value(value: Any) -> str:
    """JSON's texts, flags and lists of texts are TOML's too."""
    if isinstance(value, date):
        return value.isoformat()
    return (
        f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    )
