"""What an import did, and the report that it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.issue import Issue
from intake.preview import Preview
from intake.run import NotRead, Source
from wording import Language
from wording.issues import issue_sentence

ALL_IN, NOTHING_READ, SOME_REFUSED = 0, 1, 2


@dataclass(frozen=True)
class ImportResult:
    """The count of rows, what was found, and (for parcels) the rows that came in.

    `is_read` is False where nothing of the file could be read: the record is then as it was.
    """

    source: Source
    is_read: bool
    entity: str = "parcels"
    mapping: dict[str, str] = field(default_factory=dict)
    rows_read: int = 0
    rows_in: int = 0
    rows_refused: int = 0
    issues: Sequence[Issue] = ()
    records: Sequence[dict[str, Any]] = ()
    batch_id: int | None = None

    @property
    def exit_code(self) -> int:
        """0 all rows came in, 2 some or all were refused, 1 nothing could be read."""
        if not self.is_read:
            return NOTHING_READ
        return SOME_REFUSED if self.rows_refused else ALL_IN

    def sentences(self, language: str = Language.ZH) -> list[str]:
        """Every issue as a person reads it, those of the whole file first."""
        ordered = sorted(self.issues, key=lambda i: (i.row is not None, i.row or 0))
        return [issue_sentence(i, language, self.entity) for i in ordered]

    def report(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        source = self.source
        return {
            "file": source.file, "layer": source.layer, "driver": source.driver, "encoding": source.encoding,
            "crs": source.crs, "mapping": self.mapping,
            "rows_read": self.rows_read, "rows_in": self.rows_in, "rows_refused": self.rows_refused,
            "issues": [_reported(i, self.entity) for i in self.issues],
            "records": list(self.records),
        }  # fmt: skip


def not_read(failure: NotRead, entity: str = "parcels") -> ImportResult:
    """The result where nothing could be read."""
    return ImportResult(failure.source, False, entity, issues=(failure.issue, *failure.others))


def refused_whole(source: Source, issue: Issue, entity: str = "parcels") -> ImportResult:
    """The result where the deed itself was refused before the file was opened."""
    return ImportResult(source, False, entity, issues=(issue,))


def result_of(preview: Preview, *, in_rows: bool = True, batch_id: int | None = None) -> ImportResult:
    """The result of a parcel import; without `in_rows` nothing was let in (all or nothing)."""
    rows_in = preview.rows_in if in_rows else 0
    return ImportResult(
        preview.source, True, "parcels", dict(preview.mapping),
        len(preview.rows), rows_in, len(preview.rows) - rows_in,
        preview.issues, [_record(r.row, r.shown) for r in preview.rows if r.comes_in] if in_rows else [], batch_id,
    )  # fmt: skip


def _record(row: int, values: Any) -> dict[str, Any]:
    point = values["shape"].representative_point() if values.get("shape") is not None else None
    return {
        "row": row, "parcel_code": values["parcel_code"], "name": values.get("name"),
        "lon": round(point.x, 9) if point else None, "lat": round(point.y, 9) if point else None,
        "registered_area_m2": values.get("registered_area_m2"),
        "measured_area_m2": values.get("measured_area_m2"),
    }  # fmt: skip


def _reported(issue: Issue, entity: str) -> dict[str, Any]:
    return {
        "row": issue.row, "field": issue.field, "value": issue.value,
        "kind": issue.kind.value, "severity": issue.severity.value,
        "message_zh": issue_sentence(issue, Language.ZH, entity),
        "message_en": issue_sentence(issue, Language.EN, entity),
    }  # fmt: skip
