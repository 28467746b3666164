"""A ranking as it was frozen: panel, scheme and scores in one bundle, named by its hash, recomputed from itself."""

import json
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from actions.rank_year import RankedYear
from actions.score_panel import PanelScored, score_panel
from analytics.scoring import Scored
from domain.audit import canonical_json
from domain.errors import NoSuchRecord, RankingAltered
from intake.gather import Original
from intake.run import keep_original
from register.schemes import SCHEMES, scheme_of
from register.store import Row
from reports.panel_file import panel_csv
from reports.scores import scores_csv


@dataclass(frozen=True)
class Bundle:
    """What a ranking was made from and what came of it, as text."""

    year: int
    scheme_file: str
    scheme: str
    panel: str
    scores: str

    @property
    def content(self) -> bytes:
        """The one way in which it is written."""
        return canonical_json(self.__dict__).encode()

    @property
    def sha256(self) -> str:
        """Its name beside the record."""
        return sha256(self.content).hexdigest()

    @property
    def scores_sha256(self) -> str:
        """The hash of the scores file alone."""
        return sha256(self.scores.encode()).hexdigest()

    def recomputed(self) -> PanelScored:
        """Score the frozen panel under the frozen scheme again. Raises RankingAltered where other scores come out."""
        found = _scored(self.panel.encode(), self.scheme, self.scheme_file)
        if found.scored is None or scores_csv(found.scored).decode() != self.scores:
            raise RankingAltered(code=self.sha256[:12])
        return found

    @property
    def scored(self) -> Scored:
        """The outcome, recomputed."""
        found = self.recomputed().scored
        assert found is not None  # recomputed() refuses that
        return found


def bundle_of(ranked: RankedYear) -> Bundle:
    """Freeze a ranked year. The scores are those of the panel file, so that anybody comes to the same."""
    name = f"{ranked.scheme.id}.toml"
    scheme, panel = (SCHEMES / name).read_text("utf-8"), panel_csv(ranked.panel.firms)
    found = _scored(panel, scheme, name)
    assert found.scored is not None  # a panel of our own making can be read
    return Bundle(ranked.panel.year, name, scheme, panel.decode(), scores_csv(found.scored).decode())


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


def _scored(panel: bytes, scheme: str, scheme_file: str) -> PanelScored:
    with tempfile.TemporaryDirectory(prefix="mutu-") as folder:
        path = Path(folder) / "panel.csv"
        path.write_bytes(panel)
        return score_panel(path, scheme_of(scheme, scheme_file))
