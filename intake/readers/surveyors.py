"""The surveyors' coordinate TXT: [属性描述] with the reference system, [地块坐标] with plots and their corners.

A plot's line ends in `@`: corner count, area, number, name, 点/线/面, map sheet, use, land class. A corner's line is
name, ring, X, Y, where X is the northing. Ring 1 is the boundary, a later ring inside it a hole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import shapely

from domain.issue import IssueKind
from intake.content import Content, Request
from intake.readers.corners import Corner, eastings_first, polygon_of
from intake.readers.datums import Survey, survey_crs, zone_prefix
from intake.text import decoded
from intake.values import plain_digits

_SECTION = re.compile(r"^\s*[\[［【](.+?)[\]］】]\s*$")
_PLOT_SECTION = re.compile(r"地块坐标|界址点坐标|宗地坐标")
_HECTARES = {"公顷": 1.0, "ha": 1.0, "亩": 1 / 15, "平方米": 1e-4, "㎡": 1e-4, "m2": 1e-4, "m²": 1e-4}
_AREA = re.compile(r"^([0-9.]+)\s*(\D+\d?)?$")
_HEADINGS = ("地块编号", "地块名称", "图形属性", "图幅号", "地块用途", "地类编码")
_AREA_HEADING = "地块面积(公顷)"


@dataclass
class _Plot:
    fields: list[str] = field(default_factory=list)
    corners: list[Corner] = field(default_factory=list)
    bad: str | None = None


def read_surveyors(path: Path, request: Request, content: Content) -> None:
    """Every plot of a coordinate TXT, in either order of the axes."""
    text = decoded(path.read_bytes(), request.encoding)
    content.written_in(text)
    stated, plots, unread = _parsed(text.text)
    is_east_first = eastings_first([c for plot in plots for c in plot.corners], content)
    content.crs = _crs(stated, [c for plot in plots for c in plot.corners], is_east_first, content)
    if unread:
        content.note(IssueKind.LINES_UNREAD, count=len(unread), lines=unread[:10])
    for row, plot in enumerate(plots, start=1):
        content.rows.append(row)
        content.blobs.append(_shape(plot, row, content, is_east_first=is_east_first))
    _attributes(plots, content)


def _parsed(text: str) -> tuple[dict[str, str], list[_Plot], list[int]]:
    stated: dict[str, str] = {}
    plots: list[_Plot] = []
    unread: list[int] = []
    is_among_plots = False
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.replace("\ufeff", "").strip()
        if section := _SECTION.match(words):
            is_among_plots = bool(_PLOT_SECTION.search(section.group(1)))
        elif is_among_plots and words:
            if not _take(plots, words):
                unread.append(number)
        elif pair := re.match(r"^(.+?)\s*[=＝:：]\s*(.*)$", words):
            stated.setdefault(pair.group(1).strip(), pair.group(2).strip())
    return stated, plots, unread


def _take(plots: list[_Plot], line: str) -> bool:
    """Add a line to the plots; whether it was one of theirs."""
    cells = [cell.strip() for cell in re.split(r"[,，;；\t]", line)]
    if "@" in line or "＠" in line:
        plots.append(_Plot([c.strip("@＠ ") for c in cells]))
        return True
    if len(cells) == 1:
        cells = line.split()
    if len(cells) < 3:
        return False
    if not plots:
        plots.append(_Plot())
    name, ring, *ordinates = cells if len(cells) > 3 else (cells[0], "1", *cells[1:])
    try:
        first, second = (float(plain_digits(v)) for v in ordinates[:2])
        plots[-1].corners.append(Corner(int(float(plain_digits(ring) or 1)), first, second))
    except ValueError:
        plots[-1].bad = plots[-1].bad or f"{name}: {', '.join(ordinates)}"[:80]
    return True


def _crs(stated: dict[str, str], corners: list[Corner], is_east_first: bool, content: Content) -> str | None:
    prefix = zone_prefix([c.first if is_east_first else c.second for c in corners])
    survey = Survey.read(
        stated.get("坐标系", "") or stated.get("坐标系统", ""),
        width=stated.get("几度分带", "") or stated.get("分带", ""),
        zone=stated.get("带号", ""),
        meridian=stated.get("中央经线", "") or stated.get("中央子午线", ""),
    )
    is_degrees = bool(corners) and all(abs(c.first) <= 180 and abs(c.second) <= 180 for c in corners)
    crs = survey_crs(survey, prefix, is_degrees=is_degrees)
    if crs and survey.zone is None and survey.meridian is None and prefix:
        content.note(IssueKind.ZONE_FROM_COORDINATES, zone=prefix, used=crs)
    return crs


def _shape(plot: _Plot, row: int, content: Content, *, is_east_first: bool) -> bytes | None:
    if plot.bad:
        content.problems[row] = (IssueKind.GEOMETRY_INVALID.value, plot.bad)
        return None
    stated = plot.fields[0] if plot.fields else ""
    rings = {c.ring for c in plot.corners}
    if stated.isdigit() and not 0 <= len(plot.corners) - int(stated) <= len(rings):
        content.note(IssueKind.CORNERS_DIFFER, row, None, stated, found=len(plot.corners))
    shape, outside = polygon_of(plot.corners, is_east_first=is_east_first)
    for ring in outside:
        content.note(IssueKind.RING_OUTSIDE, row, None, str(ring))
    if shape is None and plot.corners:
        content.problems[row] = (IssueKind.GEOMETRY_INVALID.value, "Too few corners")
    return shapely.to_wkb(shape) if shape is not None else None


def _attributes(plots: list[_Plot], content: Content) -> None:
    cells = {_AREA_HEADING: [_hectares(p.fields[1] if len(p.fields) > 1 else "") for p in plots]}
    for place, heading in enumerate(_HEADINGS, start=2):
        cells[heading] = [p.fields[place] if len(p.fields) > place else None for p in plots]
    cells.pop("图形属性")
    content.columns = {heading: list(column) for heading, column in _filled(cells)}


def _filled(cells: dict[str, list[str | None]]) -> Iterator[tuple[str, list[str | None]]]:
    """The headings under which anything stands."""
    for heading, column in cells.items():
        if any(cell and cell.strip() for cell in column):
            yield heading, column


def _hectares(cell: str) -> str | None:
    """The area in 公顷, as the standard has it unless the cell names another unit; other words stay as they are."""
    match = _AREA.match(plain_digits(cell).strip())
    if not match:
        return cell.strip() or None
    number, unit = match.groups()
    factor = _HECTARES.get((unit or "公顷").strip().lower())
    if factor is None:
        return cell
    return number if factor == 1 else repr(round(float(number) * factor, 10))
