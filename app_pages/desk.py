"""我的一天: what falls due, what waits to be confirmed, what is no longer fresh; each opens where it is done."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

import streamlit as st

from actions.my_day import Day, Place, my_day
from analytics.my_day import DayPolicy, Item
from app_pages.parts import sitting
from app_pages.parts.html import anchor, h, joined, tag
from app_pages.parts.session import office, person
from domain.idle import IdleOutcome
from register.policies import day_policy
from wording import desk as words
from wording.codes import code_word


def summary(day: Day, today: date) -> str:
    """How much there is: late, today, within a week."""
    left = [item.days_left(today) or 0 for item in day.deadlines]
    counts = {"late": sum(n < 0 for n in left), "today": left.count(0), "week": sum(0 < n <= 7 for n in left)}
    weekday = words.WEEKDAYS[str(today.weekday())]()
    return f"{today.isoformat()} {weekday}　{words.SUMMARY(**counts)}"


def when(item: Item, today: date) -> str:
    """The days that are left, in words and colour, over the day itself."""
    left = item.days_left(today)
    if left is None or item.due_on is None:
        return ""
    if left < 0:
        said, tone = words.LATE(n=-left), "late"
    else:
        said, tone = (words.LEFT(n=left), "soon" if left <= 7 else "") if left else (words.TODAY(), "now")
    return tag("b", h(said), tone) + tag("span", item.due_on.isoformat(), "source")


def address(place: Place) -> str:
    """Where the work is done: on the map, or in the land watch."""
    if place.kind == "contract":
        return f"/land-watch?contract={quote(place.code, safe='')}&show=all"
    return f"/?sel={place.kind}:{quote(place.code, safe='')}&kind={place.kind}"


def line(item: Item, day: Day, today: date, *, with_day: bool) -> str:
    """One thing to do: when, where, what, by which rule, and the way there."""
    place = day.places.get((item.entity, item.record_id))
    title = tag("b", h(place.title if place else item.code))
    said = words.ITEMS[item.kind](n=item.number, what=code_word(IdleOutcome, item.note))
    rule = tag("div", h(words.RULES[item.kind]()), "source")
    opens = anchor(address(place), words.OPENS[item.kind]()) if place else ""
    left = tag("div", when(item, today), "day-when") if with_day else ""
    return tag("li", left + tag("div", tag("div", f"{title}　{h(said)}") + rule) + tag("div", opens, "day-open"))


def block(title: str, about: str, items: Sequence[Item], day: Day, today: date, empty: str, *, with_day: bool) -> str:
    """One list of the day, or the sentence that there is nothing in it."""
    head = tag("h2", h(title) + tag("span", h(about), "about"))
    if not items:
        return tag("section", head + tag("p", h(empty), "desk-note"))
    lines = joined(line(item, day, today, with_day=with_day) for item in items)
    return tag("section", head + tag("ul", lines, "" if with_day else "undated"))


somebody = person()
policy = DayPolicy(*day_policy())
here = office().reader(somebody.audience)
day, today = my_day(here, somebody, policy), office().today()
with st.container(key="work", gap=None):
    sitting.show_said()
    st.html(tag("h1", h(words.MY_DAY()), "work-title") + tag("p", h(summary(day, today)), "day-summary"))
    nothing = words.NO_DEADLINE(n=policy.horizon_days)
    left = block(words.DEADLINES(), words.BY_DAYS_LEFT(), day.deadlines, day, today, nothing, with_day=True)
    counted = words.COUNTED_ITEMS(n=len(day.to_confirm))
    confirm = block(words.TO_CONFIRM(), counted, day.to_confirm, day, today, words.NOTHING_TO_CONFIRM(), with_day=False)
    stale = block(
        words.STALE(), words.COUNTED_ITEMS(n=len(day.stale)), day.stale, day, today, words.NOTHING_STALE(),
        with_day=False,
    )  # fmt: skip
    st.html(tag("div", tag("div", left + stale) + tag("div", confirm), "day"))
