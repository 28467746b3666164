"""Every plot and plant of the sample opens and has no empty section: as a page for visitors, as a listing for staff."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.parts.sheet import body_html
from domain.audience import EVERYBODY, Role, audience_of
from register.geopackage import GeoPackageRegister
from register.reader import Reader
from register.snapshot import Snapshot
from reports.listing import listing_of_plot
from reports.listing_parts import Files, Listing, Pairs, Rows, Table, Utilities
from reports.listing_plant import listing_of_plant
from reports.listing_source import parcel_records, plant_records, plot_records
from settings import SAMPLE, settings

MAIN = Path(__file__).parents[2] / "app_pages" / "main.py"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "mutu.gpkg"
    shutil.copy(SAMPLE, path)
    return path


@pytest.fixture(scope="module")
def snapshot(record: Path) -> Iterator[Snapshot]:
    made = Snapshot(GeoPackageRegister(record))
    made.refresh()
    yield made
    made.close()


@pytest.fixture
def visitor(snapshot: Snapshot) -> Reader:
    return snapshot.reader(EVERYBODY)


@pytest.fixture
def administrator(snapshot: Snapshot) -> Reader:
    return snapshot.reader(audience_of({Role.ADMINISTRATOR}))


def codes(reader: Reader, entity: str, key: str) -> list[str]:
    return [row[key] for row in reader.rows(entity, "TRUE")]


def is_full(listing: Listing) -> bool:
    """Every block of every section says something, and every section reaches the page."""
    for section in listing.sections:
        assert section.blocks, section.title
        for block in section.blocks:
            match block:
                case Rows() | Pairs():
                    assert block.rows, section.title
                    assert all(row.name and (row.is_known or row.missing) for row in block.rows)
                case Table():
                    assert block.lines, section.title
                case Utilities():
                    assert len(block.supplies) == 5
                case Files():
                    assert block.files or block.absent
    return body_html(listing).count("<section") == len(listing.sections)


def test_every_plot_has_a_full_listing_for_staff_and_for_visitors(visitor: Reader, administrator: Reader) -> None:
    for reader in (visitor, administrator):
        for code in codes(reader, "plots", "plot_code"):
            records = plot_records(reader, code)
            assert records is not None
            assert is_full(listing_of_plot(records)), code


def test_every_offered_plant_has_a_full_listing(visitor: Reader) -> None:
    found = codes(visitor, "plants", "plant_code")
    assert found
    for code in found:
        records = plant_records(visitor, code)
        assert records is not None
        assert is_full(listing_of_plant(records)), code


def test_visitor_opens_neither_taken_plot_nor_plant_in_use(visitor: Reader, administrator: Reader) -> None:
    hidden = set(codes(administrator, "plots", "plot_code")) - set(codes(visitor, "plots", "plot_code"))
    assert hidden
    assert all(plot_records(visitor, code) is None for code in hidden)
    plants = set(codes(administrator, "plants", "plant_code")) - set(codes(visitor, "plants", "plant_code"))
    assert plant_records(visitor, sorted(plants)[0]) is None


def test_visitor_sees_no_staff_section_and_no_finding_colour(visitor: Reader) -> None:
    for code in codes(visitor, "plots", "plot_code"):
        records = plot_records(visitor, code)
        assert records is not None
        listing = listing_of_plot(records)
        assert listing.section("staff") is None
        assert "underused" not in dict(listing.chips)


def test_staff_read_the_holder_of_a_parcel(administrator: Reader) -> None:
    held = administrator.rows("parcels", "right_holder IS NOT NULL")[0]
    records = parcel_records(administrator, held["parcel_code"])
    assert records is not None
    assert records.parcel["right_holder"] == held["right_holder"]


@pytest.fixture
def app(record: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("MUTU_RECORD", str(record))
    settings.cache_clear()
    yield AppTest.from_file(str(MAIN), default_timeout=60)
    settings.cache_clear()


def opened(app: AppTest, page: str, code: str) -> str:
    """All HTML of a page."""
    app.switch_page(page)
    app.query_params["code"] = code
    app.run()
    assert not app.exception
    return "".join(element.proto.body for element in app.get("html"))


def test_every_plot_and_offered_plant_opens_as_a_page(app: AppTest, visitor: Reader) -> None:
    for page, entity, key in (("plot.py", "plots", "plot_code"), ("plant.py", "plants", "plant_code")):
        for code in codes(visitor, entity, key):
            html = opened(app, page, code)
            assert f"<h1>{code}" in html
            assert "data:image/svg+xml" in html
            assert html.count("<section") >= 2


def test_page_of_an_unknown_code_says_so_and_leads_back(app: AppTest) -> None:
    html = opened(app, "plot.py", "<script>")
    assert "没有可查看的“&lt;script&gt;”" in html
    assert 'href="/"' in html
