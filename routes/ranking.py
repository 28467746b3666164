"""The papers of a ranking, made anew at each request. Scores go to analysts alone; everybody else is refused."""

from collections.abc import Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from actions.office import Office
from actions.ranking_lists import archive, difference_paper, list_paper
from actions.ranking_papers import RankingPaper, ranking_paper
from domain.errors import LandError, NotPermitted
from routes.identity import who
from wording.errors import sentence

_MOST_YEAR_DIGITS = 4


def ranking_routes(office: Office) -> list[Route]:
    """For analysts `/papers/ranking/{year}/{scheme}/{paper}.{form}?firm=`, `/papers/ranking-archive/{code}.zip` and
    `/papers/ranking-differences/{before}/{after}.{form}`; for whoever may read every grade
    `/papers/ranking-list/{code}.{form}`. 403 for all others, 404 where there is no such paper.
    """
    register = office.register

    def paper(request: Request) -> Response:
        asked = request.path_params
        year, firm = _year(asked["year"]), request.query_params.get("firm", "")
        scheme, name, form = (asked[key] for key in ("scheme", "paper", "form"))
        return _answer(lambda: ranking_paper(register, who(request), name, form, year=year, scheme=scheme, firm=firm))

    def grades(request: Request) -> Response:
        asked = request.path_params
        return _answer(lambda: list_paper(register, who(request), asked["code"], asked["form"]))

    def differences(request: Request) -> Response:
        codes = (request.path_params[key] for key in ("before", "after", "form"))
        return _answer(lambda: difference_paper(register, who(request), office.paths.files, *codes))

    def archived(request: Request) -> Response:
        return _answer(lambda: archive(register, who(request), office.paths.files, request.path_params["code"]))

    return [
        Route("/papers/ranking-archive/{code}.zip", archived),
        Route("/papers/ranking/{year}/{scheme}/{paper}.{form}", paper),
        Route("/papers/ranking-list/{code}.{form}", grades),
        Route("/papers/ranking-differences/{before}/{after}.{form}", differences),
    ]


def _year(text: str) -> int:
    """The year in the address; 0, of which there are no figures, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_YEAR_DIGITS else 0


def _answer(made: Callable[[], RankingPaper]) -> Response:
    try:
        return _handed_out(made())
    except NotPermitted as refusal:
        return _refused(403, refusal)
    except LandError as refusal:
        return _refused(404, refusal)


def _handed_out(paper: RankingPaper) -> Response:
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(paper.file_name)}",
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(paper.content, media_type=paper.media_type, headers=headers)


def _refused(status: int, refusal: LandError) -> Response:
    return Response(sentence(refusal), status, {"cache-control": "no-store"}, "text/plain; charset=utf-8")
