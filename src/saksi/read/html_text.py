"""A page's tree to its text: every text node in order, one newline between blocks, white space as a browser shows it.

Not text are scripts, styles, templates and the head (its title is metadata). Runs of HTML white space become one space
and none stands at the edge of a block, except in `pre`; nothing else is changed, dropped or added.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from saksi.read.decode import Unreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NOT_TEXT = frozenset({"script", "style", "template", "head"})
# Elements that start a line of their own: block-level ones by the HTML standard, controls and cells.
BLOCKS = frozenset({
    "address", "article", "aside", "audio", "blockquote", "body", "br", "button", "canvas", "caption", "center", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "main", "menu",
    "nav", "noscript", "object", "ol", "optgroup", "option", "p", "pre", "search", "section", "select", "summary",
    "svg", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul", "video",
})  # fmt: skip
# What an element's name says of what stands in it.
ZONES = {
    "nav": "furniture", "aside": "furniture", "footer": "furniture", "button": "furniture", "select": "furniture",
    "textarea": "furniture", "dialog": "furniture", "noscript": "furniture", "iframe": "furniture", "svg": "furniture",
    "figcaption": "caption", "time": "time", "h1": "h1", "h2": "h", "h3": "h", "h4": "h", "h5": "h", "h6": "h",
}  # fmt: skip
# What the words of a class or id say: conventions of authors and of microformats, weaker than the element's name.
_CLASSES = (
    ("credit", frozenset({"credit", "credits", "copyright", "photocredit", "photographer", "attribution"})),
    ("caption", frozenset({"caption", "figcaption", "cutline"})),
    ("byline", frozenset({"byline", "author", "authors", "reporter", "penulis", "creator"})),
    ("time", frozenset({"date", "time", "datetime", "dateline", "published", "timestamp", "pubdate", "tanggal"})),
    ("side", frozenset({
        "related", "recommended", "recommendations", "comment", "comments", "respond", "cookie", "cookies", "consent",
        "gdpr", "share", "sharing", "social", "breadcrumb", "breadcrumbs", "menu", "navbar", "navigation", "nav",
        "sidebar", "widget", "newsletter", "subscribe", "subscription", "popup", "modal", "banner", "advert",
        "advertisement", "ads", "promo", "tags", "taglist", "pagination", "pager", "footer", "trending", "popular",
        "readmore", "alsoread", "terkait",
    })),
)  # fmt: skip
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_PLAIN = frozenset(
    {
        "b",
        "i",
        "u",
        "s",
        "em",
        "strong",
        "font",
        "img",
        "source",
        "picture",
        "path",
        "g",
        "use",
        "br",
        "input",
        "wbr",
        "hr",
    }
)  # elements whose classes say nothing of a text
_WHOLE = frozenset({"html", "body", "main", "article"})  # their classes speak of the whole page
_SPACE = re.compile(r"[ \t\n\f\r]+")
MAX_ELEMENTS = 400_000  # the longest news pages have some 10,000


class Line:
    """One line of the text: `start`, `end`; `zone` what its markup says (see `ZONES`), '' if nothing.

    `side` says that it stands in furniture (by element, 2, by class alone, 1, else 0). `linked` is how many of its
    characters are links, `first_link` where the first begins. `parent` numbers the block that holds its block, or the
    list it is an item of.
    """

    __slots__ = ("end", "first_link", "linked", "parent", "side", "start", "tag", "zone")

    def __init__(self, start: int, tag: str, zone: str, side: int, parent: int) -> None:
        self.start = self.end = start
        self.tag, self.zone, self.side, self.parent = tag, zone, side, parent
        self.linked = 0
        self.first_link = -1


class PageText(NamedTuple):
    """The text of a page, its lines in order, and what the walk met on its way.

    `credits`: stretches inside lines that are photo credits. `elements`: how many there are. `sides`: the outermost
    elements that are furniture by their class, with the length of their text.
    """

    text: str
    lines: list[Line]
    credits: list[tuple[int, int]]
    elements: int
    sides: list[tuple[Any, int]]


def page_text(tree: HtmlElement) -> PageText:
    """The text of a page's tree and its lines. Raises `Unreadable` for a page of too many elements.

    >>> import lxml.html
    >>> page_text(lxml.html.document_fromstring("<h1>Two  hurt</h1><p>A <b>drone</b> fell.</p>")).text
    'Two hurt\\nA drone fell.'
    """
    walk = _Walk()
    elements = walk.run(tree)
    return PageText("".join(walk.parts), walk.lines, walk.credits, elements, walk.sides)


class _Walk:
    """The state of one walk through a tree, in the order of the text."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lines: list[Line] = []
        self.length = 0
        self.line: Line | None = None
        self.blank = False  # the line ends in a space that may turn out to be its edge
        self.pre = self.link = 0
        self.sides: list[tuple[HtmlElement, int]] = []  # furniture by class, with the length of its text
        self.credits: list[tuple[int, int]] = []  # photo credits inside a line of another kind

    def run(self, tree: HtmlElement) -> int:
        """Walks through `tree`; gives the number of its elements."""
        from lxml.etree import iterwalk

        blocks = [("html", 0)]  # name and number of the open blocks
        zones: list[tuple[str, int]] = [("", 0)]  # of the open elements that say something: what, and how furnished
        opened: list[int] = []  # for each open element, what to undo: 1 block, 2 zone, 4 link, 8 pre
        number = 0
        walker: Any = iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                number += 1
                if number > MAX_ELEMENTS:
                    raise Unreadable(f"has more than {MAX_ELEMENTS:,} elements, too many for one report; split it")
                if tag in NOT_TEXT or not isinstance(tag, str):
                    walker.skip_subtree()
                    opened.append(0)
                    continue
                undo = 0
                if tag in BLOCKS:
                    self.close()
                    undo = 1
                    blocks.append((tag, number))
                elif tag == "a":
                    self.link += 1
                    undo = 4
                if tag == "pre":
                    self.pre += 1
                    undo |= 8
                zone = "" if tag in _PLAIN else self.zone(element, tag)
                if zone:
                    undo |= 2
                    if zone == "side" and not zones[-1][1]:
                        self.sides.append((element, self.length))
                    zones.append(_inner(zones[-1], zone))
                opened.append(undo)
                text = element.text
            else:
                undo = opened.pop()
                if undo & 1:
                    self.close()
                    blocks.pop()
                if undo & 2:
                    zones.pop()
                    if self.sides and self.sides[-1][0] is element:
                        self.sides[-1] = (element, self.length - self.sides[-1][1])
                if undo & 4:
                    self.link -= 1
                if undo & 8:
                    self.pre -= 1
                text = element.tail
            if text:
                if self.pre or not text.isspace():
                    self.add(text, blocks, zones[-1])
                elif self.line is not None and not self.blank and not text.strip(" \t\n\f\r"):
                    self.space()
                elif self.line is not None:
                    self.add(text, blocks, zones[-1])
        self.close()
        return number

    def zone(self, element: HtmlElement, tag: str) -> str:
        """What the element says of what stands in it, by name, else by class or id; '' where nothing."""
        zone = ZONES.get(tag)
        if zone or tag in _WHOLE:
            return zone or ""
        named = element.get("class") or element.get("id") or element.get("itemprop")
        if not named:
            return ""
        return _by_class(named)

    def add(self, text: str, blocks: list[tuple[str, int]], zone: tuple[str, int]) -> None:
        if not self.pre:
            text = _SPACE.sub(" ", text)
            if self.line is None or self.blank:
                text = text.lstrip(" ")
            if not text:
                return
        line = self.line
        if line is None:
            if text.isspace():
                return
            if self.parts:
                self.parts.append("\n")
                self.length += 1
            parent = blocks[max(0, len(blocks) - (3 if blocks[-1][0] == "li" else 2))][1]
            line = self.line = Line(self.length, blocks[-1][0], zone[0], zone[1], parent)
            self.lines.append(line)
        if zone[0] == "credit" and line.zone != "credit":
            self.credits.append((self.length, self.length + len(text.rstrip())))
        if self.link:
            if not line.linked:
                line.first_link = self.length
            line.linked += len(text)
        self.parts.append(text)
        self.length += len(text)
        self.blank = text[-1] == " "

    def space(self) -> None:
        """One space for a node of nothing but white space inside a line."""
        if self.link and self.line is not None and self.line.linked:
            self.line.linked += 1
        self.parts.append(" ")
        self.length += 1
        self.blank = True

    def close(self) -> None:
        """The end of a line; blanks at its edge go."""
        line = self.line
        if line is None:
            return
        if self.blank and not self.pre:
            self.length -= 1
            self.parts[-1] = self.parts[-1][:-1]
        line.end = self.length
        self.line, self.blank = None, False


def _inner(outer: tuple[str, int], zone: str) -> tuple[str, int]:
    """The zone inside a zone: furniture stays furniture, whatever stands in it."""
    if zone == "furniture":
        return outer[0] if outer[0] == "caption" else "", 2
    if zone == "side":
        return "", max(outer[1], 1)
    return zone, outer[1]


@lru_cache(maxsize=8192)
def _by_class(named: str) -> str:
    """What a class says: its words with hyphens and underscores as spaces, and words in camel case apart."""
    if len(named) > 300:
        return ""
    words = [word.lower() for word in _CLASS_WORD.findall(named)]
    return next((zone for zone, known in _CLASSES if not known.isdisjoint(words)), "")
