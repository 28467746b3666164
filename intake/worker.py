"""The disposable child that opens a stranger's file. Run by path: `python -I intake/worker.py ROOT FOLDER SECONDS`.

It finds `source` and `request.json` in FOLDER, its private directory, and leaves `answer.json` there and, where the
file could be read, `rows.arrow`. Nothing else comes back; if it dies, its parent says so.
"""

import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main(root: str, folder: Path, seconds: int) -> None:
    """Bound ourselves first, then read; whatever is wrong with the file becomes the answer."""
    sys.path.insert(0, root)
    from intake import sandbox

    sandbox.limit(seconds)
    is_offline = sandbox.cut_network()
    from intake.refusal import Unreadable

    request = json.loads((folder / "request.json").read_text())
    answer: dict[str, Any]
    try:
        answer = read(folder, request["layer"])
    except Unreadable as refusal:
        answer = {"refused": refusal.issue.kind.value, "details": dict(refusal.issue.details)}
    except MemoryError:
        answer = {"refused": "file_too_large", "details": {"reason": "memory"}}
    (folder / "answer.json").write_text(json.dumps({**answer, "is_offline": is_offline}, ensure_ascii=False))


def read(folder: Path, wanted_layer: str | None) -> dict[str, Any]:
    """Sniff the file, open its one layer with its one driver, write the rows; returns what is known of the source."""
    from domain.issue import IssueKind
    from intake import sandbox, sniff
    from intake.dbf import expected_records
    from intake.refusal import Unreadable

    source = folder / "source"
    packed = unpacked(source, folder) if sniff.is_zip(source) else {}
    path = next(iter(packed.values())).path if packed else source
    kind = sniff.sniffed(path)
    plain = sniff.made_plain(path) if kind.key == "geojson" else None

    import pyogrio  # noqa: F401 - loads the GDAL that the next line narrows

    sandbox.keep_only_driver(kind.driver)
    if packed:
        layer = chosen_layer(list(packed), wanted_layer)
        path, index = packed[layer].path, 0
    else:
        path = source.rename(source.with_suffix(kind.suffix))
        index, layer = gdal_layer(path, wanted_layer)
    answer: dict[str, Any] = {"driver": kind.driver, "layer": None if kind.key == "geojson" else layer, "warnings": []}
    encoding, expected = None, 0
    if kind.encodes_text:
        encoding = note_shapefile(path, packed[layer].parts, answer)
        expected = expected_records(path)
    info = layer_info(path, index, encoding)
    if plain:
        encoding = note_json(plain, answer)
    answer |= {
        "encoding": encoding,
        "crs": None if plain and plain.has_linked_crs else crs_of(info["crs"]),
    }
    if not info["features"]:
        raise Unreadable(IssueKind.LAYER_EMPTY, **answer)
    damaged, table, blobs = layer_rows(path, index, encoding if kind.encodes_text else None)
    is_guessed = save(table, blobs, damaged, folder / "rows.arrow")
    if is_guessed:
        answer["warnings"].append(["encoding_guessed", {"encoding": "GB18030"}])
    lost = range(table.num_rows + len(damaged) + 1, expected + 1)
    answer["damaged_rows"] = [*damaged, *lost]
    return answer


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


def unpacked(source: Path, folder: Path) -> dict[str, Any]:
    """The shapefiles of an archive by name; one in a second sub-folder of the same name gets a number."""
    from domain.issue import IssueKind
    from intake.refusal import Unreadable
    from intake.unzip import unpacked_shapefiles

    found: dict[str, Any] = {}
    for item in unpacked_shapefiles(source, folder):
        name, number = item.name, 1
        while name in found:
            number += 1
            name = f"{item.name} ({number})"
        found[name] = item
    if not found:
        raise Unreadable(IssueKind.FORMAT_UNKNOWN, reason="zip_without_shapefile")
    return found


def gdal_layer(path: Path, wanted: str | None) -> tuple[int, str]:
    """Index and name of the layer to read; tables without a shape count only where there is nothing else."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    from domain.issue import IssueKind
    from intake.refusal import Unreadable

    try:
        layers = [(str(name), shape) for name, shape in pyogrio.list_layers(path)]
    except DataSourceError as fault:
        is_stranger = "not recognized" in str(fault)
        raise Unreadable(IssueKind.FORMAT_UNKNOWN if is_stranger else IssueKind.FILE_DAMAGED) from fault
    if not layers:
        raise Unreadable(IssueKind.LAYER_EMPTY)
    names = [name for name, shape in layers if shape is not None] or [name for name, _ in layers]
    if wanted is not None:
        names = [name for name, _ in layers]
    name = chosen_layer(names, wanted)
    return [n for n, _ in layers].index(name), name


def chosen_layer(names: list[str], wanted: str | None) -> str:
    """The one layer, or the one asked for. Raises Unreadable with the names that there are."""
    from domain.issue import IssueKind
    from intake.refusal import Unreadable

    if wanted is None:
        if len(names) > 1:
            raise Unreadable(IssueKind.LAYER_NOT_NAMED, layers=names)
        return names[0]
    for name in names:
        if name.strip() == wanted.strip():
            return name
    raise Unreadable(IssueKind.LAYER_UNKNOWN, layer=wanted, layers=names)


def note_shapefile(path: Path, parts: frozenset[str], answer: dict[str, Any]) -> str | None:
    """Say which parts of a shapefile are missing; returns the encoding of its text."""
    import os

    from intake.dbf import dbf_encoding, mend_headings
    from intake.formats import SHAPEFILE_NEEDED

    missing = [part for part in SHAPEFILE_NEEDED if part not in parts]
    if missing:
        answer["warnings"].append(["file_part_missing", {"parts": missing}])
    if ".shx" in missing:
        os.environ["SHAPE_RESTORE_SHX"] = "YES"  # only here: set for everybody it breaks reading elsewhere
    if ".dbf" in missing:
        return None
    encoding = dbf_encoding(path.with_suffix(".dbf"))
    mend_headings(path.with_suffix(".dbf"), encoding.name)
    if encoding.is_guessed:
        answer["warnings"].append(["encoding_guessed", {"encoding": encoding.name}])
    return encoding.name


def note_json(plain: Any, answer: dict[str, Any]) -> str:
    """Say where a GeoJSON was not in UTF-8, as it must be; returns its encoding."""
    if plain.encoding != "UTF-8":
        answer["warnings"].append(["encoding_guessed", {"encoding": plain.encoding}])
    return str(plain.encoding)


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


def save(table: Any, blobs: list[bytes | None], damaged: list[int], target: Path) -> bool:
    """One Arrow file: the values as they are, the row's place, the plain shape and what is wrong with it.

    Returns whether some text was no UTF-8, against the rules of its format, and had to be guessed.
    """
    import pyarrow as pa
    import shapely

    from intake.geometry import plain_shapes
    from intake.run import DETAIL, PROBLEM, ROW, SHAPE

    plain = plain_shapes(blobs)
    missing = set(damaged)
    places = range(1, table.num_rows + len(damaged) + 1)
    table, is_guessed = with_readable_text(table)
    for name, column in (
        (ROW, pa.array([row for row in places if row not in missing], pa.int64())),
        (SHAPE, pa.array(shapely.to_wkb(plain.shapes), pa.binary())),
        (PROBLEM, pa.array(plain.problem, pa.string())),
        (DETAIL, pa.array(plain.detail, pa.string())),
    ):
        table = table.append_column(name, column)
    table = table.replace_schema_metadata(None)
    with pa.OSFile(str(target), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return is_guessed


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
