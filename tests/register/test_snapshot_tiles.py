"""Tiles, read back as a browser reads them: the right shapes at the right place, and nothing of others."""

import math
import threading
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pytest
import shapely

from domain.audience import EVERYBODY, Role, audience_of
from domain.criteria import Criteria
from register import band_keeper, tiles
from register.band_keeper import BandKeeper
from register.bands import banded
from register.reader import Reader
from register.snapshot import Snapshot
from register.store import Register
from tests.register import inventory
from tests.register.mvt import Feature, decode, signed_area

DAY = date(2025, 11, 20)
REVIEWER = audience_of({Role.REVIEWER})
EVERYTHING = Criteria("parcel")


@pytest.fixture
def ids(register: Register) -> Mapping[str, int]:
    return inventory.fill(register)


@pytest.fixture
def snapshot(register: Register, ids: Mapping[str, int]) -> Iterator[Snapshot]:
    copy = Snapshot(register)
    copy.refresh(DAY)
    yield copy
    copy.close()


def tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int, int]:
    x = (lon + 180) / 360 * 2**zoom
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom
    return zoom, int(x), int(y)


def units(lon: float, lat: float, tile: tuple[int, int, int]) -> tuple[float, float]:
    """Exact place in a tile, worked out from the definition of web Mercator."""
    zoom, column, row = tile
    x = (lon + 180) / 360 * 2**zoom
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom
    return (x - column) * 4096, (y - row) * 4096


def parcels(snapshot: Snapshot, tile: tuple[int, int, int], criteria: Criteria = EVERYTHING) -> list[Feature]:
    return decode(snapshot.reader(EVERYBODY).tile(criteria, *tile)).get("p", [])


@pytest.mark.parametrize("zoom", [10, 12, 14, 15, 16, 18])
def test_corners_lie_within_a_unit_of_where_they_belong(snapshot: Snapshot, ids: Mapping[str, int], zoom: int) -> None:
    tile = tile_at(*inventory.centre(0), zoom)
    drawn = next(f for f in parcels(snapshot, tile) if f.id == ids["P1"])
    exact = [units(lon, lat, tile) for lon, lat in shapely.get_coordinates(inventory.square(0))[:-1]]
    near = 4096 + 2048  # what lies further outside is cut
    exact = [(min(max(x, -2048), near), min(max(y, -2048), near)) for x, y in exact]
    for corner in drawn.rings[0]:
        is_inside = min(corner) >= 0 and max(corner) < 4096  # negative units are cut towards zero: up to one more
        assert min(max(abs(corner[0] - x), abs(corner[1] - y)) for x, y in exact) <= (1 if is_inside else 2)


def test_half_a_unit_is_added_because_the_encoder_cuts_fractions_off(snapshot: Snapshot) -> None:
    """A prepared corner is a whole number of units; through floats it may come out as 99.9999 and be cut to 99."""
    cursor = snapshot._cursor()
    for offset, expected in ((0.0, 99), (0.5, 100)):
        made = cursor.execute(
            "WITH f AS (SELECT ST_Affine(ST_Point(99.9999999, 100), 1, 0, 0, 1, $1, $1) AS geom)"
            " SELECT ST_AsMVT(f, 'x', 4096, 'geom') FROM f", [offset]
        ).fetchall()[0][0]  # fmt: skip
        assert decode(bytes(made))["x"][0].rings[0][0][0] == expected
    tile = tiles.Tile(14, 13005, 6790)
    left, _, _, top = tile.box
    unit = tile.width / 4096
    for number in range(0, 4096, 37):
        sql = f"WITH f AS (SELECT {tile.point('$1', '$2')} AS geom) SELECT ST_AsMVT(f, 'x', 4096, 'geom') FROM f"
        made = cursor.execute(sql, [left + number * unit, top - number * unit]).fetchall()[0][0]
        assert decode(bytes(made))["x"][0].rings[0][0] == (number, number)


@pytest.mark.parametrize("zoom", [8, 10, 11, 13, 15, 16])
def test_outer_rings_are_outer_at_every_zoom(snapshot: Snapshot, zoom: int) -> None:
    drawn = parcels(snapshot, tile_at(*inventory.centre(1), zoom))
    assert drawn
    assert all(signed_area(ring) > 0 for feature in drawn for ring in feature.rings)


@pytest.mark.parametrize("zoom", range(17))
def test_no_tile_is_empty_where_parcels_are(snapshot: Snapshot, zoom: int) -> None:
    assert parcels(snapshot, tile_at(*inventory.centre(0), zoom))


def test_an_empty_tile_has_no_bytes(snapshot: Snapshot) -> None:
    reader = snapshot.reader(EVERYBODY)
    assert reader.tile(EVERYTHING, *tile_at(0, 0, 14)) == b""
    assert reader.ground_tile(*tile_at(0, 0, 14)) == b""
    assert reader.tile(EVERYTHING, 3, 99, 0) == b""


@pytest.mark.parametrize("zoom", [13, 14, 15])
def test_what_the_filter_leaves_out_is_faded_and_keeps_its_colour(
    snapshot: Snapshot, ids: Mapping[str, int], zoom: int
) -> None:
    tile = tile_at(*inventory.centre(0), zoom)
    for criteria in (Criteria.of("parcel", {"stage": ["cleared"]}), Criteria.of("plot", {"marketing": ["offered"]})):
        faded = {f.id: (f.properties["s"], f.properties.get("d")) for f in parcels(snapshot, tile, criteria)}
        assert faded[ids["P1"]] == ("offered", None)
        assert faded[ids["P3"]] == ("producing", 1)


@pytest.mark.parametrize("kind", ["plot", "plant", "parcel"])
@pytest.mark.parametrize("zoom", [9, 12, 16, 18])
def test_every_kind_of_filter_draws_at_every_zoom(snapshot: Snapshot, kind: str, zoom: int) -> None:
    for facet, values in snapshot.reader(REVIEWER).facets(Criteria(kind)).items():
        criteria = Criteria.of(kind, {facet: list(values)}, "A P3 H1")
        assert decode(snapshot.reader(REVIEWER).tile(criteria, *tile_at(*inventory.centre(0), zoom)))["p"]


def test_number_and_area_are_labels_from_zoom_13(snapshot: Snapshot, ids: Mapping[str, int]) -> None:
    for zoom, expected in ((12, {"s"}), (13, {"s", "n", "a"})):
        tile = tile_at(*inventory.centre(0), zoom)
        drawn = next(f for f in parcels(snapshot, tile) if f.id == ids["P1"])
        assert set(drawn.properties) == expected
    assert drawn.properties["a"] == "30.0亩"


def test_each_label_stands_in_one_tile_only(snapshot: Snapshot) -> None:
    reader = snapshot.reader(EVERYBODY)
    zoom, x, y = tile_at(*inventory.centre(2), 16)
    found = [
        f.id
        for i in range(-6, 7)
        for j in range(-3, 4)
        for f in decode(reader.tile(EVERYTHING, zoom, x + i, y + j)).get("l", [])
    ]
    assert sorted(found) == sorted(set(found))
    assert len(found) == 5


def test_a_visitor_sees_the_plant_on_offer_and_not_the_other(snapshot: Snapshot, ids: Mapping[str, int]) -> None:
    tile = tile_at(*inventory.centre(2), 14)
    seen, whole = (decode(snapshot.reader(who).tile(EVERYTHING, *tile)) for who in (EVERYBODY, REVIEWER))
    assert [(f.id, f.properties) for f in seen["b"]] == [(ids["H1"], {"v": 1})]
    assert {f.id for f in seen["v"]} == {ids["H1"]}
    assert {f.id for f in whole["v"]} == {ids["H1"], ids["H2"]}


def test_a_tile_made_before_its_shapes_were_prepared_is_made_anew_afterwards(
    register: Register, ids: Mapping[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    started, work, made = threading.Event(), BandKeeper._work, []
    monkeypatch.setattr(band_keeper, "ON_THE_SPOT", 0)
    monkeypatch.setattr(BandKeeper, "_work", lambda keeper: (started.wait(), work(keeper)))
    monkeypatch.setattr(Reader, "_tile", lambda *_: made.append(1) or b"tile")
    copy = Snapshot(register)
    copy.refresh(DAY)

    def is_final() -> bool:
        reader = copy.reader(EVERYBODY)
        reader.tile(EVERYTHING, *tile_at(*inventory.centre(0), 14))
        return reader.tile_edition.is_final

    assert (is_final(), is_final(), len(made)) == (False, False, 1)
    started.set()
    assert copy.wait_for_bands(60)
    assert (is_final(), is_final(), len(made)) == (True, True, 2)
    copy.close()


def test_an_edit_changes_the_tile_at_once(register: Register, snapshot: Snapshot, ids: Mapping[str, int]) -> None:
    tile = tile_at(*inventory.centre(3), 14)
    before = {f.id: f.rings for f in parcels(snapshot, tile)}
    inventory.change(register, "parcels", ids["P4"], stage="cleared", shape=shapely.affinity.translate(
        inventory.square(3), 0, -inventory.SIDE))  # fmt: skip
    snapshot.refresh(DAY)
    after = {f.id: f for f in parcels(snapshot, tile)}
    assert after[ids["P4"]].rings != before[ids["P4"]]
    assert after[ids["P4"]].properties["s"] == "cleared"
    assert after[ids["P3"]].rings == before[ids["P3"]]


def test_a_shape_too_small_for_its_zoom_becomes_one_unit_and_is_not_lost() -> None:
    tiny = np.array([shapely.box(105.76, 29.45, 105.760001, 29.450001)], dtype=object)
    for zoom in (10, 15):
        shape = shapely.from_wkb(banded(tiny)[f"g{zoom}"][0])
        assert shape.area == pytest.approx((tiles.EARTH_M / 2**zoom / 4096) ** 2, rel=1e-6)


def test_a_crowded_tile_is_gathered_by_colour_and_stays_small(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "MOST_SHAPES", 3)
    drawn = parcels(snapshot, tile_at(*inventory.centre(0), 12))
    assert {f.properties["s"] for f in drawn} == {"offered", "reserved", "producing", "raw", "stopped"}
    assert all(f.id is None for f in drawn)


def test_the_ground_shows_outlines_and_names(register: Register, snapshot: Snapshot, ids: Mapping[str, int]) -> None:
    inventory.change(register, "parks", ids["SQ"], shape=inventory.square(0).buffer(0.01))
    with register.transaction(inventory.TRACE) as writer:
        roads = {"layer_code": "R", "name": "道路", "layer_kind": "road", "audience": "public"}
        layer = writer.insert("reference_layers", roads)
        line = shapely.LineString([(105.75, 29.45), (105.77, 29.46)])
        writer.insert("reference_features", {"layer_id": layer, "name": "车城大道", "width_class": 1, "shape": line})
    snapshot.refresh(DAY)
    ground = decode(snapshot.reader(EVERYBODY).ground_tile(*tile_at(*inventory.centre(0), 13)))
    assert set(ground) == {"outline", "road", "name"}
    names = {f.properties["n"]: f.properties for f in ground["name"]}
    assert names["双桥工业园区"]["k"] == "park"
    assert 360 - 31 <= names["车城大道"]["r"] <= 360 - 28  # rises to the north-east: about 30° against the clock
    assert ground["road"][0].properties["w"] == 1
