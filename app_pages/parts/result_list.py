"""The list of the panel: how many, in which order, and one card a row. A pick selects, on the map too."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from app_pages.parts import url_state
from app_pages.parts.cards import Card, cards
from app_pages.parts.export_menu import export_menu
from app_pages.parts.html import anchor
from app_pages.parts.session import person
from app_pages.parts.url_state import Selection, View
from domain.audience import Role
from domain.codes import LandUse, MapColour, Marketing, Occupancy
from register.answers import Page
from register.reader import Reader
from wording import desk as desk_words
from wording import map as words
from wording import pages
from wording.codes import code_word
from wording.numbers import NO_DATA, floor_load, mu, number, square_metres

PAGE_SIZE = 200
#: What the URL of the map says beside the filters.
NOT_CRITERIA = {"sel", "at", "page", "open", "as_of", "strip", "base"}
SORTS = {
    "plot": ("", "code", "-area", "area", "price"),
    "plant": ("", "code", "-vacant", "-area", "area"),
    "parcel": ("", "code", "-area", "area"),
}


def show_list(reader: Reader, view: View, park_names: Mapping[str, str]) -> None:
    """Result bar, cards and page numbers of what the criteria leave."""
    sort = view.sort if view.sort in SORTS[view.kind] else ""
    page_no = view.page_no
    page = reader.page(view.criteria, sort, page_no, PAGE_SIZE)
    if not page.rows and page.total_count:  # a link beyond the last page
        page_no = _last_page(page)
        page = reader.page(view.criteria, sort, page_no, PAGE_SIZE)
    _bar(view, page, sort)
    with st.container(key="list"):
        cards(
            [_card(view.kind, row, park_names) for row in page.rows],
            key=f"cards_{view.kind}",
            label=pages.KINDS[view.kind](),
            empty=_why_empty(reader, view),
            selected=view.selection.code if view.selection and view.selection.kind == view.kind else None,
            on_pick=lambda code: url_state.select(Selection(view.kind, code)),
        )
    if page.total_count > PAGE_SIZE:
        _turn_pages(page, page_no)
    if Role.OFFICER in person().roles and page.rows:
        _offer_bulk(view)


def _offer_bulk(view: View) -> None:
    """The way to change one column of all that the filters leave."""
    asked = {key: value for key, value in st.query_params.items() if key not in NOT_CRITERIA}
    address = f"/bulk?{urlencode({**asked, 'kind': view.kind})}"
    with st.container(key="bulkoffer"):
        st.html(anchor(address, desk_words.BULK()))


def _bar(view: View, page: Page, sort: str) -> None:
    kind = view.kind
    with st.container(horizontal=True, key="resultbar", vertical_alignment="center"):
        count = pages.COUNTED[kind](n=f"**{page.total_count:,}**")
        area = square_metres(page.total_area_m2) if kind == "plant" else mu(page.total_area_m2)
        st.markdown(f"{count} :gray[・ {area.text} {area.unit}]")
        st.session_state["sort"] = sort
        st.selectbox(
            pages.SORT(),
            SORTS[kind],
            key="sort",
            format_func=lambda code: words.SORTS[code](),
            label_visibility="collapsed",
            filter_mode=None,
            width=118,
            on_change=lambda: url_state.write(url_state.SORT_KEY, st.session_state["sort"]),
        )
        export_menu(view, page.total_count)


def _turn_pages(page: Page, page_no: int) -> None:
    key = f"page_no_{page_no}"  # a key of its own for each page: what is shown always follows the URL
    st.pagination(
        _last_page(page),
        default=page_no,
        key=key,
        on_change=lambda: url_state.write(url_state.PAGE_KEY, str(st.session_state[key])),
    )


def _last_page(page: Page) -> int:
    return -(-page.total_count // PAGE_SIZE)


def _why_empty(reader: Reader, view: View) -> str:
    if not view.criteria.is_empty:
        return pages.NOTHING_FOUND()
    if reader.audience.is_staff:
        return words.EMPTY_RECORD(kind=pages.KINDS[view.kind]())
    return words.NOTHING_ON_OFFER(kind=pages.KINDS[view.kind]())


def _card(kind: str, row: Mapping[str, object], park_names: Mapping[str, str]) -> Card:
    return _CARDS[kind](row, park_names)


def _plot(row: Mapping[str, object], park_names: Mapping[str, str]) -> Card:
    area = row["area_m2"]
    facts = [
        _code(LandUse, row["land_use"]),
        str(row.get("road") or row.get("name") or ""),
        words.CARD_FLOOR_AREA_RATIO(n=number(row["floor_area_ratio"])) if row["floor_area_ratio"] is not None else "",
        f"{number(row['power_kva'])} kVA" if row["power_kva"] is not None else "",
    ]
    chips = [(str(row["marketing"]), _code(Marketing, row["marketing"]))]
    if row.get("has_plant"):
        chips.append(("with_plant", pages.WITH_PLANT()))
    return Card(
        id=str(row["code"]),
        title=str(row["code"]),
        amount=mu(area).text if area is not None else NO_DATA(),
        unit=mu(area).unit if area is not None else "",
        line=" ・ ".join(filter(None, facts)),
        swatch=str(row["marketing"]),
        chips=chips,
        parcels=row.get("parcel_ids") or (),
    )


def _plant(row: Mapping[str, object], park_names: Mapping[str, str]) -> Card:
    vacant = row["vacant_m2"]
    facts = [
        park_names.get(str(row["park"]), ""),
        words.CARD_STOREY_HEIGHT(n=f"{number(row['storey_height_m'])} m") if row["storey_height_m"] is not None else "",
        words.CARD_LOAD(n=floor_load(row["load_kg_per_m2"])) if row["load_kg_per_m2"] is not None else "",
        words.CARD_CRANE(n=f"{number(row['crane_t'])} t") if row["crane_t"] is not None else "",
    ]
    occupancy = row["occupancy"]
    area = vacant or row["area_m2"]
    return Card(
        id=str(row["code"]),
        title=str(row["name"] or row["code"]),
        amount=square_metres(area).text if area is not None else NO_DATA(),
        unit="㎡" if area is not None else "",
        line=" ・ ".join(filter(None, facts)),
        swatch="vacant" if vacant else "",
        chips=[(str(occupancy), _code(Occupancy, occupancy))] if occupancy else [],
        parcels=[row["parcel_id"]] if row.get("parcel_id") else (),
    )


def _parcel(row: Mapping[str, object], park_names: Mapping[str, str]) -> Card:
    area = row["area_m2"]
    facts = [park_names.get(str(row["park"]), words.NO_PARK()), _code(LandUse, row["land_use"])]
    colour = str(row["colour"])
    return Card(
        id=str(row["code"]),
        title=_numbered(row),
        amount=mu(area).text if area is not None else NO_DATA(),
        unit=mu(area).unit if area is not None else "",
        line=" ・ ".join(filter(None, facts)),
        swatch=colour,
        chips=[(colour, _code(MapColour, colour))],
        parcels=[row["id"]],
    )


def _numbered(row: Mapping[str, object]) -> str:
    """The park's prefix and the short number, as 双桥's A01 is not 邮亭's; else the full code."""
    return (
        "-".join(str(part) for part in (row["park"], row["short_number"]) if part)
        if row["short_number"]
        else str(row["code"])
    )


def _code(codes: type, value: object) -> str:
    return code_word(codes, str(value), short=True) if value else ""


_CARDS = {"plot": _plot, "plant": _plant, "parcel": _parcel}
