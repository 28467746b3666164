"""Who may enter: accounts, sessions and failed attempts, in `X.access.sqlite` beside the record `X.gpkg`.

It is a file of its own so that a copy of the record, which goes to many places, carries no password.
Every check reads the row: a lock, a change of role or a sign-out holds from the next request on.
Times are real instants in UTC (ISO 8601 to the second), never the record's own day.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from domain.audience import Person, Role
from domain.errors import RecordTooNew, RecordUnreadable
from register import attempts
from register.connection import not_writable, refuse_network_drive

IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=8)
TOUCH_EVERY = timedelta(minutes=1)  # a session in use is written at most this often
SESSIONS_KEPT = timedelta(days=200)  # 网络安全法 第二十一条: network logs, at least six months

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE users (
        name TEXT PRIMARY KEY,
        roles TEXT NOT NULL,            -- codes, joined by a space
        parks TEXT NOT NULL,            -- codes, joined by a line feed
        password_hash TEXT NOT NULL,    -- argon2id
        is_locked INTEGER NOT NULL DEFAULT 0,
        must_change INTEGER NOT NULL DEFAULT 0,
        password_expires_at TEXT,       -- of a one-time password; empty for one's own
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sessions (
        key TEXT PRIMARY KEY,           -- SHA-256 of the token, which only the browser has
        user TEXT NOT NULL REFERENCES users (name),
        created_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        ended_at TEXT,
        address TEXT NOT NULL,
        agent TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sessions_of_user ON sessions (user);
    CREATE TABLE attempts (
        subject TEXT PRIMARY KEY,       -- SHA-256 of a name as typed (it may be a password), or an address
        failures INTEGER NOT NULL,
        first_at TEXT NOT NULL,       -- where the count began
        last_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE changes (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        origin TEXT NOT NULL,
        deed TEXT NOT NULL,
        subject TEXT NOT NULL,
        old TEXT NOT NULL,
        new TEXT NOT NULL
    ) STRICT;
    """,
)


@dataclass(frozen=True)
class Account:
    """A row of `users`. The hash stays out of every text that is made of it."""

    name: str
    roles: frozenset[Role]
    parks: tuple[str, ...]
    is_locked: bool
    must_change: bool


@dataclass(frozen=True)
class Session:
    """A living session: whose, and whether a one-time password must be changed before anything else."""

    person: Person
    must_change: bool
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class AccessChange:
    """One line of the trail: who did what to which account, from where; never a password."""

    at: datetime
    actor: str
    origin: str
    deed: str
    subject: str
    old: str = ""
    new: str = ""


def key_of(token: str) -> str:
    """What stands for a token in the file and in the server; it does not open a session."""
    return sha256(token.encode()).hexdigest()


def utc_now() -> datetime:
    """The real instant."""
    return datetime.now(UTC)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


class AccessFile:
    """The open access file. Safe to share between threads; reading never waits for a writer."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        self.path = path
        self.now = now
        refuse_network_drive(path)
        _create_private(path)
        self._writer, self._writing = _connect(path), threading.RLock()
        self._reader, self._reading = _connect(path), threading.Lock()
        self._migrate()

    def close(self) -> None:
        """Close both connections."""
        with self._writing, self._reading:
            self._writer.close()
            self._reader.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; a transaction inside another joins it. Raises RecordNotWritable."""
        with self._writing:
            if self._writer.in_transaction:
                yield self._writer
                return
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException as error:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                refusal = not_writable(error, self.path) if isinstance(error, sqlite3.OperationalError) else None
                if refusal:
                    raise refusal from error
                raise

    def _rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with self._reading:
            return self._reader.execute(sql, values).fetchall()

    def _migrate(self) -> None:
        with self.transaction() as file:
            file.execute(
                "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)"
            )
            done = file.execute("SELECT coalesce(max(version), 0) FROM migrations").fetchone()[0]
            if done > len(MIGRATIONS):
                raise RecordTooNew(path=str(self.path), found=done, known=len(MIGRATIONS))
            for version, script in enumerate(MIGRATIONS[done:], start=done + 1):
                for statement in filter(str.strip, script.split(";\n")):
                    file.execute(statement)
                file.execute("INSERT INTO migrations VALUES (?, ?)", (version, _text(self.now())))

    # Accounts

    def account(self, name: str) -> Account | None:
        """The account of this (plain) name."""
        rows = self._rows("SELECT * FROM users WHERE name = ?", name)
        return _account(rows[0]) if rows else None

    def accounts(self) -> list[Account]:
        """Every account, by name."""
        return [_account(row) for row in self._rows("SELECT * FROM users ORDER BY name")]

    def password_hash(self, name: str) -> str | None:
        """The argon2id hash that may open the account now; none if it is locked or a one-time password ran out."""
        rows = self._rows(
            "SELECT password_hash FROM users WHERE name = ? AND NOT is_locked"
            " AND (password_expires_at IS NULL OR password_expires_at > ?)",
            name,
            _text(self.now()),
        )
        return str(rows[0][0]) if rows else None

    def add_account(self, name: str, roles: Iterable[Role], parks: Iterable[str]) -> None:
        """A new account, which nobody can open before a password is set."""
        at = _text(self.now())
        with self.transaction() as file:
            file.execute(
                "INSERT INTO users (name, roles, parks, password_hash, created_at, changed_at)"
                " VALUES (?, ?, ?, '', ?, ?)",
                (name, _joined_roles(roles), _joined_parks(parks), at, at),
            )

    def set_password(self, name: str, password_hash: str, *, one_time_until: datetime | None = None) -> None:
        """Set a person's own password, or a one-time password that must be changed at the first sign-in."""
        self._update(
            name,
            "password_hash = ?, must_change = ?, password_expires_at = ?",
            password_hash,
            int(one_time_until is not None),
            _text(one_time_until) if one_time_until else None,
        )

    def set_roles(self, name: str, roles: Iterable[Role], parks: Iterable[str]) -> None:
        """Replace roles and parks."""
        self._update(name, "roles = ?, parks = ?", _joined_roles(roles), _joined_parks(parks))

    def set_locked(self, name: str, is_locked: bool) -> None:
        """Close or open the account."""
        self._update(name, "is_locked = ?", int(is_locked))

    def _update(self, name: str, assignments: str, *values: Any) -> None:
        with self.transaction() as file:
            file.execute(
                f"UPDATE users SET {assignments}, changed_at = ? WHERE name = ?", (*values, _text(self.now()), name)
            )

    # Sessions

    def begin_session(self, key: str, name: str, *, address: str, agent: str) -> None:
        """Open a session; rows past the time that logs are kept go."""
        now = self.now()
        with self.transaction() as file:
            file.execute("DELETE FROM sessions WHERE created_at < ?", (_text(now - SESSIONS_KEPT),))
            file.execute(
                "INSERT INTO sessions (key, user, created_at, last_seen_at, address, agent) VALUES (?, ?, ?, ?, ?, ?)",
                (key, name, _text(now), _text(now), address, agent[:200]),
            )

    def session(self, key: str) -> Session | None:
        """The session if it lives now: not ended, not idle for 30 min, not older than 8 h, its account open."""
        now = self.now()
        rows = self._rows(
            "SELECT s.key, s.created_at, s.last_seen_at, u.* FROM sessions s JOIN users u ON u.name = s.user"
            " WHERE s.key = ? AND s.ended_at IS NULL AND NOT u.is_locked AND s.last_seen_at > ? AND s.created_at > ?",
            key,
            _text(now - IDLE_LIMIT),
            _text(now - ABSOLUTE_LIMIT),
        )
        return _session(rows[0]) if rows else None

    def touch(self, key: str, session: Session) -> None:
        """The person did something: idleness counts from now."""
        if self.now() - session.last_seen_at >= TOUCH_EVERY:
            with self.transaction() as file:
                file.execute("UPDATE sessions SET last_seen_at = ? WHERE key = ?", (_text(self.now()), key))

    def end_session(self, key: str) -> None:
        """Sign out."""
        self._end("key = ?", key)

    def end_sessions_of(self, name: str, *, but: str = "") -> None:
        """End every session of an account, `but` one."""
        self._end("user = ? AND key <> ?", name, but)

    def end_all_sessions(self) -> None:
        """End every session of everybody."""
        self._end("TRUE")

    def _end(self, which: str, *values: str) -> None:
        with self.transaction() as file:
            file.execute(
                f"UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL AND {which}", (_text(self.now()), *values)
            )

    # Attempts

    def reserve_attempt(self, name: str, address: str) -> timedelta | None:
        """Count an attempt before it is evaluated; how long to wait if it may not be evaluated at all."""
        with self.transaction() as file:
            return attempts.reserve(file, key_of(name), address, self.now())

    def forgive(self, name: str, address: str) -> None:
        """The attempt succeeded: the name starts afresh, the address gets this one back."""
        with self.transaction() as file:
            attempts.forgive(file, key_of(name), address)

    def forget_attempts(self, name: str) -> None:
        """The failures of a name no longer count."""
        with self.transaction() as file:
            attempts.forget(file, key_of(name))

    # Trail

    def write_trail(self, change: AccessChange) -> None:
        """Append a line to the trail of access, in the transaction of the change."""
        with self.transaction() as file:
            file.execute(
                "INSERT INTO changes (at, actor, origin, deed, subject, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (_text(change.at), change.actor, change.origin, change.deed, change.subject, change.old, change.new),
            )

    def trail(self) -> list[AccessChange]:
        """The trail of access, oldest first."""
        return [
            AccessChange(datetime.fromisoformat(row["at"]), *tuple(row)[2:])
            for row in self._rows("SELECT * FROM changes ORDER BY number")
        ]


def _create_private(path: Path) -> None:
    """Nobody but the owner may read it, from the first byte on; SQLite gives its side files the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


def _connect(path: Path) -> sqlite3.Connection:
    """A connection in WAL mode, which needs a local disk; `RecordUnreadable` where that fails."""
    file = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
    file.row_factory = sqlite3.Row
    try:
        mode = file.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            file.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError as error:
        raise RecordUnreadable(path=str(path)) from error
    if mode != "wal":
        raise RecordUnreadable(path=str(path))
    return file


def _joined_roles(roles: Iterable[Role]) -> str:
    return " ".join(sorted(roles))


def _joined_parks(parks: Iterable[str]) -> str:
    return "\n".join(sorted(parks))


def _roles(row: sqlite3.Row) -> frozenset[Role]:
    return frozenset(Role(role) for role in row["roles"].split())


def _parks(row: sqlite3.Row) -> tuple[str, ...]:
    return tuple(row["parks"].split("\n")) if row["parks"] else ()


def _account(row: sqlite3.Row) -> Account:
    return Account(row["name"], _roles(row), _parks(row), bool(row["is_locked"]), bool(row["must_change"]))


def _session(row: sqlite3.Row) -> Session:
    return Session(
        Person(row["name"], _roles(row), _parks(row), row["key"]),
        bool(row["must_change"]),
        datetime.fromisoformat(row["created_at"]),
        datetime.fromisoformat(row["last_seen_at"]),
    )
