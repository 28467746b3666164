"""The router: which pages there are, and the head that every one of them wears."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from app_pages.parts.head import show_head
from app_pages.parts.outage import outages_told
from app_pages.parts.session import person
from domain.accounts import STAFF_ROLES
from domain.audience import Role
from wording import Word, ranking_page
from wording import desk as desk_words
from wording import gate as gate_words
from wording import land_watch as land_words
from wording import map as map_words
from wording import pages as words

STATIC = Path(__file__).parent / "static"
# As data in the page: a media address would be closed to visitors, and without an icon the browser asks a public host.
ICON = "data:image/png;base64," + b64encode((STATIC / "icon.png").read_bytes()).decode()

LOGO = (STATIC / "logo.svg").read_text("utf-8")

#: File, title, and the roles that find it in the head; to everybody else the page does not exist.
STAFF_PAGES: tuple[tuple[str, Word, frozenset[Role]], ...] = (
    ("desk", desk_words.MY_DAY, frozenset({Role.OFFICER, Role.REVIEWER})),
    ("land_watch", land_words.PAGE, frozenset({Role.OFFICER, Role.REVIEWER})),
    ("disposal", land_words.BOARD, frozenset({Role.OFFICER, Role.REVIEWER})),
    ("import_file", gate_words.IMPORT, frozenset({Role.OFFICER, Role.ADMINISTRATOR})),
    ("ranking", ranking_page.TITLE, frozenset({Role.ANALYST})),
    ("grade_list", ranking_page.GRADE_LIST, frozenset({Role.REVIEWER})),
    ("trail", desk_words.TRAIL, STAFF_ROLES),
    ("administration", desk_words.ADMINISTRATION, frozenset({Role.ADMINISTRATOR})),
)
#: The same of pages to which only a record leads.
WORK_PAGES: tuple[tuple[str, Word, frozenset[Role]], ...] = (
    ("bulk", desk_words.BULK, frozenset({Role.OFFICER})),
    ("edit", desk_words.EDIT, frozenset({Role.OFFICER, Role.ADMINISTRATOR})),
)

st.set_page_config(page_title=words.APP(), page_icon=ICON, layout="wide")
st.logo(LOGO, size="large", link=None)
pages = [
    st.Page("map.py", title=words.MAP(), default=True),
    st.Page("plot.py", title=map_words.PLOT_PAGE(), url_path="plot", visibility="hidden"),
    st.Page("plant.py", title=map_words.PLANT_PAGE(), url_path="plant", visibility="hidden"),
    st.Page("idle_notices.py", title=land_words.NOTICES(), url_path="idle-notices"),
]
somebody = person()
pages += [
    st.Page(f"{name}.py", title=title(), url_path=name.replace("_", "-"), visibility=visibility)
    for listed, visibility in ((STAFF_PAGES, "visible"), (WORK_PAGES, "hidden"))
    for name, title, roles in listed
    if somebody.roles & roles
]
page = st.navigation(pages, position="top")
with outages_told():
    page.run()
with outages_told():  # whatever happened to the page, 示例数据 and 退出登录 stay in sight
    show_head()
