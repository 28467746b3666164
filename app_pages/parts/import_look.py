"""A look at a file: what is in it on the left, where it lands and what to do with it on the right."""

from collections.abc import Sequence

import streamlit as st

from actions.import_parcels import is_sample
from actions.preview_import import Look
from app_pages.parts import import_preview as parts
from app_pages.parts.html import h, plain, tag
from app_pages.parts.import_desk import Desk
from app_pages.parts.session import office, reader
from domain.errors import LandError
from domain.issue import IssueKind
from intake.preview import Outcome, Preview
from intake.run import NotRead
from reports.issue_report import issue_workbook
from wording import gate as words
from wording.errors import sentence
from wording.values import dotted

REPAIRS = frozenset({IssueKind.AXES_SWAPPED, IssueKind.ZONE_MISSING, IssueKind.CRS_FALSE, IssueKind.RING_MENDED,
                     IssueKind.GEOMETRY_INVALID})  # fmt: skip
SECTIONS = {"rows": words.ROWS_TABLE, "issues": words.ISSUES_TABLE, "headings": words.HEADINGS}
_SECTION = "import_section"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_failure(desk: Desk, failure: BaseException) -> None:
    """Nothing could be read, or the person may not: why, and what may be said to read it after all."""
    if isinstance(failure, LandError):
        st.warning(plain(sentence(failure)))
    elif isinstance(failure, NotRead):
        st.warning(plain(f"{words.NOT_READ()}：{words.on_page(failure.issue)}"))
        with st.container(width=460):
            _show_options(desk, layers=failure.issue.details.get("layers", ()))
    else:
        raise failure
    st.button(words.ANOTHER_FILE(), on_click=desk.forget, key="another_file")


def show_look(desk: Desk, look: Look) -> None:
    """The file's head, its numbers, and both sides."""
    preview = look.preview
    st.html(_file_html(preview) + parts.counts_html(preview))
    if look.is_remembered:
        st.caption(words.REMEMBERED())
    left, right = st.columns([17, 9], gap="medium")
    with left:
        _show_sections(desk, look)
    with right:
        st.html(parts.map_html(reader(), preview))
        _show_options(desk, can_repair=any(i.kind in REPAIRS for i in preview.issues))
        _show_deeds(desk, look)


def _file_html(preview: Preview) -> str:
    source = preview.source
    facts = (source.driver or "", source.layer or "", source.encoding or "", source.crs or "")
    rows = words.ABOUT_FILE(rows=f"{len(preview.rows):,}")
    return tag("p", tag("strong", h(source.file)) + tag("span", h(dotted((*facts, rows)))), "importfile")


def _show_sections(desk: Desk, look: Look) -> None:
    preview = look.preview
    with st.container(key="importbar", horizontal=True, vertical_alignment="center"):
        st.session_state[_SECTION] = desk.section  # the choice outlives the runs in which a file is looked at again
        section = st.segmented_control(
            words.ROWS_TABLE(), SECTIONS, required=True, key=_SECTION, label_visibility="collapsed",
            format_func=lambda key: SECTIONS[key](), on_change=lambda: desk.turn_to(st.session_state[_SECTION]),
        )  # fmt: skip
        if preview.issues:
            _download(preview)
    if section == "rows":
        parts.show_rows(preview, _chosen_outcome(preview))
    elif section == "issues":
        parts.show_issues(preview.issues)
    else:
        parts.show_headings(preview, lambda heading, column: desk.correct(look, heading, column))


def _chosen_outcome(preview: Preview) -> str | None:
    present = [o.value for o in Outcome if preview.of(o)]
    if len(present) < 2:
        return None
    chosen = st.pills(
        words.OUTCOME(), present, key="import_outcome", format_func=lambda o: words.OUTCOMES[o](),
        label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen) if chosen else None


def _download(preview: Preview) -> None:
    stem = preview.source.file.rpartition(".")[0] or preview.source.file
    st.download_button(
        words.DOWNLOAD_ISSUES(), lambda: issue_workbook(preview.source, preview.issues),
        file_name=f"{stem}-{words.ISSUES_TABLE()}.xlsx", mime=XLSX, key="download_issues", on_click="ignore",
    )  # fmt: skip


def _show_options(desk: Desk, *, layers: Sequence[str] = (), can_repair: bool = False) -> None:
    """Layer, CRS, park and repairs as the person says them; a change is looked at at once."""
    if desk.job is None:
        return
    options = desk.job.options
    if layers:
        st.selectbox(
            words.LAYER(), layers, index=None, key="layer", placeholder=words.LAYER_CHOICE(), filter_mode=None,
            on_change=lambda: desk.say(layer=st.session_state["layer"]),
        )  # fmt: skip
    if can_repair or options.accept_repairs:
        st.checkbox(
            words.ACCEPT_REPAIRS(), value=options.accept_repairs, key=f"repairs_{options.accept_repairs}",
            on_change=lambda: desk.say(accept_repairs=not options.accept_repairs),
        )  # fmt: skip
    left, right = st.columns(2, gap="small")
    codes = list(dict.fromkeys(("", *([options.crs] if options.crs else []), *words.CRS_CODES)))
    left.selectbox(
        words.CRS(), codes, index=codes.index(options.crs or ""), key=f"crs_{options.crs}", accept_new_options=True,
        format_func=lambda code: words.crs_label(code) if code else words.CRS_OF_FILE(),
        placeholder=words.CRS_CHOICE(),
        on_change=lambda: desk.say(crs=st.session_state[f"crs_{options.crs}"] or None),
    )  # fmt: skip
    parks = {"": words.PARK_OF_FILE(), **{p["park_code"]: p["name"] for p in office().register.find("parks")}}
    right.selectbox(
        words.PARK(), list(parks), index=list(parks).index(options.park or ""), key=f"park_{options.park}",
        format_func=lambda code: parks[code], filter_mode=None,
        on_change=lambda: desk.say(park=st.session_state[f"park_{options.park}"] or None),
    )  # fmt: skip


def _show_deeds(desk: Desk, look: Look) -> None:
    preview = look.preview
    is_meant = True
    if is_sample(office().register):
        is_meant = st.checkbox(words.INTO_SAMPLE(), key="into_sample")
    can_go = is_meant and bool(preview.of(Outcome.NEW, Outcome.CHANGED))
    with st.container(key="importdeeds", horizontal=True):
        if not preview.rows_refused:
            _deed(desk, look, words.IMPORT_ALL(n=f"{preview.rows_in:,}"), can_go, is_all=True)
        else:
            _deed(desk, look, words.IMPORT_GOOD(n=f"{preview.rows_in:,}"), can_go, is_all=False)
        st.button(words.ANOTHER_FILE(), on_click=desk.forget, key="another_file")
    if not preview.of(Outcome.NEW, Outcome.CHANGED):
        st.caption(words.NOTHING_TO_IMPORT())


def _deed(desk: Desk, look: Look, word: str, can_go: bool, *, is_all: bool) -> None:
    st.button(
        word, type="primary", disabled=not can_go, key="bring_in",
        on_click=lambda: desk.bring_in(look, is_all_or_nothing=is_all, is_sample_meant=True),
    )  # fmt: skip
