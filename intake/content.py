"""What every reader hands back, whatever the format was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.issue import IssueKind, Severity
from intake.text import Decoded


@dataclass(frozen=True)
class Request:
    """What a person said of the file. `mapping` is {heading: column}."""

    layer: str | None = None
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    accept_repairs: bool = False
    entity: str = "parcels"


@dataclass
class Content:
    """One layer, filled by its reader: a place and a shape for each row, cells by heading, and what was found.

    `blobs` are WKB in the file's own CRS, east first. `notes` are findings about a row or the file, `problems` say by
    row why it has no shape, `places` which headings said where the rows lie; `damaged` are rows that nothing
    could read.
    """

    rows: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    blobs: list[bytes | None] = field(default_factory=list)
    crs: str | None = None
    layer: str | None = None
    encoding: str | None = None
    notes: list[dict[str, Any]] = field(default_factory=list)
    problems: dict[int, tuple[str, str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    damaged: list[int] = field(default_factory=list)

    def note(
        self, kind: IssueKind, row: int | None = None, heading: str | None = None, value: str | None = None,
        *, severity: Severity = Severity.WARNING, **details: Any,
    ) -> None:  # fmt: skip
        """Keep a finding for the report."""
        self.notes.append(
            {"kind": kind.value, "severity": severity.value, "row": row, "field": heading, "value": value,
             "details": details}
        )  # fmt: skip

    def written_in(self, text: Decoded) -> None:
        """Keep the encoding of the text, and say where it was guessed or overridden."""
        self.encoding = text.encoding
        if text.is_guessed:
            self.note(IssueKind.ENCODING_GUESSED, encoding=text.encoding)
        elif text.encoding != text.shown:
            self.note(IssueKind.ENCODING_OVERRIDDEN, declared=text.shown, used=text.encoding)
