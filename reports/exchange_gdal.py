"""The parent's side of the child that writes by GDAL: hand over rows, take back the finished file."""

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import shapely

from domain.columns import Column, ColumnType
from domain.crs import STORAGE, transform
from reports.exchange_fields import TEXT_BYTES, field_names, fitted_texts, is_text, mapping_toml
from reports.exchange_formats import TRAITS, ExchangeFormat
from reports.exchange_source import Extract
from wording import gate as words

_WORKER = Path(__file__).with_name("exchange_worker.py")
_SECONDS = 300
_QUIET = {"LC_ALL": "C.UTF-8", "PROJ_NETWORK": "OFF", "OMP_NUM_THREADS": "1"}
_OPTIONS: dict[ExchangeFormat, dict[str, str]] = {
    ExchangeFormat.GPKG: {"GEOMETRY_NAME": "shape", "FID": "fid"},
}


def written(extract: Extract, format_: ExchangeFormat, crs: str, encoding: str) -> bytes:
    """The file as GDAL writes it; a shapefile as an archive of its parts, its field names and its notes."""
    is_shapefile = format_ is ExchangeFormat.SHAPEFILE
    names = field_names(extract, encoding=encoding, is_short=is_shapefile)
    table, cut_count = _table(extract, names, format_, crs, encoding)
    stem = words.KIND_WORDS[extract.kind]()
    request = {
        "path": f"{stem}.shp" if is_shapefile else f"out.{format_}",
        "layer": stem, "driver": TRAITS[format_].driver, "crs": crs,
        "geometry_type": "Polygon" if is_shapefile else "MultiPolygon",
        "encoding": {"GBK": "CP936"}.get(encoding, encoding) if is_shapefile else None,
        "layer_options": _OPTIONS.get(format_, {}),
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="mutu-export-") as name:
        folder = Path(name)
        _run(folder, table, request)
        if not is_shapefile:
            return (folder / str(request["path"])).read_bytes()
        notes = [*extract.notes, (words.NOTE_CRS(), crs), (words.NOTE_CUT(), str(cut_count))]
        return _archive(folder, stem, names, extract, notes)


def _run(folder: Path, table: pa.Table, request: Mapping[str, Any]) -> None:
    with pa.OSFile(str(folder / "rows.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as stream:
        stream.write_table(table)
    (folder / "request.json").write_text(json.dumps(request, ensure_ascii=False), "utf-8")
    environment = {**_QUIET, "HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath}
    ran = subprocess.run(
        [sys.executable, "-I", str(_WORKER), str(folder)], cwd=folder, env=environment, timeout=_SECONDS,
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    if ran.returncode != 0:
        raise RuntimeError(f"the file could not be written: {ran.stderr[-2000:].decode('utf-8', 'replace')}")


def _table(
    extract: Extract, names: Mapping[str, str], format_: ExchangeFormat, crs: str, encoding: str
) -> tuple[pa.Table, int]:
    """Rows as Arrow, and how many texts had to be cut or lost a character."""
    limit = TEXT_BYTES if format_ is ExchangeFormat.SHAPEFILE else None
    columns, fields, cut_count = [], [], 0
    for column in extract.columns:
        values = extract.cells[column.key]
        kind = _arrow_type(column, is_typed=TRAITS[format_].is_typed)
        if is_text(column) and kind == pa.string():
            values, cut = fitted_texts(values, encoding, limit)
            cut_count += cut
        columns.append(pa.array([_typed(v, kind) for v in values], kind))
        fields.append(pa.field(names[column.key], kind))
    shapes = transform(extract.shapes, STORAGE, crs)
    columns.append(pa.array(list(shapely.to_wkb(shapes)), pa.binary()))
    fields.append(pa.field("shape", pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"}))
    return pa.table(columns, schema=pa.schema(fields)), cut_count


def _arrow_type(column: Column, *, is_typed: bool) -> pa.DataType:
    if column.holds is ColumnType.NUMBER:
        return pa.float64()
    if column.holds is ColumnType.INTEGER:
        return pa.int64()
    if column.holds is ColumnType.DAY and is_typed:
        return pa.date32()
    return pa.string()


def _typed(value: Any, kind: pa.DataType) -> Any:
    return date.fromisoformat(value) if value is not None and kind == pa.date32() else value


def _archive(folder: Path, stem: str, names: dict[str, str], extract: Extract, notes: list[tuple[str, str]]) -> bytes:
    """The parts, what each field name stands for, and the notes."""
    full = {c.key: extract.heading(c) for c in extract.columns}
    head = f"{words.FIELD_NAME()},{words.HEADING()}"
    table = "\r\n".join([head, *(f"{name},{full[key]}" for key, name in names.items())])
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.glob(f"{stem}.*")):
            archive.write(part, part.name)
        archive.writestr(f"{words.FIELD_NAMES()}.csv", "\ufeff" + table + "\r\n")
        archive.writestr(f"{words.FIELD_NAMES()}.toml", mapping_toml(names))
        archive.writestr(f"{words.NOTES()}.txt", "\r\n".join(f"{a}：{b}" for a, b in notes))
    return sink.getvalue()
