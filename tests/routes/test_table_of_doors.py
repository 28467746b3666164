"""Every door of the product and who gets through it. A route, page or command without a row here fails a test."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
import typer
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from typer.testing import CliRunner
from websockets.exceptions import InvalidStatus

import cli
from actions.close_ranking import close_ranking, draft_ranking
from actions.desk import Desk
from domain.audience import EVERYBODY, Audience, Person, Role, audience_of
from domain.audit import Basis, Trace
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths
from routes.gate import FAREWELL
from tests.serving import ROOT, Site, copy_of_sample

ROLES = ("visitor", "investor", "officer", "reviewer", "analyst", "administrator")
STAFF = ROLES[2:]
AUDIENCES: dict[str, Audience] = {
    "visitor": EVERYBODY,
    "investor": audience_of({Role.INVESTOR}),
    "officer": audience_of({Role.OFFICER}, ("SQ", "YT")),
    "reviewer": audience_of({Role.REVIEWER}),
    "analyst": audience_of({Role.ANALYST}),
    "administrator": audience_of({Role.ADMINISTRATOR}),
}
STAFF_PAPER = b"staff only"
STAFF_PAPER_NAME = sha256(STAFF_PAPER).hexdigest()
#: A tile over 双桥工业园区, and one over the sea.
HERE, NOWHERE = "12/3251/1696", "12/0/0"


@dataclass(frozen=True)
class Door:
    """One way to knock: `status` for everybody, or by role. `{own}` and `{other}` stand for audience digests."""

    knock: str
    status: int | dict[str, int]
    form: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    ends_session: bool = False

    def expected(self, role: str) -> int:
        return self.status if isinstance(self.status, int) else self.status[role]


def by_role(*, anonymous: int, investor: int, staff: int) -> dict[str, int]:
    return {"visitor": anonymous, "investor": investor, **dict.fromkeys(STAFF, staff)}


def analyst_only(status: int) -> dict[str, int]:
    """What an analyst is answered; everybody else is refused."""
    return {**dict.fromkeys(ROLES, 403), "analyst": status}


def seeing_grades(status: int) -> dict[str, int]:
    """What those who may read the grade of every firm are answered."""
    return {**dict.fromkeys(ROLES, 403), **dict.fromkeys(("reviewer", "analyst", "administrator"), status)}


PAGE = {"headers": {"Accept": "text/html"}}
#: (method, route) → the knocks that try it. OPTIONS is tried for all routes at once, HEAD is GET.
ROUTES: dict[tuple[str, str], list[Door]] = {
    ("GET", "/login"): [Door("/login", 200)],
    ("POST", "/login"): [Door("/login", 401, form={"name": "nobody-{role}", "password": "wrong"})],
    ("GET", "/logout"): [Door("/logout", by_role(anonymous=303, investor=200, staff=200))],
    ("POST", "/logout"): [Door("/logout", 303, ends_session=True)],
    ("GET", "/password"): [Door("/password", by_role(anonymous=303, investor=200, staff=403))],
    ("POST", "/password"): [
        Door("/password", by_role(anonymous=303, investor=422, staff=403), form={"old": "x", "new": "y", "again": "z"})
    ],
    ("GET", "/tiles/{audience}/{criteria}/{z}/{x}/{y}.mvt"): [
        Door(f"/tiles/{{own}}/-/{HERE}.mvt", 200),
        Door(f"/tiles/{{own}}/-/{NOWHERE}.mvt", 204),
        Door(f"/tiles/{{other}}/-/{HERE}.mvt", 403),
        Door(f"/tiles/{'0' * 16}/-/{HERE}.mvt", 403),
        Door(f"/tiles/{{own}}/nonsense!/{HERE}.mvt", 400),
        Door("/tiles/{own}/-/3/8/0.mvt", 404),
    ],
    ("GET", "/ground/{audience}/{z}/{x}/{y}.mvt"): [
        Door(f"/ground/{{own}}/{HERE}.mvt", 200),
        Door(f"/ground/{{own}}/{NOWHERE}.mvt", 204),
        Door(f"/ground/{{other}}/{HERE}.mvt", 403),
    ],
    ("GET", "/documents/{digest}"): [
        Door("/documents/{paper}", 200),
        Door(f"/documents/{STAFF_PAPER_NAME}", by_role(anonymous=404, investor=404, staff=200)),
        Door(f"/documents/{'0' * 64}", 404),
        Door("/documents/..%2f..%2frecord.gpkg", 400),
    ],
    ("GET", "/papers/ranking/{year}/{scheme}/{paper}.{form}"): [
        Door("/papers/ranking/2024/hy-demo/workbook.xlsx", analyst_only(200)),
        Door("/papers/ranking/2024/hy-demo/slips.pdf?firm=SQ-E001", analyst_only(200)),
        Door("/papers/ranking/2024/hy-demo/report.docx", analyst_only(200)),
        Door("/papers/ranking/2024/hy-demo/secrets.xlsx", analyst_only(404)),
        Door("/papers/ranking/2024/huangyan-2022-above-scale/workbook.xlsx", analyst_only(404)),
        Door("/papers/ranking/1999/hy-demo/workbook.xlsx", analyst_only(404)),
        Door("/papers/ranking/2024/..%2fhy-demo/workbook.xlsx", 400),
    ],
    ("GET", "/export/{criteria}/{name}"): [
        Door("/export/-/parcel.csv", 200),
        Door("/export/-/plot.xlsx", 200),
        Door("/export/nonsense!/parcel.csv", 400),
        Door("/export/-/parcel.kml?crs=EPSG:4544", 400),
        Door("/export/-/enterprise_years.csv", 404),
        Door("/export/-/parcel.exe", 404),
    ],
    ("GET", "/papers/ranking-archive/{code}.zip"): [
        Door("/papers/ranking-archive/{closed}.zip", analyst_only(200)),
        Door("/papers/ranking-archive/2024-99.zip", analyst_only(404)),
    ],
    ("GET", "/papers/ranking-list/{code}.{form}"): [
        Door("/papers/ranking-list/{closed}.pdf", seeing_grades(200)),
        Door("/papers/ranking-list/2024-99.pdf", seeing_grades(404)),
        Door("/papers/ranking-list/{closed}.exe", seeing_grades(404)),
    ],
    ("GET", "/papers/ranking-differences/{before}/{after}.{form}"): [
        Door("/papers/ranking-differences/{closed}/{closed}.pdf", analyst_only(200)),
        Door("/papers/ranking-differences/{closed}/2024-99.pdf", analyst_only(404)),
    ],
    ("GET", "/livez"): [Door("/livez", 200)],
    ("GET", "/readyz"): [Door("/readyz", 200)],
    # Streamlit's own
    ("GET", "/_stcore/health"): [Door("/_stcore/health", 200)],
    ("GET", "/_stcore/host-config"): [Door("/_stcore/host-config", 200)],
    ("GET", "/_stcore/metrics"): [Door("/_stcore/metrics", 404)],
    ("GET", "/media/{file_id:path}"): [Door("/media/0123.xlsx", by_role(anonymous=403, investor=403, staff=404))],
    ("PUT", "/_stcore/upload_file/{session_id}/{file_id}"): [
        Door("/_stcore/upload_file/s/f", 403)  # staff: not without the token of an open page
    ],
    ("DELETE", "/_stcore/upload_file/{session_id}/{file_id}"): [Door("/_stcore/upload_file/s/f", 403)],
    ("GET", "/component/{path:path}"): [
        Door("/component/streamlit_folium.st_folium/index.html", 200),
        Door("/component/nobody.knows/index.html", 404),
    ],
    ("GET", "/_stcore/bidi-components/{path:path}"): [Door("/_stcore/bidi-components/x/y.js", 404)],
    ("GET", "/auth/login"): [Door("/auth/login", 404)],
    ("GET", "/auth/logout"): [Door("/auth/logout", 404)],
    ("GET", "/oauth2callback"): [Door("/oauth2callback", 404)],
    **{
        (method, f"/_stcore/agent/{name}"): [Door(f"/_stcore/agent/{name}", 404)]
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        for name in ("interact", "openapi.json", "mcp")
    },
    ("GET", "/map.js"): [Door("/map.js", 200)],
    ("GET", "/app/static/{path:path}"): [
        Door("/app/static/style.css", 200),
        Door("/app/static/..%2f..%2fapp.py", 400),
    ],
    ("WS", "/_stcore/stream"): [Door("/_stcore/stream", 101)],
    # everything else is Streamlit's index page and its scripts
    ("GET", "*"): [Door("/", 200, **PAGE), Door("/any/where", 200, **PAGE), Door("/favicon.png", 200)],
}
#: What answers an anonymous person while the site is closed.
OPEN_WHILE_CLOSED = {
    "/login": 200,
    "/livez": 200,
    "/readyz": 200,
    "/_stcore/health": 200,
    "/app/static/style.css": 200,
    "/app/static/login.css": 200,
    "/app/static/icon.png": 200,
    "/app/static/logo.svg": 200,
}
#: Page → (query, what it says to visitors, what to staff).
PAGES: dict[str, tuple[str, str, str]] = {
    "": ("", "可供地块", "数字范围"),
    "plot": ("code=SQ-B07", "SQ-B07 位置示意图（示例）", "SQ-B07 位置示意图（示例）"),
    "idle-notices": ("", "闲置土地公告", "闲置土地公告"),
    "plant": ("code=SQ-A09-1", "SQ-A09-1 位置示意图（示例）", "SQ-A09-1 位置示意图（示例）"),
}
#: Staff page → (query, what it says, to which roles). To all others it does not exist.
STAFF_PAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "ranking": ("year=2024&firm=SQ-E001", "43,200.00", ("analyst",)),
    "grade-list": ("", "名单只含企业名称与等级", ("reviewer",)),
    "import-file": ("", "先看后定", ("officer", "administrator")),
    "desk": ("", "按剩余天数", ("officer", "reviewer")),
    "land-watch": ("", "在监合同", ("officer", "reviewer")),
    "disposal": ("", "年度任务", ("officer", "reviewer")),
    "trail": ("day=2025-11-20", "导出表格", STAFF),
    "administration": ("", "现行政策参数", ("administrator",)),
    "bulk": ("kind=plot&park=SQ", "批量修改的项目", ("officer",)),
    "edit": ("", "请在一张图上选择地块或厂房", ("officer", "administrator")),
}
#: Command → arguments that do no harm, and the exit code on the sample. `{record}`: a copy of it, `{new}`: no file yet.
COMMANDS: dict[str, tuple[list[str], int]] = {
    "init": (["--district", "某区", "--park", "甲园区", "--record", "{new}"], 0),
    "figures": (["--record", "{record}"], 0),
    "import": (["{absent}", "--record", "{record}"], 1),
    "score": (["{absent}", "--scheme", "hy-demo", "--out", "{absent}"], 1),
    "report": (["slips", "--year", "2024", "--out", "{file}", "--record", "{record}"], 1),  # no CSV
    "recompute": (["{absent}"], 1),
    "idle": (["{absent}", "--on", "2024-07-01", "--out", "{absent}"], 1),
    "backup": (["{folder}", "--record", "{record}"], 0),
    "restore": (["{absent}", "--record", "{record}"], 1),
    "serve": (["--record", "{absent}"], 1),
    "user add": (["zhang", "--role", "reviewer", "--record", "{record}"], 0),
    "user reset": (["nobody", "--record", "{record}"], 1),
    "user lock": (["nobody", "--record", "{record}"], 1),
    "site": (["open", "--record", "{record}"], 0),
    "export": (["--out", "{file}", "--record", "{record}"], 0),
    "audit head": (["--record", "{record}"], 0),
    "batch list": (["--record", "{record}"], 0),
    "batch undo": (["7", "--record", "{record}"], 1),
    "audit verify": (["--record", "{record}"], 0),
}

LIST_ROUTES = """
import json, app
built = app.app._build_starlette_app().routes
print("ROUTES" + json.dumps([[getattr(r, "path", None), sorted(getattr(r, "methods", None) or [])] for r in built]))
"""


@pytest.fixture(scope="module")
def doors(site: Site) -> Site:
    """The site with one paper for staff beside the public ones; one page was open, so its components are known."""
    with site.open_page() as page:
        page.run()
    register = GeoPackageRegister(site.record)
    plot = register.find("plots", plot_code="SQ-B07")[0]
    with register.transaction(Trace("test", "add_document")) as writer:
        writer.insert("documents", {
            "title": "内部", "document_kind": "document", "audience": "staff", "entity": "plots",
            "record_id": plot["id"], "sha256": STAFF_PAPER_NAME, "media_type": "image/png",
            "size_bytes": len(STAFF_PAPER),
        })  # fmt: skip
    analyst = Person("analyst", frozenset({Role.ANALYST}))
    desk, files = Desk(register, lambda: analyst, date(2025, 11, 20)), RecordPaths(site.record).files
    ranking = draft_ranking(desk, files, 2024, "hy-demo")
    close_ranking(desk, files, ranking, 1, Basis("亩均办〔2025〕1号", "2025-11-19"), is_ordered=True)
    register.close()
    (RecordPaths(site.record).files / STAFF_PAPER_NAME).write_bytes(STAFF_PAPER)
    return site


def knock(site: Site, client: httpx.Client, method: str, door: Door, role: str) -> int:
    """The status behind a door for one role."""
    other = next(a.digest for a in AUDIENCES.values() if a.digest != AUDIENCES[role].digest)
    paper = next(p.name for p in RecordPaths(site.record).files.iterdir() if p.name != STAFF_PAPER_NAME)
    path = door.knock.replace("{own}", AUDIENCES[role].digest).replace("{other}", other).replace("{paper}", paper)
    path = path.replace("{closed}", "2024-01")
    form = {name: value.replace("{role}", role) for name, value in door.form.items()}
    answer = client.request(method, path, data=form or None, headers=door.headers)
    return answer.status_code


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_each_role_as_the_table_says(doors: Site, role: str):
    wrong = []
    with doors.client(doors.token(role)) as client:
        for (method, route), knocks in ROUTES.items():
            if method == "WS":
                continue
            for door in knocks:
                if door.ends_session and role != "visitor":
                    with doors.client(doors.begin_session(role)) as leaving:
                        found = knock(doors, leaving, method, door, role)
                else:
                    found = knock(doors, client, method, door, role)
                if found != door.expected(role):
                    wrong.append(f"{method} {route} at {door.knock}: {found}, not {door.expected(role)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_as_the_table_says(doors: Site, role: str):
    with doors.open_page(doors.token(role)) as page:
        for name, (query, for_visitors, for_staff) in PAGES.items():
            said = b"".join(page.run(query, name)).decode(errors="replace")
            assert "系统出错" not in said, name
            assert (for_staff if role in STAFF else for_visitors) in said, name
        for name, (query, words, roles) in STAFF_PAGES.items():
            said = b"".join(page.run(query, name)).decode(errors="replace")
            assert "系统出错" not in said, name
            assert (words in said) == (role in roles), name


def test_every_route_has_a_row(site: Site):
    environment = {**os.environ, "MUTU_RECORD": str(site.record)}
    ran = subprocess.run(
        [sys.executable, "-c", LIST_ROUTES], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    line = next(line for line in ran.stdout.splitlines() if line.startswith("ROUTES"))
    there = {
        (method, path or "*")
        for path, methods in json.loads(line.removeprefix("ROUTES"))
        for method in (methods or (["WS"] if path else ["GET"]))
        if method not in ("HEAD", "OPTIONS")
    }
    assert there == set(ROUTES)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_has_a_row(doors: Site, role: str):
    with doors.open_page(doors.token(role)) as page:
        messages = [ForwardMsg.FromString(m) for m in page.run()]
    navigation = next(m.navigation for m in messages if m.HasField("navigation"))
    own = {name for name, (_, _, roles) in STAFF_PAGES.items() if role in roles}
    assert {p.url_pathname for p in navigation.app_pages} == set(PAGES) | own


def test_every_command_has_a_row():
    assert set(_commands(typer.main.get_command(cli.app))) == set(COMMANDS)


def _commands(group: object, prefix: str = "") -> Iterator[str]:
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            yield from _commands(command, f"{prefix}{name} ")
        else:
            yield prefix + name


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_ends_as_the_table_says(command: str, tmp_path: Path):
    arguments, exit_code = COMMANDS[command]
    places = {
        "{record}": str(copy_of_sample(tmp_path)),
        "{new}": str(tmp_path / "new.gpkg"),
        "{absent}": str(tmp_path / "absent"),
        "{folder}": str(tmp_path / "backups"),
        "{file}": str(tmp_path / "parcels.csv"),
    }
    given = [places.get(a, a) for a in arguments]
    ran = CliRunner().invoke(cli.app, [*command.split(), *given])
    assert ran.exit_code == exit_code, ran.output
    if exit_code:
        assert "Traceback" not in ran.output
        assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize("command", [c for c, (arguments, _) in COMMANDS.items() if "{new}" not in arguments])
def test_no_command_makes_a_record_of_a_mistyped_name(command: str, tmp_path: Path):
    places = {"{record}": str(tmp_path / "none.gpkg"), "{folder}": str(tmp_path / "b"), "{absent}": str(tmp_path / "x")}
    given = [places.get(a, a) for a in COMMANDS[command][0]]
    ran = CliRunner().invoke(cli.app, [*command.split(), *given])
    assert ran.exit_code == 1, ran.output
    assert not (tmp_path / "none.gpkg").exists()


@pytest.mark.parametrize("role", ROLES)
def test_only_tiles_of_everybody_may_be_kept_by_a_proxy(doors: Site, role: str):
    audience = AUDIENCES[role]
    with doors.client(doors.token(role)) as client:
        for path in (f"/tiles/{audience.digest}/-/{HERE}.mvt", f"/ground/{audience.digest}/{HERE}.mvt"):
            revision = GeoPackageRegister(doors.record).revision()
            kept = client.get(path, params={"r": revision}).headers["cache-control"]
            assert kept.startswith("public" if audience == EVERYBODY else "private, no-cache"), path
            early = client.get(path, params={"r": revision + 1}).headers["cache-control"]
            assert "max-age" not in early, "a tile of today under the address of tomorrow"


def test_no_foreign_page_is_answered_on_any_route(site: Site):
    with httpx.Client(base_url=site.url, headers={"Origin": "http://evil.example"}) as stranger:
        for method, route in {*ROUTES, *(("OPTIONS", r) for _, r in ROUTES)}:
            if method != "WS":
                path = ROUTES.get((method, route), ROUTES.get(("GET", route), [Door("/", 403)]))[0].knock
                assert stranger.request(method, path.replace("{own}", EVERYBODY.digest)).status_code == 403, path


@contextmanager
def closed(site: Site) -> Iterator[None]:
    """The office has not opened the site to the public."""
    register = GeoPackageRegister(site.record)
    try:
        with register.transaction(Trace("test", "close_site")) as writer:
            writer.set_meta("public_site", "0")
        yield
    finally:
        with register.transaction(Trace("test", "open_site")) as writer:
            writer.set_meta("public_site", "1")
        register.close()


def test_while_the_site_is_closed_a_visitor_gets_sign_in_and_health_only(doors: Site):
    with closed(doors), doors.client() as nobody:
        for path, status in OPEN_WHILE_CLOSED.items():
            assert nobody.get(path).status_code == status, path
        for (method, route), knocks in ROUTES.items():
            path = knocks[0].knock.replace("{own}", EVERYBODY.digest)
            if method == "WS" or path in (*OPEN_WHILE_CLOSED, "/logout", "/password"):
                continue
            found = nobody.request(method, path, headers=knocks[0].headers)
            assert found.status_code in (303, 403, 404), f"{method} {route}"
            if found.status_code == 303:
                assert found.headers["location"].startswith("/login"), route
        assert nobody.get(f"/tiles/{EVERYBODY.digest}/-/{HERE}.mvt").status_code == 403
        assert nobody.get(f"/ground/{EVERYBODY.digest}/{HERE}.mvt").status_code == 403
        with pytest.raises(InvalidStatus) as refusal, doors.open_page():
            pass
        assert refusal.value.response.status_code == 403


def test_while_the_site_is_closed_staff_go_on_and_an_investor_signs_in(doors: Site):
    with closed(doors):
        for role in ("investor", *STAFF):
            with doors.client(doors.token(role)) as client:
                assert client.get(f"/tiles/{AUDIENCES[role].digest}/-/{HERE}.mvt").status_code == 200, role
                assert client.get("/", headers={"Accept": "text/html"}).status_code == 200, role


def test_a_page_left_open_when_the_site_closes_is_sent_to_the_sign_in_page(doors: Site):
    with doors.open_page() as page:
        page.run()
        with closed(doors):
            page.ask()
            assert page.until_closed()[-1] == FAREWELL
