"""The field's day. A record may carry a day of its own (the sample does); an own record lives on the real day."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def field_day(today_on: str | None, now: datetime | None = None, zone: ZoneInfo = SHANGHAI) -> date:
    """The day on which figures, reservations, findings and freshness are reckoned.

    `today_on` is the record's own day (ISO) or None; `now` an instant with its zone, the real one by default.
    """
    if today_on:
        return date.fromisoformat(today_on)
    return (now or datetime.now(UTC)).astimezone(zone).date()


def utc_now() -> str:
    """The instant, for traces: ISO 8601 in UTC with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
