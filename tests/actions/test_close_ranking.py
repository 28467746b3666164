"""From draft to published list: refused to the wrong hands first; then frozen, contested, closed, released."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from actions.close_ranking import close_ranking, draft_ranking, release_ranking
from actions.desk import Desk
from actions.freeze_result import recompute
from actions.frozen_ranking import read_bundle
from actions.object_to_figure import decide_objection, record_objection
from domain.audience import VISITOR, Person, Role
from domain.audit import Basis
from domain.disposal import OwnCase
from domain.errors import (
    BasisMissing,
    InvalidValue,
    LandError,
    MoveNotAllowed,
    NotPermitted,
    NotSignedIn,
    ObjectionsOpen,
    RankingAltered,
    RankingOutdated,
    SchemeIncomplete,
    StaleRecord,
)
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths

SAMPLE = Path("data/parcels/sample.gpkg")
ANALYST = Person("analyst", frozenset({Role.ANALYST}))
REVIEWER = Person("reviewer", frozenset({Role.REVIEWER}))
BOTH = Person("analyst", frozenset({Role.ANALYST, Role.REVIEWER}))
PAPER = Basis("亩均办〔2025〕1号", "2025-11-19", "公示期满")
NOT_ANALYSTS = [Person(str(r), frozenset({r}), ("SQ",)) for r in Role if r not in (Role.ANALYST, Role.VISITOR)]


class Office:
    """A copy of the sample with a desk for whoever sits down."""

    def __init__(self, path: Path) -> None:
        self.register = GeoPackageRegister(path)
        self.files = RecordPaths(path).files

    def desk(self, person: Person = ANALYST) -> Desk:
        return Desk(self.register, lambda: person, date(2025, 11, 20))

    def draft(self) -> int:
        return draft_ranking(self.desk(), self.files, 2024, "hy-demo")

    def close(self, ranking: int, version: int = 1, *, is_ordered: bool = True) -> int:
        return close_ranking(self.desk(), self.files, ranking, version, PAPER, is_ordered=is_ordered)

    def ranking(self, ranking: int) -> dict[str, object]:
        return dict(self.register.get("rankings", ranking) or {})

    def object(self, claimed: float = 2000.0, **told: str) -> int:
        given = {"reason": "漏计", "evidence": "完税证明 1 号", **told}
        return record_objection(self.desk(), "SQ-E009", 2024, "tax_10k_yuan", claimed, **given)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    shutil.copyfile(SAMPLE, tmp_path / "sample.gpkg")
    made = Office(tmp_path / "sample.gpkg")
    yield made
    made.register.close()


# --- refused


@pytest.mark.parametrize("person", NOT_ANALYSTS, ids=lambda p: p.name)
def test_only_an_analyst_drafts_closes_and_takes_objections(office: Office, person: Person):
    draft = office.draft()
    deeds = [
        lambda: draft_ranking(office.desk(person), office.files, 2024, "hy-demo"),
        lambda: close_ranking(office.desk(person), office.files, draft, 1, PAPER, is_ordered=True),
        lambda: record_objection(office.desk(person), "SQ-E009", 2024, "tax_10k_yuan", 1.0, reason="", evidence="x"),
    ]
    for deed in deeds:
        with pytest.raises(NotPermitted):
            deed()
    assert office.register.count("rankings") == 1
    assert office.register.count("objections") == 0


def test_nobody_does_it_without_signing_in(office: Office):
    with pytest.raises(NotSignedIn):
        draft_ranking(office.desk(VISITOR), office.files, 2024, "hy-demo")


def test_an_analyst_does_not_release_and_a_reviewer_not_what_he_closed_himself(office: Office):
    draft = office.draft()
    office.close(draft)
    with pytest.raises(NotPermitted):
        release_ranking(office.desk(), draft, 2, PAPER)
    with pytest.raises(OwnCase):
        release_ranking(office.desk(BOTH), draft, 2, PAPER)


def test_a_scheme_with_blanks_is_not_frozen(office: Office):
    with pytest.raises(SchemeIncomplete):
        draft_ranking(office.desk(), office.files, 2024, "huangyan-2022-above-scale")
    assert office.register.count("rankings") == 0


def test_closing_needs_a_paper_and_the_edition_that_was_seen(office: Office):
    draft = office.draft()
    with pytest.raises(BasisMissing):
        close_ranking(office.desk(), office.files, draft, 1, Basis(), is_ordered=True)
    with pytest.raises(StaleRecord):
        office.close(draft, version=7)
    assert office.register.count("ranking_grades") == 0


def test_a_year_with_an_open_objection_is_not_closed(office: Office):
    draft = office.draft()
    office.object()
    with pytest.raises(ObjectionsOpen):
        office.close(draft)


def test_a_draft_that_the_record_has_left_behind_is_not_closed(office: Office):
    draft = office.draft()
    objection = office.object()
    decide_objection(office.desk(), objection, 1, is_upheld=True, decision="核对入库记录，采纳")
    with pytest.raises(RankingOutdated):
        office.close(draft)


def test_a_bundle_with_one_figure_altered_is_not_closed(office: Office):
    draft = office.draft()
    path = office.files / str(office.ranking(draft)["bundle_sha256"])
    path.write_bytes(path.read_bytes().replace(b"636.89", b"936.89"))
    with pytest.raises(RankingAltered):
        office.close(draft)


def test_a_list_is_released_once_and_only_when_closed(office: Office):
    draft = office.draft()
    with pytest.raises(MoveNotAllowed):
        release_ranking(office.desk(REVIEWER), draft, 1, PAPER)
    office.close(draft)
    release_ranking(office.desk(REVIEWER), draft, 2, PAPER)
    with pytest.raises(MoveNotAllowed):
        release_ranking(office.desk(REVIEWER), draft, 3, PAPER)


@pytest.mark.parametrize("told", [{"evidence": " "}])
def test_an_objection_needs_evidence(office: Office, told: dict[str, str]):
    with pytest.raises(InvalidValue):
        office.object(**told)


# --- done


def test_a_frozen_ranking_recomputes_to_its_own_scores_byte_for_byte(office: Office):
    row = office.ranking(office.draft())
    bundle = read_bundle(row, office.files)
    assert sum(bundle.scored.counts) == 76  # 54 above scale, 22 below
    assert bundle.scores_sha256 == row["scores_sha256"]
    assert office.ranking(office.draft())["bundle_sha256"] == row["bundle_sha256"]  # the same again: the same bytes


def test_the_archive_of_a_ranking_recomputes_in_a_folder_of_its_own(office: Office, tmp_path: Path):
    bundle = read_bundle(office.ranking(office.draft()), office.files)
    with zipfile.ZipFile(BytesIO(bundle.archive())) as packed:
        packed.extractall(tmp_path / "result")
    again = recompute(tmp_path / "result")
    assert again.is_same
    assert again.scores == (tmp_path / "result" / "scores.csv").read_bytes()
    assert bundle.archive() == bundle.archive()


def test_closing_writes_names_and_grades_and_no_score_anywhere_in_the_record(office: Office):
    draft = office.draft()
    office.close(draft)
    grades = office.register.find("ranking_grades", ranking_id=draft)
    counts = [sum(g["grade"] == name and g["pool"] == "规上" for g in grades) for name in "ABCD"]
    assert counts == [9, 32, 10, 3]  # 10/33/8/3 by quota; a veto moves one A and one B to C
    assert sum(g["grade"] is None for g in grades) == 8
    told = "".join(json.dumps([e.before, e.after]) for e in office.register.trail(entity="ranking_grades"))
    assert "106.92" not in told
    assert {"score", "rank"}.isdisjoint(grades[0])


def test_a_list_without_order_holds_no_place_and_is_not_sorted_by_rank(office: Office):
    draft = office.draft()
    office.close(draft, is_ordered=False)
    grades = office.register.find("ranking_grades", ranking_id=draft)
    assert {g["place"] for g in grades} == {None}
    names = [g["firm_name"] for g in grades if (g["pool"], g["grade"]) == ("规上", "A")]
    assert names == sorted(names)


def test_an_upheld_objection_changes_the_figure_with_its_evidence_and_the_next_ranking_follows(office: Office):
    first = office.draft()
    objection = office.object(claimed=1500.0)
    decide_objection(office.desk(), objection, 1, is_upheld=True, decision="核对入库记录，采纳")
    firm = office.register.find("enterprises", enterprise_code="SQ-E009")[0]["id"]
    [year] = office.register.find("enterprise_years", enterprise_id=firm, year=2024)
    assert year["tax_10k_yuan"] == 1500.0
    assert year["provenance"]["tax_10k_yuan"]["source"] == "完税证明 1 号"
    second = office.draft()
    before, after = (read_bundle(office.ranking(r), office.files).scored for r in (first, second))
    row = before.panel.row("SQ-E009")
    assert (before.grade_of(row), after.grade_of(row)) == ("C", "B")


def test_a_rejected_objection_changes_no_figure(office: Office):
    objection = office.object()
    decide_objection(office.desk(), objection, 1, is_upheld=False, decision="证明材料不属本年度")
    firm = office.register.find("enterprises", enterprise_code="SQ-E009")[0]["id"]
    assert office.register.find("enterprise_years", enterprise_id=firm, year=2024)[0]["tax_10k_yuan"] == 88.14


def test_a_later_closing_replaces_the_earlier_and_keeps_it(office: Office):
    first = office.draft()
    office.close(first)
    second = office.draft()
    office.close(second)
    assert (office.ranking(first)["state"], office.ranking(second)["state"]) == ("replaced", "closed")
    assert office.ranking(second)["replaces"] == office.ranking(first)["ranking_code"] == "2024-01"
    assert len(office.register.find("ranking_grades", ranking_id=first)) == 84


def test_closing_closes_the_year_where_nobody_had(office: Office):
    with office.desk().deed("reopen", Basis()) as (_, writer):
        [row] = office.register.find("closed_years", year=2024)
        writer.remove("closed_years", row["id"], row["version"])
    office.close(office.draft())
    assert office.register.find("closed_years", year=2024)[0]["closed_by"] == "analyst"


def test_every_refusal_reads_well():
    from wording.errors import sentence

    for refusal in (ObjectionsOpen(n=2, year=2024), RankingOutdated(code="2024-01"), RankingAltered(code="2024-01")):
        assert isinstance(refusal, LandError)
        assert "{" not in sentence(refusal)
