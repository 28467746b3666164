"""The papers of a ranking, made anew at each request. Only an analyst gets one; everybody else is refused."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from actions.office import Office
from actions.ranking_papers import RankingPaper, ranking_paper
from domain.errors import LandError, NotPermitted
from routes.identity import who
from wording.errors import sentence

_MOST_YEAR_DIGITS = 4


def ranking_routes(office: Office) -> list[Route]:
    """`/papers/ranking/{year}/{scheme}/{paper}.{form}?firm=`: 403 unless an analyst asks, 404 where there is none."""

    def paper(request: Request) -> Response:
        asked = request.path_params
        year = asked["year"]
        try:
            return _handed_out(
                ranking_paper(
                    office.register,
                    who(request),
                    asked["paper"],
                    asked["form"],
                    year=int(year) if year.isascii() and year.isdecimal() and len(year) <= _MOST_YEAR_DIGITS else 0,
                    scheme=asked["scheme"],
                    firm=request.query_params.get("firm", ""),
                )
            )
        except NotPermitted as refusal:
            return _refused(403, refusal)
        except LandError as refusal:
            return _refused(404, refusal)

    return [Route("/papers/ranking/{year}/{scheme}/{paper}.{form}", paper)]


def _handed_out(paper: RankingPaper) -> Response:
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(paper.file_name)}",
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(paper.content, media_type=paper.media_type, headers=headers)


def _refused(status: int, refusal: LandError) -> Response:
    return Response(sentence(refusal), status, {"cache-control": "no-store"}, "text/plain; charset=utf-8")
