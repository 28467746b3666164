"""A file of contracts through the command: what comes out, what is left out and why."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from actions.evaluate_cases import evaluate_cases
from wording.issues import issue_sentence

HEAD = (
    "parcel_id,agreed_start_on,price_10k_yuan,started_on,developed_area_ratio,invested_ratio,suspended_on,"
    "government_cause,completed_on"
)
ON = date(2023, 7, 1)


def written(folder: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path = folder / "cases.csv"
    path.write_bytes("\n".join((head, *rows)).encode(encoding))
    return path


def judged(folder: Path, *rows: str, on: date = ON, **kind: str):
    out = folder / "findings.csv"
    result = evaluate_cases(written(folder, *rows, **kind), on, out=out, report=folder / "report.json")
    found = list(csv.DictReader(io.StringIO(out.read_text("utf-8")))) if out.exists() else []
    return result, found, json.loads((folder / "report.json").read_text("utf-8"))


def left_out(folder: Path, row: str) -> tuple[str, str | None, str | None]:
    """Kind, field and value of the one issue of a row that stays out between two that come through."""
    result, found, report = judged(folder, GOOD.format("A"), row, GOOD.format("B"))
    assert [f["parcel_id"] for f in found] == ["A", "B"]
    assert (result.exit_code, report["rows_read"], report["rows_in"], report["rows_refused"]) == (2, 3, 2, 1)
    [issue] = report["issues"]
    assert (issue["row"], issue["severity"]) == (2, "error")
    assert issue["message_zh"] in result.sentences()
    return issue["kind"], issue["field"], issue["value"]


GOOD = "{},2022-06-30,3000,,,,,no,"


def test_columns_stand_as_promised_and_rows_in_their_order(tmp_path: Path) -> None:
    result, found, report = judged(
        tmp_path,
        "P4,2022-06-30,3000,,,,,no,",
        "P3,2022-06-30,,,,,,unknown,",
        "P6,2022-06-30,3000,,,,,yes,",
        "P7,2020-01-01,900,2020-03-01,1/3,0.2499,2022-06-30,no,",
        "P8,,,2020-03-01,1/3,0.25,2022-06-30,unknown,",
        "P0,,,2020-03-01,,,,unknown,",
        "P9,,,,,,,unknown,2023-07-01",
        "P1,2023-07-01,,,,,,unknown,",
        "P2,2023-06-30,,,,,,unknown,",
    )
    assert list(found[0]) == ["parcel_id", "row", "finding", "clause", "fee_10k_yuan", "next_step", "due_on"]
    assert [(f["parcel_id"], f["row"], f["finding"], f["fee_10k_yuan"], f["due_on"]) for f in found] == [
        ("P4", "4", "idle_holder", "600", "2024-06-30"),
        ("P3", "3", "suspected_idle", "", "2023-07-31"),
        ("P6", "6", "idle_government", "0", ""),
        ("P7", "7", "may_recognise", "", ""),
        ("P8", "8", "not_idle", "", ""),
        ("P0", "0", "none", "", ""),
        ("P9", "9", "not_idle_completed", "", ""),
        ("P1", "1", "not_due", "", "2023-07-01"),
        ("P2", "2", "overdue", "", "2024-06-30"),
    ]
    assert all(f["clause"] and f["next_step"] for f in found)
    assert (result.exit_code, report["issues"], report["rows_in"]) == (0, [], 9)


def test_missing_price_leaves_the_fee_empty_and_the_reason_in_the_next_step(tmp_path: Path) -> None:
    _, [priced, blank], _ = judged(tmp_path, GOOD.format("A"), "B,2022-06-30,,,,,,no,")
    assert (blank["row"], blank["fee_10k_yuan"]) == ("4", "")
    assert "没有土地价款" in blank["next_step"]
    assert "没有土地价款" not in priced["next_step"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_chinese_ids_come_through_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    _, found, report = judged(tmp_path, GOOD.format("邮亭甲地"), encoding=encoding)
    assert found[0]["parcel_id"] == "邮亭甲地"
    assert report["encoding"] == ("GB18030" if encoding == "gbk" else "UTF-8")


def test_report_has_the_shape_of_an_import(tmp_path: Path) -> None:
    _, _, report = judged(tmp_path, GOOD.format("A"))
    assert list(report) == [
        "file", "layer", "driver", "encoding", "crs", "mapping", "rows_read", "rows_in", "rows_refused", "issues",
        "records",
    ]  # fmt: skip
    assert report["records"] == [{"row": 1, "parcel_id": "A", "finding": "idle_holder"}]


def test_unstarted_land_without_agreed_start_is_left_out(tmp_path: Path) -> None:
    assert left_out(tmp_path, "X,,3000,,,,,no,") == ("case_incomplete", "agreed_start_on", None)


@pytest.mark.parametrize(("ratios", "field"), [(",0.4", "developed_area_ratio"), ("0.4,", "invested_ratio")])
def test_suspended_land_without_a_ratio_is_left_out(tmp_path: Path, ratios: str, field: str) -> None:
    row = f"X,2022-06-30,,2022-06-01,{ratios},2022-06-02,no,"
    assert left_out(tmp_path, row) == ("case_incomplete", field, None)


@pytest.mark.parametrize("day", ["2023-02-29", "2022-13-01", "2022-06-31", "30/06/2022", "2022-06", "tomorrow"])
def test_impossible_date_is_left_out(tmp_path: Path, day: str) -> None:
    assert left_out(tmp_path, f"X,{day},3000,,,,,no,") == ("value_not_a_date", "agreed_start_on", day)


def test_impossible_date_is_left_out_even_where_the_row_would_not_need_it(tmp_path: Path) -> None:
    row = "X,2022-06-30,3000,2023-02-30,,,,no,2023-01-01"
    assert left_out(tmp_path, row) == ("value_not_a_date", "started_on", "2023-02-30")


def test_cause_that_is_no_code_is_left_out(tmp_path: Path) -> None:
    assert left_out(tmp_path, "X,2022-06-30,3000,,,,,maybe,") == ("value_not_in_list", "government_cause", "maybe")


def test_empty_cause_is_no_answer(tmp_path: Path) -> None:
    assert left_out(tmp_path, "X,2022-06-30,3000,,,,,,") == ("case_incomplete", "government_cause", None)


def test_nameless_row_is_left_out(tmp_path: Path) -> None:
    assert left_out(tmp_path, ",2022-06-30,3000,,,,,no,") == ("case_incomplete", "parcel_id", None)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("-3000", "value_out_of_range"), ("三千", "value_not_a_number"), ("nan", "value_not_a_number"),
     ("inf", "value_not_a_number"), ("1_000", "value_not_a_number")],
)  # fmt: skip
def test_price_that_is_none_is_left_out(tmp_path: Path, typed: str, kind: str) -> None:
    assert left_out(tmp_path, f"X,2022-06-30,{typed},,,,,no,") == (kind, "price_10k_yuan", typed)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("-0.1", "value_out_of_range"), *((t, "value_not_a_number") for t in ("1/0", "30%", "1/-3", "三分之一"))],
)
def test_ratio_that_is_none_is_left_out(tmp_path: Path, typed: str, kind: str) -> None:
    row = f"X,2022-06-30,,2022-06-01,{typed},0.5,2022-06-02,no,"
    assert left_out(tmp_path, row) == (kind, "developed_area_ratio", typed)


def test_row_with_a_cell_too_few_or_too_many_is_damaged(tmp_path: Path) -> None:
    for row in ("X,2022-06-30,3000", "X,2022-06-30,3000,,,,,no,,2023-01-01"):
        assert left_out(tmp_path, row) == ("file_damaged", None, None)


def test_more_than_the_whole_was_invested_and_zero_price_are_possible(tmp_path: Path) -> None:
    _, found, _ = judged(tmp_path, "A,,,2020-01-01,1,1.2,2022-06-30,no,", "B,2022-06-30,0,,,,,no,")
    assert [(f["row"], f["fee_10k_yuan"]) for f in found] == [("8", ""), ("4", "0")]


def test_same_parcel_twice_is_judged_twice_and_said(tmp_path: Path) -> None:
    result, found, report = judged(tmp_path, GOOD.format("A"), GOOD.format("A"))
    assert (len(found), result.exit_code) == (2, 0)
    assert [(i["row"], i["kind"], i["severity"]) for i in report["issues"]] == [(2, "case_repeated", "warning")]


def test_days_that_contradict_each_other_are_judged_as_they_stand_and_said(tmp_path: Path) -> None:
    result, found, report = judged(tmp_path, "A,,,2022-06-01,0.1,0.1,2022-05-01,no,")
    assert (found[0]["row"], result.exit_code) == ("7", 0)
    assert [i["kind"] for i in report["issues"]] == ["days_out_of_order"]


def test_spaces_full_width_figures_thousands_and_empty_lines_are_read_as_meant(tmp_path: Path) -> None:
    _, found, report = judged(tmp_path, ' A , 2022-06-30 ,"３，000",,,,, no ,', "", ",,,,,,,,", GOOD.format("B"))
    assert [(f["parcel_id"], f["fee_10k_yuan"]) for f in found] == [("A", "600"), ("B", "600")]
    assert report["rows_read"] == 2


def test_columns_may_stand_in_any_order_and_others_are_ignored_aloud(tmp_path: Path) -> None:
    head = ",".join([*reversed(HEAD.split(",")), "备注"])
    result, found, report = judged(tmp_path, ",no,,,,,3000,2022-06-30,A,急", head=head)
    assert (found[0]["row"], result.exit_code) == ("4", 0)
    assert [(i["kind"], i["field"]) for i in report["issues"]] == [("heading_unused", "备注")]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", HEAD.encode() + b'\n"A,2022', b"parcel_id,price\nA,1\n"])
def test_file_that_cannot_be_read_leaves_no_findings(tmp_path: Path, content: bytes) -> None:
    path, out, report = tmp_path / "c.csv", tmp_path / "f.csv", tmp_path / "r.json"
    path.write_bytes(content)
    assert evaluate_cases(path, ON, out=out, report=report).exit_code == 1
    assert not out.exists()
    assert len(json.loads(report.read_text())["issues"]) == 1


def test_head_alone_is_a_file_without_cases(tmp_path: Path) -> None:
    result, found, _ = judged(tmp_path)
    assert (result.exit_code, found) == (0, [])


def test_id_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path) -> None:
    _, found, _ = judged(tmp_path, GOOD.format("=1+1"))
    assert found[0]["parcel_id"] == "'=1+1"


def test_column_is_named_in_the_words_of_the_field(tmp_path: Path) -> None:
    result, _, _ = judged(tmp_path, "X,,3000,,,,,no,")
    assert (
        issue_sentence(result.issues[0])
        == "第 1 行：没有写明“约定动工日期”，不足以判定，此行未列入结果。请补充后重新判定。"
    )


def ran(folder: Path, *rows: str, on: str = "2023-07-01"):
    return CliRunner().invoke(
        cli.app, ["idle", str(written(folder, *rows)), "--on", on, "--out", str(folder / "out.csv")]
    )


def test_command_says_what_it_left_out_on_stderr_and_ends_with_2(tmp_path: Path) -> None:
    said = ran(tmp_path, GOOD.format("A"), "X,,3000,,,,,no,")
    assert said.exit_code == 2
    assert "约定动工日期" in said.stderr
    assert "判定 1 行" in said.stdout
    assert ran(tmp_path, GOOD.format("A")).exit_code == 0


def test_command_refuses_a_day_that_is_none(tmp_path: Path) -> None:
    said = ran(tmp_path, GOOD.format("A"), on="2023-02-30")
    assert (said.exit_code, (tmp_path / "out.csv").exists()) == (1, False)
    assert "2023-02-30" in said.stderr
