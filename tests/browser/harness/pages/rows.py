"""A thousand invented firms in the table, and a small one beside it."""

import random

import streamlit as st

from app_pages.parts.table import Cell, Column, Row, table

COLUMNS = [
    Column("rank", "名次", 56, "number"),
    Column("name", "企业", 150),
    Column("grade", "等级", 64, "chip"),
    Column("score", "得分", 170, "bar"),
    Column("area", "用地", 96, "number", unit="亩"),
    Column("tax", "亩均税收", 130, "number", unit="万元/亩"),
    Column("state", "状态", 90, "swatch"),
    Column("note", "行业", 130, is_sortable=False),
]
HOSTILE = ["<img src=x onerror='top.hasFired=1'>", "{{7*7}}", "</script><script>top.hasFired=1</script>"]


def rows(count: int) -> list[Row]:
    chance = random.Random(5)
    made = []
    for i in range(count):
        score, tax = 140 - i * 0.13, chance.uniform(5, 45)
        missing = i % 17 == 3
        made.append(
            Row(
                id=f"firm-{i + 1}",
                cells=[
                    Cell(str(i + 1), i + 1),
                    HOSTILE[i] if "hostile" in st.query_params and i < 3 else f"子衡电子{i + 1}",
                    Cell("ABCD"[min(3, i // 40)], None, "ABCD"[min(3, i // 40)]),
                    Cell(f"{score:.2f}", score, share=max(0.0, score / 145)),
                    Cell(f"{80 + i % 50:.2f}", 80 + i % 50),
                    Cell("无数据", None, "missing") if missing else Cell(f"{tax:.2f}", tax),
                    Cell("可供", "a", "offered") if i % 2 else Cell("闲置", "b", "idle"),
                    "汽车零部件",
                ],
                parcels=[i % 170 + 1],
            )
        )
    return made


with st.container(key="work"):
    st.markdown("## 亩均论英雄")
    count = int(st.query_params.get("count", "60"))
    if st.button("第三十家"):
        st.session_state["firm"] = "firm-30"
    picked = table(
        rows(count), COLUMNS, key="firms", label="企业", empty="没有企业", height_px=520, order=("score", True),
        selected=st.session_state.get("firm"), on_pick=lambda value: st.session_state.update(firm=value),
    )  # fmt: skip
    if "server" in st.query_params:
        told = st.session_state.get("told", ("score", True))
        table(rows(20), COLUMNS, key="paged", label="分页", empty="", order=told, first=200, total=1200,
              on_sort=lambda by, down: st.session_state.update(told=(by, down)))  # fmt: skip
        st.html(f'<p id="told">{told[0]} {told[1]}</p>')
    st.html(f'<p id="picked">{picked}</p><p id="firm">{st.session_state.get("firm")}</p>')
    table([], COLUMNS, key="none", label="空", empty="没有符合条件的企业，放宽条件再看")
