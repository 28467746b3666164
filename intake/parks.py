"""Which park a parcel belongs to: the option, else the file's column, else the record's only park, else 未定园区."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.issue import Issue, IssueKind, Severity
from intake.batch import Batch
from intake.mapping import PARK
from intake.refusal import Unreadable
from intake.values import folded

Parks = Sequence[Mapping[str, Any]]


def park_named(name: str, parks: Parks) -> int | None:
    """The id of the park with this code or name."""
    wanted = folded(name)
    return next((p["id"] for p in parks if wanted in (folded(p["park_code"]), folded(p["name"]))), None)


def fill_parks(batch: Batch, parks: Parks, wanted: str | None) -> None:
    """Put `park_id` on every row that says where it belongs. Raises Unreadable where the option names no park."""
    names = batch.values.pop(PARK, None)
    if wanted is not None:
        found = park_named(wanted, parks)
        if found is None:
            raise Unreadable(IssueKind.PARK_UNKNOWN, park=wanted, parks=[p["name"] for p in parks])
        batch.values["park_id"] = [found] * len(batch.rows)
    elif names is not None:
        known = {name: park_named(name, parks) for name in set(names) - {None}}
        batch.values["park_id"] = [known.get(name) for name in names]
        batch.note(_unknown(batch, names, known, parks))


def only_park(parks: Parks) -> int | None:
    """The park of a record that has just one."""
    return parks[0]["id"] if len(parks) == 1 else None


def _unknown(batch: Batch, names: list[Any], known: Mapping[str, int | None], parks: Parks) -> Iterable[Issue]:
    listed = [p["name"] for p in parks]
    for row, name in zip(batch.rows, names, strict=True):
        if name is not None and known[name] is None:
            yield Issue(IssueKind.PARK_UNKNOWN, Severity.WARNING, row, PARK, name, {"park": name, "parks": listed})
