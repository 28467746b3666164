"""A 要素清单 as a page: head with the site map, sections, print. One shape for plots and plants."""

import streamlit as st

from app_pages.parts.print_button import print_button
from app_pages.parts.record_bar import show_record_bar
from app_pages.parts.session import office, reader
from app_pages.parts.sheet import body_html, head_html, map_html, nothing_html
from app_pages.parts.sitting import show_said
from layers.site_around import site_of
from layers.site_map import MapWords, site_map_svg
from register.reader import Reader
from reports.listing import listing_of_plot
from reports.listing_parcel import listing_of_parcel
from reports.listing_parts import Listing
from reports.listing_plant import listing_of_plant
from reports.listing_source import parcel_records, plant_records, plot_records
from wording import map as map_words
from wording import pages
from wording.values import dotted


def listing_of(here: Reader, kind: str, code: str) -> Listing | None:
    """The listing of a plot, plant or parcel as its reader may see it; None where there is none to see."""
    if kind == "plot":
        plot = plot_records(here, code)
        return listing_of_plot(plot) if plot else None
    if kind == "plant":
        plant = plant_records(here, code)
        return listing_of_plant(plant) if plant else None
    parcel = parcel_records(here, code)
    return listing_of_parcel(parcel) if parcel else None


def show_document(kind: str) -> None:
    """The page of the record that `?code=` names."""
    here, code = reader(), st.query_params.get("code", "")
    listing = listing_of(here, kind, code) if code else None
    with st.container(key="doc", gap=None):
        if listing is None:
            st.html(nothing_html(pages.NOT_LISTED(code=code) if code else pages.NO_CODE()))
            return
        st.set_page_config(page_title=dotted((listing.code, listing.name, pages.APP())))
        _show(here, listing)


def _show(here: Reader, listing: Listing) -> None:
    with st.container(key="dochead", horizontal=True, gap=None):
        with st.container(key="doctitle", gap=None):
            st.html(head_html(listing))
            with st.container(key="docactions", horizontal=True):
                print_button(pages.PRINT())
                show_record_bar(here, listing.kind, listing.code)
            show_said()
        with st.container(key="docmap", gap=None):
            st.html(_site(here, listing))
    st.html(body_html(listing, _foot(listing)))


def _site(here: Reader, listing: Listing) -> str:
    day, is_sample = here.day.isoformat(), office().is_sample
    row = listing.row("parcel_code")
    label = row.note.split(" · ")[0] if row and listing.kind == "plot" else ""
    site = site_of(here, listing.kind, listing.code, label)
    if site is None:
        return map_html("", "", pages.NO_MAP())
    credit = (map_words.CREDIT_SAMPLE if is_sample else map_words.CREDIT)(day=day)
    words = MapWords(pages.MAP_ALT(code=listing.code), pages.NORTH(), credit)
    subject = (pages.MAP_OF_PLANT if listing.kind == "plant" else pages.MAP_OF_PLOT)()
    made = (pages.MAP_CAPTION_SAMPLE if is_sample else pages.MAP_CAPTION)(day=day)
    return map_html(site_map_svg(site, words), words.alt, f"{pages.FIGURE_1(subject=subject)}{made}")


def _foot(listing: Listing) -> tuple[str, ...]:
    here = office()
    basis = pages.SAMPLE_NOT_A_BASIS if here.is_sample else pages.NOT_A_BASIS
    return (
        dotted((pages.APP(), pages.LISTING(), listing.code)),
        basis(),
        pages.MADE_ON(day=here.today().isoformat()),
    )
