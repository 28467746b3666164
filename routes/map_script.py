"""The one script of the map's frame."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from layers.map_script import map_script

_KEEP = {"cache-control": "private, max-age=31536000, immutable"}


def map_script_routes() -> list[Route]:
    """`/map.js`: its address carries a digest of its text, so it is kept for good."""

    async def script(_: Request) -> Response:
        return Response(map_script(), media_type="text/javascript", headers=_KEEP)

    return [Route("/map.js", script)]
