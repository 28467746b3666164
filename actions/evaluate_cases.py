"""Judge a file of land contracts by the idle-land law. Nothing is recorded: what is found is proposed to an officer."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from actions.import_result import ALL_IN, NOTHING_READ, SOME_REFUSED
from domain.idle import CaseIncomplete, IdleJudgement, IdlePolicy, judge
from domain.issue import Issue, IssueKind
from intake.cases import COLUMNS, DRIVER, CaseRow, NotReadable, read_cases
from register.policies import idle_policy
from reports.findings import findings_csv
from wording import Language
from wording.issues import issue_sentence


@dataclass(frozen=True)
class Evaluation:
    """What a file of cases came to; `judged` holds (row of the file, parcel as typed, judgement) in file order."""

    file: str
    is_read: bool
    encoding: str | None = None
    rows_read: int = 0
    judged: list[tuple[int, str, IdleJudgement]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def rows_refused(self) -> int:
        """Rows that are not among the findings."""
        return self.rows_read - len(self.judged)

    @property
    def exit_code(self) -> int:
        """0 all rows came through, 2 some or all did not, 1 the file could not be read."""
        if not self.is_read:
            return NOTHING_READ
        return SOME_REFUSED if self.rows_refused else ALL_IN

    def sentences(self, language: str = Language.ZH) -> list[str]:
        """Every issue as a person reads it."""
        return [issue_sentence(i, language) for i in self.issues]

    def report(self) -> dict[str, Any]:
        """The report as plain JSON values, in the shape of an import's."""
        return {
            "file": self.file, "layer": None, "driver": DRIVER if self.is_read else None, "encoding": self.encoding,
            "crs": None, "mapping": {c: c for c in COLUMNS} if self.is_read else {},
            "rows_read": self.rows_read, "rows_in": len(self.judged), "rows_refused": self.rows_refused,
            "issues": [_reported(i) for i in self.issues],
            "records": [{"row": row, "parcel_id": p, "finding": str(j.outcome)} for row, p, j in self.judged],
        }  # fmt: skip


def evaluate_cases(
    path: Path, on: date, *, out: Path, report: Path | None = None, policy: IdlePolicy | None = None
) -> Evaluation:
    """Judge every row of a CSV as the record stood on a day; write the findings and, where asked, the report.

    A row that cannot be judged is left out and named. Raises PolicyInvalid.
    """
    rules = policy or idle_policy()
    evaluation = evaluated(path, on, rules)
    if evaluation.is_read:
        out.write_bytes(findings_csv([(parcel, judgement) for _, parcel, judgement in evaluation.judged]))
    if report is not None:
        report.write_text(json.dumps(evaluation.report(), ensure_ascii=False, indent=1), "utf-8")
    return evaluation


def evaluated(path: Path, on: date, policy: IdlePolicy) -> Evaluation:
    """The same without writing anything."""
    try:
        found = read_cases(path)
    except NotReadable as refusal:
        return Evaluation(path.name, is_read=False, issues=[refusal.issue])
    judged, incomplete = _judged(found.cases, on, policy)
    issues = sorted([*found.issues, *incomplete], key=lambda i: i.row or 0)
    return Evaluation(path.name, True, found.encoding, found.rows_read, judged, issues)


def _judged(
    cases: Iterable[CaseRow], on: date, policy: IdlePolicy
) -> tuple[list[tuple[int, str, IdleJudgement]], list[Issue]]:
    judged, incomplete = [], []
    for row in cases:
        try:
            judged.append((row.row, row.parcel_id, judge(row.case, on, policy)))
        except CaseIncomplete as refusal:
            incomplete.append(Issue(IssueKind.CASE_INCOMPLETE, row=row.row, field=refusal.values["field"]))
    return judged, incomplete


def _reported(issue: Issue) -> dict[str, Any]:
    return {
        "row": issue.row, "field": issue.field, "value": issue.value,
        "kind": issue.kind.value, "severity": issue.severity.value,
        "message_zh": issue_sentence(issue, Language.ZH), "message_en": issue_sentence(issue, Language.EN),
    }  # fmt: skip
