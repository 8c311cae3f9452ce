"""The marks of quotation of a document, found once, and whether a quotation is open behind one of its stretches."""

from __future__ import annotations

import re
from bisect import bisect_left

from saksi.model import Span
from saksi.resolve.speech import QUOTES

_ANY = re.compile(f"[{re.escape(''.join(QUOTES))}]")
OPENS, CLOSES = "“«„", "”»"
_SINGLE = "‘’"  # they quote inside a quotation, and are apostrophes


class Quotations:
    """The marks of one text, in order."""

    __slots__ = ("_marks", "_starts")

    def __init__(self, text: str) -> None:
        found = list(_ANY.finditer(text))
        self._starts, self._marks = [match.start() for match in found], [match.group() for match in found]

    def in_stretch(self, span: Span) -> list[str]:
        """The marks that stand in a stretch."""
        if not self._starts:
            return []
        return self._marks[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def open_behind(self, span: Span, before: bool) -> bool:
        """Whether a quotation is open at the end of a stretch; `before`: at its beginning.

        „ may be closed by “; plain marks open and close in turn.
        """
        state, low = before, False
        for mark in self.in_stretch(span):
            if mark in _SINGLE:
                continue
            if mark == '"':
                state = not state
            elif mark in CLOSES or (mark == "“" and low):
                state, low = False, False
            else:
                state, low = True, mark == "„"
        return state
