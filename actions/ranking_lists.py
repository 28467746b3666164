"""Papers of frozen rankings: the list of names and grades, and the differences between two rankings of a year."""

from pathlib import Path

from actions.frozen_ranking import read_bundle
from actions.ranking_panel import require_analyst
from actions.ranking_papers import MEDIA_TYPES, SETTERS, RankingPaper
from domain.audience import Line, Person
from domain.codes import RankingState
from domain.errors import NoSuchRecord, NotPermitted
from register.store import Register, Row
from reports.ranking_list import difference_report, published_list
from wording import ranking_papers as words


def list_paper(register: Register, person: Person, code: str, form: str) -> RankingPaper:
    """The list of a ranking that was closed: for whoever may read the grade of every firm.

    Raises NotPermitted, NoSuchRecord also for a draft, which has no list yet.
    """
    if not person.audience.sees_all(Line.GRADE):
        raise NotPermitted(deed="read_list")
    row = _ranking(register, code, form)
    if row["state"] == RankingState.DRAFT:
        raise NoSuchRecord(entity="rankings", code=code)
    grades = register.find("ranking_grades", ranking_id=row["id"])
    office = "、".join(d["name"] for d in register.find("districts"))
    paper = published_list(row, grades, office, is_sample=_is_sample(register))
    return RankingPaper(SETTERS[form](paper), MEDIA_TYPES[form], f"{words.FILE_NAMES['list'](year=row['year'])}.{form}")


def difference_paper(
    register: Register, person: Person, files: Path, before: str, after: str, form: str
) -> RankingPaper:
    """What changed between two frozen rankings. Raises NotPermitted unless an analyst asks, NoSuchRecord,
    RankingAltered.
    """
    require_analyst(person, "read_panel")
    rows = [_ranking(register, code, form) for code in (before, after)]
    old, new = (read_bundle(row, files).scored for row in rows)
    paper = difference_report((before, after), old, new, is_sample=_is_sample(register))
    name = f"{words.FILE_NAMES['differences'](year=rows[1]['year'])}.{form}"
    return RankingPaper(SETTERS[form](paper), MEDIA_TYPES[form], name)


def archive(register: Register, person: Person, files: Path, code: str) -> RankingPaper:
    """A frozen ranking to recompute elsewhere. Raises NotPermitted unless an analyst asks, NoSuchRecord,
    RankingAltered.
    """
    require_analyst(person, "read_panel")
    row = _ranking(register, code, "pdf")
    name = f"{words.FILE_NAMES['archive'](year=row['year'])} {code}.zip"
    return RankingPaper(read_bundle(row, files).archive(), "application/zip", name)


def _ranking(register: Register, code: str, form: str) -> Row:
    found = register.find("rankings", ranking_code=code)
    if not found or form not in SETTERS:
        raise NoSuchRecord(entity="rankings", code=code)
    return found[0]


def _is_sample(register: Register) -> bool:
    return register.meta().get("is_sample") == "1"
