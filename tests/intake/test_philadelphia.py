"""A real city's vacant lots: 25,663 polygons in US feet. Too large for the repository: `MUTU_PHILADELPHIA=FILE`."""

import os
from collections import Counter
from pathlib import Path

import pytest

from domain.issue import IssueKind
from intake.options import IntakeOptions
from intake.pipeline import OnRecord, preview
from intake.policy import read_policy

PATH = os.environ.get("MUTU_PHILADELPHIA", "")


@pytest.mark.skipif(not PATH, reason="MUTU_PHILADELPHIA names no file")
def test_one_lot_of_philadelphia_crosses_itself_and_the_others_come_in() -> None:
    found = preview(Path(PATH), OnRecord([], []), IntakeOptions(), read_policy())
    assert (len(found.rows), found.rows_in) == (25_663, 25_662)
    kinds = Counter(issue.kind for issue in found.issues)
    assert kinds[IssueKind.GEOMETRY_INVALID] == 1
    assert kinds[IssueKind.CODE_MISSING] == 15
    assert {r.values["measured_zone"] for r in found.rows if r.comes_in} == {"CM 75W 非国内带"}
