"""One parcel, one row: of two with the same code or the same shape the first comes in."""

from collections.abc import Hashable, Iterator

from domain.issue import Issue, IssueKind
from intake.batch import Batch
from intake.policy import IntakePolicy


def code_duplicate(batch: Batch, _: IntakePolicy) -> Iterator[Issue]:
    """The later row with a code that the file gave before."""
    codes, provisional = batch.column("parcel_code"), batch.column("is_code_provisional")
    keys = [None if is_ours else code for code, is_ours in zip(codes, provisional, strict=True)]
    for row, first, index in _repeated(batch, keys):
        yield Issue(
            IssueKind.CODE_DUPLICATE, row=row, field="parcel_code", value=codes[index], details={"first": first}
        )


def shape_duplicate(batch: Batch, _: IntakePolicy) -> Iterator[Issue]:
    """The later row with a shape that the file gave before."""
    for row, first, _index in _repeated(batch, batch.shape_keys):
        yield Issue(IssueKind.SHAPE_DUPLICATE, row=row, details={"first": first})


def _repeated(batch: Batch, keys: "list[str | None] | list[bytes]") -> Iterator[tuple[int, int, int]]:
    seen: dict[Hashable, int] = {}
    for index, row in list(batch.standing()):
        key = keys[index]
        if key and seen.setdefault(key, row) != row:
            yield row, seen[key], index
