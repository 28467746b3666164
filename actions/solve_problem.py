"""问题—责任—销号: a problem is raised with who answers for it, answered, solved, closed by somebody else, or reopened.

Instants are given from outside; the clocks of `domain.workdays` are reckoned from them when somebody looks.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from actions.desk import Desk, park_code_of, require_basis, require_park, require_reason, require_role, stored
from actions.desk import require_seen as seen
from domain.audience import Role
from domain.audit import Basis
from domain.codes import ProblemState
from domain.disposal import OwnCase
from domain.errors import InvalidValue, MoveNotAllowed

RAISE, ANSWER, SOLVE, CLOSE, REOPEN = (
    "raise_problem", "answer_problem", "solve_problem", "close_problem", "reopen_problem",
)  # fmt: skip
_FROM = {
    ANSWER: {ProblemState.RAISED, ProblemState.REOPENED},
    SOLVE: {ProblemState.ANSWERED},
    CLOSE: {ProblemState.SOLVED},
    REOPEN: {ProblemState.SOLVED, ProblemState.CLOSED},
}


def raise_problem(
    desk: Desk,
    parcel_id: int,
    title: str,
    responsibilities: Sequence[Mapping[str, str]],
    basis: Basis,
    *,
    at: datetime,
) -> int:
    """Put a problem on the list; returns its id. Each responsibility names `unit`, `person` and `due_on` (ISO).

    Raises NotSignedIn, NotPermitted, NoSuchRecord, ReasonMissing, InvalidValue, RecordNotWritable.
    """
    with desk.deed(RAISE, basis) as (person, writer):
        require_role(person, RAISE, Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR)
        parcel = stored(desk.register, "parcels", parcel_id)
        if Role.REVIEWER not in person.roles:
            require_park(person, park_code_of(desk.register, "parcels", parcel), RAISE)
        require_reason(basis)
        if not responsibilities or not all(r.get(k) for r in responsibilities for k in ("unit", "person", "due_on")):
            raise InvalidValue(entity="problems", column="responsibilities", value="")
        number = desk.register.count("problems") + 1
        return writer.insert(
            "problems",
            {
                "problem_code": f"WT{desk.today.year}-{number:03d}", "parcel_id": parcel_id, "title": title,
                "state": ProblemState.RAISED, "raised_at": at.isoformat(), "raised_by": person.name,
                "responsibilities": [dict(r) for r in responsibilities], "reopened_count": 0,
                "source": basis.reason, "as_of_on": desk.today.isoformat(),
            },
        )  # fmt: skip


def answer_problem(desk: Desk, problem_id: int, seen_version: int, answer: str, *, at: datetime) -> int:
    """Answer whoever raised it; returns the version. Raises as `raise_problem`, StaleRecord, MoveNotAllowed."""
    changes = {"state": ProblemState.ANSWERED, "answered_at": at.isoformat(), "answer": answer}
    return _move(desk, ANSWER, problem_id, seen_version, changes, Basis(reason=answer))


def solve_problem(desk: Desk, problem_id: int, seen_version: int, solution: str) -> int:
    """Put down the solution; returns the version. Raises as `answer_problem`."""
    changes = {"state": ProblemState.SOLVED, "solved_on": desk.today.isoformat(), "solution": solution}
    return _move(desk, SOLVE, problem_id, seen_version, changes, Basis(reason=solution))


def close_problem(desk: Desk, problem_id: int, seen_version: int, basis: Basis) -> int:
    """Close it on evidence, by a reviewer who does not answer for it; returns the version.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, OwnCase, BasisMissing, BasisNotYet,
    RecordNotWritable.
    """
    with desk.deed(CLOSE, basis) as (person, writer):
        require_role(person, CLOSE, Role.REVIEWER)
        row = stored(desk.register, "problems", problem_id)
        changes = {
            "state": ProblemState.CLOSED, "closed_on": desk.today.isoformat(), "closed_by": person.name,
            "evidence": basis.document,
        }  # fmt: skip
        seen("problems", row, seen_version, changes)
        _require_from(CLOSE, row["state"], ProblemState.CLOSED)
        if person.name in {r["person"] for r in row["responsibilities"] or ()}:
            raise OwnCase(deed=CLOSE)
        require_basis(basis, desk.today)
        return writer.update("problems", problem_id, seen_version, changes)


def reopen_problem(desk: Desk, problem_id: int, seen_version: int, reason: str) -> int:
    """Open it again: it counts as not closed. Raises as `answer_problem`."""
    changes = {
        "state": ProblemState.REOPENED, "closed_on": None, "closed_by": None, "solved_on": None, "answered_at": None,
    }  # fmt: skip
    return _move(desk, REOPEN, problem_id, seen_version, changes, Basis(reason=reason))


def _move(desk: Desk, deed: str, problem_id: int, seen_version: int, changes: Mapping[str, Any], basis: Basis) -> int:
    with desk.deed(deed, basis) as (person, writer):
        require_role(person, deed, Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR)
        row = stored(desk.register, "problems", problem_id)
        if Role.REVIEWER not in person.roles:
            require_park(person, park_code_of(desk.register, "problems", row), deed)
        seen("problems", row, seen_version, changes)
        _require_from(deed, row["state"], changes["state"])
        require_reason(basis)
        if deed == REOPEN:
            changes = {**changes, "reopened_count": (row["reopened_count"] or 0) + 1}
        return writer.update("problems", problem_id, seen_version, changes)


def _require_from(deed: str, before: str, after: str) -> None:
    if before not in _FROM[deed]:
        raise MoveNotAllowed(before=before, after=after)
