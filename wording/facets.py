"""The words of filters: what each is called and what each of its values is called."""

from domain.criteria import NO_DATA as NO_DATA_TOKEN
from domain.criteria import Facet, range_ends
from wording import Language, Word
from wording.codes import code_word
from wording.columns import unit_word
from wording.figures import FIGURES
from wording.numbers import NO_DATA, gap, number

FACETS: dict[str, Word] = {
    "marketing": Word("推介状态", "Marketing"),
    "park": Word("园区", "Park"),
    "area_mu": Word("面积", "Area"),
    "land_use": Word("用地性质", "Land use"),
    "stage": Word("用地阶段", "Stage"),
    "industry": Word("准入产业", "Industry"),
    "supply_mode": Word("供应方式", "Supply mode"),
    "floor_area_ratio": Word("容积率", "Floor area ratio"),
    "price": Word("参考地价", "Guide price"),
    "power_kva": Word("可用供电", "Power available"),
    "gas_m3_day": Word("可用天然气", "Gas available"),
    "has_plant": Word("带厂房", "With plant"),
    "occupancy": Word("占用状态", "Occupancy"),
    "vacant_m2": Word("空置面积", "Vacant area"),
    "storey_height_m": Word("层高", "Storey height"),
    "load_kg_per_m2": Word("楼面荷载", "Floor load"),
    "crane_t": Word("行车", "Crane"),
    "rent": Word("租金", "Rent"),
    "fire_hazard": Word("火灾危险性类别", "Fire hazard class"),
    "figure": Word("指标", "Figure"),
    "colour": Word("图上状态", "Shown on the map as"),
    "is_retired": Word("已注销", "Retired"),
}

#: Of a parcel, the industry is that of the firm on it.
_OF_PARCEL = {"industry": Word("行业", "Industry")}

_FLAGS: dict[str, tuple[Word, Word]] = {
    "has_plant": (Word("带厂房", "With plant"), Word("无厂房", "Without plant")),
    "is_retired": (Word("已注销", "Retired"), Word("未注销", "In force")),
}
_YES = ("1", "yes", "true")

_BELOW = Word("不足{hi}", "below {hi}")
_FROM = Word("{lo}及以上", "{lo} and more")
_UP_TO = Word("{hi}及以下", "up to {hi}")


def facet_word(kind: str, key: str, language: str = Language.ZH) -> str:
    """What a filter is called in the list of plots, plants or parcels."""
    own = _OF_PARCEL if kind == "parcel" else {}
    return own.get(key, FACETS[key])(language)


def value_word(facet: Facet, value: str, language: str = Language.ZH) -> str:
    """What one value of a filter is called; a park's code comes back as it is, its name stands in the record."""
    if value == NO_DATA_TOKEN:
        return NO_DATA(language)
    if facet.is_range:
        return range_word(value, facet.unit, language)
    if facet.codes:
        return code_word(facet.codes, value, language, short=True)
    if facet.key in _FLAGS:
        return _FLAGS[facet.key][0 if value in _YES else 1](language)
    if facet.key == "figure" and value in FIGURES:
        return FIGURES[value].name(language)
    return value


def range_word(token: str, unit: str | None = None, language: str = Language.ZH) -> str:
    """The words of a range token; the upper end of `lo-hi` is not in it.

    >>> range_word("20-50", "亩"), range_word("-10", "亩"), range_word("100-", "亩"), range_word("-1000", "kVA")
    ('20–50亩', '不足10亩', '100亩及以上', '不足1,000 kVA')
    """
    ends = range_ends(token)
    if ends is None:
        return token
    low, high, is_high_in = ends
    word = unit_word(unit, language)
    tail = gap(word) + word if language == Language.ZH or not word else " " + word
    if low is None:
        return (_UP_TO if is_high_in else _BELOW)(language, hi=number(high or 0) + tail)
    if high is None:
        return _FROM(language, lo=number(low) + tail)
    return f"{number(low)}–{number(high)}{tail}"
