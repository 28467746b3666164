"""A year of the record ranked under a scheme, for an analyst to look at. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from actions.ranking_panel import read_panel, require_analyst
from analytics.firm_years import FirmYear, YearPanel, engine_panel
from analytics.scoring import Scored, score
from analytics.uncertainty import Uncertainty, uncertainty
from domain.audience import Person
from domain.scheme import Scheme
from register.schemes import read_scheme
from register.store import Register


@dataclass(frozen=True)
class RankedYear:
    """The panel of a year and its outcome, row for row in the same order."""

    panel: YearPanel
    scored: Scored

    @property
    def scheme(self) -> Scheme:
        """The rules that were used."""
        return self.scored.scheme

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each firm id."""
        return self.scored.panel.row_of

    @cached_property
    def uncertainty(self) -> Uncertainty:
        """How firm each rank is within the margins of error that the scheme states."""
        return uncertainty(self.scored)

    def firm(self, row: int) -> FirmYear:
        """The firm of a row."""
        return self.panel.firms[row]


def rank_year(register: Register, person: Person, year: int, scheme: str) -> RankedYear:
    """Rank a year of the record under a shipped scheme.

    Raises NotPermitted unless the person is an analyst, UnknownScheme, SchemeInvalid, and SchemeIncomplete with the
    blanks that are still to be filled.
    """
    require_analyst(person, "rank")
    kept: Any = register  # a protocol says nothing of hashing; the one register of the process is its own key
    return _ranked(kept, register.revision(), year, scheme)


@lru_cache(maxsize=8)
def _ranked(register: Any, revision: int, year: int, scheme: str) -> RankedYear:
    """Once for each revision; the key holds scalars and the one register of the process."""
    with register.reading():
        panel = read_panel(register, year)
    return RankedYear(panel, score(engine_panel(panel.firms), read_scheme(scheme)))
