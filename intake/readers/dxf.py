"""Drawings: closed polylines are parcels, the texts inside them their attributes. GDAL has turned arcs into chords."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from domain.issue import IssueKind
from intake.content import Content
from intake.readers.choice import chosen_layer
from intake.text import Decoded, decoded, known_encoding

_CODE_PAGES = {"ANSI_936": "GBK", "ANSI_950": "BIG5", "ANSI_1252": "CP1252", "GB2312": "GBK"}
_UTF8_SINCE = "AC1021"
_CODE = re.compile(r"^(?=.*\d)[A-Za-z0-9_\-/]{3,30}$")
_NUMBER = re.compile(r"^[0-9.,]+\s*(㎡|m2|m²|平方米|亩|公顷)?$")
_CODE_HEADING, _NAME_HEADING, _REMARK_HEADING, _LAYER_HEADING = "宗地代码", "名称", "备注", "图层"


def dxf_text(path: Path, wanted: str | None) -> Decoded:
    """In which encoding a drawing's texts are: as its head says, if the bytes bear it out."""
    data = path.read_bytes()
    if wanted:
        return decoded(data, wanted)
    head = data[:20_000].decode("latin-1")
    version, page = (_variable(head, name) for name in ("$ACADVER", "$DWGCODEPAGE"))
    text = decoded(data)
    declared = "UTF-8" if version >= _UTF8_SINCE else known_encoding(_CODE_PAGES.get(page.upper(), "UTF-8"))
    if declared == text.encoding or (declared == "GBK" and data.isascii()):
        return Decoded(text.text, text.encoding, text.encoding, False)
    return text


def _variable(head: str, name: str) -> str:
    match = re.search(re.escape(name) + r"\s+\d+\s+(\S+)", head)
    return match.group(1) if match else ""


def parcels_of(columns: dict[str, list[Any]], shapes: Sequence[Any], content: Content, wanted: str | None) -> None:
    """Fill the content with the closed polylines of a drawing and the words inside them."""
    kinds = columns.get("SubClasses") or [None] * len(shapes)
    words = columns.get("Text") or [None] * len(shapes)
    layers = columns.get("Layer") or [None] * len(shapes)
    is_ring = [_is_boundary(s, k) for s, k in zip(shapes, kinds, strict=True)]
    if wanted is not None:
        chosen_layer(sorted({str(la) for la, ring in zip(layers, is_ring, strict=True) if ring}), wanted)
        is_ring = [ring and str(la) == wanted for la, ring in zip(layers, is_ring, strict=True)]
    faces = [shapely.Polygon(shapes[i]) for i in np.flatnonzero(is_ring).tolist()]
    texts = [(str(words[i]), s) for i, s in enumerate(shapes) if s is not None and words[i] and s.geom_type == "Point"]
    left = sum(s is not None and s.geom_type not in ("Point",) for s in shapes) - len(faces)
    if left:
        content.note(IssueKind.ENTITIES_LEFT_OUT, count=left)
    content.rows = list(range(1, len(faces) + 1))
    content.blobs = list(shapely.to_wkb(np.array(faces, dtype=object), output_dimension=2)) if faces else []
    content.columns = _described(faces, texts, [str(layers[i] or "") for i in np.flatnonzero(is_ring)])


def _is_boundary(shape: Any, kind: str | None) -> bool:
    """A closed polyline; circles and ellipses are wells and tanks."""
    if shape is None or shape.geom_type != "LineString" or len(shape.coords) < 4:
        return False
    is_round = any(word in (kind or "") for word in ("AcDbCircle", "AcDbEllipse", "AcDbSpline"))
    return bool(shape.is_closed) and not is_round


def _described(faces: list[Any], texts: list[tuple[str, Any]], layers: list[str]) -> dict[str, list[Any]]:
    inside = _texts_inside(faces, texts)
    codes, names, remarks = [], [], []
    for found in inside:
        words = [w for w in found if not _NUMBER.match(w)]
        code = next((w for w in words if _CODE.match(w)), None)
        others = [w for w in words if w != code]
        codes.append(code)
        names.append(others[0] if others else None)
        remarks.append("；".join([*others[1:], *(w for w in found if _NUMBER.match(w))]) or None)
    headings = (_CODE_HEADING, _NAME_HEADING, _REMARK_HEADING, _LAYER_HEADING)
    cells: list[list[Any]] = [codes, names, remarks, list(layers)]
    return {heading: column for heading, column in zip(headings, cells, strict=True) if any(column)}


def _texts_inside(faces: list[Any], texts: list[tuple[str, Any]]) -> list[list[str]]:
    """Each text in the smallest boundary around it."""
    inside: list[list[str]] = [[] for _ in faces]
    if not faces or not texts:
        return inside
    tree = shapely.STRtree(faces)
    areas = shapely.area(np.array(faces, dtype=object))
    holders: dict[int, int] = {}
    for text, face in tree.query([p for _, p in texts], predicate="within").T.tolist():
        if text not in holders or areas[face] < areas[holders[text]]:
            holders[text] = face
    for text, face in sorted(holders.items()):
        inside[face].append(texts[text][0].strip())
    return inside
