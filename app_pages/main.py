"""The router: which pages there are, and the head that every one of them wears."""

import streamlit as st

from app_pages.parts.head import show_head

st.set_page_config(page_title="亩图 Mutu", page_icon="app_pages/static/icon.png", layout="wide")
pages = [
    st.Page("map.py", title="一张图", default=True),
    st.Page("plot.py", title="地块要素清单", url_path="plot", visibility="hidden"),
    st.Page("plant.py", title="厂房要素清单", url_path="plant", visibility="hidden"),
]
page = st.navigation(pages, position="top")
page.run()
show_head()
