"""Four accounts to try the sample with. They are no rows: they exist in memory, while their conditions hold."""

import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from domain.audience import Person, Role
from register.access import ABSOLUTE_LIMIT, IDLE_LIMIT, Session

DEMO_PASSWORD = "mutu-demo-2025"  # shown on the sign-in page
DEMO_ROLES = {
    "officer": Role.OFFICER,
    "reviewer": Role.REVIEWER,
    "analyst": Role.ANALYST,
    "admin": Role.ADMINISTRATOR,
}


@dataclass
class DemoAccounts:
    """The demo accounts and their sessions.

    `holds` says whether the record is the sample and the server is bound to loopback; that no forwarding header is
    present is a matter of each request, which the gate asks with `is_forwarded`.
    """

    holds: Callable[[], bool]
    officer_parks: tuple[str, ...]
    now: Callable[[], datetime]
    _sessions: dict[str, Session] = field(default_factory=dict)
    _changing: threading.Lock = field(default_factory=threading.Lock)

    def knows(self, name: str) -> bool:
        """Whether a demo account of that name exists now."""
        return name in DEMO_ROLES and self.holds()

    def opens(self, name: str, password: str) -> bool:
        """Whether name and password open a demo account now."""
        return self.knows(name) and hmac.compare_digest(password.encode(), DEMO_PASSWORD.encode())

    def begin_session(self, key: str, name: str) -> None:
        """Open a session, and forget those that ended."""
        now = self.now()
        person = Person(name, frozenset({DEMO_ROLES[name]}), self._parks(name), key)
        with self._changing:
            self._sessions = {k: s for k, s in self._sessions.items() if _lives(s, now)}
            self._sessions[key] = Session(person, False, now, now)

    def session(self, key: str) -> Session | None:
        """The session if it lives and the conditions hold."""
        session = self._sessions.get(key)
        return session if session and _lives(session, self.now()) and self.holds() else None

    def touch(self, key: str, session: Session) -> None:
        """Idleness counts from now."""
        with self._changing:
            if key in self._sessions:
                self._sessions[key] = Session(session.person, False, session.created_at, self.now())

    def end_session(self, key: str) -> None:
        """Sign out."""
        with self._changing:
            self._sessions.pop(key, None)

    def _parks(self, name: str) -> tuple[str, ...]:
        return self.officer_parks if DEMO_ROLES[name] is Role.OFFICER else ()


def _lives(session: Session, now: datetime) -> bool:
    return now - session.last_seen_at < IDLE_LIMIT and now - session.created_at < ABSOLUTE_LIMIT
