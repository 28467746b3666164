"""Every word of signing in exists in both languages, and every refusal has its sentence."""

import inspect
from string import Formatter

import pytest

from domain import accounts
from domain.audience import Role
from domain.errors import LandError, NotPermitted, NotSignedIn
from wording import sign_in

RULES = {
    "PasswordTooWeak": ("short", "long", "name", "monotone", "same"),
    "RolesInvalid": ("none", "unknown", "park_missing", "park_idle"),
}


def own_refusals() -> list[type[LandError]]:
    found = [kind for _, kind in inspect.getmembers(accounts, inspect.isclass) if issubclass(kind, LandError)]
    return [kind for kind in found if kind.__module__ == accounts.__name__]


@pytest.mark.parametrize("table", [sign_in._WORDS, sign_in.ROLE_WORDS, sign_in.REFUSALS])
def test_each_word_is_there_in_both_languages(table: dict[str, dict[str, str]]):
    assert {key for key, words in table.items() if set(words) != {"zh", "en"} or not all(words.values())} == set()


def test_each_role_has_its_word():
    assert set(sign_in.ROLE_WORDS) == set(Role)


@pytest.mark.parametrize("kind", [*own_refusals(), NotPermitted, NotSignedIn])
def test_each_refusal_has_its_sentence_for_each_rule(kind: type[LandError]):
    for rule in RULES.get(kind.__name__, ("",)):
        key = f"{kind.__name__}:{rule}" if rule else kind.__name__
        fields = {name for _, name, _, _ in Formatter().parse(sign_in.REFUSALS[key]["zh"]) if name}
        values = dict.fromkeys(fields, "x") | ({"rule": rule} if rule else {})
        for language in ("zh", "en"):
            assert "{" not in sign_in.refusal_sentence(kind(**values), language)
