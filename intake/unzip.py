"""Our own way out of an archive: flat, random names, counted bytes, and nothing that points elsewhere."""

import re
import secrets
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from domain.issue import IssueKind
from intake.formats import FORMATS, MAX_UNZIPPED_BYTES, MAX_ZIP_ENTRIES, MAX_ZIP_RATIO, MEGABYTE, SPLIT, Format
from intake.refusal import Unreadable

_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_CHUNK = 1_000_000
_BY_PART = {part: f for f in FORMATS.values() for part in f.parts}
_DATABASE_PART = re.compile(r"[\w.\-]{1,80}")


@dataclass(frozen=True)
class Packed:
    """One data set of an archive: the name that people know it by, its format by name, and where its parts now lie."""

    name: str
    format: Format
    path: Path
    parts: frozenset[str]


def unpacked(archive: Path, into: Path) -> list[Packed]:
    """Every data set of a zip, in the archive's order, laid flat in `into` under random names.

    Sub-folders are fine, names may be UTF-8 or GBK. Tables and texts count only where nothing drawn lies beside them.
    Raises Unreadable for archives that are broken, encrypted or too large, or hold links or names that lead out.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            return _unpacked(opened, into)
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError, NotImplementedError, OSError) as fault:
        raise Unreadable(IssueKind.FILE_DAMAGED, reason="zip") from fault


def members(archive: Path) -> frozenset[str]:
    """The names in an archive, as they stand; none where it is broken."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return frozenset(opened.namelist()[: MAX_ZIP_ENTRIES + 1])
    except (zipfile.BadZipFile, UnicodeDecodeError, OSError):
        return frozenset()


def _unpacked(opened: zipfile.ZipFile, into: Path) -> list[Packed]:
    entries = opened.infolist()
    _refuse_size(entries)
    sets: dict[tuple[str, PurePosixPath], dict[str, zipfile.ZipInfo]] = {}
    for entry in entries:
        name = _safe_name(entry)
        if not entry.is_dir() and not _is_shadow(name) and (where := _data_set(name)):
            key, stem, part = where
            sets.setdefault((key, stem), {})[part] = entry
    whole = {at: parts for at, parts in sets.items() if at[0] not in SPLIT or FORMATS[at[0]].parts[0] in parts}
    drawn = {at: parts for at, parts in whole.items() if FORMATS[at[0]].is_drawn and at[0] != "txt"}
    budget = MAX_UNZIPPED_BYTES
    found = []
    for (key, stem), parts in (drawn or whole).items():
        base = into / secrets.token_hex(8)
        budget = _laid(opened, FORMATS[key], base, parts, budget)
        found.append(Packed(stem.name, FORMATS[key], base.with_suffix(FORMATS[key].suffix), frozenset(parts)))
    return found


def _data_set(name: PurePosixPath) -> tuple[str, PurePosixPath, str] | None:
    """(format, name without suffix, part) of a file in an archive, None where it belongs to no data set."""
    for folder in name.parents:
        if folder.suffix.lower() == ".gdb":
            if not _DATABASE_PART.fullmatch(name.name):
                return None
            return "filegdb", folder.with_suffix(""), name.name
    form = _BY_PART.get(name.suffix.lower())
    return (form.key, name.with_suffix(""), name.suffix.lower()) if form and form.key != "filegdb" else None


def _laid(opened: zipfile.ZipFile, form: Format, base: Path, parts: dict[str, zipfile.ZipInfo], budget: int) -> int:
    """Write the parts of one data set; returns what is left of the budget."""
    if form.key == "filegdb":
        folder = base.with_suffix(form.suffix)
        folder.mkdir()
        for name, entry in parts.items():
            budget = _copy(opened, entry, folder / name, budget)
        return budget
    for suffix, entry in parts.items():
        is_only = len(parts) == 1
        budget = _copy(opened, entry, base.with_suffix(form.suffix if is_only else suffix), budget)
    return budget


def _refuse_size(entries: list[zipfile.ZipInfo]) -> None:
    packed = sum(e.compress_size for e in entries)
    unpacked_bytes = sum(e.file_size for e in entries)
    is_bomb = unpacked_bytes > 10 * MEGABYTE and unpacked_bytes > MAX_ZIP_RATIO * max(packed, 1)
    if len(entries) > MAX_ZIP_ENTRIES or unpacked_bytes > MAX_UNZIPPED_BYTES or is_bomb:
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
