"""Counting failed attempts to sign in, so that guessing is slow and waiting tells nothing.

A name rests for 15 min after five failures, whether or not it exists. An address with fifty failures within the hour
may try once in ten seconds: it can be a whole office. A name is kept as its hash, for people type passwords there.
"""

import sqlite3
from datetime import UTC, datetime, timedelta

FAILURES_BEFORE_LOCK = 5
LOCK_LASTS = timedelta(minutes=15)
ADDRESS_FAILURES_BEFORE_SLOW = 50
ADDRESS_WINDOW = timedelta(hours=1)
ADDRESS_SLOW_GAP = timedelta(seconds=10)
KEPT = timedelta(days=1)


def reserve(file: sqlite3.Connection, name_key: str, address: str, now: datetime) -> timedelta | None:
    """Count an attempt as failed before it is evaluated; how long to wait if it may not be evaluated at all.

    Counting first keeps parallel guesses within the limit; `forgive` takes the count back after success.
    """
    file.execute("DELETE FROM attempts WHERE last_at < ?", (_text(now - KEPT),))
    wait = _name_wait(_attempts(file, name_key), now) or _address_wait(_attempts(file, address), now)
    if wait is None:
        _count(file, name_key, now, LOCK_LASTS)
        _count(file, address, now, ADDRESS_WINDOW)
    return wait


def forgive(file: sqlite3.Connection, name_key: str, address: str) -> None:
    """The attempt succeeded: the name starts afresh, the address gets this one back."""
    forget(file, name_key)
    file.execute("UPDATE attempts SET failures = max(failures - 1, 0) WHERE subject = ?", (address,))


def forget(file: sqlite3.Connection, name_key: str) -> None:
    """The failures of a name no longer count."""
    file.execute("DELETE FROM attempts WHERE subject = ?", (name_key,))


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _attempts(file: sqlite3.Connection, subject: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = file.execute("SELECT * FROM attempts WHERE subject = ?", (subject,)).fetchone()
    return row


def _name_wait(row: sqlite3.Row | None, now: datetime) -> timedelta | None:
    if row is None or row["failures"] < FAILURES_BEFORE_LOCK:
        return None
    return _remaining(datetime.fromisoformat(row["last_at"]) + LOCK_LASTS, now)


def _address_wait(row: sqlite3.Row | None, now: datetime) -> timedelta | None:
    if row is None or row["failures"] < ADDRESS_FAILURES_BEFORE_SLOW:
        return None
    if now - datetime.fromisoformat(row["first_at"]) >= ADDRESS_WINDOW:
        return None
    return _remaining(datetime.fromisoformat(row["last_at"]) + ADDRESS_SLOW_GAP, now)


def _remaining(until: datetime, now: datetime) -> timedelta | None:
    return until - now if until > now else None


def _count(file: sqlite3.Connection, subject: str, now: datetime, window: timedelta) -> None:
    """Count one more, afresh where the last count began or ended a window ago."""
    file.execute(
        "INSERT INTO attempts VALUES (?, 1, ?, ?) ON CONFLICT (subject) DO UPDATE SET"
        " failures = CASE WHEN first_at <= ? THEN 1 ELSE failures + 1 END,"
        " first_at = CASE WHEN first_at <= ? THEN excluded.first_at ELSE first_at END, last_at = excluded.last_at",
        (subject, _text(now), _text(now), _text(now - window), _text(now - window)),
    )
