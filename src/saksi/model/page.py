"""A text and its stretches."""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class Span(NamedTuple):
    """A stretch of a text: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int


class Document(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One text as it was, with what is known about it. `published` is ISO 8601, as precise as it is known.

    `marks` are stretches that the page's own markup names: (start, end, role), role as in `Sentence.role`;
    empty for plain text.
    """

    id: str
    text_id: str
    source: str
    text: str
    sha256: str = ""
    language: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    title: str | None = None
    marks: tuple[tuple[int, int, str], ...] = ()
    notes: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The exact characters of `span`."""
        return self.text[span.start : span.end]


class Flaw(msgspec.Struct, frozen=True, gc=False):
    """Something wrong with a text: `name` (cut_short, machine_translated, spun, mixed_language ...), where, how it
    reads.
    """

    name: str
    span: Span
    reads: str | None = None
    why: str = ""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the text with one role and one language.

    `role`: headline, byline, dateline, body, quote_line, list_item, caption, credit_line, chrome.
    `paragraph`: number of the paragraph it stands in, from 0. `flaws`: names that hold for this sentence.
    """

    span: Span
    role: str
    language: str
    paragraph: int
    flaws: tuple[str, ...] = ()


class Page(msgspec.Struct, frozen=True, gc=False):
    """A document with its sentences in order and its flaws. `language` is that of most of the body."""

    document: Document
    language: str
    sentences: tuple[Sentence, ...]
    flaws: tuple[Flaw, ...] = ()
