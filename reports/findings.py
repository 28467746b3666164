"""Judged cases as a CSV file."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from domain.idle import IdleJudgement
from wording import Language
from wording.land_watch import clause_word, next_step_words

COLUMNS = ("parcel_id", "row", "finding", "clause", "fee_10k_yuan", "next_step", "due_on")
#: A spreadsheet would run a cell that begins with one of these.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")


def findings_csv(judged: Sequence[tuple[str, IdleJudgement]], language: str = Language.ZH) -> bytes:
    """One row for each judged case, in their order, as UTF-8. Fees in 万元, unrounded; empty where there is none."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for parcel_id, judgement in judged:
        writer.writerow(_cells(parcel_id, judgement, language))
    return out.getvalue().encode()


def _cells(parcel_id: str, judgement: IdleJudgement, language: str) -> list[str]:
    return [
        harmless(parcel_id),
        str(judgement.row),
        judgement.outcome,
        clause_word(judgement.outcome, language),
        "" if judgement.fee_10k_yuan is None else plain(judgement.fee_10k_yuan),
        next_step_words(judgement, language),
        judgement.due_on.isoformat() if judgement.due_on else "",
    ]


def plain(figure: Decimal) -> str:
    """All digits and no more: 600, 246.912.

    >>> plain(Decimal("600.000")), plain(Decimal("6E+2")), plain(Decimal("0.0"))
    ('600', '600', '0')
    """
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def harmless(text: str) -> str:
    """Typed text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
