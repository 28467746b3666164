"""The working paper of a ranking: every step from raw figure to grade is a formula, every parameter a cell.

Texts are written as texts, so that a name that begins with `=` stays a name. Each formula carries the program's own
outcome as its shown value, for readers that do not recalculate.
"""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics.firm_years import FirmYear
from analytics.grading import last_ranks
from analytics.reasons import reasons
from analytics.scoring import Scored
from domain.codes import Industry
from domain.entities import ENTITIES
from domain.scheme import BaselineKind, MissingRule, Scheme
from reports import ranking_formulas as formulas
from reports.ranking_formulas import YES, Block, Settings, columns_of
from wording import ranking_papers as words
from wording.codes import code_word
from wording.columns import unit_word
from wording.ranking import figure_word, indicator_unit, indicator_word, reason_sentence
from wording.styles import chip_of

FACE = "Microsoft YaHei"
INPUT, INK, MUTE, HAIR, WASH = "#1A4F8B", "#1F2A33", "#5B6770", "#D9DFE1", "#F3F5F5"
LAND_INPUTS = ("own_land_m2", "leased_in_floor_m2", "leased_in_far", "out_m2")
TEXTS = ("firm_id", "firm_name", "industry")
FLAGS = ("is_vetoed", "is_protected")
#: Rows above the firms of a pool: title, classes, cuts, counts, a gap, baselines, heads.
CLASS_ROW, CUT_ROW, COUNT_ROW, BASELINE_ROW, HEAD_ROW = 2, 3, 4, 6, 7
FIRST_ROW = 9  # counted from 1
#: Id, name, rank, grade and score stay in sight.
OUTCOME_COLUMNS = 5

Formats = Mapping[str, Format]


def ranking_workbook(scored: Scored, firms: Sequence[FirmYear], year: int) -> bytes:
    """The workbook as bytes: about, parameters, and one sheet for each pool.

    Raises ValueError for a scheme that ranks each industry apart: its pools would need a sheet each.
    """
    if scored.scheme.is_split_by_industry:
        raise ValueError("a scheme that splits pools by industry has no workbook yet")
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = _formats(book)
    _about(book.add_worksheet(words.BOOK_ABOUT()), scored, year, formats)
    rules = _rules(book.add_worksheet(words.BOOK_RULES()), scored.scheme, formats)
    for pool in scored.pools:
        rows = [r for r in scored.order.tolist() if scored.pool_name(r) == pool]
        if rows:
            _PoolSheet(book.add_worksheet(_sheet_name(pool)), scored, firms, rows, rules, formats).write()
    book.close()
    return out.getvalue()


def _sheet_name(pool: str) -> str:
    return "".join(c for c in pool if c not in "[]:*?/\\")[:31] or "pool"


def _formats(book: Workbook) -> Formats:
    base = {"font_name": FACE, "font_size": 10, "font_color": INK, "valign": "vcenter"}
    line = {**base, "bottom": 1, "bottom_color": HAIR}
    made = {
        "text": line,
        "input": {**line, "font_color": INPUT, "num_format": "#,##0.####"},
        "ratio": {**line, "num_format": "#,##0.0000"},
        "points": {**line, "num_format": "0.0000"},
        "total": {**line, "num_format": "0.0000", "bold": True},
        "whole": {**line, "num_format": "0"},
        "flag": {**line, "font_color": INPUT, "align": "center"},
        "grade": {**line, "align": "center", "bold": True},
        "head": {**base, "text_wrap": True, "bg_color": WASH, "bottom": 1, "bottom_color": MUTE, "font_size": 9},
        "title": {**base, "bold": True, "font_size": 15},
        "quiet": {**base, "font_color": MUTE, "font_size": 9},
        "body": {**base, "text_wrap": True},
    }
    found = {name: book.add_format(style) for name, style in made.items()}
    for grade in "ABCD":
        chip = chip_of(grade)
        found[f"grade:{grade}"] = book.add_format({"font_color": chip.text, "bg_color": chip.ground})
    return found


def _about(sheet: Worksheet, scored: Scored, year: int, formats: Formats) -> None:
    scheme = scored.scheme
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, words.BOOK_TITLE(year=year), formats["title"])
    values = {
        "scheme": scheme.name_zh,
        "version": scheme.version,
        "official": "" if scheme.is_official else words.BOOK_UNOFFICIAL(),
        "source": scheme.source,
        "digest": scored.panel.digest,
    }
    for row, word in enumerate(words.BOOK_LINES, 2):
        sheet.write_string(row, 0, word(**values), formats["body"])


def _rules(sheet: Worksheet, scheme: Scheme, formats: Formats) -> Mapping[str, str]:
    """Write the parameters; returns the absolute cell of each, by `indicator:what` or `quota:class`."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 8, 13)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 1)
    sheet.write_string(0, 0, words.BOOK_RULES(), formats["title"])
    heads = ("", words.BOOK_WEIGHT(), words.BOOK_FIXED(), words.BOOK_TIMES(), words.BOOK_CAP(), words.BOOK_FLOOR(),
             words.BOOK_KIND(), words.BOOK_MISSING())  # fmt: skip
    for column, head in enumerate(heads):
        sheet.write_string(2, column, head, formats["head"])
    cells: dict[str, str] = {}
    for row, item in enumerate(scheme.indicators, 3):
        sheet.write_string(row, 0, _indicator_head(item.key), formats["text"])
        fixed = item.baseline.value if item.baseline.kind is BaselineKind.FIXED else item.baseline.percent
        given = (("weight", item.weight), ("fixed", fixed), ("times", item.baseline.times), ("cap", item.cap))
        for column, (what, number) in enumerate((*given, ("floor", item.floor)), 1):
            if number is not None:
                sheet.write_number(row, column, float(number), formats["input"])
                cells[f"{item.key}:{what}"] = f"'{words.BOOK_RULES()}'!${chr(65 + column)}${row + 1}"
        sheet.write_string(row, 6, code_word(BaselineKind, item.baseline.kind), formats["text"])
        sheet.write_string(row, 7, code_word(MissingRule, item.missing), formats["text"])
    row = 4 + len(scheme.indicators)
    sheet.write_string(row, 0, words.BOOK_COLUMNS["grade"](), formats["head"])
    sheet.write_string(row, 1, words.BOOK_QUOTA(), formats["head"])
    for below, graded in enumerate(scheme.classes, 1):
        sheet.write_string(row + below, 0, graded.name, formats["text"])
        sheet.write_number(row + below, 1, float(graded.cumulative_percent or 0), formats["input"])
        cells[f"quota:{graded.name}"] = f"'{words.BOOK_RULES()}'!$B${row + below + 1}"
    if scheme.min_max_floor is not None:
        last = row + len(scheme.classes) + 2
        sheet.write_string(last, 0, words.BOOK_MIN_MAX(), formats["text"])
        sheet.write_number(last, 1, float(scheme.min_max_floor), formats["input"])
        cells["min_max_floor"] = f"'{words.BOOK_RULES()}'!$B${last + 1}"
    return cells


def _indicator_head(key: str) -> str:
    return " ".join(filter(None, (indicator_word(key), indicator_unit(key))))


class _PoolSheet:
    """The firms of one pool: what was reported in blue, all the rest formulas."""

    def __init__(
        self,
        sheet: Worksheet,
        scored: Scored,
        firms: Sequence[FirmYear],
        rows: Sequence[int],
        rules: Mapping[str, str],
        formats: Formats,
    ) -> None:
        self.sheet, self.scored, self.firms, self.rows = sheet, scored, firms, rows
        self.rules, self.formats, self.scheme = rules, formats, scored.scheme
        inputs = [k for k in _asked_figures(self.scheme) if k not in LAND_INPUTS]
        self.inputs = (*LAND_INPUTS, *inputs)
        steps = [f"{i.key}:{what}" for i in self.scheme.indicators for what in ("value", "raw", "capped", "score")]
        derived = ("land_mu", "evaluated_tax", *steps, "adjustment", "order", "raw_grade", "note")
        keys = ("firm_id", "firm_name", "rank", "grade", "total", "industry", *self.inputs, *FLAGS, *derived)
        self.keys = keys
        self.at = Block(FIRST_ROW, FIRST_ROW + len(rows) - 1, columns_of(keys))
        letters = columns_of([c.name for c in self.scheme.classes], 1)
        self.cuts = [f"${letters[c.name]}${CUT_ROW + 1}" for c in self.scheme.classes]

    def write(self) -> None:
        """The whole sheet."""
        self.sheet.hide_gridlines(2)
        self._head()
        for place, row in enumerate(self.rows):
            self._firm(FIRST_ROW + place, row)
        self.sheet.freeze_panes(FIRST_ROW - 1, OUTCOME_COLUMNS)
        self.sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(self.rows), len(self.keys) - 1)
        self.sheet.set_column(0, 0, 13)
        self.sheet.set_column(1, 1, 34)
        self.sheet.set_column(2, len(self.keys) - 2, 12)
        self.sheet.set_column(2, 3, 7)
        self.sheet.set_column(len(self.keys) - 1, len(self.keys) - 1, 60)
        self._colour()
        self.sheet.set_landscape()
        self.sheet.set_paper(8)  # A3
        self.sheet.repeat_rows(HEAD_ROW)
        self.sheet.repeat_columns(0, OUTCOME_COLUMNS - 1)

    def _head(self) -> None:
        sheet, formats = self.sheet, self.formats
        pool = self.scored.pool_name(self.rows[0])
        sheet.write_string(0, 0, f"{pool}　{self.scheme.name_zh}", formats["title"])
        counted = sum(bool(self.scored.rank[r]) for r in self.rows)
        names = [c.name for c in self.scheme.classes]
        sheet.write_string(CLASS_ROW, 0, words.BOOK_COLUMNS["grade"](), formats["quiet"])
        sheet.write_string(CUT_ROW, 0, words.BOOK_CUT(), formats["quiet"])
        sheet.write_string(COUNT_ROW, 0, words.BOOK_COUNT(), formats["quiet"])
        n_column = len(names) + 1
        count_cell = f"${columns_of(['n'], n_column)['n']}${CUT_ROW + 1}"
        sheet.write_string(CLASS_ROW, n_column, words.BOOK_N(), formats["quiet"])
        sheet.write_formula(CUT_ROW, n_column, f"=COUNT({self.at.span('rank')})", formats["whole"], counted)
        quotas = [self.rules[f"quota:{name}"] for name in names]
        for column, formula in enumerate(formulas.last_ranks(self.scheme, quotas, count_cell, self.cuts), 1):
            name = names[column - 1]
            sheet.write_string(CLASS_ROW, column, name, formats["grade"])
            sheet.write_formula(CUT_ROW, column, formula, formats["whole"], self._cut(column - 1, counted))
            found = sum(self.scored.grade_of(r) == name for r in self.rows)
            counting = f'=COUNTIF({self.at.span("grade")},"{name}")'
            sheet.write_formula(COUNT_ROW, column, counting, formats["whole"], found)
        self._baselines()
        for column, key in enumerate(self.keys):
            sheet.write_string(HEAD_ROW, column, self._word(key), formats["head"])
        sheet.set_row(HEAD_ROW, 44)

    def _cut(self, at: int, counted: int) -> int:
        return last_ranks(self.scheme.classes, counted)[at]

    def _baselines(self) -> None:
        """The baseline of the pool above the values of each indicator."""
        self.sheet.write_string(BASELINE_ROW, 0, words.BOOK_BASELINE(), self.formats["quiet"])
        for item in self.scheme.indicators:
            column = self.keys.index(f"{item.key}:value")
            fixed = self.rules.get(f"{item.key}:fixed")
            measure = self.scored.by_key[item.key]
            shown = float(measure.baseline[self.rows[0]])
            if item.baseline.kind is BaselineKind.INDUSTRY_MEAN:
                self.sheet.write_string(BASELINE_ROW, column, words.BOOK_BASELINE_OF_INDUSTRY(), self.formats["quiet"])
            elif fixed or item.baseline.kind is BaselineKind.POOL_MEAN:
                formula = formulas.baseline(item, self.at, fixed or "", self.rules[f"{item.key}:times"])
                self.sheet.write_formula(BASELINE_ROW, column, formula, self.formats["ratio"], _shown(shown))

    def _word(self, key: str) -> str:
        if key in words.BOOK_COLUMNS:
            return words.BOOK_COLUMNS[key]()
        indicator, _, what = key.partition(":")
        if what:
            word = {"value": words.BOOK_VALUE, "raw": words.BOOK_RAW, "capped": words.BOOK_CAPPED}
            name = _indicator_head(indicator) if what == "value" else indicator_word(indicator)
            return word.get(what, words.BOOK_SCORE)(name=name)
        return f"{figure_word(key)} {_unit(key)}".strip()

    def _firm(self, row: int, at: int) -> None:
        firm = self.firms[at]
        industry = code_word(Industry, firm.industry) if firm.industry else ""
        for key, text in zip(TEXTS, (firm.firm_id, firm.firm_name, industry), strict=True):
            self._text(row, key, text, "text")
        for key, figure in self._figures(firm).items():
            if figure is not None:
                self.sheet.write_number(row - 1, self.keys.index(key), float(figure), self.formats["input"])
            else:
                self.sheet.write_blank(row - 1, self.keys.index(key), None, self.formats["input"])
        for key in FLAGS:
            self._text(row, key, YES if getattr(firm, key) else "", "flag")
        self._steps(row, at)
        self._outcome(row, at)

    def _figures(self, firm: FirmYear) -> dict[str, Any]:
        land = dict(zip(LAND_INPUTS, (firm.own_land_m2, firm.leased_in_floor_m2, firm.leased_in_floor_area_ratio,
                                      firm.leased_out_land_m2), strict=True))  # fmt: skip
        return {key: land[key] if key in land else firm.figures.get(key) for key in self.inputs}

    def _steps(self, row: int, at: int) -> None:
        scored, scheme = self.scored, self.scheme
        self._formula(row, "land_mu", formulas.land(self.at, row), scored.land_mu[at], "ratio")
        tax = formulas.evaluated_tax(scheme, self.at, row)
        self._formula(row, "evaluated_tax", tax, scored.evaluated_tax_10k_yuan[at], "ratio")
        for item in scheme.indicators:
            found, here = scored.by_key[item.key], self._settings(item.key)
            bounded = found.score[at] if not found.is_substituted[at] else np.nan
            steps = (
                ("value", formulas.value(item, self.at, row), found.value[at], "ratio"),
                ("raw", formulas.raw(scheme, item, self.at, row, here), found.raw[at], "points"),
                ("capped", formulas.capped(item, self.at, row, here), bounded, "points"),
                ("score", formulas.score(item, self.at, row), found.score[at], "points"),
            )
            for what, formula, shown, style in steps:
                self._formula(row, f"{item.key}:{what}", formula, shown, style)
        self.sheet.write_number(
            row - 1, self.keys.index("adjustment"), float(scored.adjustment[at]), self.formats["input"]
        )

    def _outcome(self, row: int, at: int) -> None:
        scored, scheme, block = self.scored, self.scheme, self.at
        rank = int(scored.rank[at])
        self._formula(row, "total", formulas.total(scheme, block, row), scored.score[at], "total")
        ranked = scored.score[at] if rank else np.nan
        self._formula(row, "order", formulas.order(scheme, block, row), np.round(ranked, 10), "points")
        self._formula(row, "rank", formulas.rank(scheme, block, row), rank or np.nan, "whole")
        raw, grade = scored.raw_grade_of(at) or "", scored.grade_of(at) or ""
        for key, formula, shown in (
            ("raw_grade", formulas.raw_grade(scheme, block, row, self.cuts), raw),
            ("grade", formulas.grade(scheme, block, row, self.cuts), grade),
        ):
            self.sheet.write_formula(row - 1, self.keys.index(key), formula, self.formats["grade"], shown)
        self._text(row, "note", "".join(reason_sentence(r) for r in reasons(scored, at)), "text")

    def _settings(self, key: str) -> Settings:
        rules = self.rules
        value = f"${self.at.column[f'{key}:value']}${BASELINE_ROW + 1}"
        return Settings(
            rules.get(f"{key}:weight", "1"), value, rules.get(f"{key}:cap"), rules.get(f"{key}:floor"),
            rules.get("min_max_floor"),
        )  # fmt: skip

    def _text(self, row: int, key: str, text: str, style: str) -> None:
        self.sheet.write_string(row - 1, self.keys.index(key), text, self.formats[style])

    def _formula(self, row: int, key: str, formula: str, shown: Any, style: str) -> None:
        self.sheet.write_formula(row - 1, self.keys.index(key), formula, self.formats[style], _shown(shown))

    def _colour(self) -> None:
        """Grades in the colours that they have on every screen."""
        for key in ("raw_grade", "grade"):
            letter = self.at.column[key]
            span = f"{letter}{self.at.first}:{letter}{self.at.last}"
            for grade in "ABCD":
                rule = {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{grade}"',
                    "format": self.formats[f"grade:{grade}"],
                }
                self.sheet.conditional_format(span, rule)


def _shown(value: Any) -> float | str:
    return "" if value != value else float(value)


def _asked_figures(scheme: Scheme) -> Iterable[str]:
    """The typed figures behind the scheme's indicators and tie-breaks, in the panel's order."""
    asked = {name for item in scheme.indicators for name in item.indicator.inputs} | set(scheme.tie_breaks)
    asked |= {*scheme.tax_plus, *scheme.tax_minus}
    order = ("tax_10k_yuan", "exempt_credit_tax_10k_yuan", "value_added_10k_yuan", "energy_tce", "emission_t",
             "staff_count", "rnd_10k_yuan", "revenue_10k_yuan", "power_10k_kwh")  # fmt: skip
    return [name for name in order if name in asked]


def _unit(key: str) -> str:
    found = ENTITIES["enterprise_years"].by_key.get(key)
    return unit_word(found.unit) if found else ""
