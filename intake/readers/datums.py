"""Reference systems as surveyors name them: 2000国家大地坐标系, 3 度带, 带号 38 → EPSG:4526."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_3_DEGREE, _6_DEGREE = range(25, 46), range(13, 24)
#: EPSG code of the first zone: (datum, width, with zone prefix).
_FIRST = {
    ("CGCS2000", 3, True): 4513, ("CGCS2000", 3, False): 4534, ("CGCS2000", 6, True): 4491,
    ("CGCS2000", 6, False): 4502,
    ("Xian80", 3, True): 2349, ("Xian80", 3, False): 2370, ("Xian80", 6, True): 2327, ("Xian80", 6, False): 2338,
    ("Beijing54", 3, True): 2401, ("Beijing54", 3, False): 2422, ("Beijing54", 6, True): 21413,
    ("Beijing54", 6, False): 21453,
}  # fmt: skip
_GEOGRAPHIC = {"CGCS2000": "EPSG:4490", "Xian80": "EPSG:4610", "Beijing54": "EPSG:4214", "WGS84": "EPSG:4326"}
_DATUMS = (
    ("CGCS2000", r"2000|CGCS"),
    ("Xian80", r"80|西安|XIAN"),
    ("Beijing54", r"54|北京|BEIJING"),
    ("WGS84", r"WGS"),
)
_PREFIX_M = 1e6


@dataclass(frozen=True)
class Survey:
    """What a file says of its reference system; None where it says nothing."""

    datum: str | None = None
    width: int | None = None
    zone: int | None = None
    meridian: int | None = None

    @classmethod
    def read(cls, datum: str, *, width: str = "", zone: str = "", meridian: str = "") -> "Survey":
        """From the words of the file."""
        named = next((key for key, sign in _DATUMS if re.search(sign, datum, re.IGNORECASE)), None)
        return cls(named, _whole(width), _whole(zone), _whole(meridian))


def zone_prefix(eastings: Sequence[float]) -> int | None:
    """The zone number that all eastings carry before their seven digits, None where they carry none."""
    prefixes = {int(e // _PREFIX_M) for e in eastings}
    only = prefixes.pop() if len(prefixes) == 1 else None
    return only if only in _3_DEGREE or only in _6_DEGREE else None


def survey_crs(survey: Survey, prefix: int | None, *, is_degrees: bool = False) -> str | None:
    """The EPSG code that the words and the eastings name together, None where something is left open."""
    if survey.datum is None:
        return None
    if is_degrees or survey.datum == "WGS84":
        return _GEOGRAPHIC[survey.datum] if is_degrees else None
    zone = survey.zone or prefix
    width = survey.width or (6 if zone in _6_DEGREE and not survey.meridian else 3)
    if zone is None and survey.meridian:
        zone = survey.meridian // 3 if width == 3 else (survey.meridian + 3) // 6
    zones = _3_DEGREE if width == 3 else _6_DEGREE
    first = _FIRST.get((survey.datum, width, prefix is not None))
    if zone not in zones or first is None:
        return _GEOGRAPHIC[survey.datum] if survey.datum in ("Xian80", "Beijing54") else None
    assert zone is not None
    return f"EPSG:{first + zone - zones.start}"


def _whole(text: str) -> int | None:
    match = re.search(r"\d+", text)
    return int(match.group()) if match else None
