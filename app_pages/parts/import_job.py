"""One person's file on its way in: its private copy, and the look at it, taken in the background."""

import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from actions.preview_import import Look, look_at
from domain.audience import Person
from intake.options import IntakeOptions
from register.store import Register

#: Two readings at a time leave the machine to those who look at the map.
_READERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="import")
_LONGEST_NAME_BYTES = 120


class Sent(Protocol):
    """A file as the uploader hands it over."""

    name: str

    def getvalue(self) -> bytes: ...


@dataclass
class Job:
    """A file with what was said of it. The copy goes when the job is forgotten."""

    path: Path
    folder: "tempfile.TemporaryDirectory[str]"
    options: IntakeOptions
    look: "Future[Look]"
    begun: float = field(default_factory=time.monotonic)

    def is_done(self, within_s: float = 0) -> bool:
        """Whether the look is there, waiting for it so long at most."""
        try:
            self.look.exception(timeout=within_s)
        except NotYet:
            return False
        return True

    @property
    def seconds(self) -> int:
        """How long it has been looked at."""
        return int(time.monotonic() - self.begun)


def begin(sent: Sequence[Sent], options: IntakeOptions, register: Register, person: Person) -> Job:
    """Copy what was sent into a private folder and look at it. Loose parts of a shapefile are one file."""
    folder = tempfile.TemporaryDirectory(prefix="mutu-upload-")
    paths = [Path(folder.name) / _plain_name(s.name) for s in sent]
    for path, one in zip(paths, sent, strict=True):
        path.write_bytes(one.getvalue())
    main = next((p for p in paths if p.suffix.lower() == ".shp"), paths[0])
    return Job(main, folder, options, _looking(register, main, options, person))


def again(job: Job, options: IntakeOptions, register: Register, person: Person) -> Job:
    """The same file, read as was said now."""
    return Job(job.path, job.folder, options, _looking(register, job.path, options, person))


def _looking(register: Register, path: Path, options: IntakeOptions, person: Person) -> "Future[Look]":
    return _READERS.submit(look_at, register, path, options, person=person)


def _plain_name(name: str) -> str:
    """The file's own name, without a way to anywhere and short enough for every disk."""
    last = name.replace("\\", "/").split("/")[-1].replace("\x00", "") or "file"
    stem, dot, suffix = last.rpartition(".")
    while len(last.encode()) > _LONGEST_NAME_BYTES and stem:
        stem = stem[:-1]
        last = stem + dot + suffix
    return last if last not in (".", "..") else "file"
