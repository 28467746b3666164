"""How the record is opened inside our processes: by the standard library's sqlite3 and by nothing else.

GDAL carries an SQLite of its own; closing its handle on the same file drops our locks, and acknowledged commits are
lost. So GDAL reads the record in processes of its own, and writes from outside fail for want of `mutu_actor()`.
"""

import os
import sqlite3
from pathlib import Path

from domain.errors import RecordNotWritable, RecordUnreadable

_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "fuse.sshfs", "fuse.davfs"}
BUSY_TIMEOUT_MS = 5_000


def connect(path: Path) -> sqlite3.Connection:
    """A connection with our pragmas and the function that the guards call. Transactions are begun by hand.

    Raises RecordUnreadable, RecordNotWritable where the system gives no file handle for a record that is there.
    """
    connection = None
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
        connection.row_factory = sqlite3.Row
        connection.create_function("mutu_actor", 0, lambda: 1)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError as error:
        if connection:
            connection.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN and path.exists():
            raise RecordNotWritable(path=str(path), reason="handles") from error
        raise RecordUnreadable(path=str(path)) from error
    return connection


_PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=ON",
    "cache_size=-16000",
)
_REASONS = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_CANTOPEN: "readonly",
}


def not_writable(error: sqlite3.OperationalError, path: Path) -> RecordNotWritable | None:
    """The refusal that SQLite's error means; None where it is a fault of ours."""
    reason = _REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)  # the low byte; the rest says more finely why
    return RecordNotWritable(path=str(path), reason=reason) if reason else None


def make_private(path: Path) -> None:
    """Create an empty file that only its owner may read; SQLite gives its companions the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def refuse_network_drive(path: Path) -> None:
    """WAL needs memory shared between processes, which a network drive does not give."""
    if str(path).startswith(("\\\\", "//")) or _file_system_of(path) in _NETWORK_FILE_SYSTEMS:
        raise RecordUnreadable(path=str(path), reason="network")


def _file_system_of(path: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    target = str(path.resolve())
    found = ("", "")
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, place, kind, *_ = line.split(" ")
        if (target == place or target.startswith(place.rstrip("/") + "/")) and len(place) >= len(found[0]):
            found = (place, kind)
    return found[1]
