"""Repairs of where shapes lie. Each looks at rows that do not fit their CRS and says how they would; none is made
unless a person agrees, and each one made is told with before and after.

A new repair is a function in a file beside this one and a name in `REPAIRS`; the first that fits holds.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from domain.issue import Issue, Severity
from intake.placing import crs_label, placed
from intake.repairs.axes import axes_swapped
from intake.repairs.fit import Remedy, Repair, fits, is_suspect
from intake.repairs.zones import degrees_in_metres, metres_in_degrees, other_zone, zone_missing

REPAIRS: tuple[Repair, ...] = (axes_swapped, zone_missing, other_zone, metres_in_degrees, degrees_in_metres)


def remedies(shapes: NDArray[np.object_], crs: str, off_earth: NDArray[np.bool_]) -> dict[int, Remedy]:
    """By place in the table: what would make the shape lie where its CRS is used."""
    bounds = shapely.bounds(shapes)
    found: dict[int, Remedy] = {}
    waiting = np.flatnonzero(is_suspect(bounds, crs, off_earth))
    for repair in REPAIRS:
        for chosen, remedy in repair(bounds, crs, waiting) if len(waiting) else ():
            good = chosen[fits(remedy.moved_bounds(bounds[chosen]), remedy.crs)]
            found |= dict.fromkeys(good.tolist(), remedy)
            waiting = np.setdiff1d(waiting, good)
    return found


def applied(shapes: NDArray[np.object_], moved: NDArray[np.object_], found: dict[int, Remedy]) -> NDArray[np.object_]:
    """The shapes in EPSG:4490 with every remedy made; the others as they were placed."""
    mended = moved.copy()
    for remedy in set(found.values()):
        at = [index for index, one in found.items() if one is remedy]
        mended[at] = placed(shapely.transform(shapes[at], remedy.move), remedy.crs)[0]
    return mended


def told(
    shapes: NDArray[np.object_], rows: Sequence[int], crs: str, found: dict[int, Remedy], *, is_accepted: bool
) -> Iterator[Issue]:
    """One issue for each row: refused with the proposal, or let in with what was done."""
    severity = Severity.WARNING if is_accepted else Severity.ERROR
    for index, remedy in sorted(found.items()):
        first = shapely.get_coordinates(shapes[index])[:1]
        before, after = remedy.words(first[0], remedy.move(first)[0], crs)
        details = {"before": before, "after": after, "crs": crs_label(remedy.crs)}
        yield Issue(remedy.kind, severity, rows[index], None, f"{first[0][0]:.10g}, {first[0][1]:.10g}", details)
