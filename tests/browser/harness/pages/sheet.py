"""A document page in the classes of the style sheet."""

from pathlib import Path

import streamlit as st

head, body = (Path(__file__).parents[1] / "sheet.html").read_text("utf-8").split("<!-- body -->")

with st.container(key="doc"):
    left, right = st.columns([2, 1], gap="large")
    with left:
        st.html(head)
        with st.container(horizontal=True, key="noprint_actions"):
            st.button("打印", type="primary")
            st.button("联系园区")
    st.html(body)
with st.container(key="standing"):
    st.html('<div class="standing"><span class="badge">示例数据</span><span>数据截至 2025-11-20</span></div>')
