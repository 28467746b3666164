"""The year's report: one claim a page, its figure, its source, what it means. One text, set as PDF, DOCX or XLSX."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count as counter

import numpy as np

from analytics.firm_years import FirmYear, Sums, YearPanel, sums
from analytics.ranking_groups import Group, grouped
from analytics.reasons import reasons
from analytics.scoring import Scored
from domain.codes import Industry
from domain.scheme import BaselineKind, MissingRule
from domain.units import exact
from reports.paper import Block, Head, Heading, PageBreak, Paper, Picture, Table, Text
from reports.ranking_charts import Bar, Drawing, bars, classes, dots
from wording import ranking_papers as words
from wording.codes import code_word
from wording.columns import column_word, unit_word
from wording.numbers import NO_DATA, number
from wording.ranking import indicator_unit, indicator_word, reason_sentence

MU, MONEY, PER_MU = unit_word("亩"), unit_word("万元"), unit_word("万元/亩")


@dataclass(frozen=True)
class YearOutcome:
    """A year's panel with its outcome under the scheme."""

    panel: YearPanel
    scored: Scored

    def firms(self, pool: str) -> list[FirmYear]:
        """The firms of a pool."""
        return [f for f in self.panel.firms if f.pool == pool]

    def ranked(self, pool: str, grade: str | None = None) -> list[int]:
        """The ranked rows of a pool by rank, or those of one class."""
        found = [r for r in self.scored.order.tolist() if self.scored.rank[r] and self.scored.pool_name(r) == pool]
        return found if grade is None else [r for r in found if self.scored.grade_of(r) == grade]

    @property
    def grade_of(self) -> dict[str, str | None]:
        """The grade of each firm by id."""
        return {f.firm_id: self.scored.grade_of(r) for r, f in enumerate(self.panel.firms)}


def ranking_report(now: YearOutcome, before: YearOutcome | None, office: str, *, is_sample: bool) -> Paper:
    """The report; `before` is the year before under the same scheme, None where the record has none."""
    year = now.panel.year
    day = max((f.as_of_on for f in now.panel.firms), default="")
    note = f"　{words.SAMPLE_NOTE()}" if is_sample else ""
    return Paper(
        title=words.REPORT_TITLE(year=year),
        subtitle=words.REPORT_SUBTITLE(scheme=now.scored.scheme.name_zh, day=day),
        blocks=tuple(_Report(now, before).blocks()),
        running=words.REPORT_RUNNING() + note,
        foot=words.REPORT_FOOT(office=office, year=year),
    )


class _Report:
    def __init__(self, now: YearOutcome, before: YearOutcome | None) -> None:
        self.now, self.before = now, before
        self.scored, self.scheme = now.scored, now.scored.scheme
        self.pools = [p for p in now.scored.pools if now.firms(p)]
        self.figure = counter(1)

    def blocks(self) -> Iterator[Block]:
        yield from self._summary()
        for pool in self.pools:
            if self.now.ranked(pool):
                yield from self._pool(pool)
        yield from self._method()
        yield from self._quality()
        for pool in self.pools:
            yield from self._annex(pool)

    # --- summary

    def _summary(self) -> Iterator[Block]:
        yield Heading(words.REPORT_SUMMARY(), 2)
        for pool in self.pools:
            yield Text(self._lead(pool), "lead")
        for pool in self.pools:
            yield Text(self._classes(pool))
        rows = [(pool, self._counts(pool)) for pool in self.pools if self.now.ranked(pool)]
        quotas = " / ".join(number(c.cumulative_percent or 0) for c in self.scheme.classes)
        caption = words.REPORT_CLASSES_CAPTION(no=next(self.figure), quotas=quotas)
        yield _picture(classes(rows), caption)
        yield Text(words.REPORT_SCHEME_SOURCE(source=self.scheme.source), "note")

    def _lead(self, pool: str) -> str:
        found = sums(self.now.firms(pool))
        earlier = sums(self.before.firms(pool)) if self.before else None
        return words.REPORT_LEAD(
            pool=pool,
            n=found.firm_count,
            tax=number(found.tax_10k_yuan, 2),
            land=number(found.land_mu, 2),
            ratio=_ratio(found),
            change=_change(found, earlier),
        )

    def _classes(self, pool: str) -> str:
        told = "、".join(words.REPORT_CLASS(grade=name, n=n) for name, n in self._counts(pool))
        ranked = len(self.now.ranked(pool))
        return words.REPORT_CLASSES(pool=pool, n=ranked, classes=told, unrated=len(self.now.firms(pool)) - ranked)

    def _counts(self, pool: str) -> list[tuple[str, int]]:
        return [(name, len(self.now.ranked(pool, name))) for name in self.scored.grade_names]

    # --- one pool

    def _pool(self, pool: str) -> Iterator[Block]:
        yield from self._groups(pool, words.REPORT_PARKS(), lambda f: f.park or NO_DATA())
        yield from self._groups(pool, words.REPORT_INDUSTRIES(), _industry)
        yield from self._spread(pool)
        for grade in (self.scored.grade_names[0], self.scheme.grades[-1]):
            yield from self._list(pool, grade)
        yield from self._compare(pool)

    def _groups(self, pool: str, by: str, key: Callable[[FirmYear], str]) -> Iterator[Block]:
        groups = grouped(self.now.firms(pool), self.now.grade_of, key)
        earlier = self._earlier(pool, key)
        told = [g for g in groups if g.sums.tax_10k_yuan_per_mu is not None]
        if not told:
            return
        best, worst = told[0], told[-1]
        yield PageBreak()
        yield Heading(f"{pool}　{by}", 2)
        lead = {"best": best.name, "high": _ratio(best.sums), "worst": worst.name, "low": _ratio(worst.sums)}
        yield Text(words.REPORT_PARKS_LEAD(**lead), "lead")
        drawn = bars([_bar(g, earlier.get(g.name)) for g in told])
        yield _picture(drawn, words.REPORT_BARS_CAPTION(no=next(self.figure), pool=pool, by=by))
        yield self._group_table(pool, by, groups, earlier)

    def _earlier(self, pool: str, key: Callable[[FirmYear], str]) -> dict[str, Sums]:
        if self.before is None:
            return {}
        return {g.name: g.sums for g in grouped(self.before.firms(pool), self.before.grade_of, key)}

    def _group_table(self, pool: str, by: str, groups: Sequence[Group], earlier: dict[str, Sums]) -> Table:
        names = [word() for word in words.REPORT_GROUP_HEADS]
        units = ("", MONEY, MU, PER_MU, PER_MU)
        head = words.REPORT_PARK if by == words.REPORT_PARKS() else words.REPORT_INDUSTRY
        heads = (Head(head(), share=1.8), *(Head(n, u, is_number=True) for n, u in zip(names, units, strict=True)))
        rows = [_group_row(g.name, g.sums, earlier.get(g.name)) for g in groups]
        whole, whole_before = sums(self.now.firms(pool)), sums(self.before.firms(pool)) if self.before else None
        return Table(heads, rows, total=_group_row(words.REPORT_TOTAL(), whole, whole_before))

    def _spread(self, pool: str) -> Iterator[Block]:
        tax, land = self.scored.evaluated_tax_10k_yuan, self.scored.land_mu
        rows = [r for r, f in enumerate(self.now.panel.firms) if f.pool == pool]
        rows = [r for r in rows if land[r] > 0 and not np.isnan(tax[r])]
        if len(rows) < 5:
            return
        falling = sorted(rows, key=lambda r: -tax[r] / land[r])
        best = falling[: len(rows) // 5]
        yield PageBreak()
        yield Heading(f"{pool}　{words.REPORT_SPREAD()}", 2)
        yield Text(
            words.REPORT_SPREAD_LEAD(
                n=len(best),
                land=_share(land[best].sum(), land[rows].sum()),
                tax=_share(tax[best].sum(), tax[rows].sum()),
            ),
            "lead",
        )
        measure = self.scored.by_key.get("tax_per_mu")
        line = float(measure.baseline[rows[0]]) if measure is not None else None
        drawn = dots([float(tax[r] / land[r]) for r in rows], line, words.BOOK_BASELINE(), PER_MU)
        yield _picture(drawn, words.REPORT_SPREAD_CAPTION(no=next(self.figure), pool=pool, n=len(rows)))

    def _list(self, pool: str, grade: str) -> Iterator[Block]:
        rows = self.now.ranked(pool, grade)
        yield Heading(words.REPORT_LIST(pool=pool, grade=grade), 2)
        if not rows:
            yield Text(words.REPORT_NOBODY(grade=grade))
            return
        firms = [self.now.panel.firms[r] for r in rows]
        found, whole = sums(firms), sums(self.now.firms(pool))
        yield Text(
            words.REPORT_LIST_LEAD(
                grade=grade,
                n=len(rows),
                land=number(found.land_mu, 2),
                land_share=_share(found.land_mu, whole.land_mu),
                tax=number(found.tax_10k_yuan, 2),
                tax_share=_share(found.tax_10k_yuan, whole.tax_10k_yuan),
            ),
            "lead",
        )
        names, shares = [word() for word in words.REPORT_LIST_HEADS], (0.6, 2.8, 1.4, 1.2, 0.9, 1.35, 1.45, 0.9)
        units, figures = ("", "", "", "", MU, MONEY, PER_MU, ""), (True, False, False, False, True, True, True, True)
        heads = tuple(Head(*column) for column in zip(names, units, shares, figures, strict=True))
        yield Table(heads, [self._list_row(r) for r in rows])

    def _list_row(self, r: int) -> tuple[str, ...]:
        scored, firm = self.scored, self.now.panel.firms[r]
        land, tax = scored.land_mu[r], scored.evaluated_tax_10k_yuan[r]
        ratio = tax / land if land > 0 else np.nan
        return (
            str(scored.rank[r]), firm.firm_name, firm.park, _industry(firm),
            _told(land), _told(tax), _told(ratio), _told(scored.score[r]),
        )  # fmt: skip

    # --- against last year

    def _compare(self, pool: str) -> Iterator[Block]:
        yield Heading(f"{pool}　{words.REPORT_COMPARE()}", 2)
        if self.before is None:
            yield Text(words.REPORT_NO_LAST_YEAR())
            return
        then = {self.before.panel.firms[r].firm_id: r for r in self.before.ranked(pool)}
        both = [r for r in self.now.ranked(pool) if self.now.panel.firms[r].firm_id in then]
        if len(both) < 2:
            yield Text(words.REPORT_NO_LAST_YEAR())
            return
        order = list(self.scored.grade_names)
        pairs = [(self._grade_before(then, r), self.scored.grade_of(r) or "") for r in both]
        moves = [order.index(after) - order.index(first) for first, after in pairs]
        ranks = [(self.before.scored.rank[then[self.now.panel.firms[r].firm_id]], self.scored.rank[r]) for r in both]
        yield Text(
            words.REPORT_COMPARE_LEAD(
                pool=pool,
                n=len(both),
                up=sum(m < 0 for m in moves),
                down=sum(m > 0 for m in moves),
                same=sum(m == 0 for m in moves),
                rho=number(_rank_correlation(ranks), 2),
            ),
            "lead",
        )
        heads = (Head(words.REPORT_COMPARE_HEADS[0](), share=1.4), *(Head(name, is_number=True) for name in order))
        yield Table(heads, [(first, *(str(pairs.count((first, after))) for after in order)) for first in order])

    def _grade_before(self, then: dict[str, int], r: int) -> str:
        assert self.before is not None
        return self.before.scored.grade_of(then[self.now.panel.firms[r].firm_id]) or ""

    # --- method and quality

    def _method(self) -> Iterator[Block]:
        yield PageBreak()
        yield Heading(words.REPORT_METHOD(), 2)
        yield Text(words.REPORT_METHOD_LEAD(), "lead")
        names = [word() for word in words.REPORT_METHOD_HEADS]
        shares, figures = (1.8, 1.5, 0.7, 1.1, 0.8, 0.7, 1.6), (False, False, True, True, True, True, False)
        heads = tuple(Head(n, "", s, f) for n, s, f in zip(names, shares, figures, strict=True))
        yield Table(heads, [self._method_row(at) for at in range(len(self.scheme.indicators))])
        yield Text(words.REPORT_LAND_RULE(), "note")
        yield Text(words.REPORT_SCHEME_SOURCE(source=self.scheme.source), "note")
        yield Text(words.REPORT_CONSEQUENCES(), "note")

    def _method_row(self, at: int) -> tuple[str, ...]:
        item = self.scheme.indicators[at]
        fixed = item.baseline.kind is BaselineKind.FIXED and item.baseline.value is not None
        return (
            indicator_word(item.key),
            indicator_unit(item.key),
            number(item.weight) if item.weight is not None else "",
            number(item.baseline.value or 0) if fixed else code_word(BaselineKind, item.baseline.kind),
            words.REPORT_TIMES(n=number(item.cap)) if item.cap is not None else "—",
            number(item.floor) if item.floor is not None else "—",
            code_word(MissingRule, item.missing),
        )

    def _quality(self) -> Iterator[Block]:
        panel = self.now.panel
        firms = panel.firms
        unrated = [r for r in range(len(firms)) if not self.scored.rank[r]]
        gaps = [(f, key) for f in firms for key in f.gaps]
        yield Heading(words.REPORT_QUALITY(), 2)
        yield Text(
            words.REPORT_QUALITY_LEAD(
                n=len(firms),
                confirmed=sum(f.is_confirmed is True for f in firms),
                gaps=len(gaps),
                firms=len({f.firm_id for f, _ in gaps}),
                unrated=len(unrated),
            ),
            "lead",
        )
        yield from _gap_table(gaps)
        yield from self._unrated(unrated)
        names = {f.firm_id: f.firm_name for f in firms}
        if panel.without_parcel:
            yield Text(words.REPORT_ALONE(names="、".join(names[c] for c in panel.without_parcel)))
        if panel.without_figures:
            yield Text(words.REPORT_SILENT(names="、".join(name for _, name in panel.without_figures)))

    def _unrated(self, rows: Sequence[int]) -> Iterator[Block]:
        if rows:
            name, pool, why = (word() for word in words.REPORT_UNRATED_HEADS)
            firms = self.now.panel.firms
            told = [
                (firms[r].firm_name, firms[r].pool, "".join(reason_sentence(s) for s in reasons(self.scored, r)))
                for r in rows
            ]
            yield Table(
                (Head(name, share=2), Head(pool, share=0.6), Head(why, share=2.4)), told, words.REPORT_UNRATED()
            )

    def _annex(self, pool: str) -> Iterator[Block]:
        rows = [r for r in self.scored.order.tolist() if self.now.panel.firms[r].pool == pool]
        names, shares = [word() for word in words.REPORT_ANNEX_HEADS], (0.6, 1.1, 3.2, 0.6, 1, 1, 1.1, 0.6)
        units = ("", "", "", "", "", MU, MONEY, "")
        figures = (True, False, False, False, True, True, True, False)
        yield PageBreak()
        heads = tuple(Head(*column) for column in zip(names, units, shares, figures, strict=True))
        yield Table(heads, [self._annex_row(r) for r in rows], words.REPORT_ANNEX(pool=pool))

    def _annex_row(self, r: int) -> tuple[str, ...]:
        scored, firm = self.scored, self.now.panel.firms[r]
        return (
            str(scored.rank[r]) if scored.rank[r] else "—", firm.firm_id, firm.firm_name, scored.grade_of(r) or "—",
            _told(scored.score[r]), _told(scored.land_mu[r]), _told(scored.evaluated_tax_10k_yuan[r]),
            (words.REPORT_YES if firm.is_confirmed else words.REPORT_NO)(),
        )  # fmt: skip


def _gap_table(gaps: Sequence[tuple[FirmYear, str]]) -> Iterator[Block]:
    by_figure: dict[str, list[str]] = {}
    for firm, key in gaps:
        by_figure.setdefault(key, []).append(firm.firm_name)
    if by_figure:
        name, count, who = (word() for word in words.REPORT_GAP_HEADS)
        rows = [(column_word("enterprise_years", k), str(len(v)), "、".join(v)) for k, v in by_figure.items()]
        yield Table((Head(name, share=1.3), Head(count, share=0.5, is_number=True), Head(who, share=5)), rows)


def _industry(firm: FirmYear) -> str:
    return code_word(Industry, firm.industry, short=True) if firm.industry else NO_DATA()


def _picture(drawn: Drawing, caption: str) -> Picture:
    return Picture(drawn.svg, drawn.width_mm, drawn.height_mm, caption, caption)


def _bar(group: Group, before: Sums | None) -> Bar:
    earlier = before.tax_10k_yuan_per_mu if before else None
    ratio = float(group.sums.tax_10k_yuan_per_mu or 0)
    return Bar(group.name, ratio, _ratio(group.sums), None if earlier is None else float(earlier))


def _group_row(name: str, found: Sums, before: Sums | None) -> tuple[str, ...]:
    return (
        name, str(found.firm_count), number(found.tax_10k_yuan, 2), number(found.land_mu, 2), _ratio(found),
        _ratio(before) if before else "—",
    )  # fmt: skip


def _ratio(found: Sums) -> str:
    return number(found.tax_10k_yuan_per_mu, 2) if found.tax_10k_yuan_per_mu is not None else NO_DATA()


def _change(found: Sums, earlier: Sums | None) -> str:
    if earlier is None or not earlier.tax_10k_yuan_per_mu or found.tax_10k_yuan_per_mu is None:
        return ""
    change = (found.tax_10k_yuan_per_mu / earlier.tax_10k_yuan_per_mu - 1) * 100
    way = words.REPORT_UP if change >= 0 else words.REPORT_DOWN
    return words.REPORT_CHANGE(before=_ratio(earlier), way=way(), change=number(abs(change), 1))


def _share(part: float | Decimal, whole: float | Decimal) -> str:
    return number(exact(float(part)) / exact(float(whole)) * 100, 1) if whole else NO_DATA()


def _told(value: float) -> str:
    return number(float(value), 2) if value == value else NO_DATA()


def _rank_correlation(pairs: Iterable[tuple[int, int]]) -> float:
    """Spearman's: the correlation of the ranks."""
    first, second = np.array(list(pairs), dtype=np.float64).T
    return float(np.corrcoef(first.argsort().argsort(), second.argsort().argsort())[0, 1])
