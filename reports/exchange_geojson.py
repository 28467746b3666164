"""Rows as GeoJSON with every digit that the record has, and the notes as a member of the collection."""

import json
from collections.abc import Iterator

import shapely

from domain.crs import STORAGE, transform
from reports.exchange_source import Extract


def feature_collection(extract: Extract, crs: str) -> bytes:
    """One feature a line; degrees, longitude first, as the format wants them."""
    notes = json.dumps(dict(extract.notes), ensure_ascii=False)
    head = f'{{"type": "FeatureCollection", "notes": {notes}, "features": [\n'
    return (head + ",\n".join(_features(extract, crs)) + "\n]}\n").encode()


def _features(extract: Extract, crs: str) -> Iterator[str]:
    shapes = shapely.to_geojson(transform(extract.shapes, STORAGE, crs))
    headings = [extract.heading(column) for column in extract.columns]
    cells = zip(*(extract.cells[column.key] for column in extract.columns), strict=True)
    for shape, row in zip(shapes, cells, strict=True):
        properties = json.dumps(dict(zip(headings, row, strict=True)), ensure_ascii=False)
        yield f'{{"type": "Feature", "properties": {properties}, "geometry": {shape or "null"}}}'
