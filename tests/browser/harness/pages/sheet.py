import streamlit as st

st.write("sheet")
