"""The small map of an import before it is done: where each row would land, by what becomes of it."""

from collections.abc import Sequence
from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

from domain.crs import STORAGE, transform, zone_at
from layers.site_map import HEIGHT_PX, WIDTH_PX, MapGround, MapWords, View, drawn, furniture, ground_svg
from register.reader import Reader
from register.surroundings import Around, around
from wording.styles import LAND, OUTCOME_STYLES

#: More than these are too small to see one by one; every n-th is drawn.
MOST_DRAWN = 3_000
_AROUND_LINE = "#C3CACD"
#: Beyond this many metres the record's own parcels are too many to fetch and too small to see.
_MOST_REACH_M = 15_000


def preview_map_svg(reader: Reader, shapes: Sequence[tuple[BaseGeometry, str]], words: MapWords) -> str:
    """(shape in EPSG:4490, outcome) over the ground and the parcels that this audience sees; empty without shapes."""
    chosen = [(shape, outcome) for shape, outcome in shapes if shape is not None and not shape.is_empty]
    chosen = chosen[:: len(chosen) // MOST_DRAWN + 1]
    if not chosen:
        return ""
    zone = zone_at(shapely.box(*shapely.total_bounds([s for s, _ in chosen])).centroid.x).crs
    flat = transform(shapely.geometrycollections([s for s, _ in chosen]), STORAGE, zone)
    view = View.around(flat)
    body = [*_below(reader, view, zone)]
    for shape, (_, outcome) in zip(flat.geoms, chosen, strict=True):
        style = OUTCOME_STYLES[outcome]
        body.append(drawn(view.placed(shape), fill=style.fill, stroke=style.line, width=1.4))
    body += furniture(view, words)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" role="img"'
        f' font-family="sans-serif" aria-label="{escape(words.alt)}">'
        f'<rect width="{WIDTH_PX}" height="{HEIGHT_PX}" fill="{LAND}"/>{"".join(body)}</svg>'
    )


def _below(reader: Reader, view: View, zone: str) -> list[str]:
    """The ground and the parcels that are there already, pale."""
    found = _around(reader, view, zone)
    if found is None:
        return []
    ground = [MapGround(transform(s, STORAGE, zone), kind, name or "", width) for kind, name, width, s in found.ground]
    there = [drawn(view.placed(transform(s, STORAGE, zone)), stroke=_AROUND_LINE, width=0.8) for *_, s in found.parcels]
    return [*ground_svg(ground, view), *there]


def _around(reader: Reader, view: View, zone: str) -> Around | None:
    reach = WIDTH_PX / 2 / view.px_per_m
    if reach > _MOST_REACH_M:
        return None
    square = shapely.box(view.x_m - reach, view.y_m - reach, view.x_m + reach, view.y_m + reach)
    west, south, east, north = transform(square, zone, STORAGE).bounds
    return around(reader, (west, south, east, north))
