"""Zone numbers and units of coordinates that contradict the declared CRS."""

from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
from pyproj import CRS

from domain.crs import STORAGE
from domain.issue import IssueKind
from intake.repairs.fit import PREFIX_M, Numbers, Places, Remedy, are_degrees_of, is_geographic, prefixed_crs, zone_of


def zone_missing(bounds: Numbers, crs: str, waiting: Places) -> Iterable[tuple[Places, Remedy]]:
    """Eastings without the zone number that the CRS puts before them."""
    zone = zone_of(crs)
    if zone is not None and zone.is_prefixed:
        chosen = waiting[bounds[waiting, 2] < PREFIX_M]
        yield chosen, Remedy(IssueKind.ZONE_MISSING, crs, _shifted(zone.number * PREFIX_M))


def other_zone(bounds: Numbers, crs: str, waiting: Places) -> Iterable[tuple[Places, Remedy]]:
    """Eastings with the number of another zone, or with one that the CRS does not have."""
    if zone_of(crs) is not None:
        yield from _by_prefix(bounds, crs, waiting)


def metres_in_degrees(bounds: Numbers, crs: str, waiting: Places) -> Iterable[tuple[Places, Remedy]]:
    """Metres with a zone number under a CRS of degrees."""
    if is_geographic(crs):
        yield from _by_prefix(bounds, crs, waiting)


def degrees_in_metres(bounds: Numbers, crs: str, waiting: Places) -> Iterable[tuple[Places, Remedy]]:
    """Degrees under a CRS of metres: read as those of CGCS2000, or of WGS 84 outside its zones."""
    if not is_geographic(crs):
        plain = STORAGE if CRS(crs).datum and "2000" in str(CRS(crs).datum) else "EPSG:4326"
        yield waiting[are_degrees_of(bounds[waiting], crs)], Remedy(IssueKind.CRS_FALSE, plain, _same)


def _by_prefix(bounds: Numbers, crs: str, waiting: Places) -> Iterable[tuple[Places, Remedy]]:
    numbers = np.floor_divide(np.clip(bounds[waiting, 0], 0, 1e9), PREFIX_M).astype(int)
    for number in np.unique(numbers):
        named = prefixed_crs(int(number))
        if named and named != crs:
            yield waiting[numbers == number], Remedy(IssueKind.CRS_FALSE, named, _same)


@cache
def _shifted(metres: float) -> Callable[[Numbers], Numbers]:
    return lambda xy: xy + np.array([metres, 0.0])


def _same(xy: Numbers) -> Numbers:
    return xy
