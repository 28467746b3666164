"""Drawings of a ranking in vector form, for papers: plain SVG, sized in millimetres, one accent and greys."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from wording.styles import chip_of

TEAL, PALE, INK, MUTE, HAIR, OCHRE = "#0B6E75", "#A9CDD0", "#1F2A33", "#5B6770", "#D9DFE1", "#C47F17"
WIDTH_MM = 166.0
#: User units per millimetre.
_PER_MM = 4.0
_FACE = "Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"


@dataclass(frozen=True)
class Drawing:
    """An SVG with its size on paper."""

    svg: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length, what is written at its end, and last year's length as a tick (None: none)."""

    name: str
    value: float
    told: str
    before: float | None = None


def bars(rows: Sequence[Bar]) -> Drawing:
    """Horizontal bars on one scale, each with its figure and a tick where it stood a year before."""
    height_mm = 7.5 * len(rows) + 3
    left, right = 150.0, WIDTH_MM * _PER_MM - 70
    whole = max([*(r.value for r in rows), *(r.before or 0.0 for r in rows), 0.0]) or 1.0
    parts = []
    for n, row in enumerate(rows):
        y = 6 + n * 30
        length = (right - left) * max(row.value, 0.0) / whole
        parts.append(_text(left - 10, y + 16, row.name, anchor="end"))
        parts.append(f'<rect x="{left}" y="{y}" width="{length:.1f}" height="20" fill="{TEAL}"/>')
        end = left + length
        if row.before is not None:
            x = left + (right - left) * max(row.before, 0.0) / whole
            end = x + 2 if end < x + 2 and x - end < 50 else end  # the figure does not stand on the tick
            parts.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y - 3}" y2="{y + 23}" stroke="{OCHRE}" stroke-width="3"/>'
            )
        parts.append(_text(end + 8, y + 16, row.told, colour=INK))
    parts.append(f'<line x1="{left}" x2="{left}" y1="0" y2="{height_mm * _PER_MM:.1f}" stroke="{MUTE}"/>')
    return _drawing(parts, height_mm)


def classes(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Drawing:
    """One bar for each pool, cut into its classes by the number of firms."""
    height_mm = 12.0 * len(rows) + 2
    left, right = 60.0, WIDTH_MM * _PER_MM
    parts = []
    for n, (pool, found) in enumerate(rows):
        y, x = 4 + n * 48, left
        whole = sum(count for _, count in found) or 1
        parts.append(_text(left - 10, y + 25, pool, anchor="end"))
        for grade, count in found:
            width = (right - left) * count / whole
            chip = chip_of(grade)
            parts.append(
                f'<rect x="{x:.1f}" y="{y}" width="{max(width - 2, 1):.1f}" height="38" fill="{chip.ground}"/>'
            )
            parts.append(f'<rect x="{x:.1f}" y="{y}" width="{max(width - 2, 1):.1f}" height="3" fill="{chip.text}"/>')
            parts.append(_text(x + 8, y + 26, f"{grade} {count}", colour=chip.text))
            x += width
    return _drawing(parts, height_mm)


def dots(values: Sequence[float], line: float | None, line_word: str, unit: str) -> Drawing:
    """One dot a firm, piled up where values lie near, with the baseline drawn."""
    left, right, places = 16.0, WIDTH_MM * _PER_MM - 16, 48
    low, high = min([*values, line or 0.0, 0.0]), max([*values, line or 0.0, 1e-9])
    step = (high - low) / places or 1.0
    piles: dict[int, int] = {}
    for value in values:
        piles[round((value - low) / step)] = piles.get(round((value - low) / step), 0) + 1
    tallest = max(piles.values(), default=1)
    gap = min(12.0, 150.0 / tallest)
    floor = 40 + gap * tallest
    parts = []
    for place, count in piles.items():
        x = left + (right - left) * place / places
        parts += [f'<circle cx="{x:.1f}" cy="{floor - 8 - gap * n:.1f}" r="5" fill="{TEAL}"/>' for n in range(count)]
    parts.append(f'<line x1="0" x2="{right + 16}" y1="{floor}" y2="{floor}" stroke="{MUTE}"/>')
    for n in range(5):
        x, value = left + (right - left) * n / 4, low + (high - low) * n / 4
        parts.append(_text(x, floor + 18, f"{value:,.1f}", anchor="middle", size=13))
    parts.append(_text(right + 16, floor + 36, unit, anchor="end", size=13))
    if line is not None:
        x = left + (right - left) * (line - low) / (high - low)
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="22" y2="{floor}" stroke="{OCHRE}" stroke-width="2" '
            'stroke-dasharray="6 4"/>'
        )
        parts.append(_text(min(x, right - 60), 14, line_word, anchor="middle", colour=OCHRE, size=13))
    return _drawing(parts, (floor + 42) / _PER_MM)


def _drawing(parts: Sequence[str], height_mm: float) -> Drawing:
    size = f"0 0 {WIDTH_MM * _PER_MM:.0f} {height_mm * _PER_MM:.0f}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" width="{WIDTH_MM}mm" height="{height_mm:.1f}mm">'
    return Drawing(f"{head}{''.join(parts)}</svg>", WIDTH_MM, height_mm)


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = MUTE, size: int = 15) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{_FACE}" font-size="{size}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )
