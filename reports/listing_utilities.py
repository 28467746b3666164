"""Power, water, gas, steam and sewage as a listing shows them: what is left, of what, at which price."""

from collections.abc import Sequence
from itertools import groupby

from domain.codes import UtilityKind
from reports.listing_parts import Price, Section, Utilities, Utility
from reports.listing_reading import joint_origin, origin_of
from reports.listing_records import Record, Supply
from wording import pages
from wording.codes import code_word
from wording.columns import unit_word
from wording.numbers import NO_DATA, Quantity, number
from wording.values import clauses


def utilities_section(own: Sequence[Supply], of_park: Sequence[Supply], language: str) -> Section:
    """Every kind has its line. What the park has stands in where nothing of the plot's or plant's own is recorded."""
    lines = tuple(_line(kind, _of_kind(own, kind), _of_kind(of_park, kind), language) for kind in UtilityKind)
    note = pages.UTILITY_NOTE(language)
    return Section("utilities", pages.SECTION_UTILITIES(language), (Utilities(lines, note),))


def _of_kind(supplies: Sequence[Supply], kind: UtilityKind) -> Supply | None:
    return next((s for s in supplies if s.record.get("utility") == kind), None)


def _line(kind: UtilityKind, own: Supply | None, of_park: Supply | None, language: str) -> Utility:
    name = code_word(UtilityKind, kind, language)
    supply = own or of_park
    if supply is None:
        return Utility(kind, name, missing=pages.NO_UTILITY(language))
    record = supply.record
    prices = supply.prices or (of_park.prices if of_park else ())
    said = tuple(_prices(prices, language))
    origin = origin_of(record, "capacity")
    if record.get("capacity") is None:
        missing = origin.missing or pages.NO_UTILITY(language)
        return Utility(kind, name, prices=said, conditions=_conditions(record, language), missing=missing)
    unit = unit_word(record.get("capacity_unit"), language)
    promised = record.get("promised")
    available = record.get("available")
    return Utility(
        kind,
        name,
        Quantity(number(available), unit) if available is not None else Quantity(pages.NOT_METERED(language)),
        f"{pages.TOTAL(language)} {number(record['capacity'])}",
        f"{pages.RESERVED(language)} {number(promised)}" if promised is not None else "",
        _share(promised, record["capacity"]),
        _of_park(of_park.record, language) if own and of_park else "",
        _conditions(record, language),
        said,
        origin.source or pages.NO_SOURCE(language),
        origin.as_of,
        is_of_park=own is None,
    )


def _share(promised: float | None, capacity: float) -> float | None:
    return min(1.0, promised / capacity) if promised is not None and capacity else None


def _of_park(main: Record, language: str) -> str:
    """What the park has left bounds what its branches have."""
    if main.get("available") is None:
        return ""
    left = Quantity(number(main["available"]), unit_word(main.get("capacity_unit"), language))
    return pages.PARK_HAS_LEFT(language, left=left)


def _conditions(record: Record, language: str) -> str:
    return clauses((str(record.get(key) or "") for key in ("conditions", "supplier")), language)


def _prices(prices: Sequence[Record], language: str) -> list[Price]:
    """One tariff for each class of user: periods and tiers beside one another, then tax and validity."""
    return [_tariff(list(rows), language) for _, rows in groupby(prices, key=_tariff_key)]


def _tariff_key(price: Record) -> tuple[object, ...]:
    return tuple(price.get(k) for k in ("user_class", "unit", "basic_charge", "valid_from_on", "valid_to_on"))


def _tariff(rows: list[Record], language: str) -> Price:
    first = rows[0]
    amounts = [_amount(row, language) for row in rows if row.get("amount") is not None]
    unit = unit_word(first.get("unit"), language)
    price = f"{' / '.join(amounts)} {unit}" if amounts else f"{pages.PRICE(language)} {NO_DATA(language)}"
    head = " ".join(str(x) for x in (first.get("user_class"), price) if x)
    origin = joint_origin(origin_of(row, "amount") for row in rows)
    text = clauses([head, *_footnotes(first, language)], language)
    return Price(text, origin.source or pages.NO_SOURCE(language), origin.as_of)


def _amount(price: Record, language: str) -> str:
    """`峰 0.98`, or `20万以内 3.42` where the price goes by volume."""
    words = [price.get("period"), _tier(price, language), number(price["amount"])]
    return " ".join(str(w) for w in words if w)


def _tier(price: Record, language: str) -> str:
    low, high = price.get("tier_from") or None, price.get("tier_to")
    unit = price.get("tier_unit") or ""
    if low is None and high is None:
        return ""
    if low is None:
        return pages.TIER_TO(language, high=number(high or 0), unit=unit).strip()
    if high is None:
        return pages.TIER_FROM(language, low=number(low), unit=unit).strip()
    return f"{number(low)}–{number(high)} {unit}".strip()


def _footnotes(price: Record, language: str) -> list[str]:
    tax = price.get("is_tax_included")
    return [
        str(price.get("basic_charge") or ""),
        "" if tax is None else (pages.TAX_INCLUDED if tax else pages.TAX_EXCLUDED)(language),
        pages.SEWAGE_INCLUDED(language) if price.get("is_sewage_included") else "",
        _validity(price, language),
    ]


def _validity(price: Record, language: str) -> str:
    since, until = price.get("valid_from_on"), price.get("valid_to_on")
    if since and until:
        return pages.VALID(language, span=pages.SPAN(language, since=since, until=until))
    if since:
        return pages.VALID(language, span=pages.SINCE(language, day=since))
    return pages.VALID(language, span=pages.UNTIL(language, day=until)) if until else ""
