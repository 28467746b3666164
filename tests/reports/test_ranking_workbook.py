"""The workbook computes what the program computes: recalculated by LibreOffice, as it is and after a changed figure."""

import csv
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from actions.ranking_panel import read_panel
from analytics.firm_years import FirmYear, engine_panel
from analytics.scoring import Scored, score
from domain.scheme import Scheme
from register.geopackage import GeoPackageRegister
from register.schemes import read_scheme
from reports.ranking_workbook import CUT_ROW, FIRST_ROW, HEAD_ROW, ranking_workbook

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice Calc (Debian: libreoffice-calc)")
SAMPLE = Path("data/parcels/sample.gpkg")
HY_DEMO = read_scheme("hy-demo")


@pytest.fixture(scope="module")
def firms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[FirmYear]]:
    copy = tmp_path_factory.mktemp("sample") / "sample.gpkg"
    shutil.copyfile(SAMPLE, copy)
    register = GeoPackageRegister(copy)
    yield list(read_panel(register, 2024).firms)
    register.close()


def scored_of(firms: list[FirmYear], scheme: Scheme = HY_DEMO) -> Scored:
    return score(engine_panel(firms), scheme)


def rows_of(sheet: Path, name: str) -> dict[str, list[str]]:
    """The firms of one sheet that LibreOffice recalculated, by id."""
    with (sheet.parent / f"{sheet.stem}-{name}.csv").open(encoding="utf-8") as lines:
        found = list(csv.reader(lines))
    return {row[0]: row for row in found[FIRST_ROW - 1 :]} | {"head": found[HEAD_ROW], "cuts": found[CUT_ROW]}


def recalculated(book: bytes, folder: Path, change: Callable[[openpyxl.Workbook], None] | None = None) -> Path:
    """The workbook with one change and without any stored outcome, recalculated: one CSV a sheet."""
    opened = openpyxl.load_workbook(BytesIO(book))  # saving drops the outcomes: LibreOffice has to compute them
    if change:
        change(opened)
    path = folder / "book.xlsx"
    opened.save(path)
    home = f"-env:UserInstallation=file://{folder}/home"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    subprocess.run(
        [str(SOFFICE), home, "--headless", "--convert-to", every_sheet, "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    return path


def assert_agrees(sheet: Path, scored: Scored) -> None:
    """Score, rank and grade of every firm, and every indicator's points, to 1e-6."""
    for pool in scored.pools:
        found = rows_of(sheet, pool)
        head = found["head"]
        for r in scored.order.tolist():
            if scored.pool_name(r) != pool:
                continue
            row = found[scored.panel.firm_ids[r]]
            told = dict(zip(head, row, strict=True))
            assert told["名次"] == (str(scored.rank[r]) if scored.rank[r] else ""), told
            assert (told["等级"], told["初定等级"]) == (scored.grade_of(r) or "", scored.raw_grade_of(r) or ""), told
            assert_number(told["总分"], scored.score[r])
            assert_number(told["用地 亩"], scored.land_mu[r])
            points = [float(v) if v else None for k, v in told.items() if k.endswith("得分")]
            assert len(points) == len(scored.measures)
            for point, measure in zip(points, scored.measures, strict=True):
                assert_number("" if point is None else str(point), measure.score[r])


def assert_number(text: str, value: float) -> None:
    if value != value:
        assert text == ""
    else:
        assert float(text) == pytest.approx(value, abs=1e-6)


@needs_libreoffice
def test_libreoffice_comes_to_the_programs_scores_ranks_and_grades(firms: list[FirmYear], tmp_path: Path):
    scored = scored_of(firms)
    sheet = recalculated(ranking_workbook(scored, firms, 2024), tmp_path)
    assert_agrees(sheet, scored)
    assert rows_of(sheet, "规上")["cuts"][1:6] == ["10", "43", "51", "54", "54"]  # of 54: 10.8, 43.2, 51.3


@needs_libreoffice
def test_one_changed_figure_moves_score_rank_and_grade(firms: list[FirmYear], tmp_path: Path):
    before = scored_of(firms)
    last = before.panel.firm_ids[before.members[0][before.rank[before.members[0]].argmax()]]
    changed = [replace(f, figures={**f.figures, "tax_10k_yuan": 5000.0}) if f.firm_id == last else f for f in firms]
    after = scored_of(changed)
    row = after.panel.row(last)
    assert before.grade_of(row) == "D"
    assert after.grade_of(row) != "D"

    def pay_more(book: openpyxl.Workbook) -> None:
        sheet = book["规上"]
        heads = [cell.value for cell in sheet[HEAD_ROW + 1]]
        at = next(n for n in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(n, 1).value == last)
        sheet.cell(at, heads.index("已入库税收 万元") + 1).value = 5000

    assert_agrees(recalculated(ranking_workbook(before, firms, 2024), tmp_path, pay_more), after)


@needs_libreoffice
def test_a_changed_weight_moves_every_score(firms: list[FirmYear], tmp_path: Path):
    tax, added, *rest = HY_DEMO.indicators
    heavier = (replace(tax, weight=Decimal(40)), replace(added, weight=Decimal(10)), *rest)

    def weigh_anew(book: openpyxl.Workbook) -> None:
        book["参数"]["B4"], book["参数"]["B5"] = 40, 10

    book = ranking_workbook(scored_of(firms), firms, 2024)
    assert_agrees(recalculated(book, tmp_path, weigh_anew), scored_of(firms, replace(HY_DEMO, indicators=heavier)))


@needs_libreoffice
def test_a_missing_figure_is_empty_and_becomes_no_zero(firms: list[FirmYear], tmp_path: Path):
    holes = [replace(f, figures={**f.figures, "staff_count": None}) if n % 7 == 0 else f for n, f in enumerate(firms)]
    holes[1] = replace(holes[1], own_land_m2=None)
    scored = scored_of(holes)
    assert_agrees(recalculated(ranking_workbook(scored, holes, 2024), tmp_path), scored)


def test_a_name_that_begins_like_a_formula_stays_a_name(firms: list[FirmYear]):
    bad = [replace(firms[0], firm_name='=HYPERLINK("http://x","y")', firm_id="+1+1"), *firms[1:]]
    sheet = openpyxl.load_workbook(BytesIO(ranking_workbook(scored_of(bad), bad, 2024)))["规上"]
    cells = {c.value: c.data_type for row in sheet.iter_rows(min_row=FIRST_ROW, max_col=2) for c in row}
    assert cells['=HYPERLINK("http://x","y")'] in ("s", "inlineStr")
    assert cells["+1+1"] in ("s", "inlineStr")


def test_readers_that_do_not_recalculate_are_shown_the_programs_outcome(firms: list[FirmYear]):
    scored = scored_of(firms)
    sheet = openpyxl.load_workbook(BytesIO(ranking_workbook(scored, firms, 2024)), data_only=True)["规上"]
    heads = [cell.value for cell in sheet[HEAD_ROW + 1]]
    first = next(r for r in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(r, heads.index("名次") + 1).value == 1)
    assert sheet.cell(first, heads.index("总分") + 1).value == pytest.approx(106.926894, abs=1e-6)
