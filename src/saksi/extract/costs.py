"""What it costs to bring a quantity to a cue: direction, distance, boundaries, unit, voice. All weights stand here.

A cost is a sum of small reasons; a pair that costs more than the reach of its quantity is never made. The weights were
set on the cases of tests/cases, not on any gold document; only their order matters: inside a noun phrase < inside a clause
< over a comma < over another cue < over a semicolon.
"""

from __future__ import annotations

from itertools import accumulate

from saksi.model import Counted, Cue, Line
from saksi.slots import HARM

WORD_COST = 0.1
MARKER_COST = {
    "comma": 0.8, "semicolon": 5.0, "colon": 0.3, "dash": 0.4, "slash": 0.2, "stop": 5.0, "dot": 0.6, "open": 0.8, "close": 0.8,
    "and": 0.8, "or": 0.8, "but": 2.0, "relative": 0.3, "including": 1.0,
}  # fmt: skip
COUNTED_COST = 1.5
MEASURE_COST = 0.4  # an age or a date stands in no cue's way
CUE_COST = 1.6
CROSS_INSERTION = 3.0
BEHIND_WALLS = frozenset({"comma", "semicolon", "and", "but"})
MAX_INSERTION = 9
MAX_CLOSING = 3

# (way, side) -> cost; side is where the number stands from its cue. None: never.
SIDES: dict[tuple[str, str], float | None] = {
    ("active", "after"): 0.0, ("active", "before"): None,
    ("affected", "before"): 0.0, ("affected", "after"): 1.9,
    ("either", "after"): 0.3, ("either", "before"): 0.5,
    ("noun", "before"): 0.2, ("noun", "after"): 0.7,
}  # fmt: skip
FREE_SIDES: dict[tuple[str, str], float | None] = SIDES | {
    ("active", "before"): 2.0, ("affected", "before"): 0.1, ("affected", "after"): 0.2, ("noun", "before"): 0.1, ("noun", "after"): 0.4,
}  # fmt: skip
WEAK = 1.0
OPEN = frozenset({"weak"})  # cues that bar nobody's way to another: nouns of attack, "attacked with"
YIELDS = 1.2  # a noun that only names the harmed leaves its number to the verb that says what became of them
CARE = frozenset({"hospitalised", "rescued", "displaced", "trapped"})
NEAR_CARE = 0.6
LINKED = -0.5  # a linking verb or preposition stands right before the number: "rose to 12"

# How far a quantity reaches for its cue, by what it counts.
REACH = {"person": 4.5, "weapon": 4.0, "unknown": 1.7, None: 2.2}
ZERO_REACH = 2.0
IMPLICIT_REACH = 1.8
ARTICLE_REACH = 3.0


class Field:
    """One line with the cost of every gap, ready for many questions."""

    __slots__ = ("cues", "inside", "kinds", "line", "sums")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.cues = line.cues
        size = len(line.forms)
        self.kinds = line.kinds
        weights = [WORD_COST] * size
        for at, kinds in enumerate(self.kinds[:size]):
            for kind in kinds:
                weights[at] = max(weights[at], MARKER_COST.get(kind, 0.0))
        for item in line.counted:
            if "implicit" not in item.marks:
                weights[item.first] = max(weights[item.first], MEASURE_COST if item.refused else COUNTED_COST)
                for at in range(item.first + 1, item.last):
                    weights[at] = 0.0
        for cue in line.cues:
            barred = cue.extra not in OPEN and not any(names_its_own(item, cue) for item in line.counted)
            weights[cue.first] = max(weights[cue.first], CUE_COST if barred else WORD_COST)
        self.inside = [0] * (size + 1)
        self._insertions(weights)
        self.sums = [0.0, *accumulate(weights)]

    def _insertions(self, weights: list[float]) -> None:
        """Stretches that a clause steps over: brackets, "including ..." up to its comma, short asides between commas."""
        size = len(weights)
        number = 0
        at = 0
        taken = {i for item in self.line.counted if "implicit" not in item.marks and not item.refused for i in range(item.first, item.last)}
        numbers = {item.last for item in self.line.counted}  # "three of them" opens nothing: the number stands before it
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
                if close is not None and not any(i in taken or i in cues for i in range(at, close)):
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
        return not any(at < one.first < end for one in self.line.counted) and end - at <= MAX_CLOSING

    def _segment_start(self, at: int) -> int:
        """The token after the mark that opens the stretch which ends at `at`."""
        while at and not self.kinds[at - 1] & {"comma", "semicolon", "stop", "open", "dash", "colon"} and not self.inside[at - 1]:
            at -= 1
        return at

    def _part_end(self, at: int) -> int:
        """Where "including ..." ends: at a bracket, a dash, the end, or a comma after which its list does not go on."""
        size = len(self.line.forms)
        for i in range(at + 1, size):
            kinds = self.kinds[i]
            if kinds & {"semicolon", "stop", "close", "dash"}:
                return i
            if "comma" in kinds and not self._list_goes_on(i):
                return i
        return size

    def _list_goes_on(self, comma: int) -> bool:
        """Whether the next thing after a comma is a quantity with its noun and no cue of its own."""
        item = next((one for one in self.line.counted if comma < one.first <= comma + 3), None)
        if item is None or item.sort not in ("person", "weapon"):
            return False
        return not any(item.first <= cue.first <= item.last + 2 for cue in self.cues)

    def gap(self, first: int, last: int) -> float:
        """Cost of the tokens first..last (exclusive)."""
        return self.sums[last] - self.sums[first] if last > first else 0.0

    def between(self, first: int, last: int, kinds: frozenset[str]) -> bool:
        """Whether any of the markers stands among the tokens first..last (exclusive)."""
        return any(self.kinds[i] & kinds for i in range(first, last))


def suits(item: Counted, cue: Cue) -> bool:
    """Whether a cue of this slot can take what is counted."""
    if item.sort == "thing" or item.refused or (cue.extra == "named" and item.sort not in ("person", "weapon")):
        return False
    if cue.slot in HARM:
        return item.sort != "weapon"
    return item.sort in ("weapon", None) and "people" not in item.marks


def reach(item: Counted) -> float:
    """How much a quantity may pay for its cue."""
    if "zero" in item.marks:
        return ZERO_REACH
    if "implicit" in item.marks:
        return IMPLICIT_REACH
    if "article" in item.marks:
        return ARTICLE_REACH
    return REACH.get(item.sort, REACH[None])


def way_of(field: Field, cue: Cue) -> str:
    """The way of a cue here: "either" is settled by an auxiliary up to three words before it."""
    if cue.way != "either":
        return cue.way
    for at in range(cue.first - 1, max(cue.first - 4, -1), -1):
        if "be" in field.kinds[at]:
            return "affected"
        if field.kinds[at] & {"comma", "semicolon", "and"}:
            break
    return "either"


def pair_cost(field: Field, item: Counted, cue: Cue) -> float | None:
    """The cost of giving `item` to `cue`, or None where it may not be."""
    if not suits(item, cue) or _negated(field, item, cue) or (cue.extra == "told" and "implicit" in item.marks):
        return None
    way = way_of(field, cue)
    if cue.first < item.last and cue.last > item.first:
        return YIELDS if names_its_own(item, cue) and _cared_for(field, item, cue) else 0.0
    side = "before" if item.last <= cue.first else "after"
    base = (FREE_SIDES if field.line.free_order else SIDES).get((way, side))
    if base is None:
        return None
    first, last = (item.last, cue.first) if side == "before" else (cue.last, item.first)
    if way == "affected" and side == "after" and not field.line.free_order and field.between(first, last, BEHIND_WALLS):
        return None  # "tewas, kata polisi, 12": where order is fixed, what stands behind a comma is another clause
    cost = base + field.gap(first, last)
    if field.inside[item.number[0]] != field.inside[cue.first]:
        cost += CROSS_INSERTION
    if cue.extra in ("weak", "told"):
        cost += WEAK
    if names_its_own(item, cue) and _cared_for(field, item, cue):
        cost += YIELDS
    if side == "after" and item.first and "link" in field.kinds[item.first - 1]:
        cost += LINKED
    return cost if cost <= reach(item) else None


def names_its_own(item: Counted, cue: Cue) -> bool:
    """Whether a noun of the harmed is what a number itself counts: "12 wounded", «45 пострадавших»."""
    return cue.way == "noun" and item.sort in (None, "person", "unknown") and item.number[1] <= cue.first <= item.last


def _cared_for(field: Field, item: Counted, noun: Cue) -> bool:
    """Whether a verb of rescue or hospital stands right beside a number whose noun only names the harmed.

    "Six wounded were taken to hospital" counts patients; who they are is said, not how many were wounded.
    """
    if noun.slot in CARE:
        return False
    for cue in field.cues:
        if cue.slot in CARE and cue.way != "noun":
            low, high = (noun.last, cue.first) if noun.last <= cue.first else (cue.last, item.first)
            if low <= high and field.gap(low, high) <= NEAR_CARE:
                return True
    return False


def _negated(field: Field, item: Counted, cue: Cue) -> bool:
    """A cue under "not" takes no number but nought."""
    if "zero" in item.marks:
        return False
    return any("not" in field.kinds[at] for at in range(max(cue.first - 2, 0), cue.first))
