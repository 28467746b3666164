"""A ranking summed by park or industry: Σ tax ÷ Σ land of each group, never a mean of ratios, and its grades."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analytics.firm_years import FirmYear, Sums, sums


@dataclass(frozen=True)
class Group:
    """Firms that share a park or industry. `grades` counts them by grade; None counts those without one."""

    name: str
    firms: tuple[FirmYear, ...]
    sums: Sums
    grades: Mapping[str | None, int]


def grouped(
    firms: Sequence[FirmYear], grade_of: Mapping[str, str | None], by: Callable[[FirmYear], str]
) -> list[Group]:
    """The groups, the highest Σ tax ÷ Σ land first; one without such a figure comes last."""
    members: dict[str, list[FirmYear]] = {}
    for firm in firms:
        members.setdefault(by(firm), []).append(firm)
    groups = [
        Group(name, tuple(found), sums(found), Counter(grade_of[f.firm_id] for f in found))
        for name, found in members.items()
    ]
    return sorted(groups, key=lambda g: (-(g.sums.tax_10k_yuan_per_mu or -1), g.name))
