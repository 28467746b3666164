"""Let what a person sees leave as a file: the same rows, the same columns, nothing that he does not see."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from domain.audience import EVERYBODY, OPERATOR_ROLES, Audience, Role, audience_of
from domain.criteria import NO_DATA, Criteria, facet
from domain.errors import ExportRefused
from register.reader import Reader
from reports.exchange import ExchangeOptions, Exported, exported
from reports.exchange_formats import ExchangeFormat
from reports.exchange_source import extract

#: For whom a file is made, when an operator makes it.
AUDIENCES: dict[str, Audience] = {
    "visitor": EVERYBODY,
    "staff": audience_of({Role.REVIEWER}),
    "operator": audience_of(OPERATOR_ROLES),
}
#: Files being made at a time; each is a child process and holds its rows in memory.
_MAKING = threading.BoundedSemaphore(2)
_PATIENCE_S = 20.0


def export_records(
    reader: Reader, criteria: Criteria, options: ExchangeOptions, *, codes: Sequence[str] = (), sort: str | None = None
) -> Exported:
    """The rows that the criteria find as a file, through the reader of whoever asked. Raises ExportRefused."""
    with _one_of_few():
        return exported(extract(reader, criteria, codes, sort), options)


def criteria_of(kind: str, filters: Sequence[str], search: str = "") -> Criteria:
    """Criteria from `facet=value,value` as typed at a terminal; unlike a link's, a mistyped one is refused."""
    chosen: dict[str, list[str]] = {}
    for text in filters:
        key, _, given = text.partition("=")
        chosen.setdefault(key.strip(), []).extend(v.strip() for v in given.split(","))
    criteria = Criteria.of(kind, chosen, search)
    for key, values in chosen.items():
        known = facet(kind, key)
        listed = {str(code) for code in known.codes} if known and known.codes else set(values)
        if known is None or set(criteria.values(key)) != set(values) or not set(values) <= listed | {NO_DATA}:
            raise ExportRefused(reason="filter", value=f"{key}={','.join(values)}")
    return criteria


def format_of(path: Path) -> ExchangeFormat:
    """The format that a file's name asks for. Raises ExportRefused."""
    suffix = path.suffix.lower().lstrip(".").replace("shp", "zip")
    if suffix not in {f.value for f in ExchangeFormat}:
        raise ExportRefused(reason="format", format=suffix, known=[f.value for f in ExchangeFormat])
    return ExchangeFormat(suffix)


@contextmanager
def _one_of_few() -> Iterator[None]:
    if not _MAKING.acquire(timeout=_PATIENCE_S):
        raise ExportRefused(reason="busy")
    try:
        yield
    finally:
        _MAKING.release()
