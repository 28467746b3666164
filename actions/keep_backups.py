"""Backups without being asked: at two in the morning, and at start when the last is older than a day; 14 are kept."""

from datetime import UTC, datetime, timedelta

from domain.clock import SHANGHAI
from register.backup import back_up, last_backup_at, prune
from register.paths import RecordPaths

KEPT_COUNT = 14
HOUR = 2


def back_up_if_due(paths: RecordPaths, now: datetime) -> bool:
    """Make a backup if none is younger than the last 02:00, or than a day; returns whether one was made."""
    last = last_backup_at(paths.backups)
    if last is not None and last >= _last_due(now) and now - last < timedelta(days=1):
        return False
    back_up(paths, paths.backups, now)
    prune(paths.backups, KEPT_COUNT)
    return True


def _last_due(now: datetime) -> datetime:
    local = now.astimezone(SHANGHAI)
    due = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return (due if due <= local else due - timedelta(days=1)).astimezone(UTC)
