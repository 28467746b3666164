"""What the record holds already, as checks and comparison need it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.parks import Parks


@dataclass(frozen=True)
class OnRecord:
    """Parcels and parks as rows; `district` are the shapes (EPSG:4490) that bound the district, none if unknown."""

    parcels: Sequence[Mapping[str, Any]]
    parks: Parks
    district: Sequence[Any] = ()
