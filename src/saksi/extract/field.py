"""One line as a field of costs: what each gap between two of its tokens costs, and the stretches a clause steps over.

Only the order of the weights matters: inside a noun phrase < inside a clause < over a comma < over another cue < over a
semicolon. They were set on the cases of tests/cases, not on any gold document.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate

from saksi.extract.both import joined_pairs
from saksi.extract.suits import suits
from saksi.model import Counted, Cue, Line

WORD_COST = 0.1
MARKER_COST = {
    "comma": 0.8, "semicolon": 5.0, "colon": 0.3, "dash": 0.4, "slash": 0.2, "stop": 5.0, "dot": 0.6, "open": 0.8,
    "close": 0.8, "and": 0.8, "or": 0.8, "but": 2.0, "relative": 0.3, "including": 1.0,
}  # fmt: skip
COUNTED_COST = 1.5
MEASURE_COST = 0.4  # an age or a date stands in no cue's way
SHARE_COST = 4.0  # "displaced 90% of its 2.3 million people"
CUE_COST = 1.6
ABBREVIATED = 2  # letters of a word whose full stop ends no clause
OPEN = frozenset({"weak", "hit"})  # cues that bar nobody's way to another: nouns of attack, "attacked with"
MAX_ASIDE = 9  # tokens of an aside between two commas
MAX_INSERTED = 150  # tokens of a bracket or of "including ...": no sentence holds longer ones
MAX_CLOSING = 3  # tokens of "among them" at the end of its stretch
MAX_CUES, MAX_ITEMS = 80, 60  # more of either in one sentence are a table; the rest are refused by name

_STRETCH_OPENS = frozenset({"comma", "semicolon", "stop", "open", "dash", "colon"})
_PART_OPENS = frozenset({"comma", "open", "dash", "colon", "semicolon"})
_PART_ENDS = frozenset({"semicolon", "stop", "close", "dash"})
_INSERTS = frozenset({"comma", "open", "including"})  # only behind these can a stretch begin that is stepped over
_JOINS = frozenset({"and", "but"})


class Field:
    """One line with the cost of every gap, ready for many questions; what gaps cost is worked out when first asked.

    `open` are its quantities that are not refused, `both` its pairs of words that one number of the dead and the harmed
    shares.
    """

    __slots__ = ("_asides", "_inside", "_sums", "_takers", "both", "cues", "kinds", "line", "open")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.kinds = line.kinds
        self.cues = line.cues[:MAX_CUES]
        self.open = [item for item in line.counted if not item.refused][:MAX_ITEMS]
        self.both = joined_pairs(self.cues, self.open, self.kinds) if len(self.cues) > 1 else []
        self._takers: dict[Cue, list[Counted]] = {}
        self._asides: list[tuple[int, int]] = []
        self._inside = [0] * (len(line.forms) + 1)
        self._sums: list[float] = []

    @property
    def inside(self) -> list[int]:
        """The number of the insertion that each token is in, or 0."""
        if not self._sums and not _INSERTS.isdisjoint(self.line.marked):
            self._measure()
        return self._inside

    @property
    def asides(self) -> list[tuple[int, int]]:
        """The commas around each short aside."""
        if not self._sums:
            self._measure()
        return self._asides

    def _measure(self) -> None:
        weights = self._weights()
        self._insertions(weights)
        self._sums = [0.0, *accumulate(weights)]

    def takers(self, cue: Cue) -> list[Counted]:
        """The quantities of the line that could have a cue, wherever they stand."""
        known = self._takers.get(cue)
        if known is None:
            known = self._takers[cue] = [item for item in self.open if suits(item, cue)]
        return known

    def gap(self, first: int, last: int) -> float:
        """Cost of the tokens first..last (exclusive)."""
        if not self._sums:
            self._measure()
        return self._sums[last] - self._sums[first] if last > first else 0.0

    def between(self, first: int, last: int, kinds: frozenset[str]) -> bool:
        """Whether any of the markers stands among the tokens first..last (exclusive)."""
        return not all(map(kinds.isdisjoint, self.kinds[max(first, 0) : last]))

    def _weights(self) -> list[float]:
        """What it costs to step over each token."""
        size = len(self.line.forms)
        weights = list(map(_marker_cost, self.kinds[:size]))
        for at, kinds in enumerate(self.kinds[:size] if "including" in self.line.marked else ()):
            if "including" in kinds and not self._opens_part(at):
                weights[at] = _marker_cost(kinds - {"including"})
        for at, form in enumerate(self.line.forms[1:] if "dot" in self.line.marked else (), 1):
            if form == "." and len(self.line.forms[at - 1]) <= ABBREVIATED and self.line.forms[at - 1].isalpha():
                weights[at] = 0.0  # "1954 г. р." ends nothing
        for item in self.line.counted:
            if "implicit" not in item.marks:
                weights[item.first] = max(weights[item.first], _counted_cost(item))
                weights[item.first + 1 : item.last] = [0.0] * (item.last - item.first - 1)
        for cue in self.cues:
            weights[cue.first] = max(weights[cue.first], CUE_COST if self._bars(cue) else WORD_COST)
        return weights

    def _bars(self, cue: Cue) -> bool:
        """Whether a cue stands in the way between a number and another cue."""
        if (
            cue.extra in OPEN
            or cue.way == "trait"
            or self.partitive(cue)
            or any(names_its_own(item, cue) for item in self.open)
        ):
            return False
        return not any(describes(item, cue, self.cues) for item in self.open)

    def partitive(self, cue: Cue) -> bool:
        """Whether a noun of the harmed only says of whom a number before it is: "two of the wounded"."""
        of = cue.first - 1
        if cue.way != "noun" or of < 1 or "of" not in self.kinds[of]:
            return False
        return any(item.number[1] == of for item in self.open)

    def _opens_part(self, at: int) -> bool:
        """Whether "including" or "of them" opens a part here; behind its number ("three of them") it opens nothing."""
        kinds = self.kinds[at]
        return "including" in kinds and not ("of_them" in kinds and any(item.last == at for item in self.line.counted))

    def _insertions(self, weights: list[float]) -> None:
        """Numbers the stretches that a clause steps over: brackets, "including ..."; asides weigh nothing."""
        size, number, reached = len(weights), 0, 0
        if _INSERTS.isdisjoint(self.line.marked):
            return
        solid, inside = self._solid(), self._inside
        for at in [at for at, kinds in enumerate(self.kinds[:size]) if not _INSERTS.isdisjoint(kinds)]:
            if at < reached:
                continue
            aside = self._aside(at, solid) if "comma" in self.kinds[at] and not self._opens_part(at) else None
            if aside is not None:
                self._asides.append((at, aside))
                if not (self.kinds[at + 1] | self.kinds[aside + 1]) & _JOINS:
                    weights[at : aside + 1] = [0.0] * (aside + 1 - at)
                reached = aside
                continue
            first, end = self._inserted(at)
            if end is None:
                continue
            number += 1
            inside[first:end] = [number] * (end - first)
            if end < size:
                weights[first:end] = [0.0] * (end - first)
                if "comma" in self.kinds[end]:
                    weights[end] = 0.0
            if first and "comma" in self.kinds[first - 1]:
                weights[first - 1] = 0.0
            reached = end

    def _solid(self) -> set[int]:
        """The tokens that no aside may hold: numbers and cues."""
        numbers = [(item.first, item.last) for item in self.open if "implicit" not in item.marks]
        cues = [(cue.first, cue.last) for cue in self.cues]
        return {at for first, last in (*numbers, *cues) for at in range(first, last)}

    def _aside(self, comma: int, solid: set[int]) -> int | None:
        """The comma that closes a short aside without a number, a cue or a part of a total."""
        for at in range(comma + 1, min(comma + MAX_ASIDE + 2, len(self.line.forms))):
            if "comma" in self.kinds[at]:
                return at
            if at in solid or "including" in self.kinds[at]:
                return None
        return None

    def _inserted(self, at: int) -> tuple[int, int | None]:
        """Where an insertion that shows itself at a token starts and ends (exclusive); end None where there is none."""
        kinds = self.kinds[at]
        if "open" in kinds:
            size = min(len(self.line.forms), at + MAX_INSERTED)
            return at, next((i + 1 for i in range(at + 1, size) if "close" in self.kinds[i]), None)
        if not self._opens_part(at):
            return at, None
        end = self._part_end(at)
        return (self._stretch_start(at) if self._closes(at, end) else at), end

    def _closes(self, at: int, end: int) -> bool:
        """Whether "among them" ends its stretch instead of opening one: "five children and two women among them,"."""
        if end - at > MAX_CLOSING:
            return False
        people = (noun.first for noun in self.line.nouns if noun.sort == "person")
        return not any(at < first < end for first in (*(item.first for item in self.line.counted), *people))

    def _stretch_start(self, at: int) -> int:
        """The token after the mark that opens the stretch which ends at `at`."""
        while at and not self.kinds[at - 1] & _STRETCH_OPENS and not self._inside[at - 1]:
            at -= 1
        return at

    def _part_end(self, at: int) -> int:
        """Where "including ..." ends: at a bracket, a dash, the end, a comma after which its list does not go on.

        Without a comma before it, also at the verb of the whole: "seven people including a girl were killed".
        """
        size = min(len(self.line.forms), at + MAX_INSERTED)
        free = at > 0 and not self.kinds[at - 1] & _PART_OPENS
        verbs = {cue.first for cue in self.cues if cue.way != "noun" and at < cue.first < size}
        opened = max((m.last for m in self.line.marks("including") if m.first == at), default=at + 1)
        begin = opened + 1 if opened < size and "dash" in self.kinds[opened] else at + 1  # "among them — a girl"
        depth = 0
        for i in range(begin, size):
            kinds = self.kinds[i]
            depth += "open" in kinds
            if depth:  # a bracket inside the part is stepped over
                depth -= "close" in kinds
                continue
            if kinds & _PART_ENDS or ("comma" in kinds and not self._list_goes_on(i)):
                return i
            if free and "struck" in kinds and not any(at < one.first < i for one in self.line.counted):
                return i  # "three districts including the centre were struck, with 23 hurt"
            free = free and "relative" not in kinds  # "two doctors who were treating the wounded"
            if (
                free
                and i in verbs
                and any(at < one.last <= i and (one.last < i or one.sort) for one in self.line.counted)
            ):
                return i
        return size

    def _list_goes_on(self, comma: int) -> bool:
        """Whether the next thing after a comma is a quantity with its noun and no cue of its own."""
        item = next((one for one in self.line.counted if comma < one.first <= comma + 3), None)
        if item is None or item.sort not in ("person", "weapon"):
            return False
        closed = (
            item.last < len(self.kinds) and "comma" in self.kinds[item.last]
        )  # ", and three children, while wounding 41"
        return not any(comma < cue.first <= item.last + (0 if closed else 2) for cue in self.cues)


@cache
def _marker_cost(kinds: frozenset[str]) -> float:
    """What it costs to step over a token with these small words and marks; the sets are few and shared."""
    return max((MARKER_COST.get(kind, WORD_COST) for kind in kinds), default=WORD_COST)


def _counted_cost(item: Counted) -> float:
    """What it costs to step over a number: an age or a date stands in nobody's way, a share of others does."""
    if item.refused == "percentage":
        return SHARE_COST
    return MEASURE_COST if item.refused else COUNTED_COST


def describes(item: Counted, cue: Cue, cues: tuple[Cue, ...]) -> bool:
    """Whether a participle between a verb and one person only says in what state he was: "помер поранений чоловік"."""
    return (
        "implicit" in item.marks and cue.way == "either" and cue.last == item.first
        and any(other.last == cue.first and other.slot != cue.slot and other.way != "noun" for other in cues)
    )  # fmt: skip


def names_its_own(item: Counted, cue: Cue) -> bool:
    """Whether a noun of the harmed is what a number itself counts: "12 wounded", «45 пострадавших»."""
    return cue.way == "noun" and item.sort in (None, "person", "unknown") and item.number[0] < cue.first <= item.last
