"""From blocks to parcels whose areas keep the reconciling table, each with its stratum, code and areas."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import dist
from random import Random

import numpy as np
from shapely.geometry import Polygon

from data.parcels.cutting import cut_columns
from data.parcels.frame import to_metres
from data.parcels.sample_streets import Ground
from data.parcels.table import CHEMICAL, SHUANGQIAO, Cell, registered_m2, row_of

_LEAST, _MOST = 0.7, 1.4  # how far reconciling may press or stretch a parcel

Slots = list[list[list[float]]]  # block → column → areas in ㎡


@dataclass
class Lot:
    """A cut parcel: its shape (upright board metres, and EPSG:4490), its stratum and its two areas."""

    park: str
    number: str  # A02
    shape: Polygon
    degrees: Polygon
    stratum: str
    block: int
    measured_m2: Decimal
    registered_m2: Decimal | None = None
    has_gap: bool = False

    @property
    def row(self) -> str:
        return row_of(self.stratum)


def cut_parcels(ground: Ground, cells: dict[str, Cell], rng: Random) -> list[Lot]:
    """Cut a park's blocks into as many parcels as the table asks, of areas that keep every sum of it."""
    slots, strata = _drawn_plan(ground.blocks, cells, rng)
    shapes = _cut(ground.blocks, slots)
    block_of = [b for b, block in enumerate(slots) for column in block for _ in column]
    numbers = _numbers(ground, shapes)
    lots = []
    for shape, number, stratum, block in zip(shapes, numbers, strata, block_of, strict=True):
        upright = ground.plan.frame.upright(shape)
        degrees = ground.plan.frame.degrees(upright)
        measured = Decimal(str(round(to_metres(degrees).area, 2)))
        lots.append(Lot(ground.plan.park, number, upright, degrees, stratum, block, measured))
    return sorted(lots, key=lambda lot: lot.number)


def _drawn_plan(blocks: list[Polygon], cells: dict[str, Cell], rng: Random) -> tuple[Slots, list[str]]:
    """Areas that keep the table, and the stratum of each.

    Drawn anew until every sum can be met (a block filled by one stratum alone may stand in the way) and no parcel is
    pressed out of shape, and until a park with many offers has two of them side by side.
    """
    while True:
        slots = _draw_slots(blocks, sum(c.parcels for c in cells.values()), rng)
        centres = [s.centroid for s in _cut(blocks, slots)]
        drawn = np.array([a for block in slots for column in block for a in column])
        strata = _assign(drawn, np.array([(c.x, c.y) for c in centres]), cells, rng)
        if not _offers_neighbours(slots, strata, cells):
            continue
        areas = _reconcile(drawn, strata, slots, cells)
        if _keeps(areas, strata, cells) and np.all((areas / drawn > _LEAST) & (areas / drawn < _MOST)):
            return _refill(slots, areas), strata


def _offers_neighbours(slots: Slots, strata: list[str], cells: dict[str, Cell]) -> bool:
    """Whether two offered parcels adjoin in a block; asked only of parks with more than four offered."""
    rest = iter(strata)
    rows = [[{row_of(next(rest)) for _ in column} for column in block] for block in slots]
    sides = [(a, b) for block in rows for a, b in pairwise(block)]
    return cells["offered"].parcels <= 4 or any(a == b == {"offered"} for a, b in sides)


def _draw_slots(blocks: list[Polygon], count: int, rng: Random) -> Slots:
    """How many parcels each block gets, in which columns, with which rough areas."""
    fineness = [b.area * rng.choice((0.62, 0.85, 1.0, 1.0, 1.15, 1.45)) for b in blocks]
    share = [count * f / sum(fineness) for f in fineness]
    counts = [max(1, int(s)) for s in share]
    by_need = sorted(range(len(blocks)), key=lambda i: counts[i] - share[i])
    for i in (by_need * count)[: count - sum(counts)]:
        counts[i] += 1
    return [_draw_block(block, n, rng) for block, n in zip(blocks, counts, strict=True)]


def _draw_block(block: Polygon, count: int, rng: Random) -> list[list[float]]:
    """Columns of one parcel through the block's depth, or of two back to back where parcels are small."""
    west, south, east, north = block.bounds
    fit = max(1, round((east - west) / (0.86 * (north - south))))
    doubles = min(count // 2, max(0, count - fit))
    columns = [2] * doubles + [1] * (count - 2 * doubles)
    rng.shuffle(columns)
    widths = [rng.uniform(0.72, 1.28) * (1.15 if n == 2 else 1.0) for n in columns]
    drawn = []
    for n, width in zip(columns, widths, strict=True):
        area = block.area * width / sum(widths)
        south_share = rng.uniform(0.42, 0.58)
        drawn.append([area] if n == 1 else [area * south_share, area * (1 - south_share)])
    return drawn


def _cut(blocks: list[Polygon], slots: Slots) -> list[Polygon]:
    return [p for b, cols in zip(blocks, slots, strict=True) for col in cut_columns(b, cols) for p in col]


def _refill(slots: Slots, areas: np.ndarray) -> Slots:
    rest = iter(areas.tolist())
    return [[[next(rest) for _ in column] for column in block] for block in slots]


# How an estate grows: what lies far out is still raw, what lies at the heart was built first. Each stratum
# takes its places in this order by the wish given: (farness, east, noise) weights.
_WISHES: dict[str, tuple[float, float, float]] = {
    "raw": (2.2, 2.4, 0.2),
    "cleared": (1.0, 1.2, 0.4),
    "supplied": (0.6, 0.8, 0.7),
    "building": (0.3, 0.9, 0.75),
    "offered": (0.0, 0.2, 1.0),
    "reserved": (0.3, 0.5, 0.9),
    "idle": (0.3, -0.1, 1.1),
    "stopped": (-0.3, -0.5, 0.8),
    "underused": (-0.2, -0.25, 0.95),
    "producing": (0.0, 0.0, 0.0),
}


def _assign(areas: np.ndarray, xy: np.ndarray, cells: dict[str, Cell], rng: Random) -> list[str]:
    """Give each slot a stratum: by wish of place and size first, then by swaps until the sums come near."""
    unit = (xy - xy.min(0)) / (xy.max(0) - xy.min(0))
    farness = np.abs(unit - 0.5).max(1) * 2
    strata = [""] * len(areas)
    free = set(range(len(areas)))
    for stratum in sorted(cells, key=lambda s: (list(_WISHES).index(row_of(s)), s)):
        far, east, noise = _WISHES[row_of(stratum)]
        mean = float(cells[stratum].mu) * 2000 / 3 / cells[stratum].parcels
        score = {
            i: far * farness[i] + east * unit[i, 0] + noise * rng.random() * 2 - abs(np.log(areas[i] / mean))
            for i in sorted(free)
        }
        for i in sorted(score, key=lambda i: -score[i])[: cells[stratum].parcels]:
            strata[i] = stratum
            free.discard(i)
    return _swapped(areas, xy, strata, cells, rng)


_SWAPS_PER_PARCEL = 220
_REACH_M, _RAW_REACH_M = 900, 380  # how far apart two parcels may change places; raw land stays at the rim


def _swapped(areas: np.ndarray, xy: np.ndarray, strata: list[str], cells: dict[str, Cell], rng: Random) -> list[str]:
    want = {s: c.mu * 2000 / 3 for s, c in cells.items()}
    have: dict[str, float] = defaultdict(float)
    at, size = xy.tolist(), areas.tolist()
    for i, s in enumerate(strata):
        have[s] += size[i]
    for _ in range(_SWAPS_PER_PARCEL * len(strata)):
        i, j = rng.randrange(len(strata)), rng.randrange(len(strata))
        a, b = strata[i], strata[j]
        reach = _RAW_REACH_M if "raw" in (row_of(a), row_of(b)) else _REACH_M
        if a == b or dist(at[i], at[j]) > reach:
            continue
        gain = size[j] - size[i]
        before = (abs(have[a] - want[a]) / want[a] ** 0.5) + (abs(have[b] - want[b]) / want[b] ** 0.5)
        after = abs(have[a] + gain - want[a]) / want[a] ** 0.5 + abs(have[b] - gain - want[b]) / want[b] ** 0.5
        if after < before - 3:
            strata[i], strata[j] = b, a
            have[a] += gain
            have[b] -= gain
    return strata


def _reconcile(areas: np.ndarray, strata: list[str], slots: Slots, cells: dict[str, Cell]) -> np.ndarray:
    """The areas nearest to the drawn ones that fill every block and keep every stratum's sum (least squares)."""
    names = list(cells)
    block_of = [b for b, block in enumerate(slots) for column in block for _ in column]
    rows = len(slots) + len(names)
    matrix, wanted = np.zeros((rows, len(areas))), np.zeros(rows)
    for i, (block, stratum) in enumerate(zip(block_of, strata, strict=True)):
        matrix[block, i] = matrix[len(slots) + names.index(stratum), i] = 1
        wanted[block] += areas[i]
    wanted[len(slots) :] = [cells[n].mu * 2000 / 3 for n in names]
    weight = areas**2
    normal = (matrix * weight) @ matrix.T
    multipliers = np.linalg.pinv(normal, rcond=1e-10) @ (wanted - matrix @ areas)
    return np.asarray(areas + weight * (matrix.T @ multipliers))


def _keeps(areas: np.ndarray, strata: list[str], cells: dict[str, Cell]) -> bool:
    sums: dict[str, float] = defaultdict(float)
    for area, stratum in zip(areas.tolist(), strata, strict=True):
        sums[stratum] += area
    return all(abs(sums[s] - c.mu * 2000 / 3) < 5 for s, c in cells.items())


def _numbers(ground: Ground, shapes: list[Polygon]) -> list[str]:
    """Numbers as A02: a letter per stretch of the main road, then from south-west to north-east."""
    by_zone: dict[str, list[int]] = defaultdict(list)
    for i, shape in enumerate(shapes):
        zone = sum(shape.centroid.x > bound for bound in ground.plan.zone_bounds)
        by_zone["ABCDEFGH"[zone]].append(i)
    numbers = [""] * len(shapes)
    for letter, members in by_zone.items():
        members.sort(key=lambda i: (round(shapes[i].centroid.y / 95), shapes[i].centroid.x))
        for place, i in enumerate(members, 1):
            numbers[i] = f"{letter}{place:02d}"
    return numbers


_GAPS = {
    SHUANGQIAO: {"producing/large": "0.021", "underused/large": "-0.016"},
    CHEMICAL: {"raw": "0.028"},
}


def register_areas(lots: list[Lot], rng: Random) -> None:
    """Give each parcel its certificate's area: near the measured one, with each stratum's sum exact.

    Three parcels of the sample keep a deliberate gap of more than half a percent.
    """
    for stratum, wanted in registered_m2(lots[0].park).items():
        members = [lot for lot in lots if lot.stratum == stratum]
        for lot in members:
            lot.registered_m2 = _cents(lot.measured_m2 * (1 + Decimal(rng.randrange(-180, 181)) / 100_000))
        odd = _GAPS.get(lots[0].park, {}).get(stratum)
        if odd:
            gap = members[len(members) // 2]
            gap.registered_m2, gap.has_gap = _cents(gap.measured_m2 * (1 + Decimal(odd))), True
        _spread(wanted, [lot for lot in members if not lot.has_gap], members)


def _spread(wanted: Decimal, takers: list[Lot], members: list[Lot]) -> None:
    rest = wanted - sum((lot.registered_m2 or Decimal() for lot in members), Decimal())
    whole = sum((lot.measured_m2 for lot in takers), Decimal())
    for lot in takers:
        lot.registered_m2 = _cents((lot.registered_m2 or Decimal()) + rest * lot.measured_m2 / whole)
    left = wanted - sum((lot.registered_m2 or Decimal() for lot in members), Decimal())
    takers[-1].registered_m2 = (takers[-1].registered_m2 or Decimal()) + left


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))
