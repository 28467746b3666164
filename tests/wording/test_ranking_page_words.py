"""Every word of the ranking's page and papers stands in both languages, with the same gaps, and reads well."""

import re
from collections.abc import Iterator

import pytest

from wording import Word, ranking_page, ranking_papers


def words() -> Iterator[tuple[str, Word]]:
    for module in (ranking_page, ranking_papers):
        for name, value in vars(module).items():
            if isinstance(value, Word):
                yield name, value
            elif isinstance(value, dict) and not name.startswith("__"):
                yield from ((f"{name}.{key}", word) for key, word in value.items())
            elif isinstance(value, tuple):
                yield from ((f"{name}.{n}", word) for n, word in enumerate(value) if isinstance(word, Word))


@pytest.mark.parametrize(("name", "word"), list(words()), ids=lambda x: x if isinstance(x, str) else "")
def test_every_word_stands_in_both_languages_with_the_same_gaps(name: str, word: Word) -> None:
    assert word.zh.strip()
    assert word.en.strip()
    assert set(re.findall(r"\{\w+\}", word.en)) <= set(re.findall(r"\{\w+\}", word.zh))
    assert not re.search("[\u4e00-\u9fff]", word.en)
    assert not re.findall(r"[A-Za-z]+", re.sub(r"\{\w*\}", "", word.zh))
