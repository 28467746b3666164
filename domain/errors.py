"""Refusals with names. One table in `wording/errors.py` gives each its sentence; anything else is an outage."""

from typing import Any


class LandError(Exception):
    """A deed was refused. `values` fill the sentence that the person reads."""

    def __init__(self, **values: Any) -> None:
        super().__init__(", ".join(f"{k}={v}" for k, v in values.items()))
        self.values = values


class NotPermitted(LandError):  # noqa: N818 - a refusal, not a fault
    """The role does not grant the deed."""


class NotSignedIn(LandError):  # noqa: N818
    """The session has ended or never was."""


class MoveNotAllowed(LandError):  # noqa: N818
    """A status may not go from here to there."""


class BasisMissing(LandError):  # noqa: N818
    """A change that needs a document number and date came without."""


class BasisNotYet(LandError):  # noqa: N818
    """The document of a change bears a date after the record's day."""


class ReasonMissing(LandError):  # noqa: N818
    """An edit came without the reason for it."""


class NothingToUndo(LandError):  # noqa: N818
    """What should be taken back is not the person's last deed, or cannot be taken back."""


class NotReserved(LandError):  # noqa: N818
    """What is not reserved has no reservation to extend."""


class RetireRefused(LandError):  # noqa: N818
    """A parcel is retired already (or was not), or a plot that is on offer or reserved holds it."""


class StaleRecord(LandError):  # noqa: N818
    """Somebody changed the record since it was read; `differences` holds field → (theirs, mine)."""


class NoSuchRecord(LandError):  # noqa: N818
    """No record of that code."""


class InvalidValue(LandError):  # noqa: N818
    """A value that the column cannot hold."""


class RecordTooNew(LandError):  # noqa: N818
    """The file was written by a newer program."""


class RecordUnreadable(LandError):  # noqa: N818
    """The file is not a record of ours, is damaged, or lies where a database cannot be kept (a network drive)."""


class RecordMissing(LandError):  # noqa: N818
    """No file at that path."""


class RecordExists(LandError):  # noqa: N818
    """A record stands at that path already."""


class RecordInUse(LandError):  # noqa: N818
    """A server holds the record."""


class RecordNotWritable(LandError):  # noqa: N818
    """Nothing could be written; `reason` is locked, full or readonly."""


class UnknownPark(LandError):  # noqa: N818
    """No park of that name; `parks` lists those that exist."""


class FileRefused(LandError):  # noqa: N818
    """A stranger's file could not be read at all; `kind` is a code of `domain.issue`."""


class BatchUndone(LandError):  # noqa: N818
    """The import batch was undone before."""


class ExportRefused(LandError):  # noqa: N818
    """What was asked cannot leave like this; `reason` is crs, fixed_crs, encoding, format, filter or busy."""


class PolicyInvalid(LandError):  # noqa: N818
    """A policy file is not well formed; `key` says where."""


class UrlMissing(LandError):  # noqa: N818
    """Bound to every address of the machine, a server must be told the one that people type."""


class SchemeInvalid(PolicyInvalid):
    """A scheme is not well formed; `file`, `line` and `key` say where, `reason` what is wrong."""


class SchemeIncomplete(LandError):  # noqa: N818
    """A scheme with blanks cannot score; `blanks` are their paths."""


class UnknownScheme(LandError):  # noqa: N818
    """No scheme of that name; `schemes` lists those that exist."""


class UnknownFirm(LandError):  # noqa: N818
    """The panel has no such firm."""


class ObjectionsOpen(LandError):  # noqa: N818
    """A year whose objections are not all decided cannot be closed; `n` of them are open."""


class RankingOutdated(LandError):  # noqa: N818
    """The record has other figures than the draft that was to be closed."""


class RankingAltered(LandError):  # noqa: N818
    """A frozen ranking does not come to its own scores, or its bytes are others."""


class ResultUnreadable(LandError):  # noqa: N818
    """A frozen result lacks a file, or one is not as it was frozen; `file` names it."""


class ResultExists(LandError):  # noqa: N818
    """A frozen result stands at that path already; it is never written over."""


class PlaceNotWritable(LandError):  # noqa: N818
    """A file that was asked for cannot be written at `path`."""
