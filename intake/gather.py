"""Take a file as it lies there: one copy, one hash. The loose parts of a data set become one archive."""

import io
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from domain.issue import IssueKind
from intake.formats import FORMATS, MAX_FILE_BYTES, MEGABYTE, SPLIT
from intake.refusal import Unreadable

_NO_DATE = (1980, 1, 1, 0, 0, 0)
_SPLIT_PARTS = tuple(FORMATS[key].parts for key in SPLIT)


@dataclass(frozen=True)
class Original:
    """The bytes that were imported, to be kept under their hash."""

    content: bytes
    sha256: str


def gathered(path: Path, target: Path) -> Original:
    """Copy a stranger's file to `target`. Raises Unreadable where it is missing, no file, or too large."""
    if not path.is_file():
        raise Unreadable(IssueKind.FILE_MISSING)
    parts = _parts(path)
    if sum(p.stat().st_size for p in parts or [path]) > MAX_FILE_BYTES:
        raise Unreadable(IssueKind.FILE_TOO_LARGE, limit_mb=MAX_FILE_BYTES // MEGABYTE)
    try:
        content = _archive(parts) if parts else path.read_bytes()
    except OSError as fault:
        raise Unreadable(IssueKind.FILE_MISSING) from fault
    target.write_bytes(content)
    return Original(content, sha256(content).hexdigest())


def _parts(path: Path) -> list[Path]:
    """The files beside one that make a data set with it, whatever the case of their suffixes; none if it is whole."""
    suffixes = next((parts for parts in _SPLIT_PARTS if path.suffix.lower() in parts), ())
    beside = (p for p in path.parent.iterdir() if p.stem == path.stem and p.suffix.lower() in suffixes)
    found = sorted(beside, key=lambda p: p.suffix.lower())
    return found if any(p.suffix.lower() == suffixes[0] for p in found) else []


def _archive(parts: list[Path]) -> bytes:
    """The same parts always make the same bytes."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(zipfile.ZipInfo(part.name, _NO_DATE), part.read_bytes(), zipfile.ZIP_DEFLATED)
    return sink.getvalue()
