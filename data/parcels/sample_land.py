"""Parcels as rows: codes, stage, areas, what the certificate says and what is not known."""

from random import Random

from shapely.geometry import MultiPolygon

from data.parcels.estate import PREFIX, Estate
from data.parcels.names import MANSIONS, PIPES_AND_TRIGRAMS, firm_name, parcel_code, real_estate_unit_code
from data.parcels.rows import SOURCE
from data.parcels.sample_parcels import Lot
from data.parcels.table import CHEMICAL, SHUANGQIAO

_STAGE = {
    "offered": "cleared",
    "reserved": "cleared",
    "cleared": "cleared",
    "raw": "raw",
    "supplied": "supplied",
    "building": "building",
    "producing": "producing",
    "stopped": "stopped",
}
_SINCE = {
    "raw": (2016, 2024),
    "cleared": (2021, 2025),
    "supplied": (2024, 2025),
    "building": (2023, 2025),
    "producing": (2011, 2022),
    "stopped": (2021, 2024),
}
_RESERVE = "双桥经开区土地储备中心（示例）"


def add_parcels(estate: Estate) -> None:
    """Every lot becomes a parcel; its place is kept for those who refer to it."""
    newcomers = iter(firm_name(w, i) for w, i in zip(MANSIONS, ["36", "39", "35", "38"] * 7, strict=True))
    idlers = iter(firm_name(w, i) for w, i in zip(PIPES_AND_TRIGRAMS, ["33", "34", "36", "41"] * 5, strict=True))
    for park, lots in estate.lots.items():
        for sequence, lot in enumerate(lots, 1):
            holder = {"idle": idlers, "building": newcomers, "supplied": newcomers}.get(lot.row)
            name = next(holder) if holder else None
            estate.parcel[park, lot.number] = estate.rows.add("parcels", **_parcel(estate, lot, sequence, name))


def stage_of(lot: Lot, turn: int) -> str:
    """The stage under a row of the table: a finding stands on land that is supplied, in work or stopped."""
    if lot.row == "idle":
        return "building" if turn % 4 == 0 else "supplied"
    if lot.row == "underused":
        return "stopped" if turn % 3 == 0 else "producing"
    return _STAGE[lot.row]


def _parcel(estate: Estate, lot: Lot, sequence: int, holder: str | None) -> dict[str, object]:
    rng, prefix = estate.rng, PREFIX[lot.park]
    stage = stage_of(lot, sequence)
    is_registered = lot.registered_m2 is not None
    code = parcel_code(prefix, lot.number, sequence) if is_registered else f"暂-{prefix}-{lot.number}"
    provenance: dict[str, object] = {"measured_area_m2": {"source": "由示例图形量算（EPSG:4544）"}}
    if not is_registered:
        provenance["registered_area_m2"] = {"missing": "尚未完成不动产权籍调查"}
    if lot.has_gap:
        provenance["registered_area_m2"] = {"source": "示例证载面积；与图形量算相差超过0.5%，待复核"}
    return {
        "parcel_code": code,
        "is_code_provisional": not is_registered,
        "short_number": lot.number,
        "park_id": estate.parks[lot.park],
        "land_use": _land_use(lot, sequence),
        "stage": stage,
        "stage_since_on": _day(rng, *_SINCE[stage]),
        "registered_area_m2": float(lot.registered_m2) if lot.registered_m2 is not None else None,
        "measured_area_m2": float(lot.measured_m2),
        "measured_zone": "EPSG:4544",
        "survey_crs": "EPSG:4544",
        "address": f"{lot.park}{estate.front(lot)}",
        "name": estate.code(lot),
        "source": f"{SOURCE}；图形为示意",
        "as_of_on": f"2025-{rng.randrange(6, 11):02d}-{rng.randrange(1, 29):02d}",
        **_title(estate, lot, stage, sequence, code, holder),
        "provenance": provenance | _title_gaps(stage),
        "shape": MultiPolygon([lot.degrees]),
    }


def _title(estate: Estate, lot: Lot, stage: str, sequence: int, code: str, holder: str | None) -> dict[str, object]:
    rng = estate.rng
    if stage in ("raw", "cleared") or lot.registered_m2 is None:
        return {
            "right_holder": _RESERVE if stage == "cleared" else None,
            "real_estate_unit_code": real_estate_unit_code(code, None) if stage == "cleared" else None,
        }
    year = rng.randrange(2008, 2021) if stage in ("producing", "stopped") else rng.randrange(2019, 2023)
    is_built = stage in ("producing", "stopped")
    price = round(float(lot.registered_m2) * 0.0015 * rng.uniform(9.6, 16.8), 2)
    return {
        "right_holder": holder,
        "occupier": holder,
        "certificate_number": f"渝（{year}）大足区不动产权第{sequence:04d}{rng.randrange(100, 999)}号（示例）",
        "real_estate_unit_code": real_estate_unit_code(code, 1 if is_built else None),
        "granted_on": _day(rng, year, year),
        "term_years": 50 if rng.random() < 0.85 else 20,
        "price_paid_10k_yuan": price if rng.random() < 0.9 else None,
        "encumbrance": rng.choice((None, None, "抵押：某商业银行（示例）", None)) if is_built else None,
    }


def _title_gaps(stage: str) -> dict[str, object]:
    if stage == "raw":
        return {"right_holder": {"missing": "尚未征收"}, "certificate_number": {"missing": "尚未登记"}}
    if stage == "cleared":
        return {"certificate_number": {"missing": "收储地块，尚未供应"}}
    return {"price_paid_10k_yuan": {"source": "出让合同（示例）"}}


def _land_use(lot: Lot, sequence: int) -> str:
    if lot.park == CHEMICAL:
        return "100103"
    if sequence % 17 == 0:
        return "110101"
    return "100101" if lot.park == SHUANGQIAO and sequence % 4 == 0 else "100102"


def _day(rng: Random, first_year: int, last_year: int) -> str:
    year, month = rng.randrange(first_year, last_year + 1), rng.randrange(1, 13)
    return f"{year}-{min(month, 10) if year == 2025 else month:02d}-{rng.randrange(1, 29):02d}"
