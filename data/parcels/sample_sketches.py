"""Small site sketches (PNG) of offered plots and vacant plants, as documents beside the record.

They carry no words, so that no font is needed: the site in green among its neighbours, streets white, water blue.
"""

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageDraw
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from data.parcels.estate import Estate
from data.parcels.sample_parcels import Lot

_SIZE, _FINE = (480, 360), 2
_REACH_M = 260.0
_WITHOUT = 6  # every sixth plot has no sketch yet


def add_sketches(estate: Estate) -> dict[str, bytes]:
    """Documents of offered plots and plants with a vacant unit; returns the files by their SHA-256."""
    files: dict[str, bytes] = {}
    lot_at = {estate.place(lot): lot for lots in estate.lots.values() for lot in lots}
    for place, plot in enumerate(estate.rows.by_entity["plots"], 1):
        if plot["marketing"] == "offered" and place % _WITHOUT:
            own = [lot_at[r["parcel_id"]] for r in estate.rows.by_entity["plot_parcels"] if r["plot_id"] == place]
            _add(estate, files, "plots", place, str(plot["plot_code"]), own)
    for place, plant in enumerate(estate.rows.by_entity["plants"], 1):
        if plant.get("summary"):
            _add(estate, files, "plants", place, str(plant["plant_code"]), [lot_at[plant["parcel_id"]]])
    return files


def _add(estate: Estate, files: dict[str, bytes], kind: str, place: int, code: str, own: list[Lot]) -> None:
    picture = _sketch(estate, own)
    name = sha256(picture).hexdigest()
    files[name] = picture
    estate.rows.add(
        "documents",
        title=f"{code} 位置示意图（示例）",
        document_kind="plan",
        audience="public",
        entity=kind,
        record_id=place,  # replaced by the store's id when the sample is written
        sha256=name,
        media_type="image/png",
        size_bytes=len(picture),
        file_name=f"{code}.png",
        taken_on="2025-10-20",
        source="由示例图形绘制，非实景",
    )


def _sketch(estate: Estate, own: list[Lot]) -> bytes:
    ground = estate.grounds[own[0].park]
    middle = own[0].shape.centroid
    image = Image.new("RGB", (_SIZE[0] * _FINE, _SIZE[1] * _FINE), "#F6F6F1")
    pen = ImageDraw.Draw(image)
    scale = _SIZE[0] * _FINE / (2 * _REACH_M)

    def points(coords: Iterable[tuple[float, ...]]) -> list[tuple[float, float]]:
        half = (_SIZE[0] * _FINE / 2, _SIZE[1] * _FINE / 2)
        return [(half[0] + (c[0] - middle.x) * scale, half[1] - (c[1] - middle.y) * scale) for c in coords]

    def fill(shape: BaseGeometry, colour: str, line: str | None = None) -> None:
        for part in getattr(shape, "geoms", [shape]):
            if isinstance(part, Polygon):
                pen.polygon(points(part.exterior.coords), fill=colour, outline=line, width=_FINE)

    for _, green in ground.green:
        fill(green, "#E6EFDC")
    for _, water in ground.water:
        fill(water, "#C9E0EC")
    for street, line in ground.roads:
        for part in getattr(line, "geoms", [line]):
            pen.line(points(part.coords), fill="#FFFFFF", width=round(street.width_m * scale), joint="curve")
    for lot in estate.lots[own[0].park]:
        if lot.shape.distance(own[0].shape) < 2 * _REACH_M:
            fill(lot.shape, "#DCE1E3", "#A9B2B7")
    for lot in own:
        fill(lot.shape, "#5DBB9E", "#006B4F")
    small = image.resize(_SIZE, Image.Resampling.LANCZOS).quantize(48)
    out = BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
