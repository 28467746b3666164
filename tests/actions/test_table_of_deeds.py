"""Every deed of the desk, called by each role. A public function in actions/ without a row here fails a test."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import actions
from actions.activate_contract import activate_contract
from actions.change_status import StatusMove, change_status
from actions.close_finding import close_finding
from actions.confirm_finding import confirm_finding, publish_finding
from actions.confirm_underused import close_underused, confirm_underused
from actions.desk import Desk
from actions.dispose import CaseMove, move_case, open_case
from actions.edit_record import Edit, add_record, edit_record, edit_records
from actions.extend_reservation import extend_reservation
from actions.promise_capacity import Wanted, promise_capacity, release_capacity
from actions.record_finding import record_finding
from actions.retire_parcel import restore_parcel, retire_parcel
from actions.solve_problem import answer_problem, close_problem, raise_problem, reopen_problem, solve_problem
from actions.undo_change import undo_change
from domain.audience import VISITOR, Person, Role
from domain.audit import Basis, Trace
from domain.codes import DisposalState, LegalTrack
from domain.errors import LandError, NothingToUndo, NotPermitted, NotSignedIn
from register.geopackage import GeoPackageRegister
from tests.desk_builders import BASIS, TODAY, a_contract, a_desk, a_person, a_record, one

Deed = Callable[[Desk, GeoPackageRegister], Any]


@dataclass(frozen=True)
class Knock:
    """A deed as it can be done on the small record, and the roles that may do it there (an officer: of 双桥)."""

    knock: Deed
    roles: frozenset[Role]


def _move(desk: Desk, register: GeoPackageRegister) -> Any:
    parcel = one(register, "parcels", parcel_code="P1")
    return change_status(desk, StatusMove("parcels", parcel["id"], parcel["version"], "stage", "supplied", BASIS))


def _edit(desk: Desk, register: GeoPackageRegister) -> Any:
    plot = one(register, "plots", plot_code="A-01")
    changes = {"frontage_m": 145.0}
    edit = Edit("plots", plot["id"], plot["version"], changes, Basis(reason="复核"), "量测", "2025-11-12")
    return edit_record(desk, edit)


def _edits(desk: Desk, register: GeoPackageRegister) -> Any:
    plots = register.find("plots", park_id=one(register, "parks", park_code="SQ")["id"])
    basis = Basis(reason="复核")
    edits = [Edit("plots", p["id"], p["version"], {"road": "路"}, basis, "量测", "2025-11-12") for p in plots]
    return edit_records(desk, edits)


def _add(desk: Desk, register: GeoPackageRegister) -> Any:
    park = one(register, "parks", park_code="SQ")["id"]
    values = {"enterprise_code": "E9", "name": "某某公司", "park_id": park}
    return add_record(desk, "enterprises", values, Basis(reason="新设"), source="营业执照", as_of_on="2025-11-12")


def _undo(desk: Desk, register: GeoPackageRegister) -> Any:
    """What an officer did a moment ago, whoever asks now."""
    _move(a_desk(register), register)
    return undo_change(desk, register.revision())


def _flagged(register: GeoPackageRegister) -> Any:
    """A flag on P1, which nobody has confirmed."""
    with register.transaction(Trace("measure", "flag")) as writer:
        parcel = one(register, "parcels", parcel_code="P1")
        return writer.insert("underused_findings", {"parcel_id": parcel["id"], "state": "flagged"})


def _confirm_underused(desk: Desk, register: GeoPackageRegister) -> Any:
    return confirm_underused(desk, _flagged(register), 1, BASIS)


def _close_underused(desk: Desk, register: GeoPackageRegister) -> Any:
    return close_underused(desk, _flagged(register), 1, BASIS)


def _extend(desk: Desk, register: GeoPackageRegister) -> Any:
    plot = one(register, "plots", plot_code="A-02")
    return extend_reservation(desk, "plots", plot["id"], plot["version"], "2026-03-31", BASIS)


def _retire(desk: Desk, register: GeoPackageRegister) -> Any:
    parcel = one(register, "parcels", parcel_code="P4")
    return retire_parcel(desk, parcel["id"], parcel["version"], BASIS)


def _restore(desk: Desk, register: GeoPackageRegister) -> Any:
    _retire(a_desk(register), register)
    parcel = one(register, "parcels", parcel_code="P4")
    return restore_parcel(desk, parcel["id"], parcel["version"], BASIS)


def _activate(desk: Desk, register: GeoPackageRegister) -> Any:
    contract = a_contract(register, state="draft")
    return activate_contract(desk, contract["id"], contract["version"], BASIS)


def _record(desk: Desk, register: GeoPackageRegister) -> Any:
    return record_finding(desk, a_contract(register)["id"], "2025-11-19", BASIS)


def _confirm(desk: Desk, register: GeoPackageRegister) -> Any:
    record_finding(a_desk(register), a_contract(register)["id"], "2025-11-19", BASIS)
    finding = one(register, "idle_findings", state="suspected")
    return confirm_finding(desk, finding["id"], finding["version"], BASIS)


def _publish(desk: Desk, register: GeoPackageRegister) -> Any:
    _confirm(a_desk(register, a_person(Role.REVIEWER, name="wang")), register)
    finding = one(register, "idle_findings", fee_10k_yuan=600)
    return publish_finding(desk, finding["id"], finding["version"], BASIS)


def _close(desk: Desk, register: GeoPackageRegister) -> Any:
    _record(a_desk(register), register)
    finding = one(register, "idle_findings", state="suspected")
    return close_finding(desk, finding["id"], finding["version"], BASIS)


def _promise(desk: Desk, register: GeoPackageRegister) -> Any:
    branch = one(register, "utility_supplies", supply_code="branch")["id"]
    return promise_capacity(desk, Wanted(branch, 100, "丙公司", TODAY, basis=BASIS))


def _release(desk: Desk, register: GeoPackageRegister) -> Any:
    promised = one(register, "reservations", reserved_for="甲公司")
    return release_capacity(desk, promised["id"], promised["version"], BASIS)


def _open_case(desk: Desk, register: GeoPackageRegister) -> Any:
    return open_case(desk, one(register, "parcels", parcel_code="P3")["id"], LegalTrack.UNDERUSED, BASIS)


def _move_case(desk: Desk, register: GeoPackageRegister) -> Any:
    case = _open_case(a_desk(register), register)
    return move_case(desk, CaseMove(case, 1, DisposalState.FILED, BASIS))


def _raise(desk: Desk, register: GeoPackageRegister) -> Any:
    parcel = one(register, "parcels", parcel_code="P3")["id"]
    answers = [{"unit": "招商科", "person": "zhao", "due_on": "2025-11-28"}]
    return raise_problem(desk, parcel, "用电未接通", answers, Basis(reason="走访"), at=NOW)


def _answer(desk: Desk, register: GeoPackageRegister) -> Any:
    return answer_problem(desk, _raise(a_desk(register), register), 1, "已联系供电所", at=NOW)


def _solve(desk: Desk, register: GeoPackageRegister) -> Any:
    _answer(a_desk(register), register)
    return solve_problem(desk, one(register, "problems")["id"], 2, "12月接通")


def _close_problem(desk: Desk, register: GeoPackageRegister) -> Any:
    _solve(a_desk(register), register)
    return close_problem(desk, one(register, "problems")["id"], 3, BASIS)


def _reopen(desk: Desk, register: GeoPackageRegister) -> Any:
    _solve(a_desk(register), register)
    return reopen_problem(desk, one(register, "problems")["id"], 3, "仍未接通")


NOW = datetime(2025, 11, 20, 9, tzinfo=UTC)
OFFICER, REVIEWER = frozenset({Role.OFFICER}), frozenset({Role.REVIEWER})
DEEDS: dict[str, Knock] = {
    "activate_contract.activate_contract": Knock(_activate, OFFICER),
    "change_status.change_status": Knock(_move, OFFICER),
    "close_finding.close_finding": Knock(_close, OFFICER),
    "confirm_finding.confirm_finding": Knock(_confirm, REVIEWER),
    "confirm_finding.publish_finding": Knock(_publish, REVIEWER),
    "dispose.move_case": Knock(_move_case, OFFICER),
    "dispose.open_case": Knock(_open_case, OFFICER),
    "confirm_underused.close_underused": Knock(_close_underused, OFFICER),
    "confirm_underused.confirm_underused": Knock(_confirm_underused, OFFICER),
    "extend_reservation.extend_reservation": Knock(_extend, OFFICER),
    "edit_record.add_record": Knock(_add, OFFICER),
    "edit_record.edit_record": Knock(_edit, OFFICER),
    "edit_record.edit_records": Knock(_edits, OFFICER),
    "promise_capacity.promise_capacity": Knock(_promise, OFFICER),
    "promise_capacity.release_capacity": Knock(_release, OFFICER),
    "record_finding.record_finding": Knock(_record, OFFICER),
    "solve_problem.answer_problem": Knock(_answer, OFFICER | REVIEWER),
    "solve_problem.close_problem": Knock(_close_problem, REVIEWER),
    "solve_problem.raise_problem": Knock(_raise, OFFICER | REVIEWER),
    "solve_problem.reopen_problem": Knock(_reopen, OFFICER | REVIEWER),
    "solve_problem.solve_problem": Knock(_solve, OFFICER | REVIEWER),
    "retire_parcel.restore_parcel": Knock(_restore, OFFICER),
    "retire_parcel.retire_parcel": Knock(_retire, OFFICER),
    "undo_change.undo_change": Knock(_undo, OFFICER),
}
#: Modules that write without a desk: where their refusals are tested, or whose they are.
OTHERS: dict[str, str] = {
    "accounts": "tests/actions/test_accounts.py",
    "begin_record": "the operator's, at the terminal",
    "desk": "the transaction of every deed",
    "import_layer": "tests/actions/test_import_layer.py",
    "import_parcels": "tests/actions/test_import_parcels.py",
    "import_plants": "tests/actions/test_round_trip.py",
    "open_site": "tests/actions/test_open_site.py",
    "preview_import": "what it notes is the person's own mapping",
    "turn_the_day": "the clock's",
    "undo_import": "tests/actions/test_undo_import.py",
}
#: Deeds that need more than the small record: the tests that call them as each role.
ELSEWHERE: dict[str, str] = {
    "close_ranking": "tests/actions/test_close_ranking.py",
    "object_to_figure": "tests/actions/test_close_ranking.py",
}
ROLES = [None, *Role]


def public_deeds() -> Iterator[tuple[str, str]]:
    """(module, function) of every public function whose first parameter is a desk, and of every other module."""
    for found in pkgutil.iter_modules(actions.__path__):
        module = importlib.import_module(f"actions.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield found.name, name


def takes_a_desk(module: str, name: str) -> bool:
    function = getattr(importlib.import_module(f"actions.{module}"), name)
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and first.annotation in (Desk, "Desk")


def writes(module: str) -> bool:
    """Whether a module begins a transaction of its own."""
    return ".transaction(" in Path(actions.__path__[0], f"{module}.py").read_text("utf-8")


def test_every_public_deed_has_its_row() -> None:
    deeds = [(m, n) for m, n in public_deeds() if takes_a_desk(m, n) and f"{m}.{n}" not in DEEDS]
    missing = [f"{m}.{n}" for m, n in deeds if m not in ELSEWHERE or n not in Path(ELSEWHERE[m]).read_text("utf-8")]
    modules = {found.name for found in pkgutil.iter_modules(actions.__path__)}
    strangers = {m for m in modules if writes(m)} - OTHERS.keys()
    assert (missing, strangers) == ([], set())


def test_no_row_outlives_its_deed() -> None:
    assert DEEDS.keys() <= {f"{module}.{name}" for module, name in public_deeds()}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_answers_each_role_as_its_row_says(deed: str, role: Role | None, tmp_path: Path) -> None:
    register = a_record(tmp_path / "own.gpkg")
    row, name = DEEDS[deed], f"the {role}"
    if role in row.roles:
        row.knock(a_desk(register, _sitting(role, "wang" if row.roles == REVIEWER else "li")), register)
        assert register.first_broken_entry() is None
    else:
        with pytest.raises((NotPermitted, NotSignedIn, NothingToUndo)):
            row.knock(a_desk(register, _sitting(role, name)), register)
        assert list(register.trail(actor=name)) == []
    register.close()


@pytest.mark.parametrize("deed", [name for name, row in DEEDS.items() if Role.OFFICER in row.roles])
def test_officer_of_another_park_is_refused_every_deed_here(deed: str, tmp_path: Path) -> None:
    register = a_record(tmp_path / "own.gpkg")
    with pytest.raises(LandError):
        DEEDS[deed].knock(a_desk(register, a_person(Role.OFFICER, parks=("YT",))), register)
    register.close()


def _sitting(role: Role | None, name: str) -> Person:
    if role is None or role is Role.VISITOR:
        return VISITOR
    return a_person(role, parks=("SQ",), name=name)
