"""Photos and documents of records that the person may see, from the folder beside the record."""

import re
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from domain.audience import EVERYBODY, Audience
from register.reader import Reader
from routes.identity import who

#: What a browser may show in place; anything else is downloaded. An SVG is a page that can run scripts: it is not here.
SHOWN_IN_PLACE = {"image/jpeg", "image/png", "image/webp", "application/pdf"}
_DIGEST = re.compile(r"[0-9a-f]{64}")


def document_routes(readers: Callable[[Audience], Reader], folder: Path) -> list[Route]:
    """`/documents/{sha256}`: the bytes, if a document row of that hash is among those that the audience sees."""

    def document(request: Request) -> Response:
        digest = request.path_params["digest"]
        audience = who(request).audience
        if not _DIGEST.fullmatch(digest):
            return Response(status_code=404)
        rows = readers(audience).find("documents", sha256=digest)
        path = folder / digest
        if not rows or not path.is_file():
            return Response(status_code=404)
        return _answer(path, rows[0]["media_type"], rows[0]["file_name"] or digest, is_public=audience == EVERYBODY)

    return [Route("/documents/{digest}", document)]


def _policy(media_type: str) -> str:
    """Nothing is loaded and nothing runs; Chromium shows no PDF in a sandbox, and its viewer is one itself."""
    return "default-src 'none'" if media_type == "application/pdf" else "default-src 'none'; sandbox"


def _answer(path: Path, media_type: str, name: str, *, is_public: bool) -> Response:
    is_shown = media_type in SHOWN_IN_PLACE
    return FileResponse(
        path,
        media_type=media_type if is_shown else "application/octet-stream",
        filename=name,
        content_disposition_type="inline" if is_shown else "attachment",
        headers={
            "cache-control": f"{'public' if is_public else 'private'}, max-age=3600",
            "content-security-policy": _policy(media_type),
        },
    )
