"""How a column of the record is declared. Tables, forms, exports, imports and visibility derive from the declaration.

The entities themselves are declared in `domain.entities`, one file per part of the field.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from domain.audience import Line


class ColumnType(StrEnum):
    """What a column holds. Days are ISO dates in Asia/Shanghai, instants ISO in UTC, lists and objects are JSON."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    INSTANT = "instant"
    CODES = "codes"
    OBJECT = "object"
    REFERENCE = "reference"
    SHAPE = "shape"


@dataclass(frozen=True)
class Column:
    """One column: its key carries the unit, its line says who may see it.

    `codes` is the code list of CODE and CODES columns, `refers_to` the entity of a REFERENCE, `shape` the GeoPackage
    geometry type of a SHAPE, `lowest` the smallest sensible number (None: any).
    """

    key: str
    holds: ColumnType
    line: Line
    unit: str | None = None
    codes: type[StrEnum] | None = None
    refers_to: str | None = None
    shape: str | None = None
    is_required: bool = False
    lowest: float | None = None


@dataclass(frozen=True)
class Entity:
    """One kind of record. `key` is the table (plural), `code` the column by which people name a record.

    `park` names the references through which a row finds its park for the grants on own parks: its park is that of
    the first of them that is filled; a park is its own, and an entity without any belongs to the whole district.
    `row_line` is the line that a row as a whole needs; rows on `LISTING` may also be seen while they are published.
    """

    key: str
    columns: tuple[Column, ...]
    code: str | None = None
    park: tuple[str, ...] = ()
    row_line: Line = Line.PUBLIC

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """The declared columns by key."""
        return {c.key: c for c in self.columns}

    @cached_property
    def shape_column(self) -> Column | None:
        """The geometry, where the entity has one."""
        return next((c for c in self.columns if c.holds is ColumnType.SHAPE), None)

    def of_type(self, *types: ColumnType) -> Iterator[Column]:
        """The columns of these types, in declared order."""
        return (c for c in self.columns if c.holds in types)


def columns_on(line: Line) -> "ColumnMaker":
    """A maker of columns that all stand on one line, so that a declaration reads as a list of names."""
    return ColumnMaker(line)


@dataclass(frozen=True)
class ColumnMaker:
    """Short words for declaring columns of one line."""

    line: Line

    def text(self, key: str, *, is_required: bool = False) -> Column:
        return Column(key, ColumnType.TEXT, self.line, is_required=is_required)

    def code(self, key: str, codes: type[StrEnum], *, is_required: bool = False) -> Column:
        return Column(key, ColumnType.CODE, self.line, codes=codes, is_required=is_required)

    def codes(self, key: str, codes: type[StrEnum]) -> Column:
        return Column(key, ColumnType.CODES, self.line, codes=codes)

    def number(self, key: str, unit: str | None, *, lowest: float | None = 0, is_required: bool = False) -> Column:
        return Column(key, ColumnType.NUMBER, self.line, unit=unit, lowest=lowest, is_required=is_required)

    def integer(self, key: str, unit: str | None = None, *, is_required: bool = False) -> Column:
        return Column(key, ColumnType.INTEGER, self.line, unit=unit, lowest=None, is_required=is_required)

    def flag(self, key: str) -> Column:
        return Column(key, ColumnType.FLAG, self.line)

    def day(self, key: str, *, is_required: bool = False) -> Column:
        return Column(key, ColumnType.DAY, self.line, is_required=is_required)

    def instant(self, key: str) -> Column:
        return Column(key, ColumnType.INSTANT, self.line)

    def object(self, key: str) -> Column:
        return Column(key, ColumnType.OBJECT, self.line)

    def reference(self, key: str, refers_to: str, *, is_required: bool = False) -> Column:
        return Column(key, ColumnType.REFERENCE, self.line, refers_to=refers_to, is_required=is_required)

    def shape(self, shape: str) -> Column:
        return Column("shape", ColumnType.SHAPE, self.line, shape=shape)

    def sourced(self) -> tuple[Column, ...]:
        """Where the row's values come from.

        `source` and `as_of_on` hold for the whole row; `provenance` says otherwise for single columns:
        `{"frontage_m": {"source": "图形量算", "as_of_on": "2025-09-18"}, "slope_ratio": {"missing": "未测"}}`.
        """
        return self.text("source"), self.day("as_of_on"), self.object("provenance")
