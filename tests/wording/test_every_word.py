"""Whatever is declared has its word, in Chinese and in English, and no Latin stands in the Chinese but units."""

import inspect
import re
from collections.abc import Iterator
from enum import StrEnum

import pytest

from domain import audience, codes, errors
from domain.criteria import FACETS, NO_DATA
from domain.entities import ALL
from wording import Word, figures, pages
from wording.codes import CODES, code_word
from wording.columns import ENTITIES, UNITS, column_word, heading
from wording.errors import OUTAGE, SENTENCES, sentence
from wording.facets import facet_word, value_word
from wording.figures import FIGURES, rule_of

#: Symbols of units and systems, and the product's own name: the only Latin in a Chinese sentence.
LATIN = {"m", "km", "t", "h", "kg", "kVA", "kWh", "CGCS", "Mutu", "English", "init"}
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")

COLUMNS = [(e.key, c.key) for e in ALL for c in e.columns]
CODE_LISTS = [c for _, c in inspect.getmembers(codes, inspect.isclass) if issubclass(c, StrEnum) and c is not StrEnum]
REFUSALS = [c for _, c in inspect.getmembers(errors, inspect.isclass) if c.__module__ == "domain.errors"]
FACET_VALUES = [(k, f, v) for k, facets in FACETS.items() for f in facets for v in (*f.bins, NO_DATA)]


def reads_well(zh: str, en: str) -> None:
    plain = re.sub(r"\{\w*\}", "", zh)
    assert zh.strip(), "no Chinese"
    assert en.strip(), f"no English for {zh}"
    assert set(re.findall(r"[A-Za-z]+", plain)) <= LATIN, f"Latin in {zh}"
    assert not EMOJI.search(zh + en)
    assert not re.search("[\u4e00-\u9fff]", en.replace("亩图", "").replace("中文", "")), f"Chinese in {en}"


def page_words() -> Iterator[tuple[str, Word]]:
    for name, value in vars(pages).items():
        if isinstance(value, Word):
            yield name, value
        elif isinstance(value, dict) and not name.startswith("__"):
            yield from ((f"{name}.{key}", word) for key, word in value.items())


@pytest.mark.parametrize(("entity", "key"), COLUMNS, ids=".".join)
def test_every_declared_column_has_its_word(entity: str, key: str) -> None:
    reads_well(column_word(entity, key), column_word(entity, key, "en"))
    reads_well(column_word(entity, key, short=True), column_word(entity, key, "en", short=True))


@pytest.mark.parametrize("entity", ALL, ids=lambda e: e.key)
def test_no_two_columns_of_a_record_share_a_word(entity) -> None:
    words = [column_word(entity.key, c.key) for c in entity.columns]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("entity", ALL, ids=lambda e: e.key)
def test_every_kind_of_record_has_its_word(entity) -> None:
    reads_well(*ENTITIES[entity.key])


def test_every_unit_of_a_column_has_its_word() -> None:
    units = {c.unit for e in ALL for c in e.columns if c.unit} | {
        f.unit for fs in FACETS.values() for f in fs if f.unit
    }
    assert units <= UNITS.keys()


def test_heading_carries_its_unit() -> None:
    floors = next(e for e in ALL if e.key == "floors")
    assert heading("floors", floors.by_key["floor_area_m2"]) == "建筑面积（㎡）"
    assert heading("floors", floors.by_key["column_grid"]) == "柱距×跨度"


@pytest.mark.parametrize("codes_", [*CODE_LISTS, audience.Role], ids=lambda c: c.__name__)
def test_every_code_has_its_word(codes_: type[StrEnum]) -> None:
    for member in codes_:
        reads_well(*CODES[codes_][member])
    words = [CODES[codes_][m].zh for m in codes_]
    assert len(words) == len(set(words)), "two codes read the same"


def test_code_that_no_list_knows_is_shown_as_it_is() -> None:
    assert code_word(codes.Stage, "half_done") == "half_done"


@pytest.mark.parametrize(("kind", "facet", "value"), FACET_VALUES, ids=lambda x: getattr(x, "key", x))
def test_every_filter_and_bin_has_its_word(kind, facet, value) -> None:
    reads_well(facet_word(kind, facet.key), facet_word(kind, facet.key, "en"))
    if facet.unit or value == NO_DATA:
        reads_well(value_word(facet, value), value_word(facet, value, "en"))
    assert value_word(facet, value) != value or not facet.is_range


def test_yes_and_no_of_a_filter_say_what_they_mean() -> None:
    has_plant = next(f for f in FACETS["plot"] if f.key == "has_plant")
    assert [value_word(has_plant, v) for v in ("1", "0")] == ["带厂房", "无厂房"]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda c: c.__name__)
def test_every_refusal_has_its_sentence(refusal: type[errors.LandError]) -> None:
    if refusal is not errors.LandError:
        reads_well(*SENTENCES[refusal.__name__])
    for language in ("zh", "en"):
        assert "{" not in sentence(refusal(), language), "a missing value leaves a gap, never braces"


def test_refusal_names_column_status_and_parks_in_words() -> None:
    invalid = errors.InvalidValue(entity="floors", column="clear_height_m", value="高")
    assert sentence(invalid) == "“净高”的值 高 不符合要求，记录未改动。请改正后再提交。"
    move = errors.MoveNotAllowed(before="raw", after="building")
    assert sentence(move).startswith("不能从“生地”改为“在建”")
    park = errors.UnknownPark(park="东园", parks=["双桥工业园区", "邮亭工业园区"])
    assert sentence(park).endswith("现有园区：双桥工业园区、邮亭工业园区。")


def test_anything_else_is_an_outage_with_its_number() -> None:
    reads_well(*OUTAGE)
    assert "R-17" in OUTAGE("zh", reference="R-17")


@pytest.mark.parametrize("key", FIGURES)
def test_every_headline_figure_has_name_and_rule(key: str) -> None:
    words = FIGURES[key]
    for word in words:
        reads_well(*word)
    assert rule_of(key) == {"id": key, "zh": words.rule.zh, "en": words.rule.en}


@pytest.mark.parametrize(("name", "word"), list(page_words()), ids=lambda x: x if isinstance(x, str) else "")
def test_every_text_of_a_page_stands_in_both_languages(name: str, word: Word) -> None:
    if name not in ("APP", "OTHER_LANGUAGE"):
        reads_well(*word)
    assert sorted(re.findall(r"\{\w+\}", word.zh)) == sorted(re.findall(r"\{\w+\}", word.en))


def test_notes_of_figures_stand_in_both_languages() -> None:
    reads_well(*figures.MISSING)
    reads_well(*figures.NOT_LISTED)
