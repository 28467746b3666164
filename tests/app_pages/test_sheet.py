"""The document and the panel as HTML: typed text stays data, gaps are named, links open what they name."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from shapely import box

from app_pages.parts.selected import foot_html, nth_html, selected_html
from app_pages.parts.sheet import body_html, head_html, map_html, nothing_html
from domain.columns import ColumnType
from domain.entities import entity
from layers.site_map import MapGround, MapParcel, MapWords, Site, site_map_svg
from reports.listing import listing_of_plot
from reports.listing_parcel import listing_of_parcel
from reports.listing_parts import Listing
from reports.listing_plant import listing_of_plant
from reports.listing_records import ParcelRecords, PlantRecords, PlotRecords, Supply
from tests.builders import a_floor, a_parcel, a_park, a_plant, a_plot, a_price, a_supply, a_unit

HOSTILE = """<img src=x onerror=alert(1)></script><script>alert(2)</script>"'`{{7*7}}${7*7}\u202egnp.""" + "长" * 500


def hostile(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with hostile text in every text column, its provenance and its terms."""
    texts = {c.key: HOSTILE for c in entity(kind).of_type(ColumnType.TEXT)}
    provenance = {c.key: {"source": HOSTILE, "as_of_on": HOSTILE} for c in entity(kind).columns}
    terms = [{"mode": HOSTILE, "years": HOSTILE, "price": HOSTILE, "unit": HOSTILE, "note": HOSTILE}]
    own = {"provenance": provenance} | ({"supply_terms": terms} if "supply_terms" in row else {})
    return {**row, **texts, **own}


def everything_hostile() -> list[Listing]:
    plant = PlantRecords(
        hostile("plants", a_plant()),
        hostile("parks", a_park()),
        hostile("parcels", a_parcel()),
        (hostile("floors", a_floor()),),
        (
            hostile("units", a_unit(let_group="g")),
            hostile("units", a_unit(id=52, marketing="reserved", occupancy=None)),
        ),
        (supply := Supply(hostile("utility_supplies", a_supply()), (hostile("utility_prices", a_price()),)),),
        facilities=({"facility_kind": HOSTILE, "name": HOSTILE, "distance_m": 5.0, "source": HOSTILE},),
        documents=(hostile("documents", {"document_kind": "photo", "size_bytes": 10}),),
    )
    finding = hostile("idle_findings", {"state": "recognised"})
    occupation = {"role": "tenant", "firm": hostile("enterprises", {})}
    parcel = ParcelRecords(
        hostile("parcels", a_parcel()),
        plants=(plant,),
        idle_findings=(finding,),
        underused_findings=(hostile("underused_findings", {"state": "confirmed"}),),
        occupations=(occupation,),
        plot=hostile("plots", a_plot()),
    )
    plot = PlotRecords(
        hostile("plots", a_plot()), plant.park, (parcel,), (supply,), (supply,), plant.facilities, plant.documents
    )
    return [listing_of_plot(plot), listing_of_plant(plant), listing_of_parcel(parcel)]


ALLOWED_TAGS = {
    *("div", "span", "section", "h1", "h2", "h3", "p", "a", "b", "i", "dl", "dt", "dd", "small", "img"),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption"),
}


def all_html(listing: Listing) -> str:
    return head_html(listing) + body_html(listing, (HOSTILE,)) + selected_html(listing) + foot_html(listing)


@pytest.mark.parametrize("listing", everything_hostile(), ids=lambda x: x.kind)
def test_hostile_text_in_every_field_stays_text(listing: Listing) -> None:
    html = all_html(listing)
    assert set(re.findall(r"<\s*/?\s*([a-zA-Z][a-zA-Z0-9]*)", html)) <= ALLOWED_TAGS
    for element in re.findall(r"<[^>]*>", html):
        quoted = re.sub(r'"[^"]*"', "", element)
        assert not re.search(r"\bon\w+\s*=", quoted), element
        assert "'" not in quoted
    assert not re.search(r'href="(?!/)', html), "links lead into this house only"
    assert "\u202e" not in html
    assert "&lt;img src=x" in html


def test_hostile_text_on_the_site_map_stays_text() -> None:
    square = box(0, 0, 200, 200)
    site = Site(
        square, HOSTILE[:40], [MapParcel(square, "offered", HOSTILE[:12])], (), [MapGround(square, "green", "<b>")]
    )
    svg = site_map_svg(site, MapWords(HOSTILE, HOSTILE, HOSTILE))
    assert not re.search(r"<(img|script|b)\b", svg)
    assert "&lt;img" in svg


def a_listing() -> Listing:
    return listing_of_plot(PlotRecords(a_plot(), a_park(), (ParcelRecords(a_parcel()),), (Supply(a_supply()),)))


def test_missing_value_reads_no_data_with_its_reason_at_the_right() -> None:
    assert '<dt>自然坡度</dt><dd class="missing">无数据</dd><dd class="source">未测</dd>' in body_html(a_listing())


def test_value_shows_unit_source_and_date() -> None:
    html = body_html(a_listing())
    assert (
        '<span class="value">24<span class="unit">m</span></span></dd><dd class="source">控规 · 2025-06-30</dd>' in html
    )


def test_bar_is_as_long_as_the_promised_share() -> None:
    # 780 of 3,200 = 24.375 %
    assert 'style="width:24.4%"' in body_html(a_listing())


def test_breadcrumb_and_links_are_plain_anchors_in_this_window() -> None:
    head = head_html(a_listing())
    assert '<a href="/" target="_self">一张图</a> / 要素清单' in head
    assert 'href="/?sel=parcel:500111001001GB00011" target="_self"' in body_html(a_listing())


def test_panel_opens_the_listing_and_a_bare_parcel_opens_nothing() -> None:
    assert foot_html(a_listing()) == '<a href="/plot?code=SQ-D06" target="_self" class="act">打开要素清单</a>'
    assert foot_html(listing_of_parcel(ParcelRecords(a_parcel()))) == ""
    of_plot = listing_of_parcel(ParcelRecords(a_parcel(), plot=a_plot()))
    assert 'href="/plot?code=SQ-D06"' in foot_html(of_plot)


def test_code_with_a_slash_stays_one_code_in_the_address() -> None:
    listing = listing_of_plot(PlotRecords(a_plot(plot_code="A/1&b=2")))
    assert 'href="/plot?code=A%2F1%26b%3D2"' in foot_html(listing)


def test_panel_says_its_place_in_the_list() -> None:
    assert nth_html("plot", 70, 140) == '<span class="nth">第 70 / 140 宗</span>'
    assert nth_html("plant", 1, 9) == '<span class="nth">第 1 / 9 处</span>'


def test_page_without_a_record_says_why_and_leads_back() -> None:
    html = nothing_html("没有可查看的“<X>”")
    assert "&lt;X&gt;" in html
    assert 'href="/"' in html


def test_map_is_a_picture_in_the_page_with_words_for_those_who_cannot_see_it() -> None:
    html = map_html("<svg/>", "SQ-D06 的位置图", "图 1")
    assert '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="SQ-D06 的位置图">' in html
