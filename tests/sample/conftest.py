"""The committed sample, read once through the register, with the few joins that its tests need."""

import shutil
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from register.geopackage import GeoPackageRegister

SAMPLE = Path("data/parcels/sample.gpkg")


class Sample:
    """Rows of the sample by entity."""

    def __init__(self, register: GeoPackageRegister) -> None:
        self._register = register
        self._kept: dict[str, list[dict[str, Any]]] = {}

    def rows(self, entity: str) -> list[dict[str, Any]]:
        if entity not in self._kept:
            self._kept[entity] = [_plain(r) for r in self._register.find(entity)]
        return self._kept[entity]

    def by_id(self, entity: str, record_id: int) -> dict[str, Any]:
        return next(r for r in self.rows(entity) if r["id"] == record_id)

    def park(self, row: dict[str, Any]) -> str:
        return str(self.by_id("parks", row["park_id"])["name"])

    def parcels_of(self, park: str) -> list[dict[str, Any]]:
        return [p for p in self.rows("parcels") if self.park(p) == park]

    def plant_of(self, unit: dict[str, Any]) -> dict[str, Any]:
        return self.by_id("plants", self.by_id("floors", unit["floor_id"])["plant_id"])

    def years(self, park: str, year: int, scale: str) -> list[dict[str, Any]]:
        firms = {e["id"] for e in self.rows("enterprises") if self.park(e) == park}
        return [
            r
            for r in self.rows("enterprise_years")
            if r["enterprise_id"] in firms and r["year"] == year and r["scale"] == scale
        ]

    def parcels_in_plots(self, marketing: str) -> set[int]:
        plots = {p["id"] for p in self.rows("plots") if p["marketing"] == marketing}
        return {r["parcel_id"] for r in self.rows("plot_parcels") if r["plot_id"] in plots}

    def offered_parcel_ids(self) -> set[int]:
        return self.parcels_in_plots("offered")

    @cached_property
    def _by_colour(self) -> list[tuple[str, set[int]]]:
        idle = {f["parcel_id"] for f in self.rows("idle_findings") if f["state"] == "recognised"}
        underused = {f["parcel_id"] for f in self.rows("underused_findings") if f["state"] == "confirmed"}
        return [
            ("idle", idle),
            ("underused", underused),
            ("offered", self.offered_parcel_ids()),
            ("reserved", self.parcels_in_plots("reserved")),
        ]

    def colour(self, parcel: dict[str, Any]) -> str:
        """The row of the table a parcel stands in: the first that holds."""
        return next((colour for colour, ids in self._by_colour if parcel["id"] in ids), str(parcel["stage"]))


def _plain(row: Any) -> dict[str, Any]:
    return {key: value if value is not None or key != "provenance" else {} for key, value in dict(row).items()}


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    copy = tmp_path_factory.mktemp("sample") / "sample.gpkg"
    shutil.copyfile(SAMPLE, copy)
    return Sample(GeoPackageRegister(copy))
