"""The front door: pages and routes in one process behind one gate. `streamlit run app.py` serves everything."""

import asyncio
import contextlib
import importlib
import logging
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import streamlit as st
from starlette.middleware import Middleware

from app_pages.parts.session import office
from domain.audience import EVERYBODY, Audience
from domain.criteria import Criteria
from register.reader import Reader
from routes.documents import document_routes
from routes.export import export_routes
from routes.gate import Gate
from routes.gate_config import GateConfig
from routes.health import health_routes
from routes.index_page import IndexPage
from routes.map_script import map_script_routes
from routes.quiet_logs import quieten_logs
from routes.ranking import ranking_routes
from routes.sign_in import SignIn
from routes.tiles import tile_routes
from settings import settings

HOUSEKEEPING_S = 30
SMALLEST_FREE_BYTES = 200_000_000

quieten_logs()
log = logging.getLogger("mutu")
office_here = office()
config = GateConfig(
    address=settings().address,
    port=settings().port,
    url=settings().url or None,
    plain_http=settings().plain_http,
    proxies=frozenset(settings().trusted_proxies),
    is_public_site=lambda: office_here.is_public,
    map_image_hosts=settings().map_image_hosts,
)
office_here.admit_demo_accounts(is_demo_place=config.is_demo_place)
accounts = office_here.accounts


def reader_of(audience: Audience) -> Reader:
    """What an audience may read, for routes."""
    return office_here.reader(audience)


def has_room() -> bool:
    """Enough disk for the next backup and the journal."""
    return shutil.disk_usage(office_here.paths.record.parent).free > SMALLEST_FREE_BYTES


@contextlib.asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Keep house while the server lives: the day turns, backups are made."""
    keeper = asyncio.create_task(_keep_house())
    ready = asyncio.create_task(asyncio.to_thread(_prepare_first_page))
    yield
    keeper.cancel()
    ready.cancel()


def _prepare_first_page() -> None:
    """What the first visitor would wait for: the modules that only pages import, and the reading copy.

    Not streamlit_folium itself: a component imported before its page runs is not found by the page.
    """
    importlib.import_module("folium.plugins")
    reader_of(EVERYBODY).facets(Criteria("plot"))


async def _keep_house() -> None:
    while True:
        try:
            await asyncio.to_thread(office_here.keep_house, datetime.now(UTC))
        except Exception:
            log.exception("housekeeping failed; it is tried again")
        await asyncio.sleep(HOUSEKEEPING_S)


app = st.App(
    "app_pages/main.py",
    routes=[
        *SignIn(config, accounts).routes(),
        *tile_routes(reader_of),
        *document_routes(reader_of, office_here.paths.files),
        *ranking_routes(office_here),
        *export_routes(reader_of),
        *map_script_routes(),
        *health_routes(
            {
                "record": lambda: office_here.register.revision() >= 0,
                "disk": has_room,
                "backup": lambda: office_here.backups.is_well,
            }
        ),
    ],
    middleware=[Middleware(Gate, config=config, accounts=accounts), Middleware(IndexPage)],
    lifespan=lifespan,
)
