"""Whatever a ranking can say has its words, in Chinese and in English."""

import re
from pathlib import Path

import pytest

from domain import indicators
from wording import Word, ranking


def reads_well(word: Word) -> None:
    assert re.search("[\u4e00-\u9fff]", word.zh)
    assert not re.search("[\u4e00-\u9fff]", word.en)
    assert sorted(re.findall(r"\{\w+\}", word.zh)) == sorted(re.findall(r"\{\w+\}", word.en))


@pytest.mark.parametrize("key", indicators.INDICATORS)
def test_every_indicator_has_its_word(key: str) -> None:
    reads_well(ranking.INDICATOR_WORDS[key])


@pytest.mark.parametrize("key", [*indicators.FIGURES, indicators.LAND, indicators.EVALUATED_TAX])
def test_every_figure_has_its_word(key: str) -> None:
    reads_well(ranking.FIGURE_WORDS[key])


def test_every_sentence_stands_in_both_languages_with_the_same_values() -> None:
    sentences = [*ranking.REASONS.values(), *ranking.PANEL_ISSUES.values(), *ranking.REFUSALS.values()]
    for word in [*sentences, ranking.SCORED, ranking.RECOMPUTED_SAME, ranking.RECOMPUTED_OTHER]:
        reads_well(word)


def test_every_fault_of_a_scheme_has_its_sentence() -> None:
    """Each reason that the reading of a scheme names, and none besides."""
    text = "".join(Path(p).read_text("utf-8") for p in ("domain/scheme_reading.py", "register/schemes.py"))
    named = set(re.findall(r'refusal\(\s*"(\w+)"', text)) | set(re.findall(r'reason="(\w+)"', text))
    assert {f"SchemeInvalid:{reason}" for reason in named} == {k for k in ranking.REFUSALS if ":" in k}
