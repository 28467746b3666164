"""The papers of a ranking as bytes: working paper, confirmation slips, the year's report. Only for analysts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from actions.rank_year import RankedYear, rank_year
from actions.ranking_panel import panel_years, require_analyst, year_panel
from domain.audience import Person
from domain.errors import NoSuchRecord, UnknownScheme
from register.geopackage import GeoPackageRegister
from register.schemes import scheme_ids
from reports.paper import Paper
from reports.paper_docx import docx_of
from reports.paper_pdf import pdf_of
from reports.paper_xlsx import xlsx_of
from reports.ranking_report import YearOutcome, ranking_report
from reports.ranking_slips import slips
from reports.ranking_workbook import ranking_workbook
from wording import ranking_papers as words

SETTERS: Mapping[str, Callable[[Paper], bytes]] = {"pdf": pdf_of, "docx": docx_of, "xlsx": xlsx_of}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Paper → the forms in which it can be had.
FORMS = {"workbook": ("xlsx",), "slips": ("pdf", "docx"), "report": ("pdf", "docx", "xlsx")}


@dataclass(frozen=True)
class RankingPaper:
    """A paper ready to be handed out."""

    content: bytes
    media_type: str
    file_name: str


def ranking_paper(
    register: GeoPackageRegister, person: Person, paper: str, form: str, *, year: int, scheme: str, firm: str = ""
) -> RankingPaper:
    """One paper of a year under a scheme; `firm` (an enterprise's code) keeps the slips to one firm.

    Raises NotPermitted unless the person is an analyst, NoSuchRecord for a paper, year or firm that is not there,
    UnknownScheme, SchemeInvalid, and SchemeIncomplete with the blanks that are still to be filled.
    """
    require_analyst(person, "read_panel")
    if scheme not in scheme_ids():  # a shipped scheme, no file of the working directory
        raise UnknownScheme(scheme=scheme, schemes=scheme_ids())
    if form not in FORMS.get(paper, ()) or year not in panel_years(register, person):
        raise NoSuchRecord(entity="rankings", code=f"{year} {paper}.{form}")
    name = words.FILE_NAMES[paper](year=year) + (f" {firm}" if firm else "") + f".{form}"
    return RankingPaper(_made(register, person, paper, form, year, scheme, firm), MEDIA_TYPES[form], name)


def _made(
    register: GeoPackageRegister, person: Person, paper: str, form: str, year: int, scheme: str, firm: str
) -> bytes:
    if paper == "slips":
        return SETTERS[form](_slips(register, person, year, firm))
    now = rank_year(register, person, year, scheme)
    if paper == "workbook":
        return ranking_workbook(now.scored, now.panel.firms, year)
    return SETTERS[form](_report(register, person, now, scheme))


def _slips(register: GeoPackageRegister, person: Person, year: int, firm: str) -> Paper:
    firms = year_panel(register, person, year).firms
    chosen = [f for f in firms if not firm or f.firm_id == firm]
    if not chosen:
        raise NoSuchRecord(entity="enterprises", code=firm)
    return slips(chosen, year, is_sample=_is_sample(register))


def _report(register: GeoPackageRegister, person: Person, now: RankedYear, scheme: str) -> Paper:
    year = now.panel.year
    before = rank_year(register, person, year - 1, scheme) if year - 1 in panel_years(register, person) else None
    office = "、".join(d["name"] for d in register.find("districts"))
    earlier = YearOutcome(before.panel, before.scored) if before else None
    return ranking_report(YearOutcome(now.panel, now.scored), earlier, office, is_sample=_is_sample(register))


def _is_sample(register: GeoPackageRegister) -> bool:
    return register.meta().get("is_sample") == "1"
