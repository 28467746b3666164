"""The yearly panel of 亩均论英雄 from the record: one line per firm, what is missing missing, nobody dropped.

Only an analyst may ask. Land is own + leased-in floor ÷ its FAR − leased-out, as the year's figures state it; the
occupations tell which parcels a firm stands on, so that a firm without any is named.
"""

from analytics.firm_years import FIGURES, FirmYear, Holding, YearPanel
from domain.audience import Line, Person
from domain.codes import OccupationRole, Scale
from domain.errors import NotPermitted
from register.store import Register, Row
from wording.codes import code_word


def require_analyst(person: Person, deed: str) -> None:
    """Raise NotPermitted unless the person may see firm figures."""
    if not person.audience.sees_all(Line.FIRM):
        raise NotPermitted(deed=deed)


def panel_years(register: Register, person: Person) -> list[int]:
    """The years of which the record holds firm figures, the latest first. Raises NotPermitted."""
    require_analyst(person, "read_panel")
    return sorted({int(r["year"]) for r in register.find("enterprise_years")}, reverse=True)


def year_panel(register: Register, person: Person, year: int) -> YearPanel:
    """The panel of a year. Raises NotPermitted unless the person is an analyst."""
    require_analyst(person, "read_panel")
    with register.reading():
        return read_panel(register, year)


def read_panel(register: Register, year: int) -> YearPanel:
    """The same inside a reading or a transaction, for deeds that have asked for the role already."""
    years = {r["enterprise_id"]: r for r in register.find("enterprise_years", year=year)}
    enterprises = register.find("enterprises")
    parks = {p["id"]: p["name"] for p in register.find("parks")}
    holdings = _holdings(register, year)
    ranked, silent, outside = [], [], []
    for enterprise in sorted(enterprises, key=lambda e: e["enterprise_code"]):
        figures = years.get(enterprise["id"])
        if figures is None:
            silent.append((enterprise["enterprise_code"], enterprise["name"]))
        elif figures["is_manufacturing"] is False:
            outside.append(enterprise["enterprise_code"])
        else:
            held = tuple(holdings.get(enterprise["id"], ()))
            ranked.append(_firm_year(enterprise, figures, parks.get(enterprise["park_id"], ""), held))
    alone = tuple(f.firm_id for f in ranked if not f.holdings)
    return YearPanel(year, tuple(ranked), tuple(silent), alone, tuple(outside))


def _holdings(register: Register, year: int) -> dict[int, list[Holding]]:
    """Parcels by enterprise, as they stood in the year: begun by its end, not ended before its beginning."""
    codes = {p["id"]: p["parcel_code"] for p in register.find("parcels")}
    first, last = f"{year}-01-01", f"{year}-12-31"
    held: dict[int, list[Holding]] = {}
    for row in register.find("occupations"):
        if (row["from_on"] or first) <= last and (row["until_on"] or last) >= first:
            held.setdefault(row["enterprise_id"], []).append(_holding(row, codes[row["parcel_id"]]))
    return held


def _holding(row: Row, parcel_code: str) -> Holding:
    role = OccupationRole(row["role"])
    return Holding(row["parcel_id"], parcel_code, role, row["land_area_m2"], row["floor_area_m2"])


def _firm_year(enterprise: Row, figures: Row, park: str, held: tuple[Holding, ...]) -> FirmYear:
    reasons = {k: v["missing"] for k, v in (figures["provenance"] or {}).items() if v.get("missing")}
    return FirmYear(
        firm_id=enterprise["enterprise_code"],
        firm_name=enterprise["name"],
        pool=code_word(Scale, figures["scale"] or enterprise["scale"] or Scale.BELOW),
        park=park,
        industry=enterprise["industry"] or "",
        credit_code=enterprise["credit_code"],
        former_names=enterprise["former_names"],
        own_land_m2=figures["own_land_m2"],
        leased_in_floor_m2=figures["leased_in_floor_m2"],
        leased_in_floor_area_ratio=figures["leased_in_floor_area_ratio"],
        leased_out_land_m2=figures["leased_out_land_m2"],
        figures={key: figures[key] for key in FIGURES},
        is_vetoed=bool(figures["is_vetoed"]),
        is_protected=bool(figures["is_protected"]),
        is_confirmed=figures["is_confirmed"],
        source=figures["source"] or "",
        as_of_on=figures["as_of_on"] or "",
        missing=reasons,
        holdings=held,
    )
