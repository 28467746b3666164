"""Accounts, sessions and attempts as rows: what a row refuses, and when."""

import sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.audience import Role
from domain.errors import RecordNotWritable, RecordTooNew, RecordUnreadable
from register.access import AccessFile

START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(tmp_path: Path, clock: Clock) -> AccessFile:
    access = AccessFile(tmp_path / "mutu.access.sqlite", now=clock)
    access.add_account("wang", {Role.OFFICER}, ["YT"])
    return access


def begin(access: AccessFile, key: str = "k") -> str:
    access.begin_session(key, "wang", address="10.0.0.1", agent="test")
    return key


def test_nobody_but_the_owner_may_read_the_file_or_its_side_files(access: AccessFile):
    begin(access)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in access.path.parent.glob("mutu.access.sqlite*")}
    assert modes == {0o600}


def test_file_left_readable_by_others_is_closed_on_opening(tmp_path: Path):
    path = tmp_path / "x.access.sqlite"
    path.touch(0o644)
    AccessFile(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_file_of_a_newer_program_is_refused(tmp_path: Path):
    path = tmp_path / "x.access.sqlite"
    AccessFile(path).close()
    with sqlite3.connect(path) as file:
        file.execute("INSERT INTO migrations VALUES (999, 'later')")
    with pytest.raises(RecordTooNew):
        AccessFile(path)


def test_file_that_is_no_database_is_refused(tmp_path: Path):
    path = tmp_path / "x.access.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(RecordUnreadable):
        AccessFile(path)


def test_opening_again_keeps_what_is_there(access: AccessFile):
    access.close()
    assert [account.name for account in AccessFile(access.path).accounts()] == ["wang"]


def test_unknown_key_opens_nothing(access: AccessFile):
    assert access.session("nobody's") is None


@pytest.mark.parametrize(("idle", "lives"), [(timedelta(minutes=29, seconds=59), True), (timedelta(minutes=30), False)])
def test_session_idle_for_thirty_minutes_has_ended(access: AccessFile, clock: Clock, idle: timedelta, lives: bool):
    key = begin(access)
    clock.at += idle
    assert (access.session(key) is not None) is lives


@pytest.mark.parametrize(("minutes", "lives"), [(479, True), (480, False)])
def test_session_in_constant_use_ends_after_eight_hours(access: AccessFile, clock: Clock, minutes: int, lives: bool):
    key = begin(access)
    for _ in range(minutes):
        clock.pass_by(minutes=1)
        if session := access.session(key):
            access.touch(key, session)
    assert (access.session(key) is not None) is lives


def test_session_of_a_locked_account_is_refused_and_comes_back_to_nobody(access: AccessFile):
    key = begin(access)
    access.set_locked("wang", True)
    assert access.session(key) is None


def test_change_of_roles_holds_from_the_next_question_on(access: AccessFile):
    key = begin(access)
    access.set_roles("wang", {Role.REVIEWER}, [])
    session = access.session(key)
    assert session is not None
    assert (session.person.roles, session.person.parks) == (frozenset({Role.REVIEWER}), ())


def test_ended_session_stays_ended(access: AccessFile):
    key = begin(access)
    access.end_session(key)
    assert access.session(key) is None


def test_all_sessions_but_one_end_together(access: AccessFile):
    begin(access, "a"), begin(access, "b")
    access.end_sessions_of("wang", but="b")
    assert access.session("a") is None
    assert access.session("b") is not None


def test_session_knows_its_person(access: AccessFile):
    session = access.session(begin(access))
    assert session is not None
    assert (session.person.name, session.person.parks, session.person.key) == ("wang", ("YT",), "k")


def test_one_time_password_runs_out(access: AccessFile, clock: Clock):
    access.set_password("wang", "hash", one_time_until=clock.at + timedelta(days=7))
    assert access.password_hash("wang") == "hash"
    clock.pass_by(days=7)
    assert access.password_hash("wang") is None


def test_failed_transaction_leaves_no_trace_and_no_change(access: AccessFile):
    def lock_and_stumble() -> None:
        with access.transaction():
            access.set_locked("wang", True)
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        lock_and_stumble()
    account = access.account("wang")
    assert account is not None
    assert not account.is_locked


def test_sixth_attempt_on_a_name_waits_fifteen_minutes(access: AccessFile, clock: Clock):
    assert [access.reserve_attempt("wang", "10.0.0.1") for _ in range(5)] == [None] * 5
    assert access.reserve_attempt("wang", "10.0.0.2") == timedelta(minutes=15)
    clock.pass_by(minutes=14, seconds=59)
    assert access.reserve_attempt("wang", "10.0.0.1") == timedelta(seconds=1)
    clock.pass_by(seconds=1)
    assert access.reserve_attempt("wang", "10.0.0.1") is None


def test_waiting_does_not_tell_whether_the_name_exists(access: AccessFile):
    waits = {name: [access.reserve_attempt(name, f"of {name}") for _ in range(7)] for name in ("wang", "nobody")}
    assert waits["wang"] == waits["nobody"]


def test_success_takes_the_failures_of_a_name_back(access: AccessFile):
    for _ in range(4):
        access.reserve_attempt("wang", "10.0.0.1")
    access.forgive("wang", "10.0.0.1")
    assert [access.reserve_attempt("wang", "10.0.0.1") for _ in range(5)] == [None] * 5


def test_address_is_slowed_after_fifty_failures_over_many_names(access: AccessFile, clock: Clock):
    assert [access.reserve_attempt(f"name{n}", "10.0.0.1") for n in range(50)] == [None] * 50
    assert access.reserve_attempt("another", "10.0.0.1") == timedelta(seconds=10)
    assert access.reserve_attempt("another", "10.0.0.2") is None
    clock.pass_by(seconds=10)
    assert access.reserve_attempt("other", "10.0.0.1") is None
    clock.pass_by(hours=1)
    assert [access.reserve_attempt(f"later{n}", "10.0.0.1") for n in range(50)] == [None] * 50


def test_parallel_attempts_are_counted_before_they_are_evaluated(access: AccessFile):
    let_through: list[bool] = []
    threads = [
        threading.Thread(target=lambda: let_through.append(access.reserve_attempt("wang", "10.0.0.1") is None))
        for _ in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(let_through) == 5


def test_name_typed_by_mistake_is_not_kept_readable(access: AccessFile):
    access.reserve_attempt("my-secret-password", "10.0.0.1")
    access.close()
    assert b"my-secret-password" not in b"".join(p.read_bytes() for p in access.path.parent.iterdir())


def test_file_that_another_process_is_writing_is_refused_by_name_and_works_again_afterwards(access: AccessFile):
    other = sqlite3.connect(access.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordNotWritable) as refusal:
        access.set_locked("wang", is_locked=True)
    assert refusal.value.values["reason"] == "locked"
    other.execute("ROLLBACK")
    access.set_locked("wang", is_locked=True)
    assert access.account("wang").is_locked
