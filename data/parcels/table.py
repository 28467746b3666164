"""The reconciling table of the sample: per park, how many parcels and how many 亩 stand in each row.

Rows exclude one another. A row of the table may be split into strata (`producing/large`) so that firms of
either size and the year's disposal list reconcile to the same parcels; the strata of a row add up to it.
"""

from decimal import Decimal
from typing import NamedTuple

M2_PER_MU = Decimal(2000) / Decimal(3)


class Cell(NamedTuple):
    """One stratum of the table in one park: land in 亩 and number of parcels."""

    mu: int
    parcels: int


SHUANGQIAO, YOUTING, CHEMICAL, TONGLIANG = "双桥工业园区", "邮亭工业园区", "双桥化工园区", "铜梁高新区(示例)"

# Strata: `large`/`small` are held by firms above and below designated size (规上, 规下);
# `listed`/`later` say whether the parcel is on the disposal list of 2025.
TABLE: dict[str, dict[str, Cell]] = {
    SHUANGQIAO: {
        "offered": Cell(300, 8),
        "reserved": Cell(160, 5),
        "cleared": Cell(80, 2),
        "raw": Cell(120, 4),
        "supplied": Cell(112, 3),
        "building": Cell(500, 12),
        "idle/later": Cell(610, 15),
        "underused/large": Cell(708, 15),
        "underused/small": Cell(140, 5),
        "producing/large": Cell(2412, 51),
        "producing/small": Cell(288, 11),
        "stopped": Cell(150, 3),
    },
    YOUTING: {
        "offered": Cell(130, 4),
        "reserved": Cell(60, 2),
        "cleared": Cell(30, 1),
        "raw": Cell(60, 2),
        "supplied": Cell(40, 1),
        "building": Cell(180, 4),
        "idle/listed": Cell(145, 4),
        "idle/later": Cell(35, 1),
        "underused/large/listed": Cell(245, 5),
        "underused/large/later": Cell(35, 1),
        "underused/small/listed": Cell(60, 3),
        "producing/large": Cell(870, 19),
        "producing/small": Cell(130, 5),
        "stopped": Cell(60, 2),
    },
    CHEMICAL: {
        "offered": Cell(420, 6),
        "reserved": Cell(180, 2),
        "cleared": Cell(240, 3),
        "raw": Cell(1900, 16),
        "building": Cell(130, 2),
        "producing/large": Cell(230, 3),
    },
}

# Land of the three parcels that have no registered area yet: outside every sum above.
UNREGISTERED: dict[str, dict[str, Cell]] = {
    SHUANGQIAO: {"producing/unregistered": Cell(14, 1), "raw/unregistered": Cell(21, 1)},
    YOUTING: {"stopped/unregistered": Cell(12, 1)},
    CHEMICAL: {},
}


def strata(park: str) -> dict[str, Cell]:
    """Every stratum of a park, the unregistered parcels included."""
    return TABLE[park] | UNREGISTERED[park]


def row_of(stratum: str) -> str:
    """The row of the table that a stratum belongs to (`idle/listed` → `idle`)."""
    return stratum.split("/", 1)[0]


def mu_to_m2(mu: Decimal | int) -> Decimal:
    """㎡ of so many 亩, to two decimals as a certificate gives them."""
    return (Decimal(mu) * 2000 / 3).quantize(Decimal("0.01"))


def registered_m2(park: str) -> dict[str, Decimal]:
    """What the certificates of each stratum must add up to, so that every row of the table keeps its two decimals."""
    wanted, so_far = {}, dict.fromkeys(map(row_of, TABLE[park]), 0)
    for stratum, cell in TABLE[park].items():
        row = row_of(stratum)
        wanted[stratum] = mu_to_m2(so_far[row] + cell.mu) - mu_to_m2(so_far[row])
        so_far[row] += cell.mu
    return wanted
