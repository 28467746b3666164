"""Headings to our columns: by declared key, by synonym, with the unit that the heading states."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from domain.columns import Column, ColumnType, Entity
from domain.entities import ENTITIES
from domain.issue import IssueKind
from intake.places import PLACES
from intake.refusal import Unreadable
from intake.values import folded

#: Not a column of ours but the name of a park, looked up afterwards.
PARK = "park"

#: What we keep by ourselves and take from nobody.
_OURS = frozenset({"is_code_provisional", "measured_area_m2", "measured_zone", "survey_crs", "provenance", "shape"})
#: What only a deed with a document sets: a file retires no parcel.
_BY_DEED = frozenset({"retired_on"})

#: By the unit of our column: what others write, and what one of theirs is in ours.
UNITS: dict[str, dict[str, Decimal]] = {
    "㎡": {
        **dict.fromkeys(("m2", "平方米", "平米", "sqm"), Decimal(1)),
        **dict.fromkeys(("亩", "mu"), Decimal(2000) / 3),
        **dict.fromkeys(("公顷", "ha", "hectare", "hectares"), Decimal(10_000)),
    },
    "万元": {
        **dict.fromkeys(("万元", "10kyuan"), Decimal(1)),
        **dict.fromkeys(("元", "yuan"), Decimal("0.0001")),
        "亿元": Decimal(10_000),
    },
    "年": {"年": Decimal(1), "years": Decimal(1)},
}
#: A shapefile's heading has ten bytes at most; one of nine may have lost a Chinese letter.
_LEAST_CUT_BYTES, _WEAKEST = 9, 1_000
#: The unit that is asked for where a heading states none: by evidence, in this order.
AREA_UNITS = ("m2", "亩", "公顷")


NO_CORRECTIONS: Mapping[str, str] = MappingProxyType({})

#: (weakness, column, unit)
Claim = tuple[int, str, str | None]


@dataclass(frozen=True)
class Field:
    """One heading and the column that it fills. `unit` is what the heading states, None where it states nothing."""

    heading: str
    key: str
    unit: str | None = None

    def needs_unit(self, column: Column) -> bool:
        """Whether the figures mean nothing before their unit is known: areas and money are never assumed."""
        return self.unit is None and column.unit in ("㎡", "万元")

    def factor(self, column: Column) -> Decimal:
        """What one of the heading's unit is in the column's."""
        return UNITS[column.unit or ""][self.unit] if self.unit else Decimal(1)


@dataclass(frozen=True)
class HeadingMap:
    """Which heading fills which column, and which headings fill none."""

    fields: tuple[Field, ...]
    unused: tuple[str, ...]

    def by_heading(self) -> dict[str, str]:
        """{heading: column}, the form that reports and the record keep."""
        return {f.heading: f.key for f in self.fields}


@cache
def synonyms() -> dict[str, Any]:
    """The words of `synonyms.toml`."""
    return tomllib.loads(Path(__file__).with_name("synonyms.toml").read_text("utf-8"))


@cache
def words_of(key: str) -> Mapping[str, str]:
    """Folded words and codes of a code list → its codes."""
    codes: dict[str, list[str]] = synonyms()["codes"].get(key, {})
    listed = {folded(word): code for code, words in codes.items() for word in words}
    declared = next(e.by_key[key].codes for e in ENTITIES.values() if key in e.by_key and e.by_key[key].codes)
    return listed | {folded(code.value): code.value for code in declared or ()}


def mapped(
    headings: Iterable[str], entity: Entity, *, is_cut: bool = False, corrections: Mapping[str, str] = NO_CORRECTIONS
) -> HeadingMap:
    """Choose a column for each heading; where two claim one column, the stronger word wins and the other is unused.

    With `is_cut` a heading may be the beginning of a word, as a shapefile's ten bytes leave it, if only one column
    has such a word. `corrections` {heading: column} are a person's and come before all words; a heading that he
    maps to nothing fills nothing.
    """
    headings = list(headings)
    taken = {field.key: field for heading in headings if (field := _corrected(heading, entity, corrections))}
    claims = [
        (claim, heading)
        for heading in headings
        if heading not in corrections
        and (claim := _claim(heading, entity) or (_cut_claim(heading, entity) if is_cut else None))
    ]
    for (_, key, unit), heading in sorted(claims, key=lambda c: c[0][0]):
        taken.setdefault(key, Field(heading, key, unit))
    used = {f.heading for f in taken.values()}
    return HeadingMap(tuple(taken.values()), tuple(h for h in headings if h not in used))


def _corrected(heading: str, entity: Entity, corrections: Mapping[str, str]) -> Field | None:
    """The field that a person chose for a heading; its unit is the one in the column's name, else the heading's."""
    if not (found := column_named(corrections.get(heading, ""), entity)):
        return None
    key, unit = found
    stated = next((u for _, u in _without_unit(heading) if u in UNITS.get(_unit_of(entity, key), {})), None)
    return Field(heading, key, unit or stated or synonyms()["units_by_standard"].get(folded(heading)))


def refuse_unknown(corrections: Mapping[str, str], entity: Entity) -> None:
    """Raise Unreadable where a person maps a heading to a column that is none; to nothing he may."""
    for heading, column in corrections.items():
        if column and column not in PLACES and column_named(column, entity) is None:
            known = [*_words_by_entity(entity.key), *PLACES]
            raise Unreadable(IssueKind.MAPPING_COLUMN_UNKNOWN, heading=heading, column=column, columns=known)


def column_named(name: str, entity: Entity) -> tuple[str, str | None] | None:
    """(column, unit) for a column's name, in which another unit may stand: `registered_area_mu`."""
    if name == PARK or name in _words_by_entity(entity.key):
        return name, None
    for column in entity.columns:
        for unit in UNITS.get(column.unit or "", {}):
            own = next((u for u in UNITS[column.unit or ""] if column.key.endswith(f"_{u}")), None)
            if own and unit.isascii() and name == f"{column.key.removesuffix(own)}{unit}":
                return column.key, unit
    return None


def open_columns(entity: Entity) -> tuple[str, ...]:
    """The columns that a file may fill; what we reckon ourselves is taken from nobody."""
    return tuple(_words(entity))


def _claim(heading: str, entity: Entity) -> Claim | None:
    """(weakness, column, unit) of the column that a heading names, None where it names none."""
    plain = folded(heading)
    by_standard = synonyms()["units_by_standard"].get(plain)
    for word, unit in ((plain, by_standard), *_without_unit(heading)):
        for key, words in _words(entity).items():
            if word in words and (unit is None or unit in UNITS.get(_unit_of(entity, key), {})):
                declared_unit = _unit_in_key(entity, key) if words.index(word) == 0 and word == plain else None
                return words.index(word), key, unit or declared_unit
    return None


def _cut_claim(heading: str, entity: Entity) -> Claim | None:
    """The column whose word a cut heading begins."""
    plain = folded(heading)
    if len(heading.encode()) < _LEAST_CUT_BYTES:
        return None
    keys = {key for key, words in _words(entity).items() for word in words if word.startswith(plain)}
    return (_WEAKEST, keys.pop(), None) if len(keys) == 1 else None


def _without_unit(heading: str) -> Iterable[tuple[str, str]]:
    """The heading without each unit that it could end in, the longest first: 面积(亩), 面积/公顷, area_ha."""
    text = unicodedata.normalize("NFKC", heading).lower().strip()
    names = sorted({name for group in UNITS.values() for name in group}, key=len, reverse=True)
    for name in names:
        match = re.fullmatch(rf"(.+?)[\s_/\(\[,:·]*(?:单位[:]?)?{re.escape(name)}[\)\]\s]*", text)
        if match and (not name.isascii() or re.search(rf"[^a-z]{re.escape(name)}[\)\]\s]*$", text)):
            yield folded(match.group(1)), name


@cache
def _words_by_entity(entity_key: str) -> dict[str, list[str]]:
    entity = ENTITIES[entity_key]
    listed: dict[str, list[str]] = synonyms().get(entity_key, {})
    open_keys = [c.key for c in entity.columns if c.key not in _OURS | _BY_DEED and c.holds is not ColumnType.REFERENCE]
    keys = [*open_keys, *([PARK] if PARK in listed else [])]
    return {key: [folded(key), *(folded(word) for word in listed.get(key, ()))] for key in keys}


def _words(entity: Entity) -> dict[str, list[str]]:
    return _words_by_entity(entity.key)


def _unit_of(entity: Entity, key: str) -> str:
    column = entity.by_key.get(key)
    return (column.unit or "") if column else ""


def _unit_in_key(entity: Entity, key: str) -> str | None:
    """A heading that is our own key states our own unit."""
    return next(iter(UNITS.get(_unit_of(entity, key), {})), None)
