"""The list that is published: names and grades, by rank or 排名不分先后; and who moved between two rankings."""

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.scoring import Scored
from analytics.what_if import Moved, compared
from reports.paper import Block, Head, Heading, Paper, Table, Text
from wording import ranking_papers as words
from wording.numbers import number

Row = Mapping[str, Any]


def published_list(ranking: Row, grades: Sequence[Row], office: str, *, is_sample: bool) -> Paper:
    """The list of a closed ranking; it holds no score, and no rank unless the list is ordered."""
    year, is_ordered = ranking["year"], bool(ranking["is_ordered"])
    blocks: list[Block] = []
    for pool in dict.fromkeys(g["pool"] for g in grades):
        for grade in dict.fromkeys(sorted((g["grade"] or "" for g in grades if g["pool"] == pool), key=_last)):
            found = [g for g in grades if (g["pool"], g["grade"] or "") == (pool, grade)]
            named = words.LIST_GRADE(grade=grade) if grade else words.LIST_NO_GRADE()
            blocks.append(Heading(words.LIST_HEAD(pool=pool, grade=named, n=len(found)), 2))
            blocks.append(_names(found, is_ordered=is_ordered))
    note = words.LIST_ORDERED() if is_ordered else words.LIST_UNORDERED()
    state = "" if ranking["released_on"] else words.LIST_NOT_RELEASED()
    return Paper(
        words.LIST_TITLE(year=year),
        (Text("　".join(filter(None, (note, state))), "note"), *blocks),
        subtitle=words.LIST_SUBTITLE(code=ranking["ranking_code"], day=ranking["released_on"] or ranking["closed_on"]),
        running=words.SAMPLE_NOTE() if is_sample else "",
        foot=words.REPORT_FOOT(office=office, year=year),
    )


def _last(grade: str) -> tuple[bool, str]:
    return (not grade, grade)


def _names(found: Sequence[Row], *, is_ordered: bool) -> Table:
    if is_ordered:
        heads = (Head(words.LIST_PLACE(), share=0.4, is_number=True), Head(words.LIST_FIRM(), share=3))
        return Table(heads, [(str(g["place"] or "—"), g["firm_name"]) for g in found])
    names = [g["firm_name"] for g in found]
    pairs = [(names[n], names[n + 1] if n + 1 < len(names) else "") for n in range(0, len(names), 2)]
    return Table((Head(words.LIST_FIRM()), Head("")), pairs)


def difference_report(codes: tuple[str, str], before: Scored, after: Scored, *, is_sample: bool) -> Paper:
    """Whose grade is another after a recalculation, and how the ranks of all agree."""
    found = compared(before, after)
    names = dict(zip(after.panel.firm_ids, after.panel.firm_names, strict=True))
    heads = (
        Head(words.LIST_FIRM(), share=3),
        Head(words.DIFF_BEFORE(), is_number=True),
        Head(words.DIFF_AFTER(), is_number=True),
        Head(words.DIFF_RANK_BEFORE(), is_number=True),
        Head(words.DIFF_RANK_AFTER(), is_number=True),
    )
    lead = words.DIFF_LEAD(before=codes[0], after=codes[1], n=len(found.moved))
    rho = "；".join(
        words.DIFF_CORRELATION(pool=pool, rho=number(value, 4))
        for pool, value in found.rank_correlation.items()
        if value is not None
    )
    rows = [_moved(names, m) for m in found.moved]
    table = [Table(heads, rows)] if rows else []
    running = words.SAMPLE_NOTE() if is_sample else ""
    return Paper(words.DIFF_TITLE(), (Text(lead, "lead"), Text(rho, "note"), *table), running=running)


def _moved(names: Mapping[str, str], moved: Moved) -> tuple[str, ...]:
    none = "—"
    ranks = (str(moved.rank_before or none), str(moved.rank_after or none))
    return (names.get(moved.firm_id, moved.firm_id), moved.before or none, moved.after or none, *ranks)
