"""Northing and easting, or latitude and longitude, in each other's place."""

from collections.abc import Iterable

from domain.issue import IssueKind
from intake.repairs.fit import Numbers, Places, Remedy, is_geographic, zone_of


def axes_swapped(_: Numbers, crs: str, waiting: Places) -> Iterable[tuple[Places, Remedy]]:
    """Exchange the two; whether that fits is asked of every remedy."""
    if zone_of(crs) is not None or is_geographic(crs):
        yield waiting, Remedy(IssueKind.AXES_SWAPPED, crs, swapped)


def swapped(xy: Numbers) -> Numbers:
    """The two ordinates exchanged."""
    return xy[:, ::-1]
