"""The router of the harness."""

from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parents[4]

st.set_page_config(page_icon="app_pages/static/icon.png", layout="wide")
st.logo(str(ROOT / "app_pages" / "static" / "logo.svg"), size="medium")
st.navigation(
    [
        st.Page("one_map.py", default=True, title="一张图"),
        st.Page("sheet.py", title="要素清单", url_path="sheet"),
        st.Page("rows.py", title="表格", url_path="rows"),
    ],
    position="top",
).run()
