"""The desk of accounts: who is refused first, what is done after."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from actions.accounts import (
    Accounts,
    Actor,
    add_user,
    change_password,
    change_roles,
    lock_user,
    reset_user,
    sign_in,
    sign_out,
    unlock_user,
)
from actions.demo_accounts import DEMO_PASSWORD, DEMO_ROLES, DemoAccounts
from domain.accounts import (
    LastAdministrator,
    NameInvalid,
    NameTaken,
    NoSuchAccount,
    PasswordTooWeak,
    RolesInvalid,
    SignInRefused,
    TooManyAttempts,
    check_password,
)
from domain.audience import OPERATOR_ROLES, VISITOR, Person, Role
from domain.errors import LandError, NotPermitted, NotSignedIn, UnknownPark
from register.access import AccessChange, AccessFile, key_of

PARKS = ("SQ", "YT")
OPERATOR = Actor(Person("li", OPERATOR_ROLES), "cli")
HERE = "10.0.0.1"
OWN = "steep-roof-92-barn"


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    access = AccessFile(tmp_path / "mutu.access.sqlite", now=clock)
    yield Accounts(access)
    access.close()


def an_officer(accounts: Accounts, name: str = "wang") -> str:
    """Opens an account and sets its own password; returns the key of its session."""
    once = add_user(accounts, OPERATOR, name, ["officer"], ["YT"], known_parks=PARKS)
    token = sign_in(accounts, name, once, address=HERE)
    return key_of(change_password(accounts, key_of(token), once, OWN, address=HERE))


def an_administrator(accounts: Accounts, name: str) -> None:
    add_user(accounts, OPERATOR, name, ["administrator"], known_parks=PARKS)


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_nobody_but_an_administrator_changes_accounts(accounts: Accounts, role: Role | None):
    an_officer(accounts)
    asker = Actor(Person("someone", frozenset({role} if role else ())), HERE)
    for deed in (reset_user, lock_user, unlock_user):
        with pytest.raises(NotPermitted):
            deed(accounts, asker, "wang")
    with pytest.raises(NotPermitted):
        add_user(accounts, asker, "zhao", ["reviewer"], known_parks=PARKS)
    with pytest.raises(NotPermitted):
        change_roles(accounts, asker, "wang", ["administrator"], known_parks=PARKS)


@pytest.mark.parametrize("name", ["", "x", "a" * 41, "wang li", "wang\u202egnaw", "<b>", "wang/li"])
def test_names_that_cannot_be_read_aloud_are_refused(accounts: Accounts, name: str):
    with pytest.raises(NameInvalid):
        add_user(accounts, OPERATOR, name, ["reviewer"])


def test_name_that_differs_in_case_or_width_only_is_taken(accounts: Accounts):
    an_officer(accounts)
    for same in ("WANG", " wang ", "ｗａｎｇ"):
        with pytest.raises(NameTaken):
            add_user(accounts, OPERATOR, same, ["reviewer"])


@pytest.mark.parametrize(
    ("roles", "parks", "rule"),
    [
        ([], [], "none"),
        (["visitor"], [], "unknown"),
        (["owner"], [], "unknown"),
        (["officer"], [], "park_missing"),
        (["reviewer"], ["YT"], "park_idle"),
    ],
)
def test_roles_that_make_no_account_are_refused(accounts: Accounts, roles: list[str], parks: list[str], rule: str):
    with pytest.raises(RolesInvalid) as refusal:
        add_user(accounts, OPERATOR, "zhao", roles, parks, known_parks=PARKS)
    assert refusal.value.values["rule"] == rule


def test_unknown_park_is_refused_with_the_parks_that_exist(accounts: Accounts):
    with pytest.raises(UnknownPark) as refusal:
        add_user(accounts, OPERATOR, "zhao", ["officer"], ["Mars"], known_parks=PARKS)
    assert refusal.value.values["parks"] == ["SQ", "YT"]


@pytest.mark.parametrize(
    ("password", "rule"),
    [("123456789", "short"), ("x" * 201, "long"), ("ich-bin-Wang-92", "name"), ("aabbaabbaabb", "monotone")],
)
def test_weak_passwords_are_refused_with_their_rule(password: str, rule: str):
    with pytest.raises(PasswordTooWeak) as refusal:
        check_password(password, "wang")
    assert refusal.value.values["rule"] == rule


def test_password_of_ten_marks_is_long_enough():
    check_password("roof-92-it", "wang")


def test_wrong_password_unknown_name_and_locked_account_are_refused_alike(accounts: Accounts):
    an_officer(accounts), an_officer(accounts, "zhao")
    lock_user(accounts, OPERATOR, "zhao")
    refusals = []
    for name, password in (("wang", "wrong-password"), ("nobody", OWN), ("zhao", OWN)):
        with pytest.raises(SignInRefused) as refusal:
            sign_in(accounts, name, password, address=HERE)
        refusals.append((type(refusal.value), refusal.value.values))
    assert refusals[0] == refusals[1] == refusals[2]


def test_of_a_thousand_guesses_at_most_five_are_evaluated(accounts: Accounts):
    an_officer(accounts)

    def guess(number: int) -> type[LandError] | None:
        try:
            sign_in(accounts, "wang", f"guess-{number}", address=f"10.0.{number % 7}.{number % 250}")
        except LandError as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(8) as guessers:
        outcomes = list(guessers.map(guess, range(1000)))
    assert outcomes.count(SignInRefused) == 5
    assert outcomes.count(TooManyAttempts) == 995


def test_right_password_waits_as_well_while_the_name_rests(accounts: Accounts, clock: Clock):
    an_officer(accounts)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(accounts, "wang", "wrong", address=HERE)
    with pytest.raises(TooManyAttempts) as refusal:
        sign_in(accounts, "wang", OWN, address=HERE)
    assert refusal.value.values["minutes"] == 15
    clock.at += timedelta(minutes=15)
    assert sign_in(accounts, "wang", OWN, address=HERE)


def test_guesses_at_the_old_password_of_an_open_session_count_too(accounts: Accounts):
    key = an_officer(accounts)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            change_password(accounts, key, "wrong", "another-good-one", address=HERE)
    with pytest.raises(TooManyAttempts):
        change_password(accounts, key, OWN, "another-good-one", address=HERE)


def test_one_time_password_opens_nothing_but_its_own_change(accounts: Accounts):
    once = add_user(accounts, OPERATOR, "wang", ["officer"], ["YT"], known_parks=PARKS)
    key = key_of(sign_in(accounts, "wang", once, address=HERE))
    assert accounts.person(key) == VISITOR
    new_key = key_of(change_password(accounts, key, once, OWN, address=HERE))
    assert accounts.person(new_key).roles == {Role.OFFICER}
    with pytest.raises(SignInRefused):
        sign_in(accounts, "wang", once, address=HERE)


def test_one_time_password_of_eight_days_ago_is_refused(accounts: Accounts, clock: Clock):
    once = add_user(accounts, OPERATOR, "wang", ["reviewer"])
    clock.at += timedelta(days=8)
    with pytest.raises(SignInRefused):
        sign_in(accounts, "wang", once, address=HERE)


def test_new_password_must_differ_from_the_old_one(accounts: Accounts):
    key = an_officer(accounts)
    with pytest.raises(PasswordTooWeak):
        change_password(accounts, key, OWN, OWN, address=HERE)


def test_password_change_ends_every_other_session(accounts: Accounts):
    here = an_officer(accounts)
    elsewhere = key_of(sign_in(accounts, "wang", OWN, address="10.0.0.9"))
    renewed = key_of(change_password(accounts, here, OWN, "another-good-one", address=HERE))
    assert [accounts.session(key) is not None for key in (here, elsewhere, renewed)] == [False, False, True]


def test_signed_out_session_cannot_change_the_password(accounts: Accounts):
    key = an_officer(accounts)
    sign_out(accounts, key, address=HERE)
    with pytest.raises(NotSignedIn):
        change_password(accounts, key, OWN, "another-good-one", address=HERE)


def test_lock_ends_sessions_and_unlocking_does_not_revive_them(accounts: Accounts):
    key = an_officer(accounts)
    lock_user(accounts, OPERATOR, "wang")
    assert accounts.person(key) == VISITOR
    unlock_user(accounts, OPERATOR, "wang")
    assert accounts.person(key) == VISITOR
    assert sign_in(accounts, "wang", OWN, address=HERE)


def test_reset_ends_sessions_and_the_old_password(accounts: Accounts):
    key = an_officer(accounts)
    once = reset_user(accounts, OPERATOR, "wang")
    assert accounts.person(key) == VISITOR
    with pytest.raises(SignInRefused):
        sign_in(accounts, "wang", OWN, address=HERE)
    assert sign_in(accounts, "wang", once, address=HERE)


def test_last_open_administrator_is_neither_locked_nor_demoted(accounts: Accounts):
    an_administrator(accounts, "chen")
    with pytest.raises(LastAdministrator):
        lock_user(accounts, OPERATOR, "chen")
    with pytest.raises(LastAdministrator):
        change_roles(accounts, OPERATOR, "chen", ["reviewer"])
    an_administrator(accounts, "zhou")
    lock_user(accounts, OPERATOR, "chen")
    with pytest.raises(LastAdministrator):
        lock_user(accounts, OPERATOR, "zhou")


def test_deed_on_an_account_that_is_not_there_says_so_to_the_administrator(accounts: Accounts):
    for deed in (reset_user, lock_user, unlock_user):
        with pytest.raises(NoSuchAccount):
            deed(accounts, OPERATOR, "nobody")


def test_every_change_is_traced_and_no_trace_holds_a_password(accounts: Accounts):
    key = an_officer(accounts)
    change_roles(accounts, OPERATOR, "wang", ["officer"], ["SQ", "YT"], known_parks=PARKS)
    sign_out(accounts, key, address=HERE)
    trail = accounts.access.trail()
    assert [change.deed for change in trail] == ["add_user", "sign_in", "change_password", "change_roles", "sign_out"]
    assert (trail[3].actor, trail[3].origin, trail[3].old, trail[3].new) == (
        "li",
        "cli",
        "officer (YT)",
        "officer (SQ, YT)",
    )
    assert OWN not in repr(trail)


def test_change_without_its_trace_does_not_happen(accounts: Accounts):
    def broken(change: AccessChange) -> None:
        raise OSError(change.deed)

    an_officer(accounts)
    accounts.trace = broken
    with pytest.raises(OSError, match="lock_user"):
        lock_user(accounts, OPERATOR, "wang")
    account = accounts.access.account("wang")
    assert account is not None
    assert not account.is_locked


# Demo accounts


@pytest.fixture
def holds() -> list[bool]:
    return [True]


@pytest.fixture
def with_demo(accounts: Accounts, clock: Clock, holds: list[bool]) -> Accounts:
    accounts.demo = DemoAccounts(lambda: holds[0], ("SQ", "YT"), clock)
    return accounts


def test_demo_accounts_are_refused_when_the_record_is_an_offices_own(with_demo: Accounts, holds: list[bool]):
    holds[0] = False
    with pytest.raises(SignInRefused):
        sign_in(with_demo, "admin", DEMO_PASSWORD, address=HERE)


def test_demo_accounts_are_refused_behind_a_proxy(with_demo: Accounts):
    with pytest.raises(SignInRefused):
        sign_in(with_demo, "admin", DEMO_PASSWORD, address=HERE, is_forwarded=True)


def test_demo_session_ends_with_its_conditions(with_demo: Accounts, holds: list[bool]):
    key = key_of(sign_in(with_demo, "admin", DEMO_PASSWORD, address=HERE))
    assert with_demo.person(key).roles == {Role.ADMINISTRATOR}
    holds[0] = False
    assert with_demo.person(key) == VISITOR


def test_demo_accounts_are_no_rows(with_demo: Accounts):
    for name in DEMO_ROLES:
        assert sign_in(with_demo, name, DEMO_PASSWORD, address=HERE)
    assert with_demo.access.accounts() == []
    assert with_demo.access.trail() == []


def test_demo_officer_keeps_his_parks_and_the_others_have_none(with_demo: Accounts):
    people = {n: with_demo.person(key_of(sign_in(with_demo, n, DEMO_PASSWORD, address=HERE))) for n in DEMO_ROLES}
    assert {name: person.parks for name, person in people.items() if person.parks} == {"officer": ("SQ", "YT")}


def test_demo_session_ends_after_thirty_idle_minutes_and_on_signing_out(with_demo: Accounts, clock: Clock):
    first, second = (key_of(sign_in(with_demo, "admin", DEMO_PASSWORD, address=HERE)) for _ in range(2))
    sign_out(with_demo, first, address=HERE)
    assert with_demo.session(first) is None
    clock.at += timedelta(minutes=30)
    assert with_demo.session(second) is None


def test_demo_password_cannot_be_changed(with_demo: Accounts):
    key = key_of(sign_in(with_demo, "admin", DEMO_PASSWORD, address=HERE))
    with pytest.raises(NotPermitted):
        change_password(with_demo, key, DEMO_PASSWORD, OWN, address=HERE)


def test_name_of_a_demo_account_is_taken_while_it_exists(with_demo: Accounts, holds: list[bool]):
    with pytest.raises(NameTaken):
        add_user(with_demo, OPERATOR, "admin", ["administrator"])
    holds[0] = False
    add_user(with_demo, OPERATOR, "admin", ["administrator"])
