"""Two answers for whoever watches the server: it lives, and it can serve."""

import logging
from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Check = Callable[[], bool]

_log = logging.getLogger("mutu.health")


def health_routes(checks: Mapping[str, Check]) -> list[Route]:
    """`/livez` says that the process answers; `/readyz` names each check (record, disk, migrations) and its outcome.

    A check returns whether all is well; one that raises has failed, and its error goes to the log only.
    """

    async def livez(_: Request) -> Response:
        return JSONResponse({"ok": True}, headers={"cache-control": "no-store"})

    async def readyz(_: Request) -> Response:
        outcomes = {name: await run_in_threadpool(_passes, name, check) for name, check in checks.items()}
        is_ready = all(outcomes.values())
        answer = {"ok": is_ready, "checks": outcomes}
        return JSONResponse(answer, 200 if is_ready else 503, headers={"cache-control": "no-store"})

    return [Route("/livez", livez), Route("/readyz", readyz)]


def _passes(name: str, check: Check) -> bool:
    try:
        return check()
    except Exception:
        _log.exception("readiness check %s failed", name)
        return False
