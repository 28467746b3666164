"""The rules of a scheme as spreadsheet formulas: from figure to ratio, points, score, rank and class.

Nothing is computed here. Cells are named in A1 form; an empty text stands for a missing value and is carried along.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from domain.indicators import EVALUATED_TAX, LAND
from domain.scheme import BaselineKind, MissingRule, ProtectionKind, Scheme, Strategy, WeightedIndicator

YES = "是"


@dataclass(frozen=True)
class Block:
    """Where the firms of one sheet stand: rows counted from 1, columns by key in letters."""

    first: int
    last: int
    column: Mapping[str, str]

    def cell(self, key: str, row: int) -> str:
        """One firm's cell."""
        return f"${self.column[key]}{row}"

    def span(self, key: str) -> str:
        """The whole column."""
        letter = self.column[key]
        return f"${letter}${self.first}:${letter}${self.last}"


@dataclass(frozen=True)
class Settings:
    """Where the parameters of an indicator stand, as absolute cells; None where the scheme has none."""

    weight: str
    baseline: str
    cap: str | None
    floor: str | None
    min_max_floor: str | None


def columns_of(keys: Sequence[str], first: int = 0) -> dict[str, str]:
    """Letters for columns that stand side by side."""
    return {key: xl_col_to_name(first + at) for at, key in enumerate(keys)}


def land(at: Block, row: int) -> str:
    """用地面积 in 亩 from ㎡: own + floor ÷ FAR − leased out, × 3 ÷ 2000."""
    own, floor, ratio, out = (at.cell(k, row) for k in ("own_land_m2", "leased_in_floor_m2", "leased_in_far", "out_m2"))
    leased = f'IF(N({floor})=0,0,IF(N({ratio})=0,"x",{floor}/{ratio}))'
    return f'=IF({own}="","",IFERROR(({own}+{leased}-N({out}))*3/2000,""))'


def evaluated_tax(scheme: Scheme, at: Block, row: int) -> str:
    """评价税收 by the scheme's components; an empty 免抵调库 is none, any other empty one makes it missing."""
    plus = "+".join(f"N({at.cell(k, row)})" for k in scheme.tax_plus)
    minus = "".join(f"-N({at.cell(k, row)})" for k in scheme.tax_minus)
    needed = [k for k in (*scheme.tax_plus, *scheme.tax_minus) if k != "exempt_credit_tax_10k_yuan"]
    gaps = ",".join(f'{at.cell(k, row)}=""' for k in needed)
    return f'=IF(OR({gaps}),"",{plus}{minus})'


def value(item: WeightedIndicator, at: Block, row: int) -> str:
    """numerator ÷ denominator; missing where either is, or the denominator is zero or less."""
    above, below = (at.cell(_figure(name), row) for name in item.indicator.inputs)
    return f'=IF(OR({above}="",{below}=""),"",IF({below}<=0,"",{above}/{below}))'


def baseline(item: WeightedIndicator, at: Block, fixed: str, times: str) -> str:
    """The baseline of a pool from its own column, or the fixed one."""
    above, below = (at.span(_figure(name)) for name in item.indicator.inputs)
    known = at.span(f"{item.key}:value")
    if item.baseline.kind is BaselineKind.FIXED:
        return f"={fixed}*{times}"
    if item.baseline.kind is BaselineKind.POOL_PERCENTILE:
        return f"=PERCENTILE({known},{fixed}/100)*{times}"
    return f"=SUMPRODUCT(ISNUMBER({known})*1,{above})/SUMPRODUCT(ISNUMBER({known})*1,{below})*{times}"


def raw(scheme: Scheme, item: WeightedIndicator, at: Block, row: int, here: Settings) -> str:
    """Points before cap and floor."""
    found = at.cell(f"{item.key}:value", row)
    if scheme.strategy is Strategy.RANK_ONLY:
        return f"={found}"
    if scheme.strategy is Strategy.RATIO:
        return f'=IF({found}="","",{found}/{_own_baseline(item, at, row, here)}*{here.weight})'
    known = at.span(f"{item.key}:value")
    spread = f"(MAX({known})-MIN({known}))"
    place = f"IF({spread}=0,1,({found}-MIN({known}))/{spread})"
    floor = here.min_max_floor
    return f'=IF({found}="","",{here.weight}*({floor}+(100-{floor})*{place})/100)'


def _own_baseline(item: WeightedIndicator, at: Block, row: int, here: Settings) -> str:
    """The baseline that holds for a row: its industry's mean is summed there and then."""
    if item.baseline.kind is not BaselineKind.INDUSTRY_MEAN:
        return here.baseline
    industry, mine, known = at.span("industry"), at.cell("industry", row), at.span(f"{item.key}:value")
    above, below = (at.span(_figure(name)) for name in item.indicator.inputs)
    same = f"({industry}={mine})*ISNUMBER({known})"
    return f"(SUMPRODUCT({same},{above})/SUMPRODUCT({same},{below})*{item.baseline.times})"


def capped(item: WeightedIndicator, at: Block, row: int, here: Settings) -> str:
    """Points after cap (a multiple of the weight) and floor."""
    points = at.cell(f"{item.key}:raw", row)
    bounded = points
    if here.cap:
        bounded = f"MIN({here.cap}*{here.weight},{bounded})"
    if here.floor:
        bounded = f"MAX({here.floor},{bounded})"
    return f'=IF({points}="","",{bounded})'


def score(item: WeightedIndicator, at: Block, row: int) -> str:
    """What counts: the capped points, or what the scheme gives for a missing value."""
    points = at.cell(f"{item.key}:capped", row)
    if item.missing is MissingRule.UNRATED:
        return f"={points}"
    substitute = "0" if item.missing is MissingRule.ZERO else f"IFERROR(AVERAGE({at.span(f'{item.key}:capped')}),0)"
    return f'=IF({points}="",{substitute},{points})'


def total(scheme: Scheme, at: Block, row: int) -> str:
    """The sum; empty where an indicator that must be there is missing, or the firm is set apart."""
    needed = [i for i in scheme.indicators if i.missing is MissingRule.UNRATED]
    gaps = ",".join(f'{at.cell(f"{i.key}:score", row)}=""' for i in needed) or "FALSE"
    parts = "+".join(f"N({at.cell(f'{i.key}:score', row)})" for i in scheme.indicators)
    return f'=IF(OR({gaps}),"",{parts}+N({at.cell("adjustment", row)}))'


def rank(scheme: Scheme, at: Block, row: int) -> str:
    """1, 2, 2, 4 by score, then by the tie-breaks in their order."""
    mine, all_ = at.cell("order", row), at.span("order")
    there = f"ISNUMBER({all_})"
    same = f"{there}*({all_}={mine})"
    terms = [f"SUMPRODUCT({there}*({all_}>{mine}))"]
    for name in scheme.tie_breaks:
        key = _figure(name)
        own = f'IF({at.cell(key, row)}="",-1E+300,{at.cell(key, row)})'  # a missing one is the worst
        terms.append(f"SUMPRODUCT({same}*ISNUMBER({at.span(key)})*({at.span(key)}>{own}))")
        same += f"*({at.span(key)}={at.cell(key, row)})"
    return f'=IF({mine}="","",1+{"+".join(terms)})'


def order(scheme: Scheme, at: Block, row: int) -> str:
    """The score that is ranked: to ten decimals, and none for a firm that the scheme sets apart."""
    found = at.cell("total", row)
    rule = scheme.protection
    if rule is None or rule.counts_in_pool:
        return f'=IF({found}="","",ROUND({found},10))'
    vetoed = f'{at.cell("is_vetoed", row)}="{YES}"' if rule.is_lost_by_veto else "FALSE"
    apart = f'AND({at.cell("is_protected", row)}="{YES}",NOT({vetoed}))'
    return f'=IF(OR({found}="",{apart}),"",ROUND({found},10))'


def last_ranks(scheme: Scheme, quotas: Sequence[str], count: str, cuts: Sequence[str]) -> list[str]:
    """The last rank of each class in whole numbers; `quotas` and `cuts` are cells, the last class takes the rest."""
    found, above = [], "0"
    for item, quota, cell in zip(scheme.classes[:-1], quotas, cuts, strict=False):
        cut = _whole(quota, count)
        if item.at_most_percent is not None:
            cut = f"MIN({cut},{above}+{_whole(str(item.at_most_percent), count)})"
        if item.at_least_percent is not None:
            cut = f"MAX({cut},{above}+{_whole(str(item.at_least_percent), count, up=True)})"
        highest = count
        if (least := scheme.classes[-1].at_least_percent) is not None:
            highest = f"({count}-{_whole(str(least), count, up=True)})"
        found.append(f"=MIN({highest},MAX({above},{cut}))")
        above = cell
    return [*found, f"={count}"]


def _whole(percent: str, count: str, *, up: bool = False) -> str:
    """percent · N ÷ 100 in whole numbers, without the last digit of a binary fraction."""
    return f"{'ROUNDUP' if up else 'ROUNDDOWN'}(ROUND({percent}*{count}/100,8),0)"


def raw_grade(scheme: Scheme, at: Block, row: int, cuts: Sequence[str]) -> str:
    """The class by quota alone."""
    return f'=IF({at.cell("rank", row)}="","",{_class_at(at.cell("rank", row), scheme, cuts)})'


def _class_at(place: str, scheme: Scheme, cuts: Sequence[str]) -> str:
    found = f'"{scheme.grades[-1]}"'
    for name, cut in reversed(list(zip(scheme.grades[:-1], cuts, strict=False))):
        found = f'IF({place}<={cut},"{name}",{found})'
    return found


def grade(scheme: Scheme, at: Block, row: int, cuts: Sequence[str]) -> str:
    """The class after veto, then protection."""
    names = "{" + ",".join(f'"{n}"' for n in scheme.grades) + "}"
    by_quota = at.cell("raw_grade", row)
    vetoed, protected = (f'{at.cell(k, row)}="{YES}"' for k in ("is_vetoed", "is_protected"))
    worst = worst_open(scheme) + 1
    place = f"MATCH({by_quota},{names},0)"
    if scheme.is_backfilled:
        place = _risen(scheme, at, row, cuts, names, worst)
    place = f"IF({vetoed},MAX({place},{worst}),{place})"
    final = f"INDEX({names},{place})"
    rule = scheme.protection
    if rule is None:
        return f'=IF({by_quota}="","",{final})'
    helped = f"AND({protected},NOT({vetoed}))" if rule.is_lost_by_veto else protected
    if rule.kind is ProtectionKind.NOT_BELOW:
        at_worst = scheme.grades.index(rule.grade or "") + 1
        return f'=IF({by_quota}="","",INDEX({names},IF({helped},MIN({place},{at_worst}),{place})))'
    apart = f'"{rule.grade}"' if rule.kind is ProtectionKind.CLASS else '""'
    rated = f'{at.cell("total", row)}<>""'
    return f'=IF(AND({helped},{rated}),{apart},IF({by_quota}="","",{final}))'


def _risen(scheme: Scheme, at: Block, row: int, cuts: Sequence[str], names: str, worst: int) -> str:
    """With backfilling: the class of the place that is left when vetoed firms before this one are passed over."""
    mine, all_ = at.cell("rank", row), at.span("rank")
    before = f'SUMPRODUCT(ISNUMBER({all_})*({at.span("is_vetoed")}="{YES}")*(N(+{mine})>{all_}))'
    by_place = f"MATCH({_class_at(f'({mine}-{before})', scheme, cuts)},{names},0)"
    return f"IF({by_place}<{worst},{by_place},MATCH({at.cell('raw_grade', row)},{names},0))"


def worst_open(scheme: Scheme) -> int:
    """The best class, counted from 0, that a vetoed firm may have."""
    if scheme.veto.to is not None:
        return scheme.grades.index(scheme.veto.to)
    return len(scheme.veto.barred_from)


def _figure(name: str) -> str:
    return {EVALUATED_TAX: "evaluated_tax", LAND: "land_mu"}.get(name, name)
