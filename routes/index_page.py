"""Streamlit's index page in our dress: language, title and the style sheet before anything is painted.

The link stands right after `<body>`, not in `<head>`: Streamlit adds its own rules to the end of the head while it
runs, and of equal rules the later one wins. With the sheet loaded by a page instead, the layout jumps.
"""

import re
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wording import Language
from wording.sign_in import LANGUAGE_TAGS, say

STYLE_LINK = b'<link rel="stylesheet" href="/app/static/style.css">'
_NO_SCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)  # advertises the agent routes, which the gate hides
_MARK = b"<title>Streamlit</title>"
_STALE = {b"content-length", b"etag", b"last-modified", b"accept-ranges"}
_CONDITIONS = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}


class IndexPage:
    """ASGI middleware between the gate and Streamlit."""

    def __init__(self, app: ASGIApp, language: Language = Language.ZH) -> None:
        self.app = app
        self.title = say("site", language).encode()
        self.needs_script = f"<noscript><p>{say('needs_script', language)}</p></noscript>".encode()
        self.language = LANGUAGE_TAGS[language].encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Dress HTML responses; everything else passes untouched."""
        if scope["type"] != "http" or not _asks_for_a_page(scope):
            return await self.app(scope, receive, send)
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in _CONDITIONS]
        return await self.app({**scope, "headers": headers}, receive, _Dresser(send, self.dressed).send)

    def dressed(self, html: bytes) -> bytes:
        """The page with our language, title and style; any other page as it is."""
        if _MARK not in html:
            return html
        html = html.replace(b'<html lang="en">', b'<html lang="' + self.language + b'">', 1)
        html = html.replace(_MARK, b"<title>" + self.title + b"</title>", 1)
        html = html.replace(b'<link rel="service-desc" href="./_stcore/agent/openapi.json" />', b"", 1)
        html = html.replace(b'href="./favicon.png"', b'href="/app/static/icon.png"', 1)
        html = _NO_SCRIPT.sub(self.needs_script, html, count=1)
        return html.replace(b"<body>", b"<body>" + STYLE_LINK, 1)


class _Dresser:
    """Holds an HTML response back until it is whole."""

    def __init__(self, send: Send, dressed: Callable[[bytes], bytes]) -> None:
        self._send = send
        self._dressed = dressed
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        body = self._dressed(self._body)
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in _STALE]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _asks_for_a_page(scope: Scope) -> bool:
    accepts = any(b"text/html" in value for name, value in scope["headers"] if name.lower() == b"accept")
    return scope["method"] == "GET" and accepts and not scope["path"].startswith(("/component/", "/media/"))


def _is_html(start: Message) -> bool:
    headers = {name.lower(): value for name, value in start.get("headers", [])}
    return headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers
