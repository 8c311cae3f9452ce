"""The marks of a page: of each line the role that its markup and its place show.

Main text gets the role '' (its own line, role left open), since the words inside it may still be a byline, a credit or
"Read also"; everything that is not main text and has no other role is chrome. Order of belief: the element's name,
main text by trafilatura, shape and place, and words of classes last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from saksi.read.html_text import Line, PageText

Mark = tuple[int, int, str]
PROSE_WORDS = 8  # as in the segment room: a closed line of so many words is prose
LABEL_WORDS = 4  # "Read also:" and the like before a link
LINKED = 0.8  # a line of which so much is a link is a link
SHORT_WORDS = 14  # a byline or a date with its words
LEAD_LINES = 12  # so many lines before the main text, a picture and its words may still stand
TAIL_LINES = 3  # so many after it
_TITLE_LETTERS = 15  # letters of a title that are hardly said twice by chance
_GLUE = re.compile(r"[\W_]+")
_CLOSED = re.compile(r"[.!?…][\s»”“\"'’)\]]*\Z")
_SMALL = {"byline": "byline", "time": "dateline"}


def marks(page: PageText, main: set[int] | None, title: str | None, author: str | None) -> tuple[Mark, ...]:
    """The marks of a page in order. `main`: lines that are main text, None where only shape can tell."""
    lines = page.lines
    if not lines:
        return ()
    main = set(main) if main is not None else by_shape(page)
    head = headline(page, main, title)
    first, last = min(main, default=len(lines)), max(main, default=-1)
    first = min(first, head) if head is not None else first
    holes, open_lines = _holes(page, main, head)
    main |= holes
    known = _glued(author or "")
    roles: list[str | None] = [_role(page, index, main, head, first, last, known) for index in range(len(lines))]
    for index in open_lines:
        roles[index] = None if roles[index] == "chrome" else roles[index]
    return tuple(_merged(lines, roles, page.credits))


def by_shape(page: PageText) -> set[int]:
    """Lines of prose outside furniture, and what stands between two of them in the same block."""
    prose = {index for index, line in enumerate(page.lines) if not line.side and is_prose(page.text, line)}
    return prose or {index for index, line in enumerate(page.lines) if is_prose(page.text, line)}


def is_prose(text: str, line: Line) -> bool:
    """A closed line of some words that is no link."""
    words = text[line.start : line.end]
    return bool(
        line.linked * 2 <= len(words)
        and _CLOSED.search(words[-12:])
        and len(words.split(None, PROSE_WORDS)) >= PROSE_WORDS
    )


def headline(page: PageText, main: set[int], title: str | None) -> int | None:
    """The line that is the page's headline: the h1 or the title said again, nearest before the main text."""
    wanted = _glued(title or "")
    first = min(main, default=len(page.lines))
    best: tuple[int, int] | None = None
    for index, line in enumerate(page.lines):
        if line.side == 2 or (index > first and best is not None):
            continue
        rank = _likeness(page, line, wanted)
        if rank and (best is None or rank >= best[0]) and (index <= first + 2 or rank > 1):
            best = (rank, index)
    return best[1] if best is not None else None


def _likeness(page: PageText, line: Line, wanted: str) -> int:
    """3: an h1 that is the title; 2: another line that is; 1: an h1 that is not; 0."""
    if line.zone != "h1" and line.end - line.start > 300:
        return 0
    said = _glued(page.text[line.start : line.end])
    same = bool(wanted) and len(said) >= min(_TITLE_LETTERS, len(wanted)) and (said in wanted or wanted in said)
    same = same and len(said) <= 2 * len(wanted) and 2 * len(said) >= len(wanted)
    return (2 if same else 0) + (1 if line.zone == "h1" else 0)


def _holes(page: PageText, main: set[int], head: int | None) -> tuple[set[int], set[int]]:
    """What an extraction left out: prose after the headline or beside the main text; and lines to be left open.

    Left open, without a mark, are short lines in the very block of the main text: a list, a subhead, or tags.
    """
    if not main:
        return set(), set()
    begin, end = (head + 1 if head is not None else min(main)), max(main)
    first = min((index for index in main if index >= begin), default=end)
    beside = {page.lines[index].parent for index in main}
    found, left = set(), set()
    for index in range(begin, len(page.lines)):
        line = page.lines[index]
        if index in main or line.side == 2:
            continue
        near = line.parent in beside
        if is_prose(page.text, line):
            if near or (index < end and not line.side and line.zone in ("", "h")):
                found.add(index)
        elif not line.side and not line.linked and ((near and line.zone == "") or (line.zone == "h" and index < first)):
            left.add(index)
    return found, left


def _role(page: PageText, index: int, main: set[int], head: int | None, first: int, last: int, author: str) -> str:
    line = page.lines[index]
    near = first - LEAD_LINES <= index <= last + TAIL_LINES
    if line.zone in ("caption", "credit"):
        role = "caption" if line.zone == "caption" else "credit_line"
        return role if near and line.side < 2 and not _is_link(page.text, line) else "chrome"
    if index == head:
        return "headline"
    if line.side == 2:
        return "chrome"
    if index in main:
        if _is_link(page.text, line):
            return "chrome"
        return ("chrome" if line.side else "headline") if line.zone == "h" else ""
    if first - 3 <= index <= last + 2 and not line.side:
        words = page.text[line.start : line.end]
        if line.zone in _SMALL and len(words.split(None, SHORT_WORDS)) <= SHORT_WORDS:
            return _SMALL[line.zone]
        if author and len(words) <= 2 * len(author) + 40 and author in _glued(words):
            return "byline"
    return "chrome"


def _is_link(text: str, line: Line) -> bool:
    """A line that is a link, or a few words with a colon and a link: another article. Headings may be links."""
    size = line.end - line.start
    if not line.linked or line.zone in ("h1", "h"):
        return False
    if line.linked >= LINKED * size:
        return True
    before, after = text[line.start : line.first_link].strip(), size - line.linked - (line.first_link - line.start)
    return after <= 2 and before.endswith((":", "→", "»", "—")) and len(before.split()) <= LABEL_WORDS


def _merged(lines: Sequence[Line], roles: list[str | None], credits: list[tuple[int, int]]) -> list[Mark]:
    """One mark for each line that has a role, one for lines of chrome in a row, and the credits inside captions."""
    made: list[Mark] = []
    captions = []
    before: str | None = None
    for line, role in zip(lines, roles, strict=True):
        if role == "chrome" == before:
            made[-1] = (made[-1][0], line.end, "chrome")
        elif role is not None:
            made.append((line.start, line.end, role))
        before = role
        if role == "caption":
            captions.append(line)
    for start, end in credits:
        if any(line.start <= start and end <= line.end for line in captions):
            made.append((start, end, "credit_line"))
    return sorted(made)


def _glued(text: str) -> str:
    return _GLUE.sub("", text).casefold()
