"""The headline figures as one audience may read them: which open to their records, which are withheld."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from analytics.figures import (
    SMALLEST_PUBLIC_GROUP,
    Figure,
    FirmYearFacts,
    Inventory,
    ParcelFacts,
    UnitFacts,
    headline_figures,
)
from domain.audience import OPERATOR_ROLES, Audience, Line, audience_of
from register.snapshot import Snapshot

TAX = "tax_10k_yuan_per_mu"
AVAILABLE = "available_land_mu"
VACANT = "vacant_plant_m2"
#: The figures are counted over everything; what an audience may open of them is decided afterwards.
_EVERYTHING = audience_of(OPERATOR_ROLES)


@dataclass(frozen=True)
class Headline:
    """A figure before one audience.

    `opens`: it leads to its rule, source and date; `shows_records`: also to its records (of vacant plant those that
    this audience sees, and one sum for the rest); `is_withheld`: 不公开, too few firms.
    """

    figure: Figure
    opens: bool
    shows_records: bool
    is_withheld: bool = False


class Headlines:
    """The figures of one reading copy, counted once for each revision, day and park."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._counted = lru_cache(maxsize=64)(self._count)

    def before(self, audience: Audience, day: date, park: str | None = None) -> list[Headline]:
        """The figures of the district, or of one park (code), for this audience; what it may not see is gone."""
        return [_before(audience, figure, park) for figure in self._counted(self._snapshot.revision, day, park)]

    def _count(self, revision: int, day: date, park: str | None) -> Sequence[Figure]:
        """`revision` is part of the key; the reader itself always reads the newest."""
        facts = self._snapshot.reader(_EVERYTHING, day).figure_inputs()
        here = [park] if park is not None else None
        return headline_figures(
            Inventory(
                parcels=[ParcelFacts(**p) for p in facts.parcels if here is None or p["park"] in here],
                parcel_count=_count(facts.parcel_counts, here),
                units=[UnitFacts(**u) for u in facts.units if here is None or u["park"] in here],
                unit_count=_count(facts.unit_counts, here),
                firm_years=[FirmYearFacts(**f) for f in facts.firm_years if here is None or f["park"] in here],
                closed_year=facts.closed_year,
            )
        )


def _before(audience: Audience, figure: Figure, park: str | None) -> Headline:
    if figure.key == TAX:
        return _tax_before(audience, figure)
    if figure.key == AVAILABLE or audience.sees(Line.STAFF, park):
        return Headline(figure, opens=True, shows_records=True)
    hidden = replace(figure, record_ids=())
    if audience.is_staff:  # an officer beyond his parks: plain text
        return Headline(hidden, opens=False, shows_records=False)
    return Headline(hidden, opens=True, shows_records=figure.key == VACANT)


def _tax_before(audience: Audience, figure: Figure) -> Headline:
    if audience.sees_all(Line.FIRM):
        return Headline(figure, opens=True, shows_records=True)
    hidden = replace(figure, record_ids=())
    if 0 < len(figure.record_ids) < SMALLEST_PUBLIC_GROUP:
        return Headline(replace(hidden, value=None), opens=False, shows_records=False, is_withheld=True)
    return Headline(hidden, opens=True, shows_records=False)


def _count(by_park: Mapping[str | None, int], parks: Sequence[str] | None) -> int:
    return sum(count for park, count in by_park.items() if parks is None or park in parks)
