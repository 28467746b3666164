"""Every word that a person reads, in Chinese and English. Codes and keys come in, words go out, nothing else."""

from enum import StrEnum
from typing import Any, NamedTuple


class Language(StrEnum):
    """What is read. Chinese is shown; English stands beside it from the first day."""

    ZH = "zh"
    EN = "en"


class Word(NamedTuple):
    """One word or sentence in both languages. `{names}` in it are filled by keyword.

    >>> Word("第 {n} 宗", "no. {n}")("en", n=3)
    'no. 3'
    """

    zh: str
    en: str

    def __call__(self, language: str = Language.ZH, **values: Any) -> str:
        text = self.en if language == Language.EN else self.zh
        return text.format(**values) if values else text


def same(text: str) -> Word:
    """A word that reads the same in both languages: a symbol, a unit, a name."""
    return Word(text, text)
