"""An own record is closed to visitors until an administrator opens it."""

from pathlib import Path

import pytest

from actions.begin_record import EMPTY_RECORD
from actions.open_site import open_site
from domain.audience import Person, Role
from domain.audit import Trace
from domain.errors import NotPermitted
from register.geopackage import GeoPackageRegister


@pytest.fixture
def register(tmp_path: Path) -> GeoPackageRegister:
    return GeoPackageRegister.create(tmp_path / "own.gpkg", EMPTY_RECORD)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_an_administrator_opens_the_site(register: GeoPackageRegister, role: Role) -> None:
    with pytest.raises(NotPermitted):
        open_site(register, Person("li", frozenset({role})), Trace("li", "open"), is_open=True)
    assert register.meta()["public_site"] == "0"


def test_the_site_opens_and_closes_and_the_trail_knows_who_did_it(register: GeoPackageRegister) -> None:
    administrator = Person("wang", frozenset({Role.ADMINISTRATOR}))
    open_site(register, administrator, Trace("wang", "open"), is_open=True)
    assert register.meta()["public_site"] == "1"
    open_site(register, administrator, Trace("wang", "close"), is_open=False)
    assert register.meta()["public_site"] == "0"
    last = list(register.trail())[-1]
    assert (last.trace.actor, last.code, last.before, last.after) == (
        "wang", "public_site", {"value": "1"}, {"value": "0"},
    )  # fmt: skip
