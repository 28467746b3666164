"""导入: a file is chosen, looked at row by row, corrected, and comes in as a batch that can be undone."""

import streamlit as st

from actions.import_parcels import require_importer
from app_pages.parts.deeds import show_told
from app_pages.parts.import_batches import show_batches
from app_pages.parts.import_desk import Desk
from app_pages.parts.import_look import XLSX, show_failure, show_look
from app_pages.parts.session import person
from reports.exchange_template import blank_workbook
from wording import gate as words

#: A look that is ready sooner is shown at once, without a moment of waiting in between.
AT_ONCE_S = 1.0


def show_upload(desk: Desk) -> None:
    """The place for a file, and what may be said of it beforehand."""
    with st.container(key="upload"):
        st.file_uploader(
            words.CHOOSE_FILE(),
            accept_multiple_files=True,
            key=desk.upload_key,
            label_visibility="collapsed",
            on_change=desk.begin,
        )
    with st.container(key="uploadfoot", horizontal=True, vertical_alignment="center"):
        st.caption(words.FILE_KINDS())
        st.download_button(
            words.TEMPLATE(), lambda: blank_workbook("parcels"), key="template", on_click="ignore",
            file_name=f"{words.FILE_STEM()}-{words.KIND_WORDS['parcel']()}.xlsx", mime=XLSX,
        )  # fmt: skip


@st.fragment(run_every=0.5)
def await_look(desk: Desk) -> None:
    """Say how long it takes; once the look is there the page runs again."""
    if desk.job is None or desk.job.is_done():
        st.rerun()
    st.progress(min(0.95, desk.job.seconds / 30), text=words.READING(seconds=desk.job.seconds))
    st.button(words.CANCEL(), key="cancel_look", on_click=desk.cancel)


require_importer(person())
desk = Desk.of_session()
with st.container(key="work"):
    st.html(f'<h1 class="worktitle">{words.IMPORT()}</h1><p class="worklead">{words.IMPORT_LEAD()}</p>')
    show_told()
    if desk.job is None:
        show_upload(desk)
    elif not desk.job.is_done(AT_ONCE_S):
        await_look(desk)
    elif failure := desk.job.look.exception():
        show_failure(desk, failure)
    else:
        show_look(desk, desk.job.look.result())
    show_batches()
