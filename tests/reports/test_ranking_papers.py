"""Slips, report and list as papers: what they say, in every form, and that typed text stays text."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from actions.rank_year import RankedYear, rank_year
from analytics.firm_years import FirmYear
from domain.audience import Person, Role
from register.geopackage import GeoPackageRegister
from reports.paper import Paper, Picture, Table, Text
from reports.paper_docx import docx_of
from reports.paper_pdf import pdf_of
from reports.paper_xlsx import xlsx_of
from reports.ranking_list import published_list
from reports.ranking_report import YearOutcome, ranking_report
from reports.ranking_slips import slips

SAMPLE = Path("data/parcels/sample.gpkg")
ANALYST = Person("analyst", frozenset({Role.ANALYST}))
PDFTOTEXT = shutil.which("pdftotext")


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RankedYear, RankedYear]]:
    copy = tmp_path_factory.mktemp("sample") / "sample.gpkg"
    shutil.copyfile(SAMPLE, copy)
    register = GeoPackageRegister(copy)
    yield rank_year(register, ANALYST, 2024, "hy-demo"), rank_year(register, ANALYST, 2023, "hy-demo")
    register.close()


@pytest.fixture(scope="module")
def report(years: tuple[RankedYear, RankedYear]) -> Paper:
    now, before = (YearOutcome(y.panel, y.scored) for y in years)
    return ranking_report(now, before, "示例区", is_sample=True)


def firm(years: tuple[RankedYear, RankedYear], code: str) -> FirmYear:
    return next(f for f in years[0].panel.firms if f.firm_id == code)


def docx_text(content: bytes) -> str:
    """All the text of a document, cells too."""
    return "".join(t.text or "" for t in Document(BytesIO(content)).element.body.iter() if t.tag.endswith("}t"))


def page_count(pdf: bytes, folder: Path) -> int:
    (folder / "paper.pdf").write_bytes(pdf)
    told = subprocess.run([str(PDFTOTEXT), str(folder / "paper.pdf"), "-"], capture_output=True, check=True)
    return told.stdout.count(b"\f")


def test_slip_tells_how_the_land_was_counted(years: tuple[RankedYear, RankedYear]):
    told = docx_text(docx_of(slips([firm(years, "SQ-E002")], 2024, is_sample=True)))
    assert "36.4702" in told  # own: 24,313.45㎡
    assert "6,000㎡ ÷ 容积率 1.2" in told
    assert "43.9702" in told  # 36.470175 + 7.5


def test_slip_says_no_data_with_the_reason_and_never_zero(years: tuple[RankedYear, RankedYear]):
    without = next(f for f in years[0].panel.firms if f.figures["emission_t"] is None)
    told = docx_text(docx_of(slips([without], 2024, is_sample=True)))
    assert "无数据" in told
    assert "未纳入排污统计" in told


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils")
def test_each_firm_has_one_page(years: tuple[RankedYear, RankedYear], tmp_path: Path):
    firms = years[0].panel.firms
    assert page_count(pdf_of(slips(firms, 2024, is_sample=True)), tmp_path) == len(firms) == 84


def test_typed_text_is_set_as_text_in_every_form(years: tuple[RankedYear, RankedYear]):
    name = '=1+1 #let x = 1 *fett* $x$ <w:p/> {{7*7}} \x0b & "q"'
    bad = replace(firm(years, "SQ-E002"), firm_name=name)
    assert pdf_of(slips([bad], 2024, is_sample=False))[:5] == b"%PDF-"
    assert name.replace("\x0b", "") in docx_text(docx_of(slips([bad], 2024, is_sample=False)))
    book = openpyxl.load_workbook(BytesIO(xlsx_of(Paper(name, (Text(name),)))))
    assert all(cell.data_type != "f" for row in book["1"].iter_rows() for cell in row)


def test_report_opens_with_sum_over_sum_and_its_growth(report: Paper):
    lead = next(b.text for b in report.blocks if isinstance(b, Text) and b.kind == "lead")
    assert "税收 43,200.00 万元，用地 4,500.00 亩，亩均税收 9.60 万元/亩，比上年 8.50 增长 12.9%" in lead


def test_parks_in_the_report_are_summed_not_averaged(report: Paper):
    rows = [row for b in report.blocks if isinstance(b, Table) for row in b.rows]
    assert ("双桥工业园区", "44", "31,200.00", "3,120.00", "10.00", "8.82") in rows  # 2023: 27,000 ÷ 3,060
    total = next(b.total for b in report.blocks if isinstance(b, Table) and b.total)
    assert total[1:] == ("60", "43,200.00", "4,500.00", "9.60", "8.50")


def test_every_figure_of_the_report_leads_to_its_firms(report: Paper, years: tuple[RankedYear, RankedYear]):
    annex = [b for b in report.blocks if isinstance(b, Table) and b.title.startswith("附表 1")]
    assert sum(len(b.rows) for b in annex) == len(years[0].panel.firms)
    captions = [b.caption for b in report.blocks if isinstance(b, Picture)]
    assert len(captions) == 7
    assert all("来源：附表 1" in caption for caption in captions)


def test_report_names_each_gap_and_each_unrated_firm(report: Paper):
    rows = [row for b in report.blocks if isinstance(b, Table) for row in b.rows]
    assert sum("不定等级" in str(row[-1]) for row in rows if len(row) == 3) == 8
    assert any(row[:2] == ("主要污染物排放量", "12") for row in rows)


def test_report_comes_in_three_forms_that_open(report: Paper):
    assert pdf_of(report)[:5] == b"%PDF-"
    document = Document(BytesIO(docx_of(report)))
    assert len(document.inline_shapes) == 7
    svg = [p for p in document.part.package.iter_parts() if str(p.partname).endswith(".svg")]
    assert len(svg) == 7  # vectors, with a picture in dots behind each
    book = openpyxl.load_workbook(BytesIO(xlsx_of(report)))
    numbers = [c.value for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "n"]
    assert 43200 in numbers


def test_a_list_without_order_shows_no_rank_and_no_score():
    ranking = {
        "year": 2024,
        "is_ordered": False,
        "ranking_code": "2024-01",
        "closed_on": "2025-11-20",
        "released_on": None,
    }
    grades = [{"pool": "规上", "grade": g, "firm_name": f"{g}企业", "place": None} for g in ("A", "B", None)]
    paper = published_list(ranking, grades, "示例区", is_sample=True)
    told = docx_text(docx_of(paper))
    assert "排名不分先后" in told
    assert "尚未公布" in told
    assert "不定等级" in told
    assert not re.search(r"\d+\.\d\d", told)
