"""Every file and every wound that we know of, and what the gate must say of it: `tests/wounds.toml`."""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest

from actions.import_result import ImportResult, not_read, result_of
from intake.on_record import OnRecord
from intake.options import IntakeOptions
from intake.pipeline import preview
from intake.policy import read_policy
from intake.run import NotRead
from tests.files import DATA

TESTS = Path(__file__).resolve().parents[1]
ROWS: list[dict[str, Any]] = tomllib.loads((TESTS / "wounds.toml").read_text("utf-8"))["wound"]
FILES = [row for row in ROWS if "file" in row]
POLICY = read_policy()
#: Parts of a data set that another file leads.
COMPANIONS = {".dbf", ".shx", ".prj", ".cpg", ".md"}


def imported(row: dict[str, Any]) -> ImportResult:
    options = IntakeOptions(**row.get("options", {}))
    try:
        return result_of(preview(DATA / row["file"], OnRecord((), ()), options, POLICY))
    except NotRead as failure:
        return not_read(failure)


@pytest.mark.parametrize("row", FILES, ids=lambda row: f"{row['file']} {row.get('options', '')}")
def test_file_is_read_as_its_row_says(row: dict[str, Any]) -> None:
    found = imported(row)
    assert (found.exit_code, found.rows_read, found.rows_in) == (row["exit"], row["read"], row["in"])
    assert found.rows_in + found.rows_refused == found.rows_read
    assert (found.source.driver, found.source.encoding) == (row.get("driver"), row.get("encoding"))
    assert {i.kind.value for i in found.issues} == set(row["kinds"])
    said = "\n".join(found.sentences())
    for words in row.get("sentences", ()):
        assert words in said


def test_every_file_has_its_row() -> None:
    there = {str(p.relative_to(DATA)) for p in DATA.rglob("*") if p.is_file() and p.suffix not in COMPANIONS}
    assert there == {row["file"] for row in FILES}


@pytest.mark.parametrize("row", [r for r in ROWS if "test" in r], ids=lambda row: str(row["wound"]))
def test_wound_without_a_file_has_a_test(row: dict[str, Any]) -> None:
    path, name = row["test"].split("::")
    tree = ast.parse((TESTS / path).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
