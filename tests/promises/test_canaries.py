"""Values that a person may not see are nowhere in what he can fetch: pages, tiles, documents, errors, headers, logs.

Every text and figure of a record is replaced by a value that occurs nowhere else. What each person may see is said
here once more, by hand and in other words than `domain/audience.py`, and everything else he can reach is searched.
"""

import math
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from domain.audience import EVERYBODY, Audience, Role, audience_of
from domain.audit import Trace
from domain.criteria import Criteria
from domain.entities import ALL
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths
from tests.planting import plant
from tests.routes.test_table_of_doors import PAGES, STAFF_PAGES
from tests.serving import Site, copy_of_sample, serving

DAY = "2025-11-20"
TEXT = re.compile(rb"QZ7K(\d{6})X")
FIRST_FIGURE = 731_000_000_000
FIGURE = re.compile(rb"731\d{9}")
DOUBLE = re.compile(rb"(?s)(?=(.{5}" + re.escape(struct.pack("<d", FIRST_FIGURE)[5:]) + rb"))")
EVERYTHING = frozenset({"*"})
NOTHING: frozenset[str] = frozenset()

Place = tuple[str, str, int]  # entity, column, row
Row = dict[str, Any]


@dataclass
class Planted:
    """The record's rows as planted, and where each canary stands."""

    places: list[Place] = field(default_factory=list)
    rows: dict[str, dict[int, Row]] = field(default_factory=dict)

    def text(self, *place: Any) -> str:
        self.places.append(place)  # type: ignore[arg-type]
        return f"QZ7K{len(self.places) - 1:06}X"

    def figure(self, *place: Any) -> float:
        self.places.append(place)  # type: ignore[arg-type]
        return FIRST_FIGURE + len(self.places) - 1

    def found_in(self, data: bytes) -> set[int]:
        """The canaries in some bytes: as text, as digits however grouped, as a double."""
        plain = data.replace(b",", b"").replace(b".", b"")
        found = {int(n) for n in TEXT.findall(data)}
        found |= {int(n) - FIRST_FIGURE for n in FIGURE.findall(plain)}
        doubles = (struct.unpack("<d", packed)[0] for packed in DOUBLE.findall(data))
        found |= {int(value) - FIRST_FIGURE for value in doubles if value == int(value)}
        return {n for n in found if 0 <= n < len(self.places)}


# --- what each person may see, by hand -------------------------------------------------------------------------------


class Oracle:
    """Which columns of a row a person may see. `parks` are the codes of an officer's parks."""

    def __init__(self, rows: dict[str, dict[int, Row]], who: str, parks: tuple[str, ...] = ()) -> None:
        self.rows = rows
        self.who = who
        self.parks = {i for i, row in rows["parks"].items() if row["park_code"] in parks}
        self.offered_plots = {i for i, p in rows["plots"].items() if p["marketing"] == "offered"}
        self.offered_floors = {u["floor_id"] for u in rows["units"].values() if u["marketing"] == "offered"}
        self.offered_plants = {rows["floors"][i]["plant_id"] for i in self.offered_floors}

    def may_see(self, entity: str, column: str, row_id: int) -> bool:
        if self.who == "analyst":
            return entity != "trail"
        if entity == "trail":  # the basis of a deed that touched every park is read by all who answer for one
            return self.who in ("officer", "reviewer")
        if entity == "enterprise_years":
            return False
        row = self.rows[entity][row_id]
        if self.who == "reviewer" or (self.who == "officer" and self.park_of(entity, row) in self.parks):
            return True
        if self.who == "officer" and entity in ("reference_layers", "reference_features"):
            return True
        if self.who == "officer" and entity == "closed_years":
            return False
        if self.who == "officer" and entity == "idle_findings" and row["state"] == "recognised":
            return column in ("cause", "right_holder", "recognition_document")
        seen = getattr(self, f"_{entity}", lambda _: NOTHING)(row)
        return column in seen or ("*" in seen and f"-{column}" not in seen)

    def park_of(self, entity: str, row: Row) -> int | None:
        """The park that a row belongs to."""
        if entity == "parks":
            return int(row["id"])
        if entity == "documents":
            return self.park_of(row["entity"], self.rows[row["entity"]][row["record_id"]])
        for key, parent in (
            ("park_id", "parks"), ("plot_id", "plots"), ("plant_id", "plants"), ("parcel_id", "parcels"),
            ("floor_id", "floors"), ("supply_id", "utility_supplies"), ("enterprise_id", "enterprises"),
            ("contract_id", "contracts"),
        ):  # fmt: skip
            if row.get(key) is not None:
                return self.park_of(parent, self.rows[parent][row[key]])
        return None

    @staticmethod
    def _districts(_: Row) -> frozenset[str]:
        return EVERYTHING

    _parks = _districts

    def _parcels(self, row: Row) -> frozenset[str]:
        if row["retired_on"]:
            return NOTHING
        links = self.rows["plot_parcels"].values()
        is_offered = any(x["parcel_id"] == row["id"] and x["plot_id"] in self.offered_plots for x in links)
        of_listing = {"measured_zone", "survey_crs", "address", "source", "provenance"} if is_offered else set()
        return frozenset({"parcel_code", "short_number"} | of_listing)

    @staticmethod
    def _plots(row: Row) -> frozenset[str]:
        by_marketing = {"offered": EVERYTHING | {"-reserved_for", "-remark"}, "reserved": frozenset({"plot_code"})}
        return by_marketing.get(row["marketing"], NOTHING)

    def _plants(self, row: Row) -> frozenset[str]:
        inner = {"-right_holder", "-real_estate_unit_code", "-encumbrance", "-remark"}
        return EVERYTHING | inner if row["id"] in self.offered_plants else NOTHING

    def _floors(self, row: Row) -> frozenset[str]:
        return EVERYTHING if row["id"] in self.offered_floors else NOTHING

    def _units(self, row: Row) -> frozenset[str]:
        if row["marketing"] == "offered":
            return EVERYTHING | {"-occupier", "-reserved_for"}
        is_near = self.rows["floors"][row["floor_id"]]["plant_id"] in self.offered_plants
        return frozenset({"unit_code", "floor_area_m2"}) if row["marketing"] == "reserved" and is_near else NOTHING

    def _utility_supplies(self, row: Row) -> frozenset[str]:
        is_open = row["park_id"] or row["plot_id"] in self.offered_plots or row["plant_id"] in self.offered_plants
        return EVERYTHING if is_open else NOTHING

    def _utility_prices(self, row: Row) -> frozenset[str]:
        return self._utility_supplies(self.rows["utility_supplies"][row["supply_id"]])

    @staticmethod
    def _idle_findings(row: Row) -> frozenset[str]:
        is_out = row["state"] == "recognised" and (row["published_on"] or "9999") <= DAY
        is_still = not row["withdrawn_on"] or row["withdrawn_on"] > DAY
        return frozenset({"cause", "right_holder", "recognition_document"}) if is_out and is_still else NOTHING

    @staticmethod
    def _reference_layers(row: Row) -> frozenset[str]:
        return EVERYTHING if row["audience"] == "public" else NOTHING

    def _reference_features(self, row: Row) -> frozenset[str]:
        return self._reference_layers(self.rows["reference_layers"][row["layer_id"]])

    def _documents(self, row: Row) -> frozenset[str]:
        offered = {"plots": self.offered_plots, "plants": self.offered_plants}.get(row["entity"], set())
        return EVERYTHING if row["audience"] == "public" and row["record_id"] in offered else NOTHING


# --- the record ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planted]:
    """A public record of an office, with rows of every degree of secrecy."""
    record, canaries = copy_of_sample(tmp_path_factory.mktemp("canaries")), Planted()
    _add_secrets(record)
    plant(record, canaries.text, canaries.figure)
    register = GeoPackageRegister(record)
    canaries.rows = {e.key: {row["id"]: dict(row) for row in register.find(e.key)} for e in ALL}
    register.close()
    return record, canaries


def _add_secrets(record: Path) -> None:
    """What the sample has none of: a retired parcel, papers for staff and of hidden records, an import."""
    register = GeoPackageRegister(record)
    hidden = next(p for p in register.find("plots") if p["marketing"] == "unlisted")
    offered = next(p for p in register.find("plots") if p["marketing"] == "offered")
    idle = {f["parcel_id"] for f in register.find("idle_findings")}
    busy = {x["parcel_id"] for x in register.find("plot_parcels")} | idle
    retired = next(p for p in register.find("parcels") if p["id"] not in busy)
    with register.transaction(Trace("test", "add_secrets")) as writer:
        writer.set_meta("is_sample", "0")
        writer.update("parcels", retired["id"], retired["version"], {"retired_on": "2025-01-01"})
        for record_id, audience in ((hidden["id"], "public"), (offered["id"], "staff")):
            paper = f"paper {record_id}".encode()
            writer.insert("documents", {
                "title": "x", "document_kind": "document", "audience": audience, "entity": "plots",
                "record_id": record_id, "sha256": sha256(paper).hexdigest(), "media_type": "image/png",
            })  # fmt: skip
            (RecordPaths(record).files / sha256(paper).hexdigest()).write_bytes(paper)
        writer.insert("import_batches", {"file_name": "x", "sha256": "x", "entity": "parcels"})
    register.close()


@pytest.fixture(scope="module")
def canary_site(planted: tuple[Path, Planted]) -> Iterator[Site]:
    with serving(planted[0]) as site:
        yield site


# --- the crawl -------------------------------------------------------------------------------------------------------


def tiles_over(shapes: list[Any], zooms: range) -> Iterator[tuple[int, int, int]]:
    """Every tile that touches one of the boxes."""

    def column(lon: float, z: int) -> int:
        return int((lon + 180) / 360 * 2**z)

    def row(lat: float, z: int) -> int:
        return int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**z)

    wanted = set()
    for z in zooms:
        for west, south, east, north in (shape.bounds for shape in shapes):
            for x in range(column(west, z), column(east, z) + 1):
                wanted |= {(z, x, y) for y in range(row(north, z), row(south, z) + 1)}
    return iter(sorted(wanted))


ALL_PAGES = sorted({*PAGES, *STAFF_PAGES} - {""})


def queries(canaries: Planted, *, every: int) -> Iterator[dict[str, str]]:
    """What can be asked of the map page: kinds, figures, filters, searches, selections seen and unseen."""
    for kind in ("plot", "plant", "parcel"):
        yield {"kind": kind}
        yield {"kind": kind, "sort": "-area", "strip": "SQ"}
    for figure in ("available_land_mu", "idle_mu", "underused_mu", "vacant_plant_m2", "tax_10k_yuan_per_mu"):
        yield {"open": figure, "as_of": DAY}
        yield {"open": figure, "strip": "HG"}
    for value in ("available_land", "idle", "underused", "vacant_plant"):
        yield {"kind": "plant" if value == "vacant_plant" else "parcel", "figure": value}
    yield {"kind": "parcel", "is_retired": "yes"}
    yield {"kind": "parcel", "colour": "idle,underused", "industry": "none"}
    yield {"kind": "parcel", "q": "QZ7K"}
    for kind, entity, code in (("plot", "plots", "plot_code"), ("plant", "plants", "plant_code")):
        yield {"kind": kind, "q": "QZ7K"}
        for row in list(canaries.rows[entity].values())[::every]:
            yield {"sel": f"{kind}:{row[code]}"}
    for row in list(canaries.rows["parcels"].values())[:: every * 2]:
        yield {"sel": f"parcel:{row['parcel_code']}"}
    for entity, column in (
        ("parcels", "right_holder"), ("parcels", "occupier"), ("parcels", "certificate_number"),
        ("parcels", "remark"), ("plots", "reserved_for"), ("plants", "right_holder"), ("units", "occupier"),
        ("enterprises", "name"), ("enterprises", "credit_code"), ("projects", "name"),
    ):  # fmt: skip
        row = next(iter(canaries.rows[entity].values()))
        yield {"kind": "plant" if entity in ("plants", "units") else "parcel", "q": row[column]}


def sheets(canaries: Planted, names: set[str], *, every: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Every plot and plant page, of records seen and unseen."""
    for page, entity, code in (("plot", "plots", "plot_code"), ("plant", "plants", "plant_code")):
        if page in names:
            for row in list(canaries.rows[entity].values())[::every]:
                yield page, {"code": row[code]}


def unpacked(data: bytes) -> bytes:
    """What lies in a workbook or document, which are archives; anything else as it came."""
    if not data.startswith(b"PK"):
        return data
    with ZipFile(BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def crawl(
    site: Site, canaries: Planted, token: str, audience: Audience, *, every: int
) -> Iterator[tuple[str, bytes, str]]:
    """(where, bytes, what was typed to get them) of everything that a person can fetch."""
    with site.client(token) as client:
        for path in _paths(site, canaries, audience):
            answer = client.get(path, headers={"Accept": "text/html"} if path in ("/", "/plot") else {})
            yield path, repr(answer.headers).encode() + unpacked(answer.content), path
    with site.open_page(token) as page:
        came = page.run()
        navigation = next(m for m in map(ForwardMsg.FromString, came) if m.HasField("navigation")).navigation
        yield "first run", b"".join(came), ""
        for query in queries(canaries, every=every):
            yield f"map {query}", b"".join(page.run(urlencode(query))), str(query)
        for name in ALL_PAGES:  # those in this person's head, and those that for him do not exist
            yield f"page {name}", b"".join(page.run("", name)), name
        for name, query in sheets(canaries, {p.url_pathname for p in navigation.app_pages}, every=every):
            yield f"{name} {query}", b"".join(page.run(urlencode(query), name)), str(query)


def _paths(site: Site, canaries: Planted, audience: Audience) -> Iterator[str]:
    yield from ("/", "/plot", "/login", "/login?next=/x", "/logout", "/password", "/livez", "/readyz", "/nothing")
    yield from (f"/documents/{row['sha256']}" for row in canaries.rows["documents"].values())
    shapes = [p["shape"] for p in canaries.rows["parks"].values() if p["shape"] is not None]
    for z, x, y in tiles_over(shapes, range(8, 16)):
        yield f"/tiles/{audience.digest}/-/{z}/{x}/{y}.mvt"
        yield f"/ground/{audience.digest}/{z}/{x}/{y}.mvt"
    holder = canaries.rows["parcels"][1]["right_holder"]
    for criteria in (Criteria("parcel", search=holder), Criteria.of("plant", {"figure": ["vacant_plant"]})):
        for z, x, y in tiles_over(shapes, range(11, 14)):
            yield f"/tiles/{audience.digest}/{criteria.token()}/{z}/{x}/{y}.mvt"
    for kind in ("parcel", "plot", "plant"):
        for suffix in ("csv", "geojson", "xlsx"):
            yield f"/export/-/{kind}.{suffix}"
    for paper in ("workbook.xlsx", "slips.pdf", "slips.docx", "report.docx"):
        yield f"/papers/ranking/2024/hy-demo/{paper}"
    yield f"/tiles/{audience.digest}/-/99/0/0.mvt"
    yield f"/tiles/{audience.digest}/!/1/0/0.mvt"


def leaks(
    site: Site, canaries: Planted, oracle: Oracle, token: str, audience: Audience, *, every: int
) -> tuple[list[str], set[int]]:
    """What was found that the oracle forbids, and all canaries that were seen. One's own words come back: no leak."""
    told: list[str] = []
    seen: set[int] = set()
    for where, data, typed in crawl(site, canaries, token, audience, every=every):
        found = canaries.found_in(data) - canaries.found_in(typed.encode())
        seen |= found
        told += [f"{where}: {canaries.places[n]}" for n in found if not oracle.may_see(*canaries.places[n])]
    return told, seen


def columns_of(canaries: Planted, seen: set[int]) -> set[tuple[str, str]]:
    return {canaries.places[n][:2] for n in seen}


# --- the promises ----------------------------------------------------------------------------------------------------


def test_there_are_more_than_a_thousand_canaries_that_a_visitor_may_not_see(planted: tuple[Path, Planted]):
    canaries = planted[1]
    oracle = Oracle(canaries.rows, "visitor")
    hidden = [place for place in canaries.places if not oracle.may_see(*place)]
    assert len(hidden) > 10_000
    assert len({place[:2] for place in hidden}) > 100


def test_visitor_finds_nothing_of_what_he_may_not_see(canary_site: Site, planted: tuple[Path, Planted]):
    canaries = planted[1]
    told, seen = leaks(canary_site, canaries, Oracle(canaries.rows, "visitor"), "", EVERYBODY, every=7)
    assert not told, "\n".join(sorted(set(told))[:60])
    # The crawl looks where something is to be seen.
    assert {("plots", "plot_code"), ("plants", "name"), ("parks", "name")} <= columns_of(canaries, seen)


def test_officer_finds_nothing_of_other_parks(canary_site: Site, planted: tuple[Path, Planted]):
    canaries, parks = planted[1], ("YT",)
    token = canary_site.session_of("officer-of-yt", {Role.OFFICER}, parks)
    audience = audience_of({Role.OFFICER}, parks)
    told, _ = leaks(canary_site, canaries, Oracle(canaries.rows, "officer", parks), token, audience, every=20)
    assert not told, "\n".join(sorted(set(told))[:60])


def test_reviewer_finds_no_figure_of_a_firm(canary_site: Site, planted: tuple[Path, Planted]):
    canaries = planted[1]
    token = canary_site.session_of("a-reviewer", {Role.REVIEWER})
    audience = audience_of({Role.REVIEWER})
    told, _ = leaks(canary_site, canaries, Oracle(canaries.rows, "reviewer"), token, audience, every=40)
    assert not told, "\n".join(sorted(set(told))[:60])


def test_analyst_reads_what_others_may_not(canary_site: Site, planted: tuple[Path, Planted]):
    canaries = planted[1]
    token = canary_site.session_of("an-analyst", {Role.ANALYST})
    audience = audience_of({Role.ANALYST})
    told, seen = leaks(canary_site, canaries, Oracle(canaries.rows, "analyst"), token, audience, every=40)
    assert not told, "\n".join(sorted(set(told))[:60])
    assert {("enterprises", "name")} <= columns_of(canaries, seen)


def test_log_of_the_server_holds_no_canary(canary_site: Site, planted: tuple[Path, Planted]):
    """It runs last, after all that was asked above."""
    log = canary_site.log.read_bytes()
    assert log
    assert [planted[1].places[n] for n in planted[1].found_in(log)] == []
    assert b"outage" not in log
