"""What needs a person on a day: what falls due, what waits to be confirmed, what has not been verified for long.

Rows in, items out; which rows a person may see has been decided before. Days are whole days, the due day counts as
in time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class DayPolicy:
    """How far ahead the desk looks, and after how many days a value is no longer fresh."""

    horizon_days: int
    verify_days: int
    supply_days: int


@dataclass(frozen=True)
class Item:
    """One thing to do: its kind, the record, the last day in time (None: no day).

    `number` fills its words, `note` is a code that says more.
    """

    kind: str
    code: str
    entity: str
    record_id: int
    due_on: date | None = None
    number: int | None = None
    note: str = ""

    def days_left(self, today: date) -> int | None:
        """Days until the last day in time: 0 on that day, negative after it.

        >>> Item("lease", "1F-A", "units", 1, date(2025, 11, 22)).days_left(date(2025, 11, 20))
        2
        """
        return (self.due_on - today).days if self.due_on else None


def deadlines(items: Iterable[Item], today: date, policy: DayPolicy) -> list[Item]:
    """The items that are late or fall due within the horizon, the most urgent first."""
    last = today + timedelta(days=policy.horizon_days)
    due = [item for item in items if item.due_on is not None and item.due_on <= last]
    return sorted(due, key=lambda item: (item.due_on or today, item.code))


def lapsing(entity: str, rows: Iterable[Row], code: str) -> Iterator[Item]:
    """Reservations of plots and units with a last day; an open-ended one never lapses."""
    for row in rows:
        if row.get("marketing") == "reserved" and row.get("reserved_until_on"):
            yield Item("reservation", row[code], entity, row["id"], date.fromisoformat(row["reserved_until_on"]))


def leases_ending(units: Iterable[Row]) -> Iterator[Item]:
    """Units in use whose lease has a last day."""
    for unit in units:
        if unit.get("occupancy") == "in_use" and unit.get("lease_ends_on"):
            yield Item("lease", unit["unit_code"], "units", unit["id"], date.fromisoformat(unit["lease_ends_on"]))


def promises_lapsing(reservations: Iterable[Row], supply_codes: Mapping[int, str]) -> Iterator[Item]:
    """Promises of a utility with a last day that were not released before."""
    for row in reservations:
        if row.get("until_on") and not row.get("released_on") and row["supply_id"] in supply_codes:
            code = supply_codes[row["supply_id"]]
            until = date.fromisoformat(row["until_on"])
            yield Item("promise", code, "utility_supplies", row["supply_id"], until)


def findings_waiting(findings: Iterable[Row], parcel_codes: Mapping[int, str], today: date) -> Iterator[Item]:
    """Idle findings at their next step: to recognise within 30 days of being found, to publish, to withdraw."""
    for row in findings:
        code = parcel_codes.get(row["parcel_id"])
        if code is None:
            continue
        if row["state"] == "suspected":
            due = date.fromisoformat(row["found_on"]) + timedelta(days=30) if row.get("found_on") else None
            yield Item("confirm_idle", code, "parcels", row["parcel_id"], due)
        elif row["state"] == "recognised" and not row.get("published_on"):
            yield Item("publish", code, "parcels", row["parcel_id"])
        elif row["state"] == "closed" and row.get("published_on") and not row.get("withdrawn_on"):
            yield Item("withdraw", code, "parcels", row["parcel_id"], today)


def underused_waiting(findings: Iterable[Row], parcel_codes: Mapping[int, str]) -> Iterator[Item]:
    """Land that a measure flagged and nobody has confirmed."""
    for row in findings:
        if row["state"] == "flagged" and row["parcel_id"] in parcel_codes:
            yield Item("confirm_underused", parcel_codes[row["parcel_id"]], "parcels", row["parcel_id"])


def unverified(entity: str, offered: Iterable[Row], code: str, today: date, policy: DayPolicy) -> Iterator[Item]:
    """What is on offer and was last verified longer ago than the policy allows, or never."""
    for row in offered:
        due = _fresh_until(row.get("verified_on"), policy.verify_days)
        if due is None or due < today:
            yield Item("verify", row[code], entity, row["id"], due, policy.verify_days)


def old_supplies(supplies: Iterable[Row], today: date, policy: DayPolicy) -> Iterator[Item]:
    """Utility figures older than the policy allows, or without a day."""
    for row in supplies:
        due = _fresh_until(row.get("as_of_on"), policy.supply_days)
        if due is None or due < today:
            yield Item("supply", row["supply_code"], "utility_supplies", row["id"], due, policy.supply_days)


def refused_imports(batches: Iterable[Row]) -> Iterator[Item]:
    """Imports of which rows stayed out."""
    for row in batches:
        if row.get("rows_refused") and not row.get("undone_on"):
            yield Item("import", row["file_name"], "import_batches", row["id"], None, row["rows_refused"])


def _fresh_until(day: str | None, days: int) -> date | None:
    """The last day on which a value is fresh; None where it has no day."""
    return date.fromisoformat(day) + timedelta(days=days) if day else None
