"""Fetches what the small map of a document shows, as one audience sees it, and lays it into a plane of metres."""

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from domain.crs import STORAGE, transform, zone_at
from layers.site_map import MapGround, MapParcel, MapPlant, Site, reach_m
from register.reader import Reader
from register.surroundings import around


def site_of(reader: Reader, kind: str, code: str, label: str = "") -> Site | None:
    """The site of a plot, plant or parcel in the 3-degree plane of its longitude; None where there is no shape."""
    outline = reader.outline(kind, code)
    if outline is None:
        return None
    own = shapely.geometry.shape(outline)
    zone = zone_at(own.centroid.x).crs

    def flat(shape: BaseGeometry) -> BaseGeometry:
        return transform(shape, STORAGE, zone)  # type: ignore[no-any-return]

    subject = shapely.unary_union(flat(own))
    found = around(reader, _box(subject, zone))
    return Site(
        subject=subject,
        label=label,
        parcels=[MapParcel(flat(shape), colour or "", number or "") for _, colour, number, shape in found.parcels],
        plants=[MapPlant(flat(shape), is_vacant) for _, is_vacant, shape in found.plants],
        ground=[MapGround(flat(shape), kind, name or "", width) for kind, name, width, shape in found.ground],
    )


def _box(subject: BaseGeometry, zone: str) -> tuple[float, float, float, float]:
    """Degrees around the subject, as far as the map reaches."""
    middle, reach = shapely.box(*subject.bounds).centroid, reach_m(subject)
    square: Any = shapely.box(middle.x - reach, middle.y - reach, middle.x + reach, middle.y + reach)
    west, south, east, north = transform(square, zone, STORAGE).bounds
    return west, south, east, north
