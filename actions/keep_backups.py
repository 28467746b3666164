"""Backups without being asked: at two in the morning, and at start when the last is older than a day; 14 are kept."""

from datetime import UTC, datetime, timedelta

from domain.clock import SHANGHAI
from register.backup import back_up, last_backup_at, prune
from register.paths import RecordPaths

KEPT_COUNT = 14
HOUR = 2
#: A backup that failed copies the whole record again; on a full disk that would go on all day.
RETRY_AFTER = timedelta(hours=1)


class BackupKeeper:
    """The backups of one record. `is_well` is False from a failure until the next backup has been made."""

    def __init__(self, paths: RecordPaths) -> None:
        self._paths = paths
        self._failed_at: datetime | None = None

    @property
    def is_well(self) -> bool:
        """Whether the last backup that was due has been made."""
        return self._failed_at is None

    def keep(self, now: datetime) -> bool:
        """Make a backup if it is due, an hour after a failure at the earliest. Raises what made it fail."""
        if self._failed_at is not None and now - self._failed_at < RETRY_AFTER:
            return False
        try:
            is_made = back_up_if_due(self._paths, now)
        except Exception:
            self._failed_at = now
            raise
        self._failed_at = None
        return is_made


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
