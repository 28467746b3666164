"""宗地代码 (TD/T 1001): 6 county + 3 地籍区 + 3 地籍子区 + 2 owner and right + 5 sequence = 19 characters."""

import re
from collections.abc import Iterator

from domain.issue import Issue, IssueKind
from intake.batch import Batch
from intake.policy import IntakePolicy

_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_REAL_ESTATE_UNIT = re.compile(r"\d{12}[GJZ][A-Z]\d{5}([FLQ]\d{8}|W0{8})")
_PARCEL_CODE = re.compile(r"\d{12}[GJZ][A-Z]\d{5}")


def code_missing(batch: Batch, policy: IntakePolicy) -> Iterator[Issue]:
    """A parcel without a code gets a provisional one, made from its shape so that it stays the same."""
    codes = list(batch.column("parcel_code"))
    flags: list[bool] = [False] * len(codes)
    severity = policy.severity(IssueKind.CODE_MISSING)
    for index, row in list(batch.standing()):
        if codes[index] is None and batch.shapes[index] is None:
            yield Issue(IssueKind.GEOMETRY_MISSING, row=row)
        elif codes[index] is None:
            codes[index] = provisional_code(batch.shape_keys[index])
            flags[index] = True
            yield Issue(IssueKind.CODE_MISSING, severity, row, "parcel_code", details={"provisional": codes[index]})
    batch.values["parcel_code"] = codes
    batch.values["is_code_provisional"] = flags


def provisional_code(shape_key: bytes) -> str:
    """A code that no office gives, the same for the same shape."""
    return f"X{shape_key.hex()[:12].upper()}"


def code_malformed(batch: Batch, policy: IntakePolicy) -> Iterator[Issue]:
    """A code that is not of the nineteen-character form comes in as it is, and is named."""
    severity = policy.severity(IssueKind.CODE_MALFORMED)
    codes, provisional = batch.column("parcel_code"), batch.column("is_code_provisional")
    for index, row in batch.standing():
        if not provisional[index] and _SCIENTIFIC.fullmatch(codes[index]):
            yield Issue(
                IssueKind.CODE_SCIENTIFIC, policy.severity(IssueKind.CODE_SCIENTIFIC), row, "parcel_code", codes[index]
            )
        elif not provisional[index] and not is_parcel_code(codes[index]):
            yield Issue(IssueKind.CODE_MALFORMED, severity, row, "parcel_code", codes[index])


def is_parcel_code(code: str) -> bool:
    """Whether a code has the form of a 宗地代码.

    >>> is_parcel_code("500111001001GB00001")
    True
    """
    return bool(_PARCEL_CODE.fullmatch(code))


def real_estate_unit(batch: Batch, policy: IntakePolicy) -> Iterator[Issue]:
    """不动产单元号: the parcel's nineteen characters, a letter for what stands on it, and eight digits."""
    units, codes = batch.column("real_estate_unit_code"), batch.column("parcel_code")
    for index, row in list(batch.standing()):
        unit = units[index]
        if unit and not _REAL_ESTATE_UNIT.fullmatch(unit):
            kind = IssueKind.REAL_ESTATE_UNIT_MALFORMED
            yield Issue(kind, policy.severity(kind), row, "real_estate_unit_code", unit)
        elif unit and is_parcel_code(codes[index]) and not unit.startswith(codes[index]):
            kind = IssueKind.REAL_ESTATE_UNIT_DIFFERS
            yield Issue(kind, policy.severity(kind), row, "real_estate_unit_code", unit, {"code": codes[index]})
