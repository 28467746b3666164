"""Map tiles for programs: parcels and ground, each audience by its own path.

The path names the audience by its digest; whoever asks for another than his own gets 403. The revision stands in the
query, so that a tile may be kept as long as its address is asked for.
"""

import re
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.audience import EVERYBODY, Audience
from domain.criteria import Criteria
from register.reader import Reader
from routes.identity import who

MAX_ZOOM = 22
_NUMBER = re.compile(r"[0-9]{1,8}")  # a longer one is no tile, and costs nothing to refuse
MEDIA_TYPE = "application/vnd.mapbox-vector-tile"

Readers = Callable[[Audience], Reader]


def tile_routes(readers: Readers) -> list[Route]:
    """The routes of parcel and ground tiles, over a way to get an audience's reader."""

    def parcels(request: Request) -> Response:
        try:
            criteria = Criteria.from_token(request.path_params["criteria"])
        except ValueError:
            return Response(status_code=400)
        return _tile(request, readers, lambda reader, z, x, y: reader.tile(criteria, z, x, y))

    def ground(request: Request) -> Response:
        return _tile(request, readers, lambda reader, z, x, y: reader.ground_tile(z, x, y))

    return [
        Route("/tiles/{audience}/{criteria}/{z}/{x}/{y}.mvt", parcels),
        Route("/ground/{audience}/{z}/{x}/{y}.mvt", ground),
    ]


def _tile(request: Request, readers: Readers, draw: Callable[[Reader, int, int, int], bytes]) -> Response:
    audience = who(request).audience
    if request.path_params["audience"] != audience.digest:
        return Response(status_code=403)
    numbers = [request.path_params[k] for k in "zxy"]
    if not all(_NUMBER.fullmatch(number) for number in numbers):
        return Response(status_code=404)
    z, x, y = (int(number) for number in numbers)
    if z > MAX_ZOOM or x >= 2**z or y >= 2**z:
        return Response(status_code=404)
    reader = readers(audience)
    headers = _keeping(request, reader, is_public=audience == EVERYBODY)
    if request.headers.get("if-none-match", "") == headers.get("etag", "none"):
        return Response(status_code=304, headers=headers)
    tile = draw(reader, z, x, y)
    if not tile:
        return Response(status_code=204, headers=headers)
    return Response(tile, media_type=MEDIA_TYPE, headers=headers)


def _keeping(request: Request, reader: Reader, *, is_public: bool) -> dict[str, str]:
    """How long a tile may be kept: a visitor's for an hour, if it is final and of the very revision that was asked for.

    Staff's is asked for again each time, so that nothing stays in sight of a browser whose session has ended.
    """
    edition = reader.tile_edition
    if not is_public:
        return {"cache-control": "private, no-cache", "etag": f'"{edition.revision}-{edition.bands_count}"'}
    is_current = edition.is_final and request.query_params.get("r") == str(edition.revision)
    return {"cache-control": "public, max-age=3600" if is_current else "no-store"}
