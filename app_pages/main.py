"""The router: which pages there are, and the head that every one of them wears."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from app_pages.parts.head import show_head
from app_pages.parts.outage import outages_told

STATIC = Path(__file__).parent / "static"
# As data in the page: a media address would be closed to visitors, and without an icon the browser asks a public host.
ICON = "data:image/png;base64," + b64encode((STATIC / "icon.png").read_bytes()).decode()

LOGO = (STATIC / "logo.svg").read_text("utf-8")

st.set_page_config(page_title="亩图 Mutu", page_icon=ICON, layout="wide")
st.logo(LOGO, size="large", link=None)
pages = [
    st.Page("map.py", title="一张图", default=True),
    st.Page("plot.py", title="地块要素清单", url_path="plot", visibility="hidden"),
    st.Page("plant.py", title="厂房要素清单", url_path="plant", visibility="hidden"),
]
page = st.navigation(pages, position="top")
with outages_told():
    page.run()
    show_head()
