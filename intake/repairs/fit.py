"""Whether coordinates lie where their reference system is used."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from domain.issue import IssueKind
from intake.placing import crs_label

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

#: Northings and eastings of China in a Gauss-Krüger zone, with room for shapes far from its meridian.
_NORTHINGS_M = (1.5e6, 6.5e6)
_EASTINGS_M = (5e4, 9.5e5)
PREFIX_M = 1e6
_CHINA = (73.0, 3.0, 136.0, 54.0)


@dataclass(frozen=True)
class Zone:
    """A CGCS2000 Gauss-Krüger zone: its number, its width in degrees, and whether eastings carry the number."""

    number: int
    width: int
    is_prefixed: bool


#: First EPSG code, first zone, count, width, prefix.
_SERIES = ((4491, 13, 11, 6, True), (4502, 13, 11, 6, False), (4513, 25, 21, 3, True), (4534, 25, 21, 3, False))


@dataclass(frozen=True)
class Remedy:
    """How coordinates would fit: move them, then read them in `crs`."""

    kind: IssueKind
    crs: str
    move: Callable[[Numbers], Numbers]

    def moved_bounds(self, bounds: Numbers) -> Numbers:
        """The bounds (west, south, east, north) after the move."""
        one, other = self.move(bounds[:, :2]), self.move(bounds[:, 2:])
        return np.column_stack([np.minimum(one, other), np.maximum(one, other)])

    def words(self, before: Numbers, after: Numbers, crs: str) -> tuple[str, str]:
        """What it changes, as a person reads it: the CRS, or the first corner."""
        if self.kind is IssueKind.CRS_FALSE:
            return crs_label(crs), crs_label(self.crs)
        return _pair(before), _pair(after)


Repair = Callable[[Numbers, str, Places], Iterable[tuple[Places, Remedy]]]


def zone_of(crs: str) -> Zone | None:
    """The CGCS2000 zone that a code names, None for every other CRS."""
    match = re.fullmatch(r"EPSG:(\d+)", crs)
    code = int(match.group(1)) if match else 0
    for first, number, count, width, is_prefixed in _SERIES:
        if first <= code < first + count:
            return Zone(number + code - first, width, is_prefixed)
    return None


def prefixed_crs(number: int) -> str | None:
    """The CRS whose eastings carry this zone number: 3-degree from 25, 6-degree to 23."""
    for first, start, count, _, is_prefixed in _SERIES:
        if is_prefixed and start <= number < start + count:
            return f"EPSG:{first + number - start}"
    return None


def is_suspect(bounds: Numbers, crs: str, off_earth: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows that lie off the earth, or outside the zone that their CRS is made for."""
    present = np.isfinite(bounds).all(axis=1)
    if zone_of(crs) is not None:
        return present & ~fits(bounds, crs)
    if is_geographic(crs):
        return present & off_earth
    return present & (off_earth | _are_degrees(bounds))


def fits(bounds: Numbers, crs: str) -> NDArray[np.bool_]:
    """Whether each row lies where the CRS is used."""
    west, south, east, north = bounds.T
    if zone := zone_of(crs):
        shift = zone.number * PREFIX_M if zone.is_prefixed else 0.0
        is_wide: NDArray[np.bool_] = (west - shift >= _EASTINGS_M[0]) & (east - shift <= _EASTINGS_M[1])
        is_high = (south >= _NORTHINGS_M[0]) & (north <= _NORTHINGS_M[1])
        return np.asarray(is_wide & is_high)
    if is_geographic(crs):
        least, lowest, most, highest = _CHINA if crs == "EPSG:4490" else (-180.0, -90.0, 180.0, 90.0)
        return np.asarray((west >= least) & (south >= lowest) & (east <= most) & (north <= highest))
    return np.zeros(len(bounds), dtype=bool)


def are_degrees_of(bounds: Numbers, crs: str) -> NDArray[np.bool_]:
    """Rows whose numbers are degrees and lie where a projected CRS is used."""
    area = CRS(crs).area_of_use
    if area is None:
        return np.zeros(len(bounds), dtype=bool)
    west, south, east, north = bounds.T
    is_inside = (
        (west >= area.west - 3) & (east <= area.east + 3) & (south >= area.south - 1) & (north <= area.north + 1)
    )
    return np.asarray(_are_degrees(bounds) & is_inside)


@cache
def is_geographic(crs: str) -> bool:
    """Whether coordinates are degrees."""
    return bool(CRS(crs).is_geographic)


def _are_degrees(bounds: Numbers) -> NDArray[np.bool_]:
    return np.asarray((np.abs(bounds) <= (180, 90, 180, 90)).all(axis=1))


def _pair(xy: Numbers) -> str:
    return f"{xy[0]:.10g}, {xy[1]:.10g}"
