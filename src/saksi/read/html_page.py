"""One page to one document: decoded, its text taken whole, its metadata read, its main text marked."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from saksi.model import Document
from saksi.read.decode import Unreadable
from saksi.read.html_decode import decode_page
from saksi.read.html_main import NoMainText, main_lines
from saksi.read.html_marks import headline, marks
from saksi.read.html_text import NOT_TEXT, ZONES, PageText, page_text
from saksi.read.identity import document
from saksi.read.metadata_html import page_metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What is no main text whatever trafilatura says of it: a tree without it is copied and searched faster.
_BALLAST = (*(NOT_TEXT - {"head"}), *(name for name, zone in ZONES.items() if zone == "furniture"), "link", "meta")
_SMALL = 0.03  # part of the text that one such piece has at most; at 0.25 one body line in seventy was lost with them
# The parser stops without a word where elements are nested deeper than this; articles nest some 40 deep.
MAX_DEPTH = 2000


def page(data: bytes, source: str, name: str, *, address: str | None = None, label: str | None = None) -> Document:
    """The document of a page's bytes. `address` and `label` (encoding) are what its carrier says, if any.

    Raises `Unreadable` for what is no page, is empty or too deeply nested.
    """
    text, notes = decode_page(data, label)
    tree = parse(text)
    found = page_text(tree)
    if not found.text.strip():
        raise Unreadable("has no text; a page that a script fills must be saved from the browser after it has loaded")
    told = page_metadata(tree, address)
    _lighten(tree, found)
    main: set[int] | None = None
    try:
        main = main_lines(tree, found)
    except NoMainText as error:
        notes += (str(error),)
    known = told.known._replace(notes=notes + told.known.notes)
    made = document(found.text, source, name, sha256(data).hexdigest(), known)
    title = told.title
    return msgspec.structs.replace(
        made,
        modified=told.modified,
        author=told.author,
        title=_shown_title(found, main, title),
        marks=marks(found, main, title, told.author),
    )


def _lighten(tree: HtmlElement, found: PageText) -> None:
    """Takes out of the tree what the text is done with and no main text: scripts, furniture by name, by class if small.

    A class that wraps much of the page's text ("has-sidebar") says nothing of it and stays.
    """
    from lxml.etree import strip_elements

    strip_elements(tree, *_BALLAST, with_tail=False)
    for element, length in found.sides:
        if length <= _SMALL * len(found.text) and element.getparent() is not None:
            element.drop_tree()


def parse(text: str) -> HtmlElement:
    """The tree of a page. Raises `Unreadable` where it cannot be made whole."""
    from lxml.etree import ParserError, XMLSyntaxError
    from lxml.html import document_fromstring

    parser = _parser()
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ParserError, XMLSyntaxError, ValueError) as error:
        raise Unreadable("is no page that can be read; save it anew from the browser") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log.filter_from_level(3)):
        raise Unreadable(f"nests elements more than {MAX_DEPTH:,} deep, which no report does; give its text as .txt")
    return tree


@cache
def _parser() -> Any:
    from lxml.etree import ElementDefaultClassLookup
    from lxml.html import HtmlElement, HTMLParser

    parser = HTMLParser(
        encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True,
        huge_tree=True, no_network=True,
    )  # fmt: skip
    # One class for every element, chosen without a call into Python: a fifth of all time, also of trafilatura's.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _shown_title(found: Any, main: set[int] | None, title: str | None) -> str | None:
    """The headline as the page shows it, else as its metadata give it."""
    index = headline(found, main or set(), title)
    if index is None:
        return title
    line = found.lines[index]
    return found.text[line.start : line.end] if line.end - line.start <= 300 else title
