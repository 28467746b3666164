"""`streamlit run tests/browser/harness/app.py`: the drawing parts on an invented town."""

import asyncio
import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from routes.map_script import map_script_routes  # noqa: E402
from tests.browser.harness import town  # noqa: E402

failing = {"on": False}
encoding = asyncio.Lock()


async def tile(request: Request) -> Response:
    """One tile; `criteria` names the only code that is not faded, `slow-CODE` answers late."""
    kind, criteria = request.path_params["kind"], request.path_params.get("criteria", "-")
    z, x, y = (request.path_params[k] for k in ("z", "x", "y"))
    if failing["on"] and kind == "tiles":
        return Response(status_code=500)
    async with encoding:
        if kind == "ground":
            body = await asyncio.to_thread(town.ground_tile, z, x, y)
        else:
            only = "" if criteria in {"-", "hostile"} else criteria.removeprefix("slow-")
            body = await asyncio.to_thread(lambda: town.parcel_tile(z, x, y, only=only, hostile=criteria == "hostile"))
    if criteria.startswith("slow-"):
        await asyncio.sleep(1)
    if not body:
        return Response(status_code=204)
    return Response(body, media_type="application/vnd.mapbox-vector-tile")


async def fail(request: Request) -> Response:
    """Switches the failing of parcel tiles on or off."""
    failing["on"] = request.path_params["state"] == "on"
    return JSONResponse(failing)


class StyleSheetFirst:
    """Puts the style sheet right after `<body>`, as the product's gate does."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or "text/html" not in dict(scope["headers"]).get(b"accept", b"").decode():
            return await self.app(scope, receive, send)
        scope["headers"] = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        start = {}

        async def relay(message):
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if start:
                html = b"text/html" in dict(start["headers"]).get(b"content-type", b"")
                if html:
                    link = b'<link rel="stylesheet" href="/app/static/style.css">'
                    message["body"] = message["body"].replace(b"<body>", b"<body>" + link)
                    start["headers"] = [(k, v) for k, v in start["headers"] if k not in {b"content-length", b"etag"}]
                await send(dict(start))
                start.clear()
            await send(message)

        return await self.app(scope, receive, relay)


app = st.App(
    "pages/main.py",
    routes=[
        Route("/fail/{state}", fail),
        Route("/{kind}/a/{criteria}/{z:int}/{x:int}/{y:int}.mvt", tile),
        *map_script_routes(),
        Mount("/app/static", StaticFiles(directory=ROOT / "app_pages" / "static", follow_symlink=True)),
    ],
    middleware=[Middleware(StyleSheetFirst)],
)
