"""A panel from a file to scores: what is refused, what is listed without a score, what comes out."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from actions.score_panel import PanelScored, score_file
from domain.errors import SchemeIncomplete
from domain.issue import IssueKind
from register.schemes import read_scheme, scheme_of
from tests.firms import GOLDEN, GOLDEN_COLUMNS

DEMO = read_scheme("hy-demo")
HEADING = ["firm_id", "firm_name", "pool", *GOLDEN_COLUMNS]
KEYS = [
    "tax_per_mu", "value_added_per_mu", "value_added_per_tce", "value_added_per_emission_t", "value_added_per_staff",
    "rnd_to_revenue",
]  # fmt: skip


def a_row(firm_id: str = "F", like: str = "E2", **cells: Any) -> dict[str, Any]:
    """A row like a firm of the worked example, without veto or protection, but for the cells stated."""
    plain = dict(zip(GOLDEN_COLUMNS, GOLDEN[like], strict=True)) | {"is_vetoed": "", "is_protected": ""}
    return {"firm_id": firm_id, "firm_name": "甲公司", "pool": "规上"} | plain | cells


def golden() -> list[dict[str, Any]]:
    flags = {"E2": {"is_vetoed": "是"}, "E5": {"is_protected": "TRUE"}}
    return [a_row(firm, firm, **flags.get(firm, {})) for firm in GOLDEN]


def sheet(rows: list[dict[str, Any]], heading: list[str] = HEADING) -> str:
    page = io.StringIO()
    writer = csv.DictWriter(page, heading, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return page.getvalue()


def scored(folder: Path, content: "str | bytes | list[dict[str, Any]]") -> PanelScored:
    text = sheet(content) if isinstance(content, list) else content
    (folder / "panel.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return score_file(folder / "panel.csv", DEMO, folder / "scores.csv", folder / "report.json")


def out(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "scores.csv").read_text("utf-8"))))


def kinds(found: PanelScored) -> list[tuple[int | None, IssueKind]]:
    return [(i.row, i.kind) for i in found.result.issues]


def test_scores_stand_by_pool_then_rank_with_a_value_and_score_of_each_indicator(tmp_path: Path) -> None:
    found = scored(tmp_path, golden())
    assert found.result.exit_code == 0
    rows = out(tmp_path)
    head = ["firm_id", "pool", "land_mu", "rank", "score", "grade", "raw_grade"]
    assert list(rows[0]) == head + [f"{key}_{part}" for key in KEYS for part in ("value", "score")]
    assert [(r["firm_id"], r["rank"], r["raw_grade"], r["grade"]) for r in rows] == [
        ("E4", "1", "A", "A"), ("E1", "2", "B", "B"), ("E2", "3", "B", "C"),
        ("E3", "4", "B", "B"), ("E6", "5", "C", "C"), ("E5", "6", "D", "C"),
    ]  # fmt: skip
    assert rows[1]["land_mu"] == "51.5000000000"
    assert rows[0]["score"].startswith("139.3206")
    assert rows[0]["value_added_per_emission_t_value"] == ""
    assert rows[0]["value_added_per_emission_t_score"].startswith("4.3206")
    assert rows[5]["value_added_per_mu_score"] == "0.0000000000"


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gbk", "GBK"), ("gb18030", "GBK")]
)
def test_panel_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str, named: str) -> None:
    found = scored(tmp_path, sheet(golden()).encode(encoding))
    assert found.result.exit_code == 0
    assert found.result.source.encoding == named
    assert out(tmp_path)[0]["pool"] == "规上"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"own_land_mu": 6, "leased_out_land_m2": 4000}, IssueKind.LAND_NOT_POSITIVE),
        ({"own_land_mu": 0}, IssueKind.LAND_NOT_POSITIVE),
        ({"own_land_mu": 5, "leased_out_land_m2": 4000}, IssueKind.LAND_NOT_POSITIVE),
        ({"leased_in_floor_m2": 100}, IssueKind.FAR_MISSING),
        ({"leased_in_floor_m2": 100, "leased_in_far": 0}, IssueKind.VALUE_OUT_OF_RANGE),
        ({"tax_10k_yuan": "十万"}, IssueKind.VALUE_NOT_A_NUMBER),
        ({"tax_10k_yuan": "nan"}, IssueKind.VALUE_NOT_A_NUMBER),
        ({"tax_10k_yuan": "1_000"}, IssueKind.VALUE_NOT_A_NUMBER),
        ({"tax_10k_yuan": "5²"}, IssueKind.VALUE_NOT_A_NUMBER),
        ({"tax_10k_yuan": "无数据"}, IssueKind.VALUE_NOT_A_NUMBER),
        ({"tax_10k_yuan": "1e99"}, IssueKind.VALUE_OUT_OF_RANGE),
        ({"energy_tce": -1}, IssueKind.VALUE_OUT_OF_RANGE),
        ({"is_vetoed": "也许"}, IssueKind.VALUE_NOT_IN_LIST),
        ({"firm_id": " "}, IssueKind.FIRM_ID_MISSING),
    ],
)
def test_row_that_cannot_be_scored_is_refused_and_the_rest_is_scored(
    tmp_path: Path, cells: dict[str, Any], kind: IssueKind
) -> None:
    found = scored(
        tmp_path, [*golden(), a_row("X", **cells)] if "firm_id" not in cells else [*golden(), a_row(**cells)]
    )
    assert kinds(found) == [(8, kind)]
    assert (found.result.exit_code, found.result.rows_in, found.result.rows_refused) == (2, 6, 1)
    assert [r["firm_id"] for r in out(tmp_path)] == ["E4", "E1", "E2", "E3", "E6", "E5"]


def test_both_rows_of_an_id_are_refused(tmp_path: Path) -> None:
    found = scored(tmp_path, [a_row("F"), a_row("G"), a_row(" F ", tax_10k_yuan="x")])
    assert kinds(found) == [
        (2, IssueKind.FIRM_DUPLICATE), (4, IssueKind.VALUE_NOT_A_NUMBER), (4, IssueKind.FIRM_DUPLICATE),
    ]  # fmt: skip
    assert [r["firm_id"] for r in out(tmp_path)] == ["G"]
    assert found.result.rows_refused == 2


@pytest.mark.parametrize(
    "column",
    [
        "own_land_mu",
        "tax_10k_yuan",
        "value_added_10k_yuan",
        "energy_tce",
        "staff_count",
        "rnd_10k_yuan",
        "revenue_10k_yuan",
    ],
)
def test_firm_with_a_missing_figure_is_listed_last_without_score(tmp_path: Path, column: str) -> None:
    found = scored(tmp_path, [a_row("X", **{column: ""}), *golden()])
    assert kinds(found) == [(2, IssueKind.FIRM_UNRATED)]
    assert found.result.exit_code == 0
    last = out(tmp_path)[-1]
    assert (last["firm_id"], last["rank"], last["score"], last["grade"], last["raw_grade"]) == ("X", "", "", "", "")
    assert [r["grade"] for r in out(tmp_path)].count("A") == 1  # of six, not of seven


def test_empty_cells_that_mean_none(tmp_path: Path) -> None:
    row = a_row("X", leased_in_floor_m2="", leased_in_far="", leased_out_land_m2="", exempt_credit_tax_10k_yuan="")
    scored(tmp_path, [row])
    assert out(tmp_path)[0]["land_mu"] == "30.0000000000"
    assert out(tmp_path)[0]["tax_per_mu_value"] == "15.0000000000"


def test_firm_without_a_pool_is_listed_at_the_end(tmp_path: Path) -> None:
    found = scored(tmp_path, [a_row("X", pool=""), *golden()])
    assert kinds(found) == [(2, IssueKind.FIRM_WITHOUT_POOL)]
    assert out(tmp_path)[-1]["firm_id"] == "X"


def test_refund_is_a_warning_and_meets_the_floor(tmp_path: Path) -> None:
    found = scored(tmp_path, [a_row("X", tax_10k_yuan="-450")])
    assert kinds(found) == [(2, IssueKind.TAX_NEGATIVE)]
    assert found.result.exit_code == 0
    assert out(tmp_path)[0]["tax_per_mu_value"] == "-15.0000000000"
    assert out(tmp_path)[0]["tax_per_mu_score"] == "0.0000000000"


def test_firms_equal_in_everything_are_named(tmp_path: Path) -> None:
    found = scored(tmp_path, [a_row("G"), a_row("F"), a_row("H", tax_10k_yuan=1)])
    assert kinds(found) == [(3, IssueKind.FIRMS_TIED)]
    assert found.result.issues[0].details["firms"] == ["F", "G"]
    assert [r["rank"] for r in out(tmp_path)] == ["1", "1", "3"]


def test_excel_drops_empty_cells_at_the_end_of_a_row(tmp_path: Path) -> None:
    text = sheet([a_row("X")]).replace(",12000,,", ",12000")
    assert scored(tmp_path, text).result.exit_code == 0
    longer = scored(tmp_path, sheet([a_row("X")]).replace(",12000,,", ",12000,,,1"))
    assert kinds(longer) == [(2, IssueKind.ROW_TOO_LONG)]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = sheet([a_row("E1"), a_row("X", tax_10k_yuan="x")]).replace("\r\nX,", "\r\n\r\n,,,\r\nX,")
    assert kinds(scored(tmp_path, text)) == [(5, IssueKind.VALUE_NOT_A_NUMBER)]


def test_number_with_thousands_and_full_width_digits_is_a_number(tmp_path: Path) -> None:
    scored(tmp_path, [a_row("X", tax_10k_yuan="4,500.0", own_land_mu="３０")])
    assert out(tmp_path)[0]["tax_per_mu_value"] == "150.0000000000"


def test_id_that_a_spreadsheet_would_calculate_comes_out_as_text(tmp_path: Path) -> None:
    scored(tmp_path, [a_row("=1+1", pool="@x")])
    assert (out(tmp_path)[0]["firm_id"], out(tmp_path)[0]["pool"]) == ("'=1+1", "'@x")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", IssueKind.LAYER_EMPTY),
        (sheet([]).encode(), IssueKind.LAYER_EMPTY),
        (b"\xff\x00\x81\x00", IssueKind.FORMAT_UNKNOWN),
        (sheet(golden(), HEADING[:5]).encode(), IssueKind.HEADING_MISSING),
        (sheet(golden()).encode() + b'"unfinished', IssueKind.FILE_DAMAGED),
    ],
)
def test_unreadable_panel_leaves_a_report_and_no_scores(tmp_path: Path, content: bytes, kind: IssueKind) -> None:
    found = scored(tmp_path, content)
    assert (found.result.exit_code, kinds(found)) == (1, [(None, kind)])
    assert not (tmp_path / "scores.csv").exists()
    assert (tmp_path / "report.json").exists()


def test_missing_file_is_unreadable(tmp_path: Path) -> None:
    found = score_file(tmp_path / "none.csv", DEMO, tmp_path / "scores.csv")
    assert found.result.exit_code == 1


def test_scheme_with_blanks_is_refused_before_the_file_is_opened(tmp_path: Path) -> None:
    text = Path("data/policy/schemes/hy-demo.toml").read_text("utf-8")
    scheme = scheme_of(text.replace("baseline = 24.097", 'baseline = "unknown"'), "x.toml")
    with pytest.raises(SchemeIncomplete) as refusal:
        score_file(tmp_path / "none.csv", scheme, tmp_path / "scores.csv")
    assert refusal.value.values["blanks"] == ["indicators[1].baseline"]
