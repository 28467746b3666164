"""Our own way out of an archive: flat, random names, counted bytes, and nothing that points elsewhere."""

import secrets
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from domain.issue import IssueKind
from intake.formats import MAX_UNZIPPED_BYTES, MAX_ZIP_ENTRIES, MAX_ZIP_RATIO, MEGABYTE, SHAPEFILE_PARTS
from intake.refusal import Unreadable

_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_CHUNK = 1_000_000


@dataclass(frozen=True)
class Packed:
    """One shapefile of an archive: the name that people know it by, and where its parts now lie."""

    name: str
    path: Path
    parts: frozenset[str]


def unpacked_shapefiles(archive: Path, into: Path) -> list[Packed]:
    """Every shapefile of a zip, in the archive's order, laid flat in `into` under random names.

    Sub-folders are fine, names may be UTF-8 or GBK. Raises Unreadable for archives that are broken, encrypted or too
    large, or hold links or names that lead out of the archive.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            return _unpacked(opened, into)
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError, NotImplementedError, OSError) as fault:
        raise Unreadable(IssueKind.FILE_DAMAGED, reason="zip") from fault


def _unpacked(opened: zipfile.ZipFile, into: Path) -> list[Packed]:
    entries = opened.infolist()
    _refuse_size(entries)
    stems: dict[PurePosixPath, dict[str, zipfile.ZipInfo]] = {}
    for entry in entries:
        name = _safe_name(entry)
        if name.suffix.lower() in SHAPEFILE_PARTS and not _is_shadow(name):
            stems.setdefault(name.with_suffix(""), {})[name.suffix.lower()] = entry
    budget = MAX_UNZIPPED_BYTES
    found = []
    for stem, parts in stems.items():
        if ".shp" not in parts:
            continue
        base = into / secrets.token_hex(8)
        for suffix, entry in parts.items():
            budget = _copy(opened, entry, base.with_suffix(suffix), budget)
        found.append(Packed(stem.name, base.with_suffix(".shp"), frozenset(parts)))
    return found


def _refuse_size(entries: list[zipfile.ZipInfo]) -> None:
    packed = sum(e.compress_size for e in entries)
    unpacked = sum(e.file_size for e in entries)
    is_bomb = unpacked > 10 * MEGABYTE and unpacked > MAX_ZIP_RATIO * max(packed, 1)
    if len(entries) > MAX_ZIP_ENTRIES or unpacked > MAX_UNZIPPED_BYTES or is_bomb:
        raise Unreadable(IssueKind.FILE_TOO_LARGE, reason="zip", limit_mb=MAX_UNZIPPED_BYTES // MEGABYTE)


def _safe_name(entry: zipfile.ZipInfo) -> PurePosixPath:
    name = PurePosixPath(_decoded(entry).replace("\\", "/"))
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if name.is_absolute() or ".." in name.parts or ":" in str(name)[:2] or is_link:
        raise Unreadable(IssueKind.FILE_UNSAFE, reason="link" if is_link else "name")
    if entry.flag_bits & _ENCRYPTED:
        raise Unreadable(IssueKind.FILE_DAMAGED, reason="encrypted")
    return name


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The name as its author wrote it: unflagged names are UTF-8 or GBK, whatever the standard says."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_shadow(name: PurePosixPath) -> bool:
    """A copy that macOS adds beside the real file."""
    return "__MACOSX" in name.parts or name.name.startswith("._")


def _copy(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, budget: int) -> int:
    """Write one part, counting the bytes that really come out; returns what is left of the budget."""
    with opened.open(entry) as source, target.open("wb") as sink:
        while block := source.read(_CHUNK):
            budget -= len(block)
            if budget < 0:
                raise Unreadable(IssueKind.FILE_TOO_LARGE, reason="zip", limit_mb=MAX_UNZIPPED_BYTES // MEGABYTE)
            sink.write(block)
    return budget
