"""The glossary names every kind of record, every code list and every code, in the words that the screens use."""

import importlib
import inspect
import pkgutil
import re
from enum import StrEnum
from pathlib import Path

import pytest

import domain
from domain.entities import ALL
from wording.codes import CODES
from wording.columns import ENTITIES
from wording.figures import FIGURES

GLOSSARY = Path("docs/glossary.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in GLOSSARY.splitlines() if line[:2] == "| "]


def code_lists() -> list[type[StrEnum]]:
    modules = (importlib.import_module(m.name) for m in pkgutil.walk_packages(domain.__path__, "domain."))
    found = {c for m in modules for _, c in inspect.getmembers(m, inspect.isclass) if c.__module__ == m.__name__}
    return sorted((c for c in found if issubclass(c, StrEnum)), key=lambda c: c.__name__)


def row_that_begins(pattern: str) -> list[str]:
    [row] = [row for row in ROWS if re.match(pattern, row[0])]
    return row


@pytest.mark.parametrize("entity", ALL, ids=lambda e: e.key)
def test_every_kind_of_record_stands_there_under_its_word(entity) -> None:
    assert [ENTITIES[entity.key].zh, f"`{entity.key}`"] in [row[:2] for row in ROWS]


@pytest.mark.parametrize("codes", code_lists(), ids=lambda c: c.__name__)
def test_every_code_list_is_named(codes: type[StrEnum]) -> None:
    assert f"`{codes.__name__}`" in GLOSSARY


@pytest.mark.parametrize("codes", CODES, ids=lambda c: c.__name__)
def test_every_code_stands_there_with_its_word(codes: type[StrEnum]) -> None:
    said = [f"`{code}` {word.zh}" for code, word in CODES[codes].items()]
    assert row_that_begins(f"`{codes.__name__}`")[1].split(" · ") == said


@pytest.mark.parametrize("key", FIGURES)
def test_every_headline_figure_stands_there(key: str) -> None:
    assert f"`{key}`" in [row[1] for row in ROWS if len(row) > 1]


def test_every_identifier_is_one() -> None:
    """Words that nobody uses any more would mislead."""
    files = (p for room in ("domain", "analytics", "register") for p in Path(room).rglob("*.*"))
    program = "\n".join(p.read_text("utf-8") for p in files if p.suffix in (".py", ".sql"))
    named = {name for row in ROWS for cell in row[1:2] for name in re.findall(r"`([a-z][a-z_0-9]*)`", cell)}
    assert {name for name in named if not re.search(rf"\b{name}\b", program)} == set()
