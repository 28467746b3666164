"""A person's day: his parks only, each item with the place where it is done."""

import shutil
from collections.abc import Iterator

import pytest

from actions.my_day import my_day
from actions.office import Office
from analytics.my_day import DayPolicy
from domain.audience import VISITOR, Role
from domain.errors import NotPermitted
from register.geopackage import GeoPackageRegister
from register.policies import day_policy
from tests.desk_builders import a_person, an_officer
from tests.serving import SAMPLE

POLICY = DayPolicy(*day_policy())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    path = tmp_path_factory.mktemp("day") / "sample.gpkg"
    shutil.copy(SAMPLE, path)
    made = Office(GeoPackageRegister(path))
    yield made
    made.snapshot.close()
    made.register.close()


@pytest.mark.parametrize("person", [VISITOR, a_person(Role.ANALYST), a_person(Role.ADMINISTRATOR)])
def test_whoever_keeps_and_reviews_nothing_has_no_day(office: Office, person) -> None:
    with pytest.raises(NotPermitted):
        my_day(office.reader(person.audience), person, POLICY)


def test_officer_has_the_days_of_his_park_and_a_reviewer_those_of_all(office: Office) -> None:
    officer, reviewer = an_officer("YT"), a_person(Role.REVIEWER)
    mine = my_day(office.reader(officer.audience), officer, POLICY)
    every = my_day(office.reader(reviewer.audience), reviewer, POLICY)
    titles = {mine.places[item.entity, item.record_id].title for item in (*mine.deadlines, *mine.to_confirm)}
    assert titles
    assert all(title.startswith("YT-") for title in titles)
    assert {i.code for i in mine.deadlines} < {i.code for i in every.deadlines}


def test_no_item_stands_twice(office: Office) -> None:
    reviewer = a_person(Role.REVIEWER)
    day = my_day(office.reader(reviewer.audience), reviewer, POLICY)
    assert not set(day.deadlines) & set(day.to_confirm)


def test_every_item_knows_where_it_is_done(office: Office) -> None:
    officer = an_officer("SQ", "YT")
    day = my_day(office.reader(officer.audience), officer, POLICY)
    assert [i for i in (*day.deadlines, *day.to_confirm) if (i.entity, i.record_id) not in day.places] == []
