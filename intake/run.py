"""The parent's side of the worker: hand over a private copy, wait no longer than agreed, take back plain tables."""

import contextlib
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from domain.issue import Issue, IssueKind, Severity
from intake.content import Request
from intake.formats import MAX_FILE_BYTES, MEGABYTE
from intake.gather import Original, gathered
from intake.refusal import Unreadable
from intake.workplace import private_folder

_log = logging.getLogger(__name__)

#: Columns that the worker adds to the file's own.
ROW, SHAPE, PROBLEM, DETAIL = "\x00row", "\x00shape", "\x00problem", "\x00detail"

_ROOT = Path(__file__).resolve().parent.parent
_WORKER = _ROOT / "intake" / "worker.py"
_BASE_SECONDS = 30
_QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Source:
    """What is known of a file. `encoding` is None for binary formats, `layer` where the format has none."""

    file: str
    sha256: str = ""
    driver: str | None = None
    layer: str | None = None
    encoding: str | None = None
    crs: str | None = None


@dataclass(frozen=True)
class Taken:
    """A layer as plain tables: headings with their values by row, shapes in the file's own CRS, and what is wrong."""

    source: Source
    original: Original
    rows: NDArray[np.int64]
    shapes: NDArray[np.object_]
    values: Mapping[str, list[Any]]
    issues: list[Issue]
    damaged_rows: list[int] = field(default_factory=list)
    places: Mapping[str, str] = field(default_factory=dict)


class NotRead(Exception):  # noqa: N818 - a finding about the file, not a fault of ours
    """Nothing could be read; `issue` says why, `source` and `others` what is known of the file all the same."""

    def __init__(self, issue: Issue, source: Source, others: Sequence[Issue] = ()) -> None:
        super().__init__(issue.kind.value)
        self.issue = issue
        self.source = source
        self.others = tuple(i for i in others if i.row is None)


def seconds_for(size_bytes: int) -> int:
    """How long a file of this size may take: 30 s and one second per megabyte."""
    return _BASE_SECONDS + size_bytes // MEGABYTE


def taken(path: Path, request: Request | None = None, *, seconds: int | None = None) -> Taken:
    """Have the worker read one layer of a file. Raises NotRead."""
    source = Source(path.name)
    notes: list[Issue] = []
    with private_folder() as folder:
        try:
            original = gathered(path, folder / "source")
            source = replace(source, sha256=original.sha256)
            size = (folder / "source").stat().st_size
            if size > MAX_FILE_BYTES:
                raise Unreadable(IssueKind.FILE_TOO_LARGE, limit_mb=MAX_FILE_BYTES // MEGABYTE)
            (folder / "request.json").write_text(json.dumps(asdict(request or Request())))
            answer = _answered(folder, seconds or seconds_for(size))
            source = _described(source, answer)
            notes += [_noted(note) for note in answer.get("notes", ())]
            _log.info("worker read %s, offline: %s", path.name, answer.get("is_offline"))
            if "refused" in answer:
                raise Unreadable(IssueKind(answer["refused"]), **answer["details"])
            return _tables(folder / "rows.arrow", source, original, answer)
        except Unreadable as refusal:
            raise NotRead(refusal.issue, source, notes) from refusal


def _answered(folder: Path, seconds: int) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_WORKER), str(_ROOT), str(folder), str(seconds)]
    environment = {**_QUIET, "TMPDIR": str(folder), "HOME": str(folder), "PATH": os.defpath}
    with (folder / "errors.txt").open("wb") as errors:
        worker = subprocess.Popen(
            command, cwd=folder, env=environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
        )  # fmt: skip
        try:
            code = worker.wait(timeout=seconds)
        except subprocess.TimeoutExpired as late:
            raise Unreadable(IssueKind.FILE_TAKES_TOO_LONG, seconds=seconds) from late
        finally:
            _end(worker)
    answer = folder / "answer.json"
    if code == -signal.SIGXCPU or (code == -signal.SIGKILL and not answer.exists()):
        raise Unreadable(IssueKind.FILE_TAKES_TOO_LONG, seconds=seconds)
    if "memory allocation" in _last_words(folder):
        raise Unreadable(IssueKind.FILE_TOO_LARGE, limit_mb=MAX_FILE_BYTES // MEGABYTE)
    if code != 0 or not answer.exists():
        raise Unreadable(IssueKind.FILE_DAMAGED, reason="worker", code=code, words=_last_words(folder))
    found: dict[str, Any] = json.loads(answer.read_text())
    return found


def _end(worker: "subprocess.Popen[bytes]") -> None:
    """Leave nobody of the worker's session behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def _last_words(folder: Path) -> str:
    """The end of the worker's complaint, for the log; never shown to a person."""
    return (folder / "errors.txt").read_bytes()[-2000:].decode("utf-8", "replace")


def _described(source: Source, answer: Mapping[str, Any]) -> Source:
    return replace(
        source,
        driver=answer.get("driver"),
        layer=answer.get("layer"),
        encoding=answer.get("encoding"),
        crs=answer.get("crs"),
    )


def _tables(arrow: Path, source: Source, original: Original, answer: Mapping[str, Any]) -> Taken:
    with pa.memory_map(str(arrow)) as file:
        table = pa.ipc.open_file(file).read_all()
        rows = table.column(ROW).to_numpy()
        shapes = shapely.from_wkb(np.array(table.column(SHAPE).to_pylist(), dtype=object))
        issues = [_noted(note) for note in answer["notes"]]
        issues += _shape_issues(table)
        own = table.drop_columns([ROW, SHAPE, PROBLEM, DETAIL])
        values = {name: own.column(index).to_pylist() for index, name in enumerate(own.column_names)}
    damaged = list(answer["damaged_rows"])
    issues += [Issue(IssueKind.FILE_DAMAGED, row=row, details={"reason": "record"}) for row in damaged]
    return Taken(source, original, rows, shapes, values, issues, damaged, answer["places"])


def _noted(note: Mapping[str, Any]) -> Issue:
    return Issue(
        IssueKind(note["kind"]), Severity(note["severity"]), note["row"], note["field"], note["value"], note["details"]
    )


def _shape_issues(table: pa.Table) -> list[Issue]:
    columns = (table.column(name).to_pylist() for name in (ROW, PROBLEM, DETAIL))
    return [
        Issue(IssueKind(problem), row=row, details=_explained(detail))
        for row, problem, detail in zip(*columns, strict=True)
        if problem
    ]


def _explained(detail: str | None) -> dict[str, Any]:
    """What is wrong with a shape, and what a repair would make of it, if one is proposed."""
    if not detail:
        return {}
    found: dict[str, Any] = json.loads(detail) if detail.startswith("{") else {"reason": detail}
    return {**found, "shape": found["reason"]}


def keep_original(original: Original, files: Path) -> Path:
    """Keep the file's bytes beside the record under their hash; a second time changes nothing."""
    files.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = files / original.sha256
    if not target.exists():
        with tempfile.NamedTemporaryFile(dir=files, delete=False) as part:
            part.write(original.content)
            part.flush()
            os.fsync(part.fileno())
        shutil.move(part.name, target)
    return target
