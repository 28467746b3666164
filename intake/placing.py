"""Where the shapes lie: which CRS they are in, and where that puts them on the earth."""

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from domain.crs import STORAGE, known_crs, transform, transformer
from domain.issue import Issue, IssueKind, Severity
from intake.refusal import Unreadable

_LONGEST_CODE = 20
_ROUND_TRIP_M = 1.0
_WITHOUT_PARAMETERS = ("Xian 1980", "Beijing 1954", "New Beijing")


def settled_crs(declared: str | None, wanted: str | None, issues: list[Issue]) -> str:
    """The CRS that holds: the person's, else the file's. Raises Unreadable where there is neither."""
    if wanted is None:
        if declared is None:
            raise Unreadable(IssueKind.CRS_MISSING)
        return _convertible(declared)
    known = usable_crs(wanted)
    if known is None:
        raise Unreadable(IssueKind.CRS_UNKNOWN, crs=wanted)
    if declared is not None and declared != known:
        issues.append(Issue(IssueKind.CRS_OVERRIDDEN, Severity.WARNING, details=_both(declared, known)))
    return _convertible(known)


def _both(declared: str, used: str) -> dict[str, str]:
    return {"declared": crs_label(declared), "used": crs_label(used)}


def usable_crs(text: str) -> str | None:
    """The CRS in the words of the record, None where it is unknown or no place on the earth follows from it."""
    known = known_crs(text)
    if known is None:
        return None
    flat = CRS(known).to_2d()
    is_placed = (flat.is_projected or flat.is_geographic) and not flat.name.startswith("Undefined")
    return known_crs(flat.to_wkt()) if is_placed else None


def crs_label(crs: str) -> str:
    """What a person calls a CRS: its code, or the name in its definition."""
    return crs if len(crs) < _LONGEST_CODE else CRS(crs).name


def _convertible(crs: str) -> str:
    """The CRS itself. Raises Unreadable where no public parameters lead from its datum to CGCS2000.

    Without them 1980西安 and 1954北京 would land some tens of metres off, and nobody would see it.
    """
    datum = CRS(crs).datum
    if datum is not None and any(name in datum.name for name in _WITHOUT_PARAMETERS):
        raise Unreadable(IssueKind.CRS_NOT_CONVERTIBLE, crs=crs_label(crs), datum=datum.name)
    return crs


def placed(shapes: NDArray[np.object_], crs: str) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """The shapes in EPSG:4490, and which of them lie off the earth if their CRS is right."""
    moved = transform(shapes, crs, STORAGE)
    return moved, _off_earth(shapes, moved, crs)


def _off_earth(shapes: NDArray[np.object_], moved: NDArray[np.object_], crs: str) -> NDArray[np.bool_]:
    """Outside the degrees of the earth, or where the way back from there leads elsewhere."""
    present = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    before, after = shapely.bounds(shapes), shapely.bounds(moved)
    inside = np.isfinite(after).all(axis=1) & (np.abs(after) <= (180, 90, 180, 90)).all(axis=1)
    if CRS(crs).is_geographic:
        inside &= (np.abs(before) <= (180, 90, 180, 90)).all(axis=1)
    else:
        x, y = transformer(STORAGE, crs).transform(after[:, 0], after[:, 1])
        x0, y0 = transformer(crs, STORAGE).transform(before[:, 0], before[:, 1])
        back_x, back_y = transformer(STORAGE, crs).transform(x0, y0)
        inside &= np.isfinite(x) & np.isfinite(y)
        inside &= np.hypot(back_x - before[:, 0], back_y - before[:, 1]) <= _ROUND_TRIP_M
    off: NDArray[np.bool_] = present & ~inside
    return off
