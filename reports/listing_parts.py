"""What a 要素清单 is made of: sections of blocks, in words already, every value with its source and date.

Nothing here knows HTML or paper. Text that was typed is carried as it is: escape it where it lands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wording.numbers import Quantity


@dataclass(frozen=True)
class Opens:
    """The record that a name opens: `kind` is plot, plant or parcel."""

    kind: str
    code: str


@dataclass(frozen=True)
class Row:
    """One named value. Without `values` it is 无数据 and `missing` says why."""

    key: str
    name: str
    values: tuple[Quantity, ...] = ()
    note: str = ""
    source: str = ""
    as_of: str = ""
    missing: str = ""
    opens: Opens | None = None

    @property
    def is_known(self) -> bool:
        """Whether the record has the value."""
        return bool(self.values)


@dataclass(frozen=True)
class Rows:
    """Named values, one under the other."""

    rows: tuple[Row, ...]
    title: str = ""


@dataclass(frozen=True)
class Head:
    """A column of a table; figures stand at its right end."""

    word: str
    unit: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell; `chip` is a code with a colour of its own, an empty text is 无数据."""

    text: str = ""
    unit: str = ""
    chip: str = ""
    opens: Opens | None = None


@dataclass(frozen=True)
class Table:
    """Lines of cells under heads, with a line of sums and a note on sources and gaps."""

    heads: tuple[Head, ...]
    lines: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    note: str = ""
    title: str = ""


@dataclass(frozen=True)
class Price:
    """One tariff in words: class of user, periods or tiers, unit, tax, validity."""

    text: str
    source: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Utility:
    """One utility: what is left of what there is, how it is reached and what it costs.

    `promised_share` is the promised part of the total (0 to 1), None where either is unknown; `is_of_park` where the
    figures are the park's because nothing of the record's own is known.
    """

    key: str
    name: str
    available: Quantity | None = None
    total: str = ""
    promised: str = ""
    promised_share: float | None = None
    of_park: str = ""
    conditions: str = ""
    prices: tuple[Price, ...] = ()
    source: str = ""
    as_of: str = ""
    missing: str = ""
    is_of_park: bool = False

    @property
    def is_known(self) -> bool:
        """Whether its capacity is on record."""
        return self.available is not None


@dataclass(frozen=True)
class Utilities:
    """The utilities in their fixed order, and how to read the bars."""

    supplies: tuple[Utility, ...]
    note: str = ""


@dataclass(frozen=True)
class Pairs:
    """Short named figures in two columns, with one note."""

    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class File:
    """One file: what it is, what it weighs, when it was made; `sha256` names its bytes."""

    title: str
    line: str
    sha256: str = ""
    is_photo: bool = False


@dataclass(frozen=True)
class Files:
    """Documents and photos, and what is not there."""

    files: tuple[File, ...]
    absent: str = ""


@dataclass(frozen=True)
class Note:
    """A sentence of its own."""

    text: str


Block = Rows | Table | Utilities | Pairs | Files | Note


@dataclass(frozen=True)
class Section:
    """A titled part of the document. Staff sections stay out of print."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    is_staff: bool = False


@dataclass(frozen=True)
class Listing:
    """The whole document of a plot, plant or parcel."""

    kind: str
    code: str
    name: str
    chips: tuple[tuple[str, str], ...]  # (code of the colour, word)
    place: str
    areas: tuple[Quantity, ...]
    area_note: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    notice: str
    sections: tuple[Section, ...]

    def rows(self) -> Iterator[Row]:
        """Every named value, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Rows | Pairs):
                    yield from block.rows

    def row(self, key: str) -> Row | None:
        """One named value by its key."""
        return next((r for r in self.rows() if r.key == key), None)

    def section(self, key: str) -> Section | None:
        """One section by its key."""
        return next((s for s in self.sections if s.key == key), None)
