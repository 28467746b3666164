"""A record of a million parcels: Philadelphia's real vacant lots, repeated and shifted, with every declared column.

    python -m bench.make_million SOURCE.gpkg RECORD.gpkg [COUNT]

The lots come from the City of Philadelphia's open data (by CodeForPhilly/clean-and-green-philly, MIT). Everything
else about them is made up by a seeded generator. Rows go straight into the file, without a trail: only reading is
measured with it.
"""

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from domain.codes import Industry, LandUse, Marketing, Stage, SupplyMode
from domain.crs import transform
from domain.entities import ENTITIES
from register.blob import to_blob
from register.connection import connect
from register.geopackage import GeoPackageRegister

PARKS = 6
PLOTS, PLANTS, FIRMS, FINDINGS = 10_000, 10_000, 5_000, 8_000
_CHUNK = 50_000


def source_shapes(source: Path) -> Any:
    """The lots in degrees, as multipolygons."""
    _, _, wkb, _ = pyogrio.raw.read(source, columns=[])
    return transform(shapely.from_wkb(wkb), "EPSG:2272", "EPSG:4490")


def shifted(shapes: Any, count: int) -> Iterator[Any]:
    """`count` shapes: whole copies of the city beside one another, seven in a row."""
    west, south, east, north = shapely.total_bounds(shapes)
    for copy in range(-(-count // len(shapes))):
        row, column = divmod(copy, 7)
        by = np.array([column * (east - west), -row * (north - south)])
        wanted = shapes[: min(len(shapes), count - copy * len(shapes))]
        yield from shapely.transform(wanted, lambda xy, by=by: xy + by)


def parcel(number: int, shape: Any, dice: np.random.Generator) -> dict[str, Any]:
    """One parcel with every declared column."""
    area = round(float(dice.lognormal(9.5, 0.8)), 2)
    values: dict[str, Any] = {
        "parcel_code": f"500111{number:013d}", "is_code_provisional": 0, "short_number": f"A{number % 10_000:04d}",
        "park_id": 1 + int(dice.integers(PARKS)), "land_use": str(dice.choice(list(LandUse))),
        "stage": str(dice.choice(list(Stage))),
        "stage_since_on": f"20{dice.integers(10, 25)}-0{dice.integers(1, 9)}-15",
        "registered_area_m2": area if dice.random() > 0.02 else None, "measured_area_m2": area * 1.0003,
        "measured_zone": "CM 75W 非国内带", "survey_crs": "EPSG:2272", "address": f"双桥经开区工业大道{number % 999}号",
        "retired_on": "2024-06-30" if dice.random() < 0.01 else None, "name": f"第{number}号地块",
        "right_holder": f"示例机械制造有限公司{number % 7919}", "occupier": f"示例汽车零部件有限公司{number % 5003}",
        "certificate_number": f"渝（2020）大足区不动产权第{number:09d}号",
        "real_estate_unit_code": f"500111{number:013d}W00000000", "granted_on": f"20{dice.integers(10, 24)}-03-01",
        "term_years": 50, "price_paid_10k_yuan": round(area * 0.018, 2),
        "encumbrance": "抵押" if number % 9 == 0 else None,
        "remark": f"备注{number % 101}", "source": "不动产登记簿", "as_of_on": "2025-09-18",
        "provenance": json.dumps({"address": {"source": "现场核实", "as_of_on": "2025-08-01"}}, ensure_ascii=False),
        "shape": to_blob(shape),
    }  # fmt: skip
    return values


def insert(connection: sqlite3.Connection, entity: str, rows: list[dict[str, Any]]) -> None:
    """Rows of one entity; what is not named stays empty."""
    keys = sorted({key for row in rows for key in row})
    assert set(keys) <= set(ENTITIES[entity].by_key), set(keys) - set(ENTITIES[entity].by_key)
    marks = ", ".join(f":{key}" for key in keys)
    sql = f"INSERT INTO {entity} (version, revision, {', '.join(keys)}) VALUES (1, 1, {marks})"
    connection.executemany(sql, rows)


def make(source: Path, target: Path, count: int) -> None:
    """Write the record of the lots of a file."""
    write(shifted(source_shapes(source), count), target, count)


def write(shapes: Iterable[Any], target: Path, count: int) -> None:
    """Write a record of shapes in degrees, open to visitors."""
    dice = np.random.default_rng(20251120)
    register = GeoPackageRegister.create(target, {"today_on": "2025-11-20", "public_site": "1"})
    connection = connect(target)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    insert(connection, "districts", [{"name": "示例区"}])
    parks = [{"park_code": f"P{n}", "name": f"第{n}园区", "district_id": 1} for n in range(1, PARKS + 1)]
    insert(connection, "parks", parks)
    rows: list[dict[str, Any]] = []
    for number, shape in enumerate(shapes, 1):
        rows.append(parcel(number, shape, dice))
        if len(rows) == _CHUNK:
            insert(connection, "parcels", rows)
            rows = []
    if rows:
        insert(connection, "parcels", rows)
    insert_others(connection, count, dice)
    connection.execute("UPDATE meta SET value = '1' WHERE key = 'revision'")
    connection.execute("COMMIT")
    register.close()


def insert_others(connection: sqlite3.Connection, count: int, dice: np.random.Generator) -> None:
    """Plots, plants with floors and units, supplies, firms and findings on some of the parcels."""
    scale = min(1.0, count / 1_000_000)
    plots, plants, firms, findings = (max(1, int(n * scale)) for n in (PLOTS, PLANTS, FIRMS, FINDINGS))
    chosen = 1 + dice.permutation(count)[: plots + 2 * findings]
    insert(connection, "plots", [_plot(n, dice) for n in range(1, plots + 1)])
    links = [{"plot_id": n, "parcel_id": int(chosen[n - 1])} for n in range(1, plots + 1)]
    insert(connection, "plot_parcels", links)
    on = 1 + dice.integers(count, size=plants)
    insert(connection, "plants", [_plant(n, int(on[n - 1])) for n in range(1, plants + 1)])
    insert(connection, "floors", [_floor(n) for n in range(1, plants + 1)])
    insert(connection, "units", [_unit(n, dice) for n in range(1, plants + 1)])
    insert(connection, "utility_supplies", [_supply(n) for n in range(1, plots + 1)])
    insert(connection, "enterprises", [_firm(n, dice) for n in range(1, firms + 1)])
    stands = [{"parcel_id": n, "enterprise_id": 1 + n % firms, "role": "right_holder"} for n in range(1, count, 10)]
    insert(connection, "occupations", stands)
    idle = [
        {"parcel_id": int(n), "state": "recognised", "recognition_document": "示例1号", "recognised_on": "2025-01-01"}
        for n in chosen[plots : plots + findings]
    ]
    insert(connection, "idle_findings", idle)
    insert(connection, "underused_findings", [{"parcel_id": int(n), "state": "confirmed"} for n in chosen[-findings:]])


def _plot(n: int, dice: np.random.Generator) -> dict[str, Any]:
    return {
        "plot_code": f"A-{n:05d}", "park_id": 1 + n % PARKS, "marketing": str(dice.choice(list(Marketing))),
        "name": f"示例地块{n}", "floor_area_ratio_min": round(float(dice.uniform(0.8, 2.5)), 2),
        "price_10k_yuan_per_mu": round(float(dice.uniform(8, 25)), 1), "industries": '["36","38"]',
        "supply_modes": json.dumps([str(dice.choice(list(SupplyMode)))]),
    }  # fmt: skip


def _plant(n: int, parcel_id: int) -> dict[str, Any]:
    return {"plant_code": f"H-{n:05d}", "name": f"示例厂房{n}", "park_id": 1 + n % PARKS, "parcel_id": parcel_id}


def _floor(n: int) -> dict[str, Any]:
    return {"plant_id": n, "floor_no": 1, "storey_height_m": 6 + n % 6, "load_kg_per_m2": 500 * (1 + n % 6)}


def _unit(n: int, dice: np.random.Generator) -> dict[str, Any]:
    return {
        "floor_id": n, "unit_code": "1A", "marketing": str(dice.choice(list(Marketing))),
        "occupancy": "vacant" if n % 3 == 0 else "in_use", "floor_area_m2": 1000 + n % 9000,
        "rent_yuan_per_m2_month": 8 + n % 10,
    }  # fmt: skip


def _supply(n: int) -> dict[str, Any]:
    return {
        "supply_code": f"E-{n}",
        "utility": "power",
        "plot_id": n,
        "capacity": 500 * (1 + n % 12),
        "capacity_unit": "kVA",
    }


def _firm(n: int, dice: np.random.Generator) -> dict[str, Any]:
    return {"enterprise_code": f"Q{n}", "name": f"示例企业{n}", "park_id": 1 + n % PARKS,
            "industry": str(dice.choice(list(Industry))), "scale": "above_scale"}  # fmt: skip


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000)
