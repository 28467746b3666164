"""`streamlit run bench/plain_maps/app.py`: what the product's map is measured beside, from the same local assets."""

import sys
from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from routes.map_script import map_script_routes  # noqa: E402

assets = StaticFiles(directory=ROOT / "app_pages" / "static", follow_symlink=True)
app = st.App("page.py", routes=[*map_script_routes(), Mount("/app/static", assets)])
