"""存量盘活: 亩 by route and state against the year's target, the cases behind each number, and the list of problems."""

import streamlit as st

from analytics.disposal import CaseFacts, board
from app_pages.parts.board import show_board, target_html
from app_pages.parts.case_list import show_cases
from app_pages.parts.html import h, tag
from app_pages.parts.problem_list import show_problems
from app_pages.parts.session import office, person, reader
from domain.audience import Role
from domain.codes import DisposalState
from domain.errors import NotPermitted
from register.policies import disposal_policy
from wording import land_watch as words
from wording.numbers import number

PARK_KEY = "park"


def chosen_park(parks: dict[str, str], targets: set[str]) -> str:
    """The park that the URL names, else the first that has a target, else all of them (empty)."""
    default = next((code for code in parks if code in targets), "")
    chosen = st.query_params.get(PARK_KEY, default)
    st.session_state["board_park"] = chosen if chosen in parks else ""
    st.segmented_control(
        words.PARK(), ["", *parks], key="board_park", label_visibility="collapsed", required=True,
        format_func=lambda code: parks.get(code) or words.ALL_PARKS(),
        on_change=lambda: st.query_params.update({PARK_KEY: st.session_state["board_park"] or "all"}),
    )  # fmt: skip
    return str(st.session_state["board_park"])


somebody = person()
if not somebody.roles & {Role.OFFICER, Role.REVIEWER}:
    raise NotPermitted(deed="disposal")
here, year, policy = reader(), office().today().year, disposal_policy()
parks = {p["park_code"]: p["name"] for p in here.find("parks")}
if Role.REVIEWER not in somebody.roles:
    parks = {code: name for code, name in parks.items() if code in somebody.parks}
with st.container(key="work", gap=None):
    with st.container(key="boardhead", horizontal=True, vertical_alignment="bottom"):
        about = st.empty()
        park = chosen_park(parks, {code for code, of_year in policy.targets_mu if of_year == year})
    codes = here.park_codes
    parcels = {p["id"]: p for p in here.find("parcels") if not park or codes.get(p["park_id"]) == park}
    cases = [c for c in here.find("disposal_cases") if c["parcel_id"] in parcels and c["target_year"] == year]
    facts = [
        CaseFacts(parcel["parcel_code"], parcel["registered_area_m2"], case["route"], DisposalState(case["state"]))
        for case, parcel in ((case, parcels[case["parcel_id"]]) for case in cases)
    ]
    found = board(facts)
    said = words.BOARD_SUMMARY(year=year, n=len(found.total.parcels), area=number(found.total.area_mu, 2))
    about.html(tag("h1", h(words.BOARD()), "work-title") + tag("p", h(said), "day-summary"))
    st.html(target_html(found, policy.targets_mu.get((park, year))))
    show_board(found, policy, {p["parcel_code"]: p for p in parcels.values()})
    show_cases(cases, parcels, policy, codes)
    problems = [p for p in here.find("problems") if p["parcel_id"] in parcels]
    show_problems(problems, parcels)
