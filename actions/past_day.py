"""The headline figures and the record of a past day, told again from the trail."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from actions.desk import STAFF, require_role
from actions.headline import Headline, Headlines
from actions.read_trail import day_bounds
from domain.audience import Person
from domain.clock import field_day
from register.geopackage import GeoPackageRegister
from register.replay import replay
from register.snapshot import Snapshot


def figures_on(
    register: GeoPackageRegister, person: Person, day: date, park: str | None = None
) -> tuple[date, list[Headline]]:
    """The record's own day then, and the figures that the page showed at the end of a (real) day.

    Raises NotPermitted for whoever is no staff.
    """
    require_role(person, "past_day", *STAFF)
    with record_on(register, day) as past:
        then = field_day(past.meta().get("today_on") or day.isoformat())
        snapshot = Snapshot(past)
        try:
            snapshot.refresh()
            return then, Headlines(snapshot).before(person.audience, then, park)
        finally:
            snapshot.close()


@contextmanager
def record_on(register: GeoPackageRegister, day: date) -> Iterator[GeoPackageRegister]:
    """The record as it stood when a (real) day ended; it is gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="mutu-past-") as folder:
        past = replay(register, Path(folder) / "past.gpkg", day_bounds(day)[1])
        try:
            yield past
        finally:
            past.close()
