"""The rankings of 亩均论英雄 as they were frozen, the grades of a closed one, and what firms objected to.

A ranking's row names the bundle of its inputs, scheme and scores by SHA-256; the bytes lie beside the record. The
rows hold names and grades alone: whoever may read them reads no score, also not in the trail.
"""

from domain.audience import Line
from domain.codes import ObjectionState, RankingState
from domain.columns import Entity, columns_on

_grade = columns_on(Line.GRADE)
_firm = columns_on(Line.FIRM)

RANKINGS = Entity(
    "rankings",
    (
        _grade.text("ranking_code", is_required=True),
        _grade.integer("year", is_required=True),
        _grade.text("scheme", is_required=True),
        _grade.text("scheme_version"),
        _grade.code("state", RankingState, is_required=True),
        _grade.text("bundle_sha256", is_required=True),
        _grade.text("scores_sha256", is_required=True),
        _grade.integer("firm_count", "家"),
        _grade.flag("is_ordered"),  # the published list: by rank, or 排名不分先后
        _grade.text("replaces"),
        _grade.text("remark"),
        _grade.day("made_on"),
        _grade.text("made_by"),
        _grade.day("closed_on"),
        _grade.text("closed_by"),
        _grade.day("released_on"),
        _grade.text("released_by"),
    ),
    code="ranking_code",
    row_line=Line.GRADE,
)

RANKING_GRADES = Entity(
    "ranking_grades",
    (
        _grade.reference("ranking_id", "rankings", is_required=True),
        _grade.reference("enterprise_id", "enterprises", is_required=True),
        _firm.integer("place"),  # of the published list; a rank is the analysts' until the list is out
        _grade.text("firm_code", is_required=True),
        _grade.text("firm_name"),
        _grade.text("pool"),
        _grade.text("grade"),  # empty: 不定等级
    ),
    park=("enterprise_id",),
    row_line=Line.GRADE,
)

OBJECTIONS = Entity(
    "objections",
    (
        _firm.reference("enterprise_id", "enterprises", is_required=True),
        _firm.integer("year", is_required=True),
        _firm.text("figure", is_required=True),  # a column of enterprise_years
        _firm.number("stated", None, lowest=None),
        _firm.number("claimed", None, lowest=None),
        _firm.text("reason"),
        _firm.text("evidence", is_required=True),
        _firm.code("state", ObjectionState, is_required=True),
        _firm.day("received_on"),
        _firm.day("decided_on"),
        _firm.text("decided_by"),
        _firm.text("decision"),
    ),
    park=("enterprise_id",),
    row_line=Line.FIRM,
)
