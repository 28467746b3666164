"""A ranking as it was frozen: panel, scheme, scores, intervals and manifest in one bundle, named by its hash."""

import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from actions.freeze_result import INTERVALS, MANIFEST, PANEL, SCHEME, SCORES, frozen
from actions.rank_year import RankedYear
from actions.score_panel import score_sheet
from analytics.scoring import Scored
from domain.audit import canonical_json
from domain.errors import NoSuchRecord, RankingAltered
from intake.gather import Original
from intake.panel import panel_sheet
from intake.run import keep_original
from register.schemes import SCHEMES, scheme_of
from register.store import Row
from reports.panel_file import panel_csv
from reports.scores import scores_csv


@dataclass(frozen=True)
class Bundle:
    """What a ranking was made from and what came of it: its files by name, as text."""

    year: int
    files: dict[str, str]

    @property
    def content(self) -> bytes:
        """The one way in which it is written."""
        return canonical_json({"year": self.year, "files": self.files}).encode()

    @property
    def sha256(self) -> str:
        """Its name beside the record."""
        return sha256(self.content).hexdigest()

    @property
    def panel(self) -> str:
        """The figures that were scored."""
        return self.files[PANEL]

    @property
    def scores_sha256(self) -> str:
        """The hash of the scores file alone."""
        return sha256(self.files[SCORES].encode()).hexdigest()

    @cached_property
    def scored(self) -> Scored:
        """The outcome, recomputed. Raises RankingAltered where other scores come out."""
        scheme = scheme_of(self.files[SCHEME], SCHEME)
        sheet = panel_sheet(self.panel.encode(), PANEL, scheme.figures, scheme.columns)
        scored = score_sheet(sheet, scheme).scored
        if scored is None or scores_csv(scored).decode() != self.files[SCORES]:
            raise RankingAltered(code=self.sha256[:12])
        return scored

    def archive(self) -> bytes:
        """The files as a ZIP: unpacked, a folder that `cli.py recompute` takes; the same bytes every time."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for name in (PANEL, SCHEME, SCORES, INTERVALS, MANIFEST):
                packed.writestr(zipfile.ZipInfo(name), self.files[name].encode())
        return out.getvalue()


def bundle_of(ranked: RankedYear) -> Bundle:
    """Freeze a ranked year. The scores are those of the panel file, so that anybody comes to the same."""
    scheme, panel = (SCHEMES / f"{ranked.scheme.id}.toml").read_text("utf-8"), panel_csv(ranked.panel.firms)
    return Bundle(ranked.panel.year, {name: content.decode() for name, content in frozen(panel, scheme).items()})


def keep_bundle(bundle: Bundle, files: Path) -> str:
    """Lay the bundle beside the record; returns its name."""
    keep_original(Original(bundle.content, bundle.sha256), files)
    return bundle.sha256


def read_bundle(ranking: Row, files: Path) -> Bundle:
    """The bundle of a ranking. Raises NoSuchRecord where it is gone, RankingAltered where its bytes are others."""
    path = files / str(ranking["bundle_sha256"])
    if not path.is_file():
        raise NoSuchRecord(entity="rankings", code=str(ranking["ranking_code"]))
    content = path.read_bytes()
    if sha256(content).hexdigest() != ranking["bundle_sha256"]:
        raise RankingAltered(code=str(ranking["ranking_code"]))
    return Bundle(**json.loads(content))
