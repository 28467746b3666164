"""The list that a person sees, as a file: same criteria, same audience, same order."""

from collections.abc import Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from actions.export_records import export_records
from domain.audience import Audience
from domain.criteria import KINDS, Criteria
from domain.errors import ExportRefused
from register.reader import Reader
from reports.exchange import ExchangeOptions
from reports.exchange_formats import ExchangeFormat
from routes.identity import who
from wording.errors import sentence

_MOST_CODES = 1_000
_FORMATS = frozenset(f.value for f in ExchangeFormat)


def export_routes(readers: Callable[[Audience], Reader]) -> list[Route]:
    """`/export/{criteria}/{kind}.{format}?code=…&sort=…&crs=…&encoding=…`, over a way to get an audience's reader."""

    def export(request: Request) -> Response:
        kind, _, suffix = request.path_params["name"].rpartition(".")
        if kind not in KINDS or suffix not in _FORMATS:
            return Response(status_code=404)
        try:
            criteria = _criteria(kind, request.path_params["criteria"])
            options = ExchangeOptions(ExchangeFormat(suffix), _asked(request, "crs"), _asked(request, "encoding"))
            codes = request.query_params.getlist("code")[:_MOST_CODES]
            sort = _asked(request, "sort")
            done = export_records(readers(who(request).audience), criteria, options, codes=codes, sort=sort)
        except ValueError:
            return Response(status_code=400)
        except ExportRefused as refusal:
            busy = refusal.values.get("reason") == "busy"
            return PlainTextResponse(sentence(refusal), status_code=503 if busy else 400)
        name = quote(done.file_name, safe="")
        headers = {"cache-control": "private, no-store", "content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(done.content, media_type=done.media_type, headers=headers)

    return [Route("/export/{criteria}/{name}", export)]


def _criteria(kind: str, token: str) -> Criteria:
    """The criteria of the path; they and the file must be about the same kind."""
    criteria = Criteria.from_token(token)
    if criteria.is_empty:
        return Criteria(kind)
    if criteria.kind != kind:
        raise ValueError(kind)
    return criteria


def _asked(request: Request, key: str) -> str | None:
    return request.query_params.get(key) or None
