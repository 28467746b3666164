"""GeoPackage geometry blobs (OGC 12-128r18, 2.1.3): an eight-byte head with EPSG:4490, the envelope, then WKB."""

import struct
from typing import Any

import shapely

from domain.crs import STORAGE_EPSG

_HEAD = struct.Struct("<2sBBi4d")
_FLAGS = 0b00000011  # little-endian, envelope [minx, maxx, miny, maxy]
_ENVELOPE_SIZES = (0, 32, 48, 48, 64)

Bounds = tuple[float, float, float, float]


def to_blob(shape: Any) -> bytes:
    """A shape in EPSG:4490 as the record keeps it."""
    west, south, east, north = shape.bounds
    wkb: bytes = shapely.to_wkb(shape, byte_order=1)
    return _HEAD.pack(b"GP", 0, _FLAGS, STORAGE_EPSG, west, east, south, north) + wkb


def wkb_of(blob: bytes) -> bytes:
    """The WKB inside a blob, whichever envelope it carries."""
    return blob[8 + _ENVELOPE_SIZES[blob[3] >> 1 & 0b111] :]


def from_blob(blob: bytes) -> Any:
    """The shape of a blob."""
    return shapely.from_wkb(wkb_of(blob))


def bounds_of(blob: bytes) -> Bounds:
    """(west, south, east, north) from the head of a blob that we wrote."""
    _, _, _, _, west, east, south, north = _HEAD.unpack_from(blob)
    return west, south, east, north
