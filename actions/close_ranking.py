"""From a trial to a published list: an analyst freezes and closes, a reviewer who did not close it releases."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from actions.desk import Desk, require_basis, require_role, require_seen, stored
from actions.frozen_ranking import Bundle, bundle_of, keep_bundle, read_bundle
from actions.rank_year import rank_year
from actions.ranking_panel import read_panel
from analytics.scoring import Scored
from domain.audience import Role
from domain.audit import Basis
from domain.codes import ObjectionState, RankingState
from domain.disposal import OwnCase
from domain.errors import MoveNotAllowed, ObjectionsOpen, RankingOutdated
from register.store import Register, Row, Writer
from reports.panel_file import panel_csv

DRAFT, CLOSE, RELEASE = "draft_ranking", "close_ranking", "release_ranking"


def draft_ranking(desk: Desk, files: Path, year: int, scheme: str, remark: str = "") -> int:
    """Freeze the year as the record has it now, with its scheme and scores; returns the ranking's id.

    Raises NotSignedIn, NotPermitted, UnknownScheme, SchemeIncomplete, RecordNotWritable.
    """
    person = desk.person()
    require_role(person, DRAFT, Role.ANALYST)
    bundle = bundle_of(rank_year(desk.register, person, year, scheme))
    name = keep_bundle(bundle, files)
    with desk.deed(DRAFT, Basis(reason=remark)) as (person, writer):
        require_role(person, DRAFT, Role.ANALYST)
        scored = bundle.scored
        number = len(desk.register.find("rankings", year=year)) + 1
        return writer.insert("rankings", {
            "ranking_code": f"{year}-{number:02d}", "year": year, "scheme": scheme,
            "scheme_version": scored.scheme.version, "state": RankingState.DRAFT, "bundle_sha256": name,
            "scores_sha256": bundle.scores_sha256, "firm_count": sum(scored.counts), "remark": remark or None,
            "made_on": desk.today.isoformat(), "made_by": person.name,
        })  # fmt: skip


def close_ranking(
    desk: Desk, files: Path, ranking_id: int, seen_version: int, basis: Basis, *, is_ordered: bool
) -> int:
    """Close a draft: names and grades become rows, the year is closed, an earlier closed ranking is replaced.

    The draft must recompute to its own scores, be the record as it stands, and no objection may be open.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, BasisMissing, BasisNotYet,
    ObjectionsOpen, RankingOutdated, RankingAltered, RecordNotWritable.
    """
    with desk.deed(CLOSE, basis) as (person, writer):
        require_role(person, CLOSE, Role.ANALYST)
        row = stored(desk.register, "rankings", ranking_id)
        today = desk.today.isoformat()
        earlier = _standing(desk.register, row)
        changes = {
            "state": RankingState.CLOSED, "is_ordered": is_ordered, "closed_on": today, "closed_by": person.name,
            "replaces": earlier["ranking_code"] if earlier else None,
        }  # fmt: skip
        require_seen("rankings", row, seen_version, changes)
        _require_state(row, RankingState.DRAFT, RankingState.CLOSED)
        require_basis(basis, desk.today)
        bundle = read_bundle(row, files)
        _require_settled(desk.register, row, bundle)
        writer.insert_many("ranking_grades", _grades(desk.register, ranking_id, bundle.scored, is_ordered=is_ordered))
        if earlier:
            writer.update("rankings", earlier["id"], earlier["version"], {"state": RankingState.REPLACED})
        _close_year(desk.register, writer, row["year"], today, person.name)
        return writer.update("rankings", ranking_id, seen_version, changes)


def release_ranking(desk: Desk, ranking_id: int, seen_version: int, basis: Basis) -> int:
    """Release the list of a closed ranking; whoever closed it does not release it.

    Raises NotSignedIn, NotPermitted, NoSuchRecord, StaleRecord, MoveNotAllowed, OwnCase, BasisMissing, BasisNotYet,
    RecordNotWritable.
    """
    with desk.deed(RELEASE, basis) as (person, writer):
        require_role(person, RELEASE, Role.REVIEWER)
        row = stored(desk.register, "rankings", ranking_id)
        today = desk.today.isoformat()
        changes = {"state": RankingState.RELEASED, "released_on": today, "released_by": person.name}
        require_seen("rankings", row, seen_version, changes)
        _require_state(row, RankingState.CLOSED, RankingState.RELEASED)
        if row["closed_by"] == person.name:
            raise OwnCase(deed=RELEASE)
        require_basis(basis, desk.today)
        return writer.update("rankings", ranking_id, seen_version, changes)


def _require_state(row: Row, expected: RankingState, wanted: RankingState) -> None:
    if row["state"] != expected:
        raise MoveNotAllowed(before=row["state"], after=wanted)


def _require_settled(register: Register, row: Row, bundle: Bundle) -> None:
    year = row["year"]
    if still_open := register.find("objections", year=year, state=str(ObjectionState.OPEN)):
        raise ObjectionsOpen(n=len(still_open), year=year)
    if panel_csv(read_panel(register, year).firms).decode() != bundle.panel:
        raise RankingOutdated(code=row["ranking_code"])


def _standing(register: Register, row: Row) -> Row | None:
    """The closed or released ranking of the same year, if there is one."""
    closed = (RankingState.CLOSED, RankingState.RELEASED)
    found = [r for r in register.find("rankings", year=row["year"]) if r["state"] in closed]
    return found[-1] if found else None


def _grades(register: Register, ranking_id: int, scored: Scored, *, is_ordered: bool) -> list[Mapping[str, Any]]:
    """Names and grades, no score. A list without order holds no place and is sorted by grade and name."""
    ids = {e["enterprise_code"]: e["id"] for e in register.find("enterprises")}
    rows: list[Mapping[str, Any]] = []
    for row in scored.order.tolist():
        code = scored.panel.firm_ids[row]
        rows.append({
            "ranking_id": ranking_id, "enterprise_id": ids[code], "firm_code": code,
            "firm_name": scored.panel.firm_names[row], "pool": scored.pool_name(row), "grade": scored.grade_of(row),
            "place": int(scored.rank[row]) or None if is_ordered else None,
        })  # fmt: skip
    # In the order of ranks the rows would tell what a list without order does not.
    return rows if is_ordered else sorted(rows, key=lambda r: (r["pool"], r["grade"] or "~", r["firm_name"]))


def _close_year(register: Register, writer: Writer, year: int, today: str, by: str) -> None:
    if not register.find("closed_years", year=year):
        writer.insert("closed_years", {"year": year, "closed_on": today, "closed_by": by})
