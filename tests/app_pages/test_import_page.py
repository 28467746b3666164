"""The page of imports, driven as a person drives it, without a browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app_pages.parts import import_job
from app_pages.parts.import_desk import Desk
from app_pages.parts.session import office
from domain.audience import Person, Role
from intake.options import IntakeOptions
from register.access import key_of
from settings import settings
from tests.files import bow_tie, code, feature, geojson, square
from tests.serving import ROOT, copy_of_sample


class Sent:
    """A file as the uploader hands it over."""

    def __init__(self, path: Path) -> None:
        self.name, self._content = path.name, path.read_bytes()

    def getvalue(self) -> bytes:
        return self._content


@pytest.fixture(scope="module", autouse=True)
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = copy_of_sample(tmp_path_factory.mktemp("pages"))
    os.environ["MUTU_RECORD"] = str(path)
    settings.cache_clear()
    access = office().accounts.access
    for role, parks in ((Role.ADMINISTRATOR, ()), (Role.ANALYST, ()), (Role.OFFICER, ("SQ",))):
        access.add_account(f"a-{role}", {role}, parks)
        access.begin_session(key_of(f"token-of-{role}"), f"a-{role}", address="", agent="")
    yield path
    del os.environ["MUTU_RECORD"]
    settings.cache_clear()


def opened(role: Role, path: Path | None = None, options: IntakeOptions = IntakeOptions()) -> AppTest:  # noqa: B008
    at = AppTest.from_file(str(ROOT / "app_pages" / "main.py"), default_timeout=60)
    at.user["sid"] = key_of(f"token-of-{role}")
    if path:
        person = office().accounts.person(key_of(f"token-of-{role}"))
        job = import_job.begin([Sent(path)], options, office().register, person)
        assert job.is_done(30)
        at.session_state["import_desk"] = Desk(job)
    turn_to_page(at)
    return at.run()


def turn_to_page(at: AppTest) -> None:
    """AppTest finds a page by its file's name; ours bears the name that stands in the address."""
    at._page_hash = calc_hash("import-file")


def said(at: AppTest) -> str:
    return " ".join(e.value for kind in (at.warning, at.success, at.error) for e in kind)


@pytest.fixture
def wounded(tmp_path: Path) -> Path:
    """A good row, one that crosses itself."""
    rows = (feature(square(60), 宗地代码=code(95_001), 项目="甲"), feature(bow_tie(), 宗地代码=code(95_002), 项目="乙"))
    return geojson(tmp_path / "九月.geojson", *rows)


def test_page_is_not_there_for_an_analyst() -> None:
    at = AppTest.from_file(str(ROOT / "app_pages" / "main.py"), default_timeout=60)
    at.user["sid"] = key_of(f"token-of-{Role.ANALYST}")
    turn_to_page(at)
    at.run()
    assert not at.exception
    assert "先看后定" not in str(at.main)


def test_officer_may_not_look_at_what_a_file_would_do_to_another_park(tmp_path: Path) -> None:
    theirs = office().register.find("parks", park_code="YT")[0]
    parcel = office().register.find("parcels", park_id=theirs["id"])[0]
    path = geojson(tmp_path / "a.geojson", feature(square(60), 宗地代码=parcel["parcel_code"]))
    at = opened(Role.OFFICER, path)
    assert "您的角色不能办理此事" in said(at)


def test_file_without_crs_asks_for_it(tmp_path: Path) -> None:
    at = opened(Role.ADMINISTRATOR, ROOT / "tests" / "data" / "wounds" / "corrupt_too_long.shp")
    assert "没有读出来" in said(at)
    assert at.selectbox[0].label == "坐标系"


def test_sample_takes_nothing_until_it_is_confirmed(wounded: Path) -> None:
    at = opened(Role.ADMINISTRATOR, wounded)
    assert at.button(key="bring_in").disabled
    at.checkbox(key="into_sample").check().run()
    assert not at.button(key="bring_in").disabled


def test_good_rows_come_in_and_the_batch_goes_again(wounded: Path) -> None:
    before = office().register.count("parcels")
    at = opened(Role.ADMINISTRATOR, wounded)
    at.checkbox(key="into_sample").check().run()
    assert at.button(key="bring_in").label == "只导入合格的 1 行"
    at.button(key="bring_in").click().run()
    assert "新增 1 行" in said(at)
    assert office().register.count("parcels") == before + 1
    [batch] = office().register.find("import_batches")
    at.session_state["batch"] = batch["id"]
    at.run()
    at.button(key="undo_batch").click().run()
    assert "撤回新增 1 行" in said(at)
    assert office().register.count("parcels") == before


def test_corrected_heading_is_read_anew_and_remembered_for_the_next_file(wounded: Path, tmp_path: Path) -> None:
    said_so = IntakeOptions(mapping={"项目": "name"})
    at = opened(Role.ADMINISTRATOR, wounded, said_so)
    at.checkbox(key="into_sample").check().run()
    at.button(key="bring_in").click().run()
    assert office().register.find("parcels", parcel_code=code(95_001))[0]["name"] == "甲"
    october = geojson(tmp_path / "十月.geojson", feature(square(63), 宗地代码=code(95_003), 项目="丙"))
    at = opened(Role.ADMINISTRATOR, october)
    look = at.session_state["import_desk"].job.look.result()
    assert look.is_remembered
    assert look.preview.rows[0].shown["name"] == "丙"


def test_name_of_an_upload_leads_nowhere() -> None:
    names = {
        name: import_job._plain_name(name) for name in ("../../etc/passwd", "C:\\a\\宗地.zip", "..", "", "x\x00.shp")
    }
    assert list(names.values()) == ["passwd", "宗地.zip", "file", "file", "x.shp"]
    assert len(import_job._plain_name("宗" * 200 + ".geojson").encode()) <= 120


def test_a_job_that_is_put_away_leaves_no_copy(wounded: Path) -> None:
    person = Person("wang", frozenset({Role.ADMINISTRATOR}))
    job = import_job.begin([Sent(wounded)], IntakeOptions(), office().register, person)
    assert job.is_done(30)
    path = job.path
    assert path.exists()
    job.folder.cleanup()
    assert not path.exists()
