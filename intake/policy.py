"""The thresholds of the import, read from `data/policy/intake.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from domain.codes import Stage
from domain.errors import PolicyInvalid
from domain.issue import IssueKind, Severity

DEFAULT_PATH = Path(__file__).resolve().parent.parent / "data" / "policy" / "intake.toml"


@dataclass(frozen=True)
class IntakePolicy:
    """Ratios between 0 and 1; the stage given to parcels of which the file says nothing; severities by kind."""

    area_tolerance_ratio: float
    unit_evidence_ratio: float
    overlap_share_ratio: float
    overlap_least_m2: float
    sliver_width_m: float
    parcel_least_m2: float
    parcel_most_m2: float
    outside_distance_m: float
    default_stage: Stage
    severities: Mapping[IssueKind, Severity]

    def severity(self, kind: IssueKind) -> Severity:
        """How the office takes such a finding; refusing where the policy does not say."""
        return self.severities.get(kind, Severity.ERROR)


def read_policy(path: Path = DEFAULT_PATH) -> IntakePolicy:
    """The policy in a TOML file. Raises PolicyInvalid naming the key."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        return IntakePolicy(
            _ratio(content, "area_tolerance_ratio"),
            _ratio(content, "unit_evidence_ratio"),
            _ratio(content, "overlap_share_ratio"),
            _number(content, "overlap_least_m2"),
            _number(content, "sliver_width_m"),
            _number(content, "parcel_least_m2"),
            _number(content, "parcel_most_m2"),
            _number(content, "outside_distance_m"),
            Stage(content["default_stage"]["code"]),
            MappingProxyType({IssueKind(k): Severity(v) for k, v in content["severity"].items()}),
        )
    except (OSError, KeyError, ValueError, TypeError) as fault:
        raise PolicyInvalid(file=path.name, key=str(fault)) from fault


def _ratio(content: Mapping[str, Mapping[str, object]], key: str) -> float:
    number = content[key]["number"]
    if not isinstance(number, (int, float)) or not 0 <= number <= 1:
        raise ValueError(key)
    return float(number)


def _number(content: Mapping[str, Mapping[str, object]], key: str) -> float:
    number = content[key]["number"]
    if not isinstance(number, (int, float)) or not number >= 0:
        raise ValueError(key)
    return float(number)
