"""The private directory of one reading, which goes with it; those of dead processes are cleared away."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PREFIX = "mutu-intake-"


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A directory that only we may enter, marked as ours; first those that killed processes left behind go."""
    sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-{_started(os.getpid())}-") as name:
        yield Path(name)


def sweep(where: Path) -> None:
    """Remove our own directories whose process is gone.

    A directory names its process and the moment that one began, so that a later process of the same number is not
    taken for it. What belongs to another user, or is a link, is left alone.
    """
    for folder in where.glob(f"{_PREFIX}*-*-*"):
        with contextlib.suppress(OSError, ValueError):
            there = folder.lstat()
            pid, began = folder.name.removeprefix(_PREFIX).split("-")[:2]
            is_ours = stat.S_ISDIR(there.st_mode) and there.st_uid == os.getuid()
            if is_ours and _started(int(pid)) != began:
                shutil.rmtree(folder, ignore_errors=True)


def _started(pid: int) -> str:
    """When a process began, in the system's own ticks; `0` for one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return "0"
