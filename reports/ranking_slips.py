"""一企一单: each firm's land and figures on one sheet, with what is missing and why, to confirm or to contest."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from analytics.firm_years import EMPTY_IS_NONE, FIGURES, FirmYear
from domain.codes import Industry, OccupationRole
from domain.entities import column
from domain.units import exact, mu_from_m2
from reports.paper import Block, Fact, Facts, Head, Heading, PageBreak, Paper, Signatures, Table, Text
from wording import ranking_papers as words
from wording.codes import code_word
from wording.columns import column_word, unit_word
from wording.numbers import NO_DATA, number, square_metres

MU = unit_word("亩")
SQUARE_METRES = unit_word("㎡")


def slips(firms: Sequence[FirmYear], year: int, *, is_sample: bool) -> Paper:
    """One sheet per firm, in the order given."""
    blocks: list[Block] = []
    for firm in firms:
        if blocks:
            blocks.append(PageBreak())
        blocks += _sheet(firm, year)
    running = words.SLIP_RUNNING() + (f"　{words.SAMPLE_NOTE()}" if is_sample else "")
    foot = words.SLIP_FOOT(day=max((f.as_of_on for f in firms), default=""))
    return Paper("", tuple(blocks), running=running, foot=foot, is_numbered=False)


def _sheet(firm: FirmYear, year: int) -> Iterable[Block]:
    yield Heading(words.SLIP_TITLE(year=year))
    yield Facts(tuple(_who(firm)))
    yield Facts(tuple(_land(firm)), words.SLIP_LAND())
    yield from _parcels(firm)
    yield Facts(tuple(_figures(firm)), words.SLIP_FIGURES())
    yield Text(words.SLIP_ASK())
    yield Text(words.SLIP_DISSENT())
    yield Text(words.SLIP_BACK(), "note")
    yield Signatures(tuple(word() for word in words.SLIP_SIGNATURES))


def _who(firm: FirmYear) -> Iterable[Fact]:
    pool = firm.pool
    industry = code_word(Industry, firm.industry) if firm.industry else NO_DATA()
    yield Fact(words.SLIP_NAME(), firm.firm_name, note=words.SLIP_KIND(code=firm.firm_id))
    yield _or_missing(words.SLIP_CREDIT_CODE(), firm.credit_code)
    if firm.former_names:
        yield Fact(words.SLIP_FORMER(), firm.former_names)
    yield Fact(words.SLIP_PARK_POOL(), "　".join(filter(None, (firm.park, pool, industry))))


def _land(firm: FirmYear) -> Iterable[Fact]:
    yield _area(column_word("enterprise_years", "own_land_m2"), firm.own_land_m2, firm.source)
    if firm.leased_in_floor_m2:
        yield _leased_in(firm)
    if firm.leased_out_land_m2:
        yield _area(column_word("enterprise_years", "leased_out_land_m2"), firm.leased_out_land_m2, firm.source)
    yield _area(words.SLIP_LAND_SUM(), firm.land_m2, words.SLIP_LAND_RULE())


def _leased_in(firm: FirmYear) -> Fact:
    floor, ratio = firm.leased_in_floor_m2 or 0, firm.leased_in_floor_area_ratio
    if not ratio:
        return _or_missing(words.SLIP_LEASED_IN_LAND(), None)
    how = words.SLIP_AT_RATIO(floor=number(floor), ratio=number(ratio))
    return _area(words.SLIP_LEASED_IN_LAND(), exact(floor) / exact(ratio), how)


def _area(name: str, area_m2: Decimal | float | None, note: str) -> Fact:
    if area_m2 is None:
        return Fact(name, NO_DATA(), note=words.SLIP_MISSING(), is_missing=True)
    return Fact(name, number(mu_from_m2(area_m2), 4), f"{MU}　{square_metres(area_m2).text}{SQUARE_METRES}", note)


def _parcels(firm: FirmYear) -> Iterable[Block]:
    if not firm.holdings:
        yield Text(words.SLIP_NO_PARCEL())
        return
    code, right, land, floor = (word() for word in words.SLIP_PARCEL_HEADS)
    heads = (
        Head(code, share=2.2),
        Head(right, share=1.4),
        Head(land, MU, 1, True),
        Head(floor, SQUARE_METRES, 1, True),
    )
    rows = [
        (
            h.parcel_code,
            code_word(OccupationRole, h.role),
            number(mu_from_m2(h.land_area_m2), 4) if h.land_area_m2 is not None else NO_DATA(),
            square_metres(h.floor_area_m2).text if h.floor_area_m2 is not None else NO_DATA(),
        )
        for h in firm.holdings
    ]
    yield Table(heads, rows, words.SLIP_PARCELS())


def _figures(firm: FirmYear) -> Iterable[Fact]:
    for key in FIGURES:
        declared = column("enterprise_years", key)
        name, unit = column_word("enterprise_years", key), unit_word(declared.unit)
        value = firm.figures[key]
        if value is None:
            value = 0 if key in EMPTY_IS_NONE else None
        if value is None:
            yield Fact(name, NO_DATA(), note=firm.missing.get(key, words.SLIP_MISSING()), is_missing=True)
        else:
            yield Fact(name, number(value), unit, firm.source)
        if key == "exempt_credit_tax_10k_yuan" and firm.tax_10k_yuan is not None:
            yield Fact(words.SLIP_TAX_SUM(), number(firm.tax_10k_yuan), unit, words.SLIP_TAX_RULE())


def _or_missing(name: str, value: str | None) -> Fact:
    return Fact(name, value) if value else Fact(name, NO_DATA(), is_missing=True)
