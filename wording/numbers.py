"""How figures read: thousands separated, missing as 无数据, never a digit more than the source has."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from domain.units import exact, hectares_from_m2, mu_from_m2
from wording import Language, Word
from wording.columns import unit_word

NO_DATA = Word("无数据", "no data")
WITHHELD = Word("不公开", "not public")

Amount = Decimal | float | int

#: One ㎡ is 0.0015亩 and 0.0001公顷: an area in whole ㎡ bears two and three decimals, not more.
_MU_DECIMALS, _HECTARE_DECIMALS = 2, 3
_M2_PER_10K_M2 = 10_000
_10K_YUAN_PER_100M_YUAN = 10_000
_KG_PER_T = 1000


class Quantity(NamedTuple):
    """A figure and its unit, apart, so that the unit can be set small."""

    text: str
    unit: str = ""

    def __str__(self) -> str:
        return self.text + gap(self.unit) + self.unit


def gap(unit: str) -> str:
    """The space between a figure and its unit: none before 亩 and its like, one before Latin letters.

    >>> str(Quantity("24", "m")), str(Quantity("31.87", "亩"))
    ('24 m', '31.87亩')
    """
    return " " if unit[:1].isascii() and unit else ""


def number(value: Amount, decimals: int | None = None) -> str:
    """The figure with its thousands apart; `decimals` rounds half up, without it all digits of the source stand.

    >>> number(21247.0), number(0.6473), number(Decimal("850"), 2)
    ('21,247', '0.6473', '850.00')
    """
    figure = exact(value)
    if decimals is not None:
        return f"{figure.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
    text = f"{figure:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_up_to(value: Amount, decimals: int) -> str:
    """The figure rounded to so many decimals, without zeros at the end.

    >>> number_up_to(Decimal("11.800"), 2)
    '11.8'
    """
    return number(exact(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def mu(area_m2: Amount, language: str = Language.ZH) -> Quantity:
    """An area of ㎡ in 亩, two decimals.

    >>> str(mu(21247))
    '31.87亩'
    """
    return Quantity(number(mu_from_m2(area_m2), _MU_DECIMALS), unit_word("亩", language))


def mu_short(area_m2: Amount) -> str:
    """An area of ㎡ in 亩 as the map prints it, one decimal and the word.

    >>> mu_short(21080)
    '31.6亩'
    """
    return number(mu_from_m2(area_m2), 1) + "亩"


def square_metres(area_m2: Amount, language: str = Language.ZH) -> Quantity:
    """An area in ㎡ as the source gives it, at most two decimals."""
    return Quantity(number_up_to(area_m2, 2), unit_word("㎡", language))


def hectares(area_m2: Amount, language: str = Language.ZH) -> Quantity:
    """An area of ㎡ in 公顷, three decimals.

    >>> str(hectares(21247))
    '2.125公顷'
    """
    return Quantity(number(hectares_from_m2(area_m2), _HECTARE_DECIMALS), unit_word("公顷", language))


def floor_area(area_m2: Amount, language: str = Language.ZH) -> Quantity:
    """A floor area in a headline or chip: 万㎡ from 10,000 ㎡.

    >>> str(floor_area(118000)), str(floor_area(6480))
    ('11.8万㎡', '6,480㎡')
    """
    if exact(area_m2) < _M2_PER_10K_M2:
        return square_metres(area_m2, language)
    return Quantity(number_up_to(exact(area_m2) / _M2_PER_10K_M2, 2), unit_word("万㎡", language))


def money(amount_10k_yuan: Amount, language: str = Language.ZH) -> Quantity:
    """An amount of 万元, from 10,000万元 in 亿元 with the same digits.

    >>> str(money(3000)), str(money(5990000))
    ('3,000万元', '599亿元')
    """
    if abs(exact(amount_10k_yuan)) < _10K_YUAN_PER_100M_YUAN:
        return Quantity(number(amount_10k_yuan), unit_word("万元", language))
    return Quantity(number(exact(amount_10k_yuan) / _10K_YUAN_PER_100M_YUAN), unit_word("亿元", language))


def floor_load(load_kg_per_m2: Amount, language: str = Language.ZH) -> Quantity:
    """A floor load in t/㎡ (1 t/㎡ = 1000 kg/㎡).

    >>> str(floor_load(3000)), str(floor_load(750))
    ('3.0 t/㎡', '0.75 t/㎡')
    """
    load_t = exact(load_kg_per_m2) / _KG_PER_T
    text = number(load_t)
    return Quantity(text if "." in text else number(load_t, 1), unit_word("t/㎡", language))


def percent(ratio: Amount) -> str:
    """A share.

    >>> percent(0.4), percent(0.035)
    ('40%', '3.5%')
    """
    return number(exact(ratio) * 100) + "%"


def gap_percent(measured_m2: Amount, registered_m2: Amount) -> str:
    """How far the measured area lies from the certificate's, signed.

    >>> gap_percent(20200, 20000), gap_percent(20000, 20000)
    ('+1.00%', '0.00%')
    """
    share = (exact(measured_m2) - exact(registered_m2)) / exact(registered_m2) * 100
    text = number(share, 2)
    if not text.strip("-0."):
        return "0.00%"
    return ("" if text.startswith("-") else "+") + text.replace("-", "−") + "%"


def distance(metres: Amount) -> Quantity:
    """A straight-line distance: km with one decimal, below 1 km in m.

    >>> str(distance(4213.7)), str(distance(640))
    ('4.2 km', '640 m')
    """
    if exact(metres) < 1000:
        return Quantity(number(metres, 0), "m")
    return Quantity(number(exact(metres) / 1000, 1), "km")


def file_size(size_bytes: int) -> str:
    """The size of a file.

    >>> file_size(1_153_434), file_size(820)
    ('1.2 MB', '1 kB')
    """
    if size_bytes < 100_000:
        return f"{max(1, round(size_bytes / 1000))} kB"
    return f"{size_bytes / 1_000_000:.1f} MB"


def between(low: Amount | None, high: Amount | None, *, as_percent: bool = False) -> str:
    """A range with either end open; empty where both are.

    >>> between(1.0, 1.2), between(0.4, None, as_percent=True), between(None, 1.2)
    ('1–1.2', '≥ 40%', '≤ 1.2')
    """
    shown = percent if as_percent else number
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"≥ {shown(low)}" if low is not None else f"≤ {shown(high or 0)}"
    return shown(low) if low == high else f"{shown(low)}–{shown(high)}"
