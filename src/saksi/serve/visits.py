"""Sign-in and what a visitor chooses: the name that signs decisions, the language, whether names are shown."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect
from msgspec.structs import replace

from saksi.serve.access import Visitor
from saksi.serve.desk import Asked, Desk, TheDesk, answer, visitor_of
from saksi.serve.door import NEW_VISITOR
from saksi.serve.forms import back_to, form_of, local
from saksi.serve.words import LANGUAGES

LONGEST_NAME = 100


@get("/signin")
async def sign_in_page(request: Asked, desk: TheDesk, back: FromQuery[str] = "/") -> Response[Any]:
    """Asks for the token."""
    return _asked(request, desk, back)


@post("/signin")
async def sign_in(request: Asked, desk: TheDesk) -> Response[Any]:
    """Takes the token; after some wrong ones an address has to wait."""
    form = await form_of(request, desk)
    address = _address(request)
    if desk.gate.limit.reached(address):
        return _asked(request, desk, form.get("back", "/"), "wait", 429)
    who = form.get("who", "").strip()[:LONGEST_NAME]
    visitor = desk.gate.sign_in(visitor_of(request), form.get("token", ""), who)
    if visitor is None:
        desk.gate.limit.failed(address)
        return _asked(request, desk, form.get("back", "/"), "wrong", 403)
    _set(request, visitor)
    return Redirect(local(form.get("back", "/")), status_code=303)


@post("/signout")
async def sign_out(request: Asked, desk: TheDesk) -> Response[Any]:
    """Forgets the visitor."""
    await form_of(request, desk)
    _set(request, replace(desk.gate.visitor(""), language=visitor_of(request).language))
    return Redirect("/", status_code=303)


@post("/visitor")
async def choose(request: Asked, desk: TheDesk) -> Response[Any]:
    """Keeps a choice of the visitor and leads back."""
    form = await form_of(request, desk)
    visitor = visitor_of(request)
    if form.get("language") in LANGUAGES:
        visitor = replace(visitor, language=form["language"])
    if "names" in form:
        visitor = replace(visitor, names=form["names"] == "show")
    if "who" in form:
        visitor = replace(visitor, who=form["who"].strip()[:LONGEST_NAME])
    _set(request, visitor)
    return Redirect(back_to(form), status_code=303)


def _set(request: Asked, visitor: Visitor) -> None:
    request.scope["state"][NEW_VISITOR] = visitor


def _address(request: Request[Any, Any, Any]) -> str:
    return request.client.host if request.client else ""


def _asked(request: Asked, desk: Desk, back: str, trouble: str = "", status: int = 200) -> Response[Any]:
    body = desk.rendered(request, "signin", {"back": local(back), "trouble": trouble})
    response = answer(request, desk.finished(request, body), "text/html")
    if status != 200:
        response.status_code = status
    return response
