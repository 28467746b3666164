"""Every word of signing in exists in both languages, and every refusal has its sentence."""

import inspect

import pytest

from domain import accounts
from domain.audience import Role
from domain.errors import LandError
from wording import Language, Word, sign_in
from wording.errors import OUTAGE, sentence

RULES = {
    "PasswordTooWeak": ("short", "long", "name", "monotone", "same"),
    "RolesInvalid": ("none", "unknown", "park_missing", "park_idle"),
}


def own_refusals() -> list[type[LandError]]:
    found = [kind for _, kind in inspect.getmembers(accounts, inspect.isclass) if issubclass(kind, LandError)]
    return [kind for kind in found if kind.__module__ == accounts.__name__]


@pytest.mark.parametrize("table", [sign_in.WORDS, sign_in.ROLES, sign_in.REFUSALS])
def test_each_word_is_there_in_both_languages(table: dict[str, Word]):
    assert [key for key, word in table.items() if not all(word)] == []


def test_each_role_has_its_word():
    assert set(sign_in.ROLES) == set(Role)


@pytest.mark.parametrize("kind", own_refusals())
def test_each_refusal_has_its_sentence_for_each_rule(kind: type[LandError]):
    for rule in RULES.get(kind.__name__, ("",)):
        refusal = kind(rule=rule) if rule else kind()
        for language in Language:
            assert sentence(refusal, language) != OUTAGE(language, reference=kind.__name__)
            assert "{" not in sentence(refusal, language)
