"""The small map of a document, drawn on the server as SVG: what is around, the subject outlined, scale and north.

It takes shapes in metres of one plane (x east, y north) and knows no record. Prints sharp, loads nothing, and every
text in it is escaped.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from math import atan2, degrees, hypot
from typing import Any, cast

import shapely
from shapely import affinity
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from wording.styles import GROUND_NAMES, GROUND_STYLE, INK, LAND, MAP_STYLES, PAPER, PLANT_STYLES, MapStyle

WIDTH_PX, HEIGHT_PX = 400, 258
#: How far one sees to either side of the subject, unless the subject itself is larger.
_REACH_M = 400
_SUBJECT_SHARE = 0.5
_EDGE_PX = 12
_SCALES_M = (20, 50, 100, 200, 500, 1000, 2000)
_FONTS = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"
_SIDE_PX = {"diagonal": 8, "dots": 7, "horizontal": 5, "vertical": 6}


@dataclass(frozen=True)
class MapParcel:
    """A parcel with its colour code and the short number printed on it."""

    shape: BaseGeometry
    code: str
    label: str = ""


@dataclass(frozen=True)
class MapPlant:
    """The footprint of a plant."""

    shape: BaseGeometry
    is_vacant: bool = False


@dataclass(frozen=True)
class MapGround:
    """A feature of the ground: `kind` is a layer kind, `width_class` 1 the widest of roads."""

    shape: BaseGeometry
    kind: str
    name: str = ""
    width_class: int | None = None


@dataclass(frozen=True)
class MapWords:
    """What the map says: for those who cannot see it, at its arrow, and in its corner."""

    alt: str
    north: str
    credit: str


@dataclass(frozen=True)
class Site:
    """The subject and what lies around it, all in metres of one plane."""

    subject: BaseGeometry
    label: str = ""
    parcels: Sequence[MapParcel] = ()
    plants: Sequence[MapPlant] = ()
    ground: Sequence[MapGround] = ()


def reach_m(subject: BaseGeometry) -> float:
    """How far around the subject's middle the map shows, in metres: what a caller must fetch."""
    return WIDTH_PX / 2 / View.around(subject).px_per_m


def site_map_svg(site: Site, words: MapWords) -> str:
    """The map as one `<svg>` element."""
    view = View.around(site.subject)
    labels = _Labels()
    body = [
        *ground_svg(site.ground, view),
        *_parcels(site.parcels, view),
        *_plants(site.plants, view),
        *_outlined(site.subject, view),
        *_subject_label(site, view, labels),
        *_parcel_labels(site.parcels, view, labels),
        *_names(site.ground, view, labels),
        *furniture(view, words),
    ]
    used = {p.code for p in site.parcels}
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" role="img"'
        f' font-family="{_FONTS}" aria-label="{escape(words.alt)}"><defs>{"".join(_patterns(used))}</defs>'
        f'<rect width="{WIDTH_PX}" height="{HEIGHT_PX}" fill="{LAND}"/>{"".join(body)}</svg>'
    )


@dataclass(frozen=True)
class View:
    """From metres to pixels: x grows to the east, y of the picture to the south."""

    x_m: float
    y_m: float
    px_per_m: float

    @classmethod
    def around(cls, subject: BaseGeometry) -> "View":
        west, south, east, north = subject.bounds
        scale = min(
            WIDTH_PX / (2 * _REACH_M),
            _SUBJECT_SHARE * WIDTH_PX / max(east - west, 1),
            _SUBJECT_SHARE * HEIGHT_PX / max(north - south, 1),
        )
        return cls((west + east) / 2, (south + north) / 2, scale)

    def placed(self, shape: BaseGeometry, margin_px: float = _EDGE_PX) -> BaseGeometry:
        """The shape in pixels, cut off a little beyond the frame (or within it, with a negative margin)."""
        k = self.px_per_m
        moved = affinity.affine_transform(
            shape, [k, 0, 0, -k, WIDTH_PX / 2 - self.x_m * k, HEIGHT_PX / 2 + self.y_m * k]
        )
        return shapely.clip_by_rect(moved, -margin_px, -margin_px, WIDTH_PX + margin_px, HEIGHT_PX + margin_px)


@dataclass
class _Labels:
    """Where text stands already: no two labels overlap."""

    taken: list[BaseGeometry] = field(
        default_factory=lambda: [shapely.box(0, HEIGHT_PX - 72, 46, HEIGHT_PX)]
    )  # the arrow

    def place(self, box: BaseGeometry) -> bool:
        """Keep the place if it is free and inside the frame."""
        inside = shapely.box(2, 2, WIDTH_PX - 2, HEIGHT_PX - 20).contains(box)
        if not inside or any(box.intersects(other) for other in self.taken):
            return False
        self.taken.append(box)
        return True


# --- ground


def ground_svg(features: Sequence[MapGround], view: View) -> Iterator[str]:
    """Green and water below, then roads with their casing, then rails."""
    for kind in ("green", "water"):
        for feature in (f for f in features if f.kind == kind):
            yield drawn(view.placed(feature.shape), **_plain(_style(kind)))
    roads = [(view.placed(f.shape), _road(f)) for f in features if f.kind == "road"]
    for part, extra_px in (("casing", 2.0), ("surface", 0.0)):
        for line, style in roads:
            width = max(float(style["least"]), float(style["metres"]) * view.px_per_m)
            yield drawn(line, stroke=style[part], width=width + extra_px)
    for line, style in roads:
        if "centre" in style:
            yield drawn(line, stroke=style["centre"], width=0.8, dash=(6, 6))
    for feature in (f for f in features if f.kind == "rail"):
        for stroke in GROUND_STYLE["rail"]:  # type: ignore[attr-defined]
            yield drawn(
                view.placed(feature.shape), stroke=stroke["line"], width=stroke["width"], dash=stroke.get("dash", ())
            )


def _style(kind: str) -> dict[str, Any]:
    return dict(cast("dict[str, Any]", GROUND_STYLE[kind]))


def _plain(style: dict[str, Any]) -> dict[str, Any]:
    return {"fill": style.get("fill"), "stroke": style.get("line"), "width": style.get("width", 0)}


def _road(feature: MapGround) -> dict[str, Any]:
    """The style of a road: class 1 is the widest that the styles know."""
    styles = sorted(_style("road").values(), key=lambda s: -float(s["metres"]))
    place = min(max(feature.width_class or len(styles), 1), len(styles))
    return dict(styles[place - 1])


# --- parcels and plants


def _parcels(parcels: Sequence[MapParcel], view: View) -> Iterator[str]:
    """In the order of the styles: what matters most is painted last."""
    for code, style in MAP_STYLES.items():
        for parcel in (p for p in parcels if p.code == code):
            fill = f"url(#site-{code})" if style.pattern else style.fill
            yield drawn(
                view.placed(parcel.shape), fill=fill, stroke=style.line, width=style.width_px * 0.8, dash=style.dash
            )


def _plants(plants: Sequence[MapPlant], view: View) -> Iterator[str]:
    for plant in plants:
        style: dict[str, Any] = PLANT_STYLES["vacant" if plant.is_vacant else "plain"]
        yield drawn(view.placed(plant.shape), fill=style["fill"], stroke=style["line"], width=style["width"])


def _outlined(subject: BaseGeometry, view: View) -> Iterator[str]:
    shape = view.placed(subject)
    yield drawn(shape, stroke=PAPER, width=6)
    yield drawn(shape, stroke=INK, width=2.6)


def _patterns(codes: Iterable[str]) -> Iterator[str]:
    for code in sorted(set(codes) & MAP_STYLES.keys()):
        if MAP_STYLES[code].pattern:
            yield _pattern(code, MAP_STYLES[code])


def _pattern(code: str, style: MapStyle) -> str:
    s = _SIDE_PX[style.pattern]
    motif = {
        "diagonal": f'<path d="M{-s} {s}L0 0M0 {s}L{s} 0M{s} {s}L{2 * s} 0" stroke="{style.ink}" stroke-width="1.5"/>',
        "horizontal": f'<path d="M0 {s / 2}H{s}" stroke="{style.ink}"/>',
        "vertical": f'<path d="M{s / 2} 0V{s}" stroke="{style.ink}"/>',
        "dots": f'<g fill="{style.ink}"><circle cx="{s / 4}" cy="{s / 4}" r=".85"/>'
        f'<circle cx="{3 * s / 4}" cy="{3 * s / 4}" r=".85"/></g>',
    }[style.pattern]
    return (
        f'<pattern id="site-{code}" width="{s}" height="{s}" patternUnits="userSpaceOnUse">'
        f'<rect width="{s}" height="{s}" fill="{style.fill}"/>{motif}</pattern>'
    )


# --- text


def _subject_label(site: Site, view: View, labels: _Labels) -> Iterator[str]:
    if site.label:
        yield from _inside(view.placed(site.subject, 0), site.label, labels, size=11, weight=600, must=True, colour=INK)


def _parcel_labels(parcels: Sequence[MapParcel], view: View, labels: _Labels) -> Iterator[str]:
    for parcel in sorted(parcels, key=lambda p: -p.shape.area):
        yield from _inside(view.placed(parcel.shape, 0), parcel.label, labels)


def _inside(
    shape: BaseGeometry,
    text: str,
    labels: _Labels,
    *,
    size: int = 10,
    weight: int = 400,
    must: bool = False,
    colour: str = "#46525A",
) -> Iterator[str]:
    """Text in the widest part of a surface, where it has room."""
    if not text or shape.is_empty:
        return
    x, y, room = _widest(shape)
    width = _width_px(text, size)
    box = shapely.box(x - width / 2, y - size * 0.6, x + width / 2, y + size * 0.6)
    if (must or room >= size * 0.75) and (labels.place(box) or must):
        yield _text(x, y, text, size=size, weight=weight, colour=colour)


def _widest(shape: Any) -> tuple[float, float, float]:
    """Where a label has most room, and how much; the middle, where that is nearly as good."""
    circle = shapely.maximum_inscribed_circle(shape)  # a line from the middle to the edge
    x, y = circle.coords[0]
    middle = shape.centroid
    if shape.contains(middle) and shape.boundary.distance(middle) >= 0.8 * circle.length:
        x, y = middle.x, middle.y
    return x, y, circle.length


def _names(features: Sequence[MapGround], view: View, labels: _Labels) -> Iterator[str]:
    """Roads along their line, each name once; water and green in their widest part."""
    said: set[str] = set()
    water = shapely.union_all([view.placed(f.shape, 0) for f in features if f.kind == "water"])
    for feature in sorted(features, key=lambda f: f.width_class or 9):
        if not feature.name or feature.name in said:
            continue
        texts = list(_name(feature, view, labels, water))
        if texts:
            said.add(feature.name)
            yield from texts


def _name(feature: MapGround, view: View, labels: _Labels, water: BaseGeometry) -> Iterator[str]:
    if feature.kind == "road":
        yield from _along(view.placed(feature.shape, -8), feature.name, labels)
    elif feature.kind in ("water", "green"):
        shape = view.placed(feature.shape, 0)
        dry = shape.difference(water) if feature.kind == "green" else shape
        yield from _inside(dry, feature.name, labels, colour=str(GROUND_NAMES[feature.kind]["colour"]))


def _along(line: BaseGeometry, text: str, labels: _Labels) -> Iterator[str]:
    piece = max(shapely.get_parts(shapely.line_merge(line)), key=lambda part: part.length, default=None)
    width = _width_px(text, 10) + 2 * len(text)
    if piece is None or piece.length < width * 1.5:
        return
    for share in (0.5, 0.3, 0.7, 0.2, 0.8):
        middle = piece.interpolate(share, normalized=True)
        ahead = piece.interpolate(min(1.0, share + 0.02), normalized=True)
        angle = degrees(atan2(ahead.y - middle.y, ahead.x - middle.x))
        angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
        box = shapely.box(middle.x - width / 2, middle.y - 6, middle.x + width / 2, middle.y + 6)
        if labels.place(affinity.rotate(box, angle)):
            turn = f' transform="rotate({angle:.1f} {middle.x:.1f} {middle.y:.1f})" letter-spacing="2"'
            yield _text(middle.x, middle.y, text, size=10, colour="#5B6770", more=turn)
            return


def _width_px(text: str, size: int) -> float:
    """About how wide a text runs: Chinese characters a full size, others six tenths."""
    return sum(size if ord(c) > 0x2E80 else 0.6 * size for c in text)


def _text(x: float, y: float, text: str, *, size: int, weight: int = 400, colour: str = INK, more: str = "") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" text-anchor="middle"'
        f' dominant-baseline="central" stroke="#fff" stroke-width="2.4" stroke-opacity=".75" stroke-linejoin="round"'
        f' paint-order="stroke"{more}>{escape(text)}</text>'
    )


# --- furniture


def furniture(view: View, words: MapWords) -> Iterator[str]:
    """North arrow, scale bar and the corner's note."""
    bar_m = max((m for m in _SCALES_M if m * view.px_per_m <= 100), default=_SCALES_M[0])
    bar = bar_m * view.px_per_m
    foot = HEIGHT_PX - 6
    yield (
        f'<g><path d="M26 {foot - 62}l6 19-6-4-6 4z" fill="{INK}"/>'
        f'<path d="M26 {foot - 62}l6 19-6-4z" fill="{PAPER}" stroke="{INK}" stroke-width=".8"/></g>'
    )
    yield _text(26, foot - 35, words.north, size=11, weight=600)
    yield (
        f'<rect x="6" y="{foot - 17}" width="{bar:.1f}" height="17" fill="#fff" fill-opacity=".7"/>'
        f'<path d="M6 {foot - 17}V{foot}H{6 + bar:.1f}V{foot - 17}" fill="none" stroke="{INK}"/>'
        f'<text x="11" y="{foot - 5}" font-size="10.5" fill="{INK}">{bar_m} m</text>'
    )
    width = _width_px(words.credit, 10) + 16
    yield (
        f'<rect x="{WIDTH_PX - width:.1f}" y="{HEIGHT_PX - 17}" width="{width:.1f}" height="17" fill="#fff"'
        f' fill-opacity=".82"/><text x="{WIDTH_PX - 8}" y="{HEIGHT_PX - 5}" font-size="10" fill="#5B6770"'
        f' text-anchor="end">{escape(words.credit)}</text>'
    )


# --- paths


def drawn(
    shape: BaseGeometry,
    *,
    fill: str | None = None,
    stroke: str | None = None,
    width: float = 0,
    dash: Sequence[float] = (),
) -> str:
    """A shape in pixels as one path; empty where nothing of it lies in the frame."""
    path = "".join(_path(part) for part in shapely.get_parts(shape))
    if not path:
        return ""
    lines = f' stroke="{stroke}" stroke-width="{width:.1f}" stroke-linejoin="round"' if stroke and width else ""
    dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    return f'<path d="{path}" fill="{fill or "none"}" fill-rule="evenodd"{lines}{dashes}/>'


def _path(part: BaseGeometry) -> str:
    if isinstance(part, Polygon):
        return "".join(f"M{_points(ring.coords[:-1])}Z" for ring in (part.exterior, *part.interiors))
    if isinstance(part, LineString):
        return f"M{_points(part.coords)}"
    return "".join(_path(p) for p in part.geoms) if isinstance(part, BaseMultipartGeometry) else ""


def _points(coords: Iterable[Sequence[float]]) -> str:
    """Points a third of a pixel apart at least: a finer line cannot be seen."""
    kept: list[Sequence[float]] = []
    for point in coords:
        if not kept or hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) > 0.3:
            kept.append(point)
    return "L".join(f"{x:.1f} {y:.1f}" for x, y, *_ in kept)
