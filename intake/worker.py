"""The disposable child that opens a stranger's file. Run by path: `python -I intake/worker.py ROOT FOLDER SECONDS`.

It finds `source` and `request.json` in FOLDER, its private directory, and leaves `answer.json` there and, where the
file could be read, `rows.arrow`. Nothing else comes back; if it dies, its parent says so.
"""

import json
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intake.content import Content, Request
    from intake.formats import Format
    from intake.unzip import Packed


def main(root: str, folder: Path, seconds: int) -> None:
    """Bound ourselves first, then read; whatever is wrong with the file becomes the answer."""
    sys.path.insert(0, root)
    from intake import sandbox

    sandbox.limit(seconds)
    is_offline = sandbox.cut_network()
    from intake.content import Request
    from intake.refusal import Unreadable

    request = Request(**json.loads((folder / "request.json").read_text()))
    answer: dict[str, Any] = {}
    try:
        read(folder, request, answer)
    except Unreadable as refusal:
        answer |= {"refused": refusal.issue.kind.value, "details": dict(refusal.issue.details)}
    except MemoryError:
        answer |= {"refused": "file_too_large", "details": {"reason": "memory"}}
    (folder / "answer.json").write_text(json.dumps({**answer, "is_offline": is_offline}, ensure_ascii=False))


def read(folder: Path, request: "Request", answer: dict[str, Any]) -> None:
    """Sniff the file, open its one layer with its one reader, write the rows; say in `answer` what is known of it."""
    from domain.issue import IssueKind
    from intake import sniff
    from intake.content import Content
    from intake.refusal import Unreadable
    from intake.text import known_encoding

    if request.encoding:
        request = replace(request, encoding=known_encoding(request.encoding))
    path, packed, request = opened(folder / "source", folder, request)
    form = sniff.sniffed(path)
    answer["driver"] = form.driver
    content = Content(layer=packed.name if packed and form.key in ("shapefile", "tab", "mif") else None)
    try:
        table = table_of(path, form, packed, request, content)
        if not content.rows and not content.damaged:
            raise Unreadable(IssueKind.LAYER_EMPTY)
        save(table, content, folder / "rows.arrow", request)
    finally:
        answer |= {
            "layer": content.layer, "encoding": content.encoding, "crs": crs_of(content.crs),
            "notes": content.notes, "places": content.places, "damaged_rows": content.damaged,
        }  # fmt: skip


def opened(source: Path, folder: Path, request: "Request") -> tuple[Path, "Packed | None", "Request"]:
    """The data set to read: the file itself, or the one that an archive holds, or the one asked for by name."""
    from domain.issue import IssueKind
    from intake import sniff, unzip
    from intake.readers.choice import chosen_layer
    from intake.refusal import Unreadable

    if not sniff.is_zip(source) or sniff.is_workbook(source):
        return source, None, request
    found: dict[str, Packed] = {}
    for item in unzip.unpacked(source, folder):
        name, number = item.name, 1
        while name in found:
            number += 1
            name = f"{item.name} ({number})"
        found[name] = replace(item, name=name)
    if not found:
        raise Unreadable(IssueKind.FORMAT_UNKNOWN, reason="zip_without_data")
    only = next(iter(found.values()))
    if len(found) == 1 and only.format.has_layers and only.format.key not in ("shapefile", "tab", "mif"):
        return only.path, only, request
    chosen = found[chosen_layer(list(found), request.layer)]
    return chosen.path, chosen, replace(request, layer=None)


def table_of(path: Path, form: "Format", packed: "Packed | None", request: "Request", content: "Content") -> Any:
    """The cells of the layer as an Arrow table; rows, shapes and findings go into `content`."""
    import pyarrow as pa

    from intake.readers import READERS

    if form.key not in READERS:
        return by_gdal(path, form, packed, request, content)
    READERS[form.key](path, request, content)
    return table_from(content, pa)


def table_from(content: "Content", pa: Any) -> Any:
    """The columns that a reader of our own found: text, as it was written."""
    columns = {h: pa.array([None if c is None else str(c) for c in cells]) for h, cells in content.columns.items()}
    return pa.table(columns) if columns else pa.table({"\x00none": pa.nulls(len(content.rows))}).select([])


def by_gdal(path: Path, form: "Format", packed: "Packed | None", request: "Request", content: "Content") -> Any:
    """Read with the one driver that the bytes call for; all others are gone before the file is touched."""
    from intake import sandbox, sniff

    plain = sniff.made_plain(path, request.encoding) if form.key == "geojson" else None
    if form.key == "gml":
        sniff.without_links(path)

    import pyogrio  # noqa: F401 - loads the GDAL that the next line narrows

    sandbox.keep_only_driver(form.driver)
    if path.suffix != form.suffix:
        path = path.rename(path.with_suffix(form.suffix))
    encoding = text_encoding(path, form, packed, request, content)
    index, name = gdal_layer(path, request.layer if form.key != "dxf" else None)
    if form.has_layers and content.layer is None:
        content.layer = name
    if plain:
        note_json(plain, request, content)
    info = layer_info(path, index, encoding)
    content.crs = None if plain and plain.has_linked_crs else info["crs"]
    if not info["features"]:
        return None
    damaged, table, blobs = layer_rows(path, index, encoding)
    content.damaged, content.blobs = damaged, blobs
    missing = set(damaged)
    content.rows = [row for row in range(1, len(blobs) + len(damaged) + 1) if row not in missing]
    if form.key == "shapefile":
        content.damaged = [*damaged, *lost_records(path, len(blobs) + len(damaged))]
    return parcels_drawn(table, content, request) if form.key == "dxf" else table


def text_encoding(
    path: Path, form: "Format", packed: "Packed | None", request: "Request", content: "Content"
) -> str | None:
    """The encoding to read the texts in; None where the format settles it."""
    from intake.readers.dxf import dxf_text
    from intake.readers.mapinfo import settle_charset

    if form.key == "shapefile":
        return note_shapefile(path, packed.parts if packed else frozenset({".shp"}), request, content)
    if form.key in ("tab", "mif"):
        settle_charset(path, request, content)
    if form.key == "gml":
        content.encoding = "UTF-8"
    if form.key == "dxf":
        text = dxf_text(path, request.encoding)
        content.written_in(text)
        os.environ["DXF_ENCODING"] = {"GBK": "CP936", "GB18030": "CP936"}.get(text.encoding, text.encoding)
        os.environ["OGR_ARC_STEPSIZE"] = "1"  # degrees of arc for one chord
    return None


def parcels_drawn(table: Any, content: "Content", request: "Request") -> Any:
    """Of a drawing, its closed polylines."""
    import numpy as np
    import pyarrow as pa
    import shapely

    from intake.geometry import wkb_type
    from intake.readers.dxf import parcels_of

    safe = np.array([b if 1 <= wkb_type(b) <= 6 else None for b in content.blobs], dtype=object)
    shapes = shapely.force_2d(shapely.from_wkb(safe, on_invalid="ignore")).tolist()
    cells = {name: with_readable_text(table.select([name]))[0].column(0).to_pylist() for name in table.column_names}
    parcels_of(cells, shapes, content, request.layer)
    return table_from(content, pa)


def layer_info(path: Path, index: int, encoding: str | None) -> dict[str, Any]:
    """What GDAL says of the layer. Raises Unreadable where it cannot open it."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    from domain.issue import IssueKind
    from intake.refusal import Unreadable

    try:
        info: dict[str, Any] = pyogrio.read_info(path, layer=index, encoding=encoding, force_feature_count=True)
    except (DataLayerError, DataSourceError) as fault:
        raise Unreadable(IssueKind.FILE_DAMAGED, reason="open") from fault
    return info


def gdal_layer(path: Path, wanted: str | None) -> tuple[int, str]:
    """Index and name of the layer to read; tables without a shape count only where there is nothing else."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    from domain.issue import IssueKind
    from intake.readers.choice import chosen_layer
    from intake.refusal import Unreadable

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layers = [(str(name), shape) for name, shape in pyogrio.list_layers(path)]
    except DataSourceError as fault:
        is_stranger = "not recognized" in str(fault)
        raise Unreadable(IssueKind.FORMAT_UNKNOWN if is_stranger else IssueKind.FILE_DAMAGED) from fault
    names = [name for name, shape in layers if shape is not None] or [name for name, _ in layers]
    if wanted is not None:
        names = [name for name, _ in layers]
    name = chosen_layer(names, wanted)
    return [n for n, _ in layers].index(name), name


def note_shapefile(path: Path, parts: frozenset[str], request: "Request", content: "Content") -> str | None:
    """Say which parts of a shapefile are missing; returns the encoding of its text."""
    from domain.issue import IssueKind
    from intake.dbf import dbf_encoding, mend_headings
    from intake.formats import SHAPEFILE_NEEDED

    missing = [part for part in SHAPEFILE_NEEDED if part not in parts]
    if missing:
        content.note(IssueKind.FILE_PART_MISSING, parts=missing)
    if ".shx" in missing:
        os.environ["SHAPE_RESTORE_SHX"] = "YES"  # only here: set for everybody it breaks reading elsewhere
    if ".dbf" in missing:
        return None
    shown = dbf_encoding(path.with_suffix(".dbf"))
    content.encoding = request.encoding or shown.name
    mend_headings(path.with_suffix(".dbf"), content.encoding)
    if request.encoding and request.encoding != shown.name:
        content.note(IssueKind.ENCODING_OVERRIDDEN, declared=shown.name, used=request.encoding)
    elif shown.is_guessed and not request.encoding:
        content.note(IssueKind.ENCODING_GUESSED, encoding=shown.name)
    return content.encoding


def note_json(plain: Any, request: "Request", content: "Content") -> None:
    """Say where a GeoJSON was not in UTF-8, as it must be."""
    from domain.issue import IssueKind

    content.encoding = str(plain.encoding)
    if request.encoding and request.encoding != "UTF-8":
        content.note(IssueKind.ENCODING_OVERRIDDEN, declared="UTF-8", used=request.encoding)
    elif plain.encoding != "UTF-8":
        content.note(IssueKind.ENCODING_GUESSED, encoding=plain.encoding)


def lost_records(path: Path, read_count: int) -> list[int]:
    """Records that a shapefile says it has and that its table no longer holds."""
    from intake.dbf import expected_records

    return list(range(read_count + 1, expected_records(path) + 1))


def crs_of(declared: str | None) -> str | None:
    """The declared CRS in the words of the record, None where it says nothing about the earth."""
    from intake.placing import usable_crs

    return usable_crs(declared) if declared else None


def layer_rows(path: Path, index: int, encoding: str | None) -> tuple[list[int], Any, list[bytes | None]]:
    """Read the layer whole, or record by record where that fails: rows that nothing could read, values, shapes."""
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return [], *whole_layer(path, index, encoding)
        except (DataLayerError, DataSourceError, FeatureError, GeometryError, RuntimeError, ValueError):
            return single_records(path, index, encoding)


def whole_layer(path: Path, index: int, encoding: str | None) -> tuple[Any, list[bytes | None]]:
    """Values and shapes at once; curves are asked for a second time, as straight lines."""
    import pyogrio

    from intake.geometry import has_curves

    _, table = pyogrio.read_arrow(path, layer=index, encoding=encoding)
    name = shape_column(table)
    if name is None:
        return table, [None] * table.num_rows
    blobs: list[bytes | None] = table.column(name).to_pylist()
    if has_curves(blobs):
        blobs = pyogrio.raw.read(path, layer=index, columns=[], encoding=encoding)[2].tolist()
    return table.drop_columns([name]), blobs


def shape_column(table: Any) -> str | None:
    """The column that GDAL marks as the shape."""
    for field in table.schema:
        if (field.metadata or {}).get(b"ARROW:extension:name", b"").endswith(b"wkb"):
            return str(field.name)
    return None


def single_records(path: Path, index: int, encoding: str | None) -> tuple[list[int], Any, list[bytes | None]]:
    """Read one record after the other; those that cannot be read are named and the others come in."""
    import pyarrow as pa
    import shapely

    damaged: list[int] = []
    values: list[dict[str, Any]] = []
    blobs: list[bytes | None] = []
    for row, record in records(path, index, encoding):
        if record is None:
            damaged.append(row)
            continue
        values.append({key: str(value) for key, value in record.properties.items() if value is not None})
        shape = record.geometry
        blobs.append(shapely.to_wkb(shapely.geometry.shape(shape)) if shape is not None else None)
    return damaged, pa.Table.from_pylist(values or [{}]).slice(0, len(values)), blobs


def records(path: Path, index: int, encoding: str | None) -> Iterator[tuple[int, Any]]:
    """Every record by its place in the file; None where it cannot be read."""
    import fiona

    from domain.issue import IssueKind
    from intake.refusal import Unreadable

    try:
        source = fiona.open(path, layer=index or None, encoding=encoding)  # 0 it takes for no layer at all
    except (fiona.errors.FionaError, ValueError) as fault:
        raise Unreadable(IssueKind.FILE_DAMAGED, reason="open") from fault
    with source:
        waiting = iter(source)
        for row in range(1, len(source) + 1):
            try:
                yield row, next(waiting)
            except StopIteration:
                yield row, None
            except (fiona.errors.FionaError, RuntimeError, ValueError):
                yield row, None


def save(table: Any, content: "Content", target: Path, request: "Request") -> None:
    """One Arrow file: the values as they are, the row's place, the plain shape and what is wrong with it."""
    import pyarrow as pa
    import shapely

    from domain.issue import IssueKind
    from intake.geometry import plain_shapes
    from intake.run import DETAIL, PROBLEM, ROW, SHAPE

    plain = plain_shapes(content.blobs)
    if request.accept_repairs:
        plain.mend(content)
    else:
        plain.propose(content)
    for place, row in enumerate(content.rows):
        if row in content.problems:
            plain.problem[place], plain.detail[place] = content.problems[row]
    table, is_guessed = with_readable_text(table)
    if is_guessed:
        content.note(IssueKind.ENCODING_GUESSED, encoding="GB18030")
    for name, column in (
        (ROW, pa.array(content.rows, pa.int64())),
        (SHAPE, pa.array(shapely.to_wkb(plain.shapes), pa.binary())),
        (PROBLEM, pa.array(plain.problem, pa.string())),
        (DETAIL, pa.array(plain.detail, pa.string())),
    ):
        table = table.append_column(name, column)
    table = table.replace_schema_metadata(None)
    with pa.OSFile(str(target), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def with_readable_text(table: Any) -> tuple[Any, bool]:
    """The table with cells that are no UTF-8 read as GB18030, and whether there were any."""
    import pyarrow as pa

    is_guessed = False
    for index, field in enumerate(table.schema):
        try:
            table.column(index).validate(full=True)
        except pa.ArrowInvalid:
            cells = table.column(index).cast(pa.binary()).to_pylist()
            words = [cell if cell is None else guessed_text(cell) for cell in cells]
            table, is_guessed = table.set_column(index, field.name, pa.array(words, pa.string())), True
    return table, is_guessed


def guessed_text(cell: bytes) -> str:
    """UTF-8, if only its last letter is cut in half without it; else GB18030 as far as it goes."""
    try:
        return cell.decode()
    except UnicodeDecodeError as fault:
        if fault.reason == "unexpected end of data":
            return cell[: fault.start].decode()
        return cell.decode("gb18030", "replace")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
