"""闲置土地公告: recognised idle land within its window of publication (国土资源部令第53号 第十一条), for everybody."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app_pages.parts.html import h, tag
from app_pages.parts.session import reader
from app_pages.parts.table import Cell, Column, Row, table
from app_pages.parts.url_state import Selection
from domain.codes import IdleState
from domain.units import exact_sum
from wording import land_watch as words
from wording.columns import unit_word
from wording.numbers import NO_DATA, mu

COLUMNS = (
    Column("number", words.NUMBER(), 72),
    Column("park", words.PARK(), 140),
    Column("area", words.AREA(), 90, "number", unit_word("亩")),
    Column("holder", words.HOLDER(), 240),
    Column("idle_from", words.IDLE_FROM(), 110),
    Column("cause", words.CAUSE(), 220),
    Column("published", words.PUBLISHED_ON(), 110),
    Column("code", words.PARCEL_CODE(), 190),
)


def notice(finding: Mapping[str, Any], parcel: Mapping[str, Any], park: str) -> Row:
    """One notice; a row opens its parcel on the map."""
    area = parcel["registered_area_m2"]
    days = [str(finding[key] or "") for key in ("idle_from_on", "published_on")]
    return Row(
        parcel["parcel_code"],
        [
            Cell(parcel["short_number"] or "", parcel["short_number"]),
            park,
            Cell(mu(area).text, float(area)) if area is not None else Cell(NO_DATA(), None, "missing"),
            finding["right_holder"] or NO_DATA(),
            Cell(days[0] or NO_DATA(), days[0] or None),
            finding["cause"] or NO_DATA(),
            Cell(days[1], days[1] or None),
            parcel["parcel_code"],
        ],
        [parcel["id"]],
    )


def on_show(finding: Mapping[str, Any], today: str) -> bool:
    """Whether the day lies in the window; staff's views also hold findings outside it."""
    published, withdrawn = (str(finding[key] or "") for key in ("published_on", "withdrawn_on"))
    is_open = bool(published) and published <= today and (not withdrawn or today < withdrawn)
    return finding["state"] == IdleState.RECOGNISED and is_open


here = reader()
parcels = {p["id"]: p for p in here.find("parcels")}
parks = {p["id"]: p["name"] for p in here.find("parks")}
found = [f for f in here.find("idle_findings") if on_show(f, here.day.isoformat()) and f["parcel_id"] in parcels]
area_m2 = exact_sum(parcels[f["parcel_id"]]["registered_area_m2"] or 0 for f in found)
with st.container(key="work", gap=None):
    counted = words.NOTICES_COUNT(n=len(found), area=mu(area_m2).text)
    st.html(
        tag("h1", h(words.NOTICES()), "work-title") + tag("p", h(f"{words.NOTICES_ABOUT()}{counted}"), "day-summary")
    )
    picked = table(
        [notice(f, parcels[f["parcel_id"]], parks.get(parcels[f["parcel_id"]]["park_id"], "")) for f in found],
        COLUMNS,
        key="notices",
        label=words.NOTICES(),
        empty=words.NO_NOTICE(),
    )
    if picked:
        st.switch_page("map.py", query_params={"sel": str(Selection("parcel", picked)), "kind": "parcel"})
