"""What a paper is made of: blocks in words already. `paper_pdf` and `paper_docx` set the same blocks.

Nothing here knows typst or Word. Typed text is carried as it is; both setters take it as data, never as markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Heading:
    """A title inside the paper; level 1 opens a part, 2 a section."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Text:
    """A paragraph: the claim of a page (`lead`), running text, or small print."""

    text: str
    kind: Literal["lead", "body", "note"] = "body"


@dataclass(frozen=True)
class Fact:
    """One named value with its unit small behind it and, at the right, where it comes from."""

    name: str
    value: str
    unit: str = ""
    note: str = ""
    is_missing: bool = False


@dataclass(frozen=True)
class Facts:
    """Named values, one under the other."""

    rows: tuple[Fact, ...]
    title: str = ""


@dataclass(frozen=True)
class Head:
    """A column of a table; `share` is its part of the width, figures stand at its right end."""

    word: str
    unit: str = ""
    share: float = 1.0
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose head returns on every page; `total` is its last, bold line."""

    heads: tuple[Head, ...]
    rows: Sequence[Sequence[str]]
    title: str = ""
    total: Sequence[str] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing in vector form with its caption: what it shows, its source, its date."""

    svg: str
    width_mm: float
    height_mm: float
    caption: str
    alt: str


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, side by side."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Text | Facts | Table | Picture | Signatures | PageBreak


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    Attributes:
        title, subtitle: its head; a title over several sheets may be empty where each sheet brings its own.
        running: grey line at the top of every page.
        foot: grey line at the foot, beside the page number.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    running: str = ""
    foot: str = ""
    is_numbered: bool = True
