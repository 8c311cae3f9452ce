"""A text cut where something begins or ends, so that marks may overlap as they like and the markup still nests.

Paragraphs first, then runs: in a run the same marks hold from its first character to its last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from saksi.model import Page, Sentence
from saksi.publish.evidence.marks import Mark

# Marks that are drawn around one run at most, the shortest ones; deeper nesting helps no reader.
DEEPEST = 6


class Run(NamedTuple):
    """A stretch with the marks that hold for all of it, widest first, and those that end with it."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    ended: tuple[Mark, ...]


class Paragraph(NamedTuple):
    """Lines that belong together, with the role and language of most of them; `end` is behind its last line break."""

    start: int
    end: int
    role: str
    language: str


def paragraphs(page: Page) -> Iterator[Paragraph]:
    """The paragraphs of a page: they end at a line break inside no sentence. Together they are the whole text."""
    text, sentences = page.document.text, page.sentences
    starts = [sentence.span.start for sentence in sentences]
    begin = 0
    while begin < len(text):
        end = _end(text, begin, sentences, starts)
        yield _paragraph(begin, end, sentences, starts, page.language)
        begin = end


def _end(text: str, begin: int, sentences: Sequence[Sentence], starts: Sequence[int]) -> int:
    """Behind the first line break from `begin` on that stands inside no sentence, and behind blank lines after it."""
    at = begin
    while (at := text.find("\n", at)) >= 0:
        index = bisect_right(starts, at) - 1
        if index >= 0 and sentences[index].span.end > at:
            at = sentences[index].span.end
            continue
        at += 1
        while at < len(text) and text[at].isspace():
            at += 1
        return at
    return len(text)


def _paragraph(
    begin: int, end: int, sentences: Sequence[Sentence], starts: Sequence[int], language: str
) -> Paragraph:  # fmt: skip
    inside = sentences[max(0, bisect_right(starts, begin) - 1) : bisect_right(starts, end - 1)]
    roles: dict[tuple[str, str], int] = {}
    for sentence in inside:
        held = min(end, sentence.span.end) - max(begin, sentence.span.start)
        if held > 0:
            key = (sentence.role, sentence.language)
            roles[key] = roles.get(key, 0) + held
    role, spoken = max(roles, key=lambda key: roles[key], default=("body", language))
    return Paragraph(begin, end, role, spoken)


def runs(marks: Sequence[Mark], edges: Sequence[int]) -> list[Run]:
    """The text from the first of `edges` to the last as runs; `edges` are places where a run must end anyway."""
    opens: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    for mark in marks:
        opens.setdefault(mark.span.start, []).append(mark)
        closes.setdefault(mark.span.end, []).append(mark)
    points = sorted({*edges, *opens, *closes})
    active: list[Mark] = []
    made: list[Run] = []
    for start, end in pairwise(points):
        active = [mark for mark in active if mark.span.end > start] + opens.get(start, [])
        active.sort(key=lambda mark: (mark.span.start - mark.span.end, mark.kind == "claim", -mark.number))
        ended = sorted(closes.get(end, ()), key=lambda mark: mark.number)
        made.append(Run(start, end, tuple(active[-DEEPEST:]), tuple(ended)))
    return made


def lanes(made: Sequence[Run]) -> dict[int, int]:
    """How far below the words each claim's line is drawn: 0 next to them, a claim that holds others under theirs."""
    lane: dict[int, int] = {}
    for run in made:
        below = 0
        for mark in reversed(run.marks):
            if mark.kind == "claim":
                below = max(below, lane.get(mark.number, 0))
                lane[mark.number] = below
                below += 1
    return lane
