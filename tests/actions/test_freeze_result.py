"""A frozen result is computed again from its own files, byte for byte, or refused where they were touched."""

import json
from pathlib import Path

import pytest

from actions.freeze_result import freeze, frozen, recompute
from actions.score_panel import panel_from_rows
from analytics.scoring import score
from domain.errors import ResultUnreadable
from intake.panel import panel_sheet
from register.schemes import read_scheme, scheme_text
from reports.scores import panel_csv, scores_csv
from tests.actions.test_score_panel import golden, sheet

DEMO = scheme_text("hy-demo")


@pytest.fixture
def result(tmp_path: Path) -> Path:
    freeze(tmp_path / "2024", sheet(golden()).encode("gbk"), DEMO)
    return tmp_path / "2024"


def test_result_is_frozen_with_figures_scheme_scores_intervals_and_hashes(result: Path) -> None:
    names = ["intervals.csv", "manifest.json", "panel.csv", "scheme.toml", "scores.csv"]
    assert sorted(p.name for p in result.iterdir()) == names
    manifest = json.loads((result / "manifest.json").read_text("utf-8"))
    assert manifest["scheme"]["id"] == "hy-demo"
    assert set(manifest["sha256"]) == set(names) - {"manifest.json"}


def test_computed_again_it_is_the_same_byte_for_byte(result: Path) -> None:
    again = recompute(result)
    assert again.is_same
    assert again.scores == (result / "scores.csv").read_bytes()
    assert frozen(sheet(golden()).encode("gbk"), DEMO) == {p.name: p.read_bytes() for p in result.iterdir()}


@pytest.mark.parametrize("name", ["panel.csv", "scheme.toml"])
def test_touched_input_is_refused_by_name(result: Path, name: str) -> None:
    (result / name).write_bytes((result / name).read_bytes() + b"\n")
    with pytest.raises(ResultUnreadable) as refusal:
        recompute(result)
    assert refusal.value.values["file"] == name


@pytest.mark.parametrize("name", ["panel.csv", "scheme.toml", "manifest.json"])
def test_missing_file_is_refused_by_name(result: Path, name: str) -> None:
    (result / name).unlink()
    with pytest.raises(ResultUnreadable) as refusal:
        recompute(result)
    assert refusal.value.values["file"] == name


def test_other_scores_than_those_frozen_are_told(result: Path) -> None:
    manifest = json.loads((result / "manifest.json").read_text("utf-8"))
    manifest["sha256"]["scores.csv"] = "0" * 64
    (result / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert not recompute(result).is_same


def test_panel_written_and_read_back_gives_the_same_scores() -> None:
    scheme = read_scheme("hy-demo")

    def read(content: bytes) -> bytes:
        panel = panel_from_rows(panel_sheet(content, "p.csv", scheme.figures).rows)
        assert panel_csv(panel) == content or content == first
        return scores_csv(score(panel, scheme))

    first = sheet(golden()).encode()
    panel = panel_from_rows(panel_sheet(first, "p.csv", scheme.figures).rows)
    assert read(first) == read(panel_csv(panel))
