"""A small record with a desk before it: who sits there, on which day."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from actions.desk import Desk
from domain.audience import Person, Role
from domain.audit import Basis, Trace
from register.geopackage import GeoPackageRegister
from register.store import Row
from tests.register.inventory import fill

TODAY = date(2025, 11, 20)
BASIS = Basis("渝足规资〔2025〕12号", "2025-11-18", "现场核实")


def a_record(path: Path) -> GeoPackageRegister:
    """The inventory of the reading copy's tests on 2025-11-20: parks SQ and YT."""
    register = GeoPackageRegister.create(path, {"today_on": TODAY.isoformat()})
    fill(register)
    return register


def a_person(*roles: Role, parks: Iterable[str] = (), name: str = "li") -> Person:
    """Somebody signed in, with these roles."""
    return Person(name, frozenset(roles), tuple(parks), "key")


def an_officer(*parks: str, name: str = "li") -> Person:
    """An officer of 双桥, or of the parks named."""
    return a_person(Role.OFFICER, parks=parks or ("SQ",), name=name)


def a_desk(register: GeoPackageRegister, person: Person | None = None) -> Desk:
    """A desk at which this person sits, else an officer of 双桥."""
    sitting = person or an_officer()
    return Desk(register, lambda: sitting, TODAY, "10.0.0.1")


def one(register: GeoPackageRegister, entity: str, /, **equal: Any) -> Row:
    """The one record of these values."""
    [row] = register.find(entity, **equal)
    return row


def a_contract(register: GeoPackageRegister, parcel: str = "P1", **values: Any) -> Row:
    """A contract in force on P1: start agreed for 2024-06-30, 3,000万元, nothing built, no government cause found.

    On 2025-11-20 that is idle land of the holder's: a fee of 600万元.
    """
    with register.transaction(Trace("setup", "setup")) as writer:
        row = {
            "contract_code": f"HT-{parcel}", "parcel_id": one(register, "parcels", parcel_code=parcel)["id"],
            "state": "active", "agreed_start_on": "2024-06-30", "price_10k_yuan": 3000.0, "government_cause": "no",
        }  # fmt: skip
        made = writer.insert("contracts", row | values)
    return one(register, "contracts", id=made)
