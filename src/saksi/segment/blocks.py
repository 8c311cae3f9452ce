"""Blocks: the lines of a text, hard-wrapped ones joined. A block holds no blank line and changes no character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from saksi.text import fold

# From the first visible character of a line to its end: linear also on a megabyte of blanks.
_LINE = re.compile(r"\S[^\n\r\x0b\x0c\x85\u2028\u2029]*")
_ADDRESS = re.compile(r"[a-z]{2,5}://[^\s)]+")
# A word; first one of common letters that plainly ends, since most do. The marks behind it go with it: none begins there.
WORD = re.compile(
    r"([a-z\u00e0-\u00f6\u00f8-\u00ff\u0430-\u045f\u0491]++(?=[ ,.])|[^\W\d_]++(?:['-][^\W\d_]++)*+)[ ,.]*"
)
_TERMINAL = re.compile(r"[.!?…][\s»”“\"'’)\]*_]*\Z|[.!?…:;]\W{0,6}\Z")
_BULLET = re.compile(r"[-–—*·→]\s+\S|[•●▪▫◾◽■□➖➤►▶✅✔☑🔹🔸🔻🔺➡◦‣⁃]\ufe0f?\s*\S|\d{1,2}[.)]\s+\S")
_FIRST = re.compile(r"[^\W_]")
_DIGIT = re.compile(r"\d")
_NO_JOIN = re.compile(r"[.!?…:;»”\")\]|]\s*\Z")
WRAP_MIN = 40  # a line shorter than this was not wrapped by a column width
WRAP_MAX = 100  # no column is wider
WRAPPED_LINES = 2  # so many lines that go on in lower case show that a text was wrapped
WRAP_SHARE = 0.75  # a line shorter than this share of the column was ended on purpose
LINE_WORDS = 30  # lines longer than this are prose, whatever word they hold
MAX_WORDS = 400  # words looked at of one block; a longer line is prose whatever else it holds


def words_of(folded: str) -> list[str]:
    """The folded words of a stretch, at most `MAX_WORDS`; the address of a link has none.

    >>> words_of("він [написав](https://t.me/some_page/5), що")
    ['він', 'написав', 'що']
    """
    return WORD.findall(_ADDRESS.sub(" ", folded) if "://" in folded else folded)[:MAX_WORDS]


class Block:
    """One line (or several, hard-wrapped) of a text, with what its shape shows.

    `start`, `end`: code points of the text, blanks trimmed. `folded`: the folded characters. `words`: folded words, at
    most `MAX_WORDS`. `lead`: the folded line from its first letter or digit on. `core`: the folded line without numbers
    and marks, empty for a long line. `paragraph`: number of the paragraph. `gap`: a blank line stands before it.
    `marked`: role that the page's markup gives, or None. `role`, `language` and `contested` (another language
    competes) are set by the later steps.
    """

    __slots__ = (
        "bullet", "contested", "core", "digits", "end", "folded", "gap", "language", "lead", "marked", "paragraph",
        "role", "start", "terminal", "text", "words",
    )  # fmt: skip

    def __init__(self, text: str, folded: str, start: int, end: int, gap: bool, marked: str | None) -> None:
        self.start, self.end, self.gap, self.marked = start, end, gap, marked
        self.text, self.folded = text[start:end], folded[start:end]
        self.words = words_of(self.folded if end - start < 4000 else self.folded[:4000])
        first = _FIRST.search(self.folded)
        self.lead = self.folded[first.start() :] if first else ""
        self.core = " ".join(self.words).replace("'", " ").replace("-", " ") if len(self.words) <= LINE_WORDS else ""
        self.digits = bool(_DIGIT.search(self.text))
        self.terminal = bool(_TERMINAL.search(self.text[-12:]))
        self.bullet = bool(_BULLET.match(self.text))
        self.paragraph = 0
        self.role, self.language, self.contested = "", "", False


def blocks(text: str, marks: tuple[tuple[int, int, str], ...] = (), folded: str | None = None) -> list[Block]:
    """The blocks of `text` in order; `marks` cut a line where they begin or end.

    >>> [block.text for block in blocks("Two dead\\n\\nA drone hit a house.")]
    ['Two dead', 'A drone hit a house.']
    """
    folded = fold(text) if folded is None else folded
    made: list[Block] = []
    last = 0
    for start, end, role in _cut(list(_joined(text)), marks):
        breaks = text.count("\n", last, start) or text.count("\r", last, start)
        made.append(Block(text, folded, start, end, not made or breaks > 1, role))
        last = end
    number = -1
    before = None
    for block in made:
        if before is None or block.gap or not (block.bullet and (before.bullet or before.text.endswith(":"))):
            number += 1
        block.paragraph, before = number, block
    return made


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """Trimmed lines; a long line without a closing mark and the lower-case line right below it are one.

    Where a text shows so that it was wrapped to a column, a line as wide as the column goes on in a capital, too.
    """
    lines = [(match.start(), match.start() + len(match.group().rstrip())) for match in _LINE.finditer(text)]
    width = _column(text, lines)
    start = end = -1
    for line_start, line_end in lines:
        if start >= 0:
            if _wrapped(text, start, end, line_start) or (width and _goes_on(text, start, end, line_start, width)):
                end = line_end
                continue
            yield start, end
        start, end = line_start, line_end
    if start >= 0:
        yield start, end


def _column(text: str, lines: list[tuple[int, int]]) -> int:
    """The width of the column a text was wrapped to; 0 where fewer than two lines go on in lower case."""
    pairs = list(pairwise(lines))
    wrapped = [end - start for (start, end), (after, _) in pairs if _wrapped(text, start, end, after)]
    return max(wrapped) if len(wrapped) >= WRAPPED_LINES and max(wrapped) <= WRAP_MAX else 0


def _goes_on(text: str, start: int, end: int, line_start: int, width: int) -> bool:
    above = max(text.rfind("\n", start, end) + 1, start)
    if text.count("\n", end, line_start) > 1 or end - above < WRAP_SHARE * width or end - above > width + 2:
        return False
    return not _NO_JOIN.search(text[end - 3 : end]) and not _BULLET.match(text[line_start : line_start + 8])


def _wrapped(text: str, start: int, end: int, line_start: int) -> bool:
    if not text[line_start].islower() or text.count("\n", end, line_start) > 1:
        return False
    above = text.rfind("\n", start, end) + 1 or start
    below = text[line_start : line_start + WRAP_MIN].split("\n", 1)[0].rstrip()
    if len(below) < WRAP_MIN // 2 and not below.endswith((".", "!", "?", "”", "»")):
        return False
    return end - max(above, start) >= WRAP_MIN and not _NO_JOIN.search(text[end - 3 : end])


def _cut(
    lines: list[tuple[int, int]], marks: tuple[tuple[int, int, str], ...]
) -> Iterator[tuple[int, int, str | None]]:
    if not marks:
        yield from ((start, end, None) for start, end in lines)
        return
    ordered = sorted(marks)
    edges = sorted({edge for start, end, _ in marks for edge in (start, end)})
    from bisect import bisect_left, bisect_right

    active: list[tuple[int, int, str]] = []
    upcoming = 0
    for start, end in lines:
        inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        for left, right in zip([start, *inside], [*inside, end], strict=True):
            while upcoming < len(ordered) and ordered[upcoming][0] <= left:
                active.append(ordered[upcoming])
                upcoming += 1
            active = [mark for mark in active if mark[1] > left]
            role = min(active, key=lambda mark: mark[1] - mark[0])[2] if active else None
            yield from _trimmed(left, right, role)


def _trimmed(left: int, right: int, role: str | None) -> Iterator[tuple[int, int, str | None]]:
    if left < right:
        yield left, right, role
