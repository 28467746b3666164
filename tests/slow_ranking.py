"""Scores, ranks and grades of the demonstration scheme once more: slow, in fractions, firm by firm, with no array."""

from fractions import Fraction
from typing import Any

WEIGHTS = {"tax": 30, "va": 20, "energy": 20, "emission": 10, "staff": 10, "rnd": 10}
BASELINES = {
    "tax": Fraction("24.097"), "va": Fraction("136.16"), "energy": Fraction("2.694"), "emission": Fraction("4929.81"),
    "staff": Fraction("18.14"), "rnd": Fraction("0.0302"),
}  # fmt: skip


def exact(value: Any) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def or_zero(value: Any) -> Fraction:
    return Fraction(0) if value is None else Fraction(str(value))


def land(row: dict[str, Any]) -> Fraction | None:
    if row["own_land_mu"] is None:
        return None
    found = exact(row["own_land_mu"]) - or_zero(row["leased_out_land_m2"]) * 3 / 2000
    if or_zero(row["leased_in_floor_m2"]):
        found += exact(row["leased_in_floor_m2"]) / exact(row["leased_in_far"]) * 3 / 2000
    return found


def tax(row: dict[str, Any]) -> Fraction | None:
    return (
        None if row["tax_10k_yuan"] is None else exact(row["tax_10k_yuan"]) + or_zero(row["exempt_credit_tax_10k_yuan"])
    )


def ratio(above: Fraction | None, below: Fraction | None) -> Fraction | None:
    return None if above is None or below is None or below <= 0 else above / below


def points(row: dict[str, Any]) -> dict[str, Fraction | None]:
    va = exact(row["value_added_10k_yuan"])
    values = {
        "tax": ratio(tax(row), land(row)),
        "va": ratio(va, land(row)),
        "energy": ratio(va, exact(row["energy_tce"])),
        "emission": ratio(va, exact(row["emission_t"])),
        "staff": ratio(va, exact(row["staff_count"])),
        "rnd": ratio(exact(row["rnd_10k_yuan"]), exact(row["revenue_10k_yuan"])),
    }
    found = {}
    for key, value in values.items():
        if value is None:
            found[key] = None
        else:
            raw = value / BASELINES[key] * WEIGHTS[key]
            found[key] = max(Fraction(0), min(raw, Fraction(3, 2) * WEIGHTS[key]))
    return found


def ranked(rows: list[dict[str, Any]]) -> dict[str, tuple[Fraction, int, str, str]]:
    """firm → (score, rank, raw grade, grade) of the rated firms of one pool."""
    every = {row["firm_id"]: points(row) for row in rows}
    known = [p["emission"] for p in every.values() if p["emission"] is not None]
    mean = sum(known) / len(known) if known else Fraction(0)
    scores = {}
    for row in rows:
        firm = dict(every[row["firm_id"]])
        if firm["emission"] is None:
            firm["emission"] = mean
        if None not in firm.values():
            scores[row["firm_id"]] = sum(firm.values())
    rated = [row for row in rows if row["firm_id"] in scores]
    keys = {r["firm_id"]: (scores[r["firm_id"]], tax(r), exact(r["revenue_10k_yuan"])) for r in rated}
    outcome = {}
    for row in rated:
        firm = row["firm_id"]
        rank = 1 + sum(1 for other in keys.values() if other > keys[firm])
        raw = next(g for g, q in zip("ABCD", (20, 80, 95, 100), strict=True) if 100 * rank <= q * len(scores))
        grade = raw
        if row["is_vetoed"] and grade in "AB":
            grade = "C"
        if row["is_protected"] and not row["is_vetoed"] and grade == "D":
            grade = "C"
        outcome[firm] = (scores[firm], rank, raw, grade)
    return outcome
