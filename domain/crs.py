"""Reference systems: stored in CGCS2000 degrees (EPSG:4490), measured in 3-degree CGCS2000, drawn in web tiles."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

STORAGE = "EPSG:4490"
STORAGE_EPSG = 4490

#: 3-degree CGCS2000 zones without zone prefix exist for central meridians 75°E (EPSG:4534) to 135°E (EPSG:4554).
_FIRST_MERIDIAN, _LAST_MERIDIAN = 75, 135
_FIRST_CM_EPSG = 4534
#: With zone prefix: zone 25 (EPSG:4513) to zone 45 (EPSG:4533).
_FIRST_ZONE_EPSG = 4513


@dataclass(frozen=True)
class MeasuringZone:
    """The plane in which an area is measured: `label` is what people read, `crs` what pyproj reads."""

    label: str
    crs: str
    central_meridian: int


def zone_for_meridian(central_meridian: int) -> MeasuringZone:
    """The 3-degree plane about a meridian: CGCS2000 inside China, else a transverse Mercator on its ellipsoid."""
    if _FIRST_MERIDIAN <= central_meridian <= _LAST_MERIDIAN:
        code = f"EPSG:{_FIRST_CM_EPSG + (central_meridian - _FIRST_MERIDIAN) // 3}"
        return MeasuringZone(code, code, central_meridian)
    hemisphere = f"{abs(central_meridian)}{'E' if central_meridian >= 0 else 'W'}"
    crs = f"+proj=tmerc +lat_0=0 +lon_0={central_meridian} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs"
    return MeasuringZone(f"CM {hemisphere} 非国内带", crs, central_meridian)


def declared_zone(survey_crs: str | None) -> MeasuringZone | None:
    """The 3-degree CGCS2000 zone that a source declared, None where it declared anything else.

    >>> declared_zone("EPSG:4526").label
    'EPSG:4547'
    """
    match = re.fullmatch(r"EPSG:(\d+)", survey_crs or "")
    if not match:
        return None
    code = int(match.group(1))
    if _FIRST_ZONE_EPSG <= code < _FIRST_CM_EPSG:
        code += _FIRST_CM_EPSG - _FIRST_ZONE_EPSG
    if _FIRST_CM_EPSG <= code <= _FIRST_CM_EPSG + (_LAST_MERIDIAN - _FIRST_MERIDIAN) // 3:
        return zone_for_meridian(_FIRST_MERIDIAN + 3 * (code - _FIRST_CM_EPSG))
    return None


def zone_at(lon: float) -> MeasuringZone:
    """The zone whose meridian is nearest: 大足 (105.77°E) lies in EPSG:4544."""
    return zone_for_meridian(3 * round(lon / 3))


@cache
def transformer(source: str, target: str) -> Transformer:
    """A transformer between two systems, x (east, longitude) always first."""
    return Transformer.from_crs(source, target, always_xy=True)


def transform(shapes: Any, source: str, target: str) -> Any:
    """Shapes (one or an array) from one system to another; a third ordinate is dropped beforehand by the caller."""
    if source == target:
        return shapes
    moved = transformer(source, target).transform

    def step(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(moved(xy[:, 0], xy[:, 1]))

    return shapely.transform(shapes, step)


def measured_areas_m2(shapes: Any, survey_crs: str | None) -> tuple[NDArray[np.float64], list[str]]:
    """Plane areas in ㎡ of shapes in EPSG:4490, and the label of each one's zone.

    The zone is the one that the source declared, else that of each centroid's longitude.
    """
    shapes = np.asarray(shapes, dtype=object)
    declared = declared_zone(survey_crs)
    meridians = (
        np.full(len(shapes), declared.central_meridian)
        if declared
        else (3 * np.round(shapely.get_x(shapely.centroid(shapes)) / 3)).astype(int)
    )
    areas = np.zeros(len(shapes))
    labels = [""] * len(shapes)
    for meridian in np.unique(meridians):
        zone = zone_for_meridian(int(meridian))
        chosen = np.flatnonzero(meridians == meridian)
        areas[chosen] = shapely.area(transform(shapes[chosen], STORAGE, zone.crs))
        for index in chosen:
            labels[index] = zone.label
    return areas, labels


def known_crs(text: str) -> str | None:
    """`EPSG:n` (or WKT where no authority names it) for what a person or a file calls a CRS; None if unreadable."""
    try:
        crs = CRS.from_user_input(text)
    except CRSError:
        return None
    authority = crs.to_authority(min_confidence=90)
    return ":".join(authority) if authority else crs.to_wkt()
