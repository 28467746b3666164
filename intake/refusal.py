"""How the worker says that a file cannot be read: one issue about the whole file."""

from typing import Any

from domain.issue import Issue, IssueKind


class Unreadable(Exception):  # noqa: N818 - a finding about the file, not a fault of ours
    """Nothing of the file can be read; `issue` says why."""

    def __init__(self, kind: IssueKind, **details: Any) -> None:
        super().__init__(kind.value)
        self.issue = Issue(kind, details=details)
