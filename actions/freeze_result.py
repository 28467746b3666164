"""A published result, frozen with its inputs, scheme and hashes, so that anybody can compute it again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from actions.score_panel import score_sheet
from analytics.scoring import Scored
from analytics.uncertainty import DRAWS, uncertainty
from domain.errors import ResultExists, ResultUnreadable
from intake.panel import panel_sheet
from intake.run import NotRead
from register.schemes import scheme_of
from reports.scores import scores_csv
from reports.uncertainty import intervals_csv

#: The files of a frozen result. The manifest names the hash of each other.
PANEL, SCHEME, SCORES, INTERVALS, MANIFEST = "panel.csv", "scheme.toml", "scores.csv", "intervals.csv", "manifest.json"
_INPUTS = (PANEL, SCHEME)
#: To be raised when the same inputs would give another file.
_FORMAT = 1


@dataclass(frozen=True)
class Recomputed:
    """The scores file computed again, and whether it is the frozen one byte for byte."""

    scores: bytes
    is_same: bool


def freeze(folder: Path, panel: bytes, scheme: str) -> Mapping[str, bytes]:
    """Write a result into a new folder. Raises ResultExists where it is there, SchemeInvalid, ResultUnreadable."""
    if folder.exists():
        raise ResultExists(path=str(folder))
    files = frozen(panel, scheme)
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return files


def frozen(panel: bytes, scheme: str) -> dict[str, bytes]:
    """The files of a result by name: figures as they came, scheme, scores, rank intervals, hashes."""
    scored = _scored(panel, scheme)
    drawn = uncertainty(scored)
    files = {
        PANEL: panel, SCHEME: scheme.encode(), SCORES: scores_csv(scored), INTERVALS: intervals_csv(scored, drawn),
    }  # fmt: skip
    manifest = {
        "format": _FORMAT,
        "scheme": {"id": scored.scheme.id, "version": scored.scheme.version, "source": scored.scheme.source},
        "draws": DRAWS,
        "seed": drawn.seed,
        "sha256": {name: _hash(content) for name, content in files.items()},
    }
    return files | {MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()}


def recompute(folder: Path) -> Recomputed:
    """Score a frozen result again. Raises ResultUnreadable where an input is not as it was frozen."""
    try:
        hashes = json.loads(_read(folder, MANIFEST))["sha256"]
        inputs = {name: _read(folder, name) for name in _INPUTS}
        broken = next((name for name in _INPUTS if _hash(inputs[name]) != hashes[name]), None)
        expected = hashes[SCORES]
    except (ValueError, KeyError, TypeError) as fault:
        raise ResultUnreadable(file=MANIFEST) from fault
    if broken is not None:
        raise ResultUnreadable(file=broken)
    scores = scores_csv(_scored(inputs[PANEL], inputs[SCHEME].decode()))
    return Recomputed(scores, _hash(scores) == expected)


def _scored(panel: bytes, scheme: str) -> Scored:
    rules = scheme_of(scheme, SCHEME)
    rules.require_complete()
    try:
        found = score_sheet(panel_sheet(panel, PANEL, rules.figures, rules.columns), rules).scored
    except NotRead as failure:
        raise ResultUnreadable(file=PANEL) from failure
    assert found is not None  # a sheet that was read has an outcome
    return found


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as fault:
        raise ResultUnreadable(file=name) from fault


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
