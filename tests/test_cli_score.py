"""`score` and `recompute` as an operator types them: exit codes, what lies there afterwards, what is said."""

import json
from pathlib import Path

import pytest

from tests.actions.test_score_panel import a_row, golden, sheet
from tests.test_cli import mutu, refused


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    path = tmp_path / "panel.csv"
    path.write_text(sheet(golden()), "utf-8")
    return path


def test_good_panel_ends_with_zero_and_is_computed_again_the_same(panel: Path, tmp_path: Path) -> None:
    out, result = tmp_path / "scores.csv", tmp_path / "2024"
    ran = mutu("score", panel, "--scheme", "hy-demo", "--out", out, "--result", result)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "计分 6 家" in ran.stdout
    again = mutu("recompute", result, "--out", tmp_path / "again.csv")
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "again.csv").read_bytes() == out.read_bytes() == (result / "scores.csv").read_bytes()
    assert "已有一份存档" in refused("score", panel, "--scheme", "hy-demo", "--out", out, "--result", result)


def test_refused_rows_end_with_two_and_stand_in_report_and_on_stderr(panel: Path, tmp_path: Path) -> None:
    panel.write_text(sheet([*golden(), a_row("X", own_land_mu=0)]), "gbk")
    report = tmp_path / "r.json"
    ran = mutu("score", panel, "--scheme", "hy-demo", "--out", tmp_path / "s.csv", "--report", report)
    assert ran.returncode == 2
    assert "第 8 行：用地面积为 0.000000 亩" in ran.stderr
    assert "Row 8: Its land comes to 0.000000 mu" in ran.stderr
    said = json.loads(report.read_text("utf-8"))
    assert list(said) == [
        "file", "layer", "driver", "encoding", "crs", "mapping", "rows_read", "rows_in", "rows_refused", "issues",
        "records",
    ]  # fmt: skip
    assert (said["encoding"], said["rows_read"], said["rows_in"], said["rows_refused"]) == ("GBK", 7, 6, 1)
    assert list(said["issues"][0]) == ["row", "field", "value", "kind", "severity", "message_zh", "message_en"]
    assert said["records"][0]["firm_id"] == "E4"


def test_every_refused_row_is_said_however_many_warnings_there_are(panel: Path, tmp_path: Path) -> None:
    warned = [a_row(f"W{n:02}", tax_10k_yuan=-1 - n) for n in range(40)]
    broken = [a_row(f"X{n:02}", own_land_mu=0) for n in range(40)]
    panel.write_text(sheet([*warned, *broken]), "utf-8")
    ran = mutu("score", panel, "--scheme", "hy-demo", "--out", tmp_path / "s.csv")
    assert ran.returncode == 2
    assert all(f"第 {row} 行" in ran.stderr and f"Row {row}:" in ran.stderr for row in range(42, 82))
    assert "另有 10 条提示" in ran.stderr


def test_unreadable_panel_and_scheme_that_cannot_score_end_with_one(panel: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.csv"
    assert "找不到这个文件" in refused("score", tmp_path / "none.csv", "--scheme", "hy-demo", "--out", out)
    assert "classes[1].cumulative_percent" in refused(
        "score", panel, "--scheme", "jingning-2022-below-scale", "--out", out
    )
    assert "hy-demo" in refused("score", panel, "--scheme", "nothing", "--out", out)
    assert not out.exists()


def test_place_that_cannot_be_written_to_is_told(panel: Path, tmp_path: Path) -> None:
    assert "不能写入" in refused("score", panel, "--scheme", "hy-demo", "--out", tmp_path / "none" / "s.csv")
