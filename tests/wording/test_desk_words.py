"""The words of the desk stand in both languages."""

import re
from collections.abc import Iterator

import pytest

from wording import Word, desk
from wording.desk import DEEDS, ITEMS, OPENS, RULES

LATIN = {"CSV", "MB"}


def words() -> Iterator[tuple[str, Word]]:
    for name, value in vars(desk).items():
        if isinstance(value, Word):
            yield name, value
        elif isinstance(value, dict) and not name.startswith("__"):
            yield from ((f"{name}.{key}", word) for key, word in value.items())


@pytest.mark.parametrize(("name", "word"), list(words()), ids=lambda x: x if isinstance(x, str) else "")
def test_every_word_of_the_desk_stands_in_both_languages(name: str, word: Word) -> None:
    plain = re.sub(r"\{\w*\}", "", word.zh)
    assert plain.strip()
    assert set(re.findall(r"[A-Za-z]+", plain)) <= LATIN
    assert not re.search("[\u4e00-\u9fff]", word.en)
    assert sorted(re.findall(r"\{\w+\}", word.zh)) == sorted(re.findall(r"\{\w+\}", word.en))


def test_every_item_of_a_day_has_its_rule_and_its_way() -> None:
    assert ITEMS.keys() == RULES.keys() == OPENS.keys()


def test_every_deed_that_can_be_undone_has_its_word() -> None:
    from actions.undo_change import UNDO, UNDOABLE

    assert {*UNDOABLE, UNDO} <= DEEDS.keys()
