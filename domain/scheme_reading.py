"""A scheme from the values of a policy file. Whatever is not well formed is refused, naming the line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar

from domain.errors import SchemeInvalid
from domain.indicators import EVALUATED_TAX, FIGURES, INDICATORS
from domain.scheme import (
    NONE,
    UNKNOWN,
    Adjustment,
    Baseline,
    BaselineKind,
    GradeClass,
    MissingRule,
    Protection,
    ProtectionKind,
    Scheme,
    Strategy,
    Veto,
    WeightedIndicator,
)

#: Keys and positions from the top of the file: ("indicators", 0, "weight").
Path = tuple[str | int, ...]
LineOf = Callable[[Path], int | None]
_Code = TypeVar("_Code", bound=StrEnum)
_HUNDRED = Decimal(100)
_REQUIRED = object()


class _Table:
    """One table of the file: hands out values by key, remembers blanks, refuses what it was not asked for."""

    def __init__(self, values: Any, path: Path, file: str, line_of: LineOf, blanks: list[str]) -> None:
        self.path, self.file, self.line_of, self.blanks = path, file, line_of, blanks
        if not isinstance(values, Mapping):
            raise self.refusal("not_a_table")
        self.values: Mapping[str, Any] = values
        self.asked: set[str] = set()

    def refusal(self, reason: str, key: str | None = None, **more: Any) -> SchemeInvalid:
        path = self.path if key is None else (*self.path, key)
        line = self.line_of(path) or self.line_of(self.path)
        return SchemeInvalid(file=self.file, line=line, key=dotted(path), reason=reason, **more)

    def take(self, key: str, default: Any = _REQUIRED) -> Any:
        self.asked.add(key)
        if key in self.values:
            return self.values[key]
        if default is _REQUIRED:
            raise self.refusal("missing_key", key)
        return default

    def text(self, key: str, default: Any = _REQUIRED) -> str:
        value = self.take(key, default)
        if value is not default and not (isinstance(value, str) and value.strip()):
            raise self.refusal("not_a_text", key)
        return str(value)

    def flag(self, key: str, default: Any = _REQUIRED) -> bool:
        value = self.take(key, default)
        if not isinstance(value, bool):
            raise self.refusal("not_a_flag", key)
        return value

    def day(self, key: str, default: Any = _REQUIRED) -> date | None:
        value = self.take(key, default)
        if value is not None and type(value) is not date:
            raise self.refusal("not_a_day", key)
        return value

    def number(self, key: str, default: Any = _REQUIRED, *, lowest: Decimal | None = None) -> Decimal | None:
        value = self.take(key, default)
        if value == UNKNOWN:
            self.blanks.append(dotted((*self.path, key)))
            return None
        if value is None or (value == NONE and default is None):
            return None
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
            raise self.refusal("not_a_number", key)
        if lowest is not None and value < lowest:
            raise self.refusal("too_low", key, lowest=str(lowest))
        return Decimal(value)

    def code(self, key: str, codes: type[_Code], default: Any = _REQUIRED) -> _Code:
        value = self.take(key, default)
        try:
            return codes(value)
        except ValueError as fault:
            raise self.refusal("not_in_list", key, allowed=[c.value for c in codes]) from fault

    def names(self, key: str, allowed: Iterable[str] | None = None, default: Any = _REQUIRED) -> tuple[str, ...]:
        value = self.take(key, default)
        if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
            raise self.refusal("not_a_list", key)
        known = list(allowed) if allowed is not None else None
        if known is not None and not set(value) <= set(known):
            raise self.refusal("not_in_list", key, allowed=known)
        return tuple(value)

    def tables(self, key: str) -> list["_Table"]:
        rows = self.take(key, ())
        if not isinstance(rows, (list, tuple)):
            raise self.refusal("not_a_list", key)
        return [self._below(row, (key, at)) for at, row in enumerate(rows)]

    def table(self, key: str) -> "_Table | None":
        values = self.take(key, None)
        return None if values is None else self._below(values, (key,))

    def _below(self, values: Any, path: Path) -> "_Table":
        return _Table(values, (*self.path, *path), self.file, self.line_of, self.blanks)

    def close(self) -> None:
        """Refuse the first key that nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                raise self.refusal("unknown_key", key)


def dotted(path: Path) -> str:
    """A path as a person reads it, positions counted from 1: indicators[1].weight."""
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


def scheme_from(content: Mapping[str, Any], file: str, line_of: LineOf) -> Scheme:
    """The scheme in the values of a file, numbers being int or Decimal.

    Raises SchemeInvalid naming the line: an unknown or missing key, a value of the wrong kind, weights that do not
    sum to 100, quotas out of order, a class that no rule knows.
    """
    blanks: list[str] = []
    top = _Table(content, (), file, line_of, blanks)
    strategy = top.code("strategy", Strategy)
    indicators = _indicators(top, strategy)
    classes = _classes(top)
    tax = top.table("tax")
    plus, minus = _tax(tax) if tax else (("tax_10k_yuan", "exempt_credit_tax_10k_yuan"), ())
    scheme = Scheme(
        id=top.text("id"),
        version=top.text("version"),
        name_zh=top.text("name_zh"),
        name_en=top.text("name_en"),
        is_official=top.flag("is_official"),
        source=top.text("source"),
        valid_from=_valid_from(top),
        valid_until=top.day("valid_until", None),
        strategy=strategy,
        indicators=indicators,
        classes=classes,
        pools=top.names("pools", default=()),
        is_split_by_industry=top.flag("is_split_by_industry", False),
        tax_plus=plus,
        tax_minus=minus,
        tie_breaks=top.names("tie_breaks", (EVALUATED_TAX, *FIGURES), default=()),
        min_max_floor=_min_max_floor(top, strategy),
        is_backfilled=top.flag("is_backfilled", False),
        veto=_veto(top, [c.name for c in classes]),
        protection=_protection(top, [c.name for c in classes]),
        adjustments=tuple(_adjustment(t) for t in top.tables("adjustments")),
        margins=_margins(top),
        notes=top.names("notes", default=()),
        blanks=tuple(blanks),
    )
    top.close()
    return scheme


def _valid_from(top: _Table) -> date:
    day = top.day("valid_from")
    assert day is not None  # without a default, a missing day is refused
    return day


def _min_max_floor(top: _Table, strategy: Strategy) -> Decimal | None:
    if strategy is not Strategy.MIN_MAX:
        return None
    floor = top.number("min_max_floor", lowest=Decimal(0))
    if floor is not None and floor >= _HUNDRED:
        raise top.refusal("too_high", "min_max_floor", highest="100")
    return floor


def _indicators(top: _Table, strategy: Strategy) -> tuple[WeightedIndicator, ...]:
    tables = top.tables("indicators")
    if not tables or (strategy is Strategy.RANK_ONLY and len(tables) != 1):
        raise top.refusal("indicators_count", "indicators")
    found = tuple(_indicator(t, strategy) for t in tables)
    for at, item in enumerate(found):
        if item.key in {other.key for other in found[:at]}:
            raise tables[at].refusal("twice", "key")
    weights = [item.weight for item in found if item.weight is not None]
    if len(weights) == len(found) and sum(weights) != _HUNDRED:
        raise tables[-1].refusal("weights_sum", "weight", total=str(sum(weights)))
    return found


def _indicator(table: _Table, strategy: Strategy) -> WeightedIndicator:
    key = table.text("key")
    if key not in INDICATORS:
        raise table.refusal("not_in_list", "key", allowed=list(INDICATORS))
    is_ratio = strategy is Strategy.RATIO
    only = Decimal(100) if strategy is Strategy.RANK_ONLY else _REQUIRED
    item = WeightedIndicator(
        INDICATORS[key],
        weight=table.number("weight", only, lowest=Decimal(0)),
        baseline=_baseline(table) if is_ratio else Baseline(),
        cap=table.number("cap", None, lowest=Decimal(0)) if is_ratio else None,
        floor=table.number("floor", None) if is_ratio else None,
        missing=table.code("missing", MissingRule, MissingRule.UNRATED.value),
    )
    table.close()
    return item


def _baseline(table: _Table) -> Baseline:
    if not isinstance(table.values.get("baseline"), Mapping):
        value = table.number("baseline")
        _require_above_zero(table, "baseline", value)
        return Baseline(value=value)
    inner = table.table("baseline")
    assert inner is not None
    kind = inner.code("kind", BaselineKind)
    value = inner.number("value") if kind is BaselineKind.FIXED else None
    percent = inner.number("percent", lowest=Decimal(0)) if kind is BaselineKind.POOL_PERCENTILE else None
    if percent is not None and percent > _HUNDRED:
        raise inner.refusal("too_high", "percent", highest="100")
    times = inner.number("times", Decimal(1))
    _require_above_zero(inner, "value", value)
    _require_above_zero(inner, "times", times)
    inner.close()
    return Baseline(kind, value, percent, times if times is not None else Decimal(1))


def _require_above_zero(table: _Table, key: str, value: Decimal | None) -> None:
    if value is not None and value <= 0:
        raise table.refusal("not_above_zero", key)


def _classes(top: _Table) -> tuple[GradeClass, ...]:
    tables = top.tables("classes")
    if len(tables) < 2:
        raise top.refusal("classes_count", "classes")
    found = []
    for table in tables:
        shares = [table.number(k, d, lowest=Decimal(0)) for k, d in _CLASS_SHARES]
        found.append(GradeClass(table.text("name"), *shares))
        table.close()
    for at, table in enumerate(tables):
        if found[at].name in {c.name for c in found[:at]}:
            raise table.refusal("twice", "name")
    _require_order(tables, [c.cumulative_percent for c in found])
    return tuple(found)


_CLASS_SHARES: tuple[tuple[str, Any], ...] = (
    ("cumulative_percent", _REQUIRED), ("at_least_percent", None), ("at_most_percent", None),
)  # fmt: skip


def _require_order(tables: Sequence[_Table], percents: Sequence[Decimal | None]) -> None:
    known = [(t, p) for t, p in zip(tables, percents, strict=True) if p is not None]
    for (_, above), (table, below) in pairwise(known):
        if below < above:
            raise table.refusal("quotas_order", "cumulative_percent", above=str(above), below=str(below))
    if percents[-1] is not None and percents[-1] != _HUNDRED:
        raise tables[-1].refusal("quotas_end", "cumulative_percent")


def _tax(table: _Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    plus = table.names("plus", FIGURES)
    minus = table.names("minus", FIGURES, default=())
    table.close()
    return plus, minus


def _veto(top: _Table, grades: Sequence[str]) -> Veto:
    table = top.table("veto")
    if table is None:
        return Veto()
    barred = table.names("barred_from", grades, default=())
    to = table.take("to", None)
    if to is not None and to not in grades:
        raise table.refusal("not_in_list", "to", allowed=list(grades))
    if set(barred) != set(grades[: len(barred)]) or len(barred) == len(grades):
        raise table.refusal("barred_not_from_the_top", "barred_from")
    table.close()
    return Veto(barred, to)


def _protection(top: _Table, grades: Sequence[str]) -> Protection | None:
    table = top.table("protection")
    if table is None:
        return None
    kind = table.code("kind", ProtectionKind)
    grade = table.text("class") if kind is not ProtectionKind.UNGRADED else None
    if kind is ProtectionKind.NOT_BELOW and grade not in grades:
        raise table.refusal("not_in_list", "class", allowed=list(grades))
    if kind is ProtectionKind.CLASS and grade in grades:
        raise table.refusal("class_not_apart", "class")
    is_lost = table.flag("is_lost_by_veto", True)
    counts = table.flag("counts_in_pool", kind is ProtectionKind.NOT_BELOW)
    table.close()
    return Protection(kind, grade, is_lost, counts)


def _adjustment(table: _Table) -> Adjustment:
    column = table.text("column")
    if column in FIGURES:
        raise table.refusal("twice", "column")
    item = Adjustment(column, table.text("name_zh"), table.number("points"), table.number("at_most", None))
    table.close()
    return item


def _margins(top: _Table) -> tuple[tuple[str, Decimal], ...]:
    table = top.table("margins")
    if table is None:
        return ()
    found = {key: table.number(key, lowest=Decimal(0)) for key in table.values if key in FIGURES}
    for key, ratio in found.items():
        if ratio is not None and ratio >= 1:
            raise table.refusal("too_high", key, highest="1")
    table.close()
    return tuple((key, ratio) for key, ratio in found.items() if ratio is not None)
