"""The application: which handler answers what, what a visitor reads when something is not there."""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.resources import files
from threading import Thread
from typing import Any

from litestar import Litestar, Response, get
from litestar.concurrency import set_asyncio_executor
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ASGIApp

from saksi import __version__
from saksi.errors import SaksiError, UsageError
from saksi.serve import api, document, incident, overview, review, search, visits
from saksi.serve.desk import Asked, Desk, Moved, TheDesk
from saksi.serve.door import door
from saksi.serve.settings import Settings, from_environment

# A form is small; nothing larger is read.
LARGEST_FORM = 64 * 1024
# Visitors answered at once: more than there are cores, as one who waits for a drawing or a decision needs none.
THREADS = 24
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_YEAR = "public, max-age=31536000, immutable"


@get("/static/{version:str}/{name:str}", sync_to_thread=False)
def static(version: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """A style sheet, script or picture; its address changes with its content, so that modules find their neighbours."""
    file = files("saksi.serve") / "static" / name
    kind = _KINDS.get(name.rpartition(".")[2])
    if kind is None or "/" in name or "\\" in name or not file.is_file():
        raise NotFoundException(name)
    return Response(file.read_bytes(), media_type=kind, headers={"cache-control": _YEAR})


@get("/about", sync_to_thread=True)
def about(request: Asked, desk: TheDesk) -> Response[str]:
    """How to read these pages."""
    return desk.page(request, "about", lambda look: {})


PAGES = (
    overview.overview, incident.incident_page, document.document_page, document.compare_page, document.claim_page,
    search.search_page, review.review_page, review.ledger_page, review.decide,
    visits.sign_in_page, visits.sign_in, visits.sign_out, visits.choose, about, static,
)  # fmt: skip


def application(settings: Settings) -> ASGIApp:
    """The application behind its door."""
    desk = Desk(settings)

    @asynccontextmanager
    async def open_record(app: Litestar) -> AsyncIterator[None]:
        Thread(target=overview.warm, args=(desk,), daemon=True).start()
        yield
        desk.shelf.close()

    async def the_desk() -> Desk:
        return desk

    set_asyncio_executor(ThreadPoolExecutor(THREADS))
    for page in PAGES:
        page.include_in_schema = False
    app = Litestar(
        route_handlers=[*PAGES, *api.ROUTES],
        dependencies={"desk": Provide(the_desk)},
        lifespan=[open_record],
        request_max_body_size=LARGEST_FORM,
        openapi_config=OpenAPIConfig(
            title="saksi", version=__version__, path="/api/v1", render_plugins=[JsonRenderPlugin()],
            description="The record as tables. Every row leads to its words: document_id, start, end, quote.",
        ),
        exception_handlers={Moved: _moved, SaksiError: _trouble, HTTPException: _trouble, Exception: _fault},
        state=State({"desk": desk}),
        logging_config=None,
    )  # fmt: skip
    return door(app, desk.gate)


def from_environment_application() -> ASGIApp:
    """The application that a worker serves."""
    return application(from_environment())


def _moved(request: Asked, error: Moved) -> Response[Any]:
    return Redirect(error.address)


def _trouble(request: Asked, error: Exception) -> Response[Any]:
    status = getattr(error, "status_code", 400 if isinstance(error, UsageError) else 500)
    words = str(getattr(error, "detail", "") or error) if status < 500 else str(error)
    return _told(request, status, words)


def _fault(request: Asked, error: Exception) -> Response[Any]:
    traceback.print_exception(error)
    return _told(request, 500, f"met a fault of its own ({type(error).__name__})")


def _told(request: Asked, status: int, words: str) -> Response[Any]:
    if request.url.path.startswith("/api/"):
        return Response({"error": words}, status_code=status, media_type="application/json")
    desk: Desk = request.app.state.desk
    body = desk.finished(request, desk.rendered(request, "trouble", {"status": status, "words": words}))
    return Response(body, status_code=status, media_type="text/html")


__all__ = ["application", "from_environment_application"]
