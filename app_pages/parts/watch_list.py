"""The contracts watched as a table: what is judged of each today, until when, and what stands on record."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from actions.watch_land import Watched
from app_pages.parts.table import Cell, Column, Row, table
from domain.codes import IdleState
from domain.idle import FINDABLE, IdleOutcome
from wording import land_watch as words
from wording.codes import code_word
from wording.columns import unit_word
from wording.numbers import NO_DATA, mu, number

_COLUMNS = (
    Column("number", words.NUMBER(), 66),
    Column("holder", words.HOLDER(), 190),
    Column("area", words.AREA(), 78, "number", unit_word("亩")),
    Column("judged", words.JUDGED_AS(), 136, "chip"),
    Column("due", words.DUE(), 96),
    Column("fee", words.FEE(), 92, "number", unit_word("万元")),
    Column("finding", words.FINDING(), 92, "chip"),
)
#: Where something is to be done, be it a reminder.
_TO_DO = FINDABLE | {IdleOutcome.OVERDUE, IdleOutcome.NOT_IDLE}


def needs_doing(watched: Watched) -> bool:
    """Whether somebody has to act: the law says so, the record is open, or the case cannot be judged."""
    return watched.judgement is None or watched.finding is not None or watched.judgement.outcome in _TO_DO


def watch_table(
    rows: Sequence[Watched],
    parcels: Mapping[int, Mapping[str, Any]],
    selected: str,
    on_pick: Callable[[str], None],
    *,
    is_empty: bool,
) -> None:
    """Show the table; a picked row goes to `on_pick` by its contract's code."""
    table(
        [_row(w, parcels[w.contract["parcel_id"]]) for w in rows],
        _COLUMNS,
        key="watch_table",
        label=words.CONTRACTS(),
        empty=words.NO_CONTRACT() if is_empty else words.NOTHING_TO_DO(),
        selected=selected or None,
        on_pick=on_pick,
        height_px=600,
    )


def urgency(watched: Watched) -> tuple[int, int, str]:
    """What nobody recorded yet first, then what waits to be recognised; within it the latest row of the law first."""
    state = watched.finding["state"] if watched.finding else None
    row = watched.judgement.row if watched.judgement else 10
    is_open = needs_doing(watched) and state is None and row in (3, 4, 5, 6, 7, 10)
    place = 0 if is_open else 1 if state == IdleState.SUSPECTED else 2 if state else 3
    return place, -row, str(watched.contract["contract_code"])


def _row(watched: Watched, parcel: Mapping[str, Any]) -> Row:
    judged, area = watched.judgement, parcel["registered_area_m2"]
    state = watched.finding["state"] if watched.finding else None
    due = judged.due_on.isoformat() if judged and judged.due_on else ""
    fee = judged.fee_10k_yuan if judged else None
    return Row(
        watched.contract["contract_code"],
        [
            Cell(parcel["short_number"] or parcel["parcel_code"], parcel["short_number"]),
            watched.contract["right_holder"] or NO_DATA(),
            Cell(mu(area).text, float(area)) if area is not None else Cell(NO_DATA(), None, "missing"),
            _judged(watched),
            Cell(due, due or None),
            Cell(number(fee, 2), float(fee)) if fee else Cell("", None),
            Cell(code_word(IdleState, state), state, state) if state else Cell("", None),
        ],
        [parcel["id"]],
    )


def _judged(watched: Watched) -> Cell:
    if watched.judgement is None:
        return Cell(NO_DATA(), None, "missing")
    outcome = watched.judgement.outcome
    return Cell(code_word(IdleOutcome, outcome), watched.judgement.row, outcome)
