"""What every page needs: the record, the gate, templates in each language, and pages kept until the record changes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined
from litestar import Request, Response
from litestar.di import NamedDependency
from markupsafe import Markup, escape

from saksi.serve.access import Gate, Visitor
from saksi.serve.effects import effect
from saksi.serve.kept import Kept
from saksi.serve.questions import CLOSE_MARK, OPEN_MARK
from saksi.serve.say import Say, outlet, web
from saksi.serve.settings import Settings
from saksi.serve.shelf import Shelf, View
from saksi.serve.words import LANGUAGES, Words, words
from saksi.store import Record

# Rendered pages held at most; one is some 50 kB.
HELD = 600
Asked = Request[Any, Any, Any]


class Look(NamedTuple):
    """What a page is made from: the record in one state, its entries, the visitor and the visitor's language."""

    record: Record
    view: View
    words: Words
    visitor: Visitor


Make = Callable[[Look], dict[str, Any]]
MakeOfView = Callable[[View, Words, Visitor], dict[str, Any]]


class Moved(Exception):
    """What is asked for has another address."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Desk:
    """The record ready to be shown, for all visitors."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.gate = Gate(settings)
        self.shelf = Shelf(settings.db)
        self._pages: Kept[str] = Kept(HELD)
        # Parts of pages that several pages share, by the state of the record.
        self.parts: Kept[dict[str, Any]] = Kept(HELD)
        self._environments: dict[str, Environment] = {}
        # Stands in pages that are kept where the form's mark of the visitor goes.
        self._mark = f"mark-{secrets.token_hex(16)}"

    def page(self, request: Asked, name: str, make: Make) -> Response[Any]:
        """The page of a template from the record; made anew only where the record, the address or the visitor's choices
        are others. The record is held no longer than it is asked."""

        def asked(view: View, of: Words, visitor: Visitor) -> dict[str, Any]:
            with self.shelf.reading() as record:
                return make(Look(record, view, of, visitor))

        return self.view_page(request, name, asked)

    def view_page(self, request: Asked, name: str, make: MakeOfView) -> Response[Any]:
        """The same for a page that needs only what is held ready of the record: it keeps no reader waiting."""
        visitor, language, view = visitor_of(request), language_of(request), self.shelf.look()

        def made() -> str:
            context = make(view, words(language), visitor)
            if done := request.query_params.get("done", ""):
                with self.shelf.reading() as record:
                    context["done"] = effect(record, done)
            return self.rendered(request, name, context)

        key = (name, request.url.path, request.url.query, view.state, language, visitor.names, visitor.who)
        return answer(request, self.finished(request, self._pages.get(key, made)), "text/html")

    def rendered(self, request: Asked, name: str, context: dict[str, Any]) -> str:
        """A template with what it shows; the form's mark is left open."""
        visitor, language = visitor_of(request), language_of(request)
        query = f"?{request.url.query}" if request.url.query else ""
        return self._environment(language).get_template(f"{name}.html").render(
            visitor=visitor, who=visitor.who or self.settings.who, mark=self._mark, here=request.url.path + query,
            path=request.url.path, with_token=self.settings.token is not None, **{"done": None, **context},
        )  # fmt: skip

    def finished(self, request: Asked, body: str) -> str:
        """A rendered page with the visitor's mark."""
        return body.replace(self._mark, self.gate.csrf(visitor_of(request)))

    def _environment(self, language: str) -> Environment:
        if language not in self._environments:
            self._environments[language] = _environment(words(language))
        return self._environments[language]


def _environment(of: Words) -> Environment:
    made = Environment(
        loader=FunctionLoader(_template), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    made.install_gettext_translations(of.translations, newstyle=True)  # type: ignore[attr-defined]
    say = Say(of)
    made.globals.update(say=say, language=of.language, languages=LANGUAGES, version=VERSION)
    made.filters.update(
        number=of.number, moment=of.moment, outlet=outlet, web=web, label=say.label, kind=say.kind,
        found=found, exact=exact,
    )  # fmt: skip
    made.globals.update(span=of.span, days=of.days)
    return made


def found(snippet: str) -> Markup:
    """A snippet of a search with its found words marked; all else is escaped."""
    return Markup(str(escape(snippet)).replace(OPEN_MARK, "<mark>").replace(CLOSE_MARK, "</mark>"))


def exact(text: str) -> Markup:
    """A document's text such that a browser keeps every character: a bare carriage return would become a line feed or
    vanish, and every offset behind it would be wrong. NUL, which no page can hold, is shown as the mark for it."""
    return Markup(str(escape(text.replace("\0", "\ufffd"))).replace("\r", "&#13;"))


def _template(name: str) -> str:
    return (files("saksi.serve") / "templates" / name).read_text(encoding="utf-8")


def _version() -> str:
    static = files("saksi.serve") / "static"
    held = b"".join(file.read_bytes() for file in sorted(static.iterdir(), key=lambda file: file.name))
    return sha256(held).hexdigest()[:12]


VERSION = _version()


def visitor_of(request: Asked) -> Visitor:
    """The visitor, as the door knows it."""
    visitor: Visitor = request.scope["state"]["visitor"]
    return visitor


def language_of(request: Asked) -> str:
    """The visitor's language."""
    return str(request.scope["state"]["language"])


def answer(request: Asked, body: str | bytes, kind: str, **headers: str) -> Response[Any]:
    """A body with its ETag; 304 without it where the visitor has it already."""
    held = body.encode() if isinstance(body, str) else body
    tag = f'"{sha256(held).hexdigest()[:24]}"'
    common = {"etag": tag, "cache-control": "private, no-cache", "vary": "Cookie, Accept-Language", **headers}
    if tag in (request.headers.get("if-none-match") or "").replace("W/", "").split(", "):
        return Response(b"", status_code=304, headers=common, media_type=kind)
    return Response(held, status_code=200, headers=common, media_type=kind)


TheDesk = NamedDependency[Desk]
