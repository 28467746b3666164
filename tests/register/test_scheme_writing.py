"""A scheme that is written and read back is the very same, blanks and all."""

from dataclasses import replace
from decimal import Decimal

import pytest

from analytics.what_if import with_baselines, with_quotas, with_weights
from domain.scheme import Adjustment, Baseline, BaselineKind, Protection, ProtectionKind, Scheme, Veto
from register.scheme_writing import scheme_toml
from register.schemes import read_scheme, scheme_ids, scheme_of

DEMO = read_scheme("hy-demo")


def first_baseline(baseline: Baseline) -> Scheme:
    first, *rest = DEMO.indicators
    return replace(DEMO, indicators=(replace(first, baseline=baseline), *rest))


DRAFTS = {
    "weights": with_weights(DEMO, {"tax_per_mu": Decimal("39.5"), "value_added_per_mu": Decimal("10.5")}),
    "quotas": with_quotas(DEMO, {"A": Decimal("12.5")}),
    "baselines": with_baselines(DEMO, {"rnd_to_revenue": Decimal("0.0000001")}),
    "pool mean": first_baseline(Baseline(BaselineKind.POOL_MEAN, times=Decimal(2))),
    "percentile": first_baseline(Baseline(BaselineKind.POOL_PERCENTILE, percent=Decimal(80))),
    "veto": replace(DEMO, veto=Veto(to="D")),
    "class T": replace(DEMO, protection=Protection(ProtectionKind.CLASS, "T", False, False)),
    "ungraded": replace(DEMO, protection=Protection(ProtectionKind.UNGRADED, counts_in_pool=False)),
    "unprotected": replace(DEMO, protection=None),
    "items": replace(DEMO, adjustments=(Adjustment("high_tech", "高新技术企业", Decimal(2), Decimal(4)),)),
    "texts": replace(DEMO, name_zh='引号"反斜杠\\换行\n表情\U0001f600', notes=("一", "# 二")),
    "pools": replace(DEMO, pools=("规上", "规下"), is_split_by_industry=True, is_backfilled=True),
}


@pytest.mark.parametrize("name", scheme_ids())
def test_shipped_scheme_comes_back_the_same(name: str) -> None:
    scheme = read_scheme(name)
    again = scheme_of(scheme_toml(scheme), f"{name}.toml")
    assert replace(again, blanks=()) == replace(scheme, blanks=())
    assert sorted(again.blanks) == sorted(scheme.blanks)


@pytest.mark.parametrize("name", DRAFTS)
def test_draft_comes_back_the_same(name: str) -> None:
    again = scheme_of(scheme_toml(DRAFTS[name]), "draft.toml")
    assert again == DRAFTS[name]
    assert again.digest == DRAFTS[name].digest
