"""The shapes of the sample: at the right place, without overlaps, plants set back inside their parcels."""

from collections.abc import Iterable
from typing import Any

import pytest
from pyproj import Transformer
from shapely import STRtree, transform
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from tests.sample.conftest import Sample

SQ, YT, HG = "双桥工业园区", "邮亭工业园区", "双桥化工园区"
TO_METRES = Transformer.from_crs("EPSG:4490", "EPSG:4544", always_xy=True).transform


def metres(shape: BaseGeometry) -> BaseGeometry:
    return transform(shape, TO_METRES, interleaved=False)


def overlaps_m2(shapes: list[BaseGeometry]) -> Iterable[float]:
    tree = STRtree(shapes)
    for i, j in zip(*tree.query(shapes, predicate="intersects"), strict=True):
        if i < j:
            yield shapes[i].intersection(shapes[j]).area


def park_shape(sample: Sample, park: str) -> BaseGeometry:
    return metres(next(p["shape"] for p in sample.rows("parks") if p["name"] == park))


def test_no_two_parcels_overlap_by_more_than_a_hundredth_of_a_square_metre(sample: Sample) -> None:
    assert max(overlaps_m2([metres(p["shape"]) for p in sample.rows("parcels")])) <= 0.01


def test_no_two_plants_overlap(sample: Sample) -> None:
    assert max(overlaps_m2([metres(p["shape"]) for p in sample.rows("plants")]), default=0.0) <= 0.01


def test_every_shape_is_valid_and_every_parcel_is_of_one_piece(sample: Sample) -> None:
    assert all(
        r["shape"].is_valid
        for key in ("parks", "parcels", "plants", "reference_features")
        for r in sample.rows(key)
        if r["shape"] is not None
    )
    assert all(len(p["shape"].geoms) == 1 for p in sample.rows("parcels"))


def test_every_plant_keeps_three_metres_from_the_line_of_its_parcel(sample: Sample) -> None:
    for plant in sample.rows("plants"):
        parcel = metres(sample.by_id("parcels", plant["parcel_id"])["shape"])
        assert parcel.buffer(-3).contains(metres(plant["shape"])), plant["plant_code"]


@pytest.mark.parametrize("entity", ["parcels", "plants"])
def test_everything_lies_inside_the_outline_of_its_park(sample: Sample, entity: str) -> None:
    outlines = {park: park_shape(sample, park) for park in (SQ, YT, HG)}
    assert all(outlines[sample.park(r)].contains(metres(r["shape"])) for r in sample.rows(entity))


def test_no_parcel_lies_on_water_a_street_or_the_railway(sample: Sample) -> None:
    layers = {row["id"]: row["layer_kind"] for row in sample.rows("reference_layers")}
    parcels = [metres(p["shape"]) for p in sample.rows("parcels")]
    for feature in sample.rows("reference_features"):
        if layers[feature["layer_id"]] in ("water", "rail", "road"):
            half = (feature["properties"].get("width_m") or 0) / 2 - 0.5
            taken = metres(feature["shape"]).buffer(max(half, 0.1), cap_style="flat")
            assert all(taken.intersection(p).area < 1 for p in parcels), feature["name"]


@pytest.mark.parametrize(
    ("park", "lon", "lat", "within_m"),
    [
        (SQ, 105.765236, 29.492237, 0),  # 车城大道 of 双桥经开区
        (YT, 105.7420, 29.4236, 60),  # the railway stop 大足南
    ],
)
def test_each_park_lies_at_its_anchor_on_the_earth(
    sample: Sample, park: str, lon: float, lat: float, within_m: float
) -> None:
    assert park_shape(sample, park).distance(metres(Point(lon, lat))) <= within_m


def test_the_three_parks_lie_apart(sample: Sample) -> None:
    assert sum(overlaps_m2([park_shape(sample, park) for park in (SQ, YT, HG)])) == 0


def test_the_chemical_park_is_three_square_kilometres_within_its_outline(sample: Sample) -> None:
    assert park_shape(sample, HG).area == pytest.approx(3_000_000, rel=0.002)


def test_registered_and_measured_area_agree_within_half_a_percent_but_for_three_flagged_gaps(sample: Sample) -> None:
    gaps = []
    for parcel in sample.rows("parcels"):
        assert parcel["measured_area_m2"] == pytest.approx(metres(parcel["shape"]).area, abs=0.02)
        registered = parcel["registered_area_m2"]
        if registered is not None and abs(registered / parcel["measured_area_m2"] - 1) > 0.005:
            gaps.append(parcel["provenance"]["registered_area_m2"]["source"])
    assert len(gaps) == 3
    assert all("待复核" in note for note in gaps)


def test_no_parcel_is_deeper_than_two_hundred_metres(sample: Sample) -> None:
    for parcel in sample.rows("parcels"):
        assert depth_m(parcel) <= 200.5, parcel["name"]


def depth_m(parcel: dict[str, Any]) -> float:
    ring = metres(parcel["shape"]).minimum_rotated_rectangle.boundary.coords
    return min(Point(ring[0]).distance(Point(ring[1])), Point(ring[1]).distance(Point(ring[2])))


def test_every_parcel_of_a_park_can_be_reached_from_a_street(sample: Sample) -> None:
    layers = {row["id"]: row["layer_kind"] for row in sample.rows("reference_layers")}
    streets = [metres(f["shape"]) for f in sample.rows("reference_features") if layers[f["layer_id"]] == "road"]
    for parcel in sample.rows("parcels"):
        shape = metres(parcel["shape"])
        assert min(shape.distance(s) for s in streets) < 30, parcel["name"]
