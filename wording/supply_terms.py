"""What the terms of a supply are told: the bounds of 自然资发〔2022〕201号."""

from domain.supply_terms import TermFinding, TermRule
from wording import Language, Word

TERM_RULES: dict[TermRule, Word] = {
    TermRule.LEASE_MISSING: Word("没有写明租赁年期。", "The years of the lease are missing."),
    TermRule.LEASE_SHORT: Word(
        "长期租赁一般不低于 {bound} 年，现为 {years} 年，请写明理由。",
        "A long lease is normally for {bound} years or more, not {years}; give the reason.",
    ),
    TermRule.LEASE_TOO_LONG: Word(
        "租赁不得超过 {bound} 年，现为 {years} 年。", "A lease is for at most {bound} years, not {years}."
    ),
    TermRule.FIRST_LEASE_LONG: Word(
        "先租后让的租赁期一般不超过 {bound} 年，现为 {years} 年，请写明理由。",
        "The lease before a grant is normally for at most {bound} years, not {years}; give the reason.",
    ),
    TermRule.GRANT_MISSING: Word("没有写明出让年期。", "The years of the grant are missing."),
    TermRule.GRANT_NOT_ELASTIC: Word(
        "弹性年期须短于法定最高年期 {bound} 年。", "An elastic term is shorter than the statutory {bound} years."
    ),
    TermRule.GRANT_TOO_LONG: Word(
        "出让不得超过 {bound} 年，现为 {years} 年。", "A grant is for at most {bound} years, not {years}."
    ),
    TermRule.TOTAL_TOO_LONG: Word(
        "租赁与出让合计不得超过 {bound} 年，现为 {years} 年。",
        "Lease and grant together last at most {bound} years, not {years}.",
    ),
    TermRule.RENT_MISSING: Word(
        "没有写明年租金；租金没有公布的统一比例，须逐宗填写。",
        "The yearly rent is missing; no share of the benchmark price is published, so it is entered each time.",
    ),
    TermRule.PRICE_MISSING: Word("没有写明出让价款。", "The price of the grant is missing."),
}


def term_sentence(finding: TermFinding, language: str = Language.ZH) -> str:
    """What is wrong or unusual with the terms."""
    return TERM_RULES[finding.rule](language, years=finding.years, bound=finding.bound)
