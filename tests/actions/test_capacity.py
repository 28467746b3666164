"""The ledger of capacity: what is promised never exceeds what is there, also when two promise at once."""

import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from actions.promise_capacity import Wanted, promise_capacity, release_capacity
from domain.audience import VISITOR, Role
from domain.audit import Basis, Trace
from domain.capacity import CapacityExceeded, CapacityUnknown, Promise, room_left
from domain.errors import BasisMissing, InvalidValue, NotPermitted, NotSignedIn, StaleRecord
from register.geopackage import GeoPackageRegister
from tests.desk_builders import BASIS, TODAY, a_desk, a_person, a_record, an_officer, one
from wording.errors import sentence


@pytest.fixture
def register(tmp_path: Path) -> Iterator[GeoPackageRegister]:
    """Branch: 2,000 kVA, 500 promised until 30 November; main, which feeds it: 10,000 kVA, 1,500 promised besides."""
    opened = a_record(tmp_path / "own.gpkg")
    yield opened
    opened.close()


def wanted(register: GeoPackageRegister, amount: float, supply: str = "branch", **values: object) -> Wanted:
    number = one(register, "utility_supplies", supply_code=supply)["id"]
    return Wanted(**{"supply_id": number, "amount": amount, "reserved_for": "丙公司", "from_on": TODAY,
                     "basis": BASIS} | values)  # fmt: skip


def test_strangers_promise_nothing(register: GeoPackageRegister) -> None:
    for person, refusal in ((VISITOR, NotSignedIn), (a_person(Role.REVIEWER), NotPermitted),
                            (an_officer("YT"), NotPermitted)):  # fmt: skip
        with pytest.raises(refusal):
            promise_capacity(a_desk(register, person), wanted(register, 1))
    assert register.count("reservations") == 2


def test_promise_wants_a_basis_an_amount_a_name_and_a_span(register: GeoPackageRegister) -> None:
    with pytest.raises(BasisMissing):
        promise_capacity(a_desk(register), wanted(register, 1, basis=Basis()))
    for values in ({"amount": 0}, {"amount": -1}, {"reserved_for": " "}, {"until_on": date(2025, 11, 19)}):
        with pytest.raises(InvalidValue):
            promise_capacity(a_desk(register), wanted(register, **{"amount": 1, **values}))


def test_all_that_is_left_may_be_promised_and_not_one_kva_more(register: GeoPackageRegister) -> None:
    with pytest.raises(CapacityExceeded) as refusal:
        promise_capacity(a_desk(register), wanted(register, 1501))
    assert "branch 只余 1,500 kVA" in sentence(refusal.value)
    promise_capacity(a_desk(register), wanted(register, 1500))
    with pytest.raises(CapacityExceeded):
        promise_capacity(a_desk(register), wanted(register, 0.1))


def test_promise_counts_on_what_feeds_the_supply(register: GeoPackageRegister) -> None:
    """Of main's 10,000 are promised 1,500 there and 500 on the branch: 8,000 are left."""
    with pytest.raises(CapacityExceeded):
        promise_capacity(a_desk(register), wanted(register, 8001, "main"))
    promise_capacity(a_desk(register), wanted(register, 8000, "main"))
    with pytest.raises(CapacityExceeded) as refusal:
        promise_capacity(a_desk(register), wanted(register, 1))
    assert refusal.value.values["code"] == "main"


def test_promise_that_ends_before_another_begins_makes_room(register: GeoPackageRegister) -> None:
    """The 500 end on 30 November; from 1 December the whole branch is free."""
    with pytest.raises(CapacityExceeded):
        promise_capacity(a_desk(register), wanted(register, 2000, from_on=date(2025, 11, 30)))
    promise_capacity(a_desk(register), wanted(register, 2000, from_on=date(2025, 12, 1)))
    with pytest.raises(CapacityExceeded):  # open-ended from today would meet the 2,000 of December
        promise_capacity(a_desk(register), wanted(register, 1))
    promise_capacity(a_desk(register), wanted(register, 1500, until_on=date(2025, 11, 30)))


def test_released_promise_makes_room_at_once(register: GeoPackageRegister) -> None:
    held = one(register, "reservations", reserved_for="甲公司")
    with pytest.raises(StaleRecord):
        release_capacity(a_desk(register), held["id"], 2, BASIS)
    release_capacity(a_desk(register), held["id"], held["version"], BASIS)
    promise_capacity(a_desk(register), wanted(register, 2000))


def test_nothing_is_promised_of_what_is_not_known(register: GeoPackageRegister) -> None:
    with register.transaction(Trace("setup", "setup")) as writer:
        writer.update("utility_supplies", one(register, "utility_supplies", supply_code="branch")["id"], 1,
                      {"capacity": None})  # fmt: skip
    with pytest.raises(CapacityUnknown):
        promise_capacity(a_desk(register), wanted(register, 1))


def test_of_eight_officers_who_promise_the_last_at_once_only_one_succeeds(register: GeoPackageRegister) -> None:
    refused: list[CapacityExceeded] = []
    start = threading.Barrier(8)

    def try_it() -> None:
        desk = a_desk(GeoPackageRegister(register.path))
        start.wait()
        try:
            promise_capacity(desk, wanted(register, 1500))
        except CapacityExceeded as refusal:
            refused.append(refusal)

    threads = [threading.Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(refused), register.count("reservations")) == (7, 3)
    assert register.first_broken_entry() is None


def test_two_promises_that_never_meet_do_not_add_up() -> None:
    first = Promise(Decimal(60), None, date(2025, 12, 31))
    then = Promise(Decimal(70), date(2026, 1, 1))
    assert room_left(Decimal(100), [first, then], date(2025, 12, 1), None) == 30
    assert room_left(Decimal(100), [first, then], date(2025, 12, 1), date(2025, 12, 31)) == 40
