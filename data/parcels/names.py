"""Names and codes of the sample: plainly fictional firms, valid check digits, codes as a cadastre writes them.

Firms are called after the sixty 干支, the twenty-four 节气, the twenty-eight 宿, the twelve 律吕 and the eight 卦,
and every one carries （示例）, so that nobody takes them for real.
"""

from random import Random

STEM_BRANCH = tuple("甲乙丙丁戊己庚辛壬癸"[i % 10] + "子丑寅卯辰巳午未申酉戌亥"[i % 12] for i in range(60))
SOLAR_TERMS = (
    *("立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑"),
    *("立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒"),
)
MANSIONS = [a + b for a, b in zip("角亢氐房心尾箕斗牛女虚危室壁奎娄胃昴毕觜参井鬼柳星张翼轸", "宿" * 28, strict=True)]
PIPES_AND_TRIGRAMS = (
    *("黄钟", "大吕", "太簇", "夹钟", "姑洗", "仲吕", "蕤宾", "林钟", "夷则", "南吕", "无射", "应钟"),
    *("乾象", "坤象", "震象", "巽象", "坎象", "离象", "艮象", "兑象"),
)

TRADES = {
    "36": "汽车零部件",
    "35": "专用设备",
    "39": "光电科技",
    "33": "金属制品",
    "34": "机械",
    "38": "电气",
    "29": "橡塑",
    "42": "再生资源",
    "26": "化工新材料",
    "27": "生物医药",
    "32": "有色金属",
    "30": "建材",
    "41": "包装",
    "43": "设备维修",
}
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def firm_name(word: str, industry: str) -> str:
    """A firm that cannot be taken for a real one."""
    return f"{word}{TRADES[industry]}有限公司（示例）"


def credit_code(rng: Random) -> str:
    """A fictional 统一社会信用代码 of 重庆 with a valid check character (GB 32100-2015)."""
    body = "91500111MA" + "".join(rng.choice(_ALPHABET) for _ in range(7))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The eighteenth character for seventeen (GB 32100-2015, 5.6)."""
    total = sum(_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return _ALPHABET[(31 - total % 31) % 31]


_CADASTRAL = {"SQ": "001", "YT": "102", "HG": "005"}


def parcel_code(prefix: str, number: str, sequence: int) -> str:
    """A 宗地代码 of 19 characters: county, 地籍区, 地籍子区 (the letter of the number), GB, five digits."""
    return f"500111{_CADASTRAL[prefix]}{ord(number[0]) - 64:03d}GB{sequence:05d}"


def real_estate_unit_code(parcel: str, building: int | None) -> str:
    """A 不动产单元号 of 28 characters: bare land W00000000, else F and the building's eight digits."""
    return parcel + ("W00000000" if building is None else f"F{building:04d}0001")


def phone(place: int) -> str:
    """A telephone number that rings nowhere."""
    return f"023-0000{place:04d}"
