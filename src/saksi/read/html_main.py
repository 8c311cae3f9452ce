"""Which lines of a page are its main text: trafilatura says so, and its words are found again in the lines.

What trafilatura gives back is only compared, never used as text. Letters and digits alone are compared, so that no
cleaning of blanks and marks matters; a stretch too short to be told apart counts only right after the one before it.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from saksi.read.html_limit import TooSlow, limit
from saksi.read.html_text import Line, PageText

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SECONDS = 3.0  # the slowest of 990 real pages takes 0.4 s
MAX_ELEMENTS = 60_000  # beyond, trafilatura takes many seconds; real articles have some 2,000
_GLUE = re.compile(r"[\W_]+")
_SURE = 25  # letters after which a stretch is hardly said twice by chance
_NEAR = 400  # letters after the last find in which a short stretch is looked for
_HEAD = 60  # of a long stretch that is not found whole, this beginning is looked for
_TRIES = 8  # places looked at for one stretch
_SHARE = 0.5  # of a line's letters that must be main text
_BLOCKS = frozenset({"p", "head", "item", "quote", "cell", "code", "ab"})


class NoMainText(Exception):
    """Trafilatura found nothing, failed or took too long; the message is a note."""


def main_lines(tree: HtmlElement, page: PageText) -> set[int]:
    """Indices of the lines that are main text. Raises `NoMainText` where that cannot be said."""
    if page.elements > MAX_ELEMENTS:
        raise NoMainText("is very large; what is main text was told by shape alone")
    body, text, lines = _body(tree), page.text, page.lines
    keys = [_key(text[line.start : line.end]) for line in lines]
    found = _Found(keys, lines)
    for stretch in _stretches(body):
        found.add(_key(stretch))
    if not found.main:
        raise NoMainText("its main text was not found again; what is main text was told by shape alone")
    return found.main


def _body(tree: HtmlElement) -> HtmlElement:
    """Trafilatura's tree of the main text."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        with limit(SECONDS):
            found = trafilatura.bare_extraction(tree, fast=True, include_comments=False)
    except TooSlow as error:
        raise NoMainText(f"takes longer than {SECONDS:g} seconds; what is main text was told by shape alone") from error
    except Exception as error:
        kind = type(error).__name__
        raise NoMainText(f"makes trafilatura fail ({kind}); what is main text was told by shape alone") from error
    if found is None or isinstance(found, dict) or found.body is None:
        raise NoMainText("has no main text that trafilatura finds; what is main text was told by shape alone")
    return found.body


def _stretches(body: HtmlElement) -> Iterator[str]:
    """The texts of the blocks in order: of each block its own words, without those of a block inside it."""
    for element in body.iter():
        if element.tag in _BLOCKS:
            yield (element.text or "") if _nested(element) else "".join(element.itertext())
        elif element.tag == "body" and element.text:
            yield element.text


def _nested(element: HtmlElement) -> bool:
    return any(inner.tag in _BLOCKS for inner in element.iterdescendants())


def _key(text: str) -> str:
    return _GLUE.sub("", text)


class _Found:
    """The lines found so far, going through the page in order."""

    def __init__(self, keys: list[str], lines: Sequence[Line]) -> None:
        self.main: set[int] = set()
        self.lines = lines
        self.all = "".join(keys)
        self.ends = list(accumulate(len(key) for key in keys))
        self.sizes = [len(key) for key in keys]
        self.covered = [0] * len(keys)
        self.at = 0

    def add(self, key: str) -> None:
        """Marks the lines on which the letters `key` stand."""
        if not key:
            return
        place = self._place(key)
        if place < 0 and len(key) > _HEAD:
            key = key[:_HEAD]
            place = self._place(key)
        if place >= 0:
            self._cover(place, place + len(key))

    def _place(self, key: str) -> int:
        if len(key) < _SURE:
            return self.all.find(key, self.at, self.at + _NEAR + len(key))
        at = self._outside_furniture(key, self.at)
        return at if at >= 0 or not self.at else self._outside_furniture(key, 0)

    def _outside_furniture(self, key: str, start: int) -> int:
        first = at = self.all.find(key, start)
        for _ in range(_TRIES):
            if at < 0:
                break
            if not self.lines[bisect_right(self.ends, at)].side:
                return at
            at = self.all.find(key, at + 1)
        return first

    def _cover(self, start: int, end: int) -> None:
        for index in range(bisect_right(self.ends, start), bisect_left(self.ends, end) + 1):
            begin = self.ends[index] - self.sizes[index]
            self.covered[index] += max(0, min(end, self.ends[index]) - max(start, begin))
            if self.sizes[index] and self.covered[index] >= _SHARE * self.sizes[index]:
                self.main.add(index)
        self.at = max(self.at, end) if end - start >= _SURE or start - self.at < _NEAR else self.at
