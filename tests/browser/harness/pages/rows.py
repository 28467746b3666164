import streamlit as st

st.write("rows")
