"""The shipped schemes, and what is refused in a scheme, with its line."""

from decimal import Decimal
from pathlib import Path

import pytest

from analytics.scoring import score
from domain.errors import SchemeIncomplete, SchemeInvalid, UnknownScheme
from domain.scheme import MissingRule, Scheme, Strategy
from register.schemes import SCHEMES, read_scheme, scheme_ids, scheme_of
from tests.firms import a_firm, a_panel
from wording.errors import sentence

DEMO = (SCHEMES / "hy-demo.toml").read_text("utf-8")


def line_of(text: str, found: str) -> int:
    return text[: text.index(found)].count("\n") + 1


def changed(old: str, new: str) -> str:
    assert old in DEMO
    return DEMO.replace(old, new, 1)


def filled(name: str) -> Scheme:
    """A shipped scheme whose blanks the office has filled in."""
    text = (SCHEMES / f"{name}.toml").read_text("utf-8")
    for percent in (20, 80, 95):
        text = text.replace('cumulative_percent = "unknown"', f"cumulative_percent = {percent}", 1)
    text = text.replace('cap = "unknown"', 'cap = "none"').replace('floor = "unknown"', 'floor = "none"')
    for weight in (30, 10, 10, 10, 10, 10, 20):
        text = text.replace('weight = "unknown"', f"weight = {weight}", 1)
    return scheme_of(text, f"{name}.toml")


def test_five_schemes_are_shipped_and_only_the_demonstration_scores() -> None:
    assert scheme_ids() == [
        "huangyan-2022-above-scale", "huangyan-2022-below-scale", "hy-demo", "jingde-2022-above-scale",
        "jingning-2022-below-scale",
    ]  # fmt: skip
    assert [name for name in scheme_ids() if not read_scheme(name).blanks] == ["hy-demo"]


@pytest.mark.parametrize("name", scheme_ids())
def test_every_shipped_scheme_names_its_source_and_stands_in_its_own_file(name: str) -> None:
    scheme = read_scheme(name)
    assert scheme.id == name
    assert len(scheme.source) > 20
    assert scheme.is_official == ("demo" not in name)


def test_demonstration_is_labelled_as_one() -> None:
    assert read_scheme("hy-demo").name_zh == "示例参数（非官方）"


def test_scheme_with_blanks_names_them_when_asked_to_score() -> None:
    with pytest.raises(SchemeIncomplete) as refusal:
        read_scheme("jingning-2022-below-scale").require_complete()
    assert "classes[1].cumulative_percent、classes[2].cumulative_percent" in sentence(refusal.value)


def test_huangyan_gives_missing_emissions_the_mean_and_does_not_cap() -> None:
    scheme = filled("huangyan-2022-above-scale")
    assert [i.missing for i in scheme.indicators].index(MissingRule.POOL_MEAN) == 3
    panel = a_panel([a_firm("F", tax_10k_yuan=240.97 * 4), a_firm("G", pool="规下")])
    found = score(panel, scheme)
    assert found.score[0] == pytest.approx(190)  # 4 × 30, and 70
    assert found.rank.tolist() == [1, 0]  # the scheme is for firms above scale


def test_huangyan_below_scale_is_half_tax_per_mu_and_half_tax_per_power() -> None:
    scheme = filled("huangyan-2022-below-scale")
    panel = a_panel([a_firm("F", tax_10k_yuan=115.932, power_10k_kwh=115.932 / 0.2352 / 2)], "规下")
    assert score(panel, scheme).score[0] == pytest.approx(150)  # 50 + 2 × 50


def test_jingde_stands_between_least_and_most_with_twenty_for_the_last() -> None:
    scheme = filled("jingde-2022-above-scale")
    assert scheme.strategy is Strategy.MIN_MAX
    rows = [a_firm(f"F{n}", tax_10k_yuan=tax, renovation_10k_yuan=1) for n, tax in enumerate((100, 300, 200))]
    tax = score(a_panel(rows), scheme).by_key["tax_per_mu"].score
    assert tax.tolist() == pytest.approx([6, 30, 18])  # 30 × 20 %, 30 × 100 %, 30 × 60 %
    others = score(a_panel(rows), scheme).by_key["revenue_per_mu"].score
    assert others.tolist() == pytest.approx([10, 10, 10])  # all equal: all are the best


def test_jingning_ranks_on_tax_per_mu_alone() -> None:
    scheme = filled("jingning-2022-below-scale")
    rows = [a_firm("F", tax_10k_yuan=30), a_firm("G", tax_10k_yuan=20, own_land_mu=5, staff_count=None)]
    found = score(a_panel(rows, "规下"), scheme)
    assert found.score.tolist() == [3, 4]
    assert found.rank.tolist() == [2, 1]


@pytest.mark.parametrize(
    ("old", "new", "reason", "at"),
    [
        ("weight = 30", "weight = 31", "weights_sum", "key = \"rnd_to_revenue\"\nweight"),
        ("is_backfilled", "is_backfiled", "unknown_key", "is_backfiled"),
        ("cap = 1.5", "kap = 1.5", "unknown_key", "kap"),
        ("[veto]", "[vetto]", "unknown_key", "[vetto]"),
        ("cumulative_percent = 95", "cumulative_percent = 75", "quotas_order", "cumulative_percent = 75"),
        ("cumulative_percent = 100", "cumulative_percent = 99", "quotas_end", "cumulative_percent = 99"),
        ("weight = 30", 'weight = "thirty"', "not_a_number", 'weight = "thirty"'),
        ("weight = 30", "weight = nan", "not_a_number", "weight = nan"),
        ("weight = 30", "weight = -30", "too_low", "weight = -30"),
        ("baseline = 24.097", "baseline = 0", "not_above_zero", "baseline = 0"),
        ('key = "tax_per_mu"', 'key = "tax_per_acre"', "not_in_list", 'key = "tax_per_acre"'),
        ('key = "tax_per_mu"', 'key = "rnd_to_revenue"', "twice", 'key = "rnd_to_revenue"\nweight = 10'),
        ('strategy = "ratio"', 'strategy = "ratios"', "not_in_list", 'strategy = "ratios"'),
        ('barred_from = ["A", "B"]', 'barred_from = ["B"]', "barred_not_from_the_top", 'barred_from = ["B"]'),
        ('class = "C"', 'class = "E"', "not_in_list", 'class = "E"'),
        ("valid_from = 2022-01-01", 'valid_from = "2022"', "not_a_day", 'valid_from = "2022"'),
        ('plus = ["tax', 'plus = ["vat', "not_in_list", 'plus = ["vat'),
        ("weight = 30", "weight = = 30", "not_toml", "weight = = 30"),
        ('name = "B"', 'name = "A"', "twice", 'name = "A"\ncumulative_percent = 80'),
    ],
)  # fmt: skip
def test_scheme_that_is_not_well_formed_is_refused_with_its_line(old: str, new: str, reason: str, at: str) -> None:
    text = changed(old, new)
    with pytest.raises(SchemeInvalid) as refusal:
        scheme_of(text, "local.toml")
    assert refusal.value.values["reason"] == reason
    assert refusal.value.values["line"] == line_of(text, at) + (reason == "weights_sum")
    for language in ("zh", "en"):
        said = sentence(refusal.value, language)
        assert "local.toml" in said
        assert str(refusal.value.values["line"]) in said
        assert "{" not in said


def test_missing_entry_is_refused_at_its_table() -> None:
    text = changed('name = "B"\n', "")
    with pytest.raises(SchemeInvalid) as refusal:
        scheme_of(text, "local.toml")
    assert refusal.value.values["key"] == "classes[2].name"
    assert refusal.value.values["line"] == line_of(text, "[[classes]]\ncumulative_percent = 80")


def test_figures_are_the_decimals_of_the_file() -> None:
    assert read_scheme("hy-demo").indicators[5].baseline.value == Decimal("0.0302")


def test_unknown_scheme_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UnknownScheme) as refusal:
        read_scheme("hy-demon")
    assert "hy-demo、jingde" in sentence(refusal.value)


def test_office_may_name_a_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "dazu-2025.toml"
    path.write_text(changed("cap = 1.5", "cap = 2"), "utf-8")
    assert read_scheme(str(path)).indicators[0].cap == 2
