"""What a filter may ask for: bounded, whatever an address says."""

import pytest

from domain.criteria import Criteria, range_ends


@pytest.mark.parametrize("token", [f"{'9' * 400}-", "٣-٥", "1e9-", "-", "1.1234567-", "10-20-30", ""])
def test_a_range_that_is_no_plain_number_is_dropped(token: str) -> None:
    assert range_ends(token) is None
    assert Criteria.of("parcel", {"area_mu": [token]}).is_empty


def test_the_largest_range_is_a_number() -> None:
    assert range_ends("999999999999.999999-") == (999999999999.999999, None, False)


def test_a_facet_takes_twenty_values_and_a_search_six_words_of_a_hundred_characters() -> None:
    assert len(Criteria.of("plot", {"park": [f"P{n:03}" for n in range(500)]}).values("park")) == 20
    assert Criteria.of("plot", {}, "a b c d e f g h").words == list("abcdef")
    assert len(Criteria.of("plot", {}, "x" * 5_000).search) == 100


def test_an_endless_token_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        Criteria.from_token("a" * 2_001)


def test_what_a_person_chose_comes_back_from_its_token() -> None:
    criteria = Criteria.of("plot", {"area_mu": ["20-50", "none"], "park": ["P1"]}, "标准厂房 双桥")
    assert Criteria.from_token(criteria.token()) == criteria
