"""Two people changed the same record: what each did to which column, and how both can be kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.columns import ColumnType, Entity


class Keep(StrEnum):
    """Whose value stays where both changed a column."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Difference:
    """One column that either changed. `base` is what I saw; where only one of us changed it, there is no conflict."""

    key: str
    base: Any
    mine: Any
    theirs: Any
    is_text: bool = False
    is_list: bool = False

    @property
    def is_conflict(self) -> bool:
        """Both changed it, and not to the same."""
        return self.base not in (self.mine, self.theirs) and self.mine != self.theirs

    @property
    def choices(self) -> tuple[Keep, ...]:
        """What can be kept of a conflict: both only of words and of lists."""
        can_join = (self.is_text or self.is_list) and bool(self.mine) and bool(self.theirs)
        return (Keep.MINE, Keep.THEIRS, Keep.BOTH) if can_join else (Keep.MINE, Keep.THEIRS)

    def kept(self, keep: Keep) -> Any:
        """The value that stays. Both of a text are joined, theirs first; both of a list are its union.

        >>> Difference("remark", "", "已看现场", "待测", is_text=True).kept(Keep.BOTH)
        '待测；已看现场'
        """
        if keep is Keep.BOTH and self.is_list:
            return [*self.theirs, *(v for v in self.mine if v not in self.theirs)]
        if keep is Keep.BOTH:
            return f"{self.theirs}；{self.mine}"
        return self.theirs if keep is Keep.THEIRS else self.mine

    @property
    def settled(self) -> Any:
        """The value where nothing has to be chosen: the one that was changed."""
        return self.theirs if self.mine == self.base else self.mine


def differences(
    entity: Entity, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Sequence[Difference]:
    """Every column that I changed or that they changed since `base`, in declared order.

    `base` is the record as I saw it, `mine` my changes, `theirs` the record as it stands.
    """
    found = []
    for column in entity.columns:
        was, now = base.get(column.key), theirs.get(column.key)
        wanted = mine.get(column.key, was)
        if column.holds is not ColumnType.SHAPE and column.key != "provenance" and (wanted != was or now != was):
            is_text, is_list = column.holds is ColumnType.TEXT, column.holds is ColumnType.CODES
            found.append(Difference(column.key, was, wanted, now, is_text, is_list))
    return found


def merged(found: Sequence[Difference], chosen: Mapping[str, Keep]) -> dict[str, Any]:
    """The changes that bring the record as it stands to what was chosen; a conflict without a choice keeps theirs."""
    wanted = {d.key: d.kept(chosen.get(d.key, Keep.THEIRS)) if d.is_conflict else d.settled for d in found}
    return {d.key: wanted[d.key] for d in found if wanted[d.key] != d.theirs}
