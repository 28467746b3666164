"""Where the table stands on a sheet: titles, unit rows, totals, notes and a second table beside it are not its rows."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.entities import entity as declared
from intake.mapping import UNITS, mapped
from intake.places import place_of
from intake.values import folded

Cell = str | None
Grid = Sequence[Sequence[Cell]]

_MOST_TITLE_ROWS = 40
_TOTALS = re.compile(r"^(合计|总计|小计|共计|累计|总和|平均|grandtotal|subtotal|total|sum)")
_NOTES = re.compile(
    r"^\s*(注|备注|说明|附注|填表|制表|审核|复核|审批|填报|编制|单位负责|负责人|日期|资料来源|数据来源|来源|"
    r"note|notes|source|remark|prepared|checked)\w{0,4}\s*[:：.\d、]", re.IGNORECASE,
)  # fmt: skip
_SIGNED = re.compile(r"(制表人?|填表人?|审核人?|负责人|填报人?|日期|单位|电话)\s*[:：]")
_UNIT_WORDS = frozenset(folded(name) for group in UNITS.values() for name in group) | {
    "m", "米", "度", "万元亩", "元", "年", "日", "㎡", "m2", "单位", "",
}  # fmt: skip
_LONG_NOTE = 12


@dataclass(frozen=True)
class Table:
    """One table: its headings by place on the sheet, and its rows by the number that a spreadsheet shows."""

    headings: dict[int, str]
    rows: list[int]
    cells: dict[str, list[Cell]]
    has_second: bool = False
    score: int = 0


def found_table(grid: Grid, entity: str = "parcels", known: Callable[[str], bool] = lambda _h: False) -> Table | None:
    """The table of a sheet, None where nothing on it looks like one. `known` says which headings a person mapped."""
    best: tuple[int, int, int, int] | None = None
    for top in range(min(len(grid), _MOST_TITLE_ROWS)):
        for height in (1, 2):
            if top + height > len(grid) or not any(grid[top]):
                continue
            if height == 2 and not _is_second_line(grid, top):
                continue
            first, last, score = _best_block(_headings(grid, top, height), entity, known)
            if best is None or (score, height) > (best[0], best[2]):
                best = (score, top, height, first) if last else best
    if best is None or best[0] == 0:
        return _plain_table(grid)
    score, top, height, first = best
    headings = _headings(grid, top, height)
    blocks = _blocks(headings, _used(grid, top + height, len(headings)))
    block = next(b for b in blocks if first in b)
    return _cut(grid, top, height, block, headings, has_second=len(blocks) > 1, score=score)


def _plain_table(grid: Grid) -> Table | None:
    """A sheet whose headings say nothing to us: its first row of two words or more."""
    for top, row in enumerate(grid[:_MOST_TITLE_ROWS]):
        if sum(bool(c) for c in row) >= 2:
            headings = _headings(grid, top, 1)
            return _cut(grid, top, 1, list(range(len(headings))), headings, has_second=False, score=0)
    return None


def _cut(
    grid: Grid, top: int, height: int, block: list[int], headings: list[str], *, has_second: bool, score: int
) -> Table:
    start = top + height
    names = _named(block, headings)
    if start < len(grid) and _is_unit_row(grid[start], block):
        names = {place: f"{name}({unit})" if (unit := _unit(grid[start], place)) and "(" not in name else name
                 for place, name in names.items()}  # fmt: skip
        start += 1
    plain = {place: folded(name) for place, name in names.items()}
    rows = [r for r in range(start, len(grid)) if _is_row(grid[r], block, plain)]
    cells = {name: [_at(grid[r], place) for r in rows] for place, name in names.items()}
    return Table(names, [r + 1 for r in rows], cells, has_second, score)


def _named(block: list[int], headings: list[str]) -> dict[int, str]:
    """Headings that stand twice get a number, those without words their letter."""
    names: dict[int, str] = {}
    for place in block:
        name, number = headings[place] or f"列{place + 1}", 1
        while name in names.values():
            number += 1
            name = f"{headings[place]} ({number})"
        names[place] = name
    return names


def _headings(grid: Grid, top: int, height: int) -> list[str]:
    """The words above each column; of two lines, the upper one holds for all columns that it spans."""
    width = max(len(grid[r]) for r in range(top, top + height))
    upper = [_words(_at(grid[top], place)) for place in range(width)]
    if height == 1:
        return upper
    lower = [_words(_at(grid[top + 1], place)) for place in range(width)]
    spanning = ""
    joined = []
    for above, below in zip(upper, lower, strict=True):
        spanning = above or (spanning if below else "")
        joined.append(_joined(spanning, below))
    return joined


def _joined(above: str, below: str) -> str:
    if not below or above == below:
        return above
    if folded(below) in _UNIT_WORDS:
        return f"{above}({below.strip('()（）')})"
    return f"{above} {below}".strip()


def _is_second_line(grid: Grid, top: int) -> bool:
    """Whether the row below is more of the heading: words alone, under some cell that is empty or spans it."""
    lower = [_words(c) for c in grid[top + 1]]
    if not any(lower) or any(re.search(r"\d{2,}", w) for w in lower):
        return False
    upper = [_words(_at(grid[top], place)) for place in range(len(lower))]
    hangs = [place for place, (a, b) in enumerate(zip(upper, lower, strict=True)) if b and (not a or a == b)]
    gaps = [place for place, (a, b) in enumerate(zip(upper, lower, strict=True)) if a and (not b or a == b)]
    return bool(hangs and gaps) and sum(map(bool, upper)) > 1


def _best_block(headings: list[str], entity: str, known: Callable[[str], bool]) -> tuple[int, int, int]:
    """(first place, last place, score) of the run of headings that says most."""
    best = (0, 0, 0)
    for block in _blocks(headings, [False] * len(headings)):
        score = _score([headings[p] for p in block], entity, known)
        if score > best[2]:
            best = (block[0], block[-1] + 1, score)
    return best


def _score(headings: list[str], entity: str, known: Callable[[str], bool]) -> int:
    words = [h for h in headings if h]
    if any(len(h) > 40 for h in words):
        words = [h for h in words if len(h) <= 40]
    by_column = len(mapped(dict.fromkeys(words), declared(entity)).fields)
    by_place = len({p for h in words if (p := place_of(h))})
    by_person = sum(known(h) for h in words)
    return 10 * (by_column + by_place + by_person) if by_column + by_place + by_person else 0


def _blocks(headings: list[str], is_used: list[bool]) -> list[list[int]]:
    """Runs of columns that no empty column parts."""
    blocks: list[list[int]] = [[]]
    for place, words in enumerate(headings):
        if words or is_used[place]:
            blocks[-1].append(place)
        elif blocks[-1]:
            blocks.append([])
    return [b for b in blocks if b]


def _used(grid: Grid, start: int, width: int) -> list[bool]:
    return [any(_at(row, place) for row in grid[start : start + 200]) for place in range(width)]


def _is_unit_row(row: Sequence[Cell], block: list[int]) -> bool:
    words = [folded(c) for place in block if (c := _at(row, place))]
    return bool(words) and all(w in _UNIT_WORDS for w in words)


def _unit(row: Sequence[Cell], place: int) -> str:
    return (_at(row, place) or "").strip("()（） ")


def _is_row(row: Sequence[Cell], block: list[int], names: dict[int, str]) -> bool:
    """A record, and not an empty line, a total, a note or the heading over again."""
    words = [c.strip() for place in block if (c := _at(row, place)) and c.strip()]
    if not words or _TOTALS.match(folded(words[0])) or (len(words) > 1 and _TOTALS.match(folded(words[1]))):
        return False
    if folded(words[0]) in names.values() and _repeats(row, names, len(words)):
        return False
    if len(set(words)) == 1 and len(block) > 2:
        return not (_NOTES.match(words[0]) or _is_sentence(words[0]))
    return not (_NOTES.match(words[0]) and len(words) <= 2) and not all(_SIGNED.match(w) for w in words)


def _repeats(row: Sequence[Cell], names: dict[int, str], count: int) -> bool:
    """The heading over again, at the top of a printed page."""
    return count > 1 and sum(folded(_at(row, p) or "") == n for p, n in names.items()) > count / 2


def _is_sentence(words: str) -> bool:
    """One cell of Chinese words or a long text in an otherwise empty row."""
    return bool(re.search(r"[\u4e00-\u9fff]{2,}", words)) or len(words.split()) > _LONG_NOTE / 2


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def _words(cell: Cell) -> str:
    return re.sub(r"\s+", "", cell) if cell and re.search(r"[\u4e00-\u9fff]", cell) else " ".join((cell or "").split())
