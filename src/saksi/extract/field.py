"""One line as a field of costs: what each gap between two of its tokens costs, and the stretches a clause steps over.

Only the order of the weights matters: inside a noun phrase < inside a clause < over a comma < over another cue < over a
semicolon. They were set on the cases of tests/cases, not on any gold document.
"""

from __future__ import annotations

from itertools import accumulate

from saksi.model import Counted, Cue, Line

WORD_COST = 0.1
MARKER_COST = {
    "comma": 0.8, "semicolon": 5.0, "colon": 0.3, "dash": 0.4, "slash": 0.2, "stop": 5.0, "dot": 0.6, "open": 0.8, "close": 0.8,
    "and": 0.8, "or": 0.8, "but": 2.0, "relative": 0.3, "including": 1.0,
}  # fmt: skip
COUNTED_COST = 1.5
SHARE_COST = 4.0  # "displaced 90% of its 2.3 million people"
MEASURE_COST = 0.4  # an age or a date stands in no cue's way
CUE_COST = 1.6
MAX_INSERTION = 9
MAX_CLOSING = 3
OPEN = frozenset({"weak", "hit"})  # cues that bar nobody's way to another: nouns of attack, "attacked with"


_MARKS = frozenset({"comma", "open", "dash", "colon", "semicolon"})

class Field:
    """One line with the cost of every gap, ready for many questions."""

    __slots__ = ("cues", "inside", "kinds", "line", "sums")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.cues = line.cues
        size = len(line.forms)
        self.kinds = line.kinds
        weights = [WORD_COST] * size
        numbers = {item.last for item in line.counted}  # "three of them" opens nothing: the number stands before it
        for at, kinds in enumerate(self.kinds[:size]):
            for kind in kinds - {"including"} if at in numbers and "of_them" in kinds else kinds:
                weights[at] = max(weights[at], MARKER_COST.get(kind, 0.0))
        for item in line.counted:
            if "implicit" not in item.marks:
                weights[item.first] = max(weights[item.first], _counted_cost(item))
                for at in range(item.first + 1, item.last):
                    weights[at] = 0.0
        for cue in line.cues:
            barred = cue.extra not in OPEN and cue.way != "trait" and not any(names_its_own(item, cue) for item in line.counted)
            weights[cue.first] = max(weights[cue.first], CUE_COST if barred else WORD_COST)
        self.inside = [0] * (size + 1)
        self._insertions(weights, numbers)
        self.sums = [0.0, *accumulate(weights)]

    def _insertions(self, weights: list[float], numbers: set[int]) -> None:
        """Stretches that a clause steps over: brackets, "including ..." up to its comma, short asides between commas."""
        size = len(weights)
        number = 0
        at = 0
        taken = {i for item in self.line.counted if "implicit" not in item.marks and not item.refused for i in range(item.first, item.last)}
        cues = {i for cue in self.cues for i in range(cue.first, cue.last)}
        while at < size:
            kinds = self.kinds[at]
            end = None
            if "open" in kinds:
                end = next((i + 1 for i in range(at + 1, size) if "close" in self.kinds[i]), None)
            elif "including" in kinds and not ("of_them" in kinds and at in numbers):
                end = self._part_end(at)
                if self._closes(at, end):
                    at, end = self._segment_start(at), end
            elif "comma" in kinds:
                close = next((i for i in range(at + 1, min(at + MAX_INSERTION + 2, size)) if "comma" in self.kinds[i]), None)
                parted = close is not None and any("including" in self.kinds[i] for i in range(at, close))
                if close is not None and not parted and not any(i in taken or i in cues for i in range(at, close)):
                    if not any("and" in self.kinds[i] or "but" in self.kinds[i] for i in (at + 1, close + 1)):
                        for i in range(at, close + 1):
                            weights[i] = 0.0
                    at = close
                    continue
            if end is None:
                at += 1
                continue
            number += 1
            for i in range(at, end):
                self.inside[i] = number
                weights[i] = 0.0 if end < size else weights[i]
            if at and "comma" in self.kinds[at - 1]:
                weights[at - 1] = 0.0
            if end < size and "comma" in self.kinds[end]:
                weights[end] = 0.0
            at = end

    def _closes(self, at: int, end: int) -> bool:
        """Whether "among them" ends its stretch instead of opening one: "five children and two women among them,"."""
        named = (*self.line.counted, *(noun for noun in self.line.nouns if noun.sort == "person"))
        return end - at <= MAX_CLOSING and not any(at < one.first < end for one in named)

    def _segment_start(self, at: int) -> int:
        """The token after the mark that opens the stretch which ends at `at`."""
        while at and not self.kinds[at - 1] & {"comma", "semicolon", "stop", "open", "dash", "colon"} and not self.inside[at - 1]:
            at -= 1
        return at

    def _part_end(self, at: int) -> int:
        """Where "including ..." ends: at a bracket, a dash, the end, or a comma after which its list does not go on."""
        size = len(self.line.forms)
        free = at > 0 and not self.kinds[at - 1] & _MARKS
        opened = max((m.last for m in self.line.markers if m.first == at and m.kind == "including"), default=at + 1)
        begin = opened + 1 if opened < size and "dash" in self.kinds[opened] else at + 1  # "among the injured — a girl"
        for i in range(begin, size):
            kinds = self.kinds[i]
            if kinds & {"semicolon", "stop", "close", "dash"}:
                return i
            if "relative" in kinds:
                free = False  # "two doctors who were treating the wounded"
            verb = free and any(cue.first == i and cue.way != "noun" for cue in self.cues)
            if verb and any(at < one.last <= i and not (one.last == i and one.sort is None) for one in self.line.counted):
                return i  # "seven people including a girl were killed": without commas the part ends before the verb
            if "comma" in kinds and not self._list_goes_on(i):
                return i
        return size

    def _list_goes_on(self, comma: int) -> bool:
        """Whether the next thing after a comma is a quantity with its noun and no cue of its own."""
        item = next((one for one in self.line.counted if comma < one.first <= comma + 3), None)
        if item is None or item.sort not in ("person", "weapon"):
            return False
        return not any(comma < cue.first <= item.last + 2 for cue in self.cues)

    def gap(self, first: int, last: int) -> float:
        """Cost of the tokens first..last (exclusive)."""
        return self.sums[last] - self.sums[first] if last > first else 0.0

    def between(self, first: int, last: int, kinds: frozenset[str]) -> bool:
        """Whether any of the markers stands among the tokens first..last (exclusive)."""
        return any(self.kinds[i] & kinds for i in range(first, last))


def _counted_cost(item: Counted) -> float:
    """What it costs to step over a number: an age or a date stands in nobody's way, a share of others does."""
    if item.refused == "percentage":
        return SHARE_COST
    return MEASURE_COST if item.refused else COUNTED_COST


def names_its_own(item: Counted, cue: Cue) -> bool:
    """Whether a noun of the harmed is what a number itself counts: "12 wounded", «45 пострадавших»."""
    return cue.way == "noun" and item.sort in (None, "person", "unknown") and item.number[1] <= cue.first <= item.last
