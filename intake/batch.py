"""The rows of a file on their way in: values by our columns, shapes in EPSG:4490, and what was found about them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from domain.issue import Issue

#: Corners closer than this are the same corner (some 0.1 mm); coordinates are compared at it, never stored at it.
SAME_DEGREES = 9


@dataclass
class Batch:
    """Columns of equal length. A row with an error stands no more: later checks and the record leave it out.

    `cleared` are, by place, the columns whose cells say that the record's value shall go.
    """

    rows: list[int]
    shapes: NDArray[np.object_]
    values: dict[str, list[Any]]
    survey_crs: str | None
    issues: list[Issue] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    cleared: dict[int, set[str]] = field(default_factory=dict)
    measured_m2: list[float | None] = field(default_factory=list)
    zones: list[str | None] = field(default_factory=list)

    def note(self, issues: Iterable[Issue]) -> None:
        """Keep what was found; an error takes its row out."""
        for issue in issues:
            self.issues.append(issue)
            if issue.refuses and issue.row is not None:
                self.refused.add(issue.row)

    def standing(self) -> Iterator[tuple[int, int]]:
        """(index, row) of the rows that nothing has refused so far."""
        return ((index, row) for index, row in enumerate(self.rows) if row not in self.refused)

    def column(self, key: str) -> list[Any]:
        """The values of a column; empty cells where the file has none."""
        return self.values.get(key) or [None] * len(self.rows)

    @cached_property
    def shape_keys(self) -> list[bytes]:
        """What two equal shapes share, wherever their rings start."""
        return shape_keys(self.shapes)


def shape_keys(shapes: NDArray[np.object_]) -> list[bytes]:
    """A digest of each shape's corners, in a standard order; shapes that differ by less than 0.1 mm share it."""
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, SAME_DEGREES) + 0.0)
    wkb = shapely.to_wkb(shapely.normalize(rounded))
    return [sha256(blob).digest() if blob is not None else b"" for blob in wkb]
