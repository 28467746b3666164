"""From a table to rows with shapes: WKT, corners in one cell, a line per corner, a longitude and latitude, or none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from domain.columns import ColumnType
from domain.entities import entity as declared
from domain.issue import IssueKind
from intake.content import Content, Request
from intake.formats import MAX_NESTED_SHAPES
from intake.mapping import mapped
from intake.places import PLACES, place_of
from intake.readers.corners import Corner, looks_east, polygon_of
from intake.readers.datums import Survey, survey_crs, zone_prefix
from intake.readers.tables import Cell, Table
from intake.values import is_empty, plain_digits, read_number

_PAIRS = (("lon", "lat"), ("east", "north"), ("x", "y"))
_CORNERS_PER_PARCEL = 3
_LABEL = re.compile(r"[A-Za-z\u4e00-\u9fff]+\d*\s*[:：,，]|[()（）\[\]]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SRID = re.compile(r"^\s*SRID\s*=\s*(\d+)\s*;", re.IGNORECASE)
_DATUM = re.compile(
    r"2000国家大地|国家2000|CGCS\s*2000|大地2000|西安\s*80|1980西安|80西安|北京\s*54|1954北京|WGS\s*-?84", re.IGNORECASE
)
_RUNNING = re.compile(r"[A-Za-z]{0,2}\d{1,4}")
_MOST_WKT = 5_000_000


@dataclass(frozen=True)
class _Line:
    row: int
    cells: Mapping[str, Cell]


def fill_from_table(content: Content, table: Table, request: Request, said: Sequence[str] = ()) -> dict[str, str]:
    """Put the table's rows into the content; returns {heading: place} of the headings that say where.

    `said` are the words around the table, in which a reference system may stand.
    """
    places = _places(table, request)
    by_place = {place: heading for heading, place in places.items()}
    lines = [_Line(row, {h: column[i] for h, column in table.cells.items()}) for i, row in enumerate(table.rows)]
    pair = _pair(by_place, lines)
    content.crs = _stated_crs([*said, *table.headings.values()], lines, pair)
    key = _key(table, request)
    if table.has_second:
        content.note(IssueKind.SECOND_TABLE_LEFT_OUT)
    if "shape" in by_place and any(lines):
        _from_words(content, lines, by_place["shape"])
    elif pair and _is_corner_list(by_place, lines, key):
        lines = _from_corners(content, lines, pair, by_place, key)
    elif pair:
        _from_points(content, lines, pair)
    else:
        content.blobs = [None] * len(lines)
    content.rows = [line.row for line in lines]
    consumed = {*places}
    content.columns = {h: [line.cells[h] for line in lines] for h in table.cells if h not in consumed}
    return {h: p for h, p in places.items() if p in ("shape", "corner", "ring") or (pair and h in pair)}


def numeric_headings(table: Table, request: Request) -> set[str]:
    """The headings under which a figure is meant: those of our number columns and of coordinates."""
    entity = declared(request.entity)
    fields = mapped(table.cells, entity, corrections=request.mapping).fields
    figures = {
        f.heading for f in fields
        if f.key in entity.by_key and entity.by_key[f.key].holds in (ColumnType.NUMBER, ColumnType.INTEGER)
    }  # fmt: skip
    return figures | {h for h, p in _places(table, request).items() if p not in ("shape", "corner", "ring")}


def _places(table: Table, request: Request) -> dict[str, str]:
    """Heading → place, as a person says or the words do; of two headings for one place the first holds."""
    found: dict[str, str] = {}
    for heading in table.cells:
        said = request.mapping.get(heading)
        place = said if said in PLACES else None if said else place_of(heading)
        if place and place not in found.values():
            found[heading] = place
    return found


def _pair(by_place: Mapping[str, str], lines: Sequence[_Line]) -> tuple[str, str] | None:
    """The two headings (east, north) of a coordinate; what X means is settled by its values."""
    for first, second in _PAIRS:
        if first in by_place and second in by_place:
            a, b = by_place[first], by_place[second]
            pairs = [p for line in lines if (p := _both(line, a, b))]
            if not pairs:
                continue
            if first == "x" and looks_east([abs(q) for _, q in pairs], [abs(p) for p, _ in pairs]):
                return b, a
            return a, b
    return None


def _both(line: _Line, a: str, b: str) -> tuple[float, float] | None:
    first, second = line.cells[a], line.cells[b]
    try:
        return None if is_empty(first) or is_empty(second) else (read_number(first), read_number(second))
    except ValueError:
        return None


def _key(table: Table, request: Request) -> str | None:
    """The heading that names the parcel of a line."""
    found = mapped(table.cells, declared(request.entity), corrections=request.mapping)
    fields = {f.key: f.heading for f in found.fields}
    return fields.get("parcel_code") or fields.get("name") or fields.get("short_number")


def _is_corner_list(by_place: Mapping[str, str], lines: Sequence[_Line], key: str | None) -> bool:
    if "corner" in by_place or "ring" in by_place:
        return True
    if key is None:
        return False
    groups = list(_groups(lines, key))
    apart = {h for p, h in by_place.items()} | {key}
    alike = sum(_says_one_thing(group, apart) for group in groups)
    return len(lines) >= _CORNERS_PER_PARCEL * max(len(groups), 1) and alike == len(groups)


def _says_one_thing(group: Sequence[_Line], apart: set[str]) -> bool:
    """Whether lines are corners of one parcel: beside a running number, they say nothing that differs."""
    for heading in group[0].cells.keys() - apart:
        words = {cell for line in group if not is_empty(cell := line.cells[heading])}
        if len(words) > 1 and len(words) != len(group):
            return False
        if len(words) > 1 and not all(_RUNNING.fullmatch(str(w)) for w in words):
            return False
    return True


def _groups(lines: Sequence[_Line], key: str | None) -> Iterator[list[_Line]]:
    """Lines of one parcel: an empty name goes on with the one above."""
    group: list[_Line] = []
    for line in lines:
        name = line.cells[key] if key else None
        if group and key and not is_empty(name) and name != group[0].cells[key]:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _from_corners(
    content: Content, lines: Sequence[_Line], pair: tuple[str, str], by_place: Mapping[str, str], key: str | None
) -> list[_Line]:
    parcels: list[_Line] = []
    for group in _groups(lines, key):
        row = group[0].row
        parcels.append(_Line(row, {h: next((g.cells[h] for g in group if not is_empty(g.cells[h])), None)
                                   for h in group[0].cells}))  # fmt: skip
        content.blobs.append(_from_group(content, row, group, pair, by_place.get("ring")))
    return parcels


def _from_group(
    content: Content, row: int, group: Sequence[_Line], pair: tuple[str, str], ring: str | None
) -> bytes | None:
    corners = []
    for line in group:
        point = _both(line, *pair)
        if point is None:
            if any(not is_empty(line.cells[h]) for h in pair):
                content.problems[row] = (IssueKind.GEOMETRY_INVALID.value, f"{line.cells[pair[0]]}, "
                                         f"{line.cells[pair[1]]} (row {line.row})"[:100])  # fmt: skip
            continue
        number = _NUMBER.search(plain_digits((line.cells[ring] if ring else "") or ""))
        corners.append(Corner(int(float(number.group())) if number else 1, *point))
    shape, outside = polygon_of(corners, is_east_first=True)
    for number_outside in outside:
        content.note(IssueKind.RING_OUTSIDE, row, None, str(number_outside))
    if shape is None and corners:
        content.problems.setdefault(row, (IssueKind.GEOMETRY_INVALID.value, "Too few corners"))
    return shapely.to_wkb(shape) if shape is not None and row not in content.problems else None


def _from_points(content: Content, lines: Sequence[_Line], pair: tuple[str, str]) -> None:
    for line in lines:
        point = _both(line, *pair)
        written = [line.cells[h] for h in pair]
        if point is None and not all(is_empty(w) for w in written):
            content.problems[line.row] = (IssueKind.GEOMETRY_INVALID.value, ", ".join(str(w) for w in written)[:100])
        content.blobs.append(shapely.to_wkb(shapely.Point(point)) if point else None)


def _from_words(content: Content, lines: Sequence[_Line], heading: str) -> None:
    for line in lines:
        words = line.cells[heading]
        try:
            shape = None if is_empty(words) else shape_in_words(str(words))
        except (ValueError, shapely.errors.GEOSException) as fault:
            content.problems[line.row] = (IssueKind.GEOMETRY_INVALID.value, str(fault).splitlines()[0][:100])
            shape = None
        content.blobs.append(shapely.to_wkb(shape, output_dimension=2) if shape is not None else None)


def shape_in_words(words: str) -> Any:
    """The shape that a cell describes: WKT, or corners one after the other, rings parted by `|`.

    Raises ValueError or GEOSException where it describes none; brackets that nest deep are never parsed.
    """
    text = _SRID.sub("", words).strip()
    if re.match(r"^[A-Za-z]+\s*(Z|M|ZM)?\s*(\(|EMPTY)", text):
        if len(text) > _MOST_WKT or _depth(text) > MAX_NESTED_SHAPES:
            raise ValueError("nested too deep")
        return shapely.from_wkt(text)
    corners = []
    for ring, part in enumerate(re.split(r"[|*]", plain_digits(text)), start=1):
        numbers = [float(n) for n in _NUMBER.findall(_LABEL.sub(" ", part))]
        if len(numbers) % 2:
            raise ValueError("odd number of ordinates")
        corners += [Corner(ring, *numbers[i : i + 2]) for i in range(0, len(numbers), 2)]
    if not corners:
        raise ValueError(words[:60])
    first, second = [abs(c.first) for c in corners], [abs(c.second) for c in corners]
    shape, _ = polygon_of(corners, is_east_first=not looks_east(second, first))
    if shape is None:
        raise ValueError("Too few corners")
    return shape


def _depth(text: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r"[()]", text):
        depth += 1 if mark == "(" else -1
        deepest = max(deepest, depth)
    return deepest


def _stated_crs(said: Sequence[str], lines: Sequence[_Line], pair: tuple[str, str] | None) -> str | None:
    """The reference system that the sheet itself names, None where it names none."""
    words = " ".join(said)
    if code := re.search(r"EPSG\s*[:：]?\s*(\d{4,5})", words, re.IGNORECASE):
        return f"EPSG:{code.group(1)}"
    srids = {m.group(1) for line in lines for c in line.cells.values() if c and (m := _SRID.match(c))}
    if len(srids) == 1:
        return f"EPSG:{srids.pop()}"
    datum = _DATUM.search(words)
    if datum is None:
        return None
    if "WGS" in datum.group().upper():
        return "EPSG:4326"
    points = [p for line in lines if pair and (p := _both(line, *pair))]
    survey = Survey.read(
        datum.group(),
        width=_group(r"([36])\s*(?:°|度)", words),
        zone=_group(r"(?:带号\s*[:：为]?\s*(\d{2})|(\d{2})\s*(?:号)?带)", words),
        meridian=_group(r"中央(?:子午线|经线)\D{0,6}(\d{2,3})", words),
    )
    is_degrees = bool(points) and all(abs(x) <= 180 and abs(y) <= 180 for x, y in points)
    return survey_crs(survey, zone_prefix([x for x, _ in points]) if points else None, is_degrees=is_degrees)


def _group(pattern: str, words: str) -> str:
    match = re.search(pattern, words)
    return next((g for g in match.groups() if g), "") if match else ""
