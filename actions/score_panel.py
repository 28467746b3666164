"""Score a panel of firms from a file, and say what became of every row."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from actions.import_result import ImportResult, not_read
from analytics.panel import Panel, land_mu, panel_of
from analytics.reasons import reasons
from analytics.scoring import Scored, score
from domain.errors import PlaceNotWritable
from domain.indicators import FIGURES
from domain.issue import Issue, IssueKind, Severity
from domain.ranking import Reason, ReasonKind
from domain.scheme import Scheme
from intake.panel import PanelRow, PanelSheet, read_panel
from intake.run import NotRead
from reports.scores import scores_csv

#: The words of a panel's columns are those of a firm's year.
_ENTITY = "enterprise_years"
_UNRATED = {
    ReasonKind.FIGURE_MISSING: IssueKind.FIRM_UNRATED,
    ReasonKind.RATIO_UNDEFINED: IssueKind.RATIO_UNDEFINED,
    ReasonKind.POOL_MISSING: IssueKind.FIRM_WITHOUT_POOL,
    ReasonKind.POOL_NOT_COVERED: IssueKind.POOL_NOT_COVERED,
}


@dataclass(frozen=True)
class PanelScored:
    """What was read and refused, and the outcome; `scored` is None where nothing could be read."""

    result: ImportResult
    scored: Scored | None = None

    @property
    def rated_count(self) -> int:
        """Firms with a score."""
        return 0 if self.scored is None else int(np.count_nonzero(self.scored.is_rated))

    @property
    def unrated_count(self) -> int:
        """Firms that are listed as 不定等级."""
        return 0 if self.scored is None else len(self.scored.panel) - self.rated_count

    def by_weight(self) -> tuple[ImportResult, ImportResult]:
        """The result with its errors only, and with its warnings only."""
        errors = [i for i in self.result.issues if i.refuses]
        warnings = [i for i in self.result.issues if not i.refuses]
        return replace(self.result, issues=errors), replace(self.result, issues=warnings)


def score_file(path: Path, scheme: Scheme, out: Path, report: Path | None = None) -> PanelScored:
    """Score the panel in a CSV file and write the scores, and the report where one is asked for.

    Where nothing can be read there is a report, but no scores. Raises SchemeIncomplete before the file is opened,
    PlaceNotWritable.
    """
    found = score_panel(path, scheme)
    if found.scored is not None:
        write_at(out, scores_csv(found.scored))
    if report is not None:
        write_at(report, json.dumps(found.result.report(), ensure_ascii=False, indent=1).encode())
    return found


def write_at(path: Path, content: bytes) -> None:
    """Write a file that was asked for. Raises PlaceNotWritable."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise PlaceNotWritable(path=str(path)) from fault


def score_panel(path: Path, scheme: Scheme) -> PanelScored:
    """The same without writing anything."""
    scheme.require_complete()
    try:
        return score_sheet(read_panel(path, scheme.figures, scheme.columns), scheme)
    except NotRead as failure:
        return PanelScored(not_read(failure, _ENTITY))


def score_sheet(sheet: PanelSheet, scheme: Scheme) -> PanelScored:
    """The outcome for a panel that was read."""
    rows, refused = _with_land(sheet.rows)
    scored = score(panel_from_rows(rows), scheme)
    issues = [*sheet.issues, *refused, *_notices(scored, rows)]
    result = ImportResult(
        sheet.source, True, _ENTITY, dict(sheet.mapping), sheet.rows_read, len(rows), sheet.rows_read - len(rows),
        sorted(issues, key=lambda i: i.row or 0), _records(scored, rows),
    )  # fmt: skip
    return PanelScored(result, scored)


def panel_from_rows(rows: Sequence[PanelRow]) -> Panel:
    """A panel of rows as they were read."""
    extras = {name for row in rows for name in row.extras}
    return panel_of(
        [r.firm_id for r in rows],
        [r.pool for r in rows],
        {name: [r.figures.get(name) for r in rows] for name in FIGURES},
        firm_names=[r.firm_name for r in rows],
        is_vetoed=[r.is_vetoed for r in rows],
        is_protected=[r.is_protected for r in rows],
        industries=[r.industry for r in rows],
        extras={name: [r.extras.get(name) for r in rows] for name in sorted(extras)},
    )


def _with_land(rows: Sequence[PanelRow]) -> tuple[list[PanelRow], list[Issue]]:
    """The rows whose land is above zero, or not known; the others are refused."""
    land = land_mu(panel_from_rows(rows)).tolist()
    refused = [
        Issue(IssueKind.LAND_NOT_POSITIVE, Severity.ERROR, row.row, "own_land_mu", f"{mu:.6f}")
        for row, mu in zip(rows, land, strict=True)
        if mu <= 0
    ]
    return [row for row, mu in zip(rows, land, strict=True) if not mu <= 0], refused


def _notices(scored: Scored, rows: Sequence[PanelRow]) -> Iterator[Issue]:
    """Why a firm is not rated, which ratio could not be taken, and who shares a rank."""
    firms = scored.panel.firm_ids
    for at in np.flatnonzero(~scored.is_rated).tolist():
        [reason] = reasons(scored, at)
        yield _notice(reason, rows[at].row, firms[at])
    for m in scored.measures:
        undefined = np.isnan(m.value) & scored.is_rated & _has_denominator(scored, m.item.indicator.denominator)
        for at in np.flatnonzero(undefined).tolist():
            details = {"firm": firms[at], "indicators": (m.key,)}
            yield Issue(
                IssueKind.RATIO_UNDEFINED, Severity.WARNING, rows[at].row, m.item.indicator.denominator, "0", details
            )
    for tied in scored.ties:
        shared: dict[str, Any] = {"firms": [firms[at] for at in tied], "rank": int(scored.rank[tied[0]])}
        yield Issue(IssueKind.FIRMS_TIED, Severity.WARNING, rows[tied[0]].row, "firm_id", firms[tied[0]], shared)


def _notice(reason: Reason, row: int, firm: str) -> Issue:
    names = reason.details.get("figures") or reason.details.get("indicators") or ("pool",)
    return Issue(_UNRATED[reason.kind], Severity.WARNING, row, names[0], None, {"firm": firm, **reason.details})


def _has_denominator(scored: Scored, name: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return ~np.isnan(scored.panel.typed(name)) if name in FIGURES else np.zeros(len(scored.panel), dtype=np.bool_)


def _records(scored: Scored, rows: Sequence[PanelRow]) -> list[dict[str, Any]]:
    return [
        {
            "row": rows[at].row, "firm_id": rows[at].firm_id, "firm_name": rows[at].firm_name, "pool": rows[at].pool,
            "land_mu": _or_none(scored.land_mu[at]), "score": _or_none(scored.score[at]),
            "rank": int(scored.rank[at]) or None, "grade": scored.grade_of(at), "raw_grade": scored.raw_grade_of(at),
        }
        for at in scored.order.tolist()
    ]  # fmt: skip


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
