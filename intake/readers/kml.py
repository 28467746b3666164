"""KML by our own hand: every placemark is a row, also those whose coordinates nobody can read.

GDAL drops a placemark that it cannot parse without a word, and its plain driver drops the extended data.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

import shapely

from domain.issue import IssueKind
from intake.content import Content, Request
from intake.formats import MAX_NESTED_SHAPES
from intake.readers.choice import chosen_layer
from intake.refusal import Unreadable
from intake.text import decoded

_CONTAINERS = ("Document", "Folder", "kml")
_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack", "Model")
_MOST_DEPTH = 64
_ENCODING = re.compile(rb'^\s*<\?xml[^>]*?encoding\s*=\s*["\']([\w.\-]+)["\']')


@dataclass
class _Node:
    name: str
    attributes: dict[str, str]
    children: list["_Node"] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words).strip()

    def child(self, name: str) -> "_Node | None":
        return next((c for c in self.children if c.name == name), None)

    def every(self, name: str) -> Iterator["_Node"]:
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.every(name)


def read_kml(path: Path, request: Request, content: Content) -> None:
    """The placemarks of one folder. Raises Unreadable for broken XML, no placemark, or several folders unnamed."""
    content.crs = "EPSG:4326"
    data = path.read_bytes()
    declared = _ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    text = decoded(data, request.encoding or (declared.group(1).decode() if declared else None))
    content.encoding = text.encoding
    layers = dict(_layers(_tree(text.text)))
    content.layer = chosen_layer(list(layers), request.layer)
    for row, placemark in enumerate(layers[content.layer], start=1):
        content.rows.append(row)
        content.blobs.append(_shape(placemark, row, content))
    _attributes(layers[content.layer], content)
    content.layer = content.layer or None


def _tree(text: str) -> _Node:
    root = _Node("", {})
    path = [root]

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(path) > _MOST_DEPTH:
            raise Unreadable(IssueKind.GEOMETRY_TOO_COMPLEX, depth=len(path), limit=_MOST_DEPTH)
        node = _Node(name.split(":")[-1], attributes)
        path[-1].children.append(node)
        path.append(node)

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _name: path.pop() and None
    parser.CharacterDataHandler = lambda words: path[-1].words.append(words)
    parser.EntityDeclHandler = _no_entities
    try:
        parser.Parse(re.sub(r"^\s*<\?xml.*?\?>", "", text.lstrip("\ufeff"), count=1).encode("utf-8", "replace"), True)
    except expat.ExpatError as fault:
        raise Unreadable(IssueKind.FILE_DAMAGED, reason="xml") from fault
    return root


def _no_entities(*_: Any) -> None:
    raise Unreadable(IssueKind.FILE_UNSAFE, reason="entity")


def _layers(root: _Node) -> Iterator[tuple[str, list[_Node]]]:
    """Folders that hold placemarks, by name; a second one of the same name gets a number."""
    seen: dict[str, int] = {}
    for node in _containers(root):
        placemarks = [c for c in node.children if c.name == "Placemark"]
        if placemarks:
            named = node.child("name")
            name = named.text if named else ""
            seen[name] = seen.get(name, 0) + 1
            yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), placemarks


def _containers(node: _Node) -> Iterator[_Node]:
    yield node
    for child in node.children:
        if child.name in _CONTAINERS:
            yield from _containers(child)


def _shape(placemark: _Node, row: int, content: Content) -> bytes | None:
    found = next((c for c in placemark.children if c.name in _SHAPES), None)
    if found is None:
        return None
    try:
        shape = _drawn(found, 0)
    except (ValueError, shapely.errors.GEOSException) as fault:
        content.problems[row] = (IssueKind.GEOMETRY_INVALID.value, str(fault)[:120] or "coordinates")
        return None
    return shapely.to_wkb(shape, output_dimension=2) if shape is not None else None


def _drawn(node: _Node, depth: int) -> Any:
    if depth > MAX_NESTED_SHAPES:
        raise ValueError("nested too deep")
    if node.name == "Polygon":
        return _polygon(node)
    if node.name == "MultiGeometry":
        return _together([_drawn(c, depth + 1) for c in node.children if c.name in _SHAPES])
    points = _points(node)
    if not points:
        return None
    return shapely.Point(points[0]) if len(points) == 1 else shapely.LineString(points)


def _together(parts: list[Any]) -> Any:
    """Areas as one multipolygon; anything else keeps its kind, so that it is refused by name."""
    flat = [p for part in parts if part is not None for p in shapely.get_parts(part)]
    if flat and all(p.geom_type == "Polygon" for p in flat):
        return shapely.MultiPolygon(flat)
    return shapely.GeometryCollection(flat) if len(flat) > 1 else (flat[0] if flat else None)


def _polygon(node: _Node) -> Any:
    outer = [_ring(b) for b in node.children if b.name == "outerBoundaryIs"]
    holes = [r for b in node.children if b.name == "innerBoundaryIs" for r in _rings(b)]
    if not outer or not outer[0]:
        return None
    return shapely.Polygon(outer[0], [h for h in holes if h])


def _ring(boundary: _Node) -> list[tuple[float, float]]:
    return next(iter(_rings(boundary)), [])


def _rings(boundary: _Node) -> Iterator[list[tuple[float, float]]]:
    """Rings, closed where their author left them open."""
    for ring in boundary.every("LinearRing"):
        points = _points(ring)
        if points and len(points) < 3:
            raise ValueError("Too few corners")
        yield points if not points or points[0] == points[-1] else [*points, points[0]]


def _points(node: _Node) -> list[tuple[float, float]]:
    written = node.child("coordinates")
    words = re.sub(r"\s*,\s*", ",", written.text).split() if written else []
    return [(float(x), float(y)) for x, y, *_ in ([*word.split(","), ""] for word in words)]


def _attributes(placemarks: list[_Node], content: Content) -> None:
    cells = [dict(_cells(p)) for p in placemarks]
    headings = dict.fromkeys(heading for row in cells for heading in row)
    content.columns = {h: [row.get(h) for row in cells] for h in headings}


def _cells(placemark: _Node) -> Iterator[tuple[str, str]]:
    """Name, description, and the extended data of either kind, by the names that they carry."""
    for key in ("name", "description"):
        if (node := placemark.child(key)) and node.text:
            yield key, node.text
    for data in placemark.every("Data"):
        value = data.child("value")
        if value is not None and value.text:
            yield data.attributes.get("name", "").strip(), value.text
    for data in placemark.every("SimpleData"):
        if data.text:
            yield data.attributes.get("name", "").strip(), data.text
