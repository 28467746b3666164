"""Which of several layers is read: the one asked for, or the only one."""

from domain.issue import IssueKind
from intake.refusal import Unreadable


def chosen_layer(names: list[str], wanted: str | None) -> str:
    """The one layer, or the one asked for. Raises Unreadable with the names that there are."""
    if not names:
        raise Unreadable(IssueKind.LAYER_EMPTY)
    if wanted is None:
        if len(names) > 1:
            raise Unreadable(IssueKind.LAYER_NOT_NAMED, layers=names)
        return names[0]
    for name in names:
        if name.strip() == wanted.strip():
            return name
    raise Unreadable(IssueKind.LAYER_UNKNOWN, layer=wanted, layers=names)
