"""The words of files in and out: every one in both languages, every reason with its sentence."""

import pytest

from domain.undoing import KeptReason
from tests.wording.test_every_word import reads_well
from wording import Word, gate

WORDS = {name: word for name, word in vars(gate).items() if isinstance(word, Word)}


@pytest.mark.parametrize("name", WORDS)
def test_every_word_reads_well(name: str) -> None:
    reads_well(*WORDS[name])


@pytest.mark.parametrize("reason", KeptReason)
def test_every_reason_for_keeping_a_row_has_its_sentence(reason: KeptReason) -> None:
    said = gate.kept_sentence(
        "parcels", "G1", reason, by="陈某", at="2025-11-20", columns=("remark",), used_by=("plots",)
    )
    assert said.startswith("G1：")
    assert "{" not in said


def test_row_that_somebody_changed_names_who_when_and_what() -> None:
    said = gate.kept_sentence("parcels", "G1", KeptReason.CHANGED, by="陈某", at="11-20", columns=("remark", "name"))
    assert said == "G1：陈某 于 11-20 改过（备注、宗地名称），保留现状"
