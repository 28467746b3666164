"""A mapping that somebody keeps for the files of one office: TOML of `"heading" = "column"`."""

import tomllib
from pathlib import Path

from domain.issue import IssueKind
from intake.refusal import Unreadable


def read_mapping(path: Path) -> dict[str, str]:
    """{heading: column}, at the top or under [mapping]. Raises Unreadable where it is not that."""
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Unreadable(IssueKind.MAPPING_UNREADABLE, reason=str(fault)[:120]) from fault
    found = content.get("mapping", content)
    if not isinstance(found, dict) or not all(isinstance(column, str) for column in found.values()):
        raise Unreadable(IssueKind.MAPPING_UNREADABLE, reason=path.name)
    return dict(found)
