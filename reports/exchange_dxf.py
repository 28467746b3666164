"""Shapes as a drawing: one closed polyline for each ring, the code as text within it, and layers. Nothing else fits."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from domain.crs import STORAGE, transform
from reports.exchange_source import Extract

#: Where surveyors' programs look for boundary lines and for their numbers.
BOUNDARIES, NUMBERS = "JZD", "ZDH"
_TEXT_HEIGHT_M = 3.0


def drawing(extract: Extract, crs: str) -> bytes:
    """A DXF of release 12, which every drawing program reads; coordinates in metres of the CRS, x to the east."""
    shapes = transform(extract.shapes, STORAGE, crs)
    lines = ["0", "SECTION", "2", "HEADER", "9", "$ACADVER", "1", "AC1009", "9", "$DWGCODEPAGE", "3", "ANSI_936"]
    lines += ["0", "ENDSEC", *_layers(), "0", "SECTION", "2", "ENTITIES"]
    for shape, code in zip(shapes, extract.codes, strict=True):
        if shape is not None:
            lines += [line for entity in _drawn(shape, code) for line in entity]
    return "\r\n".join([*lines, "0", "ENDSEC", "0", "EOF", ""]).encode("gbk", "replace")


def _layers() -> list[str]:
    rows = [("0", "LAYER", "2", name, "70", "0", "62", colour, "6", "CONTINUOUS")
            for name, colour in ((BOUNDARIES, "1"), (NUMBERS, "7"))]  # fmt: skip
    body = [cell for row in rows for cell in row]
    return ["0", "SECTION", "2", "TABLES", "0", "TABLE", "2", "LAYER", "70", "2", *body, "0", "ENDTAB", "0", "ENDSEC"]


def _drawn(shape: Any, code: str) -> Iterator[list[str]]:
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        yield _polyline(shapely.get_coordinates(ring)[:-1])
    place = shape.representative_point()
    yield ["0", "TEXT", "8", NUMBERS, "10", _metres(place.x), "20", _metres(place.y), "30", "0.0",
           "40", str(_TEXT_HEIGHT_M), "1", _one_line(code)]  # fmt: skip


def _polyline(corners: NDArray[np.float64]) -> list[str]:
    lines = ["0", "POLYLINE", "8", BOUNDARIES, "66", "1", "10", "0.0", "20", "0.0", "30", "0.0", "70", "1"]
    for x, y in corners:
        lines += ["0", "VERTEX", "8", BOUNDARIES, "10", _metres(x), "20", _metres(y), "30", "0.0"]
    return [*lines, "0", "SEQEND", "8", BOUNDARIES]


def _metres(value: float) -> str:
    return f"{value:.6f}"


def _one_line(text: str) -> str:
    """A line break would begin a new group of the file."""
    return " ".join(text.split()) or "-"
