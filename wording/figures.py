"""The headline figures: name, unit and the sentence of the rule by which each is counted."""

from decimal import Decimal
from typing import NamedTuple

from wording import Language, Word
from wording.columns import unit_word
from wording.numbers import NO_DATA, WITHHELD, Quantity, floor_area, number


class FigureWords(NamedTuple):
    """What a figure is called on the strip, what it counts, and its rule."""

    name: Word
    counted: Word
    rule: Word


FIGURES: dict[str, FigureWords] = {
    "available_land_mu": FigureWords(
        Word("可供地块", "Land on offer"),
        Word("{n} 宗", "{n} parcels"),
        Word(
            "所属地块为推介状态、用地阶段为净地且未认定闲置的宗地，登记面积之和；每宗只计一次。",
            "Registered area of parcels that belong to a plot on offer, are cleared and are not recognised as idle; "
            "each parcel counts once.",
        ),
    ),
    "idle_mu": FigureWords(
        Word("闲置土地", "Idle land"),
        Word("{n} 宗", "{n} parcels"),
        Word(
            "已认定闲置（有认定书文号和日期）且未销号的宗地，登记面积之和；疑似闲置不计。",
            "Registered area of parcels recognised as idle (with number and date of the recognition) and not closed; "
            "suspected ones do not count.",
        ),
    ),
    "underused_mu": FigureWords(
        Word("低效用地", "Underused land"),
        Word("{n} 宗", "{n} parcels"),
        Word(
            "经办人已确认低效且未销号的宗地，登记面积之和；已计入闲置土地的不重复计。",
            "Registered area of parcels that an officer confirmed as underused and that are not closed; "
            "those counted as idle land are left out.",
        ),
    ),
    "idle_underused_mu": FigureWords(
        Word("闲置低效用地", "Idle and underused land"),
        Word("{n} 宗", "{n} parcels"),
        Word("闲置土地与低效用地之和。", "Idle land and underused land together."),
    ),
    "vacant_plant_m2": FigureWords(
        Word("空置厂房", "Vacant plant"),
        Word("{n} 个单元", "{n} units"),
        Word(
            "占用状态为空置的厂房单元，建筑面积之和；部分空置的厂房只计空置单元。",
            "Floor area of plant units that are vacant; of a partly vacant plant only its vacant units count.",
        ),
    ),
    "tax_10k_yuan_per_mu": FigureWords(
        Word("规上亩均税收", "Tax per mu"),
        Word("{n} 家", "{n} firms"),
        Word(
            "最近结账年度两项数据齐全的规上制造业企业，评价税收之和除以用地面积之和。",
            "Evaluated tax divided by land, each summed over manufacturing firms above designated size "
            "that have both figures, in the latest closed year.",
        ),
    ),
}

MISSING = Word("另有 {n} 条缺少数据，未计入", "{n} more lack the value and are left out")
NOT_LISTED = Word("其余 {area}㎡ 未推介", "another {area} m² is not on offer")


def rule_of(key: str) -> dict[str, str]:
    """The rule as data: `{"id", "zh", "en"}`."""
    rule = FIGURES[key].rule
    return {"id": key, "zh": rule.zh, "en": rule.en}


def figure_text(key: str, value: Decimal | None, language: str = Language.ZH, *, is_withheld: bool = False) -> Quantity:
    """The figure as the strip shows it: 亩 and 万元/亩 with two decimals, floor area in 万㎡."""
    if is_withheld:
        return Quantity(WITHHELD(language))
    if value is None:
        return Quantity(NO_DATA(language))
    if key == "vacant_plant_m2":
        return floor_area(value, language)
    unit = "万元/亩" if key == "tax_10k_yuan_per_mu" else "亩"
    return Quantity(number(value, 2), unit_word(unit, language))
