"""No session id in any log: with Streamlit's page id alone, a stranger could once take over a page."""

import logging
import re
from collections.abc import Mapping
from typing import Any

_PAGE_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE)
_KEY = re.compile(r"\b[0-9a-f]{64}\b")
_COOKIE = re.compile(r"\b((?:__Host-)?sid=)[^;\s'\"]+")


def masked(text: str) -> str:
    """The text without page ids, session keys and cookie values."""
    return _COOKIE.sub(r"\1…", _KEY.sub("…", _PAGE_ID.sub("…", text)))


def quieten_logs() -> None:
    """Mask every log record of the process, whoever writes it. Calling it again changes nothing."""
    made = logging.getLogRecordFactory()
    if getattr(made, "masks_sessions", False):
        return

    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = made(*args, **kwargs)
        record.msg = _masked_value(record.msg)
        record.args = _masked_args(record.args)
        return record

    make.masks_sessions = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(make)


def _masked_args(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {name: _masked_value(value) for name, value in args.items()}
    return tuple(_masked_value(value) for value in args) if isinstance(args, tuple) else args


def _masked_value(value: Any) -> Any:
    return masked(value) if isinstance(value, str) else value
