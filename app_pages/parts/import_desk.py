"""What one person has on the import page: the file, what was said of it, and the deeds that its buttons do."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from actions.import_parcels import import_parcels
from actions.import_result import ImportResult
from actions.preview_import import Look, remember_mapping
from app_pages.parts import import_job
from app_pages.parts.deeds import attempt
from app_pages.parts.import_job import Job
from app_pages.parts.session import office, person
from domain.audit import Trace
from intake.options import IntakeOptions
from intake.policy import read_policy
from intake.preview import Outcome
from wording import gate as words

_KEY = "import_desk"


@dataclass
class Desk:
    """One for each session. `turn` gives every file an uploader of its own."""

    job: Job | None = None
    turn: int = 0
    section: str = "rows"

    @classmethod
    def of_session(cls) -> "Desk":
        """The desk of this session."""
        desk: Desk = st.session_state.setdefault(_KEY, cls())
        return desk

    @property
    def upload_key(self) -> str:
        """Names the uploader of this turn."""
        return f"upload_{self.turn}"

    def begin(self) -> None:
        """A file was chosen: look at it."""
        if sent := st.session_state.get(self.upload_key):
            attempt(lambda: self._begin(sent))

    def _begin(self, sent: list[Any]) -> None:
        self.job = import_job.begin(sent, IntakeOptions(), office().register, person())

    def say(self, **said: Any) -> None:
        """Something more is said of the file: look again."""
        if self.job:
            options = replace(self.job.options, **said)
            self.job = import_job.again(self.job, options, office().register, person())

    def correct(self, look: Look, heading: str, column: str) -> None:
        """A heading is read otherwise."""
        self.say(mapping={**look.options.mapping, heading: column})

    def turn_to(self, section: str) -> None:
        """Show another side of the look."""
        self.section = section

    def forget(self) -> None:
        """Put the file away."""
        self.job = None
        self.turn += 1

    def cancel(self) -> None:
        """Put it away while it is being looked at; nothing was written yet."""
        if self.job:
            self.job.look.cancel()
        self.forget()
        attempt(lambda: words.CANCELLED())

    def bring_in(self, look: Look, *, is_all_or_nothing: bool, is_sample_meant: bool) -> None:
        """The deed itself, in one transaction; the file is put away once it came in."""
        attempt(lambda: self._bring_in(look, is_all_or_nothing, is_sample_meant))

    def _bring_in(self, look: Look, is_all_or_nothing: bool, is_sample_meant: bool) -> str:
        assert self.job is not None  # the buttons stand beside a look
        here, somebody = office(), person()
        trace = Trace(somebody.name, "import", "page")
        done = import_parcels(
            here.register, here.paths.files, self.job.path, look.options, read_policy(),
            person=somebody, trace=trace, is_all_or_nothing=is_all_or_nothing, is_sample_meant=is_sample_meant,
        )  # fmt: skip
        if done.batch_id is None:
            return words.NOT_IMPORTED(why=" ".join(done.sentences()[:1]))
        remember_mapping(here.register, look, person=somebody, trace=trace)
        self.forget()
        return _said(look, done)


def _said(look: Look, done: ImportResult) -> str:
    counts = {o.value: len(look.preview.of(o)) for o in (Outcome.NEW, Outcome.CHANGED)}
    return words.IMPORTED_NOW(**counts, refused=done.rows_refused, code=done.batch_id)
