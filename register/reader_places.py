"""Records and places: one record with all that belongs to it, what lies at a point, what lies near."""

import json
from collections.abc import Sequence
from typing import Any

import shapely

from domain.crs import STORAGE, transform, zone_at
from register import statements
from register.answers import Box, Facility, FigureInputs, Record, Related, degrees, iso, with_park
from register.queries import LIST_OF, Where
from register.reader_lists import ListReader
from register.relations import related


class PlaceReader(ListReader):
    """Records and the ground they stand on, as an audience sees them."""

    def record(self, kind: str, code: str) -> Record | None:
        """One plot, plant or parcel by its code: declared columns and those of its list row; None if not seen."""
        found = self.list_rows(kind, Where("code = ?", (code,)), "id", 1, 0)
        return found[0] if found else None

    def related(self, kind: str, code: str) -> Related:
        """All that belongs to a record; empty where the record is not seen."""
        own = self.record(kind, code)
        return related(self, kind, own) if own else Related()

    def outline(self, kind: str, code: str) -> dict[str, Any] | None:
        """The shape of a record as GeoJSON in degrees; a plot's is that of its parcels."""
        rows = self.all(f"SELECT ST_AsGeoJSON(shape) FROM ({statements.SHAPES[kind]}) WHERE shape IS NOT NULL", (code,))
        shapes = [json.loads(row[0]) for row in rows]
        if len(shapes) > 1:
            return {"type": "GeometryCollection", "geometries": shapes}
        return shapes[0] if shapes else None

    def shapes(self, kind: str, ids: Sequence[int]) -> dict[int, Any]:
        """The shapes of records by id, in EPSG:4490; a plot's is its parcels' union. Ids without one are left out."""
        rows = self.all(statements.SHAPES_OF[kind], (list(ids),))
        parts: dict[int, list[Any]] = {}
        for (number, _), shape in zip(rows, shapely.from_wkb([bytes(row[1]) for row in rows]), strict=True):
            parts.setdefault(number, []).extend(shapely.get_parts(shape))
        if kind == "plot":
            parts = {number: list(shapely.get_parts(shapely.union_all(found))) for number, found in parts.items()}
        return {number: shapely.MultiPolygon(polygons) for number, polygons in parts.items()}

    def balances(self, supply_ids: Sequence[int]) -> dict[int, tuple[float, float | None]]:
        """(promised, available) of supplies: sums over the reservations on each and on all that it feeds."""
        rows = self.all(statements.BALANCES, (list(supply_ids),))
        return {number: (promised, available) for number, promised, available in rows}

    def code_of(self, kind: str, record_id: int) -> str | None:
        """The code of a plot, plant or parcel by its numeric id, as tiles carry it."""
        rows = self.all(f"SELECT code FROM {{v}}.{LIST_OF[kind]} WHERE id = ?", (record_id,))
        return rows[0][0] if rows else None

    def nearest(self, lon: float, lat: float) -> list[Facility]:
        """The nearest facility of each kind, by straight line in metres (3-degree plane), nearest first."""
        rows = self.all(statements.FACILITIES)
        if not rows:
            return []
        zone = zone_at(lon).crs
        shapes = transform(shapely.from_wkb([bytes(row[2]) for row in rows]), STORAGE, zone)
        distances = shapely.distance(shapes, transform(shapely.Point(lon, lat), STORAGE, zone))
        found = [
            Facility(name, kind, float(distance_m), source, iso(as_of_on))
            for (name, kind, _, source, as_of_on), distance_m in zip(rows, distances, strict=True)
        ]
        by_kind: dict[str | None, Facility] = {}
        for facility in sorted(found, key=lambda f: f.distance_m):
            by_kind.setdefault(facility.kind, facility)
        return list(by_kind.values())

    def ground_box(self) -> Box | None:
        """(west, south, east, north) in degrees of all ground that this audience sees; None without any."""
        x0, y0, x1, y1 = self.all("SELECT min(x0), min(y0), max(x1), max(y1) FROM {v}.ground")[0]
        return None if x0 is None else (*degrees(x0, y0), *degrees(x1, y1))

    def figure_inputs(self) -> FigureInputs:
        """The facts behind the headline figures, as far as this audience sees them."""
        codes: dict[int | None, str] = dict(self.park_codes.items())
        return FigureInputs(
            parcels=[with_park(row, self.park_codes) for row in self.dicts(statements.FIGURE_PARCELS)],
            parcel_counts={codes.get(park): count for park, count in self.all(statements.PARCEL_COUNTS)},
            units=[with_park(row, self.park_codes) for row in self.dicts(statements.FIGURE_UNITS)],
            unit_counts={codes.get(park): count for park, count in self.all(statements.UNIT_COUNTS)},
            firm_years=[with_park(row, self.park_codes) for row in self.dicts(statements.FIGURE_FIRMS)],
            closed_year=self.all("SELECT max(year) FROM {v}.closed_years")[0][0],
        )
