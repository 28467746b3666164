"""The router of the harness."""

import streamlit as st

st.set_page_config(page_icon="app_pages/static/icon.png", layout="wide")
st.navigation(
    [
        st.Page("one_map.py", default=True, title="一张图"),
        st.Page("sheet.py", title="要素清单", url_path="sheet"),
        st.Page("rows.py", title="表格", url_path="rows"),
    ],
    position="top",
).run()
