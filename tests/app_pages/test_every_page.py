"""Every plot and plant of the sample opens, for everybody who may see it, with something in every section."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.parts.document import listing_of
from app_pages.parts.session import office
from domain.audience import EVERYBODY, Audience, Role, audience_of
from register.access import key_of
from settings import settings
from tests.serving import ROOT, copy_of_sample

ROLES = {"visitor": EVERYBODY, "analyst": audience_of({Role.ANALYST})}
TOKEN = "a-token-of-an-analyst"


@pytest.fixture(scope="module", autouse=True)
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The pages of this process read a copy of the sample, before which an analyst has signed in."""
    path = copy_of_sample(tmp_path_factory.mktemp("pages"))
    os.environ["MUTU_RECORD"] = str(path)
    settings.cache_clear()
    access = office().accounts.access
    access.add_account("an-analyst", {Role.ANALYST}, ())
    access.begin_session(key_of(TOKEN), "an-analyst", address="", agent="")
    yield path
    del os.environ["MUTU_RECORD"]
    settings.cache_clear()


def codes(kind: str, audience: Audience) -> list[str]:
    """The codes of all records of a kind that an audience sees."""
    key = {"plot": "plot_code", "plant": "plant_code"}[kind]
    return [row[key] for row in office().reader(audience).rows(f"{kind}s", "TRUE")]


def opened(page: str, role: str, code: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app_pages" / "main.py"), default_timeout=30)
    if role == "analyst":
        at.user["sid"] = key_of(TOKEN)
    at.query_params["code"] = code
    at.switch_page(page)
    return at.run()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ["plot", "plant"])
def test_every_listing_has_something_in_every_section(kind: str, role: str):
    here = office().reader(ROLES[role])
    shown = codes(kind, ROLES[role])
    assert shown
    for code in shown:
        listing = listing_of(here, kind, code)
        assert listing is not None, code
        assert listing.sections, code
        for section in listing.sections:
            assert section.blocks, f"{code}: {section}"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ["plot", "plant"])
def test_every_page_opens_without_an_outage(kind: str, role: str):
    for code in codes(kind, ROLES[role]):
        at = opened(f"{kind}.py", role, code)
        assert not at.exception, code
        assert not at.error, code
        text = "".join(str(element.proto) for element in at.main.children.values())
        assert "Traceback" not in text


def test_a_record_that_a_visitor_may_not_see_is_as_unknown_as_one_that_is_not():
    hidden = set(codes("plot", ROLES["analyst"])) - set(codes("plot", EVERYBODY))
    assert hidden
    for code in (*sorted(hidden)[:3], "NO-SUCH"):
        assert listing_of(office().reader(EVERYBODY), "plot", code) is None
        assert not opened("plot.py", "visitor", code).exception
