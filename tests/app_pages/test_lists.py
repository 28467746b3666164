"""What table and cards refuse before anything is drawn."""

import pytest

from app_pages.parts.cards import Card, cards
from app_pages.parts.table import Column, Row, table

NAME = Column("name", "企业", 120)


def test_a_page_of_more_than_a_thousand_rows_is_refused():
    with pytest.raises(ValueError, match="1001"):
        table([Row("a", ["甲"])] * 1001, [NAME], key="t", label="企业", empty="")


def test_a_column_without_a_width_is_refused():
    with pytest.raises(ValueError, match="width"):
        table([], [NAME, Column("area", "用地", 0, "number")], key="t", label="企业", empty="")


def test_more_than_a_thousand_cards_are_refused():
    with pytest.raises(ValueError, match="1001"):
        cards([Card("a", "SQ-A01", "1", "亩", "")] * 1001, key="c", label="地块", empty="")
