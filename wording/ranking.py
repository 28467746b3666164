"""The words of 亩均论英雄: indicators, figures of a panel, reasons, and what is wrong with a panel or a scheme."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from domain.indicators import INDICATORS
from domain.issue import IssueKind
from domain.ranking import Reason, ReasonKind
from domain.scheme import BaselineKind, MissingRule, ProtectionKind, Strategy
from wording import Language, Word

INDICATOR_WORDS: dict[str, Word] = {
    "tax_per_mu": Word("亩均税收", "Tax per mu"),
    "value_added_per_mu": Word("亩均增加值", "Value added per mu"),
    "value_added_per_tce": Word("单位能耗增加值", "Value added per ton of coal equivalent"),
    "value_added_per_emission_t": Word("单位排放增加值", "Value added per ton of emissions"),
    "value_added_per_staff": Word("全员劳动生产率", "Value added per head"),
    "rnd_to_revenue": Word("研发经费占比", "R&D to revenue"),
    "revenue_per_mu": Word("亩均营收", "Revenue per mu"),
    "revenue_per_tce": Word("单位能耗营收", "Revenue per ton of coal equivalent"),
    "revenue_per_emission_t": Word("单位排放营收", "Revenue per ton of emissions"),
    "renovation_per_mu": Word("亩均技改投资", "Technical renovation per mu"),
    "tax_per_10k_kwh": Word("单位用电税收", "Tax per unit of power"),
    "revenue_per_10k_kwh": Word("单位用电营收", "Revenue per unit of power"),
}

#: Figures of a panel that are not named like a column of the record.
FIGURE_WORDS: dict[str, Word] = {
    "firm_id": Word("企业编号", "Firm id"),
    "firm_name": Word("企业名称", "Firm"),
    "pool": Word("评价组", "Pool"),
    "industry": Word("行业", "Industry"),
    "land_mu": Word("用地面积", "Land"),
    "evaluated_tax_10k_yuan": Word("评价税收", "Evaluated tax"),
    "own_land_mu": Word("自有用地", "Own land"),
    "leased_in_floor_m2": Word("租入建筑面积", "Floor area leased in"),
    "leased_in_far": Word("租入厂房容积率", "Floor area ratio of the leased plant"),
    "leased_out_land_m2": Word("租出用地", "Land leased out"),
    "tax_10k_yuan": Word("已入库税收", "Tax received"),
    "exempt_credit_tax_10k_yuan": Word("免抵调库", "Exempt-credit tax"),
    "value_added_10k_yuan": Word("工业增加值", "Value added"),
    "energy_tce": Word("综合能耗（等价值）", "Energy used (equivalent value)"),
    "emission_t": Word("主要污染物排放量", "Main pollutants"),
    "staff_count": Word("年平均职工人数", "Staff, yearly mean"),
    "rnd_10k_yuan": Word("研发经费", "R&D spending"),
    "revenue_10k_yuan": Word("主营业务收入", "Revenue"),
    "power_10k_kwh": Word("用电量", "Power used"),
    "renovation_10k_yuan": Word("技术改造投资", "Technical renovation"),
    "is_vetoed": Word("一票否决", "Vetoed"),
    "is_protected": Word("保护期", "Protected"),
}

#: Joined to the code lists of `wording.codes`.
RANKING_CODES: dict[type[StrEnum], dict[StrEnum, Word]] = {
    Strategy: {
        Strategy.RATIO: Word("与基准值之比", "Ratio to a baseline"),
        Strategy.MIN_MAX: Word("极差法", "Between the least and the most"),
        Strategy.RANK_ONLY: Word("按单项指标排名", "Rank on one indicator"),
    },
    BaselineKind: {
        BaselineKind.FIXED: Word("固定值", "Fixed"),
        BaselineKind.POOL_MEAN: Word("组内平均", "Mean of the pool"),
        BaselineKind.INDUSTRY_MEAN: Word("行业平均", "Mean of the industry"),
        BaselineKind.POOL_PERCENTILE: Word("组内分位数", "Percentile of the pool"),
    },
    MissingRule: {
        MissingRule.UNRATED: Word("不定等级", "Not rated"),
        MissingRule.POOL_MEAN: Word("取组内平均得分", "The pool's mean score"),
        MissingRule.ZERO: Word("不得分", "No points"),
    },
    ProtectionKind: {
        ProtectionKind.NOT_BELOW: Word("不低于某类", "Not below a class"),
        ProtectionKind.CLASS: Word("单列一类", "A class of its own"),
        ProtectionKind.UNGRADED: Word("不定等级", "Not graded"),
    },
}

#: What is wrong with a panel, or worth a word.
PANEL_ISSUES: dict[IssueKind, Word] = {
    IssueKind.HEADING_MISSING: Word(
        "缺少列：{headings}。请按模板补齐列名后重新提交。",
        "These columns are missing: {headings}. Complete the headings as in the template.",
    ),
    IssueKind.ROW_TOO_LONG: Word(
        "单元格比表头多，数值可能错位，未计分。请核对分隔符和引号。",
        "It has more cells than the heading, so figures may stand in the wrong column; it was not scored. "
        "Check separators and quotes.",
    ),
    IssueKind.FIRM_ID_MISSING: Word(
        "没有企业编号，未计分。请补填。", "It has no firm id and was not scored. Enter one."
    ),
    IssueKind.FIRM_DUPLICATE: Word(
        "企业编号 {value} 同时出现在第 {rows} 行，均未计分。请核实后只保留一行。",
        "The firm id {value} stands in rows {rows}; none of them was scored. Find out which one is right.",
    ),
    IssueKind.FAR_MISSING: Word(
        "有租入建筑面积而没有容积率，不能折算用地，未计分。请补填容积率。",
        "Floor area is leased in but its floor area ratio is missing, so it cannot be turned into land; "
        "it was not scored. Enter the ratio.",
    ),
    IssueKind.LAND_NOT_POSITIVE: Word(
        "用地面积为 {value} 亩，不大于零，未计分。请核对自有、租入和租出用地。",
        "Its land comes to {value} mu, which is not above zero; it was not scored. "
        "Check the land owned, leased in and leased out.",
    ),
    IssueKind.TAX_NEGATIVE: Word(
        "“{field}”为负（{value}），按退税计入，得分以方案规定的下限为准。请核对。",
        "“{field}” is negative ({value}); it counts as a refund, and the scheme's floor holds. Please check.",
    ),
    IssueKind.FIRM_UNRATED: Word(
        "企业 {firm} 缺少 {figures}，列为不定等级，不计入排名基数。请补齐数据。",
        "Firm {firm} lacks {figures}; it is listed as not rated and does not count. Complete the figures.",
    ),
    IssueKind.FIRM_WITHOUT_POOL: Word(
        "企业 {firm} 没有写明评价组，列为不定等级。请补填。",
        "Firm {firm} names no pool and is listed as not rated. Enter its pool.",
    ),
    IssueKind.POOL_NOT_COVERED: Word(
        "评价方案不适用于企业 {firm} 所在的“{pool}”组，列为不定等级。请改用适用的方案。",
        "The scheme does not cover the pool “{pool}” of firm {firm}; it is listed as not rated. Use one that does.",
    ),
    IssueKind.RATIO_UNDEFINED: Word(
        "企业 {firm} 的“{indicators}”分母为零或负数，无法计算，按缺失处理。请核对。",
        "For firm {firm} “{indicators}” has a denominator of zero or less; it counts as missing. Please check.",
    ),
    IssueKind.FIRMS_TIED: Word(
        "企业 {firms} 得分、税收和营收均相同，并列第 {rank} 名，等级相同。请知悉。",
        "Firms {firms} are equal in score, tax and revenue; they share rank {rank} and its grade. Please note.",
    ),
}

REASONS: dict[ReasonKind, Word] = {
    ReasonKind.QUOTA: Word(
        "在 {count} 家参评企业中排第 {rank} 名；{grade} 类取至第 {last_rank} 名。",
        "Ranked {rank} of {count}; class {grade} reaches down to rank {last_rank}.",
    ),
    ReasonKind.TIED: Word("与 {firms} 并列第 {rank} 名。", "Shares rank {rank} with {firms}."),
    ReasonKind.VETOED: Word("因一票否决，由 {before} 类改为 {after} 类。", "A veto moves it from {before} to {after}."),
    ReasonKind.VETO_WITHOUT_EFFECT: Word(
        "有一票否决情形，原为 {grade} 类，等级不变。", "There is a veto; in class {grade} it changes nothing."
    ),
    ReasonKind.BACKFILLED: Word(
        "因前列企业被否决，依次递补，由 {before} 类升为 {after} 类。",
        "It moves up from {before} to {after} into a place that a veto left.",
    ),
    ReasonKind.PROTECTED: Word(
        "在保护期内，由 {before} 类改为 {after} 类。", "Being protected, it moves from {before} to {after}."
    ),
    ReasonKind.PROTECTION_LOST: Word(
        "在保护期内，但有一票否决情形，不予保护。", "It is protected, but the veto takes protection away."
    ),
    ReasonKind.SUBSTITUTED: Word(
        "“{indicator}”没有数据，取组内平均得分。", "“{indicator}” has no data; the pool's mean score was taken."
    ),
    ReasonKind.FIGURE_MISSING: Word("缺少 {figures}，不定等级。", "Not rated: {figures} missing."),
    ReasonKind.RATIO_UNDEFINED: Word(
        "“{indicators}”分母为零或负数，无法计算，不定等级。",
        "Not rated: the denominator of “{indicators}” is zero or less.",
    ),
    ReasonKind.POOL_MISSING: Word("没有写明评价组，不定等级。", "Not rated: it names no pool."),
    ReasonKind.POOL_NOT_COVERED: Word(
        "评价方案不适用于“{pool}”组，不定等级。", "Not rated: the scheme does not cover the pool “{pool}”."
    ),
    ReasonKind.SET_APART: Word("在保护期内，单列，不参加排名。", "Being protected, it is set apart and not ranked."),
}

_WHERE = Word("评价方案 {file} 第 {line} 行（{key}）：", "Scheme {file}, line {line} ({key}): ")
#: What is wrong with a scheme, by reason.
_SCHEME_FAULTS: dict[str, Word] = {
    "not_toml": Word("文件格式有误，请检查语法。", "not well formed; check the syntax."),
    "not_a_table": Word("应为一组设置。", "this must be a table."),
    "missing_key": Word("缺少此项，请补填。", "this entry is missing."),
    "unknown_key": Word("没有这一项设置，请检查拼写。", "there is no such entry; check its spelling."),
    "not_a_text": Word("应为文字。", "this must be a text."),
    "not_a_flag": Word("应为是或否。", "this must be true or false."),
    "not_a_day": Word("应为日期。", "this must be a date."),
    "not_a_number": Word("应为数字或“待填”。", "this must be a number or “unknown”."),
    "not_a_list": Word("应为列表。", "this must be a list."),
    "not_above_zero": Word("应大于零。", "this must be above zero."),
    "too_low": Word("不得低于 {lowest}。", "this may not be below {lowest}."),
    "too_high": Word("不得高于 {highest}。", "this may not be above {highest}."),
    "not_in_list": Word("不在可选范围内：{allowed}。", "this must be one of: {allowed}."),
    "twice": Word("出现了两次。", "this stands there twice."),
    "indicators_count": Word("指标个数与评分方法不符。", "the number of indicators does not fit the strategy."),
    "weights_sum": Word("各项权重合计为 {total}，应为 100。", "the weights sum to {total} and not to 100."),
    "classes_count": Word("至少应有两类。", "there must be two classes at least."),
    "quotas_order": Word(
        "累计比例由 {above} 降为 {below}，应逐类递增。", "the cumulative share falls from {above} to {below}."
    ),
    "quotas_end": Word("最后一类的累计比例应为 100。", "the last class must end at 100."),
    "barred_not_from_the_top": Word(
        "限入的类别应从最高类起连续，且不能是全部。", "barred classes must run from the top, and may not be all."
    ),
    "class_not_apart": Word("单列的类别不能与其他类别同名。", "a class of its own may not bear another's name."),
}
_KEPT = Word("方案未载入，原有结果不变。", "The scheme was not loaded; earlier results stand.")

REFUSALS: dict[str, Word] = {
    "SchemeInvalid": Word(_WHERE.zh + "内容有误。" + _KEPT.zh, _WHERE.en + "not well formed. " + _KEPT.en),
    **{
        f"SchemeInvalid:{reason}": Word(f"{_WHERE.zh}{word.zh}{_KEPT.zh}", f"{_WHERE.en}{word.en} {_KEPT.en}")
        for reason, word in _SCHEME_FAULTS.items()
    },
    "SchemeIncomplete": Word(
        "评价方案 {scheme} 还有待填的项目：{blanks}，不能计分。请按本地文件补填后再办理。",
        "The scheme {scheme} still has blanks: {blanks}. It cannot score until they are filled from the local paper.",
    ),
    "UnknownScheme": Word(
        "没有名为“{scheme}”的评价方案，未计分。现有方案：{schemes}。",
        "There is no scheme “{scheme}”; nothing was scored. The schemes are: {schemes}.",
    ),
    "ResultUnreadable": Word(
        "评价结果缺少 {file}，或该文件与存档时不一致，没有重新计算。请取回原存档。",
        "The result lacks {file}, or that file is not as it was frozen; nothing was recomputed. Fetch the original.",
    ),
    "PlaceNotWritable": Word(
        "{path} 不能写入，没有生成文件。请检查文件夹是否存在、是否有权限。",
        "Nothing can be written at {path}; no file was made. Check that the folder exists and may be written to.",
    ),
    "ResultExists": Word(
        "{path} 已有一份存档，未改动。请另选文件夹。",
        "A result is frozen at {path} already and is unchanged. Choose another folder.",
    ),
    "UnknownFirm": Word(
        "数据中没有企业 {firm}。请检查编号。", "There is no firm {firm} among the figures. Check its id."
    ),
}

SCORED = Word(
    "读取 {read} 行，计分 {scored} 家，不定等级 {unrated} 家，未计分 {refused} 行。",
    "{read} rows read, {scored} firms scored, {unrated} not rated, {refused} rows refused.",
)

RECOMPUTED_SAME = Word(
    "已按存档数据和方案重新计算，得分文件逐字节一致。",
    "Recomputed from the frozen figures and scheme: the scores are the same, byte for byte.",
)
RECOMPUTED_OTHER = Word(
    "按存档数据和方案重新计算，得分文件与存档不一致。请保留两份文件并查明原因。",
    "Recomputed from the frozen figures and scheme: the scores are NOT the same. Keep both files and find out why.",
)


def indicator_word(key: str, language: str = Language.ZH) -> str:
    """The name of an indicator."""
    return INDICATOR_WORDS[key](language) if key in INDICATOR_WORDS else key


def indicator_unit(key: str) -> str:
    """The unit of an indicator; empty for a ratio."""
    unit = INDICATORS[key].unit
    return "" if unit == "ratio" else unit


def figure_word(key: str, language: str = Language.ZH) -> str:
    """The name of a figure of a panel."""
    return FIGURE_WORDS[key](language) if key in FIGURE_WORDS else key


def reason_sentence(reason: Reason, language: str = Language.ZH) -> str:
    """One step on the way to a grade. Typed values come back as they are: escape them where they land."""
    return REASONS[reason.kind](language, **named(reason.details, language))


def named(details: Mapping[str, Any], language: str = Language.ZH) -> dict[str, Any]:
    """Details with figures and indicators by name, and lists read out."""
    comma = "、" if language == Language.ZH else ", "
    found = dict(details)
    words = {"figures": figure_word, "indicators": indicator_word}
    for key, value in details.items():
        if isinstance(value, (list, tuple)) and key in ("figures", "indicators", "headings", "firms", "rows"):
            word = words.get(key, _as_typed)
            found[key] = comma.join(word(name, language) for name in value)
    if "indicator" in found:
        found["indicator"] = indicator_word(found["indicator"], language)
    return found


def _as_typed(name: Any, _language: str) -> str:
    return str(name)
