"""What the makers of rows share: the lots of all parks, the place of each in the parcels' rows, one random source."""

from dataclasses import dataclass, field
from random import Random

from data.parcels.rows import Rows
from data.parcels.sample_parcels import Lot
from data.parcels.sample_streets import Ground
from data.parcels.table import CHEMICAL, SHUANGQIAO, YOUTING

PREFIX = {SHUANGQIAO: "SQ", YOUTING: "YT", CHEMICAL: "HG"}


@dataclass
class Estate:
    """The sample while it is being made."""

    rows: Rows
    rng: Random
    grounds: dict[str, Ground]
    parks: dict[str, int]
    lots: dict[str, list[Lot]]
    parcel: dict[tuple[str, str], int] = field(default_factory=dict)  # (park, number) → place
    files: dict[str, bytes] = field(default_factory=dict)  # documents by SHA-256
    plants: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # (park, number) → places

    def in_row(self, park: str, *names: str) -> list[Lot]:
        """The lots of a park in these rows or strata of the table, by number."""
        return [lot for lot in self.lots[park] if lot.row in names or lot.stratum in names]

    def code(self, lot: Lot) -> str:
        """The short code people use for a lot: SQ-A02."""
        return f"{PREFIX[lot.park]}-{lot.number}"

    def place(self, lot: Lot) -> int:
        """The place of the lot's parcel."""
        return self.parcel[lot.park, lot.number]

    def front(self, lot: Lot) -> str:
        """The name of the widest street within reach of the lot, the nearest of equal ones."""
        roads = self.grounds[lot.park].roads
        near = [
            (road.rank, line.distance(lot.shape), road.name) for road, line in roads if line.distance(lot.shape) < 40
        ]
        return min(near)[2] if near else min((line.distance(lot.shape), road.name) for road, line in roads)[1]
