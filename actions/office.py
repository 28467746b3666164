"""One office in one process: its record, its reading copy and its day, shared by pages, routes and commands."""

import logging
import sqlite3
import threading
from datetime import date, datetime
from functools import cache
from pathlib import Path

from actions.accounts import Accounts
from actions.demo_accounts import DemoAccounts
from actions.headline import Headlines
from actions.keep_backups import BackupKeeper
from actions.open_record import open_record
from actions.turn_the_day import turn_the_day
from domain.audience import Audience
from domain.clock import field_day
from domain.errors import LandError
from register.access import AccessFile, utc_now
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths
from register.reader import Reader
from register.snapshot import Snapshot

log = logging.getLogger(__name__)


class Office:
    """An open record with its reading copy. Every reader sees the last commit and the record's own day."""

    def __init__(self, register: GeoPackageRegister) -> None:
        self.register = register
        self.paths = RecordPaths(register.path)
        self.snapshot = Snapshot(register, register.path)
        self.headlines = Headlines(self.snapshot)
        self.accounts = Accounts(AccessFile(self.paths.access))
        self.backups = BackupKeeper(self.paths)
        self._turning = threading.Lock()
        self._turned_on: date | None = None

    @property
    def is_sample(self) -> bool:
        """Whether the record is the one shipped for trying."""
        return self.register.meta().get("is_sample") == "1"

    @property
    def is_public(self) -> bool:
        """Whether visitors may look in without signing in."""
        return self.register.meta().get("public_site") == "1"

    def admit_demo_accounts(self, *, is_demo_place: bool) -> None:
        """Let the demo accounts exist, while the record is the sample and only this machine can reach the server."""
        if is_demo_place:
            parks = tuple(p["park_code"] for p in self.register.find("parks")[:2])
            self.accounts.demo = DemoAccounts(lambda: self.is_sample, parks, utc_now)

    def today(self) -> date:
        """The record's day; what falls due on a new day is written before anybody reads it.

        Where it cannot be written now, it is tried again at the next reading; nobody is kept from reading meanwhile.
        """
        day = field_day(self.register.meta().get("today_on"))
        if day != self._turned_on:
            with self._turning:
                if day != self._turned_on:
                    self._turn_to(day)
        return day

    def _turn_to(self, day: date) -> None:
        try:
            turn_the_day(self.register, day)
            self._turned_on = day
        except (LandError, sqlite3.Error):
            log.exception("what falls due on %s could not be written", day)

    def reader(self, audience: Audience) -> Reader:
        """What this audience may read, as of the last commit."""
        day = self.today()
        self.snapshot.refresh()
        return self.snapshot.reader(audience, day)

    def keep_house(self, now: datetime) -> None:
        """What the process does by itself: turn the day, back up when due."""
        self.today()
        self.backups.keep(now)


@cache
def office_of(record: Path, sample: Path | None) -> Office:
    """The one office of this process for a record."""
    return Office(open_record(record, sample=sample))
